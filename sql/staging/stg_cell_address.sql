-- grain: one address of the form (table, row, column), whichever editions print it
-- key: cell_id
-- caveat: numbered in the order of the newest edition, addresses only older ones print after it
with newest as (
    select
        *,
        string_agg(edition, '|' order by edition) over (partition by form_table, row_key, column_key) as editions
    from stg_cell
    qualify row_number() over (partition by form_table, row_key, column_key order by edition desc) = 1
)

select
    *,
    row_number() over (order by edition desc, section, position)::smallint as cell_id
from newest
