-- grain: one cell in the numerator or denominator of one indicator
-- key: indicator, part, cell_id, year_offset
-- caveat: the formulae of dim_indicator resolved to cells of all editions; year_offset is -1 for a cell of the report of the year before
with part as (
    select
        indicator_id,
        indicator,
        'numerator' as part,
        numerator_formula as formula
    from dim_indicator
    union all
    select
        indicator_id,
        indicator,
        'denominator' as part,
        denominator_formula as formula
    from dim_indicator
    where denominator_formula is not null
),

term as (
    select
        indicator_id,
        indicator,
        part,
        unnest(regexp_extract_all('+ ' || formula, '[+-] +[a-z0-9_.*/@]+')) as term
    from part
),

address as (
    select
        indicator_id,
        indicator,
        part,
        if(starts_with(term, '-'), -1, 1)::tinyint as sign,
        if(ends_with(term, '@before'), -1, 0)::tinyint as year_offset,
        split_part(split_part(trim(term, '+- '), '@', 1), '/', 1) as row_pattern,
        coalesce(nullif(split_part(split_part(trim(term, '+- '), '@', 1), '/', 2), ''), 'total') as column_pattern
    from term
)

select
    address.indicator_id,
    address.indicator,
    address.part,
    cell.cell_id,
    address.year_offset,
    sum(address.sign)::tinyint as sign
from address
inner join dim_form_cell as cell
    on cell.row_key glob address.row_pattern and cell.column_key glob address.column_pattern
group by address.indicator_id, address.indicator, address.part, cell.cell_id, address.year_offset
having sum(address.sign) != 0
order by address.indicator, address.part, cell.cell_id, address.year_offset
