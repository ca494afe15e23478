select '2024-01-30' as day, document_id, value from as_known_on(date '2024-01-30')
union all
select '2024-02-10' as day, document_id, value from as_known_on(date '2024-02-10')
