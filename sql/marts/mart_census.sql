-- grain: one government, or zone or farm of like rank, and one report year in which it was there
-- key: agency_id, report_year
-- caveat: is_expected marks who should have reported (data/census.csv), departments are not in it; first seen by the deadline proves a report on time, first seen later proves nothing
with expected as (
    select
        region.agency_key,
        year.report_year,
        region.region_level as agency_level,
        region.region_kind,
        coalesce(kind.is_expected = 'true', false) as is_expected,
        region.region_code,
        region.parent_code,
        region.province_code
    from stg_region as region
    inner join dim_year as year
        on
            year.report_year >= coalesce(region.valid_from, year.report_year)
            and year.report_year <= coalesce(region.valid_to, year.report_year)
    left join source_census_kind as kind on region.region_kind = kind.region_kind
    where region.agency_key is not null
    qualify row_number() over (
        partition by region.agency_key, year.report_year order by region.valid_from desc, region.region_code
    ) = 1
),

received as (
    select
        agency_id,
        report_year,
        count(*) as documents,
        bool_or(state = 'loaded') as is_loaded,
        min(known_from) as known_from
    from dim_document
    where agency_id is not null and report_year is not null and state != 'duplicate'
    group by agency_id, report_year
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
)

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
    case
        when received.is_loaded then 'loaded'
        when received.agency_id is not null then 'set_aside'
        else 'not_received'
    end as census_status,
    coalesce(received.documents, 0) as documents,
    received.known_from,
    deadline.deadline,
    if(received.known_from::date <= deadline.deadline, true, null) as is_on_time
from expected
inner join dim_agency as agency on expected.agency_key = agency.agency_key
left join received on agency.agency_id = received.agency_id and expected.report_year = received.report_year
left join deadline on expected.agency_key = deadline.agency_key and expected.report_year = deadline.report_year
order by agency.agency_id, expected.report_year
