-- grain: one agency over all its years, whatever it called itself
-- key: agency_id
-- caveat: agency_id holds within one release only; agency_key is the same in every release
with government as (
    select
        agency_key,
        region_name as agency_name,
        region_level as agency_level,
        region_code,
        parent_code
    from stg_region
    where agency_key is not null
    qualify row_number() over (
        partition by agency_key order by valid_to desc nulls first, valid_from desc, region_code
    ) = 1
),

reporting as (
    select
        agency_key,
        agency_name,
        agency_level,
        region_code
    from stg_document
    where agency_key is not null
    qualify row_number() over (partition by agency_key order by report_year desc nulls last, sha256) = 1
),

agency as (
    select
        agency_key,
        coalesce(reporting.agency_name, government.agency_name) as agency_name,
        coalesce(reporting.agency_level, government.agency_level) as agency_level,
        coalesce(government.region_code, reporting.region_code) as region_code,
        government.parent_code,
        reporting.agency_key is not null as has_documents
    from government
    full join reporting using (agency_key)
)

select
    row_number() over (order by agency.region_code nulls last, agency.agency_key)::integer as agency_id,
    agency.agency_key,
    agency.agency_name,
    agency.agency_level,
    agency.region_code,
    region.province_code,
    region.province_name,
    region.prefecture_code,
    region.prefecture_name,
    region.county_code,
    region.county_name,
    agency.has_documents
from agency
-- a township whose code is not known yet still lies in its county
left join stg_region_code as region on coalesce(agency.region_code, agency.parent_code) = region.region_code
order by agency_id
