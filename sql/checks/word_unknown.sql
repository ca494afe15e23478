-- fail: a status or proof that is none of the words of transform/schema.py
select
    document_id,
    cell_id,
    status,
    proof
from fct_value
where
    status is null
    or proof is null
    or status not in ('reported', 'blank', 'absent', 'missing', 'ambiguous', 'unreadable')
    or proof not in ('proven', 'unproven', 'contradicted')
