"""The division of an agency that is named without it, or with only a piece of its name."""

from collections.abc import Iterable, Sequence

from transform import place_clues, place_hosted, place_organs
from transform.place_case import Case
from transform.place_divisions import ABOVE_LEVELS, OWN_KIND, Division, Mention
from transform.place_subjects import Subject

SAME = "same organ elsewhere"
OWN_CLUES = (SAME, "before the name elsewhere", "title", "title line", "heading", "publisher", "signature",
             "index number", "source list", "source list's region")  # others may name a neighbour or who is above it

SITE_CLUES = ("heading", "publisher")  # a city's publishes for its counties


def region_around(case: Case, subject: Subject) -> tuple[list[Division], str]:
    """For an agency named without its division: the only one at its level that the rest of the document gives as
    its own - with the same organ, as publisher - or names while the host or the site's name says so too."""
    word = place_organs.leading_level(case, subject.text)
    organ = subject.text[1:] if word else subject.text
    word = word or place_organs.level_word(case, organ)
    wanted = case.letters.levels.get(word, ABOVE_LEVELS[:2])

    def fits(clue: str, row: Division) -> bool:
        return (
            (row.level in wanted or clue == SAME)
            and place_organs.level_fits(case, row, word)
            and (row.kind != "zone" or subject.sort != "zone")
        )

    named = (one for one in case.subjects if one.above and one.organ)
    same = [one for one in named if place_organs.is_same_organ(case, organ, one.organ)]
    beside = [(SAME, row) for one in same for row in place_clues.leaves(case, one.above)]
    beside += told_by(case, (*place_clues.beside(case, subject), place_clues.listed(case)))
    beside = [pair for pair in beside if fits(*pair)]
    own = ((clue, row) for clue, row in beside if clue in OWN_CLUES)
    found = alike((clue, row) for clue, row in own if clue not in SITE_CLUES or row.level == "county")
    if not found:
        others = [pair for pair in beside if pair[0] not in OWN_CLUES]
        others += (pair for pair in told_by(case, place_clues.in_texts(case)) if fits(*pair))
        vouched = [pair for pair in others if is_vouched(case, *pair, word)]
        found = alike(pair for pair in vouched if pair[1].level == "county") or alike(vouched)
    if found:
        return found
    if subject.sort == "zone":
        return [row for row in place_hosted.spelled(case, ABOVE_LEVELS[:1]) if zone_of(case, row, subject)], "host"
    return place_hosted.host_alone(case, wanted, word), "host"


def told_by(case: Case, named: Iterable[tuple[str, Sequence[Mention]]]) -> list[tuple[str, Division]]:
    """The divisions that mentions may mean, each with the clue it stands in."""
    return [(clue, row) for clue, mentions in named for one in mentions for row in case.rows(one)]


def is_vouched(case: Case, clue: str, row: Division, word: str) -> bool:
    """Whether a division the text only names is its own: by the host, by the site's name - a prefecture's carries
    its counties too, so only for an agency that says its level - or because a county's document is cited, which
    nobody outside the county obeys."""
    if place_hosted.host_denies(case, [row]):
        return False
    if row.level == "county":
        told = clue == "cited document" or place_hosted.region_host(case, row) > 0
        return told or place_hosted.on_its_site(case, row)
    alone = place_hosted.host_alone(case, (row.level,), "") == [row]
    return alone or (word != "" and place_hosted.on_its_site(case, row))


def short_lead(case: Case, subject: Subject) -> list[Division]:
    """The county whose stem the name begins with, right before what the zone is (太仓高新区); none where other
    words follow the stem, which is then part of another name (莲花山度假区 is not of 莲花县), or where the register
    knows a farm or zone of that whole name, which may lie anywhere (七星林场)."""
    text = subject.text
    province = next((row for row in case.register.provinces() if text.startswith(row.short)), None)
    text = text[len(province.short) :] if province else text
    if any(one.start == 0 for one in case.register.mentions(text)):
        return []
    plain = case.resolver.patterns.plain_zone
    found = next(
        (case.register.shorts[text[:size]] for size in (4, 3, 2)
         if text[:size] in case.register.shorts and plain.match(text[size:])), ()
    )
    rows = [case.register.rows[index] for index in found]
    rows = [row for row in rows if not province or row.province == province.code]
    rows = [row for row in rows if row.near(case.year)]
    return rows if rows and all(row.level == "county" for row in rows) else []


def zone_of(case: Case, county: Division, subject: Subject) -> Division | None:
    """The only zone or farm of the county that the name ends with, where the register has one."""
    text = case.resolver.patterns.zone_tail.sub("", subject.text)
    rows = [case.register.at(code, case.year) for code in case.register.below(county.code)]
    fitting = [row for row in rows if row.kind in OWN_KIND and row.holds(case.year) and text.endswith(row.name)]
    return fitting[0] if len(fitting) == 1 else None


def alike(told: Iterable[tuple[str, Division]]) -> tuple[list[Division], str] | None:
    """The divisions of the first clue that names only one, and the clue."""
    by_clue: dict[str, list[Division]] = {}
    for clue, row in told:
        by_clue.setdefault(clue, []).append(row)
    return next(((rows, clue) for clue, rows in by_clue.items() if len({row.name for row in rows}) == 1), None)
