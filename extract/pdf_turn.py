"""Which way up a page is read: from the file's coordinates to those of the upright page."""

import math
from collections import Counter
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MOST_ASKED = 2000  # letters
FEWEST_DIGITS = 30  # of a table set sideways; a label so has fewer


class Turn(NamedTuple):
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

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a box given as left, bottom, right, top in PDF coordinates."""
        (xa, ya), (xb, yb) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def quarter(text: pypdfium2.PdfTextPage, drawn: list[int]) -> int:
    """How many quarters of a circle most of the page's letters are turned, with the clock."""
    angles = (pdfium.FPDFText_GetCharAngle(text, index) for index in drawn[:MOST_ASKED])
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] if quarters else 0


def directions(text: pypdfium2.PdfTextPage, codes: list[int], drawn: list[int]) -> list[tuple[int, list[int]]]:
    """The quarters in which a page is to be read, the usual one first, each with the indices of its letters: a table
    may stand sideways on an upright page. Letters turned otherwise that hold few digits, as those of a label, are the
    page's own."""
    usual = quarter(text, drawn)
    turned: dict[int, list[int]] = {usual: []}
    for index in drawn:
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        turned.setdefault(round(angle / (math.pi / 2)) % 4 if angle >= 0 else usual, []).append(index)
    own = {one: found for one, found in turned.items() if one != usual
           and sum(chr(codes[index]).isdigit() for index in found if codes[index] < 0x110000) >= FEWEST_DIGITS}
    rest = [index for index in drawn if not any(index in found for found in map(set, own.values()))] if own else drawn
    return [(usual, rest), *own.items()]
