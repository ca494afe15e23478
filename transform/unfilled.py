"""Tables that leave their totals blank: rows one figure short of their columns, in a text that drops blank cells.

Which cell a row leaves out it does not say by itself. Where the author filled in no totals, its figures are those of
the other columns, and the sums down these columns hold; where another column is left out, what a row prints last is its
total, which is never less than the figures before it together.
"""

from collections.abc import Sequence

import numpy as np

from transform import numbers, readings
from transform.identities import Edition
from transform.orders import Printed
from transform.readings import Piece

LEAST = 2  # rows whose last figure is no total: one may be the author's error


def placed(edition: Edition, printed: Sequence[Printed], words: numbers.Vocabulary) -> list[Printed]:
    """The printed rows, those without their total in the other columns wherever all sums down these columns hold.

    Whether a row may lack some other figure is left open as long as a row of the table is read in another way.
    """
    printed = list(printed)
    for table in {one.table for one in printed if is_short(edition, one)}:
        rows = [one for one in printed if one.table == table]
        if len({one.row_key for one in rows}) == len(rows) and lacks_totals(edition, rows, words):
            printed = [without_total(edition, one) if one.table == table and one.fit == "short" else one
                       for one in printed]
    return printed


def is_short(edition: Edition, printed: Printed) -> bool:
    """Whether a row of a table with sums down its columns prints one figure less than it has columns."""
    cells = printed.cells(edition)
    return printed.fit == "short" and bool(cells) and len(printed.pieces) == len(cells) - 1 \
        and bool(edition.across[cells].all())


def without_total(edition: Edition, printed: Printed) -> Printed:
    """The row with each piece in its column and a blank in the last one."""
    blank = Piece(printed.row_key, None, "", None, printed.pieces[-1].place)
    pieces = [piece._replace(column_key=edition.cells[cell].column_key)
              for cell, piece in zip(printed.cells(edition), [*printed.pieces, blank], strict=True)]
    return printed._replace(fit="exact", pieces=pieces)


def lacks_totals(edition: Edition, rows: Sequence[Printed], words: numbers.Vocabulary) -> bool:
    """Whether the short rows of a table lack their totals: without them all sums down the other columns hold, and in
    most rows with figures the last one is less than those before it."""
    values = np.zeros(len(edition.cells), dtype=np.int64)
    totals = np.zeros(len(edition.cells), dtype=bool)
    less = []
    for one in rows:
        if not (one.placed or is_short(edition, one)) or not (cells := one.cells(edition)):
            return False
        whole = without_total(edition, one) if one.fit == "short" else one
        found = readings.exact(edition, cells, whole.pieces, words).options[0]
        if any(reading.kind not in ("number", "blank") for reading in found.values()):
            return False
        own = [reading.value or 0 for reading in found.values()]
        values[list(found)], totals[cells[-1]] = own, True
        if one.fit == "short" and any(own):
            less.append(own[-2] < sum(own[:-2]))
    beside = ~edition.within_rows & edition.matrix[:, np.flatnonzero(values)].any(axis=1) \
        & ~edition.matrix[:, totals].any(axis=1)
    return sum(less) >= LEAST and 2 * sum(less) > len(less) and not (edition.matrix[beside] @ values).any()
