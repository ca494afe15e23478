-- grain: one indicator of one agency and report year
-- key: agency_id, report_year, indicator
-- caveat: value is null at denominator 0 or while a cell it needs is not known (cells_unknown tells); the interval is exact (Clopper-Pearson, 95 %) and stands for shares only; compare rates only where has_enough_cases
with printed_whole as (
    select
        document_id,
        cell_id
    from fct_request
    where value is not null and cell_id in (select cell.parent_cell_id from dim_form_cell as cell)
),

needed as (
    select distinct
        cell.cell_id,
        cell.parent_cell_id
    from dim_indicator_term as term
    inner join dim_form_cell as cell on term.cell_id = cell.cell_id
),

figure as (
    select
        fact.agency_id,
        fact.report_year,
        fact.cell_id,
        fact.value
    from fct_value_comparable as fact
    inner join needed on fact.cell_id = needed.cell_id
    left join printed_whole as whole
        on fact.document_id = whole.document_id and needed.parent_cell_id = whole.cell_id
    where not (fact.status = 'absent' and whole.document_id is not null)
),

summed as (
    select
        figure.agency_id,
        figure.report_year,
        term.indicator,
        sum(figure.value * term.sign) filter (where term.part = 'numerator') as numerator,
        sum(figure.value * term.sign) filter (where term.part = 'denominator') as denominator,
        count(*) filter (where term.part = 'numerator') as numerator_cells,
        count(*) filter (where term.part = 'denominator') as denominator_cells,
        count(*) filter (where figure.value is null and term.part = 'numerator') as numerator_unknown,
        count(*) filter (where figure.value is null and term.part = 'denominator') as denominator_unknown
    from figure
    inner join dim_indicator_term as term on figure.cell_id = term.cell_id
    group by figure.agency_id, figure.report_year, term.indicator
),

known as (
    select
        summed.agency_id,
        summed.report_year,
        summed.indicator,
        indicator.indicator_kind,
        indicator.minimum_cases,
        if(summed.numerator_unknown = 0, summed.numerator, null)::decimal(20, 2) as numerator,
        if(summed.denominator_unknown = 0, summed.denominator, null)::decimal(20, 2) as denominator,
        (summed.numerator_unknown + summed.denominator_unknown)::smallint as cells_unknown
    from summed
    inner join dim_indicator as indicator on summed.indicator = indicator.indicator
    where
        summed.numerator_cells > 0
        and (indicator.denominator_formula is null or summed.denominator_cells > 0)
),

share as (
    select distinct
        numerator,
        denominator
    from known
    where indicator_kind = 'share' and numerator between 0 and denominator and denominator > 0
),

bound as (
    select
        numerator,
        denominator,
        exact_low(numerator::bigint, denominator::bigint) as value_low,
        exact_high(numerator::bigint, denominator::bigint) as value_high
    from share
)

select
    known.agency_id,
    known.report_year,
    known.indicator,
    known.numerator,
    known.denominator,
    if(
        known.indicator_kind in ('count', 'difference'),
        known.numerator::double,
        known.numerator::double / nullif(known.denominator, 0)::double
    ) as value,
    bound.value_low,
    bound.value_high,
    coalesce(known.minimum_cases = 0 or known.denominator >= known.minimum_cases, false) as has_enough_cases,
    known.cells_unknown
from known
left join bound
    on
        known.indicator_kind = 'share'
        and known.numerator = bound.numerator
        and known.denominator = bound.denominator
order by known.indicator, known.report_year, known.agency_id
