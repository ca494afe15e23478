-- grain: one cell of one counting document, of the table of proactive disclosure (Article 20)
-- key: document_id, cell_id
-- caveat: value stands in the printed unit; value_comparable is the count, or the money in yuan, null where the unit is not known; rules in force are a stock, all else a flow of the year
select
    fact.cell_id,
    fact.report_year,
    fact.agency_id,
    fact.document_id,
    fact.value,
    fact.unit,
    if(measure.kind = 'money', fact.value * measure.yuan::integer, null)::decimal(30, 6) as value_yuan,
    (fact.value * if(measure.kind = 'money', measure.yuan::integer, if(measure.kind = 'count', 1, null)))
    ::decimal(30, 6) as value_comparable,
    fact.raw_text,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.place,
    fact.correction_id
from fact_counted as fact
left join source_unit as measure on fact.unit = measure.unit
where fact.form_table = 'article20'
order by fact.cell_id, fact.report_year, fact.agency_id, fact.document_id
