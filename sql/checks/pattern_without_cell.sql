-- fail: a term of a formula in data/indicators.csv, or a pattern in data/legal_breaks.csv, names no cell of the form
with formula as (
    select
        indicator as name,
        unnest([numerator_formula, denominator_formula]) as formula
    from dim_indicator
),

term as (
    select
        name,
        unnest(string_split_regex(formula, ' +[+-] +')) as term
    from formula
),

pattern as (
    select
        name,
        term as written,
        '*' as table_pattern,
        split_part(regexp_replace(term, '@before$', ''), '/', 1) as row_pattern,
        coalesce(nullif(split_part(regexp_replace(term, '@before$', ''), '/', 2), ''), 'total') as column_pattern
    from term
    union all
    select
        break_key as name,
        table_pattern || ' ' || row_pattern as written,
        table_pattern,
        row_pattern,
        '*' as column_pattern
    from dim_legal_break
)

select
    pattern.name,
    pattern.written
from pattern
anti join dim_form_cell as cell
    on
        cell.form_table glob pattern.table_pattern
        and cell.row_key glob pattern.row_pattern
        and cell.column_key glob pattern.column_pattern
