"""One page of a PDF as letters and rules, turned upright: what is printed and which lines are drawn, and where.

PDFium gives both at a small part of the time a full page model takes.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract import pdf_seen

THIN = 3.2
STRAIGHT = 1.0
LOOSEST = 2.5
UNKNOWN = 0xFFFD
ASLANT = 0.05  # of a quarter turn
TOUCHING = 0.07  # letter sizes between two digits of one number
MOST_PARTED = 0.1  # of the digits that touch
MOST_LETTERS = 60_000
MOST_CORNERS = 30_000
MOST_POINTS = 400


class Letter(NamedTuple):
    """A printed letter; distances in points from the upper left of the upright page.

    ``base`` is its baseline, ``run`` the stroke of text in which the file shows it: two cells are never one run.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    run: int = 0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A drawn straight line: ``at`` is its fixed coordinate, ``start`` to ``end`` the other one."""

    upright: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """``broken`` is the share of letters whose font does not say which characters they are, ``unseen`` the number of
    letters left out because they cannot be seen or are set aslant over the page."""

    number: int
    width: float
    height: float
    letters: list[Letter]
    rules: list[Rule]
    pictures: int
    broken: float
    unseen: int


class _Turn(NamedTuple):
    """From PDF coordinates (origin below left) to the upright page (origin above left)."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return self.top - y, self.right - x
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return y - self.bottom, x - self.left


def read(page: pypdfium2.PdfPage, number: int) -> Page:
    """Letters, rules and the count of pictures of a page. Raises pypdfium2.PdfiumError on damage."""
    text = page.get_textpage()
    count = min(text.count_chars(), MOST_LETTERS)
    codes = [_code(text, index) for index in range(count)]
    drawn = [
        index
        for index, code in enumerate(codes)
        if code > 32 and code != 0xA0 and not pdfium.FPDFText_IsGenerated(text, index)
    ]
    turn = _Turn(_quarter(text, drawn), *page.get_cropbox())
    paint = pdf_seen.paint(page)
    shown = [letter for letter in _letters(text, codes, drawn, turn, paint) if letter]
    # PDFium sorts letters by place, so that those of figures over one another are mixed; the file does not
    shown.sort(key=lambda letter: paint.order.get(letter.run, 0))
    letters = _with_telling_runs(_without_doubles(shown))
    pictures = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    strange = sum(1 for index in drawn if 0xE000 <= codes[index] <= 0xF8FF or codes[index] == UNKNOWN)
    broken = strange / len(drawn) if drawn else 0.0
    return Page(number, *turn.size, letters, _rules(page, turn), pictures, broken, len(drawn) - len(shown))


def _code(text: pypdfium2.PdfTextPage, index: int) -> int:
    """The character of a letter; UNKNOWN where it shows something and its font does not say what."""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
        left, bottom, right, top = text.get_charbox(index)
        return UNKNOWN if left < right and bottom < top else 0
    return pdfium.FPDFText_GetUnicode(text, index)


def _quarter(text: pypdfium2.PdfTextPage, drawn: list[int]) -> int:
    """How many quarters of a circle most of the page's letters are turned, with the clock."""
    angles = (pdfium.FPDFText_GetCharAngle(text, index) for index in drawn[:2000])
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] if quarters else 0


def _letters(
    text: pypdfium2.PdfTextPage, codes: list[int], drawn: list[int], turn: _Turn, paint: pdf_seen.Paint
) -> Iterator[Letter | None]:
    """The letters in the file's order; None for one that cannot be seen, is set aslant, or stands off the page."""
    matrix = pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    width, height = turn.size
    for index in drawn:
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        box, base = text.get_charbox(index, loose=True), turn.point(x.value, y.value)[1]
        if size and max(box[2] - box[0], box[3] - box[1]) > LOOSEST * size:
            # vertical writing: the box is that of the font
            box = text.get_charbox(index)
            base = _upright(box, turn)[3]
        if _is_aslant(pdfium.FPDFText_GetCharAngle(text, index)) or not paint.shows(run, box):
            yield None
            continue
        x0, top, x1, bottom = _upright(box, turn)
        if x1 < 0 or x0 > width or bottom < 0 or top > height:
            yield None
        else:
            yield Letter(_character(codes[index]), x0, x1, top, bottom, base, size or bottom - top, run)


def _is_aslant(angle: float) -> bool:
    """Whether a letter stands neither upright nor turned by a quarter, as those of a watermark."""
    quarters = angle / (math.pi / 2)
    return angle >= 0 and abs(quarters - round(quarters)) > ASLANT


def _upright(box: tuple[float, float, float, float], turn: _Turn) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a box given as left, bottom, right, top in PDF coordinates."""
    (xa, ya), (xb, yb) = turn.point(box[0], box[1]), turn.point(box[2], box[3])
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


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
    written, seen = _touching(letters), _touching(placed)
    order, touching = (letters, written) if 2 * sum(written) >= sum(seen) else (placed, seen)
    pairs = [
        before.run != letter.run for before, letter, is_near in zip(order, order[1:], touching, strict=False)
        if is_near and before.text.isdigit() and letter.text.isdigit()
    ]
    if sum(pairs) <= MOST_PARTED * len(pairs):
        return letters
    runs = accumulate((not is_near for is_near in touching), initial=1)
    return [letter._replace(run=run) for letter, run in zip(order, runs, strict=False)]


def _touching(letters: list[Letter]) -> list[bool]:
    return [
        before.base == letter.base and abs(letter.x0 - before.x1) < TOUCHING * letter.size
        for before, letter in zip(letters, letters[1:], strict=False)
    ]


def _rules(page: pypdfium2.PdfPage, turn: _Turn) -> list[Rule]:
    """The drawn lines; none where so much is drawn that it is a picture: half of the lines would mislead."""
    found: list[Rule] = []
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    work = 0
    for item in page.get_objects(filter=kinds):
        work += 1 if item.type == pdfium.FPDF_PAGEOBJ_IMAGE else pdfium.FPDFPath_CountSegments(item.raw)
        if work > MOST_CORNERS:
            return []
        found += _item_rules(item, turn)
    return found


def _item_rules(item: pypdfium2.PdfObject, turn: _Turn) -> Iterator[Rule]:
    if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
        points = _moved([(0, 0), (1, 0), (1, 1), (0, 1)], item)
        yield from _thin_box([turn.point(*point) for point in points])
        return
    fill, stroke = _draw_mode(item)
    for points in _subpaths(item):
        corners = [turn.point(*point) for point in _moved(points, item)]
        if stroke:
            yield from _straight_edges(corners)
        elif fill:
            yield from _thin_box(corners)


def _draw_mode(item: pypdfium2.PdfObject) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value), bool(stroke.value)


def _subpaths(item: pypdfium2.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """Each connected outline of a path as its corners; a closed one ends where it began."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(item.raw)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if 1 < len(points) <= MOST_POINTS:
        yield points


def _moved(points: list[tuple[float, float]], item: pypdfium2.PdfObject) -> list[tuple[float, float]]:
    """Points of an object in page coordinates: through its own matrix and those of the forms it lies in."""
    while item is not None:
        matrix = item.get_matrix()
        points = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in points]
        item = item.container
    return points


def _straight_edges(corners: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in zip(corners, corners[1:], strict=False):
        if abs(x0 - x1) <= STRAIGHT and y0 != y1:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) <= STRAIGHT and x0 != x1:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _thin_box(corners: list[tuple[float, float]]) -> Iterator[Rule]:
    """A filled shape as thin as a line is a line, a dot may be part of either kind; a broad one is a background."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if width <= THIN:
        yield Rule(True, (max(xs) + min(xs)) / 2, min(ys), max(ys))
    if height <= THIN:
        yield Rule(False, (max(ys) + min(ys)) / 2, min(xs), max(xs))
