-- grain: one cell of the form for one province, report year and basis
-- key: region_code, report_year, basis, section, position, cell_id
-- caveat: the bases overlap: compare them, never add them
select
    province_code as region_code,
    province_name,
    report_year,
    basis,
    section,
    position,
    row_label,
    column_label,
    value,
    reports,
    reports_with_value,
    reports_blank,
    reports_unknown,
    expected_with_value,
    reports_expected,
    legal_breaks,
    row_key,
    column_key,
    cell_id
from mart_provincial_summary
