"""The headings of the article-20 table: which columns they name, where these stand in a grid, and in what unit.

The table is four small ones, each under headings of its own.
"""

from dataclasses import replace

from extract import fold
from extract.form import Forms
from extract.grid import Cell
from extract.match_columns import Columns, settled
from extract.match_labels import SHORT
from extract.match_lines import Lines
from extract.match_order import Order
from extract.row import Row

LONGEST = 30  # characters of the cell that labels a row or heads a column; running text that ends in a label is longer


class Headings:
    """What the headings above a row say. Headings right below others add to them; all others begin anew.

    ``places`` grid column of each column named, None where that is not known · ``named`` the columns they name, those
    cut over several cells too · ``strange`` some of their cells are no heading known · ``units`` the unit of money
    printed in a heading · ``merged`` see ``repeats`` · ``heads`` the columns that its cells head, one after another ·
    ``further`` grid columns right of theirs that have a heading of their own, such as the year before ·
    ``end`` the last cell of their line.
    """

    def __init__(self, forms: Forms):
        self.forms = forms
        self.places: dict[str, int | None] = {}
        self.named: set[str] = set()
        self.strange = False
        self.units: dict[str, str] = {}
        self.merged: dict[int, int] = {}
        self.heads: list[str] = []
        self.further: frozenset[int] = frozenset()
        self.grid = self.end = 0
        self.adding = False

    def settle(self, row: Row, columns: dict[str, Cell]) -> Row:
        """The row with each of its cells once, and with words in a column of figures taken for values."""
        if row.grid != self.grid:  # a column of one grid says nothing of where it stands in another
            self.places, self.merged, self.grid = dict.fromkeys(self.places), {}, row.grid
            self.further = frozenset()
        if columns:
            self.merged = repeats(row, self.forms)
            self.heads = [column for cell in row.labels if (column := column_of(cell.text, self.forms))]
        row = without_copies(without_repeats(row, self.merged), self.heads)
        return settled(row, [place for place in self.places.values() if place])

    def take(self, row: Row, columns: dict[str, Cell], alone: bool) -> None:
        """Take in what a row says of columns; ``alone`` it is no row of the form besides."""
        if not self.adding:
            self.places, self.units, self.named, self.strange = {}, {}, set(), False
        labels = self.forms.tables["article20"].column_labels
        self.named |= {column for label, column in labels.items() if label in row.label}
        self.strange |= not all(column_of(cell.text, self.forms) or fold.skeleton(cell.text) in self.forms.skeletons
                                for cell in row.labels)
        for column, cell in columns.items():
            self.places[column] = cell.column if cell.column > 0 else None
            if unit := unit_of(cell.text, self.forms):
                self.units[column] = unit
        last = max(cell.column for cell in columns.values())
        self.further = frozenset(cell.column for cell in row.labels if cell.column > last > 0
                                 and fold.skeleton(cell.text) not in self.forms.skeletons)
        self.adding = alone
        self.end = last_cell(row)

    def close(self) -> None:
        """A row of the form is read: the next headings are of another table."""
        self.adding = False

    def leave_out(self, keys: tuple[str, ...]) -> bool:
        """Whether all words above a row are headings, and they name some of these columns and not others."""
        return not self.strange and 0 < len(self.named.intersection(keys)) < len(keys)

    def over(self, row: Row, keys: tuple[str, ...], dropped: bool) -> Columns:
        """Where these columns of the form stand in a row; ``dropped`` as of ``Lines``."""
        found = {column: place for column in keys if (place := self.places.get(column))}
        even = not row.drawn and not dropped and row.positions is not None and last_cell(row) == self.end
        known = (row.drawn or even) and len(found) == len(set(found.values())) == len(keys)
        order = tuple(sorted(keys, key=found.get)) if known else keys
        return Columns(Order(order), tuple(found[column] for column in order) if known else None,
                       Lines(dropped=dropped, even=even and known), lacking=not self.named.issuperset(keys),
                       further=self.further if known else frozenset())


def is_header(row: Row, forms: Forms) -> bool:
    """Whether a row's words hold headings of the table, in cells of their own or cut over several."""
    table = forms.tables["article20"]
    if any(column_of(cell.text, forms) or fold.skeleton(cell.text) in table.words for cell in row.labels):
        return True
    return max(map(len, (cell.text for cell in row.labels)), default=LONGEST) < LONGEST and any(
        len(label) >= SHORT and label in row.label for label in (*table.column_labels, *table.words))


def column_of(text: str, forms: Forms) -> str | None:
    """The column a heading names, its unit and remarks aside."""
    labels = forms.tables["article20"].column_labels
    longest = max(filter(fold.skeleton(text).startswith, labels), key=len, default=None)
    return labels.get(longest)


def columns_in(row: Row, forms: Forms) -> dict[str, Cell]:
    """The columns that the cells of a row head: the first cell of each."""
    found = {column_of(cell.text, forms): cell for cell in reversed(row.labels)}
    found.pop(None, None)
    return found


def unit_of(text: str, forms: Forms) -> str | None:
    """The unit of money that a heading names."""
    plain = fold.plain(text)
    return next((unit for unit in forms.value_words.get("unit", ()) if unit in plain), None)


def last_cell(row: Row) -> int:
    """The last place among the cells of a line; -1 where these are not known."""
    return max((cell.column for cell in (*row.labels, *row.values)), default=-1)


def repeats(row: Row, forms: Forms) -> dict[int, int]:
    """Columns headed as the one before them → the first headed so: a merged cell is printed in each of its columns."""
    heads = {cell.column: column for cell in row.labels if (column := column_of(cell.text, forms))}
    found: dict[int, int] = {}
    for position, column in sorted(heads.items()):
        if heads.get(position - 1) == column:
            found[position] = found.get(position - 1, position - 1)
    return found


def without_repeats(row: Row, merged: dict[int, int]) -> Row:
    """The row without the cells that say once more what stands in the first column of their merged cell."""
    printed = {cell.column: cell.text.strip() for cell in row.values}
    return replace(row, values=[cell for cell in row.values if cell.column not in merged
                                or printed[cell.column] != printed.get(merged[cell.column])])


def without_copies(row: Row, heads: list[str]) -> Row:
    """The row, one of its cells for each line, without those that a merged cell prints again where its heading is
    printed as often: ``heads`` the columns of the headings above it, one after another."""
    if row.drawn or row.positions is not None or len(row.values) != len(heads):
        return row
    texts = [cell.text.strip() for cell in row.values]
    return replace(row, values=[cell for index, cell in enumerate(row.values) if not index
                                or (heads[index], texts[index]) != (heads[index - 1], texts[index - 1])])
