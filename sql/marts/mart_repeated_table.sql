-- grain: one table of one agency's report whose figures are all those of the year before
-- key: agency_id, report_year, form_table
-- caveat: a finding, not an error: the table may be copied, or the years alike; the more cells are not 0 and the larger the largest, the less by chance; tables of zeros and tables with a cell that could not be read are not in it; our corrections are applied
with figures as (
    select
        fact.agency_id,
        fact.report_year,
        fact.document_id,
        cell.form_table,
        list((fact.cell_id, fact.value) order by fact.cell_id) filter (where fact.value != 0) as figures,
        count(*) filter (where fact.value != 0) as cells_not_zero,
        max(fact.value) as largest_value
    from fct_value_comparable as fact
    inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
    group by fact.agency_id, fact.report_year, fact.document_id, cell.form_table
    having cells_not_zero > 0 and count(*) filter (where fact.status not in ('reported', 'blank', 'absent')) = 0
)

select
    this_year.agency_id,
    agency.agency_name,
    agency.region_code,
    this_year.report_year,
    this_year.form_table,
    this_year.cells_not_zero,
    this_year.largest_value,
    this_year.document_id,
    last_year.document_id as document_id_before
from figures as this_year
inner join figures as last_year
    on
        this_year.agency_id = last_year.agency_id
        and this_year.report_year = last_year.report_year + 1
        and this_year.form_table = last_year.form_table
        and this_year.figures = last_year.figures
inner join dim_agency as agency on this_year.agency_id = agency.agency_id
order by this_year.agency_id, this_year.report_year, this_year.form_table
