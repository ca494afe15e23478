-- grain: one finding about one document
-- key: source_file, sha256, ordinal
-- caveat: in the words of the stage that met it
select
    document.source_file,
    document.sha256,
    document.agency_name,
    document.region_code,
    finding.* exclude (document_id, agency_id)  -- noqa: RF02
from fct_finding as finding
inner join dim_document as document on finding.document_id = document.document_id
