-- grain: one cell in which two documents of the same agency and year differ
-- key: region_code, report_year, document_id, cell_id
-- caveat: a finding, not an error
select *
from mart_source_difference
