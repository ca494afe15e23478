"""Which division a government, a department or a zone's body belongs to."""

from dataclasses import replace

from transform import place_around, place_branches, place_clues, place_hosted, place_organs
from transform.place_answer import official
from transform.place_around import OWN_CLUES
from transform.place_case import Case
from transform.place_divisions import Division, lies_in
from transform.place_subjects import Subject


def settle_region(case: Case, subject: Subject, organ: str) -> None:
    """Government or department: the division it belongs to, named before it or around."""
    rows, clue = possible_regions(case, subject)
    row = only_region(case, rows, subject)
    if row and subject.above and place_organs.is_below(case, row, organ):
        row = lost_county(case, row, subject)
    if row is None or (subject.sort == "department" and place_branches.take_branch(case, row, organ, clue)):
        return
    is_city_organ = row.level != "county" and subject.sort == "department"
    shortened = place_branches.shortened(case, row, organ) if is_city_organ else []
    if len(shortened) == 1 and place_hosted.region_host(case, shortened[0]):
        row, organ = shortened[0], organ.removeprefix(shortened[0].short)
    elif shortened:
        case.undecided(f"{subject.text}: {shortened[0].short} may be {shortened[0].name}", [row, *shortened])
        return
    case.answer.note(clue, row.name)
    unit = place_around.zone_of(case, row, subject) if subject.sort == "zone" else None
    if unit:
        case.accept(unit, case.register.path_name(unit, case.year), "township")
        return
    tail = organ if subject.above else subject.text.removeprefix(row.name).removeprefix(row.short)
    stem = row.short if subject.sort == "zone" and not subject.above else ""
    take_region(case, row, "" if subject.sort == "government" else place_organs.organ_name(case, tail), stem)


def possible_regions(case: Case, subject: Subject) -> tuple[list[Division], str]:
    """The divisions it may belong to, and the clue that names them."""
    clue = subject.where
    rows = place_clues.leaves(case, subject.above)
    if not rows and subject.sort == "zone":
        rows = place_around.short_lead(case, subject)
    if not rows and subject.sort != "government":
        rows, clue = place_around.region_around(case, subject)
    if len({row.key for row in rows}) > 1:
        rows = told_apart(case, rows, subject)
    return [row for row in rows if subject.sort != "zone" or row.level == "county"], clue


def only_region(case: Case, rows: list[Division], subject: Subject) -> Division | None:
    """The division that all the rows are of, in its year; None, and undecided, where there is no such."""
    keys = {row.key for row in rows}
    if len(keys) != 1:
        case.undecided(f"{subject.text}: its division may be several" if keys
                       else f"{subject.text}: its division is not named", rows)
        if subject.sort in ("department", "zone"):
            case.answer.agency, case.answer.agency_level = subject.text, "department"
        return None
    row = case.register.in_year(keys.pop(), case.year, rows[0].name)
    if row is None:
        case.undecided(f"{subject.text}: {rows[0].name} was not yet set up in {case.year}", rows)
    return row


def lost_county(case: Case, city: Division, subject: Subject) -> Division | None:
    """The county of a city whose organ of that name the rest of the document names, where a copy has put another
    word for the county's name or none; None, and undecided, where it names none."""
    rows, clue = place_around.region_around(case, replace(subject, text=subject.organ, above=()))
    keys = {row.key for row in rows if clue in OWN_CLUES and lies_in(row, city) and row.key != city.key}
    row = case.register.in_year(keys.pop(), case.year) if len(keys) == 1 else None
    if row is None:
        case.contradicted(f"{subject.text}: its county's name is lost", [city])
    return row


def take_region(case: Case, row: Division, organ: str, stem: str = "") -> None:
    """Accept the government of a division, or with ``organ`` its department of that name; ``stem`` is how a zone's
    name begins where it begins with its county's stem (五华科技产业园)."""
    county = place_hosted.county_addressed(case, row)
    if county is not None:
        case.undecided(f"its address is of {county.name}, the text names only {row.name}", [row, county])
        return
    path = case.register.path_name(row, case.year)
    path = path.removesuffix(row.name) + stem if stem else path
    if organ:
        case.accept(row, path + organ, "department", case.key_of(row, organ))
    else:
        case.accept(row, official(path, row, case.resolver), row.level)


def told_apart(case: Case, rows: list[Division], subject: Subject) -> list[Division]:
    """Divisions of one name: by what is above them in the document, then by the host."""
    for clue, mentions in place_clues.around(case, subject):
        others = [one for one in mentions if one.text not in {row.name for row in rows}]
        rows = case.excluding(
            clue,
            "、".join(dict.fromkeys(one.text for one in others)),
            rows,
            place_clues.under_region(case, rows, others) or rows,
        )
        if len({row.key for row in rows}) == 1:
            return rows
    scores = {row.key: max(place_hosted.region_host(case, row), place_hosted.host_support(case, row)) for row in rows}
    best = max(scores.values())
    return [row for row in rows if scores[row.key] == best] if best else rows
