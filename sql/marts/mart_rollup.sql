-- grain: one cell of one government's own report against the sum of the governments right below it
-- key: agency_id, report_year, cell_id
-- caveat: a government's report usually covers its whole area, its departments included, so the gap may be theirs; the sum of the parts is a lower bound of the whole, falling below it contradicts; the two are compared, never added
with own as (
    select
        census.agency_id,
        census.region_code,
        census.report_year,
        fact.cell_id,
        fact.value as own_value
    from mart_census as census
    inner join fct_value_comparable as fact
        on census.agency_id = fact.agency_id and census.report_year = fact.report_year
    where census.agency_level in ('province', 'prefecture', 'county')
),

part as (
    select
        census.parent_code,
        census.report_year,
        census.agency_id,
        census.is_expected,
        fact.cell_id,
        fact.value
    from mart_census as census
    inner join fct_value_comparable as fact
        on census.agency_id = fact.agency_id and census.report_year = fact.report_year
),

part_sum as (
    select
        parent_code,
        report_year,
        cell_id,
        sum(value) as parts_sum,
        count(value) as parts_known,
        count(value) filter (where is_expected) as parts_expected_known,
        arg_max(agency_id, value) as largest_part_id
    from part
    group by parent_code, report_year, cell_id
),

expected as (
    select
        parent_code,
        report_year,
        count(*) as parts_expected
    from mart_census
    where is_expected
    group by parent_code, report_year
),

compared as (
    select
        own.agency_id,
        own.region_code,
        own.report_year,
        own.cell_id,
        own.own_value,
        part_sum.parts_sum,
        own.own_value - part_sum.parts_sum as gap,
        part_sum.parts_known,
        part_sum.parts_expected_known,
        expected.parts_expected,
        part_sum.largest_part_id
    from own
    inner join part_sum
        on
            own.region_code = part_sum.parent_code
            and own.report_year = part_sum.report_year
            and own.cell_id = part_sum.cell_id
    inner join expected on own.region_code = expected.parent_code and own.report_year = expected.report_year
),

explained as (
    select
        compared.agency_id,
        compared.report_year,
        compared.cell_id,
        min(part.agency_id) as explaining_part_id
    from compared
    inner join part
        on
            compared.region_code = part.parent_code
            and compared.report_year = part.report_year
            and compared.cell_id = part.cell_id
            and part.value = -compared.gap
    where compared.gap < 0
    group by compared.agency_id, compared.report_year, compared.cell_id
    having count(*) = 1
)

select
    compared.agency_id,
    compared.region_code,
    compared.report_year,
    compared.cell_id,
    compared.own_value,
    compared.parts_sum,
    compared.gap,
    compared.parts_known,
    compared.parts_expected,
    compared.parts_expected_known / compared.parts_expected as coverage,
    case
        when compared.gap is null then 'open'
        when compared.gap = 0 then 'equal'
        when compared.gap < 0 then 'contradicts'
        when compared.parts_expected_known < compared.parts_expected then 'room_for_missing_parts'
        else 'room_for_departments'
    end as rollup_result,
    compared.largest_part_id,
    explained.explaining_part_id
from compared
left join explained
    on
        compared.agency_id = explained.agency_id
        and compared.report_year = explained.report_year
        and compared.cell_id = explained.cell_id
order by compared.agency_id, compared.report_year, compared.cell_id
