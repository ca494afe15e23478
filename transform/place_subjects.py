"""A text that may name an agency, taken apart: the places in it, the organ behind them, the sort of agency."""

from dataclasses import dataclass

from transform.place_divisions import OWN_KIND, Mention
from transform.place_names import Register
from transform.place_patterns import Patterns

LONGEST_ORGAN = 20
ANSWERING = ("compiler", "contact")  # an office that compiles or answers the telephone does so for its zone


@dataclass(frozen=True)
class Subject:
    """``sort`` is township, department, government, zone, unknown (a place the register has not) or none. ``unit``
    names the township or zone, ``above`` the divisions before it, ``organ`` the words behind the last place."""

    where: str
    text: str
    sort: str
    unit: Mention | None
    above: tuple[Mention, ...]
    organ: str


def parse(where: str, text: str, register: Register, patterns: Patterns) -> Subject:
    mentions = told(register.mentions(text), register)
    townships = [one for one in mentions if level(one, register) == "township"]
    units = [one for one in townships if not is_cut(one, mentions, text, patterns)]
    above = tuple(one for one in mentions if level(one, register) != "township")
    later = next((one for one in above if units and one.start >= units[-1].end), None)
    if later:
        return parse(where, text[later.start :], register, patterns)  # names of a menu before the agency's
    if units:
        unit = units[-1]
        organ = text[unit.end :]
        sort = unit_sort(unit, patterns.leading.sub("", organ), register, patterns)
        return Subject(where, text, sort, unit, tuple(one for one in above if one.end <= unit.start), organ)
    organ = branch_office(text, mentions, patterns) or (text[mentions[-1].end :] if mentions else text)
    if townships and patterns.office.match(organ):
        return Subject(where, text, "unknown", None, above, townships[-1].text)
    if mentions and patterns.zone.search(organ) or (not mentions and zone_ends(text, patterns)):
        said = patterns.offices.sub("", text) if where in ANSWERING else text
        return Subject(where, said, "zone", None, above, organ.removesuffix(text[len(said) :]))
    if patterns.nobody.search(organ):
        return Subject(where, text, "none", None, above, organ)
    organ = patterns.disclosure.sub("", patterns.leading.sub("", organ))
    if patterns.unknown.match(organ):
        return Subject(where, text, "unknown", None, above, organ)
    bare = patterns.government.sub("", organ)
    if mentions and not bare:
        return Subject(where, text, "government", None, above, organ)
    if patterns.organ.search(organ) and 2 <= len(organ) <= 40:
        return Subject(where, text, "department", None, above, organ)
    return Subject(where, text, "none", None, above, organ)


def branch_office(text: str, mentions: list[Mention], patterns: Patterns) -> str | None:
    """Of an office that stands between its city and the county its branch is for, the office and the word for a branch
    (市财政局丙区分局 → 财政局分局); None for other names."""
    if len(mentions) < 2 or not patterns.branch.fullmatch(text, mentions[-1].end):
        return None
    office = text[mentions[-2].end : mentions[-1].start]
    return office + text[mentions[-1].end :] if patterns.organ.search(office) else None


def is_cut(unit: Mention, mentions: list[Mention], text: str, patterns: Patterns) -> bool:
    """Whether a single letter stands between a name and what is named before it: then the name is a longer one that
    the register does not know (二道河镇 is not 道河镇)."""
    before = text[max((one.end for one in mentions if one.end <= unit.start), default=0) : unit.start]
    return len(before) == 1 and before.isalpha() and not patterns.level.match(before)


def told(mentions: list[Mention], register: Register) -> list[Mention]:
    """Without names of zones, farms and the like that say nothing of where they lie, in themselves or before them."""
    kept: list[Mention] = []
    for one in mentions:
        rows = [register.rows[index] for index in one.rows]
        if any(row.kind not in OWN_KIND or row.level != "township" for row in rows) or numbered(rows):
            kept.append(one)
            continue
        named = {register.rows[index].key for before in kept for index in before.rows}
        inside = tuple(
            index
            for index, row in zip(one.rows, rows, strict=True)
            if named & {register.keys.get(row.county or ""), register.keys.get(row.prefecture or "")}
            or lies_within(one.text, row, register)
        )
        if inside:
            kept.append(one._replace(rows=inside))
    return kept


def numbered(rows: list) -> bool:
    """A Bingtuan unit's number is its own in the whole register, unlike the names of farms."""
    return {row.kind for row in rows} == {"bingtuan"} and len({row.key for row in rows}) == 1


def lies_within(text: str, row, register: Register) -> bool:
    above = (register.at(row.county, None), register.at(row.prefecture, None), register.at(row.province, None))
    return any(one and len(one.short) > 1 and one.short in text for one in above)


def level(mention: Mention, register: Register) -> str:
    """township where a row is one, else the level of the first row."""
    levels = [register.rows[index].level for index in mention.rows]
    return (
        "township"
        if "township" in levels and set(levels) == {"township"}
        else next(part for part in ("county", "prefecture", "province", "township") if part in levels)
    )


def unit_sort(unit: Mention, organ: str, register: Register, patterns: Patterns) -> str:
    if patterns.office.match(organ):
        return "zone" if all(register.rows[index].kind in OWN_KIND for index in unit.rows) else "township"
    rest = patterns.government.sub("", organ)
    if patterns.zone.search(organ):
        return "zone" if rest == organ else "none"
    if rest != organ and patterns.organ.search(rest):
        # An office of the township's government; one of a county's is another line's.
        return "none" if patterns.level.match(rest) else "township"
    if not patterns.organ.search(rest) or len(rest) > LONGEST_ORGAN:
        return "none"
    return "township" if patterns.offices.search(rest) else "unknown"  # its school or hospital is another agency


def zone_ends(text: str, patterns: Patterns) -> bool:
    text = patterns.zone_tail.sub("", text)
    hits = list(patterns.zone.finditer(text))
    return bool(hits) and hits[-1].end() >= len(text) - 4 and len(text) <= 40
