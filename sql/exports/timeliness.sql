-- grain: one level of government, or its departments, within one county, prefecture or province, and one report year
-- key: region_code, agency_level, report_year
-- caveat: late rests on the day the page gives; not received speaks of us; levels overlap
select
    timely.area_code as region_code,
    region.region_name,
    timely.* exclude (area_code)  -- noqa: RF02
from mart_timeliness as timely
left join dim_region as region on timely.area_code = region.region_code
where timely.received > 0
