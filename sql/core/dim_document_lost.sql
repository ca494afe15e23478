-- grain: one document of the release before that this one does not hold
-- key: sha256
-- caveat: empty in every release that was published; a row forbids publication
select distinct previous.sha256
from source_previous_document as previous
where previous.sha256 not in (select document.sha256 from dim_document as document)
order by previous.sha256
