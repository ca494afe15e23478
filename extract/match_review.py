"""The review-and-litigation table: fifteen figures that stand under headings two and three deep.

Its headings are cut and reordered by most converters, so the figures are read by count and order, and by grid
column where the grid shows all fifteen; by their headings only where a drawn table names every column once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract import match_labels, match_review_heads
from extract.cells import is_empty
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_columns import Columns, learn
from extract.match_figures import are_noughts, blanks_dropped, emptied, is_of_two_lines
from extract.match_lines import Lines
from extract.match_order import Order
from extract.match_place import place, without_lone_figures
from extract.match_result import PLACED, Match, RowReading
from extract.match_review_heads import Address
from extract.match_review_spans import GROUP, figure_count, is_blank_channel, is_of_lines
from extract.row import Row


def read(match: Match, printed: Sequence[Row], first: int, last: int, forms: Forms) -> set[int]:
    """Add the readings of one such table; the indices of the rows that gave one."""
    table, edition = forms.tables["review_litigation"], forms.editions[-1]
    wanted = len(match_review_heads.addresses(table, edition))
    stretch = printed[first:last]
    with_figures = [index for index, row in enumerate(stretch) if row.figures]
    if not with_figures:
        with_figures = [index for index, row in enumerate(stretch) if len(row.values) >= wanted][-1:]
    if found := in_channels(stretch, table, edition) or in_parts(stretch, table, edition):
        match.readings += found
        return set(range(first, last))
    row = whole_row([stretch[index] for index in with_figures], wanted) if with_figures else emptied(stretch[-1])
    positions = grid_positions(stretch, with_figures, wanted)
    named = match_review_heads.headed(stretch, positions, table, edition) if positions else None
    dropped = row.glued and blanks_dropped(printed, forms.tables["applications"])
    other = named is None and match_review_heads.other_order(stretch, forms, edition)
    cut = cut_below(printed, last) or is_cut(row, wanted)
    if dropped or other or cut or is_moved(stretch, row, wanted):
        row = emptied(row)
    cells = named or match_review_heads.addresses(table, edition)
    columns = Columns(Order(tuple(map("|".join, cells))), positions, Lines(packed=match.packed))
    match.readings += in_one_row(row, cells, columns, table)
    return set(range(first, last))


def in_channels(stretch: Sequence[Row], table: TableForm, edition: str) -> list[RowReading]:
    """The readings where each row is labelled with a channel of its own, all of them; else nothing."""
    labelled = {
        index: found[0]
        for index, row in enumerate(stretch)
        if (row.figures or is_blank_channel(row, table))
        and (found := match_labels.named(row, table))
        and len(row.figures) <= table.width
    }
    if not len(labelled) == len(table.rows) == len(set(labelled.values())):
        return []
    keys = tuple(table.columns_of(table.rows[0], edition))
    heads = learn(stretch, keys, table.column_labels)
    readings = []
    for index, key in labelled.items():
        row = emptied(stretch[index]) if heads.order.doubtful or heads.order.unknown else stretch[index]
        columns = heads if row.drawn else Columns(Order(keys))
        readings += [RowReading(table.name, key, columns.order.keys, found, fit) for fit, found in place(row, columns)]
    return readings


def in_parts(stretch: Sequence[Row], table: TableForm, edition: str) -> list[RowReading]:
    """The readings of a table drawn in several parts, each under headings of its own; else nothing."""
    if sum(bool(row.values) and not row.labels for row in stretch) < 2:
        return []
    cells = match_review_heads.headed_parts(stretch, table, edition)
    return [RowReading(table.name, key, keys, tuple((cells[key, column].text, cells[key, column].place)
                                                    for column in keys), "exact")
            for key in table.rows if cells and (keys := tuple(table.columns_of(key, edition)))]


def in_one_row(row: Row, cells: Sequence[Address], columns: Columns, table: TableForm) -> Iterator[RowReading]:
    """The readings of a row that prints all ``cells``, those of each channel apart where it is known which is which."""
    if is_of_lines(row, len(cells)):
        row = replace(row, counted=True)
    for fit, found in place(row, columns):
        if fit not in PLACED:
            yield RowReading(table.name, None, (), found, fit)
            continue
        for row_key in table.rows:
            own = [index for index, cell in enumerate(cells) if cell[0] == row_key]
            results = tuple(cells[index][1] for index in own)
            yield RowReading(table.name, row_key, results, tuple(found[index] for index in own), fit)


def is_moved(stretch: Sequence[Row], row: Row, width: int) -> bool:
    """Whether a drawn row has as many cells as the table, but a blank one at an end without a heading over it where the
    others have one: it is none of the table's, and another of them is lost, as where a page ends within the table."""
    if row.positions is None or not row.drawn or len(row.values) != width:
        return False
    headed = {cell.column for other in stretch if not other.figures for cell in other.labels}
    ends = [cell.column for cell in (row.values[0], row.values[-1]) if is_empty(cell.text)]
    return len(headed) >= GROUP and not headed.issuperset(ends)


def cut_below(printed: Sequence[Row], last: int) -> bool:
    """Whether further figures stand right below: the ends of figures cut in narrow columns."""
    if last >= len(printed) or printed[last - 1].drawn:
        return False
    below = printed[last]
    return below.grid == printed[last - 1].grid and len(below.figures) > 0 and not below.labels


def is_cut(row: Row, width: int) -> bool:
    """Whether the figures of a row stand on lines that do not hold whole groups of them: some are ends of others."""
    rest = without_lone_figures(row)
    lines = Counter(cell.place for cell in rest.figures)
    return row.spaced and len(rest.figures) >= width and is_of_two_lines(rest) and not are_noughts(rest.figures) \
        and any(count % GROUP for count in lines.values())


def whole_row(stretch: Sequence[Row], width: int) -> Row:
    """The rows of figures as one: a row that holds all fifteen stands for itself, else they follow one another.

    Rows of one grid are one row drawn on several lines, and fill each other's columns; lines follow in order only
    where each holds whole groups of figures.
    """
    for row in stretch:
        if figure_count(row, width) >= width:
            return row
    if len(stretch) == 1:
        return stretch[0]
    first = stretch[0]
    if all(row.drawn and row.grid == first.grid for row in stretch):
        merged: dict[int, Cell] = {}
        for row in stretch:
            for cell in row.values:
                if not is_empty(cell.text) and not is_empty(merged.get(cell.column, Cell("", "")).text):
                    return emptied(first)
                if cell.column not in merged or not is_empty(cell.text):
                    merged[cell.column] = cell
        return replace(first, values=[merged[column] for column in sorted(merged)])
    if any(len(row.figures) % GROUP for row in stretch):
        return emptied(first)
    further = [cell.adrift() for row in stretch[1:] for cell in row.values]
    return replace(first, values=[*first.values, *further], counted=False)


def grid_positions(stretch: Sequence[Row], with_figures: Sequence[int], width: int) -> tuple[int, ...] | None:
    """The grid columns of the fifteen figures, where the lowest heading row prints all of them."""
    if not with_figures or not all(stretch[index].drawn for index in with_figures):
        return None
    row = stretch[with_figures[0]]
    if len(row.values) == width:
        return tuple(row.positions)
    for header in reversed(stretch[: with_figures[0]]):
        places = tuple(header.label_positions)
        if len(places) == width and header.grid == row.grid:
            return places
    return None
