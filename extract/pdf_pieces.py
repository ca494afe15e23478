"""The pieces of a line: the words and figures between its wide gaps, and in a table those of each column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.pdf_letters import Letter
from extract.pdf_lines import BLANK, OVERLAP, SPREAD, WIDE, are_digits, cut, gap, is_set_wide, spaced

Band = tuple[float, float]  # left and right edge on the page, in points

NARROW = 0.07  # a gap this narrow parts two cells if the file itself parts them
NEXT = 0.6  # a gap no wider than this may be that of a blank
SAME_START = 1.0  # points by which the left ends of the labels of one column differ at most
OPENING = "（("
CLOSING = "）)"


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


def pieces(line: list[Letter]) -> list[Piece]:
    """The line cut at wide gaps."""
    return [_piece(run) for run in cut(line, lambda before, letter: gap(before, letter) > WIDE)]


def fine_pieces(line: list[Letter], edge: float, starts: Sequence[float] = ()) -> list[Piece]:
    """The line of a table cut at wide gaps, and right of ``edge`` at every blank and wherever the file begins anew
    after the least gap or over what it has shown, and figures anew without any: cells without padding stand that close.
    Left of ``edge`` it is
    cut after the least gap where the file begins anew at one of ``starts``, the left ends of columns of labels."""

    def is_cut(before: Letter, letter: Letter) -> bool:
        space, is_anew = gap(before, letter), letter.run != before.run
        is_apart = is_anew and (space > NARROW or space < -OVERLAP)
        if letter.x1 < edge or is_set_wide(before, letter):
            return space > WIDE or (is_apart and any(abs(letter.x0 - start) < SAME_START for start in starts))
        return space > BLANK or is_apart or (is_anew and are_digits(before, letter))

    runs = _with_remarks(_with_lone_letters(cut(line, is_cut)))
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


def _piece(run: list[Letter]) -> Piece:
    tops, bottoms = [letter.top for letter in run], [letter.bottom for letter in run]
    last = max(letter.x1 for letter in run)
    return Piece(spaced(run), run[0].x0, last, min(tops), max(bottoms), run[0].base, max(one.size for one in run))
