-- fail: a value stands where nothing was read, or none where a number was; see transform/facts.py
select
    document_id,
    cell_id,
    status,
    value
from fct_value
where (value is not null) != (status = 'reported') and correction_id is null
