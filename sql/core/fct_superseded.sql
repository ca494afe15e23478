-- grain: one cell of one document that another of the same agency and year supersedes
-- key: document_id, cell_id
-- caveat: history, never to be added to the facts that count; values as printed
select
    fact.cell_id,
    document.report_year,
    document.agency_id,
    document.document_id,
    fact.value,
    fact.unit,
    fact.raw_text,
    fact.status,
    fact.proof,
    fact.implied_value,
    fact.candidates,
    fact.place
from stg_fact as fact
inner join dim_document as document
    on fact.sha256 = document.sha256 and document.state = 'superseded'
order by fact.cell_id, document.report_year, document.agency_id, document.document_id
