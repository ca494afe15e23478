-- grain: one township and report year
-- key: report_year, region_code, agency_id
-- caveat: rates are ranked only above the least number of cases; empty is not known, not 0
select
    agency_name,
    report_year,
    legal_breaks,
    region_code,
    * exclude (agency_name, report_year, legal_breaks, region_code, agency_id),
    agency_id
from mart_township_comparison
