-- grain: one government, zone or farm of like rank, or department, and one report year in which it was there
-- key: agency_id, report_year
-- caveat: is_expected marks who should have reported (data/census.csv); no register lists departments: one is expected from the first year of which we received its report; not_received speaks of us, and where neighbours_received is 0 we know nothing of the place; published_on is the day the page itself gives, the earliest of several, and a site that was rebuilt may have dated it anew; published_by is that day or the one we first saw the report (China time), whichever came first; without a day on the page on_time can be proved, late cannot, and days_late_at_most is an upper bound
with received as (
    -- an explanation or a notice about a report is not the report
    select
        agency_id,
        report_year,
        count(*) as documents,
        bool_or(state = 'loaded') as is_loaded,
        string_agg(distinct reason, '; ' order by reason) filter (where state = 'set_aside') as set_aside_reason,
        min(known_from) as known_from,
        min(published_on) as published_on
    from dim_document
    where
        agency_id is not null
        and report_year is not null
        and (state in ('loaded', 'superseded') or (state = 'set_aside' and kind in ('report', 'pre_2019_report')))
    group by agency_id, report_year
),

reporter as (
    select
        agency_key,
        region_level as agency_level,
        region_kind,
        region_code,
        parent_code,
        province_code,
        valid_from,
        valid_to
    from stg_region
    where agency_key is not null
    union all
    select
        agency.agency_key,
        agency.agency_level,
        agency.agency_level as region_kind,
        agency.region_code,
        agency.region_code as parent_code,
        agency.province_code,
        min(received.report_year) as valid_from,
        null as valid_to
    from dim_agency as agency
    inner join received on agency.agency_id = received.agency_id
    where agency.agency_level = 'department'
    group by all
),

expected as (
    select
        reporter.*,
        year.report_year,
        coalesce(kind.is_expected = 'true', false) as is_expected
    from reporter
    inner join dim_year as year
        on
            year.report_year >= coalesce(reporter.valid_from, year.report_year)
            and year.report_year <= coalesce(reporter.valid_to, year.report_year)
    left join source_census_kind as kind on reporter.region_kind = kind.region_kind
    qualify row_number() over (
        partition by reporter.agency_key, year.report_year order by reporter.valid_from desc, reporter.region_code
    ) = 1
),

deadline as (
    select
        expected.agency_key,
        expected.report_year,
        try_cast((expected.report_year + 1) || '-' || local.month_day as date) as deadline
    from expected
    inner join source_deadline as local
        on
            expected.agency_level = local.agency_level
            and (local.province_code is null or expected.province_code = local.province_code)
    qualify row_number() over (
        partition by expected.agency_key, expected.report_year order by local.province_code nulls last
    ) = 1
),

census as (
    select
        agency.agency_id,
        expected.report_year,
        agency.agency_name,
        expected.agency_level,
        expected.region_kind,
        expected.is_expected,
        expected.region_code,
        expected.parent_code,
        expected.province_code,
        agency.province_name,
        agency.prefecture_name,
        agency.county_name,
        case
            when received.is_loaded then 'loaded'
            when received.agency_id is not null then 'set_aside'
            else 'not_received'
        end as census_status,
        coalesce(received.documents, 0) as documents,
        received.set_aside_reason,
        count(received.agency_id) over (
            partition by expected.parent_code, expected.agency_level = 'department', expected.report_year
        ) as neighbours_received,
        received.known_from,
        received.published_on,
        least(received.published_on, (received.known_from + interval 8 hours)::date) as published_by,
        deadline.deadline
    from expected
    inner join dim_agency as agency on expected.agency_key = agency.agency_key
    left join received on agency.agency_id = received.agency_id and expected.report_year = received.report_year
    left join deadline on expected.agency_key = deadline.agency_key and expected.report_year = deadline.report_year
)

select
    *,
    case
        when census_status = 'not_received' then 'not_received'
        when deadline is null then 'no_deadline_on_record'
        when published_by <= deadline then 'on_time'
        when published_on > deadline then 'late'
        else 'seen_after_deadline'
    end as timeliness,
    case
        when published_by <= deadline then true
        when published_on > deadline then false
    end as is_on_time,
    case
        when published_by <= deadline then 0
        else (published_by - deadline)::integer
    end as days_late_at_most
from census
order by agency_id, report_year
