"""What the lines of cells of a text say of its columns: whether each has them all, or empty cells may be left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.cells import is_empty
from extract.row import Row

LEAST_EVEN = 4  # lines of cells that show how many columns a table has


@dataclass(frozen=True)
class Lines:
    """How the lines of a text set out the cells of a table.

    ``starts`` shape of a full row (see ``shape``) → index of its first figure · ``filled`` most rows print something
    in the last column ·
    ``lengths`` cell of its line in which a row's label stands → how many cells such rows print behind it (see
    ``usual_lengths``) ·
    ``dropped`` rows leave blank cells out, so that those which print some may still leave out others ·
    ``lined`` all lines have as many cells, and nothing stands out of its column, but rows may leave blank cells out and
    make up for them at the end of the line · ``even`` as lined, and each line has the blank cells too ·
    ``packed`` lines are filled up with empty cells, and none prints a figure behind a blank cell: such cells may be
    left out and made up for at the end of the line · ``ragged`` each line of cells has just the table's columns behind
    its label (see ``is_ragged``) · ``regular`` each row of cells on lines of their own has just the table's columns
    behind its label.
    """

    starts: Mapping[tuple[int, int], int] = field(default_factory=dict)
    filled: bool = False
    lengths: Mapping[int, int] = field(default_factory=dict)
    dropped: bool = False
    lined: bool = False
    even: bool = False
    packed: bool = False
    ragged: bool = False
    regular: bool = False


def set_out(rows: Sequence[Row], full: Sequence[Row], positions: Sequence[int] | None, width: int) -> Lines:
    """How the rows of a text set out ``width`` columns, which stand at ``positions`` where these are known; ``full``
    those rows that print all of them."""
    lined = is_even(rows) and fit_in(rows, positions)
    return Lines(
        starts=first_figures(full),
        filled=is_filled(rows, width),
        lengths=usual_lengths(rows, full),
        dropped=any(row.labels and row.figures and row.positions is None and len(row.values) < width for row in rows),
        lined=lined,
        even=lined and keeps_blanks(rows, positions),
        packed=not lined and is_packed(rows, width),
        ragged=is_ragged(rows, width),
        regular=is_regular(rows, width),
    )


def first_figures(full: Sequence[Row]) -> dict[tuple[int, int], int]:
    """Shape of a row of text that prints all figures side by side → index of the first of them, where all such rows
    agree."""
    starts: dict[tuple[int, int], set[int]] = {}
    for row in full:
        printed = [index for index, cell in enumerate(row.values) if not is_empty(cell.text)]
        if printed[-1] - printed[0] == len(printed) - 1:
            starts.setdefault(shape(row), set()).add(printed[0])
    return {size: min(found) for size, found in starts.items() if len(found) == 1}


def is_filled(rows: Sequence[Row], width: int) -> bool:
    """Whether most rows with figures print something in the last column."""
    ends = [is_empty(row.values[width - 1].text) for row in rows if row.figures and len(row.values) >= width]
    return ends.count(False) > ends.count(True)


def usual_lengths(rows: Sequence[Row], full: Sequence[Row]) -> dict[int, int]:
    """Cell of its line in which a row's label stands → the number of cells behind such labels: the largest in full
    rows, or else the commonest, the larger of two as common."""
    found: dict[int, Counter[int]] = {}
    for length, position in (shape(row) for row in rows if row.positions):
        found.setdefault(position, Counter())[length] += 1
    usual = {position: max(counts, key=lambda length: (counts[length], length)) for position, counts in found.items()}
    in_full = sorted(shape(row) for row in full if row.positions)
    return usual | {position: length for length, position in in_full}


def is_even(rows: Sequence[Row]) -> bool:
    """Whether lines of cells, such as Markdown's, all have as many: a table whose merged cells are set out in full."""
    ends = [row.positions[-1] if row.positions else None for row in rows if row.figures]
    return len(ends) >= LEAST_EVEN and ends[0] is not None and set(ends) == {ends[0]}


def fit_in(rows: Sequence[Row], positions: Sequence[int] | None) -> bool:
    """Whether in lines of cells every figure stands in a column of figures, every label left of them all, and labels
    in each of the columns left of them, so that no blank cell before a figure is left out anywhere, or all of them
    right before the figures, as where the label of a merged cell is printed in each cell that it covers."""
    if not positions:
        return False
    labelled = {row.labels[-1].column for row in rows if row.figures and row.labels}
    borders = ({positions[0] - 1}, set(range(positions[0])))
    return positions[0] > 0 and labelled in borders and all(
        set(figure_positions(row)) <= set(positions) for row in rows if row.figures)


def keeps_blanks(rows: Sequence[Row], positions: Sequence[int]) -> bool:
    """Whether a row that prints its last column has a blank cell among its figures: blanks are not left out and made
    up for at the end of a line."""
    ends = [figure_positions(row) for row in rows if row.figures]
    return any(found[-1] == positions[-1] and len(found) < len(positions) for found in ends)


def is_ragged(rows: Sequence[Row], width: int) -> bool:
    """Whether every line of cells has just as many behind its label as the table has columns, though labels stand in
    different cells of their lines: so nothing fills up a line, and nothing is left out."""
    found = [shape(row) for row in rows if row.figures and row.labels and row.positions]
    return len(found) >= LEAST_EVEN and {length for length, _ in found} == {width} \
        and len({label for _, label in found}) > 1


def is_regular(rows: Sequence[Row], width: int) -> bool:
    """Whether every row of cells on lines of their own has just as many as the table has columns, so that none of them
    is left out and nothing fills up a row."""
    lengths = [len(row.values) for row in rows if row.figures and row.labels and row.counted and row.positions is None]
    return len(lengths) >= LEAST_EVEN and set(lengths) == {width}


def is_packed(rows: Sequence[Row], width: int) -> bool:
    """Whether lines of text have more cells than the table has columns, and no row prints a figure right of a blank
    cell that stands right of the first figure of another row with its label in the same cell."""
    found = [(shape(row)[1], [not is_empty(cell.text) for cell in row.values]) for row in rows
             if row.figures and row.labels]
    first: dict[int, int] = {}
    for label, printed in found:
        first[label] = min(printed.index(True), first.get(label, len(printed)))
    blanks = any(False in printed[first[label] : last_of(printed)] for label, printed in found)
    return not blanks and any(len(printed) > width for _, printed in found)


def last_of(printed: Sequence[bool]) -> int:
    """The place of the last that holds."""
    return len(printed) - 1 - printed[::-1].index(True)


def shape(row: Row) -> tuple[int, int]:
    """How many cells follow a row's label, and in which cell of its line the label stands; -1 where that is unknown."""
    return len(row.values), row.labels[-1].column if row.labels else -1


def figure_positions(row: Row) -> tuple[int, ...]:
    return tuple(cell.column for cell in row.figures)
