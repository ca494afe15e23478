-- warn: a count is printed with a fraction; it is kept as text and counts as unreadable
select
    document_id,
    cell_id,
    raw_text
from fct_value
where status = 'unreadable' and regexp_matches(raw_text, '^[0-9]+[.][0-9]*[1-9][0-9]*$')
