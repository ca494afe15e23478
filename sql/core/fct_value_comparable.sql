-- grain: one cell of one counting document whose agency and year are decided
-- key: document_id, cell_id
-- caveat: what may be compared: counts, and money in yuan; a blank is null, not 0
-- as: view
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value::decimal(30, 6) as value,
    status
from fct_request
where agency_id is not null and report_year is not null
union all
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value::decimal(30, 6) as value,
    status
from fct_review_litigation
where agency_id is not null and report_year is not null
union all
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value_comparable as value,
    status
from fct_article20
where agency_id is not null and report_year is not null
