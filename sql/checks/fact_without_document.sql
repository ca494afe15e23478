-- fail: facts hang on a document that is not one of the counting or superseded ones
select
    fact.document_id,
    count(*) as facts
from fct_value as fact
left join dim_document as document
    on
        fact.document_id = document.document_id
        and document.state = if(fact.is_current, 'loaded', 'superseded')
where document.document_id is null
group by fact.document_id
