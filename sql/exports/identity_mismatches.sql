-- grain: one identity that fails in one counting report
-- key: region_code, report_year, source_file, identity
-- caveat: kept as printed; a finding about the report
select
    region_code,
    agency_name,
    report_year,
    form_table,
    sentence,
    left_value,
    right_value,
    gap,
    read_alike_twice,
    source_file,
    identity
from mart_identity_mismatch
