"""The pieces of a line: the words and figures between its wide gaps, and in a table those of each column."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pdf_letters import Letter
from extract.pdf_lines import BLANK, OVERLAP, SPREAD, WIDE, are_digits, cut, gap, is_set_wide, spaced

Band = tuple[float, float]  # left and right edge on the page, in points

NARROW = 0.07  # a gap this narrow parts two cells if the file itself parts them
NEXT = 0.6  # a gap no wider than this may be that of a blank
UNEVEN = 0.2  # letter sizes by which the gaps of a word set wide differ at most
LONGEST_NUMBER = 2  # digits of the number of an item
SHORTEST_WORD = 3  # letters
BEHIND = 3.0  # letter sizes between a number and what it numbers
WITH_BLANK = 3.0  # times the gap between two letters of such a word: with a blank between them
SAME_START = 1.0  # points by which the left ends of the labels of one column differ at most
OPENING = "（("
CLOSING = "）)"


class Piece(NamedTuple):
    """Letters of one line without a wide gap between them; ``gathered`` where their strokes were put together here."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    gathered: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        return (self.top + self.bottom) / 2


def pieces(line: list[Letter], walls: Sequence[float] = ()) -> list[Piece]:
    """The line cut at wide gaps, and where one of the upright lines ``walls`` is drawn."""
    spread = _set_wide(line)

    def is_cut(before: Letter, letter: Letter) -> bool:
        is_apart = gap(before, letter) > WIDE and id(letter) not in spread
        return is_apart or _is_walled(before, letter, walls)

    return [_piece(run) for run in _with_numbers(cut(line, is_cut), walls)]


def fine_pieces(line: list[Letter], edge: float, starts: Sequence[float] = (), walls: Sequence[float] = ()
                ) -> list[Piece]:
    """The line of a table cut at wide gaps and at ``walls``, and right of ``edge`` at every blank and wherever the file
    begins anew after the least gap or over what it has shown, and figures anew without any: cells without padding stand
    that close. Left of ``edge`` it is cut after the least gap where the file begins anew at one of ``starts``, the left
    ends of columns of labels."""
    spread = _set_wide(line)

    def is_cut(before: Letter, letter: Letter) -> bool:
        if id(letter) in spread or _is_walled(before, letter, walls):
            return id(letter) not in spread
        space, is_anew = gap(before, letter), letter.run != before.run
        is_apart = is_anew and (space > NARROW or space < -OVERLAP)
        if letter.x1 < edge or is_set_wide(before, letter):
            return space > WIDE or (is_apart and any(abs(letter.x0 - start) < SAME_START for start in starts))
        return space > BLANK or is_apart or (is_anew and are_digits(before, letter))

    runs = _with_numbers(_with_remarks(_with_lone_letters(cut(line, is_cut))), walls)
    parts = [part for run in runs for part in _label_and_figure(run, edge)]
    return [_piece(part)._replace(text=text) for part, text in _with_measures(parts)]


def _is_walled(before: Letter, letter: Letter, walls: Sequence[float]) -> bool:
    """Whether a line is drawn between two letters, and not through a figure too long for its column."""
    return not is_set_wide(before, letter) and any(before.middle < wall < letter.middle for wall in walls)


def _set_wide(line: list[Letter]) -> set[int]:
    """The letters of words set as wide as their cell, by identity, but the first of each: the file shows these letters
    in one stroke, nearly all as far apart, others where there is a blank between. So is the number of an item before
    them, from another font; a figure among others is none."""
    spread: set[int] = set()
    runs = cut(line, lambda before, letter: before.run != letter.run or letter.text.isdigit() != before.text.isdigit())
    for before, run in pairwise([[], *runs]):
        gaps = [gap(left, right) for left, right in pairwise(run)]
        if run[0].text.isdigit() or not gaps or min(gaps) <= BLANK or max(gaps) > WITH_BLANK * min(gaps):
            continue
        if 2 * sum(space > min(gaps) + UNEVEN for space in gaps) >= len(gaps):
            continue
        spread |= {id(letter) for letter in run[1:]}
        number = line.index(run[0]) - len(before)
        is_numbered = before and before[0].text.isdigit() and not (number and line[number - 1].text.isdigit())
        if is_numbered and 0 <= gap(before[-1], run[0]) <= WITH_BLANK * min(gaps):
            spread.add(id(run[0]))
    return spread


def _with_numbers(runs: list[list[Letter]], walls: Sequence[float]) -> list[list[Letter]]:
    """The runs; a number of an item, before any figure of the line, is of the words behind it, though the blank between
    is wide in a line set as wide as its cell. Words with a number of their own have none before them but that of a
    row."""
    made: list[list[Letter]] = []
    for run in runs:
        last = made[-1] if made else []
        is_first = bool(last) and not any(letter.text.isdigit() for part in made[:-1] for letter in part)
        is_number = is_first and len(last) <= LONGEST_NUMBER and all(letter.text.isdigit() for letter in last)
        is_word = len(run) >= SHORTEST_WORD and all(letter.text.isalpha() for letter in run[:SHORTEST_WORD])
        if is_number and is_word and 0 <= gap(last[-1], run[0]) <= BEHIND and not _is_walled(last[-1], run[0], walls):
            made[-1] = last + run
        else:
            made.append(run)
    return made


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
    """The parts of a line with their text; a single letter that the file shows a blank behind a figure, or as near as
    programs set letters of another script, is of it."""
    for number, part in enumerate(parts):
        if number and _is_measure(parts[number - 1], part):
            continue
        behind = parts[number + 1] if number + 1 < len(parts) and _is_measure(part, parts[number + 1]) else []
        yield part + behind, spaced(part) + spaced(behind)


def _is_measure(figure: list[Letter], part: list[Letter]) -> bool:
    letter = part[0]
    is_word = len(part) == 1 and letter.text.isalpha() and figure[-1].text.isdigit()
    return is_word and 0 <= gap(figure[-1], letter) <= (NEXT if letter.blank else BLANK)


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
    return near > 0 and far > 0


def _piece(run: list[Letter]) -> Piece:
    tops, bottoms = [letter.top for letter in run], [letter.bottom for letter in run]
    last = max(letter.x1 for letter in run)
    size, gathered = max(letter.size for letter in run), any(letter.gathered for letter in run)
    return Piece(spaced(run), run[0].x0, last, min(tops), max(bottoms), run[0].base, size, gathered)
