-- grain: one cell of one edition of the form
-- key: edition, form_table, row_key, column_key
-- caveat: from data/forms; the section gives the order of the three tables
select
    form.edition,
    form."table" as form_table,
    form.row_key,
    form.column_key,
    form.row_label,
    form.column_label,
    form.unit,
    form.position::smallint as position,
    statutory.section::smallint as section
from source_form as form
inner join source_statutory_table as statutory on form."table" = statutory."table"
