"""What of a page's text can be seen: not what is painted over, clipped away, or set in no colour or that of its ground.

A scan with recognised text below or above it shows the scan; a figure corrected with a white box shows the new one.
"""

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract.pdf_objects import MOST_OBJECTS, Box, clipped_to, draw_mode, extent

Colour = tuple[int, int, int]

INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
STROKED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
WHITE = (255, 255, 255)
LIGHT = 231  # of 255: from here on a colour may be that of the paper
ALIKE = 24  # of 255: colours that differ by no more cannot be told apart, white from the palest blue of a row
SHADOW = 3.0  # points between the places of a text and of its shadow
SAME = 1.0  # points between the places of one text shown twice
BROAD = 3.2  # points: a filled shape thinner than this is a line
SLACK = 1.5  # points: a stroke of which no more is left than this cannot be seen
HIGHEST = 170.0  # points of a cell
FURTHER = 6.0  # points below its cell at which the top of a line that has no room may stand
SHEET = 0.3  # of the page: a smaller picture covers no table
MOST_GROUNDS = 2000
LARGEST_PICTURE = 12_000_000  # pixels: a page of A4 at 300 to the inch has nine million
MOST_SHEETS = 3  # pictures of a page that are looked through
MOST_CLEAR = 0.02  # of a picture: one with more to see through is no sheet of paper


class Ground(NamedTuple):
    """A filled shape or a picture (``colour`` None, as of all that has several). Where it ``covers``, what is painted
    before it cannot be seen."""

    order: int
    box: Box
    colour: Colour | None
    covers: bool

    def meets(self, box: Box) -> bool:
        own = self.box
        return own[0] <= box[2] and box[0] <= own[2] and own[1] <= box[3] and box[1] <= own[3]

    def holds(self, x: float, y: float) -> bool:
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


@dataclass
class Paint:
    """The order in which the strokes of text and the grounds of a page are painted; ``boxes`` where the strokes stand,
    ``light`` the colour of those as light as paper, ``given`` the strokes whose letters are known, ``near`` the grounds
    that each meets, once they are known; ``cut`` those clipped away since they stand right below what they are clipped
    to: the next line of a cell that has no room for it; ``clips`` what those that go on behind it are
    clipped to."""

    order: dict[int, int] = field(default_factory=dict)
    unseen: set[int] = field(default_factory=set)
    light: dict[int, Colour] = field(default_factory=dict)
    grounds: list[Ground] = field(default_factory=list)
    boxes: dict[int, Box] = field(default_factory=dict)
    given: set[int] = field(default_factory=set)
    near: dict[int, list[Ground]] = field(default_factory=dict)
    doubles: dict[int, bool] = field(default_factory=dict)
    cut: dict[int, Box] = field(default_factory=dict)
    clips: dict[int, Box] = field(default_factory=dict)

    def shows(self, stroke: int, box: Box) -> bool:
        """Whether a letter of a stroke can be seen; ``box`` is where it stands."""
        if stroke in self.unseen:
            return self.has_double(stroke)
        if stroke not in self.near:
            self.near[stroke] = [ground for ground in self.grounds if ground.meets(self.boxes.get(stroke, box))]
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        under = WHITE
        for ground in self.near[stroke]:
            if ground.holds(x, y):
                if ground.order < self.order.get(stroke, 0):
                    under = ground.colour
                elif ground.covers:
                    return False
        if stroke not in self.light or under is None:
            return True
        return any(abs(a - b) > ALIKE for a, b in zip(under, self.light[stroke], strict=True)) \
            or self.has_double(stroke)

    def has_double(self, stroke: int) -> bool:
        """Whether an equal stroke in sight stands at the same place: of two equal ones PDFium gives the letters of the
        first alone, be it the shadow of the other."""
        if stroke not in self.doubles and stroke in self.boxes:
            own = self.boxes[stroke]
            near = SHADOW if stroke in self.light else SAME
            self.doubles[stroke] = any(
                all(abs(a - b) <= near for a, b in zip(own, box, strict=True))
                for other, box in self.boxes.items()
                if other not in self.given and other not in self.unseen and other not in self.light
            )
        return self.doubles.get(stroke, False)


def paint(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject]) -> Paint:
    """The paint of a page with these objects. Where there is too much of it to follow, everything counts as seen."""
    found = Paint()
    pictures: list[tuple[int, pypdfium2.PdfObject]] = []
    for order, item in enumerate(objects):
        if order > MOST_OBJECTS or len(found.grounds) > MOST_GROUNDS:
            return Paint(unseen=found.unseen)
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            _add_text(found, order, item)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            place = extent(item)
            if min(place[2] - place[0], place[3] - place[1]) > BROAD and draw_mode(item)[0]:
                is_opaque = _colour(item)[3] == 255 and not pdfium.FPDFPageObj_HasTransparency(item.raw)
                is_box = 4 <= pdfium.FPDFPath_CountSegments(item.raw) <= 5
                colour = _colour(item)[:3] if is_opaque else None
                found.grounds.append(Ground(order, place, colour, is_opaque and is_box))
        elif item.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            pictures.append((order, item))
    first = min(found.order.values(), default=MOST_OBJECTS)
    width, height = page.get_size()
    sheets = 0
    for order, item in pictures:
        place = extent(item)
        is_sheet = order > first and (place[2] - place[0]) * (place[3] - place[1]) > SHEET * width * height
        sheets += is_sheet
        found.grounds.append(Ground(order, place, None, is_sheet and (sheets > MOST_SHEETS or _is_paper(item))))
    found.grounds.sort(key=lambda ground: ground.order)
    return found


def taken_out(page: pypdfium2.PdfPage, objects: list[pypdfium2.PdfObject]) -> int:
    """Take the text in no colour out of the page and count its letters: of equal letters at one place PDFium gives one
    alone, which may be that of recognised text above the figures in sight."""
    hidden = [item for item in objects if item.type == pdfium.FPDF_PAGEOBJ_TEXT and _is_hidden(item)]
    if not hidden:
        return 0
    text, strokes = page.get_textpage(), {_address(item.raw) for item in hidden}
    letters = sum(_address(pdfium.FPDFText_GetTextObject(text, index)) in strokes
                  and pdfium.FPDFText_GetUnicode(text, index) > 32 and not pdfium.FPDFText_IsGenerated(text, index)
                  for index in range(text.count_chars()))  # fmt: skip
    for item in hidden:
        pdfium.FPDFPageObj_SetIsActive(item.raw, False)
    return letters


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _is_hidden(item: pypdfium2.PdfObject) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in INVISIBLE or _colour_of_text(item)[3] == 0


def _add_text(found: Paint, order: int, item: pypdfium2.PdfObject) -> None:
    stroke = _address(item.raw)
    colour = _colour_of_text(item)
    found.order[stroke] = order
    found.boxes[stroke] = extent(item)
    clip = clipped_to(item)
    is_gone = clip is not None and _is_clipped_away(clip, found.boxes[stroke])
    if _is_hidden(item) or is_gone:
        found.unseen.add(stroke)
    if is_gone and clip[3] - clip[1] < HIGHEST and 0 <= clip[1] - found.boxes[stroke][3] + SLACK < FURTHER:
        found.cut[stroke] = clip
    if clip is not None and not _is_within(clip, found.boxes[stroke]):
        found.clips[stroke] = clip
    if min(colour[:3]) >= LIGHT:
        found.light[stroke] = colour[:3]


def _colour_of_text(item: pypdfium2.PdfObject) -> tuple[int, int, int, int]:
    is_stroked = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in STROKED
    return _colour(item, pdfium.FPDFPageObj_GetStrokeColor if is_stroked else pdfium.FPDFPageObj_GetFillColor)


def _colour(item: pypdfium2.PdfObject, of=pdfium.FPDFPageObj_GetFillColor) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity, 0 to 255 each; black where the file names none."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not of(item.raw, *map(ctypes.byref, parts)):
        return 0, 0, 0, 255
    return tuple(part.value for part in parts)


def _is_paper(item: pypdfium2.PdfObject) -> bool:
    """Whether a picture hides what lies below it, as that of a scanned page does."""
    if item.type != pdfium.FPDF_PAGEOBJ_IMAGE or pdfium.FPDFPageObj_HasTransparency(item.raw):
        return False
    width, height = item.get_px_size()
    if width * height > LARGEST_PICTURE:
        return True
    bitmap = item.get_bitmap(render=True)
    if bitmap.n_channels < 4:
        return True
    opacity = bytes(bitmap.buffer)[3::4]
    return sum(map(opacity.count, range(128))) <= MOST_CLEAR * len(opacity)


def _is_clipped_away(clip: Box, place: Box) -> bool:
    """Whether nothing of a stroke is left; one of which a part is left counts whole, as its author wrote it."""
    width, height = min(clip[2], place[2]) - max(clip[0], place[0]), min(clip[3], place[3]) - max(clip[1], place[1])
    return min(width, height) < SLACK


def _is_within(clip: Box, place: Box) -> bool:
    return clip[0] <= place[0] and clip[1] <= place[1] and place[2] <= clip[2] and place[3] <= clip[3]
