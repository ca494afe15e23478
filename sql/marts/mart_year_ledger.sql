-- grain: one promise between two years (carry-over, stock and flow) for one agency, year and column
-- key: agency_id, report_year, identity, column_key
-- caveat: expected is what the year before (and the flow of this year) leads to, printed is what this year says; 0 is the gap to expect; our corrections are applied on both sides; open while a cell is not known; years without a report the year before are not in it
with term as (
    select
        promise.identity,
        promise.label_zh,
        promise.label_en,
        if(
            promise.column_key = '*',
            cell.column_key,
            max(promise.column_key) filter (where promise.role = 'printed') over (partition by promise.identity)
        ) as ledger_column,
        cell.cell_id,
        promise.year_offset::smallint as year_offset,
        promise.role,
        promise.sign::tinyint as sign
    from source_year_identity as promise
    inner join dim_form_cell as cell
        on
            promise."table" = cell.form_table
            and promise.row_key = cell.row_key
            and cell.column_key glob promise.column_key
),

asked as (
    select
        identity,
        ledger_column,
        label_zh,
        label_en,
        count(*) as terms
    from term
    group by identity, ledger_column, label_zh, label_en
),

summed as (
    select
        fact.agency_id,
        (fact.report_year - term.year_offset)::smallint as report_year,
        term.identity,
        term.ledger_column,
        sum(fact.value * term.sign) filter (where term.role = 'expected') as expected_value,
        sum(fact.value * term.sign) filter (where term.role = 'printed') as printed_value,
        count(*) as terms,
        count(*) - count(fact.value) as cells_unknown
    from fct_value_comparable as fact
    inner join term on fact.cell_id = term.cell_id
    group by fact.agency_id, fact.report_year - term.year_offset, term.identity, term.ledger_column
)

select
    summed.agency_id,
    agency.agency_name,
    agency.region_code,
    summed.report_year,
    summed.identity,
    asked.label_zh,
    asked.label_en,
    summed.ledger_column as column_key,
    if(summed.cells_unknown = 0, summed.expected_value, null) as expected_value,
    if(summed.cells_unknown = 0, summed.printed_value, null) as printed_value,
    if(summed.cells_unknown = 0, summed.printed_value - summed.expected_value, null) as gap,
    case
        when summed.cells_unknown > 0 then 'open'
        when summed.printed_value = summed.expected_value then 'holds'
        else 'fails'
    end as result,
    summed.cells_unknown
from summed
inner join asked
    on
        summed.identity = asked.identity
        and summed.ledger_column = asked.ledger_column
        and summed.terms = asked.terms
inner join dim_agency as agency on summed.agency_id = agency.agency_id
order by summed.agency_id, summed.report_year, summed.identity, summed.ledger_column
