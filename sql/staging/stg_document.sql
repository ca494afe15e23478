-- grain: one document, told by its bytes, by its newest reading
-- key: sha256
-- caveat: older readings of the same bytes stay in the staged batches and do not count
select * replace (make_timestamp(epoch_us(read_at)) as read_at)
from source_document
qualify row_number() over (partition by sha256 order by read_at desc nulls last, batch desc) = 1
