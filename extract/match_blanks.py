"""Which cells of a row that prints fewer figures than there are columns are those columns, blank ones among them."""

from collections.abc import Sequence

from extract.cells import is_empty
from extract.grid import Cell
from extract.match_columns import Columns
from extract.match_lines import Lines, figure_positions, shape
from extract.row import Row


def blank_window(row: Row, columns: Columns, width: int) -> tuple[str, list[Cell]] | None:
    """The cells of all columns, blanks included, where it is certain which they are: fit ``exact`` where the layout of
    the table says so, ``inferred`` where the row's neighbours do."""
    certain = drawn_window(row, columns) if row.drawn else even_window(row, columns, width)
    if certain is not None:
        return "exact", certain
    window = whole_window(row, columns, width) if row.drawn else text_window(row, columns, width)
    told = not row.figures or columns.lines.regular and row.positions is None
    return None if window is None else ("exact" if told else "inferred", window)


def drawn_window(row: Row, columns: Columns) -> list[Cell] | None:
    """Those of a drawn row in the columns of the table."""
    in_columns = columns.positions and set(figure_positions(row)) <= set(columns.positions) <= set(row.positions)
    return at_positions(row, columns.positions) if in_columns and not row.torn else None


def whole_window(row: Row, columns: Columns, width: int) -> list[Cell] | None:
    """Those of a drawn row with as many cells as columns."""
    beside = row.positions and row.positions[0] <= columns.labelled  # below the labels of other rows
    return list(row.values) if len(row.values) == width and is_whole(row, columns) and not beside else None


def even_window(row: Row, columns: Columns, width: int) -> list[Cell] | None:
    """Those of a row of text each of whose lines has all columns."""
    lines = columns.lines
    if lines.even and row.positions and row.figures and set(figure_positions(row)) <= set(columns.positions):
        return at_positions(row, columns.positions)
    return list(row.values) if lines.ragged and row.positions and row.labels and len(row.values) == width else None


def text_window(row: Row, columns: Columns, width: int) -> list[Cell] | None:
    """Those of a row of text, whose cells only its neighbours tell from what its line is filled up with."""
    lines = columns.lines
    if may_have_slipped(row, lines, width):
        return None
    if lines.lined and row.figures and is_whole(row, columns):
        window = at_positions(row, columns.positions)
        if not (lines.filled and is_empty(window[-1].text)):
            return window
    whole = len(row.values) == width and is_whole(row, columns)
    if whole and (row.counted or certain(row, lines)):
        return list(row.values)
    start = lines.starts.get(shape(row))
    if start is None and lines.filled and {0}.issuperset(lines.starts.values()) and ends_at_total(row, width):
        return row.values[:width] if is_whole(row, columns) else None
    if start is None and not row.figures and len(row.values) > width:
        return row.values[:width]
    if start is None or len(row.values) == width:
        return None
    window = row.values[start : start + width]
    all_in = sum(not is_empty(cell.text) for cell in window) == len(row.figures)
    left_out = lines.filled and is_empty(window[-1].text) or is_empty(window[0].text) and ends_early(row, lines)
    return window if all_in and not left_out else None


def may_have_slipped(row: Row, lines: Lines, width: int) -> bool:
    """Whether a blank cell of a row with figures may have been left out, so that the cells behind it have slipped:
    rows leave blanks out, or its last cell is blank though lines are filled up or other rows print their total."""
    if not row.figures:
        return False
    ends_blank = is_empty(row.values[-1].text)
    if lines.dropped and (row.positions is None or ends_blank):
        return True
    of_lines = row.counted and row.positions is None  # each of its cells a line: a lost one leaves none behind
    return ends_blank and not of_lines and (lines.packed or lines.filled and len(row.values) == width)


def is_whole(row: Row, columns: Columns) -> bool:
    """Whether as many cells as columns are the columns. Where one of these may not be printed, or where the row does
    not reach over the columns of its neighbours or ends before other lines do, an empty cell at either end may be one
    behind the label or behind the table, and the row may lack another."""
    moved = bool(row.positions and columns.positions) and not set(columns.positions) <= set(row.positions)
    doubtful = row.figures and (columns.lacking or moved or ends_early(row, columns.lines))
    return not doubtful or not (is_empty(row.values[0].text) or is_empty(row.values[-1].text))


def ends_early(row: Row, lines: Lines) -> bool:
    """Whether a row of text ends before other lines do."""
    length, label = shape(row)
    return any(label + length < sum(other) for other in lines.lengths.items())


def ends_at_total(row: Row, width: int) -> bool:
    """Whether the last thing a row prints is in the place of its total, counted from its first value."""
    printed = [index for index, cell in enumerate(row.values) if not is_empty(cell.text)]
    return bool(printed) and printed[-1] == width - 1


def certain(row: Row, lines: Lines) -> bool:
    """Whether the cells of a row cut out of lines are just its columns: bars at a row's edge look like blanks."""
    if lines.starts:
        return shape(row) in lines.starts
    return not row.figures or not (is_empty(row.values[0].text) or is_empty(row.values[-1].text))


def at_positions(row: Row, positions: Sequence[int]) -> list[Cell]:
    cells = {cell.column: cell for cell in row.values}
    return [cells.get(position, Cell("", row.place)) for position in positions]
