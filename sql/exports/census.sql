-- grain: one government or department and report year, where we received a report of it, of another of the same government, or of one right below it
-- key: region_code, agency_id, report_year
-- caveat: a place of which we received nothing for a year is left out, since nothing is known of it; mart_census holds the whole register; late rests on the day the page gives; seen after the deadline alone does not prove a report late
select
    region_code,
    agency_name,
    agency_level,
    report_year,
    census_status,
    timeliness,
    published_on,
    deadline,
    * exclude (region_code, agency_name, agency_level, report_year, census_status, timeliness, published_on, deadline)
from mart_census
where
    neighbours_received > 0
    or (region_code, report_year) in (
        select
            below.parent_code,
            below.report_year
        from mart_census as below
        where below.neighbours_received > 0
    )
