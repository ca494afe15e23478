"""The letters of a page, turned upright, each once, in the order in which the file shows them."""

import ctypes
import math
from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import inf
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract import pdf_seen
from extract.pdf_turn import Turn

Box = tuple[float, float, float, float]  # left, top, right, bottom

LOOSEST = 2.5
UNKNOWN = 0xFFFD
BLANKS = (0x20, 0xA0, 0x3000)
ASLANT = 0.05  # of a quarter turn
TOUCHING = 0.05  # letter sizes: digits no further apart are not set wide
LEAST_GAP = 0.07  # letter sizes: digits so much further apart than usual are of two numbers
WIDEST = 0.28  # letter sizes between two digits of one number
SET_WIDE = 0.21  # letter sizes between the digits of numbers shown one by one; columns stand a little further apart
BEYOND = 0.1  # letter sizes by which a digit is cut
FURTHER = 0.6  # letter sizes to the next digit of a number
LAPPING = 0.15  # letter sizes by which one may lie over the other: a font put in place of the right one is wider
MOST_PARTED = 0.1  # of the digits that touch


class Letter(NamedTuple):
    """A printed letter; distances in points from the upper left of the upright page.

    ``base`` is its baseline, ``run`` the stroke of text in which the file shows it: two cells are never one run;
    ``blank`` whether the file shows a blank before it; ``gathered`` whether its stroke was put together here from
    letters that touch, since the file shows them one by one: such a stroke may be of two cells.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    run: int = 0
    blank: bool = False
    gathered: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def letters(
    text: pypdfium2.PdfTextPage, codes: list[int], drawn: list[int], turn: Turn, paint: pdf_seen.Paint
) -> tuple[list[Letter], int]:
    """The letters at the indices ``drawn`` of a page, in the file's order, and the number of those left out because
    they cannot be seen, are set aslant, or stand off the page."""
    shown = [letter for letter in _placed(text, codes, drawn, turn, paint) if letter]
    # PDFium sorts letters by place, so that those of figures over one another are mixed; the file does not
    shown.sort(key=lambda letter: paint.order.get(letter.run, 0))
    return _with_telling_runs(_without_doubles(shown)), len(drawn) - len(shown)


def code(text: pypdfium2.PdfTextPage, index: int) -> int:
    """The character of a letter; UNKNOWN where it shows something and its font does not say what."""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
        left, bottom, right, top = text.get_charbox(index)
        return UNKNOWN if left < right and bottom < top else 0
    return pdfium.FPDFText_GetUnicode(text, index)


def _placed(
    text: pypdfium2.PdfTextPage, codes: list[int], drawn: list[int], turn: Turn, paint: pdf_seen.Paint
) -> Iterator[Letter | None]:
    """The letters in the file's order; None for one that cannot be seen, is set aslant, or stands off the page."""
    matrix = pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    runs = [ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0 for index in drawn]
    paint.given.update(runs)
    begun: set[int] = set()
    for index, run in zip(drawn, runs, strict=True):
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        box, base = text.get_charbox(index, loose=True), turn.point(x.value, y.value)[1]
        if size and max(box[2] - box[0], box[3] - box[1]) > LOOSEST * size:
            # vertical writing: the box is that of the font
            box = text.get_charbox(index)
            base = turn.box(box)[3]
        character = _character(codes[index])
        if _is_aslant(pdfium.FPDFText_GetCharAngle(text, index)):
            yield None
            continue
        is_cut_short = run in paint.clips and character.isdigit() and _is_cut_short(
            turn.box(box), turn.box(paint.boxes[run]), turn.box(paint.clips[run]), size)
        if is_cut_short:
            character = chr(UNKNOWN)
        elif not paint.shows(run, box):
            is_figure_cut = run in paint.cut and run not in begun and character.isdigit()
            begun.add(run)
            yield _cut_off(turn.box(box), turn.box(paint.cut[run]), size, run) if is_figure_cut else None
            continue
        x0, top, x1, bottom = turn.box(box)
        if _is_off(turn, box):
            if not character.isdigit() or bottom < 0 or top > turn.size[1]:
                yield None
                continue
            character = chr(UNKNOWN)  # a figure, or the end of one, beside the page
        blank = index > 0 and codes[index - 1] in BLANKS and not pdfium.FPDFText_IsGenerated(text, index - 1)
        yield Letter(character, x0, x1, top, bottom, base, size or bottom - top, run, blank)


def _cut_off(box: Box, cell: Box, size: float, run: int) -> Letter:
    """What stands for a digit with which a line begins that its cell has no room for: a figure above it goes on."""
    bottom = cell[3]
    return Letter(chr(UNKNOWN), box[0], box[2], bottom - size, bottom, bottom - size / 4, size, run)


def _is_cut_short(place: Box, stroke: Box, clip: Box, size: float) -> bool:
    """Whether a digit shown by itself stands over the end of what it is clipped to, or right behind it: the number that
    it is of goes on there. A stroke of several of which a part is left is read as it was written."""
    is_lone = stroke[2] - stroke[0] <= size
    is_on_line = clip[1] <= (place[1] + place[3]) / 2 <= clip[3]
    return is_lone and is_on_line and place[2] > clip[2] + BEYOND * size and place[0] < clip[2] + FURTHER * size


def _is_off(turn: Turn, box: tuple[float, float, float, float]) -> bool:
    """Whether a box stands off the page."""
    (x0, top, x1, bottom), (width, height) = turn.box(box), turn.size
    return x1 < 0 or x0 > width or bottom < 0 or top > height


def _is_aslant(angle: float) -> bool:
    """Whether a letter stands neither upright nor turned by a quarter, as those of a watermark."""
    quarters = angle / (math.pi / 2)
    return angle >= 0 and abs(quarters - round(quarters)) > ASLANT


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _without_doubles(letters: Iterable[Letter]) -> list[Letter]:
    """Bold is at times made by printing letters twice, a hair apart: one by one, or a whole stroke.

    A stroke of which only some letters lie upon others is another figure, printed over the first for want of room.
    """
    seen: dict[tuple[str, int], list[Letter]] = {}
    fresh: set[int] = set()  # strokes that hold a letter which lies on no other
    kept: list[tuple[Letter, bool]] = []
    for letter in letters:
        near = seen.setdefault((letter.text, round(letter.base / 20)), [])
        twins = {one.run for one in near[-40:] if abs(letter.x0 - one.x0) < 1 and abs(letter.base - one.base) < 1}
        near.append(letter)
        if letter.run not in twins:
            kept.append((letter, bool(twins)))
            if not twins:
                fresh.add(letter.run)
    return [letter for letter, is_double in kept if not is_double or letter.run in fresh]


def _with_telling_runs(letters: list[Letter]) -> list[Letter]:
    """The letters; where the file shows the digits of a number one by one, those that follow and touch one another
    are a stroke: in the file's order, which tells figures that lie over one another apart, unless it is none."""
    placed = sorted(letters, key=lambda letter: (letter.base, letter.x0))
    figures = _of_figures(letters)
    near = {base: gap + LEAST_GAP for base, gap in _usual_gaps(placed, figures).items()}
    written, seen = _touching(letters, near), _touching(placed, near)
    order, touching = (letters, written) if 2 * sum(written) >= sum(seen) else (placed, seen)
    pairs = [
        before.run != letter.run for before, letter, is_near in zip(order, order[1:], touching, strict=False)
        if is_near and {before.run, letter.run} <= figures
    ]
    if sum(pairs) <= MOST_PARTED * len(pairs):
        return letters
    runs = accumulate((not is_near for is_near in touching), initial=1)
    return [letter._replace(run=run, gathered=True) for letter, run in zip(order, runs, strict=False)]


def _of_figures(letters: list[Letter]) -> set[int]:
    """The strokes of digits alone. How words hold theirs does not tell how the file shows the figures of a table: a
    browser shows those set wide one by one, and the words around them in one."""
    return {letter.run for letter in letters} - {letter.run for letter in letters if not letter.text.isdigit()}


def _usual_gaps(placed: list[Letter], figures: set[int]) -> dict[float, float]:
    """Baseline → the gap between the digits of a number on a line of several figures, in letter sizes, where they are
    set wide and shown one by one: no two digits on such lines of the page touch."""
    gaps: dict[float, list[float]] = {}
    for before, letter, gap in zip(placed, placed[1:], _gaps(placed), strict=False):
        if -LAPPING < gap < inf and {before.run, letter.run} <= figures:
            gaps.setdefault(letter.base, []).append(gap)
    several = {base: found for base, found in gaps.items() if max(found) > WIDEST}
    wide = {base: [gap for gap in found if gap <= SET_WIDE] for base, found in several.items()}
    if min((gap for found in wide.values() for gap in found), default=0.0) < TOUCHING:
        return {}
    return {base: median(found) for base, found in wide.items() if found}


def _gaps(letters: list[Letter]) -> Iterator[float]:
    """The gap before every letter but the first, in letter sizes; endless at the beginning of a line."""
    for before, letter in zip(letters, letters[1:], strict=False):
        yield (letter.x0 - before.x1) / max(letter.size, 1.0) if before.base == letter.base else inf


def _touching(letters: list[Letter], near: dict[float, float]) -> list[bool]:
    """Whether each letter but the first touches the one before it; ``near`` are the distances of lines set wide."""
    return [-LAPPING < gap < near.get(letter.base, LEAST_GAP)
            for letter, gap in zip(letters[1:], _gaps(letters), strict=True)]  # fmt: skip
