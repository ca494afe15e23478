"""In which order a table prints its columns, where its headings leave two open: the sums of its rows tell."""

from collections.abc import Sequence
from typing import NamedTuple

from transform import numbers, readings
from transform.doubt import adds_up
from transform.identities import Edition
from transform.readings import Piece

Order = tuple[str | None, ...]  # column keys from left to right


class Printed(NamedTuple):
    """One printed row: its table, its row of the form (None: the pieces run over all rows), its fit and pieces."""

    table: str
    row_key: str | None
    fit: str
    pieces: list[Piece]

    @property
    def order(self) -> Order:
        """The columns in which its pieces stand, each in its own; nothing where that is open."""
        return tuple(piece.column_key for piece in self.pieces) if self.fit == "exact" and self.row_key else ()

    def ordered(self, order: Order) -> "Printed":
        """The row with its pieces in other columns."""
        return self._replace(pieces=[piece._replace(column_key=column)
                                     for piece, column in zip(self.pieces, order, strict=True)])


def settled(edition: Edition, printed: Sequence[Printed], words: numbers.Vocabulary) -> list[Printed]:
    """The printed rows, those of a table that may stand in either of two orders of its columns all in one of them.

    A table has one order. Rows that add up in one of the two and not in the other tell it, where all such rows agree;
    those which print no total, or none but noughts, cannot tell and go by the others.
    """
    found: dict[tuple, dict[Order, list[Printed]]] = {}
    for one in printed:
        if one.order:
            found.setdefault(place_of(one), {}).setdefault(one.order, []).append(one)
    known = {place: order for place, orders in found.items() if len(orders) == 2
             and (order := told(edition, orders, words))}
    return [one.ordered(known[place_of(one)]) if one.order and place_of(one) in known else one for one in printed]


def place_of(printed: Printed) -> tuple:
    """The table of a row, and its columns whatever their order."""
    return printed.table, frozenset(printed.order)


def told(edition: Edition, orders: dict[Order, list[Printed]], words: numbers.Vocabulary) -> Order | None:
    """Of two orders the one in which alone rows add up; None where there is no such row, or rows of both kinds."""
    telling = set()
    for one in (one for rows in orders.values() for one in rows):
        cells = edition.rows.get((one.table, one.row_key), [])
        if cells and frozenset(edition.cells[cell].column_key for cell in cells) == frozenset(one.order):
            fits = [order for order in orders
                    if adds_up(edition, readings.exact(edition, cells, one.ordered(order).pieces, words))]
            telling.update(fits if len(fits) == 1 else ())
    return telling.pop() if len(telling) == 1 else None
