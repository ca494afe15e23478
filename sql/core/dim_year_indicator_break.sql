-- grain: one indicator and one report year into which a change in law cuts
-- key: indicator, report_year
-- caveat: the break lies between the year before and this one, and concerns at least one cell of the formula
with cut as (
    select distinct
        term.indicator,
        law.report_year,
        unnest(string_split(law.legal_breaks, '|')) as break_key
    from dim_indicator_term as term
    inner join dim_year_break as law on term.cell_id = law.cell_id
)

select
    cut.indicator,
    cut.report_year,
    string_agg(cut.break_key, '|' order by law.from_date, cut.break_key) as legal_breaks
from cut
inner join dim_legal_break as law on cut.break_key = law.break_key
group by cut.indicator, cut.report_year
order by cut.indicator, cut.report_year
