"""Which township, street, zone or farm a name means: candidates left by one clue after another, undecided where several
stay."""

from transform import place_clues, place_hosted
from transform.place_answer import official
from transform.place_case import Case
from transform.place_clues import IN_PASSING
from transform.place_divisions import Division, places_of
from transform.place_subjects import Subject

LINGERS = 3  # years a name may still be used after a division has taken another
LONGEST_NAME = 15  # letters of a division's name


def settle_unit(case: Case, subject: Subject) -> None:
    rows = [row for row in map(case.register.rows.__getitem__, subject.unit.rows) if row.level == "township"]
    rows, why = narrow(case, rows, subject)
    if len({row.key for row in rows}) > 1:
        rows = [row for row in rows if row.near(case.year, LINGERS)] or rows
    rows = exact(case, rows, subject.unit.text)
    keys = {row.key for row in rows}
    if len(keys) != 1:
        case.undecided(why or f"{subject.unit.text} is the name of {len(keys)} divisions", rows)
        return
    if why:
        case.undecided(why, rows)
    else:
        take_unit(case, keys.pop(), rows)


def take_unit(case: Case, key: str, rows: list[Division]) -> None:
    """Accept the township in its year, if it stood then and its code is known."""
    row = case.register.in_year(key, case.year, rows[0].name)
    if row is None:
        case.undecided(f"{rows[0].name} was not yet set up in {case.year}", rows)
    elif row.code is None:
        case.undecided(f"the code of {row.name} is not known", rows)
    else:
        case.accept(row, official(case.register.path_name(row, case.year), row, case.resolver), "township")


def narrow(case: Case, rows: list[Division], subject: Subject) -> tuple[list[Division], str | None]:
    """Candidates left by one clue after another; the second result is a contradiction."""
    if subject.above:
        left = place_clues.under(case, rows, subject.above)
        if left is None and not place_clues.adjacent(case, rows, subject.unit.text):
            return rows, f"{subject.text}: no {subject.unit.text} in the division named before it"
        rows = case.excluding(subject.where, subject.text, rows, left or rows)
    if len({row.key for row in rows}) < 2:
        return rows, None
    rows = by_stem_before(case, rows, subject.unit.text)
    for clue, mentions in place_clues.around(case, subject):
        if len({row.key for row in rows}) < 2:
            return rows, None
        # One text may name a neighbour, another the home: those that name in passing are weighed together.
        if clue in IN_PASSING:
            mentions = [one for _, named in place_clues.in_texts(case) for one in named]
        says = "、".join(dict.fromkeys(one.text for one in mentions))
        left = place_clues.under(case, rows, mentions) or rows
        if clue in IN_PASSING and place_hosted.host_denies(case, left) and not place_hosted.host_denies(case, rows):
            continue  # a neighbour is named, while the site is of another candidate's division
        rows = case.excluding(clue, says, rows, left)
    if len({row.key for row in rows}) > 1:
        rows = by_host(case, rows)
    if len({row.key for row in rows}) > 1:
        fitting = [row for row in rows if place_hosted.superior(case, row)]
        rows = case.excluding("superiors", "、".join(case.superiors), rows, fitting or rows)
    return rows, None


def exact(case: Case, rows: list[Division], name: str) -> list[Division]:
    """Within one county the row that bears just this name in the year goes before others so written."""
    if len({case.register.keys.get(row.county or "") or row.prefecture for row in rows}) > 1:
        return rows
    for fits in (
        lambda row: row.name == name and row.holds(case.year),
        lambda row: row.name == name,
        lambda row: row.holds(case.year),
    ):
        left = [row for row in rows if fits(row)]
        if len({row.key for row in left}) == 1:
            return left
    return rows


def by_host(case: Case, rows: list[Division]) -> list[Division]:
    scores = {row.key: place_hosted.host_support(case, row) for row in rows}
    best = max(scores.values())
    wider = {one.row.code for one in case.hosted}
    left = [
        row
        for row in rows
        if (scores[row.key] == best if best else wider & {row.county, row.prefecture, row.province})
    ]
    return case.excluding("host", case.clues.host, rows, left) if left else rows


def by_stem_before(case: Case, rows: list[Division], name: str) -> list[Division]:
    """Candidates whose county's or prefecture's stem stands right before the name somewhere (耿马大兴乡)."""
    said = "\n".join((*(one.text for one in case.clues.names), case.clues.body, case.clues.cited))
    for part in ("county", "prefecture"):
        above = {code: case.register.at(code, case.year) for row in rows if (code := getattr(row, part))}
        stems = {code: row.short for code, row in above.items() if len(row.short) > 1}
        left = [row for row in rows if (stem := stems.get(getattr(row, part))) and stands(case, stem + name, said)]
        if left:
            return case.excluding("stem before the name", stems[getattr(left[0], part)], rows, left)
    return rows


def stands(case: Case, words: str, said: str) -> bool:
    """Whether the words stand in a text without beginning inside a longer name (丰县 of 宝丰县)."""
    for at in places_of(words, said):
        begins = max(0, at - LONGEST_NAME)
        around = case.register.mentions(said[begins : at + len(words)])
        if not any(one.start < at - begins < one.end for one in around):
            return True
    return False
