-- grain: one indicator of data/indicators.csv
-- key: indicator
-- caveat: formulae add addresses of the form, row/column, the column total where none is named; * stands for any ending, @before for the report of the year before
select
    row_number() over (order by indicator)::smallint as indicator_id,
    indicator,
    kind as indicator_kind,
    label_zh,
    label_en,
    numerator as numerator_formula,
    denominator as denominator_formula,
    minimum_cases::integer as minimum_cases,
    null_rule,
    note_zh,
    note_en
from source_indicator
order by indicator
