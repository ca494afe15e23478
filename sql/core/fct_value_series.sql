-- grain: one cell of one counting document whose agency and year are decided, or one sum of rows that another edition splits
-- key: document_id, cell_id
-- caveat: for series over the editions; the sums stand beside their parts, so choose cells before adding
-- as: view
select
    agency_id,
    report_year,
    cell_id,
    document_id,
    value
from fct_value_comparable
union all
select
    agency_id,
    report_year,
    cell_id,
    document_id,
    value
from fct_row_sum
where agency_id is not null and report_year is not null
