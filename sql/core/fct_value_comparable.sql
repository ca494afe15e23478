-- grain: one cell of one counting document whose agency and year are decided
-- key: document_id, cell_id
-- caveat: what may be compared: counts, and money in yuan; a blank is null, not 0
-- as: view
with printed as (
    select
        *,
        value::decimal(30, 6) as value_comparable
    from fct_request
    union all by name
    select
        *,
        value::decimal(30, 6) as value_comparable
    from fct_review_litigation
    union all by name
    select *
    from fct_article20
)

select
    cell_id,
    report_year,
    agency_id,
    document_id,
    value_comparable as value,
    status
from printed
where agency_id is not null and report_year is not null
