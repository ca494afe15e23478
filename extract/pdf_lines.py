"""Letters of a page put together: into lines, into the pieces between wide gaps, into the text of a cell."""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import NamedTuple

from extract.pdf_page import Letter

SAME_BASE = 0.45  # of the letter size: letters this near in height stand on one line
BLANK = 0.28  # a gap this wide, in letter sizes, shows as a blank
NARROW = 0.07  # a gap this narrow parts two cells if the file itself parts them
WIDE = 0.9  # a gap this wide parts two columns
DIGIT = re.compile(r"[0-9０-９.．,，]")
OPENING = "（("
CLOSING = "）)，。、；"
PADDING = 5.4  # points between text and border, at most; two tenths of a centimetre are usual


class Piece(NamedTuple):
    """Letters of one line without a wide gap between them."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        return (self.top + self.bottom) / 2


def lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Lines from top to bottom, letters from left to right. Letters lower or higher by a part of their size,
    such as a point set by itself, stand on the line they touch."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.base):
        if rows and letter.base - rows[-1][0].base <= SAME_BASE * max(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda letter: letter.x0) for row in rows]


def pieces(line: list[Letter]) -> list[Piece]:
    """The line cut at wide gaps."""
    return [_piece(run) for run in _cut(line, lambda before, letter: _gap(before, letter) > WIDE)]


def strokes(line: list[Letter]) -> list[list[Letter]]:
    """The letters that the file shows in one stroke, without a blank."""
    return _cut(line, lambda before, letter: letter.run != before.run or _gap(before, letter) > BLANK)


def fine_pieces(line: list[Letter], edge: float) -> list[Piece]:
    """The line of a table cut at wide gaps, and right of ``edge`` at every blank and wherever the file begins anew
    after the least gap: cells without padding stand that close."""

    def is_cut(before: Letter, letter: Letter) -> bool:
        gap = _gap(before, letter)
        if letter.x1 < edge:
            return gap > WIDE
        return gap > BLANK or (letter.run != before.run and gap > NARROW)

    return [_piece(run) for run in _cut(line, is_cut)]


def _cut(line: list[Letter], is_cut: Callable[[Letter, Letter], bool]) -> list[list[Letter]]:
    runs: list[list[Letter]] = []
    for letter in line:
        if runs and not is_cut(runs[-1][-1], letter):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def _gap(before: Letter, letter: Letter) -> float:
    """The space between two letters, in letter sizes."""
    return (letter.x0 - before.x1) / max(letter.size, before.size, 1.0)


def _piece(run: list[Letter]) -> Piece:
    tops, bottoms = [letter.top for letter in run], [letter.bottom for letter in run]
    last = max(letter.x1 for letter in run)
    return Piece(spaced(run), run[0].x0, last, min(tops), max(bottoms), run[0].base, max(one.size for one in run))


def spaced(line: list[Letter]) -> str:
    """The line as text: a blank for a gap between letters, two or more for one that may part columns."""
    text = ""
    for before, letter in zip([None, *line], line, strict=False):
        if before is not None:
            gap = _gap(before, letter)
            text += " " * (max(2, round(gap * 2)) if gap > WIDE else gap > BLANK)
        text += letter.text
    return text


def cell_text(letters: Iterable[Letter], left: float, right: float) -> str:
    """The text of a cell between ``left`` and ``right``: its lines, but what was wrapped for want of room is one."""
    rows = lines(letters)
    text = ""
    pad = min([PADDING, *(max(0.0, min(row[0].x0 - left, right - row[-1].x1)) for row in rows)])
    for number, row in enumerate(rows):
        if number:
            upper = rows[number - 1]
            room = right - left - 2 * pad - (upper[-1].x1 - upper[0].x0)
            text += "" if room < _first_unit(rows[number:]) else "\n"
        text += re.sub(" {2,}", " ", spaced(row))
    return text


def _first_unit(rows: list[list[Letter]]) -> float:
    """Width of what cannot be parted at the beginning of a line: a number; with a bracket behind it, this too and
    what it opens, even if for want of room it stands on the next lines."""
    letters = list(takewhile(lambda letter: DIGIT.fullmatch(letter.text), rows[0])) or rows[0][:1]
    rest = [letter for row in rows for letter in row][len(letters) :]
    is_opening = letters[0].text in OPENING
    if is_opening or (rest and rest[0].text in OPENING):
        letters, rest = letters + rest[: 1 if is_opening else 2], rest[1 if is_opening else 2 :]
    letters += takewhile(lambda letter: letter.text in CLOSING, rest)
    return sum(letter.x1 - letter.x0 for letter in letters)
