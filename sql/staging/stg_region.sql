-- grain: one division under one name and code, for the years these held
-- key: region_code, valid_from
-- caveat: an open end of the years is null
select
    region_code,
    name as region_name,
    short_name,
    level as region_level,
    kind as region_kind,
    parent_code,
    province_code,
    prefecture_code,
    county_code,
    valid_from::smallint as valid_from,
    valid_to::smallint as valid_to,
    successor_code,
    agency_key
from source_region
