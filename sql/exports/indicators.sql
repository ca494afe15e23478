-- grain: one indicator of one agency and report year
-- key: indicator, report_year, region_code, agency_key
-- caveat: compare rates only where has_enough_cases is true
select
    agency.region_code,
    agency.agency_name,
    agency.agency_level,
    agency.agency_key,
    measured.report_year,
    measured.indicator,
    indicator.label_zh,
    indicator.label_en,
    measured.numerator,
    measured.denominator,
    measured.value,
    measured.value_low,
    measured.value_high,
    measured.has_enough_cases,
    measured.cells_unknown,
    measured.legal_breaks
from mart_indicator as measured
inner join dim_indicator as indicator on measured.indicator = indicator.indicator
inner join dim_agency as agency on measured.agency_id = agency.agency_id
