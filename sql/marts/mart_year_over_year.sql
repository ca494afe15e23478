-- grain: one cell of one agency in one year beside the year before
-- key: agency_id, report_year, cell_id
-- caveat: only pairs both years print; a row split by a new form is compared by its sum; legal_breaks names the changes in law that cut between the two years, there a change may be the law's; growth is null from 0
-- as: view
with step as (
    select
        report_year,
        (report_year - 1)::smallint as year_before
    from dim_year
)

select
    this_year.agency_id,
    this_year.report_year,
    cell.cell_id,
    cell.form_table,
    cell.row_key,
    cell.column_key,
    last_year.value as value_before,
    this_year.value,
    this_year.value - last_year.value as change,
    (this_year.value - last_year.value)::double / nullif(last_year.value, 0)::double as growth,
    law.legal_breaks
from dim_form_cell as cell
inner join fct_value_series as this_year on cell.cell_id = this_year.cell_id
inner join step on this_year.report_year = step.report_year
inner join fct_value_series as last_year
    on
        this_year.agency_id = last_year.agency_id
        and cell.cell_id = last_year.cell_id
        and step.year_before = last_year.report_year
left join dim_year_break as law
    on cell.cell_id = law.cell_id and this_year.report_year = law.report_year
