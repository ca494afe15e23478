"""Letters of a page put together: into lines, into the pieces between wide gaps, into the text of a cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from math import inf
from typing import NamedTuple

from extract.pdf_letters import Letter

SAME_BASE = 0.45  # of the letter size: letters this near in height stand on one line
BLANK = 0.28  # a gap this wide, in letter sizes, shows as a blank
NARROW = 0.07  # a gap this narrow parts two cells if the file itself parts them
NEXT = 0.6  # a gap no wider than this may be that of a blank
WIDE = 0.9  # a gap this wide parts two columns
SAME_START = 1.0  # points by which the left ends of the labels of one column differ at most
DIGIT = re.compile(r"[0-9０-９.．,，]")
OPENING = "（("
CLOSING = "）)，。、；"
PADDING = 5.4  # points between text and border, at most; two tenths of a centimetre are usual
LEAST_ROOM = 0.2  # letter sizes
SLACK = 0.35  # letter sizes by which a line may be shorter than its cell for no reason but its own padding
SPREAD = 1.3  # letter sizes: digits further apart than this are not those of one number set wide
OVERLAP = 0.05  # of the letter size: digits so far over one another are not of one figure
DOUBT = "\ufffd"  # ends a text whose figure is not certain, so that it is never read as a number


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
    """Lines from top to bottom, strokes from left to right. Letters lower or higher by a part of their size,
    such as a point set by itself, stand on the line they touch."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.base):
        if rows and letter.base - rows[-1][0].base <= SAME_BASE * max(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [[letter for stroke in strokes(row) for letter in stroke] for row in rows]


def pieces(line: list[Letter]) -> list[Piece]:
    """The line cut at wide gaps."""
    return [_piece(run) for run in _cut(line, lambda before, letter: gap(before, letter) > WIDE)]


def strokes(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters of a line that the file shows in one stroke, without a blank, from left to right. A figure too
    long for its column lies among the letters of the next one; one set wide is whole."""

    def is_cut(before: Letter, letter: Letter) -> bool:
        space = gap(before, letter)
        return space > (SPREAD if _is_set_wide(before, letter) else BLANK)

    runs: dict[int, list[Letter]] = {}
    for letter in sorted(letters, key=lambda letter: letter.x0):
        runs.setdefault(letter.run, []).append(letter)
    found = [stroke for run in runs.values() for stroke in _cut(run, is_cut)]
    return sorted(found, key=lambda stroke: stroke[0].x0)


def fine_pieces(line: list[Letter], edge: float, starts: Sequence[float] = ()) -> list[Piece]:
    """The line of a table cut at wide gaps, and right of ``edge`` at every blank and wherever the file begins anew
    after the least gap or over what it has shown, and figures anew without any: cells without padding stand that close.
    Left of ``edge`` it is
    cut after the least gap where the file begins anew at one of ``starts``, the left ends of columns of labels."""

    def is_cut(before: Letter, letter: Letter) -> bool:
        space, is_anew = gap(before, letter), letter.run != before.run
        is_apart = is_anew and (space > NARROW or space < -OVERLAP)
        if letter.x1 < edge or _is_set_wide(before, letter):
            return space > WIDE or (is_apart and any(abs(letter.x0 - start) < SAME_START for start in starts))
        return space > BLANK or is_apart or (is_anew and _are_digits(before, letter))

    runs = _with_remarks(_with_lone_letters(_cut(line, is_cut)))
    parts = [part for run in runs for part in _label_and_figure(run, edge)]
    return [_piece(part)._replace(text=text) for part, text in _with_measures(parts)]


def _with_lone_letters(runs: list[list[Letter]]) -> list[list[Letter]]:
    """The runs; a letter hardly apart from a word beside it, which the file shows by itself since it has it from
    another font, is of this word: no column has a word of one letter."""
    made = runs[:1]
    for run in runs[1:]:
        last = made[-1]
        is_lone = 1 in (len(last), len(run)) and len(last) + len(run) > 2
        is_word = is_lone and last[-1].text.isalpha() and run[0].text.isalpha()
        if is_word and 0 <= gap(last[-1], run[0]) <= BLANK:
            made[-1] = last + run
        else:
            made.append(run)
    return made


def _with_remarks(runs: list[list[Letter]]) -> list[list[Letter]]:
    """The runs; what follows a bracket opened behind a figure, as near as a word, up to the closing one is of it: the
    file shows the digits in a remark by themselves, since it has them from another font."""
    made = runs[:1]
    for run in runs[1:]:
        last = made[-1]
        is_open = last[0].text.isdigit() and _opened(last) > 0
        if is_open and -OVERLAP <= gap(last[-1], run[0]) <= BLANK:
            made[-1] = last + run
        else:
            made.append(run)
    return made


def _opened(run: list[Letter]) -> int:
    """How many brackets are opened and not closed."""
    return sum((letter.text in OPENING) - (letter.text in ")）") for letter in run)


def _with_measures(parts: list[list[Letter]]) -> Iterator[tuple[list[Letter], str]]:
    """The parts of a line with their text; a single letter that the file shows a blank behind a figure is of it."""
    for number, part in enumerate(parts):
        if number and _is_measure(parts[number - 1], part):
            continue
        behind = parts[number + 1] if number + 1 < len(parts) and _is_measure(part, parts[number + 1]) else []
        yield part + behind, spaced(part) + spaced(behind)


def _is_measure(figure: list[Letter], part: list[Letter]) -> bool:
    letter = part[0]
    is_word = len(part) == 1 and letter.text.isalpha() and letter.blank
    return is_word and figure[-1].text.isdigit() and gap(figure[-1], letter) <= NEXT


def _label_and_figure(run: list[Letter], edge: float) -> list[list[Letter]]:
    """A piece in two where a word is followed by a figure in the columns of figures: no label ends in one."""
    start = len(run)
    while start and run[start - 1].text.isdigit() and run[start - 1].run == run[-1].run:
        start -= 1
    if not 0 < start < len(run) or not run[start - 1].text.isalpha():
        return [run]
    is_apart = run[start].run != run[start - 1].run and run[-1].x1 > edge
    return [run[:start], run[start:]] if is_apart or run[start].x0 > edge - 1 else [run]


def set_wide(rows: Iterable[list[Piece]]) -> bool:
    """Whether the figures of these rows look like digits of numbers set wide, each shown by itself: none has two
    digits, and some stand close together where others do not."""
    near = far = 0
    for row in rows:
        if any(len(piece.text) > 1 and piece.text[:2].isdigit() for piece in row):
            return False
        for left, right in zip(row, row[1:], strict=False):
            space = (right.x0 - left.x1) / max(left.size, 1.0)
            near += space <= SPREAD
            far += space > 2 * SPREAD
    return near > 1 and far > 0


def _cut(line: list[Letter], is_cut: Callable[[Letter, Letter], bool]) -> list[list[Letter]]:
    runs: list[list[Letter]] = []
    for letter in line:
        if runs and not is_cut(runs[-1][-1], letter):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def gap(before: Letter, letter: Letter) -> float:
    """The space between two letters, in letter sizes."""
    return (letter.x0 - before.x1) / max(letter.size, before.size, 1.0)


def _is_set_wide(before: Letter, letter: Letter) -> bool:
    """Whether two digits are of one number whatever the gap: the file shows them in one stroke, without a blank."""
    is_number = DIGIT.fullmatch(before.text) and DIGIT.fullmatch(letter.text)
    return bool(is_number) and before.run == letter.run and not letter.blank


def _are_digits(before: Letter, letter: Letter) -> bool:
    return before.text.isdigit() and letter.text.isdigit()


def _overlap(before: Letter, letter: Letter) -> bool:
    """Whether two figures are printed over one another."""
    return letter.run != before.run and _are_digits(before, letter) and gap(before, letter) < -OVERLAP


def _piece(run: list[Letter]) -> Piece:
    tops, bottoms = [letter.top for letter in run], [letter.bottom for letter in run]
    last = max(letter.x1 for letter in run)
    return Piece(spaced(run), run[0].x0, last, min(tops), max(bottoms), run[0].base, max(one.size for one in run))


def spaced(line: list[Letter]) -> str:
    """The line as text: a blank for a gap between letters, two or more for one that may part columns, DOUBT where
    figures lie over one another."""
    text = ""
    for before, letter in zip([None, *line], line, strict=False):
        if before is not None:
            space = gap(before, letter)
            is_apart = space > BLANK and not _is_set_wide(before, letter)
            text += " " * (max(2, round(space * 2)) if space > WIDE else is_apart)
            text += f"{DOUBT} {DOUBT}" * _overlap(before, letter)
        text += letter.text
    return text


def cell_text(letters: Iterable[Letter], left: float, right: float, widest: float = inf, apart: float = 0.0) -> str:
    """The text of a cell between ``left`` and ``right``: its lines, but what was wrapped for want of room is one.

    ``widest`` is the longest line in any cell as wide as this one, ``apart`` the points between the digits of
    numbers that are set wide.
    """
    rows = lines(letters)
    text = ""
    pad = min([PADDING, *(max(0.0, min(row[0].x0 - left, right - row[-1].x1)) for row in rows)])
    for number, row in enumerate(rows):
        if number:
            upper = rows[number - 1]
            width = upper[-1].x1 - upper[0].x0
            lacking = _first_unit(upper, rows[number:]) + apart - (right - left - 2 * pad - width)
            is_full = widest < width + row[0].x1 - row[0].x0 + LEAST_ROOM * row[0].size  # no cell shows more room
            text += "" if lacking > 0 or (is_full and lacking > -SLACK * row[0].size) else "\n"
        text += _narrow(row, apart) if apart else re.sub(" {2,}", " ", spaced(row))
    return text


def _narrow(row: list[Letter], apart: float) -> str:
    """A line of letters set wide, without the blanks that this makes."""
    wide = [gap(before, letter) * max(letter.size, before.size, 1.0) > 2 * apart
            for before, letter in zip(row, row[1:], strict=False)]  # fmt: skip
    return row[0].text + "".join(" " * is_wide + letter.text for is_wide, letter in zip(wide, row[1:], strict=True))


def _first_unit(upper: list[Letter], rows: list[list[Letter]]) -> float:
    """Width of what cannot be parted at the beginning of a line: a number; with a bracket behind it, this too and
    what it opens, even if for want of room it stands on the next lines. Digits alone below digits are the end of
    one number only where there was no room for one digit more."""
    if upper[-1].text.isdigit() and all(letter.text.isdigit() for letter in rows[0]):
        return rows[0][0].x1 - rows[0][0].x0
    letters = list(takewhile(lambda letter: DIGIT.fullmatch(letter.text), rows[0])) or rows[0][:1]
    rest = [letter for row in rows for letter in row][len(letters) :]
    is_opening = letters[0].text in OPENING
    if is_opening or (rest and rest[0].text in OPENING):
        letters, rest = letters + rest[: 1 if is_opening else 2], rest[1 if is_opening else 2 :]
    letters += takewhile(lambda letter: letter.text in CLOSING, rest)
    return sum(letter.x1 - letter.x0 for letter in letters)
