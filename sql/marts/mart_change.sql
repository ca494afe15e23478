-- grain: one cell whose counting value differs from that of the release before, or one report that came or went
-- key: agency_key, report_year, form_table, row_key, column_key
-- caveat: against the release that was current when this one was built; values in the printed unit; cells of reports that came or went are not listed one by one; only reports that are new, read anew or corrected are compared, so what a change of our SQL alone does is not in it
with was as (
    select
        document.agency_key,
        document.report_year,
        document.document_id,
        document.sha256,
        document.read_at
    from source_previous_document as document
    where document.state = 'loaded' and document.agency_key is not null and document.report_year is not null
),

now_counting as (
    select
        agency.agency_key,
        agency.agency_name,
        agency.region_code,
        document.report_year,
        document.document_id,
        document.sha256,
        document.read_at
    from dim_document as document
    inner join dim_agency as agency on document.agency_id = agency.agency_id
    where document.state = 'loaded' and document.report_year is not null
),

touched as (
    select
        is_now.agency_key,
        is_now.agency_name,
        is_now.region_code,
        is_now.report_year,
        is_now.document_id,
        was.document_id as previous_document_id,
        is_now.sha256,
        was.sha256 as previous_sha256
    from now_counting as is_now
    inner join was on is_now.agency_key = was.agency_key and is_now.report_year = was.report_year
    where
        is_now.sha256 != was.sha256
        or is_now.read_at != was.read_at
        or is_now.document_id in (
            select correction.document_id
            from dim_document_correction as correction
            where correction.correction_outcome = 'applied'
        )
        or was.document_id in (
            select fact.document_id
            from source_previous_fact as fact
            where fact.correction_id is not null
        )
),

now_cell as (
    select
        touched.agency_key,
        touched.report_year,
        cell.form_table,
        cell.row_key,
        cell.column_key,
        fact.value,
        fact.unit,
        fact.status
    from touched
    inner join fct_value as fact on touched.document_id = fact.document_id and fact.is_current
    inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
),

was_cell as (
    select
        touched.agency_key,
        touched.report_year,
        fact.form_table,
        fact.row_key,
        fact.column_key,
        fact.value,
        fact.unit,
        fact.status
    from touched
    inner join source_previous_fact as fact on touched.previous_document_id = fact.document_id
),

cell_change as (
    select
        agency_key,
        report_year,
        form_table,
        row_key,
        column_key,
        was_cell.value as value_before,
        now_cell.value,
        was_cell.unit as unit_before,
        now_cell.unit,
        was_cell.status as status_before,
        now_cell.status
    from was_cell
    full join now_cell using (agency_key, report_year, form_table, row_key, column_key)
    where
        coalesce(was_cell.status, '') != coalesce(now_cell.status, '')
        or was_cell.value is distinct from now_cell.value
        or (now_cell.value is not null and was_cell.unit is distinct from now_cell.unit)
),

logged as (
    select
        touched.agency_key,
        touched.agency_name,
        touched.region_code,
        touched.report_year,
        if(touched.sha256 = touched.previous_sha256, 'read_anew', 'other_document') as change_kind,
        cell_change.form_table,
        cell_change.row_key,
        cell_change.column_key,
        cell_change.value_before,
        cell_change.value,
        cell_change.unit_before,
        cell_change.unit,
        cell_change.status_before,
        cell_change.status,
        touched.previous_sha256,
        touched.sha256
    from cell_change
    inner join touched using (agency_key, report_year)
    union all
    select
        is_now.agency_key,
        is_now.agency_name,
        is_now.region_code,
        is_now.report_year,
        'report_added' as change_kind,
        null as form_table,
        null as row_key,
        null as column_key,
        null as value_before,
        null as value,
        null as unit_before,
        null as unit,
        null as status_before,
        null as status,
        null as previous_sha256,
        is_now.sha256
    from now_counting as is_now
    anti join was on is_now.agency_key = was.agency_key and is_now.report_year = was.report_year
    union all
    select
        was.agency_key,
        agency.agency_name,
        agency.region_code,
        was.report_year,
        'report_removed' as change_kind,
        null as form_table,
        null as row_key,
        null as column_key,
        null as value_before,
        null as value,
        null as unit_before,
        null as unit,
        null as status_before,
        null as status,
        was.sha256 as previous_sha256,
        null as sha256
    from was
    anti join now_counting as is_now on was.agency_key = is_now.agency_key and was.report_year = is_now.report_year
    left join dim_agency as agency on was.agency_key = agency.agency_key
)

select *
from logged
order by agency_key, report_year, form_table nulls first, row_key, column_key
