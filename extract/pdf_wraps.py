"""The text of a cell drawn with lines: its lines, of which those wrapped for want of room are one."""

import re
from collections.abc import Iterable
from itertools import takewhile
from math import inf

from extract.pdf_letters import Letter
from extract.pdf_lines import DIGIT, gap, lines, spaced

OPENING = "（("
CLOSING = "）)，。、；"
PADDING = 5.4  # points between text and border, at most; two tenths of a centimetre are usual
LEAST_ROOM = 0.2  # letter sizes
SLACK = 0.35  # letter sizes by which a line may be shorter than its cell for no reason but its own padding


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
            # no word goes on with digits alone: they are a figure below the word that names its column
            is_below_word = upper[-1].text.isalpha() and number == len(rows) - 1 and _are_digits(row)
            is_one = lacking > 0 or (is_full and lacking > -SLACK * row[0].size)
            text += "" if is_one and not is_below_word else "\n"
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
    if upper[-1].text.isdigit() and _are_digits(rows[0]):
        return rows[0][0].x1 - rows[0][0].x0
    letters = list(takewhile(lambda letter: DIGIT.fullmatch(letter.text), rows[0])) or rows[0][:1]
    rest = [letter for row in rows for letter in row][len(letters) :]
    is_opening = letters[0].text in OPENING
    if is_opening or (rest and rest[0].text in OPENING):
        letters, rest = letters + rest[: 1 if is_opening else 2], rest[1 if is_opening else 2 :]
    letters += takewhile(lambda letter: letter.text in CLOSING, rest)
    return sum(letter.x1 - letter.x0 for letter in letters)


def _are_digits(row: list[Letter]) -> bool:
    return all(letter.text.isdigit() for letter in row)
