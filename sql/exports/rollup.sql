-- grain: one cell of one government's own report against the sum of the governments right below it
-- key: region_code, agency_id, report_year, cell_id
-- caveat: compared, never added
select
    rollup.region_code,
    agency.agency_name,
    rollup.report_year,
    cell.row_label,
    replace(cell.column_label, '万元', '元') as column_label,
    rollup.own_value,
    rollup.parts_sum,
    rollup.parts_total_high,
    rollup.gap,
    rollup.parts_known,
    rollup.parts_expected,
    rollup.parts_missing,
    rollup.coverage,
    rollup.rollup_result,
    rollup.own_covers_area,
    largest.agency_name as largest_part,
    rollup.explanation,
    explaining.agency_name as explaining_part,
    rollup.cells_explained,
    cell.row_key,
    cell.column_key,
    rollup.agency_id,
    rollup.cell_id
from mart_rollup as rollup
inner join dim_agency as agency on rollup.agency_id = agency.agency_id
inner join dim_form_cell as cell on rollup.cell_id = cell.cell_id
left join dim_agency as largest on rollup.largest_part_id = largest.agency_id
left join dim_agency as explaining on rollup.explaining_part_id = explaining.agency_id
