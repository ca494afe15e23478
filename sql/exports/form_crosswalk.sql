-- grain: one address of the form
-- key: cell_id
-- caveat: what compares across the editions of the form
select
    form_table,
    row_label,
    column_label,
    editions,
    comparison,
    compares_as,
    row_key,
    column_key,
    cell_id
from mart_form_crosswalk
