-- fail: two documents count for one agency and year; the rule stands in sql/core/dim_document.sql
select
    agency_id,
    report_year,
    count(*) as documents
from dim_document
where state = 'loaded' and agency_id is not null and report_year is not null
group by agency_id, report_year
having count(*) > 1
