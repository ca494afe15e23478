-- grain: one indicator of all governments of one level within one county, prefecture or province, in one report year
-- key: area_code, agency_level, report_year, indicator
-- caveat: numerators and denominators are added, rates never averaged; for townships too small to compare alone; reports in which a cell is not known, or whose share is impossible, are left out and counted, so counts are lower bounds; levels overlap and are never added; the interval takes the area for one share
with area as (
    select
        agency_id,
        agency_level,
        region_code,
        unnest([county_code, prefecture_code, province_code]) as area_code
    from dim_agency
    where agency_level in ('prefecture', 'county', 'township')
),

measured as (
    select
        *,
        cells_unknown = 0 and (value is not null or (numerator = 0 and denominator = 0)) as is_usable
    from mart_indicator
),

pooled as (
    select
        area.area_code,
        area.agency_level,
        measured.report_year,
        measured.indicator,
        measured.legal_breaks,
        count(*) filter (where measured.is_usable) as reports,
        count(*) filter (where not measured.is_usable) as reports_left_out,
        sum(measured.numerator) filter (where measured.is_usable) as numerator,
        sum(measured.denominator) filter (where measured.is_usable) as denominator
    from area
    inner join measured on area.agency_id = measured.agency_id
    where area.area_code != area.region_code
    group by area.area_code, area.agency_level, measured.report_year, measured.indicator, measured.legal_breaks
),

share as (
    select distinct
        pooled.numerator,
        pooled.denominator
    from pooled
    inner join dim_indicator as indicator on pooled.indicator = indicator.indicator
    where indicator.indicator_kind = 'share' and pooled.denominator > 0
),

bound as (
    select
        numerator,
        denominator,
        exact_low(numerator::bigint, denominator::bigint) as value_low,
        exact_high(numerator::bigint, denominator::bigint) as value_high
    from share
)

select
    pooled.area_code,
    pooled.agency_level,
    pooled.report_year,
    pooled.indicator,
    pooled.numerator,
    pooled.denominator,
    if(
        indicator.indicator_kind in ('count', 'difference'),
        pooled.numerator::double,
        pooled.numerator::double / nullif(pooled.denominator, 0)::double
    ) as value,
    bound.value_low,
    bound.value_high,
    coalesce(indicator.minimum_cases = 0 or pooled.denominator >= indicator.minimum_cases, false)
        as has_enough_cases,
    pooled.reports,
    pooled.reports_left_out,
    pooled.legal_breaks
from pooled
inner join dim_indicator as indicator on pooled.indicator = indicator.indicator
left join bound
    on
        indicator.indicator_kind = 'share'
        and pooled.numerator = bound.numerator
        and pooled.denominator = bound.denominator
order by pooled.report_year, pooled.indicator, pooled.agency_level, pooled.area_code
