-- grain: one cell of the document that counted, by what was known at the end of a day (UTC)
-- key: document_id, cell_id
-- caveat: the rule of dim_document over the documents first seen by then, values as read today; older readings of ours stand in the older releases
-- as: macro as_known_on(day)
with known as (
    select
        document_id,
        row_number() over (
            partition by agency_id, report_year
            order by (bytes_gone_at is not null and bytes_gone_at::date <= day), precedence
        ) as turn
    from dim_document
    where
        state in ('loaded', 'superseded')
        and agency_id is not null
        and report_year is not null
        and known_from::date <= day
)

select fact.*
from fct_value as fact
inner join known on fact.document_id = known.document_id
where known.turn = 1
