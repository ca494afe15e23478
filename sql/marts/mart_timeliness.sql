-- grain: one level of government, or its departments, within one county, prefecture or province, and one report year
-- key: area_code, agency_level, report_year
-- caveat: only who is expected to report; on_time_share is over the reports of which it can be told, on_time ÷ (on_time + late), null where of none; late rests on the day the page itself gives; not_received speaks of us; levels overlap and are never added
with expected as (
    select
        census.agency_level,
        census.report_year,
        census.timeliness,
        census.is_on_time,
        census.census_status,
        census.days_late_at_most,
        unnest([
            if(census.agency_level in ('township', 'department'), agency.county_code, null),
            if(census.agency_level != 'prefecture', agency.prefecture_code, null),
            if(census.agency_level != 'province', agency.province_code, null)
        ]) as area_code
    from mart_census as census
    inner join dim_agency as agency on census.agency_id = agency.agency_id
    where census.is_expected
)

select
    area_code,
    agency_level,
    report_year,
    count(*) as expected,
    count(*) filter (where census_status != 'not_received') as received,
    count(*) filter (where census_status = 'not_received') as not_received,
    count(*) filter (where is_on_time) as on_time,
    count(*) filter (where not is_on_time) as late,
    count(*) filter (where census_status != 'not_received' and is_on_time is null) as timeliness_unknown,
    (count(*) filter (where is_on_time))::double / nullif(count(is_on_time), 0)::double as on_time_share,
    median(days_late_at_most) filter (where not is_on_time) as median_days_late
from expected
where area_code is not null
group by area_code, agency_level, report_year
order by area_code, agency_level, report_year
