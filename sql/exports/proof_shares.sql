-- grain: the cells of one counting report, of all those of one agency, of one county, or of the whole release; proof_scope tells
-- key: proof_scope, document_id, agency_id, county_code
-- caveat: the cells of Article 20 stand in no sum and are never proven
select
    share.proof_scope,
    document.source_file,
    agency.agency_name,
    county.region_name as county_name,
    coalesce(agency.region_code, share.county_code) as region_code,
    document.report_year,
    share.* exclude (proof_scope)  -- noqa: RF02
from mart_proof_share as share
left join dim_document as document on share.document_id = document.document_id
left join dim_agency as agency on share.agency_id = agency.agency_id
left join dim_region as county on share.county_code = county.region_code
