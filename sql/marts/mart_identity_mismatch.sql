-- grain: one identity that fails in one counting report
-- key: document_id, identity
-- caveat: a mistake of the report's authors as far as our reading is right: look at the proof of its cells and at the place; nothing is repaired, and our corrections do not enter; read_alike_twice where a second way of reading the document shows the same figures, so that the mistake is the report's own
select
    mismatch.document_id,
    mismatch.identity,
    document.source_file,
    document.agency_name,
    document.region_code,
    agency.province_code,
    mismatch.report_year,
    mismatch.form_table,
    mismatch.left_value,
    mismatch.right_value,
    mismatch.left_value - mismatch.right_value as gap,
    mismatch.sentence,
    exists(
        select 1
        from fct_finding as finding
        where
            mismatch.document_id = finding.document_id
            and finding.finding_kind = 'agency_mismatch'
            and mismatch.sentence = finding.finding
    ) as read_alike_twice
from fct_identity_check as mismatch
inner join dim_document as document on mismatch.document_id = document.document_id
left join dim_agency as agency on mismatch.agency_id = agency.agency_id
where mismatch.result = 'fails' and mismatch.is_current
order by mismatch.document_id, mismatch.identity
