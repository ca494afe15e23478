"""One page of a PDF as letters and rules, turned upright: what is printed and which lines are drawn, and where.

PDFium gives both at a small part of the time a full page model takes.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract import pdf_fonts, pdf_letters, pdf_objects, pdf_rules, pdf_seen, pdf_sizes
from extract.pdf_letters import Letter
from extract.pdf_rules import Rule
from extract.pdf_turn import Turn, directions

MOST_LETTERS = 30_000  # of a page: A4 set full in letters of five points holds twenty thousand


class Page(NamedTuple):
    """``broken`` is the share of letters whose font does not say which characters they are, ``unseen`` the number of
    letters left out because they cannot be seen or are set aslant or large over the page's text, ``beyond`` that of
    letters beyond the first MOST_LETTERS, which are not read; ``lies`` is whether a font draws other digits than the
    file says; ``shown_to`` how far to the right what is drawn can be seen."""

    number: int
    width: float
    height: float
    letters: list[Letter]
    rules: list[Rule]
    pictures: int
    broken: float
    unseen: int
    beyond: int
    lies: bool
    shown_to: float


def read(page: pypdfium2.PdfPage, number: int) -> Iterator[Page]:
    """Letters, rules and the count of pictures of a page, once for each direction in which it is to be read. Raises
    pypdfium2.PdfiumError on damage."""
    painted = pdf_objects.objects(page)
    hidden = pdf_seen.taken_out(page, painted)
    text = page.get_textpage()
    count = text.count_chars()
    codes = [pdf_letters.code(text, index) for index in range(min(count, MOST_LETTERS))]
    while len(codes) < count and codes and codes[-1] > 32:
        codes.pop()  # no figure ends where reading does
    drawn = [
        index
        for index, code in enumerate(codes)
        if code > 32 and code != 0xA0 and not pdfium.FPDFText_IsGenerated(text, index)
    ]
    beyond = count - len(codes)
    for quarter, own in directions(text, codes, drawn):
        turn = Turn(quarter, *page.get_bbox())  # also where the document states it once for all its pages
        found = _turned(page, number, text, codes, own, turn, painted)
        yield found._replace(beyond=beyond, unseen=found.unseen + hidden)
        beyond = hidden = 0


def _turned(
    page: pypdfium2.PdfPage, number: int, text: pypdfium2.PdfTextPage, codes: list[int], drawn: list[int], turn: Turn,
    painted: list[pypdfium2.PdfObject],
) -> Page:
    """The page as it is read in one direction, with the letters at the indices ``drawn``."""
    shown, unseen = pdf_letters.letters(text, codes, drawn, turn, pdf_seen.paint(page, painted))
    letters = pdf_sizes.of_text(shown)
    pictures = sum(item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in painted)
    strange = sum(1 for index in drawn if 0xE000 <= codes[index] <= 0xF8FF or codes[index] == pdf_letters.UNKNOWN)
    broken = strange / len(drawn) if drawn else 0.0
    rules, shown_to = pdf_rules.rules(painted, turn)
    lies = pdf_fonts.lie(text, codes, drawn)
    unseen += len(shown) - len(letters)
    return Page(number, *turn.size, letters, rules, pictures, broken, unseen, 0, lies, shown_to)
