-- warn: a line of data/corrections.csv no longer does what it says: close it, mend it, or look at the source again
select
    correction_id,
    agency_key,
    report_year,
    row_key,
    column_key,
    value_was,
    value_now,
    printed_value,
    correction_outcome,
    problem
from dim_document_correction
where
    correction_outcome in ('invalid', 'no_report', 'not_on_form', 'stale')
    or (correction_outcome = 'closed' and correction_status != 'fixed upstream')
