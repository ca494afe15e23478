-- grain: one cell of one government's own report against the sum of the governments right below it
-- key: agency_id, report_year, cell_id
-- caveat: a government's report usually covers its whole area, its departments included, so a gap above 0 may be theirs; parts without a number are missing, so the parts add up to parts_sum at least and parts_total_high at most; own_covers_area is false where some cell of the report falls below the sum of its parts; an explaining part is a hint, the stronger the more cells it explains; the two sides are compared, never added, and governments none of whose parts has a report are not in it
with part as (
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
    where census.agency_level != 'department'
),

part_sum as (
    select
        parent_code,
        report_year,
        cell_id,
        sum(value) as parts_sum,
        count(value) as parts_known,
        count(value) filter (where is_expected) as parts_expected_known,
        sum(agency_id) filter (where is_expected and value is not null) as ids_known,
        arg_max(agency_id, (value, -agency_id)) filter (where value > 0) as largest_part_id
    from part
    group by parent_code, report_year, cell_id
),

expected as (
    select
        parent_code,
        report_year,
        count(*) as parts_expected,
        sum(agency_id) as ids_expected
    from mart_census
    where is_expected and agency_level != 'department'
    group by parent_code, report_year
),

compared as (
    select
        own.agency_id,
        own.region_code,
        own.report_year,
        fact.cell_id,
        fact.value as own_value,
        part_sum.parts_sum,
        fact.value - part_sum.parts_sum as gap,
        part_sum.parts_known,
        expected.parts_expected,
        expected.parts_expected - part_sum.parts_expected_known as parts_missing,
        part_sum.parts_expected_known / expected.parts_expected as coverage,
        part_sum.largest_part_id,
        -- of all the numbers of the expected parts but those that are known, where one is missing its own remains
        (expected.ids_expected - coalesce(part_sum.ids_known, 0))::integer as missing_id
    from mart_census as own
    inner join fct_value_comparable as fact
        on own.agency_id = fact.agency_id and own.report_year = fact.report_year
    inner join part_sum
        on
            own.region_code = part_sum.parent_code
            and fact.report_year = part_sum.report_year
            and fact.cell_id = part_sum.cell_id
    inner join expected on own.region_code = expected.parent_code and own.report_year = expected.report_year
    where own.agency_level in ('province', 'prefecture', 'county')
),

left_out as (
    select
        compared.agency_id,
        compared.report_year,
        compared.cell_id,
        min(part.agency_id) as part_id
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
),

explained as (
    select
        compared.*,
        case
            when left_out.part_id is not null then 'left_out'
            when compared.gap > 0 and compared.parts_missing = 1 then 'only_missing_part'
        end as explanation,
        coalesce(left_out.part_id, if(compared.gap > 0 and compared.parts_missing = 1, compared.missing_id, null))
            as explaining_part_id
    from compared
    left join left_out
        on
            compared.agency_id = left_out.agency_id
            and compared.report_year = left_out.report_year
            and compared.cell_id = left_out.cell_id
)

select
    agency_id,
    region_code,
    report_year,
    cell_id,
    own_value,
    parts_sum,
    case
        when parts_missing = 0 then parts_sum
        when gap >= 0 then own_value
    end as parts_total_high,
    gap,
    parts_known,
    parts_expected,
    parts_missing,
    coverage,
    case
        when gap is null then 'open'
        when gap = 0 then 'equal'
        when gap < 0 then 'contradicts'
        when parts_missing > 0 then 'room_for_missing_parts'
        else 'room_for_departments'
    end as rollup_result,
    if(bool_or(gap < 0) over (partition by agency_id, report_year), false, null) as own_covers_area,
    largest_part_id,
    explanation,
    explaining_part_id,
    if(
        explanation is null,
        null,
        count(*) over (partition by agency_id, report_year, explanation, explaining_part_id)
    )::smallint as cells_explained
from explained
order by agency_id, report_year, cell_id
