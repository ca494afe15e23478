-- grain: one promise between two years for one agency, year and column
-- key: region_code, agency_id, report_year, identity, column_key
-- caveat: 0 is the gap to expect
with form_column as (
    select
        column_key,
        any_value(column_label) as column_label
    from dim_form_cell
    group by column_key
)

select
    ledger.region_code,
    ledger.agency_name,
    ledger.report_year,
    ledger.label_zh,
    ledger.label_en,
    cell.column_label,
    ledger.expected_value,
    ledger.printed_value,
    ledger.gap,
    ledger.result,
    ledger.cells_unknown,
    ledger.identity,
    ledger.column_key,
    ledger.agency_id
from mart_year_ledger as ledger
left join form_column as cell on ledger.column_key = cell.column_key
