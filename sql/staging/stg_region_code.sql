-- grain: one official division code, from province (2 digits) to township (9 digits)
-- key: region_code
-- caveat: the name is the newest one of that code; valid_to is null while the code holds
with code as (
    select
        region_code,
        min(valid_from) as valid_from,
        if(count(valid_to) = count(*), max(valid_to), null) as valid_to
    from stg_region
    group by region_code
),

newest as (
    select *
    from stg_region
    qualify row_number() over (partition by region_code order by valid_to desc nulls first, valid_from desc) = 1
)

select
    newest.region_code,
    newest.region_name,
    newest.short_name,
    newest.region_level,
    newest.region_kind,
    newest.parent_code,
    newest.province_code,
    province.region_name as province_name,
    newest.prefecture_code,
    prefecture.region_name as prefecture_name,
    newest.county_code,
    county.region_name as county_name,
    code.valid_from,
    code.valid_to,
    newest.successor_code,
    newest.agency_key
from newest
inner join code using (region_code)
left join newest as province on newest.province_code = province.region_code
left join newest as prefecture on newest.prefecture_code = prefecture.region_code
left join newest as county on newest.county_code = county.region_code
