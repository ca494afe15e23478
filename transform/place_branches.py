"""An organ whose name has the stem of one of a city's counties, or only a county's word: of which county it is."""

from transform import place_hosted
from transform.place_case import Case
from transform.place_divisions import Division


def take_branch(case: Case, row: Division, organ: str, clue: str) -> bool:
    """Accept an office's branch for a county, which its name ends with: by its full name, or by the stem of one of
    the city's counties (财政局丙分局), undecided where two bear it. False where the organ is no such branch."""
    branch = case.resolver.patterns.branch.search(organ)
    if not branch:
        return False
    office, counties = organ[: branch.start()], [row] if row.level == "county" else city_counties(case, row)
    named = {one.key: one for one in counties if len(one.short) > 1 and office.endswith(one.short)}
    if len(named) > 1:
        case.undecided(f"{organ} may be of several counties", list(named.values()))
        return True
    if named and len(office) > len((county := named.popitem()[1]).short):
        office, called = office.removesuffix(county.short), county.short
    elif row.level == "county" and case.resolver.patterns.organ.search(office):
        county, called = row, row.name
    else:
        return False
    if place_hosted.host_denies(case, [county]):
        return False
    city = case.register.at(county.prefecture or county.province, case.year)
    case.answer.note(clue, county.name)
    office = office.removeprefix(city.short)
    agency = case.register.path_name(city, case.year) + office + called + branch.group()
    case.accept(county, agency, "department", case.key_of(county, office) + branch.group())
    return True


def city_counties(case: Case, row: Division) -> list[Division]:
    return [one for one in case.register.within(row.code) if one.near(case.year)]


def shortened(case: Case, row: Division, organ: str) -> list[Division]:
    """Divisions within one whose stem an organ's name begins with (开州 of 重庆市开州财政局)."""
    patterns = case.resolver.patterns
    cities = case.register.cities_of(row.code) if row.level == "province" else []
    found = {
        one.key: one
        for one in (*city_counties(case, row), *(one for one in cities if one.near(case.year)))
        if len(one.short) > 1 and organ.startswith(one.short)
        if len(organ) > len(one.short) + 1 and patterns.organ.search(organ[len(one.short) :])
    }
    return list(found.values())
