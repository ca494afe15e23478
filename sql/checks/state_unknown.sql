-- fail: a document is in none of the four states; the rule stands in sql/core/dim_document.sql
select
    document_id,
    source_file,
    state
from dim_document
where state is null or state not in ('loaded', 'set_aside', 'superseded', 'duplicate')
