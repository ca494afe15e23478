-- grain: one cell of one document that another of the same agency and year supersedes
-- key: document_id, cell_id
-- caveat: history, never to be added to the facts that count; values as printed
select
    fact.* exclude (sha256, edition, form_table),  -- noqa: RF02
    document.report_year,
    document.agency_id,
    document.document_id
from stg_fact as fact
inner join dim_document as document
    on fact.sha256 = document.sha256 and document.state = 'superseded'
order by document.document_id, fact.cell_id
