-- warn: a read document has no fact, not even its absence, for a cell of its form; see transform/facts.py
with asked as (
    select
        edition,
        count(*) as cells
    from dim_form_label
    group by edition
),

told as (
    select
        fact.document_id,
        count(*) as cells
    from fct_value as fact
    inner join dim_document as document on fact.document_id = document.document_id
    inner join dim_form_label as label on document.edition = label.edition and fact.cell_id = label.cell_id
    group by fact.document_id
)

select
    document.document_id,
    document.source_file,
    document.edition,
    asked.cells as cells_asked,
    coalesce(told.cells, 0) as cells_told
from dim_document as document
left join asked on document.edition = asked.edition
left join told on document.document_id = told.document_id
where document.state in ('loaded', 'superseded') and coalesce(told.cells, 0) is distinct from asked.cells
