-- grain: one cell of one read document, of all three tables, counting or superseded
-- key: document_id, cell_id
-- caveat: keep to is_current unless history is asked for; values in the printed unit
-- as: view
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value::decimal(20, 6) as value,
    null as unit,
    raw_text,
    status,
    proof,
    implied_value::decimal(20, 6) as implied_value,
    candidates,
    place,
    correction_id,
    true as is_current
from fct_request
union all
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value::decimal(20, 6) as value,
    null as unit,
    raw_text,
    status,
    proof,
    implied_value::decimal(20, 6) as implied_value,
    candidates,
    place,
    correction_id,
    true as is_current
from fct_review_litigation
union all
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value,
    unit,
    raw_text,
    status,
    proof,
    implied_value,
    candidates,
    place,
    correction_id,
    true as is_current
from fct_article20
union all
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value,
    unit,
    raw_text,
    status,
    proof,
    implied_value,
    candidates,
    place,
    null as correction_id,
    false as is_current
from fct_superseded
