-- grain: one cell of one read document, superseded ones included
-- key: source_file, sha256, table, row_key, column_key
-- caveat: contract with tools outside: these columns, these names; a correction stands in value, the printed text in raw_text
select
    document.source_file,
    document.sha256,
    document.agency_name,
    document.region_code,
    document.report_year,
    document.edition,
    cell.form_table as "table",
    cell.row_key,
    cell.column_key,
    coalesce(label.row_label, cell.row_label) as row_label,
    coalesce(label.column_label, cell.column_label) as column_label,
    fact.value,
    fact.raw_text,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.place,
    fact.is_current
from fct_value as fact
inner join dim_document as document on fact.document_id = document.document_id
inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
left join dim_form_label as label on document.edition = label.edition and fact.cell_id = label.cell_id
