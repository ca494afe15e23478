"""In which order a table prints its columns, where its headings leave two open: the sums of its rows tell."""

from collections.abc import Sequence
from typing import NamedTuple

from transform import numbers, readings
from transform.doubt import adds_up, lacks_total
from transform.identities import Edition
from transform.readings import Piece

LEAST_PARTS = 2  # a row with one figure and its total adds up in several orders
Order = tuple[str | None, ...]  # column keys from left to right


class Printed(NamedTuple):
    """One printed row: its table, its row of the form (None: the pieces run over all rows), its fit and pieces."""

    table: str
    row_key: str | None
    fit: str
    pieces: list[Piece]

    def cells(self, edition: Edition) -> list[int]:
        """The cells of its row of the form; none where the edition does not have it."""
        return edition.rows.get((self.table, self.row_key), [])

    @property
    def placed(self) -> bool:
        """Whether each piece stands in its column."""
        return self.fit in ("exact", "inferred")

    @property
    def order(self) -> Order:
        """The columns in which its pieces stand, each in its own; nothing where that is open."""
        return tuple(piece.column_key for piece in self.pieces) if self.placed else ()

    def ordered(self, order: Order) -> "Printed":
        """The row with its pieces in other columns."""
        return self._replace(pieces=[piece._replace(column_key=column)
                                     for piece, column in zip(self.pieces, order, strict=True)])


def settled(edition: Edition, printed: Sequence[Printed], words: numbers.Vocabulary) -> list[Printed]:
    """The printed rows, those of a table that may stand in several orders of its columns without the orders that the
    sums of its rows speak against.

    A table has one order. Rows that add up in some and not in others tell it, where some order is left by them all;
    those which print no total, or none but noughts, cannot tell and go by the others: a row speaks against no order in
    which its total is blank, unless it adds up in another with several parts.
    """
    found: dict[tuple, dict[Order, list[Printed]]] = {}
    for one in printed:
        if one.order:
            found.setdefault(place_of(one), {}).setdefault(one.order, []).append(one)
    told = {place: possible(edition, orders, words) for place, orders in found.items() if len(orders) > 1}
    left = {(one.row_key, *place) for place, orders in told.items() for order in orders for one in found[place][order]}
    kept = []
    for one in printed:
        place = place_of(one)
        orders = told.get(place, ()) if one.order else ()
        if len(orders) == 1:
            kept += [told_so] if (told_so := one.ordered(orders[0])) not in kept else []
        elif not orders or one.order in orders or (one.row_key, *place) not in left:
            kept.append(one)
    return kept


def place_of(printed: Printed) -> tuple:
    """The table of a row, and its columns whatever their order."""
    return printed.table, frozenset(printed.order)


def possible(edition: Edition, orders: dict[Order, list[Printed]], words: numbers.Vocabulary) -> list[Order]:
    """The orders left by all rows that add up in some of them; all of them where none is."""
    left = list(orders)
    for one in (one for rows in orders.values() for one in rows):
        cells = one.cells(edition)
        if frozenset(edition.cells[cell].column_key for cell in cells) == frozenset(one.order):
            ways = {order: readings.exact(edition, cells, one.ordered(order).pieces, words) for order in orders}
            fits = {order: row for order, row in ways.items() if adds_up(edition, row)}
            told = any(is_telling(row) for row in fits.values())
            silent = [] if told else [order for order, row in ways.items() if lacks_total(row)]
            left = [order for order in left if order in (*fits, *silent)] if fits else left
    return left or list(orders)


def is_telling(row: readings.Row) -> bool:
    """Whether the sum of a row that adds up has several parts, so that it hardly does by chance."""
    return sum(bool(reading.value) for reading in row.options[0].values()) > LEAST_PARTS
