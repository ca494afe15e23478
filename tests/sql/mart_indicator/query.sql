select agency_id, indicator, numerator, denominator, value, round(value_low, 6) as low, round(value_high, 6) as high,
    has_enough_cases, cells_unknown, legal_breaks
from mart_indicator
