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
    sha256 as source_file,
    sha256,
    null as source,
    null as url,
    null as led_from,
    null as bytes,
    null as reason,
    null as remedy,
    read_at as first_seen_at,
    read_at as last_seen_at,
    null as gone_at
from stg_document
where sha256 not in (select arrival.sha256 from source_arrival as arrival)
