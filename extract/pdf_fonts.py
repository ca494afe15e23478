"""Whether the fonts of a page draw the digits that the file says its letters are.

Which character a letter is the file says in a table of its own. A program may get it wrong, or an author on purpose:
then the page shows other figures than are read. A digit is told by its outlines: a 1 has one, an 8 has three.
"""

import ctypes
from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium

OUTLINES = {0: 2, 1: 1, 2: 1, 3: 1, 5: 1, 6: 2, 7: 1, 8: 3, 9: 2}  # not of 4, which may be open or closed
SIZE = 10.0  # of the letters looked at; any will do


def lie(text: pypdfium2.PdfTextPage, codes: list[int], drawn: Iterable[int]) -> bool:
    """Whether a font of the letters at the indices ``drawn`` shows other digits than their ``codes`` say."""
    shown: dict[int, tuple[pdfium.FPDF_FONT, set[int]]] = {}
    for index in drawn:
        if chr(codes[index]).isdecimal() and int(chr(codes[index])) in OUTLINES:
            font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text, index))
            address = ctypes.cast(font, ctypes.c_void_p).value
            if address:
                shown.setdefault(address, (font, set()))[1].add(codes[index])
    return any(_draws_others(font, digits) for font, digits in shown.values())


def _draws_others(font: pdfium.FPDF_FONT, digits: set[int]) -> bool:
    """Whether one digit is drawn with fewer outlines than it has, and another with more. Outlines that lie over one
    another, a nought crossed out or a ring round a digit only add some; letters all alike are boxes for want of any."""
    found = {code: _outlines(font, code) for code in digits}
    surplus = [count - OUTLINES[int(chr(code))] for code, count in found.items() if count]
    return len(set(found.values())) > 1 and min(surplus, default=0) < 0 < max(surplus, default=0)


def _outlines(font: pdfium.FPDF_FONT, code: int) -> int:
    """With how many outlines a font draws a character; 0 where it does not say."""
    path = pdfium.FPDFFont_GetGlyphPath(font, code, SIZE)
    if not path:
        return 0
    segments = (pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, number)
                for number in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path)))  # fmt: skip
    return sum(pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO for segment in segments)
