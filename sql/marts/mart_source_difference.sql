-- grain: one cell in which a superseded document differs from the one that counts for the same agency and year
-- key: document_id, cell_id
-- caveat: a finding, not an error: a correction by the agency, a slip of one rendering, or a misreading of ours; proof and place of both help to tell; values as printed, our own corrections left aside, money compared in yuan
with counting_cell as (
    select
        fact.document_id,
        fact.cell_id,
        if(correction.correction_id is null, fact.value, correction.printed_value) as value,
        fact.unit,
        fact.status,
        fact.proof,
        fact.place
    from fct_value as fact
    left join dim_document_correction as correction on fact.correction_id = correction.correction_id
    where fact.is_current
)

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
    other.unit as other_unit,
    fact.unit as counting_unit,
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
inner join counting_cell as fact
    on counting.document_id = fact.document_id and other.cell_id = fact.cell_id
inner join dim_form_cell as cell on other.cell_id = cell.cell_id
left join source_unit as other_measure on other.unit = other_measure.unit
left join source_unit as measure on fact.unit = measure.unit
where
    other.status in ('reported', 'blank')
    and fact.status in ('reported', 'blank')
    and (
        other.value * coalesce(other_measure.yuan::integer, 1) != fact.value * coalesce(measure.yuan::integer, 1)
        or other.status != fact.status
    )
order by other.document_id, other.cell_id
