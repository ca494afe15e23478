-- grain: one cell of one agency in one year beside the year before
-- key: region_code, agency_key, report_year, cell_id
-- caveat: where legal_breaks is not empty the change may be the law's
select
    agency.region_code,
    agency.agency_name,
    agency.agency_key,
    step.report_year,
    cell.row_label,
    replace(cell.column_label, '万元', '元') as column_label,
    step.value_before,
    step.value,
    step.change,
    step.growth,
    step.legal_breaks,
    cell.row_key,
    cell.column_key,
    step.cell_id
from mart_year_over_year as step
inner join dim_agency as agency on step.agency_id = agency.agency_id
inner join dim_form_cell as cell on step.cell_id = cell.cell_id
