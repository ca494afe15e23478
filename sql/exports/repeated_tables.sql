-- grain: one table of one agency's report whose figures are all those of the year before
-- key: region_code, agency_id, report_year, form_table
-- caveat: a finding, not an error: the years may be alike
select
    region_code,
    agency_name,
    report_year,
    form_table,
    cells_not_zero,
    largest_value,
    agency_id,
    document_id,
    document_id_before
from mart_repeated_table
