-- grain: one cell that changed since the release before, or one report that came or went
-- key: region_code, agency_key, report_year, form_table, row_key, column_key
-- caveat: against the release before this one
select *
from mart_change
