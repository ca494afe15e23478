"""Where a sum that holds does not prove the place.

A row's own sum proves its figures, not which row they stand in; a column's proves them in any order. Both together
are a proof of the place as well. Where a whole row or column is lost, its figures may stand in its neighbour's.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from transform import proof
from transform.identities import Edition
from transform.readings import Row

LOST = ("absent", "missing")
FEW = 20  # ways to place too few figures in a row that stands in no other sum; of more, some fit it by chance


def misplaced(edition: Edition, statuses: np.ndarray, sheet: proof.Sheet, results: list[str | None]) -> set[int]:
    """Cells whose figures may be those of another row or column, whatever sums hold.

    Those on one side only of whose place a sum holds, the other being open for want of a whole row or column; and
    figures right beside a row that is not printed.
    """
    lost = np.isin(statuses, LOST) & (sheet.state != proof.OUT)
    if not lost.any() or not sheet.values.any():
        return set()
    gone = np.zeros(len(lost), dtype=bool)
    for line in edition.lines:
        taking_part = line[sheet.state[line] != proof.OUT]
        gone[taking_part] |= lost[taking_part].all()
    if not gone.any():
        return set()
    matrix = edition.matrix
    found = np.array([result or "" for result in results])
    wanting = proof.touched(matrix.T, (found == proof.OPEN) & proof.touched(matrix, gone))
    along = proof.touched(matrix.T, (found == proof.HOLDS) & edition.within_rows)
    both = along & held_across(edition, results)
    return {*np.flatnonzero(wanting & ~both).tolist(), *beside(edition, lost, sheet)}


def held_across(edition: Edition, results: list[str | None], met: np.ndarray | bool = False) -> np.ndarray:
    """Over which cells an identity holds that goes beyond the cell's own row, or is ``met`` whatever is chosen."""
    holds = np.array([result == proof.HOLDS for result in results], dtype=bool) | met
    return proof.touched(edition.matrix.T, holds & ~edition.within_rows)


def broken_across(edition: Edition, results: list[str | None]) -> np.ndarray:
    """Over which cells an identity fails that goes beyond the cell's own row."""
    fails = np.array([result == proof.FAILS for result in results], dtype=bool)
    return proof.touched(edition.matrix.T, fails & ~edition.within_rows)


def beside(edition: Edition, lost: np.ndarray, sheet: proof.Sheet) -> Iterable[int]:
    """Cells with figures in the printed rows right before and after rows that are not printed."""
    previous, gap, before = None, False, None
    for (table, _), cells in edition.rows.items():
        own = [cell for cell in cells if edition.counted[cell] and sheet.state[cell] != proof.OUT]
        if not own or table != before:
            previous, gap, before = None, False, table
        if own and lost[own].all():
            gap = True
        elif own:
            if gap:
                yield from (cell for cell in [*(previous or ()), *own] if sheet.values[cell])
            previous, gap = own, False


def moved(edition: Edition, sheet: proof.Sheet, results: list[str | None],
          marked: Collection[int] = ()) -> dict[int, list[int]]:
    """Cells of rows that may lack figures, those behind them so many places further on; each with those before it.

    Such rows print no total, nor is its cell one of those ``marked`` with a sign or word for none, and in most of them
    the last figure is no less than the sum of the rest, as a total is. Which figure is lost no sum can tell; where most
    rows of a table are so, a column is, from all of them. Where their columns balance with those of rows that print
    their totals, none is.
    """
    found: dict[int, list[int]] = {}
    for table in dict.fromkeys(table for table, _ in edition.rows):
        rows = np.array([cells for key, cells in edition.rows.items()
                         if key[0] == table and edition.counted[cells].all() and sheet.printed[cells].any()])
        if not rows.size:
            continue
        unprinted = ~sheet.printed[rows[:, -1]] & ~np.isin(rows[:, -1], list(marked))
        lacking = unprinted & (sheet.state[rows[:, :-1]] == proof.FIXED).all(axis=1)
        if balances(edition, sheet, results, rows[lacking, :-1], rows[~unprinted, :-1]):
            continue
        whole = 2 * lacking.sum() > len(rows)
        lacking &= sheet.values[rows].any(axis=1)
        further = behind_figures(sheet, rows)
        figures = sheet.values[rows[lacking]]
        totals = 2 * figures[np.arange(len(figures)), -1 - further[lacking]] >= figures.sum(axis=1)
        if 2 * totals.sum() > len(figures):
            flagged = np.flatnonzero(lacking | whole)
            found |= {cell: row[max(place - lost, 0):place]
                      for row, lost in zip(rows[flagged].tolist(), further[flagged].tolist(), strict=True)
                      for place, cell in enumerate(row)}
    return found


def balances(edition: Edition, sheet: proof.Sheet, results: list[str | None], lacking: np.ndarray,
             whole: np.ndarray) -> bool:
    """Whether all sums across rows hold over the cells of ``lacking`` rows before their totals, figures of ``whole``
    rows among them, whose own sums hold."""
    found = np.array([result or "" for result in results])
    across = ~edition.within_rows & proof.touched(edition.matrix, lacking.ravel())
    own = edition.within_rows & proof.touched(edition.matrix, whole.ravel())
    both = across & proof.touched(edition.matrix, whole[sheet.values[whole] > 0])
    return bool(both.any() and (found[across | own] == proof.HOLDS).all())


def behind_figures(sheet: proof.Sheet, rows: np.ndarray) -> np.ndarray:
    """How many cells follow the last figure of each row, which may be its total, but that a lone figure is taken for
    one only in the cell right before that of the total."""
    blank = np.argmax(sheet.printed[rows][:, ::-1], axis=1)
    return np.where(np.count_nonzero(sheet.values[rows], axis=1) > 1, np.maximum(blank, 1), 1)


def weak(edition: Edition, rows: Sequence[Row]) -> set[int]:
    """Cells for which the sum of their own row is no proof, as it chose among several ways to read the row.

    Of digits run together one cut in forty adds up by chance where a digit is lost or the author erred, and the true
    one then does not. Two cuts of a row differ in two cells at least, so that no one error in another sum makes up
    for a false choice: such a cell is proven where a sum across its row holds as well.

    A row that stands in no other sum is taken at its own, however many cuts there are: moving figures from one number
    to the next changes the sum by nines, so that a false cut hardly makes up for any error but a blank cell, which
    leaves the nines alone. So it is not where a cut with a cell blank adds up too, nor where the document shows that
    blanks were dropped or figures lost: by a row no cut of which fits, or in its table by one without its total.
    """
    tables = {edition.cells[row.cells[0]].table for row in rows if lacks_total(row)}
    faulty = any(row.cut and not row.fits for row in rows)
    return {
        cell for row in rows for cell in row.cells
        if (row.cut and (faulty or edition.cells[cell].table in tables or (row.ways > 1 and edition.across[cell])))
        or (not edition.across[cell] and not (row.lone if row.cut else row.ways <= FEW))
    }


def lacks_total(row: Row) -> bool:
    """Whether a row printed cell by cell has figures, but none in its last column."""
    kinds = [reading.kind for reading in row.options[0].values()] if len(row.options) == 1 else []
    return "number" in kinds and kinds[-1] != "number"


def misfits(edition: Edition, row: Row) -> bool:
    """Whether a row whose blank cells only the rows around tell prints figures and their total, and no way to read it
    adds up: a figure may be lost, or two of them run together, so that the others have moved."""
    kinds = [[reading.kind for reading in option.values()] for option in row.options]
    return row.inferred and not adds_up(edition, row) and all(
        {*own} <= {"number", "blank"} and own[-1] == "number" and "number" in own[:-1] for own in kinds)


def lone_total(edition: Edition, row: Row) -> int | None:
    """The cell of a total that a row prints alone, where only the rows around tell that it is one and the cells it is
    the total of are blank: where the sum of its column fails, it may stand in another one."""
    option = row.options[0] if row.inferred and len(row.options) == 1 else {}
    numbers = [cell for cell, reading in option.items() if reading.kind == "number"]
    return row.cells[-1] if numbers == [row.cells[-1]] and not adds_up(edition, row) else None


def adds_up(edition: Edition, row: Row) -> bool:
    """Whether some way to read the row satisfies its own identities, as far as it has any."""
    own = edition.matrix[:, row.cells]
    within = np.count_nonzero(own, axis=1) == edition.sizes
    return any(
        all(reading.kind in ("number", "blank") for reading in option.values())
        and not (own[within] @ [reading.value or 0 if edition.counted[cell] else 0
                                for cell, reading in option.items()]).any()
        for option in row.options
    )
