-- grain: one agency and report year whose report prints new requests by kind of applicant
-- key: agency_id, report_year
-- caveat: concentration is the Herfindahl index, the sum of the squared shares of the kinds of applicant in their own sum: 1 where all are of one kind; null at no request or while a kind is not known; compare only where has_enough_cases
-- as: view
with figure as (
    select
        fact.agency_id,
        fact.report_year,
        cell.column_key,
        fact.value
    from fct_value_comparable as fact
    inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
    where cell.form_table = 'applications' and cell.row_key = 'received.new' and not cell.is_total_column
),

summed as (
    select
        agency_id,
        report_year,
        sum(value) as requests_new,
        sum(value * value) as squares,
        arg_max(column_key, value) filter (where value > 0) as largest_applicant,
        (count(*) - count(value))::smallint as cells_unknown
    from figure
    group by agency_id, report_year
)

select
    agency_id,
    report_year,
    if(cells_unknown = 0, requests_new, null)::bigint as requests_new,
    if(cells_unknown = 0, squares / nullif(requests_new * requests_new, 0), null)::double as concentration,
    if(cells_unknown = 0, largest_applicant, null) as largest_applicant,
    cells_unknown,
    cells_unknown = 0 and requests_new >= 30 as has_enough_cases
from summed
