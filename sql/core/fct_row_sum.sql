-- grain: one row of the form that only another edition prints, as the sum of the rows it was split into, per column and counting document
-- key: document_id, cell_id
-- caveat: for comparison across editions only; null while one of its parts is not known; not a printed figure
with printed as (
    select
        fact.document_id,
        fact.cell_id
    from fct_request as fact
    where fact.cell_id in (select cell.parent_cell_id from dim_form_cell as cell)
)

select
    cell.parent_cell_id as cell_id,
    fact.report_year,
    fact.agency_id,
    fact.document_id,
    if(count(fact.value) = count(*), sum(fact.value), null)::bigint as value,
    (count(*) - count(fact.value))::smallint as cells_unknown
from fct_request as fact
inner join dim_form_cell as cell on fact.cell_id = cell.cell_id and cell.parent_cell_id is not null
anti join printed on fact.document_id = printed.document_id and cell.parent_cell_id = printed.cell_id
group by cell.parent_cell_id, fact.report_year, fact.agency_id, fact.document_id
order by cell.parent_cell_id, fact.report_year, fact.agency_id, fact.document_id
