"""Agencies named beside the one taken for its own: what contradicts it leaves a document undecided."""

from collections import Counter

from transform import place_clues, place_organs
from transform.place_addresses import units
from transform.place_case import ROLES, Case
from transform.place_clues import IN_PASSING
from transform.place_divisions import Division, related
from transform.place_subjects import Subject

APART = ("title line", "heading", "signature", "publisher", "site title", "breadcrumb")  # may be links or a menu's
BESIDE = (*APART, "contact", "subject", *IN_PASSING)  # where a township may be named that is not the one reporting
OUTSIDE = ("title", "title line", "file_name", "heading", "publisher")
SECONDING = ("title", "file_name", "opening", "publisher", "signature", "contact", "compiler")


def places(case: Case, subject: Subject) -> list[Division]:
    return case.rows(subject.unit) if subject.unit else place_clues.leaves(case, subject.above)


def disputed(case: Case, subject: Subject) -> Subject | None:
    """Another agency that publishes, compiles, signs or answers the telephone, of a division elsewhere, where a
    department or government only does so too."""
    if subject.where not in ROLES or subject.sort not in ("department", "government"):
        return None
    mine = places(case, subject)
    others = [one for one in case.subjects if one.where in ROLES and one.sort not in ("none", "unknown")]
    return next((one for one in others if mine and (rows := places(case, one)) and not related(mine, rows)), None)


def reported_by(case: Case, town: Subject) -> Subject | None:
    """The department, government or zone whose report the sentences say it is, where a township only stands beside
    it - on a line of its own, as whom to ask - and the text does not call itself a township."""
    own = case.clues.own[:1]
    if town.sort != "township" or town.where not in BESIDE or (own and own[0] in case.resolver.own_township):
        return None
    apart = town.where in APART
    if apart and said_of(case, town):
        return None
    roles = ("opening", "compiler", "subject", "contact") if apart else ("opening", "compiler")
    said = [one for one in case.subjects if one.where in roles]
    if any(one.sort == "township" and one.unit and shares_row(case, one, town) for one in said):
        return None
    if town.where == "contact" and not seconded(case, town):
        said += [one for one in case.subjects if one.where == "contact"]  # two that answer for it
    others = (one for one in said if one.sort in ("department", "government", "zone"))
    return next((one for one in others if one.where != "subject" or one.text in case.sentences), None)


def beside_a_county(case: Case, town: Subject) -> bool:
    """Whether the text speaks as a county (我县) and its sentences do not name the township on a line beside it."""
    speaks = case.clues.own[:1] and case.clues.own[0] in case.resolver.own_county
    return bool(speaks) and town.sort == "township" and town.where in APART and not said_of(case, town)


def said_of(case: Case, town: Subject) -> bool:
    """Whether the sentences name the township."""
    keys = {row.key for row in case.rows(town.unit)}
    found = (row for one in case.mentions(case.sentences) for row in named(case, one.text))
    return any(row.key in keys for row in found)


def rivals(case: Case, subject: Subject) -> list[Division]:
    """Townships that the text names as often as one that is only named in its sentences."""
    if subject.sort != "township":
        return []
    if subject.where in APART:
        return [] if seconded(case, subject) else contradicting(case, subject)
    if subject.where not in ("subject", "contact", "compiler", *IN_PASSING):
        return []
    outside = [one.text for one in case.clues.names if one.where in OUTSIDE]
    texts = (*outside, case.clues.body, case.clues.cited)
    counts = Counter(one.text for text in texts for one in case.mentions(text) if place_organs.is_township(case, one))
    own = {row.key for row in case.rows(subject.unit)}
    mine = sum(n for name, n in counts.items() if own & keys_of(case, name))
    others = [name for name, n in counts.items() if n >= mine and not own & keys_of(case, name)]
    return [row for name in others for row in named(case, name)] or addressed(case, own)


def seconded(case: Case, town: Subject) -> bool:
    """Whether a clue of another kind that says whose report it is names the same township."""
    others = (one for one in case.subjects if one.where in SECONDING and one.where != town.where and one.unit)
    return any(one.sort == "township" and shares_row(case, one, town) for one in others)


def contradicting(case: Case, subject: Subject) -> list[Division]:
    """The townships that the sentences name, or whose report they present, where they name only others than the
    line that stands apart."""
    own = {row.key for row in case.rows(subject.unit)}
    said = [*case.mentions(case.sentences), *(one.unit for one in case.subjects if one.where == "opening")]
    rows = [row for one in said if one and place_organs.is_township(case, one) for row in named(case, one.text)]
    return [] if own & {row.key for row in rows} else rows


def addressed(case: Case, keys: set[str]) -> list[Division]:
    """Townships that the address writes in a county of the given ones, where it writes none of these."""
    rows = [row for key in sorted(keys) for row in of_key(case, key)]
    counties = {row.county: case.register.at(row.county, case.year) for row in rows}
    found = [one.row for code, row in counties.items() if code for one in units(case.segments, row, case.spellings)]
    return [] if keys & {row.key for row in found} else [row for row in found if row.near(case.year)]


def of_key(case: Case, key: str) -> list[Division]:
    row = case.register.in_year(key, case.year)
    return [row] if row else []


def named(case: Case, name: str) -> list[Division]:
    return [case.register.rows[index] for index in case.register.spelled[name]]


def keys_of(case: Case, name: str) -> set[str]:
    return {row.key for row in named(case, name)}


def shares_row(case: Case, one: Subject, other: Subject) -> bool:
    return bool({row.key for row in case.rows(one.unit)} & {row.key for row in case.rows(other.unit)})


def acting_townships(case: Case) -> list[Subject]:
    """Townships that are subjects of its first sentences, where the text calls itself no department or county."""
    own = case.clues.own[:1]
    if own and own[0] in case.resolver.own_department | case.resolver.own_county:
        return []
    return [one for one in case.subjects if one.where == "subject" and one.sort == "township"]
