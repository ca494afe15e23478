"""Where the columns of a table stand in a grid or a run of lines: learnt from its headings and its full rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, takewhile

from extract import fold
from extract.cells import is_empty
from extract.grid import Cell
from extract.match_headings import columns_named, headings, other_order
from extract.match_lines import (
    LEAST_EVEN,
    figure_positions,
    fit_in,
    is_even,
    is_packed,
    is_ragged,
    keeps_blanks,
    shape,
    usual_lengths,
)
from extract.row import Row


@dataclass(frozen=True)
class Columns:
    """Where a table's columns stand in one grid or run of lines.

    ``order`` the column keys from left to right as the header prints them · ``positions`` their grid columns,
    where known · ``starts`` shape of a full row (see ``shape``) → index of its first figure · ``filled`` most rows
    print something in the last column · ``other`` another order in which the headings of text name them, where the
    figures may stand in it or in the form's · ``unknown`` those of a drawn table name some columns in another order
    than the form's, and not all · ``doubtful`` the headings say that the order is another, yet not which: some are
    lost, or those of a text name the last column before all others, which is as often a slip of the text ·
    ``dropped`` rows of text leave blank cells out, so that those which print some may still leave out others ·
    ``lacking`` the headings, which a drawn table may be without, do not name all columns, and no row prints all, or
    several rows of text print one figure too few and no blank: a column may not be printed, at least in a part ·
    ``further`` grid columns right of the form's that have a heading of their own, as a share or a remark has ·
    ``even`` each line of cells has all the table's columns, the blank ones too, and nothing stands out of its column ·
    ``headed`` the headings name some column: where none does, nothing printed says that the order is the form's ·
    ``lengths`` cell of its line in which a row's label stands → how many cells such rows print behind it (see
    ``usual_lengths``) ·
    ``lined`` as even, but rows may leave blank cells out and make up for them at the end of the line ·
    ``packed`` lines of text are filled up with empty cells, and none prints a figure behind a blank cell: such cells
    may be left out and made up for at the end of the line · ``ragged`` each line of cells has just the table's columns
    behind its label (see ``is_ragged``) ·
    ``labelled`` the last column of a drawn table in which the label of a row with figures stands; -1 where none does.
    """

    order: tuple[str, ...]
    positions: tuple[int, ...] | None
    starts: dict[tuple[int, int], int]
    filled: bool = False
    other: tuple[str, ...] | None = None
    doubtful: bool = False
    dropped: bool = False
    lacking: bool = False
    further: frozenset[int] = frozenset()
    even: bool = False
    headed: bool = True
    lengths: Mapping[int, int] = field(default_factory=dict)
    unknown: bool = False
    lined: bool = False
    packed: bool = False
    ragged: bool = False
    labelled: int = -1


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
    even = not drawn and is_even(rows)
    lined = even and fit_in(rows, positions)
    torn = any(row.torn for row in takewhile(lambda row: not row.figures, rows))
    headed_at = drawn and not torn or lined or (even and positions is None)
    header, astray, unknown = header_positions(rows, keys, labels, positions) if headed_at else ({}, False, False)
    if header and all(row.positions is None for row in full):
        positions = tuple(sorted(header.values()))
        lined = even and fit_in(rows, positions)
    found = list(headings(rows, labels, groups))
    headed = columns_named(found, keys, labels)
    unshown = not full and (bool(headed) or not drawn) and len(headed) < width
    one_less = sum(len(row.values) == len(row.figures) == width - 1 for row in rows)
    other = None if headed_at and drawn or header else other_order(found, keys, labels, groups)
    labelled = (row.label_positions[-1] for row in rows if row.drawn and row.figures and row.label_positions)
    return Columns(
        order=tuple(sorted(header, key=header.get)) if header else tuple(keys),
        positions=positions,
        starts=first_figures(full),
        filled=is_filled(rows, width),
        other=other,
        doubtful=astray or (other is not None and other[0] == keys[-1]),
        dropped=any(row.labels and row.figures and row.positions is None and len(row.values) < width for row in rows),
        lacking=unshown or (not drawn and one_less >= LEAST_EVEN),
        further=further,
        even=lined and keeps_blanks(rows, positions),
        headed=bool(headed),
        lengths=usual_lengths(rows, full),
        unknown=unknown,
        lined=lined,
        packed=not drawn and not lined and is_packed(rows, width),
        ragged=not drawn and is_ragged(rows, width),
        labelled=max(labelled, default=-1),
    )


def usual_positions(full: Sequence[Row]) -> tuple[int, ...] | None:
    """The grid columns of the figures in most of the rows that print all of them; None where most have no such."""
    seen = Counter(figure_positions(row) for row in full if row.positions is not None)
    common, count = seen.most_common(1)[0] if seen else ((), 0)
    return common if count * 2 > sum(seen.values()) else None


def first_figures(full: Sequence[Row]) -> dict[tuple[int, int], int]:
    """Shape of a row of text that prints all figures side by side → index of the first of them, where all such rows
    agree."""
    starts: dict[tuple[int, int], set[int]] = {}
    for row in full:
        printed = [index for index, cell in enumerate(row.values) if not is_empty(cell.text)]
        if not row.drawn and printed[-1] - printed[0] == len(printed) - 1:
            starts.setdefault(shape(row), set()).add(printed[0])
    return {size: min(found) for size, found in starts.items() if len(found) == 1}


def is_filled(rows: Sequence[Row], width: int) -> bool:
    """Whether most rows with figures print something in the last column."""
    ends = [is_empty(row.values[width - 1].text) for row in rows if row.figures and len(row.values) >= width]
    return ends.count(False) > ends.count(True)


def headed_further(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str]) -> Iterator[int]:
    """The grid columns right of the form's over which a header that names all of these, or its last one behind all
    others, has words of its own."""
    heads = [(cell, position) for row in takewhile(lambda row: not row.figures, rows)
             for cell, position in zip(row.labels, row.label_positions or (), strict=False)]
    named: dict[str, int] = {}
    for cell, position in heads:
        key = labels.get(fold.skeleton(cell.text))
        if key in keys:
            named.setdefault(key, position)
    last = max(named.values(), default=0)
    if len(named) == len(keys) or named.get(keys[-1]) == last:
        yield from (position for _, position in heads if position > last)


def without_cells(row: Row, columns: frozenset[int]) -> Row:
    """The row without its values in these grid columns."""
    if not row.positions or columns.isdisjoint(row.positions):
        return row
    kept = [position not in columns for position in row.positions]
    return replace(row, values=list(compress(row.values, kept)), positions=list(compress(row.positions, kept)))


def header_positions(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str],
                     positions: Sequence[int] | None) -> tuple[dict[str, int], bool, bool]:
    """Column key → grid column, where the header names every column once, or all but one; else nothing.

    And whether what it names does not fit the form's order over the ``positions`` of the figures, and whether it is
    another order.
    """
    found: dict[str, int] = {}
    for row in rows:
        if row.figures:
            break
        for cell, position in zip(row.labels, row.label_positions or (), strict=False):
            key = labels.get(fold.skeleton(cell.text))
            if key in keys and key not in found and position >= 0:
                found[key] = position
    if positions and not all(row.drawn for row in rows) and any(place < positions[0] for place in found.values()):
        return {}, False, False  # a heading over the labels: its line leaves out the cells that merged ones cover
    lost, free = set(keys) - found.keys(), set(positions or ()) - set(found.values())
    in_order = sorted(found, key=found.get) == [key for key in keys if key in found]
    if len(lost) == len(free) == 1:
        found |= zip(lost, free, strict=True)
        if in_order and sorted(found, key=found.get) != [*keys]:
            return {}, True, False  # the headings behind the lost one have moved up into its place
    if len(found) == len(keys) == len(set(found.values())):
        if positions and sorted(found, key=found.get) != [*keys] and set(found.values()) != set(positions):
            return {}, True, False  # another order, but of headings that do not stand over the figures
        return found, False, False
    return {}, any(position in (positions or ()) and keys[positions.index(position)] != key
                   for key, position in found.items()), not in_order


def has_slipped(row: Row, positions: Sequence[int], is_row: Callable[[Cell], bool]) -> bool:
    """Whether the label of a row of the form stands in a column of figures: the row lacks a cell, or has one more."""
    return any(position >= positions[0] and is_row(cell)
               for cell, position in zip(row.labels, row.label_positions, strict=True))


def settled(row: Row, positions: Sequence[int] | None, is_row: Callable[[Cell], bool] = lambda cell: False) -> Row:
    """The row with words that stand in a column of figures taken for values, not for its label."""
    if not positions or not row.positions or not row.label_positions or not row.figures:
        return row
    if not row.drawn and figure_positions(row)[-1] != positions[-1]:
        return row  # its cells may have slipped
    if not row.drawn and has_slipped(row, positions, is_row):
        return row
    border = sum(position < min(positions) for position in row.label_positions)
    if border in (0, len(row.labels)):
        return row
    cells = [*zip(row.label_positions[border:], row.labels[border:], strict=True),
             *zip(row.positions, row.values, strict=True)]
    return replace(row, labels=row.labels[:border], label_positions=row.label_positions[:border],
                   positions=[position for position, _ in cells], values=[cell for _, cell in cells])
