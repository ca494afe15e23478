-- grain: one cell of one document, by the document's newest reading
-- key: sha256, cell_id
-- caveat: values as printed, before corrections, those of superseded documents included
-- as: scratch view
select
    fact.sha256,
    fact.edition,
    cell.form_table,
    cell.cell_id,
    fact.value,
    fact.raw_text,
    fact.unit,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.place
from source_fact as fact
inner join stg_document as document
    on fact.sha256 = document.sha256 and fact.batch = document.batch
inner join stg_cell_address as cell
    on fact."table" = cell.form_table and fact.row_key = cell.row_key and fact.column_key = cell.column_key
where document.outcome = 'read'
