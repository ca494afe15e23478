"""The readings of the rows of the applications table.

Labels decide which row of the form a printed row is; figures are counted from the right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract import match_labels, match_unread
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_applications_spans import is_header
from extract.match_columns import Columns, learn, settled
from extract.match_figures import (
    are_noughts,
    blanks_dropped,
    claimed_twice,
    emptied,
    is_blank_beside_figures,
    is_only,
    join_below,
    loose_figures,
    unplaced,
    with_ends_joined,
    with_halves_joined,
    with_values,
)
from extract.match_labels import LIKELY, SHORT
from extract.match_lost import beside_vacancy, evened, fill_by_position, vacancies
from extract.match_place import completed, place
from extract.match_result import PLACED, Match, RowReading
from extract.match_unread import parted
from extract.row import Row


@dataclass(frozen=True)
class Stretch:
    """The printed rows of one applications table.

    ``rows`` each with its own figures · ``chosen`` the row of the form that each is, if it is one · ``columns`` where
    the columns stand in each grid or run of lines, by its number · ``dropped`` digits run together, and blank cells
    among them are left out.
    """

    forms: Forms
    rows: Sequence[Row]
    chosen: Sequence[str | None]
    columns: dict[int, Columns]
    dropped: bool

    @property
    def header(self) -> Columns | None:
        """The columns of the first grid whose headings name them in another order than the form's."""
        keys = columns_of(self.forms)
        return next((columns for columns in self.columns.values() if columns.order.keys != keys), None)

    def order(self, columns: Columns) -> tuple[str, ...]:
        """The order of columns: that of another grid where these have no headings of their own, or stand in a grid."""
        header = self.header
        return (header if header and (columns.positions or not columns.order.named) else columns).order.keys

    def unclaimed(self, index: int) -> Row:
        """A row that is no row of the form, without anything where there is none."""
        return self.rows[index] if 0 <= index < len(self.rows) and self.chosen[index] is None else Row()

    def is_open(self, index: int) -> bool:
        """Whether what the figures of a row of the form are cannot be told."""
        row, key = self.rows[index], self.chosen[index]
        if self.header is None and any(columns.order.unknown for columns in self.columns.values()):
            return True
        if row.glued and self.dropped:
            return True
        if claimed_twice(self.rows, self.chosen, index) and beside_vacancy(self.forms, self.chosen, key):
            return True
        if row.drawn and any(self.is_cut(upper, key) for upper in (index - 1, index)):
            return True
        if not (row.drawn and row.labels) or row.figures:
            return False
        # figures above that no label names may be its own, cut off with the beginning of its label or set higher
        above = self.figures_above(index)
        is_beside = bool(above.figures) and (len(above.label) < SHORT or not above.drawn)
        return is_beside or match_labels.lacks_beginning(row, key, self.forms.tables["applications"])

    def is_whole(self, index: int) -> bool:
        """Whether a row of the form has all its figures on its own line: the row before it in the form stands right
        above, and right below are more figures than it has any that could go on there."""
        row, above = self.rows[index], self.chosen[index - 1] if index else None
        going_on = [cell for cell in row.figures if not are_noughts([cell])]
        return above is not None and bool(self.rows[index - 1].figures) \
            and len(self.unclaimed(index + 1).figures) > len(going_on) \
            and not any(vacancies(self.forms, above, self.chosen[index]))

    def is_cut(self, index: int, key: str) -> bool:
        """Whether a printed row and one below it, with none of another row of the form between, are parts of one."""
        if index < 0 or self.chosen[index] not in (key, None):
            return False
        behind = takewhile(lambda place: self.chosen[place] in (key, None), range(index + 1, len(self.rows)))
        table = self.forms.tables["applications"]
        return any(match_unread.goes_on(self.rows[index], self.rows[place], key, table) for place in behind)

    def figures_above(self, index: int) -> Row:
        """The nearest row above that has figures, where neither it nor any between is a row of the form."""
        while index and self.chosen[index - 1] is None:
            index -= 1
            if self.rows[index].figures:
                return self.rows[index]
        return Row()


def read(match: Match, printed: Sequence[Row], first: int, last: int, forms: Forms) -> set[int]:
    """Add the readings of one such table; the indices of the rows that gave one."""
    table, part = forms.tables["applications"], printed[first:last]
    joined = [join_below(part, index, len(part)) for index in range(len(part))]
    stretch = gathered(match, joined, blanks_dropped(part, table), forms)
    used: set[int] = set()
    perhaps: set[int] = set()  # rows of which it is open whether they are the ones above them
    for index, (row, key) in enumerate(zip(stretch.rows, stretch.chosen, strict=True)):
        took_below = joined[index] is not part[index]
        if key is None:
            moved = joined[index].figures and not row.figures and not row.labels  # to the row above
            used |= {index} if moved else set()
            continue
        used |= {index, index + 1} if took_below else {index}
        if not row.values and not is_only(stretch.chosen, index, key):
            continue
        closed = took_below or stretch.is_whole(index)
        loose = [] if closed else loose_figures(stretch.rows, stretch.chosen, index, forms)
        own = emptied(row) if len(loose) > 1 or stretch.is_open(index) else row
        columns, below = stretch.columns[row.grid], stretch.unclaimed(index + 1)
        ways = place(own, columns)
        if len(loose) == 1 and ways[0][0] in PLACED:
            ways += [("exact", found) for found in completed(ways[0][1], loose[0].text)]
        if below.grid == own.grid and is_blank_beside_figures(own, below):
            perhaps.add(index + 1)
            ways += place(with_values(own, below), columns)
        if (longer := with_ends_joined(own, below)) is not None:
            perhaps.add(index + 1)
            ways += place(longer, columns)
        order = stretch.order(columns)
        if order != columns_of(forms):
            ways = [whole(way, order) for way in ways]
        match.readings += in_columns(key, order, columns, ways)
        match.findings += unplaced(table.name, row, [pieces for _, pieces in ways])
    known = {index: key for index, key in enumerate(stretch.chosen) if key}
    printed = [row if row.figures else joined[index] for index, row in enumerate(stretch.rows)]  # those emptied as well
    match.parted += parted(match, table, printed, used, known, forms)
    return {first + index for index in used | perhaps}


def columns_of(forms: Forms) -> tuple[str, ...]:
    """The columns of the table in the form's order."""
    table = forms.tables["applications"]
    return tuple(table.columns_of(table.rows[0], forms.editions[-1]))


def gathered(match: Match, joined: Sequence[Row], dropped: bool, forms: Forms) -> Stretch:
    """The rows of a table with the columns of each grid among them, and what these say of the whole document."""
    table, keys = forms.tables["applications"], columns_of(forms)
    columns = {
        number: learn([row for row in joined if row.grid == number], keys, table.column_labels, table.groups)
        for number in {row.grid for row in joined}
    }
    match.astray |= any(one.order.doubtful for one in columns.values())
    match.packed |= any(one.lines.packed for one in columns.values())
    match.spaced |= not any(one.order.named for one in columns.values())
    rows = [settled(row, columns[row.grid].positions, lambda cell: is_label(cell, table)) for row in joined]
    rows = evened(with_halves_joined(rows, table), forms)
    return Stretch(forms, rows, chosen_rows(match, rows, forms), columns, dropped)


def is_label(cell: Cell, table: TableForm) -> bool:
    """Whether a cell by itself is surely the label of a row."""
    return match_labels.named(Row([cell]), table, wrapped=False) != []


def chosen_rows(match: Match, stretch: list[Row], forms: Forms) -> list[str | None]:
    """Which row of the form each printed row is, by its label or, where that leaves one choice, by its position."""
    table = forms.tables["applications"]
    scored = [{} if is_header(row, table) and len(row.labels) > 1 else found
              for row, found in zip(stretch, match_labels.all_scores(stretch, table), strict=True)]
    chosen = [key if key and found[key] >= LIKELY else None
              for key, found in zip(match_labels.chain(scored, table.rows), scored, strict=True)]
    fill_by_position(match, stretch, chosen, scored, forms)
    return chosen


def in_columns(key: str, order: Sequence[str], columns: Columns, ways: Sequence[tuple]) -> Iterator[RowReading]:
    """The readings of one row, each in the columns as headed and, where the headings may be astray, in the form's.

    Where they name the total before all others, that is as often a slip of a text: then it may be the last one too,
    and is in a row that lacks some and ends with a figure and, where its heading stands on a line above theirs, in one
    that ends with a figure and begins with the same one or none; of others their sums tell.
    """
    for fit, pieces in ways:
        orders = [order, *([columns.order.other] if columns.order.other else [])]
        if columns.order.other and columns.order.other[0] == order[-1]:
            orders.append((*columns.order.other[1:], order[-1]))
            first, last = ((text or "").strip() for text, _ in (pieces[0], pieces[-1]))
            alike = columns.order.above and (first == last or not has_digit(first))
            if has_digit(last) and (fit not in PLACED or alike):
                orders.remove(columns.order.other)
        orders = list(dict.fromkeys(orders))
        if len(orders) == 1 or not any(text for text, _ in pieces):
            yield RowReading("applications", key, order, pieces, fit)
            continue
        fit, pieces = whole((fit, pieces), order)
        yield from (RowReading("applications", key, one, pieces, fit) for one in orders)


def whole(way: tuple, order: Sequence[str]) -> tuple:
    """A way to read a row whose columns are not in the form's order: figures whose columns are open have lost their
    order with them."""
    fit, pieces = way
    return way if fit in PLACED else ("exact", tuple((None, pieces[0][1]) for _ in order))


def has_digit(text: str | None) -> bool:
    return any(character.isdigit() for character in text or "")
