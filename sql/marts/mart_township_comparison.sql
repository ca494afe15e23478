-- grain: one township and report year, with its main figures, rates and ranks
-- key: agency_id, report_year
-- caveat: a rate is null at denominator 0; it is ranked, highest first, only among townships with the least number of cases the indicator asks; the rank of new requests is among all that print them
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
        rank() over (partition by report_year, county_code order by ranked_rate desc) as disclosure_rank_in_county,
        rank() over (partition by report_year, prefecture_code order by ranked_rate desc)
            as disclosure_rank_in_prefecture,
        rank() over (partition by report_year, province_code order by ranked_rate desc) as disclosure_rank_in_province
    from township
    where ranked_rate is not null
),

counted as (
    select
        agency_id,
        report_year,
        rank() over (partition by report_year, county_code order by requests_new desc) as requests_rank_in_county,
        rank() over (partition by report_year, prefecture_code order by requests_new desc)
            as requests_rank_in_prefecture,
        rank() over (partition by report_year, province_code order by requests_new desc) as requests_rank_in_province
    from township
    where requests_new is not null
)

select
    township.*,
    ranked.disclosure_rank_in_county,
    ranked.disclosure_rank_in_prefecture,
    ranked.disclosure_rank_in_province,
    counted.requests_rank_in_county,
    counted.requests_rank_in_prefecture,
    counted.requests_rank_in_province
from township
left join ranked on township.agency_id = ranked.agency_id and township.report_year = ranked.report_year
left join counted on township.agency_id = counted.agency_id and township.report_year = counted.report_year
order by township.report_year, township.agency_id
