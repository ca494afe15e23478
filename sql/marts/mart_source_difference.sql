-- grain: one cell in which a superseded document differs from the one that counts for the same agency and year
-- key: document_id, cell_id
-- caveat: a finding, not an error: a correction by the agency, a slip of one rendering, or a misreading of ours; proof and place of both help to tell
select
    other.document_id,
    other.cell_id,
    counting.document_id as counting_document_id,
    document.agency_id,
    document.agency_name,
    document.region_code,
    document.report_year,
    document.source_file,
    counting.source_file as counting_source_file,
    cell.form_table,
    cell.row_key,
    cell.column_key,
    other.value as other_value,
    fact.value as counting_value,
    other.status as other_status,
    fact.status as counting_status,
    other.proof as other_proof,
    fact.proof as counting_proof,
    other.place as other_place,
    fact.place as counting_place
from fct_superseded as other
inner join dim_document as document on other.document_id = document.document_id
inner join dim_document as counting
    on document.counting_sha256 = counting.sha256 and counting.state = 'loaded'
inner join fct_value as fact
    on counting.document_id = fact.document_id and other.cell_id = fact.cell_id and fact.is_current
inner join dim_form_cell as cell on other.cell_id = cell.cell_id
where
    other.status in ('reported', 'blank')
    and fact.status in ('reported', 'blank')
    and (other.value != fact.value or other.status != fact.status)
order by other.document_id, other.cell_id
