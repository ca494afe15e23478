"""Printed rows into options: every way the numbers of a row can stand in its cells.

A row printed cell by cell has one option. A row with fewer figures than columns, or with figures run together, has
as many as its own identities allow; they are counted out exactly, within a bound (``fill``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from transform import fill, numbers
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

    def filled(self, edition: Edition, steps: list[fill.Steps], supply: int, read: Callable) -> "Row":
        """The row with every option that its own identities allow.

        ``read(column, left, rest)`` gives the reading of a cell that takes the supply from ``left`` down to ``rest``.
        """
        ways, count, fits = fill.allowed(edition, self.cells, steps, supply)
        plain = count == 1 and (fits or not self.cut) or not edition.counted[self.cells].any()
        columns = []
        for column, spans in enumerate(zip(*ways or (), strict=True)):
            found = {span: read(column, *span) for span in set(spans)}
            columns.append([found[span] for span in spans])
        options = [dict(zip(self.cells, way, strict=True)) for way in zip(*columns, strict=True)]
        return replace(self, options=options, complete=ways is not None, plain=plain, ways=count,
                       fits=fits)


@lru_cache(maxsize=65536)
def read_cell(text: str | None, counted: bool, words: numbers.Vocabulary, unit: str | None = None) -> Reading:
    """One cell's text as a reading; a counted cell takes only whole numbers from 0 up, one whose ``unit`` in the form
    is a count of things only whole ones."""
    number = numbers.parse(text, words)
    if number.kind != "number":
        return Reading(number.kind, None, text, None, None, number.note)
    if abs(number.value) > LARGEST or number.value.as_tuple().exponent < -DECIMALS:
        return Reading("unreadable", None, text, None, None, "more digits than a count or an amount has")
    if number.value % 1 and words.counts(unit):
        return Reading("unreadable", None, text, None, None, "not a whole number, as a count is")
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


def short(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row with at most as many pieces as cells: each stands whole in one cell, in order; the others are blank."""
    counted = bool(edition.counted[cells[0]])
    readings = [read_cell(piece.text, counted, words)._replace(place=piece.place) for piece in pieces]
    empty = Reading("blank", None, "", pieces[0].place if pieces else None)
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


def joined(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row whose pieces run numbers together: every cell has exactly one number, in order, or among counts a mark
    that it is empty: one stroke or two, not known where either fills the cells.

    A number ends at a piece's end, at a blank and at a mark; only where no cutting at all respects them (more pieces
    than cells) may a blank stand inside a number. A number is never led by an idle zero.
    """
    row = replace(described(cells, pieces), cut=True, complete=False)
    chunks = [chunk for piece in pieces for chunk in chunked(numbers.plain(piece.text or ""), words)]
    if not edition.counted[cells[0]]:
        ways = [chunks]
    else:
        strokes = [set(map(len, re.findall(r"-+", digits))) for digits, _ in chunks]
        twice = any(strokes) and not any(length % 2 for lengths in strokes for length in lengths)
        ways = [[(re.sub(mark, "-", digits), unit) for digits, unit in chunks]
                for mark in ("[-/]", "--|/")[: 1 + twice]]
    found = [cut(edition, row, way, pieces, words) for way in ways
             if all(re.fullmatch(r"[\d.+-]+", digits) for digits, _ in way)]
    possible = [one for one in found if one.ways]
    return row if len(possible) > 1 or not found else [*possible, *found][0]


def cut(edition: Edition, row: Row, chunks: list[tuple[str, str | None]], pieces: list[Piece],
        words: numbers.Vocabulary) -> Row:
    """A row of digits run together cut into its cells, which have numbers or, among counts, a dash each."""
    cells = row.cells
    if len(chunks) > len(cells):
        chunks = [("".join(digits for digits, _ in chunks), chunks[-1][1])]
    text = "".join(digits for digits, _ in chunks)
    ends: dict[int, str | None] = {}
    starts, position = [0], 0
    for digits, unit in chunks:
        position += len(digits)
        ends[position] = unit
        starts.append(position)
    place = pieces[0].place
    header_unit = next((piece.unit for piece in pieces if piece.unit), None)

    def read(column: int, end: int, start: int) -> Reading:
        digits = text[start:end]
        if digits == "-":
            return Reading("blank", None, row.text, place)
        value = int(digits) if edition.counted[cells[column]] else Decimal(digits)
        return Reading("number", value, row.text, place, ends.get(end) or header_unit)

    steps = [cuts(text, tuple(starts), kind_of(edition, cell, words), column) for column, cell in enumerate(cells)]
    row = row.filled(edition, steps, len(text), read)
    doubtful = row.fits and not edition.across[cells].any()
    return replace(row, lone=not (doubtful and fill.but_for_one(edition, cells, steps, len(text))))


def kind_of(edition: Edition, cell: int, words: numbers.Vocabulary) -> str:
    """What a cell may hold: a count under identities, a whole number, or an amount with decimals."""
    if edition.counted[cell]:
        return "count"
    return "whole" if words.units.get(edition.labels[edition.cells[cell]][2], "") is None else "amount"


def cuts(text: str, starts: tuple[int, ...], kind: str, column: int) -> fill.Steps:
    """Where a cell's number may begin (``rest``) and end (``left``) in digits run together, and its value.

    ``starts`` are the pieces' beginnings, and the end of all: a number crosses none of them, and each cell before
    this one can end only one.
    """
    begin, end, value = spans(text, starts, kind)
    before = np.searchsorted(starts, begin)
    fits = (before <= column) if column else (begin == 0)
    return fill.Steps(end[fits], begin[fits], value[fits])


@lru_cache(maxsize=64)
def spans(text: str, starts: tuple[int, ...], kind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every stretch of a piece that is a number of this kind: begin, end and, for a count, its value; by end."""
    found = []
    for border, last in pairwise(starts):
        for begin in range(border, last):
            for end in range(begin + 1, min(last, begin + LONGEST) + 1):
                digits = text[begin:end]
                if kind == "count":
                    if digits == "-":
                        found.append((end, begin, 0))
                    if not digits.isdigit() or len(digits) > len(str(LARGEST)) or end > begin + 1 and digits[0] == "0":
                        break
                    if int(digits) <= LARGEST:
                        found.append((end, begin, int(digits)))
                elif (WHOLE if kind == "whole" else AMOUNT).fullmatch(digits) and abs(Decimal(digits)) <= LARGEST:
                    found.append((end, begin, 0))
    ordered = np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
    return ordered[:, 1], ordered[:, 0], ordered[:, 2]


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
    return tuple([reading[:2] for reading in option.values()])


def distinct(options: list[Option]) -> list[Option]:
    """The options without those that say the same."""
    return list({says(option): option for option in options}.values())


def merged(first: Row, other: Row) -> Row:
    """One row out of two printings of it within a document: either may be right.

    A lost cell says nothing, nor does a row of empty cells beside one with figures (its label printed twice).
    """
    options = [*first.options, *other.options]
    if any(has_figures(option) for option in options):
        options = [option for option in options if says_something(option)]
    if len(options) == 2:
        left, right = options
        pairs = [(left[cell], right[cell]) for cell in first.cells]
        if all(one.says == two.says or "lost" in (one.kind, two.kind) for one, two in pairs):
            options = [{cell: two if one.kind == "lost" else one
                        for cell, (one, two) in zip(first.cells, pairs, strict=True)}]
    return replace(first, options=distinct(options), complete=first.complete and other.complete,
                   plain=first.plain and other.plain, ways=max(first.ways, other.ways),
                   lone=first.lone and other.lone)


def says_something(option: Option) -> bool:
    """Whether a row prints figures, or in any cell a mark or a word for none."""
    return has_figures(option) or any(reading.kind == "blank" and (reading.text or "").strip()
                                      for reading in option.values())


def has_figures(option: Option) -> bool:
    return any(reading.kind in ("number", "unreadable") for reading in option.values())
