"""What is painted on a page, object by object, and where: through the forms it lies in."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]  # left, bottom, right, top

MOST_OBJECTS = 60_000


def objects(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    """The objects in the order in which they are painted, at most ``MOST_OBJECTS`` + 1."""
    found = []
    for item in page.get_objects():
        found.append(item)
        if len(found) > MOST_OBJECTS:
            break
    return found


def extent(item: pypdfium2.PdfObject) -> Box:
    """The extent of an object on the page."""
    left, bottom, right, top = item.get_bounds()
    if item.container is None:
        return left, bottom, right, top
    return around(moved([(left, bottom), (right, bottom), (right, top), (left, top)], item.container))


def draw_mode(item: pypdfium2.PdfObject) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value), bool(stroke.value)


def moved(points: list[tuple[float, float]], item: pypdfium2.PdfObject | None) -> list[tuple[float, float]]:
    """Points through the matrix of an object and those of the forms it lies in."""
    while item is not None:
        matrix = item.get_matrix()
        points = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in points]
        item = item.container
    return points


def around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def clipped_to(item: pypdfium2.PdfObject) -> Box | None:
    """What an object is clipped to, as far as rectangles tell."""
    path = pdfium.FPDFPageObj_GetClipPath(item.raw)
    boxes = [around(moved(points, item.container)) for points in _clip_outlines(path)] if path else []
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def _clip_outlines(path) -> Iterator[list[tuple[float, float]]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
        points = []
        for index in range(max(0, pdfium.FPDFClipPath_CountPathSegments(path, number))):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if points:
            yield points
