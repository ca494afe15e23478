-- grain: one indicator of all governments of one level within one county, prefecture or province, in one report year
-- key: area_code, agency_level, report_year, indicator
-- caveat: numerators and denominators are added, rates never averaged; for townships too small to compare alone; reports in which a cell is not known, or whose share is impossible, are left out and counted, so counts are lower bounds; reports_at_zero ÷ reports is the share of them that print 0, blanks left out; levels overlap and are never added; the interval takes the area for one share
with place as (
    select
        agency_id,
        agency_level,
        if(agency_level = 'township', county_code, null) as county_code,
        if(agency_level != 'prefecture', prefecture_code, null) as prefecture_code,
        province_code
    from dim_agency
    where agency_level in ('prefecture', 'county', 'township')
),

measured as (
    select
        *,
        cells_unknown = 0 and (value is not null or (numerator = 0 and denominator = 0)) as is_usable
    from mart_indicator
),

-- first within the smallest area, then these into the larger ones: a third of the work
smallest as (
    select
        place.county_code,
        place.prefecture_code,
        place.province_code,
        place.agency_level,
        measured.report_year,
        measured.indicator,
        count(*) filter (where measured.is_usable) as reports,
        count(*) filter (where not measured.is_usable) as reports_left_out,
        count(*) filter (where measured.is_usable and measured.value = 0) as reports_at_zero,
        sum(measured.numerator) filter (where measured.is_usable) as numerator,
        sum(measured.denominator) filter (where measured.is_usable) as denominator
    from measured
    inner join place on measured.agency_id = place.agency_id
    group by all
),

within as (
    select
        *,
        unnest([county_code, prefecture_code, province_code]) as area_code
    from smallest
),

pooled as (
    select
        area_code,
        agency_level,
        report_year,
        indicator,
        sum(reports)::integer as reports,
        sum(reports_left_out)::integer as reports_left_out,
        sum(reports_at_zero)::integer as reports_at_zero,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from within
    where area_code is not null
    group by area_code, agency_level, report_year, indicator
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
    pooled.reports_at_zero,
    law.legal_breaks
from pooled
inner join dim_indicator as indicator on pooled.indicator = indicator.indicator
left join bound
    on
        pooled.numerator = bound.numerator
        and if(indicator.indicator_kind = 'share', pooled.denominator, null) = bound.denominator
left join dim_year_indicator_break as law
    on pooled.indicator = law.indicator and pooled.report_year = law.report_year
order by pooled.report_year, pooled.indicator, pooled.agency_level, pooled.area_code
