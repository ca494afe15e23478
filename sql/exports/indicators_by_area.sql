-- grain: one indicator of all governments of one level within one county, prefecture or province, in one report year
-- key: region_code, agency_level, report_year, indicator
-- caveat: numerators and denominators added, rates never averaged; levels overlap
select
    pooled.area_code as region_code,
    region.region_name,
    pooled.agency_level,
    pooled.report_year,
    pooled.indicator,
    indicator.label_zh,
    indicator.label_en,
    pooled.* exclude (area_code, agency_level, report_year, indicator)  -- noqa: RF02
from mart_indicator_by_area as pooled
inner join dim_indicator as indicator on pooled.indicator = indicator.indicator
left join dim_region as region on pooled.area_code = region.region_code
