-- grain: one identity of the form on one read document
-- key: document_id, identity
-- caveat: a failing identity is an arithmetic mistake of the report, kept as printed; open means a cell it needs is not known
select
    document.document_id,
    document.agency_id,
    document.report_year,
    identity.identity,
    identity."table" as form_table,
    identity.left_value,
    identity.right_value,
    identity.result,
    identity.sentence,
    document.state = 'loaded' as is_current
from source_identity_check as identity
inner join stg_document as reading
    on identity.sha256 = reading.sha256 and identity.batch = reading.batch
inner join dim_document as document
    on identity.sha256 = document.sha256 and document.state in ('loaded', 'superseded')
order by document.document_id, identity.identity
