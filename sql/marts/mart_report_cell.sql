-- grain: one cell of one counting report whose agency and year are decided, with whose it is, what its own form calls it, and where it is printed
-- key: document_id, cell_id
-- caveat: for going from a figure to its place: file or address, then place; value stands in the printed unit, value_comparable is the count, or the money in yuan; keep to one document_id or one cell_id at a time, since levels overlap and totals stand beside their parts
-- as: view
select
    agency.agency_id,
    agency.agency_key,
    agency.agency_name,
    agency.agency_level,
    agency.region_code,
    agency.county_code,
    agency.prefecture_code,
    agency.province_code,
    fact.report_year,
    document.edition,
    label.section,
    label.position,
    cell.form_table,
    label.row_label,
    label.column_label,
    fact.value,
    fact.unit,
    comparable.value as value_comparable,
    fact.raw_text,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.correction_id,
    document.source_file,
    fact.place,
    document.url,
    document.sha256,
    cell.row_key,
    cell.column_key,
    fact.cell_id,
    fact.document_id
from fct_value as fact
inner join dim_document as document on fact.document_id = document.document_id
inner join dim_agency as agency on fact.agency_id = agency.agency_id
inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
inner join dim_form_label as label on document.edition = label.edition and fact.cell_id = label.cell_id
left join fct_value_comparable as comparable
    on fact.document_id = comparable.document_id and fact.cell_id = comparable.cell_id
where fact.is_current and fact.report_year is not null
