"""Letters of a page put together: into lines, into the pieces between wide gaps, into the text of a cell."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from extract.pdf_page import Letter

SAME_BASE = 0.45  # of the letter size: letters this near in height stand on one line
BLANK = 0.28  # a gap this wide, in letter sizes, shows as a blank
NARROW = 0.07  # a gap this narrow parts two cells if the file itself parts them
WIDE = 0.9  # a gap this wide parts two columns
FIGURE = re.compile(r"[0-9０-９.．,，+\-－−*%]+")


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


def cell_text(letters: Iterable[Letter], width: float) -> str:
    """The text of a cell ``width`` wide: its lines, but a number wrapped for want of room is one number."""
    rows = lines(letters)
    if len(rows) > 1 and all(FIGURE.fullmatch(letter.text) for row in rows for letter in row):
        return _figure_text(rows, width)
    return "\n".join(re.sub(" {2,}", " ", spaced(row)) for row in rows)


def _figure_text(rows: list[list[Letter]], width: float) -> str:
    text = spaced(rows[0])
    for above, row in zip(rows, rows[1:], strict=False):
        room = width - (above[-1].x1 - above[0].x0)
        is_wrapped = room < 2.2 * (above[-1].x1 - above[-1].x0)
        text += ("" if is_wrapped else "\n") + spaced(row)
    return text
