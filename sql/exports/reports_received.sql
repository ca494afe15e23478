-- grain: one province, level of agency and report year, each undecided where empty
-- key: region_code, agency_level, report_year
-- caveat: counts documents by the names they came under
select
    province_code as region_code,
    * exclude (province_code)
from mart_reports_received
