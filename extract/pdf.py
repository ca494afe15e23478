"""PDF with a text layer: tables by their drawn lines, tables without lines by the positions of their letters."""

import threading
import time
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from extract import pdf_blocks, pdf_marks, pdf_page, pdf_plumber
from extract.errors import Unreadable
from extract.grid import Content

MOST_PAGES = 200
LONGEST = 8.0  # seconds of work on the pages of one document; an ordinary page takes a fiftieth of one
LARGEST = 200_000_000
MOST_ANNOTATIONS = 5000
MOST_RULES = 3000
WRITTEN = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
FLATTENED = 1
BROKEN = 0.3
FEWEST_LETTERS = 20
# PDFium may be entered by one thread at a time only
PDFIUM = threading.Lock()
ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: ("the PDF is locked with a password", "save it without one"),
    pdfium.FPDF_ERR_SECURITY: ("the PDF is locked in a way that cannot be opened", "print it into a new PDF"),
}


def contents(data: bytes) -> Iterator[Content]:
    """The ways to read a PDF: its tables as grids, ruled or not, and all else as lines; then, by pdfplumber where
    lines are drawn, else its lines alone with columns set apart by blanks. Raises Unreadable."""
    with PDFIUM:
        pages, metadata, notes = _read(data)
    notes += _judge(pages)
    yield Content(list(pdf_blocks.blocks(pages)), metadata, notes=notes, reader="pdf")
    # where lines are drawn, text wrapped inside a cell makes lines across cells mean nothing
    if any(page.rules for page in pages):
        if any(page.unseen or len(page.rules) > MOST_RULES for page in pages):
            return  # pdfplumber takes what cannot be seen for text, and seconds for lines made of dots
        with PDFIUM:
            second = pdf_plumber.content(data)
        yield second
    else:
        yield Content(list(pdf_blocks.line_blocks(pages)), metadata, notes=notes, reader="pdf as lines")


def _read(data: bytes) -> tuple[list[pdf_page.Page], dict[str, str], list[str]]:
    if len(data) > LARGEST:
        raise Unreadable(f"a PDF of {len(data) // 1_000_000} MB", "cut the report out of it")
    start = max(0, data[:1024].find(b"%PDF-"))
    try:
        document = pypdfium2.PdfDocument(data[start:])
    except pypdfium2.PdfiumError as error:
        reason = ERRORS.get(getattr(error, "err_code", None), ("the PDF is damaged or cut short", "fetch it again"))
        raise Unreadable(*reason) from error
    try:
        return _pages(document)
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[pdf_page.Page], dict[str, str], list[str]]:
    count = len(document)
    notes = [f"pages read: the first {MOST_PAGES} of {count}"] if count > MOST_PAGES else []
    pages = []
    end = time.thread_time() + LONGEST
    for index in range(min(count, MOST_PAGES)):
        if time.thread_time() > end:
            notes.append(f"pages read: the first {index} of {count}, for each holds far more than text")
            break
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            notes.append(f"page {index + 1} is damaged")
            continue
        try:
            page = _flattened(document, page, index)
            pages += [pdf_marks.cleared(one) for one in pdf_page.read(page, index + 1)]
        except pypdfium2.PdfiumError:
            notes.append(f"page {index + 1} is damaged")
        finally:
            page.close()
    return pages, document.get_metadata_dict(skip_empty=True), notes


def _flattened(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, index: int) -> pypdfium2.PdfPage:
    """The page with fields that are filled in and words written over it as part of it."""
    kinds = set()
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kinds.add(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    if kinds.isdisjoint(WRITTEN) or pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != FLATTENED:
        return page
    page.close()
    return document[index]


def _judge(pages: list[pdf_page.Page]) -> list[str]:
    """Notes on pages that hold pictures only; Unreadable where all do, or where the letters tell nothing certain."""
    if not pages:
        raise Unreadable("the PDF holds no page that can be read", "fetch it again")
    letters = sum(len(page.letters) for page in pages)
    broken = sum(len(page.letters) * page.broken for page in pages)
    if letters and broken > BROKEN * letters:
        raise Unreadable(
            "the PDF's fonts do not say which characters its letters are", "print it into a new PDF, or read it by eye"
        )
    if any(page.lies for page in pages):
        raise Unreadable("the PDF's fonts draw other digits than it says they are", "read it by eye")
    pictures = [page.number for page in pages if page.pictures and len(page.letters) < FEWEST_LETTERS]
    if not letters or len(pictures) == len(pages):
        reason = "scanned pictures without a text layer" if pictures else "the PDF holds no text"
        raise Unreadable(reason, "ask for the text, or read it by character recognition or by eye")
    notes = [f"pictures: page {number} holds no text but a picture" for number in pictures]
    hidden = [f"page {page.number}: {page.unseen} letters left out that are not seen or stand aslant"
              for page in pages if page.unseen]  # fmt: skip
    cut = [f"page {page.number}: {page.beyond} letters beyond the first {pdf_page.MOST_LETTERS} are not read"
           for page in pages if page.beyond]  # fmt: skip
    return notes + hidden + cut
