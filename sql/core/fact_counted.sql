-- grain: one cell of one document that counts
-- key: document_id, cell_id
-- caveat: scratch of the build, not in the release; a correction stands over the printed value
-- as: scratch view
select
    fact.form_table,
    fact.cell_id,
    document.report_year,
    document.agency_id,
    document.document_id,
    if(correction.correction_id is null, fact.value, correction.value_now) as value,
    fact.raw_text,
    fact.unit,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.place,
    correction.correction_id
from stg_fact as fact
inner join dim_document as document
    on fact.sha256 = document.sha256 and document.state = 'loaded'
left join dim_document_correction as correction
    on
        document.document_id = correction.document_id
        and fact.cell_id = correction.cell_id
        and correction.correction_outcome = 'applied'
