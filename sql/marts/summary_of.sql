-- grain: one cell of one edition of the form, over the reports of one level of government in an area and a report year (a division code), or of one agency, named by its agency_key
-- key: basis, edition, cell_id
-- caveat: basis own is the area's own report, otherwise it is the sum over one level below, departments left out (mart_report_cell has them); the levels overlap, so compare them and never add them; every cell is the sum of that cell as printed, totals too, and nothing is computed over it; a blank is not 0 but left out and counted; reports of another edition stand in rows of their own
-- as: macro summary_of(area, year, agency := null)
select
    if(agency is not null or coalesce(region_code = area, false), 'own', agency_level) as basis,
    edition,
    section,
    position,
    form_table,
    row_label,
    column_label,
    sum(value_comparable) as value,
    count(*) as reports,
    count(value_comparable) as reports_with_value,
    count(*) filter (where value_comparable is null and status = 'blank') as reports_blank,
    count(*) filter (where value_comparable is null and status != 'blank') as reports_unknown,
    count(*) filter (where proof = 'contradicted') as reports_contradicted,
    count(*) filter (where correction_id is not null) as reports_corrected,
    row_key,
    column_key,
    cell_id
from mart_report_cell
where
    report_year = year
    and case
        when agency is null
            then agency_level != 'department' and area in (region_code, county_code, prefecture_code, province_code)
        else agency_key = agency
    end
group by all
order by basis, edition, section, position
