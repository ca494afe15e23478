-- grain: one counting document, with a column for every cell of the forms
-- key: document_id
-- caveat: for sums of whole forms; money in yuan; sums are floating but exact for counts; a blank is null, not 0, and so is a cell the document's form does not ask
-- each: report_year of dim_year
with cell_value as (
    select
        fact.document_id,
        fact.cell_id,
        fact.value::double as value
    from fct_request as fact
    where fact.report_year is not distinct from getvariable('part')
    union all
    select
        fact.document_id,
        fact.cell_id,
        fact.value::double as value
    from fct_review_litigation as fact
    where fact.report_year is not distinct from getvariable('part')
    union all
    select
        fact.document_id,
        fact.cell_id,
        fact.value_comparable::double as value
    from fct_article20 as fact
    where fact.report_year is not distinct from getvariable('part')
    union all
    -- so that every cell has its column, whatever the documents print
    select
        null as document_id,
        cell.cell_id,
        null as value
    from dim_form_cell as cell
),

named as (
    select
        cell_value.document_id,
        cell.cell_name,
        cell_value.value
    from cell_value
    inner join dim_form_cell as cell on cell_value.cell_id = cell.cell_id
)

select
    document.agency_id,
    document.report_year,
    agency.province_code,
    agency.agency_level,
    wide.*
from (
    pivot named on cell_name using max(value)  -- noqa: RF02
    group by document_id  -- noqa: RF02
) as wide
inner join dim_document as document on wide.document_id = document.document_id
left join dim_agency as agency on document.agency_id = agency.agency_id
order by document.report_year, document.agency_id, document.document_id
