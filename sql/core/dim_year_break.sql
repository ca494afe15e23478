-- grain: one cell of the form and one report year into which a change in law cuts
-- key: cell_id, report_year
-- caveat: the break lies between the year before and this one
select
    cell.cell_id,
    year.report_year,
    string_agg(law.break_key, '|' order by law.from_date, law.break_key) as legal_breaks
from dim_legal_break as law
inner join dim_form_cell as cell
    on cell.form_table glob law.table_pattern and cell.row_key glob law.row_pattern
inner join dim_year as year
    on year.report_year between law.first_report_year and law.last_report_year
group by cell.cell_id, year.report_year
order by cell.cell_id, year.report_year
