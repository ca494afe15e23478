"""How far a document's address and its site speak for a division, and whether its superiors may be that division's."""

from collections.abc import Iterable, Sequence

from transform import place_hosts, place_organs
from transform.place_addresses import hints_at_county, read, told
from transform.place_case import Case
from transform.place_divisions import ABOVE_LEVELS, Division, Mention, lies_in, places_of, related
from transform.place_letters import FULL, LED


def host_denies(case: Case, rows: Iterable[Division]) -> bool:
    """Whether a government's host surely tells divisions that none of the rows is, lies in or lies above."""
    told = [one.row for one in case.hosted if one.tell >= LED]
    return bool(told) and not related(rows, told)


def host_support(case: Case, row: Division) -> int:
    if any(
        code in (row.county, row.prefecture)
        for part in place_hosts.labels(case.clues.host)
        for code in case.register.hosts.get(part, ())
    ):
        return 3
    county, prefecture = (readings(case, case.register.at(code, case.year)) for code in (row.county, row.prefecture))
    best = max(place_hosts.support(case.clues.host, one, other) for one in county for other in prefecture)
    written = [{one[0].replace(" ", "") for one in readings if one} for readings in (county, prefecture)]
    shared = set.intersection(*written)
    return 1 if shared & set(place_hosts.labels(case.clues.host)) else best  # the city's host is not its county's


def region_host(case: Case, row: Division) -> int:
    return max(place_hosts.support(case.clues.host, one, None) for one in readings(case, row))


def readings(case: Case, row: Division | None) -> list[tuple[str, str] | None]:
    """Syllables and province of a division, in each way its letters may be read."""
    return [(reading, row.province) for reading in row.readings] if row and row.readings else [None]


def spelled(case: Case, wanted: tuple[str, ...]) -> list[Division]:
    """The divisions of the wanted levels that the host spells surely."""
    rows = [one.row for one in case.hosted if one.tell >= LED]
    return [row for row in rows if row.level in wanted]


def host_alone(case: Case, wanted: Sequence[str], word: str) -> list[Division]:
    """The division the host spells, of the level wanted; none where it also spells one that lies above others of
    that level, or where the path may be of one of its counties."""
    fitting = [one for one in case.hosted if one.row.level in wanted and place_organs.level_fits(case, one.row, word)]
    if any(one.tell < LED for one in fitting):
        return []
    rows = [one.row for one in fitting]
    lowest = min((ABOVE_LEVELS.index(row.level) for row in rows), default=len(ABOVE_LEVELS))
    rows += spelled(case, ABOVE_LEVELS[lowest + 1 :])
    if lowest == 0:
        return rows
    if not word and not speaks_of_city(case):
        return []  # counties' departments stand on their city's site too
    return [] if any(hints_at_county(case.segments, row, case.spellings) for row in rows) else rows


def speaks_of_city(case: Case) -> bool:
    """Whether the text obeys or speaks for a level above counties (市委, 全省) and for none of counties alone."""
    levels = [case.letters.levels.get(word, ()) for word in (*case.clues.superiors, *case.clues.whole)]
    return bool(levels) and all(level[:1] != ("county",) for level in levels)


def on_its_site(case: Case, row: Division) -> bool:
    """Whether the text names the division's site."""
    body, site = case.clues.body, case.resolver.patterns.site
    ends = (at + len(row.name) for at in places_of(row.name, body))
    return any(site.match(body[end : end + 12]) for end in ends)


def county_addressed(case: Case, row: Division) -> Division | None:
    """A county of a city or province that the host may be of where it cannot be the city's, or else the path writes
    in full: texts leave out the county that everyone there knows. None where the path writes the city itself."""
    paths = [one for part in case.segments for one in read(part, case.spellings) if one.tell == FULL]
    if row.level == "county" or any(one.row.key == row.key for one in paths):
        return None
    of_city = any(one.row.key == row.key for one in case.hosted)
    addressed = paths if of_city else [*case.hosted, *paths]
    return next((one.row for one in addressed if one.row.level == "county" and lies_in(one.row, row)), None)


def superior(case: Case, row: Division) -> bool:
    """False where the text speaks of superiors the division or its county cannot have: a county committee in a
    district. Provinces that are autonomous regions speak of themselves as districts do."""
    county = row if row.level == "county" else case.register.at(row.county, case.year)
    wanted = case.superiors
    return not wanted or county is None or row.level not in ("county", "township") or county.name.endswith(wanted)


def at_home(case: Case, unit: Mention) -> bool:
    """Whether a township of that name lies in the county that the host surely tells."""
    home = told(case.hosted)
    return home is not None and any(row.county == home.code for row in case.rows(unit))
