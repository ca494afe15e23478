-- grain: one line of data/corrections.csv, with what became of it
-- key: correction_id
-- caveat: applied only while the document that counts still prints the old value; closed once it prints the new one; stale when it prints a third
with line as (
    select
        line_number::integer as correction_id,
        agency_key,
        report_year,
        form_table,
        row_key,
        column_key,
        value_was,
        value_now,
        reason,
        source,
        status as correction_status,
        problem
    from source_correction
),

placed as (
    select
        line.*,
        agency.agency_id,
        cell.cell_id,
        document.document_id,
        document.sha256
    from line
    left join dim_agency as agency on line.agency_key = agency.agency_key
    left join stg_cell_address as cell
        on line.form_table = cell.form_table and line.row_key = cell.row_key and line.column_key = cell.column_key
    left join dim_document as document
        on
            agency.agency_id = document.agency_id
            and line.report_year = document.report_year
            and document.state = 'loaded'
),

printed as (
    select
        placed.*,
        fact.sha256 is not null as is_asked,
        fact.value as printed_value,
        coalesce(fact.value = placed.value_was, fact.value is null and placed.value_was is null) as printed_is_was,
        coalesce(fact.value = placed.value_now, fact.value is null and placed.value_now is null) as printed_is_now
    from placed
    left join stg_fact as fact on placed.sha256 = fact.sha256 and placed.cell_id = fact.cell_id
)

select
    correction_id,
    agency_key,
    agency_id,
    report_year,
    cell_id,
    document_id,
    form_table,
    row_key,
    column_key,
    value_was,
    value_now,
    printed_value,
    reason,
    source,
    correction_status,
    case
        when problem is not null or cell_id is null then 'invalid'
        when document_id is null then 'no_report'
        when not is_asked then 'not_on_form'
        when correction_status = 'fixed upstream' then 'closed'
        when printed_is_was then 'applied'
        when printed_is_now then 'closed'
        else 'stale'
    end as correction_outcome,
    coalesce(problem, if(cell_id is null, 'the form has no such address', null)) as problem
from printed
order by correction_id
