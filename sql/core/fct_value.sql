-- grain: one cell of one read document, of all three tables, counting or superseded
-- key: document_id, cell_id
-- caveat: keep to is_current unless history is asked for; values in the printed unit
-- as: view
select
    *,
    true as is_current
from fct_request
union all by name
select
    *,
    true as is_current
from fct_review_litigation
union all by name
select
    * exclude (value_yuan, value_comparable),
    true as is_current
from fct_article20
union all by name
select
    *,
    false as is_current
from fct_superseded
