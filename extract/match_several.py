"""Whether a file holds more than one report, or more than one table of a kind: the year before's stands beside."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from extract import fold, match_review_spans
from extract.form import Forms
from extract.match_result import Match, RowReading
from extract.row import Row

LEAST_TABLES = 2  # of a list of contents none has figures
LEAST_ROWS = 2  # a page break prints one row twice at most


def begins_anew(printed: Sequence[Row], forms: Forms) -> int | None:
    """The row in which the first table's section begins again behind those of all tables."""
    seen: set[str | None] = set()
    first = next(iter(forms.tables))
    for index, row in enumerate(printed):
        shown = shows(row, forms)
        if first in shown and seen.issuperset(forms.tables):
            return index
        seen |= shown
    return None


def shows(row: Row, forms: Forms) -> set[str]:
    """The tables of which a row is the title, the headings, or a row of figures: titles may be lost."""
    found = {section for cell in row.labels if (section := forms.section(cell.text))}
    if match_review_spans.is_header(row, forms):
        found.add("review_litigation")
    if row.figures:
        last = fold.skeleton(row.labels[-1].text) if row.labels else ""
        found |= {name for name, table in forms.tables.items() if last in table.row_labels}
    return found


def differ(first: Match, second: Match) -> bool:
    """Whether two parts of a file are different reports: of another edition, or most rows print other figures.

    A report that stands in its file twice differs from itself in few rows, if in any.
    """
    if min(len(first.tables), len(second.tables)) < LEAST_TABLES:
        return False
    one, two = texts(first.readings), texts(second.readings)
    telling = [key for key in one.keys() & two.keys()
               if any(character in "123456789" for text in (*one[key], *two[key]) for character in text)]
    return first.edition != second.edition or sum(one[key] != two[key] for key in telling) > max(1, len(telling) // 2)


def unprinted(stretches: Sequence[Sequence[RowReading]]) -> Iterator[RowReading]:
    """The rows that one table prints and another of its kind with other figures does not: a reading of lost cells
    where they lack, so that the figures of one table never fill a row of the other."""
    for one, two in permutations(filter(None, stretches), 2):
        own, others = texts(one), texts(two)
        shared = own.keys() & others.keys()
        if len(shared) < LEAST_ROWS or all(own[key] == others[key] for key in shared):
            continue
        place = one[0].pieces[0][1]
        for reading in two:
            if (reading.table, reading.row_key) not in own:
                yield RowReading(reading.table, reading.row_key, reading.column_keys,
                                 ((None, place),) * len(reading.column_keys), "exact")


def texts(readings: Sequence[RowReading]) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """What each row read prints."""
    return {(reading.table, reading.row_key): tuple((text or "").strip() for text, _ in reading.pieces)
            for reading in readings}
