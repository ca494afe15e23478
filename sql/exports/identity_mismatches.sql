-- grain: one identity that fails in one counting report
-- key: region_code, report_year, source_file, identity
-- caveat: kept as printed; a finding about the report
select * exclude (document_id)
from mart_identity_mismatch
