-- grain: the cells of one counting report, of all those of one agency, of one county, or of the whole release; proof_scope tells
-- key: proof_scope, document_id, agency_id, county_code
-- caveat: what is wider than the scope stands beside it, what is narrower is null; a county's cells are those of its government, departments and townships together; the cells of Article 20 stand in no sum, so that share_proven stays below 1 even for a report without a fault
with report as (
    select
        document.document_id,
        document.agency_id,
        agency.county_code,
        document.cells_reported + document.cells_blank + document.cells_lost as cells,
        document.cells_proven,
        document.cells_contradicted
    from dim_document as document
    left join dim_agency as agency on document.agency_id = agency.agency_id
    where document.state = 'loaded'
)

select
    case
        when grouping(document_id) = 0 then 'document'
        when grouping(agency_id) = 0 then 'agency'
        when grouping(county_code) = 0 then 'county'
        else 'release'
    end as proof_scope,
    document_id,
    agency_id,
    county_code,
    count(*) as reports,
    sum(cells)::bigint as cells,
    sum(cells_proven)::bigint as cells_proven,
    sum(cells_contradicted)::bigint as cells_contradicted,
    sum(cells_proven) / nullif(sum(cells), 0) as share_proven
from report
group by grouping sets ((document_id, agency_id, county_code), (agency_id, county_code), (county_code), ())
having proof_scope in ('document', 'release') or coalesce(agency_id::varchar, county_code) is not null
order by all
