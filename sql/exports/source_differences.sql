-- grain: one cell in which two documents of the same agency and year differ
-- key: region_code, report_year, document_id, cell_id
-- caveat: a finding, not an error
select
    difference.region_code,
    difference.agency_name,
    difference.report_year,
    difference.form_table,
    cell.row_label,
    cell.column_label,
    difference.source_file,
    difference.other_value,
    difference.other_unit,
    difference.other_status,
    difference.other_proof,
    difference.other_place,
    difference.counting_source_file,
    difference.counting_value,
    difference.counting_unit,
    difference.counting_status,
    difference.counting_proof,
    difference.counting_place,
    difference.row_key,
    difference.column_key,
    difference.document_id,
    difference.counting_document_id,
    difference.agency_id,
    difference.cell_id
from mart_source_difference as difference
inner join dim_form_cell as cell on difference.cell_id = cell.cell_id
