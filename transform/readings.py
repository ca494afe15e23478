"""Printed rows into options: every way the numbers of a row can stand in its cells.

A row printed cell by cell has one option. A row with fewer figures than columns, or with figures run together, has
as many as its own identities allow; they are counted out exactly, up to ``WORK`` steps.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import numpy as np

from transform import numbers
from transform.identities import Edition

WORK = 60_000  # steps of the search through one row; past it the row has no options and stays undecided
LARGEST = 10**12  # no count of requests and no amount of yuan in these reports is above this
DECIMALS = 6  # of an amount; more are not kept by the facts
WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d*)")
AMOUNT = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d{1,6})?")


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
        return self.kind, self.value


LOST = Reading("lost")
Option = dict[int, Reading]


class Piece(NamedTuple):
    """One printed piece of a row, as in ROW_READINGS."""

    row_key: str | None
    column_key: str | None
    text: str | None
    unit: str | None
    place: str | None


@dataclass
class Row:
    """The cells one printed row stands for, and every option for them; ``complete`` unless the search was cut short."""

    cells: list[int]
    options: list[Option] = field(default_factory=list)
    complete: bool = True
    places: str | None = None
    text: str | None = None


def read_cell(text: str | None, counted: bool, words: numbers.Vocabulary) -> Reading:
    """One cell's text as a reading; a counted cell takes only whole numbers from 0 up."""
    number = numbers.parse(text, words)
    if number.kind != "number":
        return Reading(number.kind, None, text, None, None, number.note)
    if not counted and (number.value.as_tuple().exponent < -DECIMALS or abs(number.value) > LARGEST):
        return Reading("unreadable", None, text, None, None, "more digits than an amount has")
    if not counted:
        return Reading("number", number.value, text, None, number.unit, number.note)
    if number.value.as_tuple().exponent or number.value.is_signed() or number.value > LARGEST:
        return Reading("unreadable", None, text, None, None, "not a whole number from 0 up")
    return Reading("number", int(number.value), text, None, number.unit, number.note)


def exact(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row each of whose pieces stands in its own column; a column without a piece is lost."""
    found = dict.fromkeys(cells, LOST)
    by_column = {edition.cells[cell].column_key: cell for cell in cells}
    for piece in pieces:
        cell = by_column[piece.column_key]
        reading = read_cell(piece.text, bool(edition.counted[cell]), words)
        found[cell] = reading._replace(place=piece.place, unit=reading.unit or piece.unit)
    return Row(cells, [found])


def short(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row with at most as many pieces as cells: each stands whole in one cell, in order; the others are blank."""
    counted = bool(edition.counted[cells[0]])
    readings = [read_cell(piece.text, counted, words)._replace(place=piece.place) for piece in pieces]
    empty = Reading("blank", None, "", pieces[0].place if pieces else None)
    usable = all(reading.kind in ("number", "blank") for reading in readings)

    def choices(column: int, left: int) -> Iterator[tuple[Reading, int]]:
        if left:
            yield readings[left - 1], left - 1
        if left <= column:
            yield empty, left

    return search(Search(edition, cells, usable), choices, len(readings), described(cells, pieces))


def joined(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row whose pieces run numbers together: every cell has exactly one number, in order.

    A number ends at a piece's end and at a blank; only where no cutting at all respects them (more pieces than
    cells) may a blank stand inside a number. A number is never led by an idle zero.
    """
    row = described(cells, pieces)
    chunks = [chunk for piece in pieces for chunk in chunked(numbers.plain(piece.text or ""), words)]
    if not all(re.fullmatch(r"[\d.+-]+", digits) for digits, _ in chunks):
        row.complete = False
        return row
    if len(chunks) > len(cells):
        chunks = [("".join(digits for digits, _ in chunks), chunks[-1][1])]
    text = "".join(digits for digits, _ in chunks)
    ends: dict[int, str | None] = {}
    starts, position = {0}, 0
    for digits, unit in chunks:
        position += len(digits)
        ends[position] = unit
        starts.add(position)
    pieces_before = [sum(start < at for start in starts) for at in range(len(text) + 1)]
    place = pieces[0].place
    header_unit = next((piece.unit for piece in pieces if piece.unit), None)
    whole = [edition.counted[cell] or words.units.get(edition.labels[edition.cells[cell]][2], "") is None
             for cell in cells]

    def choices(column: int, end: int) -> Iterator[tuple[Reading, int]]:
        for start in range(end - 1, column - 1, -1):
            if pieces_before[start] <= column and (column or not start):
                digits = text[start:end]
                if (WHOLE if whole[column] else AMOUNT).fullmatch(digits):
                    value = int(digits) if edition.counted[cells[column]] else Decimal(digits)
                    if abs(value) <= LARGEST and (not edition.counted[cells[column]] or digits[0] not in "+-"):
                        yield Reading("number", value, row.text, place, ends.get(end) or header_unit), start
            if start in starts:
                return

    return search(Search(edition, cells, True), choices, len(text), row)


def described(cells: list[int], pieces: list[Piece]) -> Row:
    """A row without options yet, that knows how and where it is printed."""
    places = dict.fromkeys(piece.place for piece in pieces if piece.place)
    return Row(cells, [], True, " · ".join(places), " ".join(piece.text or "" for piece in pieces))


def chunked(text: str, words: numbers.Vocabulary) -> list[tuple[str, str | None]]:
    """Runs of digits as blanks and unit words part them, each with the unit of money behind it."""
    units = "|".join(re.escape(word) for word in sorted(words.units, key=len, reverse=True))
    parts = re.split(rf"\s+|({units})", numbers.DASH.sub("-", text))
    return [(digits, words.units.get(unit) if unit else None)
            for digits, unit in zip(parts[::2], [*parts[1::2], None], strict=True) if digits]


class Search:
    """The identities that lie wholly within a row's cells, cell by cell from the last to the first."""

    def __init__(self, edition: Edition, cells: list[int], usable: bool):
        own = edition.matrix[:, cells]
        within = (edition.matrix != 0).sum(axis=1) == (own != 0).sum(axis=1)
        self.cells = cells
        self.terms = own[within & (own != 0).any(axis=1)] if usable else own[:0]
        self.rises = np.maximum.accumulate(self.terms > 0, axis=1)
        self.falls = np.maximum.accumulate(self.terms < 0, axis=1)
        # per cell: (identity, sign) of its own terms, and for every identity whether cells before it rise or fall
        self.signs = [[(index, int(sign)) for index, sign in enumerate(self.terms[:, cell]) if sign]
                      for cell in range(len(cells))]

    def possible(self, column: int, sums: list[int]) -> bool:
        """Whether the cells before the column, none below 0, can still bring each sum to 0."""
        for index, total in enumerate(sums):
            if total > 0 and not (column and self.falls[index, column - 1]):
                return False
            if total < 0 and not (column and self.rises[index, column - 1]):
                return False
        return True


def search(table: Search, choices, supply: int, row: Row) -> Row:
    """All ways to fill the cells from the last to the first that use up the supply and satisfy the identities.

    Where the identities leave no way at all, the ways without them are listed instead: the row contradicts itself.
    """
    work = 0
    found: list[Option] = []

    def fill(column: int, left: int, sums: list[int], taken: list[Reading]) -> bool:
        nonlocal work
        work += 1
        if work > WORK:
            return False
        if column < 0:
            if not left:
                found.append(dict(zip(table.cells, reversed(taken), strict=True)))
            return True
        for reading, rest in choices(column, left):
            after = list(sums)
            for index, sign in table.signs[column]:
                after[index] += sign * (reading.value or 0)
            if table.possible(column, after) and not fill(column - 1, rest, after, [*taken, reading]):
                return False
        return True

    row.complete = fill(len(table.cells) - 1, supply, [0] * len(table.terms), [])
    row.options = distinct(found) if row.complete else []
    if row.complete and not row.options and len(table.terms):
        blind = Search.__new__(Search)
        blind.cells, blind.terms, blind.signs = table.cells, table.terms[:0], [[] for _ in table.cells]
        return search(blind, choices, supply, row)
    return row


def distinct(options: list[Option]) -> list[Option]:
    """The options without those that say the same."""
    return list({tuple(reading.says for reading in option.values()): option for option in options}.values())


def merged(first: Row, other: Row) -> Row:
    """One row out of two printings of it within a document: either may be right; a lost cell says nothing."""
    options = [*first.options, *other.options]
    if len(options) == 2:
        left, right = options
        pairs = [(left[cell], right[cell]) for cell in first.cells]
        if all(one.says == two.says or "lost" in (one.kind, two.kind) for one, two in pairs):
            options = [{cell: two if one.kind == "lost" else one
                        for cell, (one, two) in zip(first.cells, pairs, strict=True)}]
    return Row(first.cells, distinct(options), first.complete and other.complete, first.places or other.places,
               first.text or other.text)


def crossed(first: Row, second: Row, doubtful: set[int]) -> Row:
    """A row of the first way of reading together with that of a second, for its doubtful cells.

    Where both ways allow the same options, only those; where each has just one, every mixture of the two, as each
    may have misread another cell; else all options of both.
    """
    if not doubtful.intersection(first.cells) or not second.options:
        return first
    if len(first.options) == len(second.options) == 1:
        one, two = first.options[0], second.options[0]
        ways = [
            [one[cell]] if cell not in doubtful or two[cell].says == one[cell].says or two[cell].kind == "lost"
            else [two[cell]] if one[cell].kind == "lost" else [one[cell], two[cell]]
            for cell in first.cells
        ]
        options = [dict(zip(first.cells, way, strict=True)) for way in product(*ways)]
        return Row(first.cells, options, True, first.places, first.text)
    shared = {tuple(reading.says for reading in option.values()) for option in second.options}
    both = [option for option in first.options if tuple(reading.says for reading in option.values()) in shared]
    options = both or distinct([*first.options, *second.options])
    return Row(first.cells, options, first.complete or second.complete, first.places, first.text)
