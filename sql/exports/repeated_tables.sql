-- grain: one table of one agency's report whose figures are all those of the year before
-- key: region_code, agency_id, report_year, form_table
-- caveat: a finding, not an error: the years may be alike
select *
from mart_repeated_table
