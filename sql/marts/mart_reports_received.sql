-- grain: one province, level of agency and report year, each undecided where null
-- key: province_code, agency_level, report_year
-- caveat: counts documents by the names they came under; the reasons stand in dim_document
select
    agency.province_code,
    agency.province_name,
    document.agency_level,
    document.report_year,
    count(*) as received,
    count(*) filter (where document.state = 'loaded') as loaded,
    count(*) filter (where document.state = 'set_aside') as set_aside,
    count(*) filter (where document.state = 'superseded') as superseded,
    count(*) filter (where document.state = 'duplicate') as duplicate,
    count(*) filter (
        where document.state = 'loaded' and (document.agency_id is null or document.report_year is null)
    ) as loaded_undecided
from dim_document as document
left join dim_agency as agency on document.agency_id = agency.agency_id
group by agency.province_code, agency.province_name, document.agency_level, document.report_year
order by agency.province_code nulls last, document.agency_level nulls last, document.report_year nulls last
