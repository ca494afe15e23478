"""Digits run together into options: every way to cut them into the numbers of a row."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import numpy as np

from transform import fill, numbers
from transform.identities import Edition
from transform.readings import LARGEST, Piece, Reading, Row, described

LONGEST = len(str(LARGEST)) + 7  # characters of a number with its point and decimals
WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d*)")
AMOUNT = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d{1,6})?")


def joined(edition: Edition, cells: list[int], pieces: list[Piece], words: numbers.Vocabulary) -> Row:
    """A row whose pieces run numbers together: every count has exactly one number, in order, or a mark that it is
    empty: one stroke or two, not known where either fills the cells. A cell that stands in no sum may be empty
    without a mark, as authors leave these: nothing would tell that ``12`` is not 1 and 2.

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


def chunked(text: str, words: numbers.Vocabulary) -> list[tuple[str, str | None]]:
    """Runs of digits as blanks and unit words part them, each with the unit of money behind it."""
    units = "|".join(re.escape(word) for word in sorted(words.units, key=len, reverse=True))
    parts = re.split(rf"\s+|({units})", numbers.DASH.sub("-", text))
    return [(digits, words.units.get(unit) if unit else None)
            for digits, unit in zip(parts[::2], [*parts[1::2], None], strict=True) if digits]


def cut(edition: Edition, row: Row, chunks: list[tuple[str, str | None]], pieces: list[Piece],
        words: numbers.Vocabulary) -> Row:
    """A row of digits run together cut into its cells, which have numbers or, among counts, a dash each."""
    cells = row.cells
    if len(chunks) > len(cells):
        if not edition.counted[cells[0]] and len({piece.place for piece in pieces}) > 1:
            return row  # the number of a page on a line of its own, and no sum to tell it from the end of a figure
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
        if digits in ("", "-"):
            return Reading("blank", None, row.text if digits else "", place)
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
    if kind != "count":
        empty = np.arange(len(text) + 1)
        begin, end, value = (np.concatenate(pair) for pair in ((empty, begin), (empty, end), (0 * empty, value)))
        order = np.argsort(end, kind="stable")
        begin, end, value = begin[order], end[order], value[order]
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
