-- grain: one indicator of one agency and report year
-- key: agency_id, report_year, indicator
-- caveat: value is null at denominator 0, while a cell it needs is not known (cells_unknown tells), and where a share's printed numerator lies outside 0 to the denominator; an indicator over the year before has no row without that year's report; the interval is exact (Clopper-Pearson, 95 %) and stands for shares only; compare rates only where has_enough_cases; legal_breaks cut this year from the one before, and between years further apart those of every year up to the later one count
-- each: report_year of dim_year
with printed_whole as (
    select
        document_id,
        cell_id
    from fct_request
    where value is not null and cell_id in (select cell.parent_cell_id from dim_form_cell as cell)
),

term as (
    select
        term.indicator_id,
        term.cell_id,
        term.year_offset,
        cell.parent_cell_id,
        max(term.sign) filter (where term.part = 'numerator') as numerator_sign,
        max(term.sign) filter (where term.part = 'denominator') as denominator_sign
    from dim_indicator_term as term
    inner join dim_form_cell as cell on term.cell_id = cell.cell_id
    group by term.indicator_id, term.cell_id, term.year_offset, cell.parent_cell_id
),

figure as (
    select
        fact.agency_id,
        getvariable('part')::smallint as report_year,
        (fact.report_year - getvariable('part'))::tinyint as year_offset,
        fact.cell_id,
        fact.value::double as value
    from fct_value_comparable as fact
    inner join dim_form_cell as cell on fact.cell_id = cell.cell_id
    left join printed_whole as whole
        on fact.document_id = whole.document_id and cell.parent_cell_id = whole.cell_id
    where
        fact.report_year between getvariable('part') - 1 and getvariable('part')
        and (
            fact.report_year = getvariable('part')
            or fact.cell_id in (
                select earlier.cell_id
                from dim_indicator_term as earlier
                where earlier.year_offset < 0
            )
        )
        and not (fact.status = 'absent' and whole.document_id is not null)
),

summed as (
    select
        figure.agency_id,
        figure.report_year,
        term.indicator_id,
        sum(figure.value * term.numerator_sign) as numerator,
        sum(figure.value * term.denominator_sign) as denominator,
        count(term.numerator_sign) as numerator_cells,
        count(term.denominator_sign) as denominator_cells,
        count(term.numerator_sign) - count(figure.value * term.numerator_sign) as numerator_unknown,
        count(term.denominator_sign) - count(figure.value * term.denominator_sign) as denominator_unknown
    from figure
    inner join term on figure.cell_id = term.cell_id and figure.year_offset = term.year_offset
    group by figure.agency_id, figure.report_year, term.indicator_id
),

known as (
    select
        summed.agency_id,
        summed.report_year,
        indicator.indicator,
        indicator.indicator_kind,
        indicator.minimum_cases,
        if(summed.numerator_unknown = 0, summed.numerator, null)::decimal(38, 2) as numerator,
        if(summed.denominator_unknown = 0, summed.denominator, null)::decimal(38, 2) as denominator,
        (summed.numerator_unknown + summed.denominator_unknown)::smallint as cells_unknown
    from summed
    inner join dim_indicator as indicator on summed.indicator_id = indicator.indicator_id
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
    case
        when known.indicator_kind in ('count', 'difference') then known.numerator::double
        when known.indicator_kind = 'ratio' or known.numerator between 0 and known.denominator
            then known.numerator::double / nullif(known.denominator, 0)::double
    end as value,
    bound.value_low,
    bound.value_high,
    coalesce(known.minimum_cases = 0 or known.denominator >= known.minimum_cases, false) as has_enough_cases,
    known.cells_unknown,
    law.legal_breaks
from known
left join bound
    on
        known.numerator = bound.numerator
        and if(known.indicator_kind = 'share', known.denominator, null) = bound.denominator
left join dim_year_indicator_break as law
    on known.indicator = law.indicator and known.report_year = law.report_year
order by known.report_year, known.indicator, known.agency_id
