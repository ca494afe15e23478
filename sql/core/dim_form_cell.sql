-- grain: one address of the form (table, row, column), whichever editions print it
-- key: cell_id
-- caveat: an address both editions print is one quantity; labels and units are those of the newest edition that prints it
select
    cell.cell_id,
    cell.form_table,
    cell.row_key,
    cell.column_key,
    cell.row_label,
    cell.column_label,
    cell.section,
    cell.position,
    cell.unit,
    if(cell.form_table = 'applications', split_part(cell.row_key, '.', 1), null) as stage,
    if(cell.form_table = 'applications', nullif(split_part(cell.row_key, '.', 2), ''), null) as disposition,
    if(cell.form_table = 'applications', nullif(split_part(cell.row_key, '.', 3), ''), null) as ground,
    if(cell.form_table = 'applications', cell.column_key, null) as applicant,
    if(cell.form_table = 'review_litigation', cell.row_key, null) as channel,
    if(cell.form_table = 'review_litigation', cell.column_key, null) as outcome,
    if(cell.form_table = 'article20', cell.row_key, null) as item,
    if(cell.form_table = 'article20', cell.column_key, null) as measure,
    split_part(cell.row_key, '.', -1) = 'total' as is_total_row,
    cell.column_key = 'total' as is_total_column,
    cell.editions,
    parent.cell_id as parent_cell_id,
    replace(cell.form_table || '__' || cell.row_key || '__' || cell.column_key, '.', '_') as cell_name
from stg_cell_address as cell
left join stg_cell_address as parent
    on
        cell.form_table = parent.form_table
        and cell.column_key = parent.column_key
        and starts_with(cell.row_key, parent.row_key || '.')
order by cell.cell_id
