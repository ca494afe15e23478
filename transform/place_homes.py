"""Where a document that names no agency may lie: by its host, and by the divisions it mentions."""

from collections.abc import Iterable, Sequence

from transform import place_clues, place_hosted, place_organs
from transform.place_addresses import told
from transform.place_case import Case
from transform.place_divisions import Division, Mention
from transform.place_letters import LED


def homes(case: Case) -> tuple[list[Division], bool]:
    """Counties the document may lie in, and whether there is only this one: named in the text, else the host's."""
    named = {
        row.key: row
        for _, mentions in around_nothing(case)
        for one in mentions
        for row in case.rows(one)
        if row.level == "county" and row.kind != "zone"
    }
    hosted = {one.row.key: one.row for one in case.hosted}
    counties = {key: row for key, row in hosted.items() if row.level == "county"}
    both = {key: row for key, row in named.items() if key in counties or under_hosted(case, row, hosted)}
    fitting = [row for row in (both or (counties | named)).values() if place_hosted.superior(case, row)]
    sure = len(fitting) == 1 and (bool(both) or told(case.hosted) is not None or not hosted)
    return fitting, sure


def under_hosted(case: Case, row: Division, hosted: dict[str, Division]) -> bool:
    return any(wider.code in (row.prefecture, row.province) for wider in hosted.values())


def around_nothing(case: Case) -> Iterable[tuple[str, Sequence[Mention]]]:
    """All divisions the document names, with the clue they stand in."""
    clues = case.clues
    yield "names", [one for subject in case.subjects for one in subject.above]
    yield "index number", case.coded(clues.codes)
    yield "cited document", case.divisions(case.mentions(clues.cited))
    yield "running text", case.divisions(case.mentions(clues.body))
    yield place_clues.listed(case)


def home_division(case: Case, own: str) -> Division | None:
    row = told(case.hosted)
    if row is not None:
        return row
    if own in case.resolver.province_organs:
        rows = {one.row.key: one.row for one in case.hosted if one.row.level == "province" and one.tell >= LED}
        return rows.popitem()[1] if len(rows) == 1 else None
    word = own if own in case.resolver.own_county else next(iter(case.clues.superiors), "")
    sure = (one.row for one in case.hosted if one.tell >= LED)
    fitting = {row.key: row for row in sure if place_organs.level_fits(case, row, word)}
    if word and len(fitting) == 1:
        return fitting.popitem()[1]
    stems = [one.row for one in case.hosted if len(one.row.short) > 1 and one.row.short in case.clues.body]
    if len({row.key for row in stems}) == 1:
        return stems[0]
    return None
