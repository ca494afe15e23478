"""Letters of a page put together into lines and into the strokes of a line, and how far they stand apart."""

import re
from collections.abc import Callable, Iterable

from extract.pdf_letters import Letter

SAME_BASE = 0.45  # of the letter size: letters this near in height stand on one line
BLANK = 0.28  # a gap this wide, in letter sizes, shows as a blank
WIDE = 0.9  # a gap this wide parts two columns
SPREAD = 1.3  # letter sizes: digits further apart than this are not those of one number set wide
OVERLAP = 0.05  # of the letter size: digits so far over one another are not of one figure
DIGIT = re.compile(r"[0-9０-９.．,，]")
DOUBT = "\ufffd"  # ends a text whose figure is not certain, so that it is never read as a number


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


def strokes(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters of a line that the file shows in one stroke, without a blank, from left to right. A figure too
    long for its column lies among the letters of the next one; one set wide is whole."""

    def is_cut(before: Letter, letter: Letter) -> bool:
        space = gap(before, letter)
        return space > (SPREAD if is_set_wide(before, letter) else BLANK)

    runs: dict[int, list[Letter]] = {}
    for letter in sorted(letters, key=lambda letter: letter.x0):
        runs.setdefault(letter.run, []).append(letter)
    found = [stroke for run in runs.values() for stroke in cut(run, is_cut)]
    return sorted(found, key=lambda stroke: stroke[0].x0)


def spaced(line: list[Letter]) -> str:
    """The line as text: a blank for a gap between letters, two or more for one that may part columns, DOUBT where
    figures lie over one another."""
    text = ""
    for before, letter in zip([None, *line], line, strict=False):
        if before is not None:
            space = gap(before, letter)
            is_apart = space > BLANK and not is_set_wide(before, letter)
            text += " " * (max(2, round(space * 2)) if space > WIDE else is_apart)
            text += f"{DOUBT} {DOUBT}" * _overlap(before, letter)
        text += letter.text
    return text


def gap(before: Letter, letter: Letter) -> float:
    """The space between two letters, in letter sizes."""
    return (letter.x0 - before.x1) / max(letter.size, before.size, 1.0)


def cut(line: list[Letter], is_cut: Callable[[Letter, Letter], bool]) -> list[list[Letter]]:
    """The letters of a line in runs: a new one begins where ``is_cut`` says so of two that follow."""
    runs: list[list[Letter]] = []
    for letter in line:
        if runs and not is_cut(runs[-1][-1], letter):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def is_set_wide(before: Letter, letter: Letter) -> bool:
    """Whether two digits are of one number whatever the gap: the file shows them in one stroke, without a blank."""
    is_number = DIGIT.fullmatch(before.text) and DIGIT.fullmatch(letter.text)
    return bool(is_number) and before.run == letter.run and not letter.blank


def are_digits(before: Letter, letter: Letter) -> bool:
    return before.text.isdigit() and letter.text.isdigit()


def _overlap(before: Letter, letter: Letter) -> bool:
    """Whether two figures are printed over one another."""
    return letter.run != before.run and are_digits(before, letter) and gap(before, letter) < -OVERLAP
