-- grain: one finding about one document
-- key: source_file, sha256, ordinal
-- caveat: in the words of the stage that met it
select
    document.agency_name,
    document.region_code,
    finding.report_year,
    finding.stage,
    finding.finding_kind,
    finding.form_table,
    finding.finding,
    finding.place,
    finding.row_key,
    finding.column_key,
    document.source_file,
    document.sha256,
    finding.ordinal
from fct_finding as finding
inner join dim_document as document on finding.document_id = document.document_id
