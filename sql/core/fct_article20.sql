-- grain: one cell of one counting document, of the table of proactive disclosure (Article 20)
-- key: document_id, cell_id
-- caveat: value stands in the printed unit; value_comparable is the count, or the money in yuan, null where the unit is not known; rules in force are a stock, all else a flow of the year
select
    * exclude (form_table, unit_kind, yuan, agency_block),
    if(unit_kind = 'money', value * yuan, null)::decimal(30, 6) as value_yuan,
    (value * case unit_kind when 'money' then yuan when 'count' then 1 end)::decimal(30, 6) as value_comparable
from fact_counted
where form_table = 'article20'
order by report_year, agency_block, cell_id, agency_id, document_id
