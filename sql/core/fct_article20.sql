-- grain: one cell of one counting document, of the table of proactive disclosure (Article 20)
-- key: document_id, cell_id
-- caveat: value stands in the printed unit; money compares only by value_yuan, null where no unit is known; rules in force are a stock, all else a flow of the year
select
    fact.cell_id,
    fact.report_year,
    fact.agency_id,
    fact.document_id,
    fact.value,
    fact.unit,
    (fact.value * money.yuan::integer)::decimal(30, 6) as value_yuan,
    fact.raw_text,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.place,
    fact.correction_id
from fact_counted as fact
left join source_unit as money on fact.unit = money.unit
where fact.form_table = 'article20'
order by fact.cell_id, fact.report_year, fact.agency_id, fact.document_id
