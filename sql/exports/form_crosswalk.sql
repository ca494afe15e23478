-- grain: one address of the form
-- key: cell_id
-- caveat: what compares across the editions of the form
select *
from mart_form_crosswalk
