-- grain: one name under which one document came
-- key: source_file, sha256
-- caveat: contract with tools outside: these columns, these names
select
    source_file,
    sha256,
    state,
    reason,
    agency_name,
    region_code,
    report_year,
    edition,
    format,
    reader
from dim_document
