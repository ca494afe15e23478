-- grain: one government and report year
-- key: region_code, agency_id, report_year
-- caveat: first seen after the deadline does not prove a report late
select *
from mart_census
