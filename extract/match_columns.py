"""Where the columns of a table stand in a grid or a run of lines: learnt from its headings and its full rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from extract import fold
from extract.grid import Cell
from extract.match_headings import columns_named, headings, is_left_of_others, other_order, stated_order
from extract.match_lines import LEAST_EVEN, Lines, figure_positions, fit_in, is_even, set_out
from extract.match_order import Header, Order, header_positions
from extract.row import Row


@dataclass(frozen=True)
class Columns:
    """Where a table's columns stand in one grid or run of lines.

    ``order`` their order from left to right · ``positions`` their grid columns, where known · ``lines`` how lines of
    text set out their cells ·
    ``lacking`` the headings, which a drawn table may be without, do not name all columns, and no row prints all, or
    several rows of text print one figure too few and no blank: a column may not be printed, at least in a part ·
    ``further`` grid columns right of the form's that have a heading of their own, as a share or a remark has ·
    ``labelled`` the last column of a drawn table in which the label of a row with figures stands; -1 where none does.
    """

    order: Order
    positions: tuple[int, ...] | None = None
    lines: Lines = field(default_factory=Lines)
    lacking: bool = False
    further: frozenset[int] = frozenset()
    labelled: int = -1

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.order.keys)


def learn(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str], groups: dict[str, str] | None = None
          ) -> Columns:
    """Column places from the header and from the rows that print every figure; ``groups`` folded headings that stand
    over all columns from one to the last but one → that one."""
    width, groups = len(keys), groups or {}
    drawn = all(row.drawn for row in rows)
    further = frozenset(headed_further(rows, keys, labels) if drawn else ())
    rows = [without_cells(row, further) for row in rows]
    full = [row for row in rows if len(row.figures) == width]
    positions = usual_positions(full)
    over = are_over(rows, positions)
    header = header_positions(rows, keys, labels, positions) if over else Header()
    if header.places and all(row.positions is None for row in full):
        positions = tuple(sorted(header.places.values()))
    found = list(headings(rows, labels, groups))
    named = columns_named(found, keys, labels)
    stated = header.order or (() if drawn else stated_order(rows, keys, labels, groups))
    other = None if over and drawn or stated else other_order(found, keys, labels, groups)
    above = other is not None and not is_left_of_others(other[0], found, labels, groups)
    return Columns(
        order=Order(stated or tuple(keys), tuple(named), other, above,
                    doubtful=header.astray or (other is not None and other[0] == keys[-1]), unknown=header.unknown),
        positions=positions,
        lines=Lines() if drawn else set_out(rows, full, positions, width),
        lacking=lacks_column(rows, width, named),
        further=further,
        labelled=last_labelled(rows),
    )


def are_over(rows: Sequence[Row], positions: Sequence[int] | None) -> bool:
    """Whether headings stand in the columns that they name: those of a drawn table whose rows fit together down to the
    first figures do, and those of lines that are even, with their figures in ``positions`` where these are known."""
    if all(row.drawn for row in rows):
        return not any(row.torn for row in takewhile(lambda row: not row.figures, rows))
    return is_even(rows) and (positions is None or fit_in(rows, positions))


def lacks_column(rows: Sequence[Row], width: int, named: Sequence[str]) -> bool:
    """Whether a column may not be printed; ``named`` those that headings name (see ``Columns``)."""
    drawn = all(row.drawn for row in rows)
    shown = len(named) == width or any(len(row.figures) == width for row in rows) or drawn and not named
    one_less = sum(len(row.values) == len(row.figures) == width - 1 for row in rows)
    return not shown or not drawn and one_less >= LEAST_EVEN


def last_labelled(rows: Sequence[Row]) -> int:
    """The last column of a drawn table in which the label of a row with figures stands; -1 where none does."""
    return max((row.labels[-1].column for row in rows if row.drawn and row.figures and row.labels), default=-1)


def usual_positions(full: Sequence[Row]) -> tuple[int, ...] | None:
    """The grid columns of the figures in most of the rows that print all of them; None where most have no such."""
    seen = Counter(figure_positions(row) for row in full if row.positions is not None)
    common, count = seen.most_common(1)[0] if seen else ((), 0)
    return common if count * 2 > sum(seen.values()) else None


def headed_further(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str]) -> Iterator[int]:
    """The grid columns right of the form's over which a header that names all of these, or its last one behind all
    others, has words of its own."""
    heads = [cell for row in takewhile(lambda row: not row.figures, rows) for cell in row.labels]
    named: dict[str, int] = {}
    for cell in heads:
        key = labels.get(fold.skeleton(cell.text))
        if key in keys:
            named.setdefault(key, cell.column)
    last = max(named.values(), default=0)
    if len(named) == len(keys) or named.get(keys[-1]) == last:
        yield from (cell.column for cell in heads if cell.column > last)


def without_cells(row: Row, columns: frozenset[int]) -> Row:
    """The row without its values in these grid columns."""
    if not row.positions or columns.isdisjoint(row.positions):
        return row
    return replace(row, values=[cell for cell in row.values if cell.column not in columns])


def has_slipped(row: Row, positions: Sequence[int], is_row: Callable[[Cell], bool]) -> bool:
    """Whether the label of a row of the form stands in a column of figures: the row lacks a cell, or has one more."""
    return any(cell.column >= positions[0] and is_row(cell) for cell in row.labels)


def is_ragged(row: Row, positions: Sequence[int]) -> bool:
    """Whether a row of text has as many cells behind its label as there are columns, but in other cells of its line:
    words before them that bear a number are a label, not one of them."""
    return len(row.values) == len(positions) and row.positions != list(positions) \
        and fold.number(row.labels[-1].text) != ""


def settled(row: Row, positions: Sequence[int] | None, is_row: Callable[[Cell], bool] = lambda cell: False) -> Row:
    """The row with words that stand in a column of figures taken for values, not for its label."""
    if not positions or not row.positions or not row.labels or not row.figures:
        return row
    if not row.drawn and figure_positions(row)[-1] != positions[-1]:
        return row  # its cells may have slipped
    if not row.drawn and (has_slipped(row, positions, is_row) or is_ragged(row, positions)):
        return row
    border = sum(cell.column < min(positions) for cell in row.labels)
    if border in (0, len(row.labels)):
        return row
    return replace(row, labels=row.labels[:border], values=[*row.labels[border:], *row.values])
