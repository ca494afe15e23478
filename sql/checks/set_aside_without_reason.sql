-- warn: a document is set aside and nothing says why; the stage that set it aside gives the reason
select
    document_id,
    source_file
from dim_document
where state = 'set_aside' and coalesce(reason, '') = ''
