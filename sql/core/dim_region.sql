-- grain: one official division code, from province (2 digits) to township (9 digits)
-- key: region_code
-- caveat: the name is the newest one of that code; valid_to is null while the code holds
select *
from stg_region_code
order by region_code
