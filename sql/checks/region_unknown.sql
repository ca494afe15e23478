-- warn: a document names a division code that data/places does not hold
select
    document.document_id,
    document.source_file,
    document.region_code
from dim_document as document
left join dim_region as region on document.region_code = region.region_code
where document.region_code is not null and region.region_code is null
