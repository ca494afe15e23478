-- grain: one document of the release before that this one does not hold
-- key: sha256
-- caveat: empty in every release that was published; a row forbids publication
select distinct previous.sha256
from source_previous_document as previous
anti join dim_document as document on previous.sha256 = document.sha256
order by previous.sha256
