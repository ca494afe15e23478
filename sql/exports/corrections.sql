-- grain: one line of data/corrections.csv, with what became of it
-- key: correction_id
-- caveat: printed_value is what the counting document prints today
select
    agency.region_code,
    agency.agency_name,
    correction.* exclude (agency_id, cell_id, document_id)  -- noqa: RF02
from dim_document_correction as correction
left join dim_agency as agency on correction.agency_id = agency.agency_id
