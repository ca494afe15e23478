-- fail: a fact names an agency, a year or a cell that its dimension does not hold
select
    fact.document_id,
    fact.cell_id,
    fact.agency_id,
    fact.report_year
from fct_value as fact
left join dim_agency as agency on fact.agency_id = agency.agency_id
left join dim_year as year on fact.report_year = year.report_year
left join dim_form_cell as cell on fact.cell_id = cell.cell_id
where
    (fact.agency_id is not null and agency.agency_id is null)
    or (fact.report_year is not null and year.report_year is null)
    or cell.cell_id is null
