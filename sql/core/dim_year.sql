-- grain: one report year, from the first edition of the form, or the first document, to the last document
-- key: report_year
-- caveat: edition_due is the form the year asks for; a report may print another, which its own edition tells
with bound as (
    select
        min(edition::smallint) as first_year,
        max(edition::smallint) as last_year
    from stg_cell
    union all
    select
        min(report_year) as first_year,
        max(report_year) as last_year
    from stg_document
),

year as (
    select unnest(range(min(first_year), max(last_year) + 1))::smallint as report_year
    from bound
),

due as (
    select
        year.report_year,
        max(form.edition) as edition_due
    from year
    left join stg_cell as form on form.edition::smallint <= year.report_year
    group by year.report_year
)

select
    due.report_year,
    due.edition_due,
    coalesce(due.edition_due != lag(due.edition_due) over (order by due.report_year), true) as is_first_of_edition,
    (
        select string_agg(law.break_key, '|' order by law.from_date, law.break_key)
        from dim_legal_break as law
        where due.report_year between law.first_report_year and law.last_report_year
    ) as legal_breaks
from due
order by due.report_year
