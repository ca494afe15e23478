"""Divisions that a document names elsewhere than in its agency's name, by the clue they stand in."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from transform.place_case import TRUST, Case
from transform.place_divisions import ABOVE_LEVELS, Division, Mention, places_of
from transform.place_subjects import Subject

IN_PASSING = ("opening text", "cited document", "running text")
BEFORE = 24  # letters before a township's name that may write the divisions it lies in


def around(case: Case, subject: Subject) -> Iterable[tuple[str, Sequence[Mention]]]:
    """Divisions named elsewhere, nearest first."""
    yield from beside(case, subject)
    yield from in_texts(case)
    yield listed(case)


def beside(case: Case, subject: Subject) -> Iterable[tuple[str, Sequence[Mention]]]:
    """Divisions named right before its name, before other names, and by an index number."""
    text = subject.unit.text if subject.unit else subject.organ
    yield "before the name elsewhere", adjacent_mentions(case, text)
    for where in TRUST:
        yield where, [one for other in case.subjects if other.where == where for one in other.above]
    yield "index number", case.coded(case.clues.codes)


def in_texts(case: Case) -> Iterable[tuple[str, Sequence[Mention]]]:
    """Divisions that texts name which may name them in passing."""
    for where, said in zip(IN_PASSING, (case.clues.opening, case.clues.cited, case.clues.body), strict=True):
        yield where, case.divisions(case.mentions(said))


def listed(case: Case) -> tuple[str, Sequence[Mention]]:
    """The division of the list that led to the document."""
    return "source list's region", case.coded([case.clues.source_region] if case.clues.source_region else [])


def adjacent_mentions(case: Case, name: str) -> list[Mention]:
    """Divisions that stand right before the name anywhere in the document."""
    found = []
    for text in (*(one.text for one in case.clues.names), case.clues.body, case.clues.cited):
        for at in places_of(name, text):
            mentions = case.mentions(text[max(at - BEFORE, 0) : at + len(name)])
            for before, after in pairwise(mentions):
                if after.text == name and after.start - before.end <= 4:
                    found += case.divisions([before])
    return found


def adjacent(case: Case, rows: list[Division], name: str) -> bool:
    return under(case, rows, adjacent_mentions(case, name)) is not None


def under(case: Case, rows: list[Division], mentions: Sequence[Mention]) -> list[Division] | None:
    """The rows that lie in a division mentioned, by the lowest level that tells; None where no row does."""
    keys = case.register.keys
    found = None
    for level in ABOVE_LEVELS:
        named = {
            case.register.rows[index].key
            for one in mentions
            for index in one.rows
            if case.register.rows[index].level == level
        }
        inside = [row for row in found or rows if keys.get(getattr(row, level) or "") in named]
        if inside:
            found = inside
            if len({row.key for row in found}) == 1:
                break
    return found


def under_region(case: Case, rows: list[Division], mentions: Sequence[Mention]) -> list[Division]:
    named = {case.register.rows[index].key for one in mentions for index in one.rows}
    return [
        row
        for row in rows
        if named & {case.register.keys.get(code or "") for code in (row.prefecture, row.province)}
    ]


def leaves(case: Case, mentions: Sequence[Mention]) -> list[Division]:
    """Rows of the mentions that have no other mentioned division below them, kept consistent with those above."""
    groups = [case.rows(one) for one in mentions]
    if not groups:
        return []
    last = groups[-1]
    for group in groups[:-1]:
        named = {row.key for row in group}
        inside = [
            row
            for row in last
            if named & {case.register.keys.get(code or "") for code in (row.county, row.prefecture, row.province)}
        ]
        last = inside or last
    return last
