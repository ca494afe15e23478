-- grain: one cell that changed since the release before, or one report that came or went
-- key: region_code, agency_key, report_year, form_table, row_key, column_key
-- caveat: against the release before this one
select
    change.region_code,
    change.agency_name,
    change.report_year,
    change.change_kind,
    change.form_table,
    cell.row_label,
    cell.column_label,
    change.value_before,
    change.value,
    change.unit_before,
    change.unit,
    change.status_before,
    change.status,
    change.agency_key,
    change.row_key,
    change.column_key,
    change.previous_sha256,
    change.sha256
from mart_change as change
left join dim_form_cell as cell
    on
        change.form_table = cell.form_table
        and change.row_key = cell.row_key
        and change.column_key = cell.column_key
