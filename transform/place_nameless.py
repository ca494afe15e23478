"""Documents that name no agency (我镇, 我局): what their host, path and the divisions they mention tell.

The county comes first, from the text or the host; a township only from a part of the path that writes one of that
county's names. What fits two stays undecided.
"""

from transform import (
    place_around,
    place_clues,
    place_homes,
    place_hosted,
    place_main,
    place_organs,
    place_regions,
    place_subjects,
    place_units,
)
from transform.place_addresses import counties_in, department, units
from transform.place_case import Case
from transform.place_divisions import Division
from transform.place_letters import LED

ASKED = ("compiler", "contact")  # whom a site names as publisher or in its foot may only be whose site it is
SEAT = (*ASKED, "publisher", "signature")


def settle_nameless(case: Case) -> None:
    own = case.clues.own[0] if case.clues.own else ""
    if own not in case.resolver.own_township | case.resolver.own_department and settle_seat(case):
        return
    if (own in case.resolver.own_township or not own) and unit_by_address(case, own):
        return
    if own in case.resolver.own_department and counted_department(case, own):
        return
    if own in case.resolver.own_department | case.resolver.own_county or (not own and case.clues.whole):
        region_by_address(case, own)
    if case.answer.region_code is None and not case.answer.reason:
        counties, _ = place_homes.homes(case)
        case.undecided("no clue names the agency", counties if len(counties) < 20 else [])
        case.answer.agency = None


def settle_seat(case: Case) -> bool:
    """The government whose own office compiled or published the report; False where none did."""
    for subject in case.subjects:
        if subject.where not in SEAT or not place_organs.is_seat(case, subject):
            continue
        if subject.where not in ASKED and not place_main.speaks_for(case, subject):
            continue
        rows = place_clues.leaves(case, subject.above) or place_around.region_around(case, subject)[0]
        keys = {row.key for row in rows}
        row = case.register.in_year(keys.pop(), case.year) if len(keys) == 1 else None
        if row is not None and not place_hosted.host_denies(case, [row]):
            case.answer.note(subject.where, subject.text)
            place_regions.take_region(case, row, "")
            return True
    return False


def counted_department(case: Case, own: str) -> bool:
    """Settle by the one department of the kind it calls itself that its opening names with its division, none whose
    guidance or orders it follows; False where it names none or several."""
    text, patterns = case.clues.opening, case.resolver.patterns
    named = {}
    for one in case.divisions(case.mentions(text)):
        organ = patterns.named_organ.match(text[one.end : one.end + 24])
        if organ and organ.group(1).endswith(own) and not patterns.led.match(text[one.end + organ.end() :]):
            named[one.text + organ.group(1)] = place_subjects.parse(
                "opening text", one.text + organ.group(1), case.register, patterns
            )
    if len(named) != 1:
        return False
    subject = named.popitem()[1]
    if place_hosted.host_denies(case, place_clues.leaves(case, subject.above)):
        return False
    case.answer.note(subject.where, subject.text)
    place_regions.settle_region(case, subject, subject.organ)
    return True


def unit_by_address(case: Case, own: str) -> bool:
    """Settle by the path; False where it does not tell."""
    kinds = case.letters.own_kinds(own)
    counties, sure = place_homes.homes(case)
    found = [one for county in counties[:20] for one in units(case.segments, county, case.spellings)]
    found = [
        one
        for one in found
        if one.row.near(case.year)
        and (one.row.kind in kinds or not own)
        and (one.tell >= LED or (sure and own) or is_named(case, one.row))
    ]
    keys = {one.row.key for one in found}
    if len(keys) == 1:
        case.answer.note("address", f"{found[0].part}: {found[0].row.name}")
        place_units.take_unit(case, keys.pop(), [one.row for one in found])
        return True
    if keys:
        case.undecided("its address fits several townships", [one.row for one in found])
        return True
    return False


def is_named(case: Case, row: Division) -> bool:
    """Whether the text has the township's name, be it among others."""
    return any(row.key == other.key for one in case.mentions(case.clues.body) for other in case.rows(one))


def region_by_address(case: Case, own: str) -> None:
    """The division a government or department is of, told by the host, or by the host and the county the text
    names; its name only where the path writes it."""
    home = place_homes.home_division(case, own)
    row = case.register.in_year(home.key, case.year) if home else None
    if row is None:
        return
    level_word = own in case.resolver.own_county
    below = counties_in(case.segments, row, case.spellings) if row.level != "county" else []
    wanted = (own,) if level_word else case.clues.superiors[:1] if own else case.clues.whole
    if row.level != "county" and not wanted and own not in case.resolver.province_organs:
        case.undecided(f"the host is of {row.name}, whose counties' agencies may stand there too", [row])
        return
    if wanted and not any(place_organs.level_fits(case, row, word) for word in wanted) or below:
        rows = [row, *(one.row for one in below)]
        case.undecided(f"the host is of {row.name}, the text speaks of another level", rows)
        return
    case.answer.note("host", f"{case.clues.host}: {row.name}")
    name = "" if level_word else department(case.segments, row, case.spellings)
    if level_word or name:
        place_regions.take_region(case, row, name)
    else:
        case.answer.region_code, case.answer.agency_level = row.code, "department"
        case.answer.reason = "it is not named which of its agencies"
