"""Whether a file holds more than one report: its sections begin anew, and the tables there print other figures."""

from collections.abc import Sequence

from extract import fold
from extract.form import Forms
from extract.match_result import Match
from extract.rows import Row

LEAST_TABLES = 2  # of a list of contents none has figures


def begins_anew(printed: Sequence[Row], forms: Forms) -> int | None:
    """The row in which the title of the first table's section stands again behind those of all tables."""
    seen: set[str] = set()
    first = next(iter(forms.tables))
    for index, row in enumerate(printed):
        titles = {forms.sections.get(fold.skeleton(cell.text)) for cell in row.labels}
        if first in titles and seen.issuperset(forms.tables):
            return index
        seen |= titles - {None}
    return None


def differ(first: Match, second: Match) -> bool:
    """Whether two parts of a file are different reports: of another edition, or most rows print other figures.

    A report that stands in its file twice differs from itself in few rows, if in any.
    """
    if min(len(first.tables), len(second.tables)) < LEAST_TABLES:
        return False
    one, two = texts(first), texts(second)
    telling = [key for key in one.keys() & two.keys()
               if any(character in "123456789" for text in (*one[key], *two[key]) for character in text)]
    return first.edition != second.edition or sum(one[key] != two[key] for key in telling) > max(1, len(telling) // 2)


def texts(match: Match) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """What each row read prints."""
    return {(reading.table, reading.row_key): tuple((text or "").strip() for text, _ in reading.pieces)
            for reading in match.readings}
