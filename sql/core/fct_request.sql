-- grain: one cell of one counting document, of the applications table (requests received and handled)
-- key: document_id, cell_id
-- caveat: rows and columns that are totals stand beside their parts, so choose cells before adding; value is null unless read, a printed fraction counts as unreadable; agency_id or report_year are null where undecided
select
    cell_id,
    report_year,
    agency_id,
    document_id,
    if(value = trunc(value), value, null)::bigint as value,
    raw_text,
    if(value != trunc(value), 'unreadable', status) as status,
    proof,
    if(implied_value = trunc(implied_value), implied_value, null)::bigint as implied_value,
    candidates,
    place,
    correction_id
from fact_counted
where form_table = 'applications'
order by cell_id, report_year, agency_id, document_id
