-- grain: one finding about one document
-- key: document_id, ordinal
-- caveat: leftovers, mismatches, explanations and doubts in the words of the stage that met them
select
    document.document_id,
    finding.ordinal,
    document.agency_id,
    document.report_year,
    finding.stage,
    finding.kind as finding_kind,
    finding."table" as form_table,
    finding.row_key,
    finding.column_key,
    finding.text as finding,
    finding.place
from source_finding as finding
inner join stg_document as reading
    on finding.sha256 = reading.sha256 and finding.batch = reading.batch
inner join dim_document as document
    on finding.sha256 = document.sha256 and document.state != 'duplicate'
order by document.document_id, finding.ordinal
