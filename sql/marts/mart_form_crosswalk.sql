-- grain: one address of the form
-- key: cell_id
-- caveat: same: printed by every edition, compares; sum_of_parts: compares with the sum of the rows it was split into; part: compares only within its own edition, its sum does; only: has no counterpart
with edition as (
    select count(distinct edition) as editions
    from dim_form_label
),

printed as (
    select
        cell_id,
        count(*) as editions
    from dim_form_label
    group by cell_id
)

select
    cell.cell_id,
    cell.form_table,
    cell.row_key,
    cell.column_key,
    cell.row_label,
    cell.column_label,
    cell.editions,
    case
        when printed.editions = edition.editions then 'same'
        when cell.parent_cell_id is not null then 'part'
        when cell.cell_id in (select part.parent_cell_id from dim_form_cell as part) then 'sum_of_parts'
        else 'only'
    end as comparison,
    parent.row_key as compares_as
from dim_form_cell as cell
inner join printed on cell.cell_id = printed.cell_id
cross join edition
left join dim_form_cell as parent on cell.parent_cell_id = parent.cell_id
order by cell.cell_id
