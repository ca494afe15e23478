"""Printed rows into options: every way the numbers of a row can stand in its cells.

A row printed cell by cell has one option. A row with fewer figures than columns has as many as its own identities
allow; they are counted out exactly, within a bound (``fill``). So has one with figures run together (``cuts``).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from transform import fill, numbers
from transform.identities import Edition

LARGEST = 10**12  # no count of requests and no amount of yuan in these reports is above this
DECIMALS = 6  # of an amount; more are not kept by the facts


class Reading(NamedTuple):
    """What one cell says: ``kind`` number · blank · lost · unreadable, its number, and how and where it is printed."""

    kind: str
    value: int | Decimal | None = None
    text: str | None = None
    place: str | None = None
    unit: str | None = None
    note: str | None = None

    @property
    def says(self) -> tuple:
        """What makes two readings the same."""
        return self[:2]


LOST = Reading("lost")
Option = dict[int, Reading]  # one way to read a row: cell → what it says


class Piece(NamedTuple):
    """One printed piece of a row, as in ROW_READINGS."""

    row_key: str | None
    column_key: str | None
    text: str | None
    unit: str | None
    place: str | None


@dataclass
class Row:
    """The cells one printed row stands for, and every option for them.

    ``complete`` unless the search for options was cut short; ``plain`` where a cell in which all options agree says
    just that, identities or not, and not only because the row's own identities left other options out; ``rival``
    where the options are of different tables, between which no identity decides. ``ways`` counts the options there
    would be without identities; ``cut`` where they are cuts of digits run together, ``fits`` where some cut adds up,
    ``lone`` unless some would with one cell blank as well, which is only asked of a row that stands in no other sum.
    ``inferred`` where only the rows around tell which of its cells are blank.
    """

    cells: list[int]
    options: list[Option] = field(default_factory=list)
    complete: bool = True
    plain: bool = True
    places: str | None = None
    text: str | None = None
    rival: bool = False
    ways: float = 1
    cut: bool = False
    fits: bool = True
    lone: bool = True
    inferred: bool = False

    def filled(self, edition: Edition, steps: list[fill.Steps], supply: int, read: Callable) -> "Row":
        """The row with every option that its own identities allow.

        ``read(column, left, rest)`` gives the reading of a cell that takes the supply from ``left`` down to ``rest``.
        """
        ways, count, fits = fill.allowed(edition, self.cells, steps, supply)
        plain = count == 1 and fits or not edition.counted[self.cells].any()
        columns = []
        for column, spans in enumerate(zip(*ways or (), strict=True)):
            found = {span: read(column, *span) for span in set(spans)}
            columns.append([found[span] for span in spans])
        options = [dict(zip(self.cells, way, strict=True)) for way in zip(*columns, strict=True)]
        return replace(self, options=options, complete=ways is not None, plain=plain, ways=count,
                       fits=fits)


Rows = dict[tuple[str, str | None], Row]  # (table, row of the form; None: the whole table) → its options


@lru_cache(maxsize=65536)
def read_cell(text: str | None, counted: bool, words: numbers.Vocabulary, unit: str | None = None) -> Reading:
    """One cell's text as a reading; a counted cell takes only whole numbers from 0 up, one whose ``unit`` in the form
    is a count of things only whole ones, and no money but none."""
    number = numbers.parse(text, words)
    if number.kind != "number":
        return Reading(number.kind, None, text, None, None, number.note)
    if abs(number.value) > LARGEST or number.value.as_tuple().exponent < -DECIMALS:
        return Reading("unreadable", None, text, None, None, "more digits than a count or an amount has")
    if number.value % 1 and words.counts(unit):
        return Reading("unreadable", None, text, None, None, "not a whole number, as a count is")
    if number.value and number.unit and (counted or words.counts(unit)):
        return Reading("unreadable", None, text, None, None, "an amount of money where a count belongs")
    if not counted:
        return Reading("number", number.value, text, None, number.unit, number.note)
    if number.value % 1 or number.value < 0:
        return Reading("unreadable", None, text, None, None, "not a whole number from 0 up")
    return Reading("number", int(number.value), text, None, number.unit, number.note)


def exact(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row each of whose pieces stands in its own column; a column without a piece is lost."""
    found = dict.fromkeys(cells, LOST)
    by_column = {edition.cells[cell].column_key: cell for cell in cells}
    for piece in pieces:
        cell = by_column[piece.column_key]
        reading = read_cell(piece.text, bool(edition.counted[cell]), words, edition.labels[edition.cells[cell]][2])
        found[cell] = reading._replace(place=piece.place, unit=reading.unit or piece.unit)
    return Row(cells, [found])


def inferred(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """The same where only the rows around tell which columns are blank."""
    return replace(described(cells, pieces), options=exact(edition, cells, pieces, words).options, inferred=True)


def short(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row with at most as many pieces as cells: each stands whole in one cell, in order; the others are blank."""
    counted = bool(edition.counted[cells[0]])
    readings = [read_cell(piece.text, counted, words)._replace(place=piece.place) for piece in pieces]
    empty = Reading("blank", None, "", pieces[0].place)
    row = described(cells, pieces)
    if not all(reading.kind in ("number", "blank") for reading in readings):
        row.complete = False
        return row

    supply = len(readings)
    values = np.array([reading.value or 0 if counted else 0 for reading in readings], dtype=np.int64)
    own = np.arange(1, supply + 1)  # a cell takes a piece, or stays empty and leaves all to those before it
    steps = []
    for column in range(len(cells)):
        idle = np.arange(min(column, supply) + 1)
        left = np.concatenate([own, idle])
        order = np.argsort(left, kind="stable")
        steps.append(fill.Steps(left[order], np.concatenate([own - 1, idle])[order],
                                np.concatenate([values, np.zeros_like(idle)])[order]))
    row = row.filled(edition, steps, supply, lambda column, left, rest: readings[rest] if rest < left else empty)
    return replace(row, options=distinct(row.options))


def described(cells: list[int], pieces: list[Piece]) -> Row:
    """A row without options yet, that knows how and where it is printed."""
    places = dict.fromkeys(piece.place for piece in pieces if piece.place)
    return Row(cells, [], True, True, " · ".join(places), " ".join(piece.text or "" for piece in pieces))


def says(option: Option) -> tuple:
    """What makes two options the same."""
    return tuple([reading[:2] for reading in option.values()])


def distinct(options: list[Option]) -> list[Option]:
    """The options without those that say the same."""
    return list({says(option): option for option in options}.values())


def has_figures(option: Option) -> bool:
    return any(reading.kind in ("number", "unreadable") for reading in option.values())
