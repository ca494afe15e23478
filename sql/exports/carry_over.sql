-- grain: one promise between two years for one agency, year and column
-- key: region_code, agency_id, report_year, identity, column_key
-- caveat: 0 is the gap to expect
select *
from mart_year_ledger
