-- grain: one township and report year
-- key: report_year, region_code, agency_id
-- caveat: rates are ranked only above the least number of cases; empty is not known, not 0
select *
from mart_township_comparison
