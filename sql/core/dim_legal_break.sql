-- grain: one change in law that cuts a series
-- key: break_key
-- caveat: a change within a year marks the step into that year and the step out of it
select
    break_key,
    from_date::date as from_date,
    first_report_year::smallint as first_report_year,
    last_report_year::smallint as last_report_year,
    table_pattern,
    row_pattern,
    label_zh,
    label_en,
    effect_zh,
    effect_en
from source_legal_break
order by from_date, break_key
