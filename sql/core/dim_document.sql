-- grain: one name under which one document came; the same bytes under further names are duplicates of the first
-- key: document_id
-- caveat: of the documents of one agency and year the one counts that its place still gives; among these the one with fewest lost cells, then the one first seen on the latest day, with most numbers, with most proven cells; the others are superseded; numbered by year and agency, as the facts lie
with cells as (
    select
        sha256,
        count(*) filter (where status not in ('reported', 'blank')) as cells_lost,
        count(*) filter (where status = 'blank') as cells_blank,
        count(*) filter (where status = 'reported') as cells_reported,
        count(*) filter (where proof = 'proven') as cells_proven,
        count(*) filter (where proof = 'contradicted') as cells_contradicted
    from stg_fact
    group by sha256
),

origin as (
    -- what was refused was never fetched: it has no hash and is told by its name
    select
        *,
        if(sha256 = '', source_file, sha256) as content
    from stg_origin
),

seen as (
    select
        content,
        min(first_seen_at) as known_from,
        if(count(gone_at) = count(*), max(gone_at), null) as gone_at
    from origin
    group by content
),

counted as (
    select
        document.sha256,
        row_number() over (
            partition by document.agency_key, document.report_year
            order by
                coalesce(cells.cells_lost, 0),
                date_trunc('day', seen.known_from) desc,
                coalesce(cells.cells_reported, 0) desc,
                coalesce(cells.cells_proven, 0) desc,
                document.sha256
        )::smallint as precedence
    from stg_document as document
    inner join seen on document.sha256 = seen.content
    left join cells on document.sha256 = cells.sha256
    where document.outcome = 'read' and document.agency_key is not null and document.report_year is not null
),

chosen as (
    select
        counted.sha256,
        counted.precedence,
        first_value(counted.sha256) over (
            partition by document.agency_key, document.report_year
            order by seen.gone_at is not null, counted.precedence
        ) as counting_sha256
    from counted
    inner join stg_document as document on counted.sha256 = document.sha256
    inner join seen on counted.sha256 = seen.content
),

named as (
    select
        origin.*,
        agency.agency_id,
        row_number() over (
            order by document.report_year, agency.agency_id, origin.first_seen_at, origin.source_file, origin.sha256
        )::integer as document_id,
        first_value(origin.source_file) over (
            partition by origin.content order by origin.gone_at is not null, origin.first_seen_at, origin.source_file
        ) as first_name
    from origin
    left join stg_document as document on origin.sha256 = document.sha256
    left join dim_agency as agency on document.agency_key = agency.agency_key
)

select
    named.document_id,
    named.source_file,
    named.sha256,
    case
        when named.source_file != named.first_name then 'duplicate'
        when document.sha256 is null or document.outcome != 'read' then 'set_aside'
        when chosen.counting_sha256 != named.sha256 then 'superseded'
        else 'loaded'
    end as state,
    case
        when named.source_file != named.first_name then 'same bytes as ' || named.first_name
        when document.sha256 is null then coalesce(named.reason, 'not read yet')
        when chosen.counting_sha256 != named.sha256
            then concat_ws('; ', 'another document of this agency and year counts', document.reason)
        when document.agency_key is null and document.candidates is not null
            then concat_ws('; ', document.reason, 'candidates: ' || document.candidates)
        else document.reason
    end as reason,
    coalesce(document.remedy, named.remedy) as remedy,
    named.agency_id,
    document.agency_name,
    document.agency_level,
    document.region_code,
    document.report_year::smallint as report_year,
    -- a day after we saw it, or long before its year was over, is none on which it was published
    case
        when
            document.published_on <= (seen.known_from + interval 8 hours)::date
            and coalesce(document.published_on >= make_date(document.report_year, 12, 1), true)
            then document.published_on
    end as published_on,
    document.edition,
    document.kind,
    document.title,
    document.format,
    document.reader,
    document.candidates,
    document.evidence,
    chosen.precedence,
    if(chosen.counting_sha256 != named.sha256, chosen.counting_sha256, null) as counting_sha256,
    coalesce(cells.cells_reported, 0)::smallint as cells_reported,
    coalesce(cells.cells_blank, 0)::smallint as cells_blank,
    coalesce(cells.cells_lost, 0)::smallint as cells_lost,
    coalesce(cells.cells_proven, 0)::smallint as cells_proven,
    coalesce(cells.cells_contradicted, 0)::smallint as cells_contradicted,
    document.identities_failed,
    document.leftovers,
    named.source,
    named.url,
    named.led_from,
    named.bytes,
    named.first_seen_at,
    named.last_seen_at,
    named.gone_at,
    seen.known_from,
    seen.gone_at as bytes_gone_at,
    document.code_version,
    document.read_at
from named
inner join seen on named.content = seen.content
left join stg_document as document on named.sha256 = document.sha256
left join chosen on named.sha256 = chosen.sha256
left join cells on named.sha256 = cells.sha256
order by named.document_id
