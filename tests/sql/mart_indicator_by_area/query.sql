select area_code, agency_level, report_year, indicator, numerator, denominator, round(value, 6) as value,
    round(value_low, 6) as low, round(value_high, 6) as high, has_enough_cases, reports, reports_left_out, reports_at_zero, legal_breaks
from mart_indicator_by_area
