"""Printed rows into options: every way the numbers of a row can stand in its cells.

A row printed cell by cell has one option. A row with fewer figures than columns, or with figures run together, has
as many as its own identities allow; they are counted out exactly, within a bound (``fill``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from transform import fill, numbers
from transform.fill import Option
from transform.identities import Edition

LARGEST = 10**12  # no count of requests and no amount of yuan in these reports is above this
LONGEST = len(str(LARGEST)) + 7  # characters of a number with its point and decimals
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
    just that, identities or not, and not only because the row's own identities left other options out.
    """

    cells: list[int]
    options: list[Option] = field(default_factory=list)
    complete: bool = True
    plain: bool = True
    places: str | None = None
    text: str | None = None

    def filled(self, edition: Edition, choices: fill.Choices, supply: int) -> "Row":
        """The row with every option that its own identities allow."""
        found, plain = fill.allowed(edition, self.cells, choices, supply)
        plain = plain or not edition.counted[self.cells].any()
        return replace(self, options=distinct(found or []), complete=found is not None, plain=plain)


def read_cell(text: str | None, counted: bool, words: numbers.Vocabulary) -> Reading:
    """One cell's text as a reading; a counted cell takes only whole numbers from 0 up."""
    number = numbers.parse(text, words)
    if number.kind != "number":
        return Reading(number.kind, None, text, None, None, number.note)
    if not counted and (number.value.as_tuple().exponent < -DECIMALS or abs(number.value) > LARGEST):
        return Reading("unreadable", None, text, None, None, "more digits than an amount has")
    if not counted:
        return Reading("number", number.value, text, None, number.unit, number.note)
    if number.value % 1 or number.value < 0 or number.value > LARGEST:
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
    row = described(cells, pieces)
    if not all(reading.kind in ("number", "blank") for reading in readings):
        row.complete = False
        return row

    def choices(column: int, left: int) -> Iterator[tuple[Reading, int]]:
        if left:
            yield readings[left - 1], left - 1
        if left <= column:
            yield empty, left

    return row.filled(edition, choices, len(readings))


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
        for start in range(end - 1, max(column, end - LONGEST) - 1, -1):
            if pieces_before[start] <= column and (column or not start):
                digits = text[start:end]
                if (WHOLE if whole[column] else AMOUNT).fullmatch(digits):
                    value = int(digits) if edition.counted[cells[column]] else Decimal(digits)
                    if abs(value) <= LARGEST and (not edition.counted[cells[column]] or digits[0] not in "+-"):
                        yield Reading("number", value, row.text, place, ends.get(end) or header_unit), start
            if start in starts:
                return

    return row.filled(edition, choices, len(text))


def described(cells: list[int], pieces: list[Piece]) -> Row:
    """A row without options yet, that knows how and where it is printed."""
    places = dict.fromkeys(piece.place for piece in pieces if piece.place)
    return Row(cells, [], True, True, " · ".join(places), " ".join(piece.text or "" for piece in pieces))


def chunked(text: str, words: numbers.Vocabulary) -> list[tuple[str, str | None]]:
    """Runs of digits as blanks and unit words part them, each with the unit of money behind it."""
    units = "|".join(re.escape(word) for word in sorted(words.units, key=len, reverse=True))
    parts = re.split(rf"\s+|({units})", numbers.DASH.sub("-", text))
    return [(digits, words.units.get(unit) if unit else None)
            for digits, unit in zip(parts[::2], [*parts[1::2], None], strict=True) if digits]


def says(option: Option) -> tuple:
    """What makes two options the same."""
    return tuple(reading.says for reading in option.values())


def distinct(options: list[Option]) -> list[Option]:
    """The options without those that say the same."""
    return list({says(option): option for option in options}.values())


def merged(first: Row, other: Row) -> Row:
    """One row out of two printings of it within a document: either may be right.

    A lost cell says nothing, nor does a row without any figure beside one with figures (its label printed twice).
    """
    options = [*first.options, *other.options]
    if any(has_figures(option) for option in options):
        options = [option for option in options if has_figures(option)]
    if len(options) == 2:
        left, right = options
        pairs = [(left[cell], right[cell]) for cell in first.cells]
        if all(one.says == two.says or "lost" in (one.kind, two.kind) for one, two in pairs):
            options = [{cell: two if one.kind == "lost" else one
                        for cell, (one, two) in zip(first.cells, pairs, strict=True)}]
    return replace(first, options=distinct(options), complete=first.complete and other.complete,
                   plain=first.plain and other.plain)


def has_figures(option: Option) -> bool:
    return any(reading.kind in ("number", "unreadable") for reading in option.values())
