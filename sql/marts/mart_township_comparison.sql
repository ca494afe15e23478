-- grain: one township and report year, with its main figures, rates and ranks
-- key: agency_id, report_year
-- caveat: a rate is null at denominator 0; it is ranked, highest first, only among townships with the least number of cases the indicator asks, disclosure_ranked_in_… tells among how many; the rank of new requests is among all that print them; no rank where the township has no such level above it; intervals of the other rates stand in mart_indicator, several townships taken together in mart_indicator_by_area; legal_breaks cut this year from the one before, and between years further apart those of every year up to the later one count
with figure as (
    select
        indicator.agency_id,
        indicator.report_year,
        max(indicator.value) filter (where indicator.indicator = 'requests_new')::bigint as requests_new,
        max(indicator.value) filter (where indicator.indicator = 'requests_carried_in')::bigint
            as requests_carried_in,
        max(indicator.value) filter (where indicator.indicator = 'requests_accepted')::bigint as requests_accepted,
        max(indicator.value) filter (where indicator.indicator = 'requests_closed')::bigint as requests_closed,
        max(indicator.value) filter (where indicator.indicator = 'requests_carried_out')::bigint
            as requests_carried_out,
        max(indicator.value) filter (where indicator.indicator = 'granted')::bigint as granted,
        max(indicator.value) filter (where indicator.indicator = 'partially_granted')::bigint as partially_granted,
        max(indicator.value) filter (where indicator.indicator = 'denied')::bigint as denied,
        max(indicator.value) filter (where indicator.indicator = 'unable_to_provide')::bigint as unable_to_provide,
        max(indicator.value) filter (where indicator.indicator = 'not_processed')::bigint as not_processed,
        max(indicator.value) filter (where indicator.indicator = 'other_handling')::bigint as other_handling,
        max(indicator.value) filter (where indicator.indicator = 'reconsiderations')::bigint as reconsiderations,
        max(indicator.value) filter (where indicator.indicator = 'litigations')::bigint as litigations,
        max(indicator.value) filter (where indicator.indicator = 'disclosure_rate') as disclosure_rate,
        max(indicator.value_low) filter (where indicator.indicator = 'disclosure_rate') as disclosure_rate_low,
        max(indicator.value_high) filter (where indicator.indicator = 'disclosure_rate') as disclosure_rate_high,
        max(indicator.value) filter (where indicator.indicator = 'denial_rate') as denial_rate,
        max(indicator.value) filter (where indicator.indicator = 'unable_rate') as unable_rate,
        max(indicator.value) filter (where indicator.indicator = 'not_processed_rate') as not_processed_rate,
        max(indicator.value) filter (where indicator.indicator = 'closing_rate') as closing_rate,
        max(indicator.value) filter (
            where indicator.indicator = 'reconsideration_correction_rate'
        ) as reconsideration_correction_rate,
        max(indicator.value) filter (where indicator.indicator = 'litigation_loss_rate') as litigation_loss_rate,
        max(indicator.value) filter (
            where indicator.indicator = 'disclosure_rate' and indicator.has_enough_cases
        ) as ranked_rate
    from mart_indicator as indicator
    group by indicator.agency_id, indicator.report_year
),

township as (
    select
        agency.agency_name,
        agency.region_code,
        agency.county_code,
        agency.county_name,
        agency.prefecture_code,
        agency.prefecture_name,
        agency.province_code,
        agency.province_name,
        figure.*
    from figure
    inner join dim_agency as agency on figure.agency_id = agency.agency_id
    where agency.agency_level = 'township'
),

ranked as (
    select
        agency_id,
        report_year,
        if(county_code is null, null, rank() over county) as disclosure_rank_in_county,
        if(county_code is null, null, count(*) over county_all) as disclosure_ranked_in_county,
        if(prefecture_code is null, null, rank() over prefecture) as disclosure_rank_in_prefecture,
        if(prefecture_code is null, null, count(*) over prefecture_all) as disclosure_ranked_in_prefecture,
        if(province_code is null, null, rank() over province) as disclosure_rank_in_province,
        if(province_code is null, null, count(*) over province_all) as disclosure_ranked_in_province
    from township
    where ranked_rate is not null
    window
        county_all as (partition by report_year, county_code),
        county as (partition by report_year, county_code order by ranked_rate desc),
        prefecture_all as (partition by report_year, prefecture_code),
        prefecture as (partition by report_year, prefecture_code order by ranked_rate desc),
        province_all as (partition by report_year, province_code),
        province as (partition by report_year, province_code order by ranked_rate desc)
),

counted as (
    select
        agency_id,
        report_year,
        if(county_code is null, null, rank() over county) as requests_rank_in_county,
        if(prefecture_code is null, null, rank() over prefecture) as requests_rank_in_prefecture,
        if(province_code is null, null, rank() over province) as requests_rank_in_province
    from township
    where requests_new is not null
    window
        county as (partition by report_year, county_code order by requests_new desc),
        prefecture as (partition by report_year, prefecture_code order by requests_new desc),
        province as (partition by report_year, province_code order by requests_new desc)
)

select
    township.*,
    year.legal_breaks,
    ranked.* exclude (agency_id, report_year),  -- noqa: RF02
    counted.* exclude (agency_id, report_year)  -- noqa: RF02
from township
left join ranked on township.agency_id = ranked.agency_id and township.report_year = ranked.report_year
left join counted on township.agency_id = counted.agency_id and township.report_year = counted.report_year
left join dim_year as year on township.report_year = year.report_year
order by township.report_year, township.agency_id
