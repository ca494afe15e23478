-- grain: one cell of one counting document, of the table of reconsideration and litigation
-- key: document_id, cell_id
-- caveat: rows and columns that are totals stand beside their parts, so choose cells before adding; value is null unless read, a printed fraction counts as unreadable; agency_id or report_year are null where undecided
select
    * exclude (form_table, unit, unit_kind, yuan, agency_block)
    replace (
        value::bigint as value,
        if(implied_value = trunc(implied_value), implied_value, null)::bigint as implied_value
    )
from fact_counted
where form_table = 'review_litigation'
order by report_year, agency_block, cell_id, agency_id, document_id
