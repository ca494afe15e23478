-- grain: one cell of one edition of the form, with the labels that edition prints
-- key: edition, cell_id
-- caveat: position counts within the statutory table of that edition
select
    form.edition,
    cell.cell_id,
    form.section,
    form.position,
    form.row_label,
    form.column_label,
    form.unit
from stg_cell as form
inner join dim_form_cell as cell using (form_table, row_key, column_key)
order by form.edition, form.section, form.position
