-- grain: one cell of the form for one province, report year and basis
-- key: province_code, report_year, basis, cell_id
-- caveat: basis is the province's own report or the sum over one level of government, departments left out; the levels overlap, so compare them and never add them; a blank is not 0 but left out and counted, so a sum is a lower bound while expected_with_value is below reports_expected; legal_breaks cut this year from the one before; stand the rows by section and position
with figure as (
    select
        agency.province_code,
        fact.report_year,
        if(agency.agency_level = 'province', 'own', agency.agency_level) as basis,
        fact.cell_id,
        sum(fact.value) as value,
        count(*) as reports,
        count(fact.value) as reports_with_value,
        count(*) filter (where fact.value is null and fact.status = 'blank') as reports_blank,
        count(*) filter (where fact.value is null and fact.status != 'blank') as reports_unknown,
        count(fact.value) filter (where census.is_expected) as expected_with_value
    from fct_value_comparable as fact
    inner join dim_agency as agency on fact.agency_id = agency.agency_id
    left join mart_census as census
        on fact.agency_id = census.agency_id and fact.report_year = census.report_year
    where
        agency.province_code is not null
        and agency.agency_level in ('province', 'prefecture', 'county', 'township')
    group by agency.province_code, fact.report_year, basis, fact.cell_id
),

expected as (
    select
        province_code,
        report_year,
        if(agency_level = 'province', 'own', agency_level) as basis,
        count(*) as reports_expected
    from mart_census
    where is_expected
    group by province_code, report_year, basis
)

select
    figure.province_code,
    province.region_name as province_name,
    figure.report_year,
    figure.basis,
    cell.section,
    label.position,
    figure.cell_id,
    cell.form_table,
    cell.row_key,
    cell.column_key,
    coalesce(label.row_label, cell.row_label) as row_label,
    replace(coalesce(label.column_label, cell.column_label), '万元', '元') as column_label,
    figure.value,
    figure.reports,
    figure.reports_with_value,
    figure.reports_blank,
    figure.reports_unknown,
    figure.expected_with_value,
    expected.reports_expected,
    law.legal_breaks
from figure
inner join dim_form_cell as cell on figure.cell_id = cell.cell_id
inner join dim_year as year on figure.report_year = year.report_year
left join dim_form_label as label on year.edition_due = label.edition and figure.cell_id = label.cell_id
left join dim_year_break as law on figure.cell_id = law.cell_id and figure.report_year = law.report_year
left join dim_region as province on figure.province_code = province.region_code
left join expected
    on
        figure.province_code = expected.province_code
        and figure.report_year = expected.report_year
        and figure.basis = expected.basis
order by figure.province_code, figure.report_year, figure.basis, cell.section, label.position nulls last, cell.cell_id
