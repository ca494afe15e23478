"""The straight lines drawn on a page: strokes, thin filled shapes and pictures, turned upright."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract.pdf_objects import MOST_OBJECTS, clipped_to, draw_mode, extent, moved
from extract.pdf_turn import Turn

THIN = 3.2
STRAIGHT = 1.0
CUT = 3.0  # points behind what a line is clipped to
MOST_CORNERS = 30_000
MOST_POINTS = 400
ONE_BOX = 5  # corners of a rectangle
ONE_DOT = 14  # of a circle, by its curves

Outline = tuple[list[tuple[float, float]], set[int]]  # corners, and the numbers of those that a curve leads to


class Rule(NamedTuple):
    """A drawn straight line: ``at`` is its fixed coordinate, ``start`` to ``end`` the other one."""

    upright: bool
    at: float
    start: float
    end: float


def rules(objects: list[pypdfium2.PdfObject], turn: Turn) -> tuple[list[Rule], float]:
    """The drawn lines; none where so much is drawn that it is a picture: half of the lines would mislead. And how far
    to the right the page shows them: where they go on behind that, what stands there is not seen."""
    found: list[Rule] = []
    shown = width = turn.size[0]
    work = 0
    for item in objects if len(objects) <= MOST_OBJECTS else []:
        own: list[Rule] = []
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            own += _thin_box([turn.point(*point) for point in moved([(0, 0), (1, 0), (1, 1), (0, 1)], item)])
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            corners = pdfium.FPDFPath_CountSegments(item.raw)
            fill, stroke = draw_mode(item)
            if fill and not stroke and _is_speck(item, corners):
                left, bottom, right, top = extent(item)
                own += _thin_box([turn.point(left, bottom), turn.point(right, top)])
            else:
                work += corners
                if work > MOST_CORNERS:
                    return [], width
                own += _path_rules(item, turn, fill, stroke)
        shown = min(shown, _shown(item, own, turn)) if own else shown
        found += own
    return found, shown


def _shown(item: pypdfium2.PdfObject, own: list[Rule], turn: Turn) -> float:
    """Where the lines of an object are cut at the right by what it is clipped to, if that is no cell."""
    clip = clipped_to(item)
    if clip is None:
        return inf
    left, _, right, _ = turn.box(clip)
    is_cut = any((rule.at if rule.upright else rule.end) > right + CUT for rule in own)
    return right if is_cut and right - left > turn.size[0] / 2 else inf


def _is_speck(item: pypdfium2.PdfObject, corners: int) -> bool:
    """Whether a filled shape is a single dot or dash, of which a line may hold hundreds."""
    left, bottom, right, top = item.get_bounds()
    return corners <= ONE_BOX or (corners <= ONE_DOT and max(right - left, top - bottom) <= THIN)


def _path_rules(item: pypdfium2.PdfObject, turn: Turn, fill: bool, stroke: bool) -> Iterator[Rule]:
    for points, bent in _subpaths(item):
        corners = [turn.point(*point) for point in moved(points, item)]
        if stroke:
            yield from _straight_edges(corners, bent)
        elif fill:
            yield from _thin_box(corners)


def _subpaths(item: pypdfium2.PdfObject) -> Iterator[Outline]:
    """Each connected outline of a path as its corners; a closed one ends where it began."""
    points: list[tuple[float, float]] = []
    bent: set[int] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(item.raw)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, bent
            points, bent = [], set()
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bent.add(len(points))
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if 1 < len(points) <= MOST_POINTS:
        yield points, bent


def _straight_edges(corners: list[tuple[float, float]], bent: set[int]) -> Iterator[Rule]:
    """The sides that run straight up or across; what leads to a corner in ``bent`` is part of a curve, as in a seal."""
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(corners), 1):
        if number in bent:
            continue
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
