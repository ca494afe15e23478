-- grain: one name under which one document came
-- key: source_file, sha256
-- caveat: a document read but missing in the ledger stands under its hash, so that none is lost
select
    source_file,
    sha256,
    source,
    url,
    led_from,
    size as bytes,
    reason,
    remedy,
    make_timestamp(epoch_us(first_seen_at)) as first_seen_at,
    make_timestamp(epoch_us(last_seen_at)) as last_seen_at,
    make_timestamp(epoch_us(gone_at)) as gone_at
from source_arrival
qualify row_number() over (partition by source_file, sha256 order by first_seen_at) = 1
union all
select
    document.sha256 as source_file,
    document.sha256,
    null as source,
    null as url,
    null as led_from,
    null as bytes,
    null as reason,
    null as remedy,
    document.read_at as first_seen_at,
    document.read_at as last_seen_at,
    null as gone_at
from stg_document as document
anti join source_arrival as arrival on document.sha256 = arrival.sha256
