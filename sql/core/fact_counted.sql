-- grain: one cell of one document that counts
-- key: document_id, cell_id
-- caveat: scratch of the build, not in the release; a correction stands over the printed value; a count with a fraction is unreadable; agency_block keeps some thousand agencies of a year together in the facts, so that a report is found as fast as a cell
-- as: scratch view
with corrected as (
    select
        fact.* exclude (sha256, edition, value),  -- noqa: RF02
        document.report_year,
        document.agency_id,
        document.document_id,
        if(correction.correction_id is null, fact.value, correction.value_now) as value,
        correction.correction_id,
        measure.kind as unit_kind,
        measure.yuan::integer as yuan
    from stg_fact as fact
    inner join dim_document as document
        on fact.sha256 = document.sha256 and document.state = 'loaded'
    left join dim_document_correction as correction
        on
            document.document_id = correction.document_id
            and fact.cell_id = correction.cell_id
            and correction.correction_outcome = 'applied'
    left join source_unit as measure on fact.unit = measure.unit
),

judged as (
    select
        *,
        value != trunc(value) and (form_table != 'article20' or unit_kind = 'count') as is_fraction
    from corrected
)

select
    form_table,
    cell_id,
    report_year,
    agency_id,
    document_id,
    if(is_fraction, null, value) as value,
    unit,
    unit_kind,
    yuan,
    raw_text,
    if(is_fraction, 'unreadable', status) as status,
    proof,
    implied_value,
    candidates,
    place,
    correction_id,
    agency_id // 8192 as agency_block
from judged
