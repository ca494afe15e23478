"""A second, independent way through a ruled PDF: pdfplumber's own table finder.

Ten times slower than the first way and without its mending of open borders, so it is asked only where the first
reading leaves a cell in doubt: two readings that agree are no slip of ours.
"""

import io
from collections.abc import Iterator

import pdfplumber

from extract.grid import Cell, Content, Grid, Line

LEAST_WIDTH = 2  # columns; a narrower "table" is a box around text
MOST_PAGES = 40


def content(data: bytes) -> Content:
    """The tables of every page as grids and the words outside of them as lines. Raises what pdfplumber raises."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        blocks = [block for page in document.pages[:MOST_PAGES] for block in page_blocks(page)]
    return Content(blocks, reader="pdfplumber")


def page_blocks(page) -> Iterator[Line | Grid]:
    """A page from top to bottom."""
    tables = [table for table in page.find_tables() if width(table) >= LEAST_WIDTH]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox, strict=False)
    lines = [(line["top"], Line(line["text"], f"page {page.page_number}")) for line in outside.extract_text_lines()]
    grids = [(table.bbox[1], grid(table, page.page_number, number)) for number, table in enumerate(tables, 1)]
    for _, block in sorted([*lines, *grids], key=lambda placed: placed[0]):
        yield block
    page.close()


def width(table) -> int:
    return max(len(row.cells) for row in table.rows)


def grid(table, page: int, number: int) -> Grid:
    """A table of pdfplumber as a grid; a position inside a merged cell, which it gives as None, is covered."""
    place = f"page {page}, table {number}"
    rows = tuple(
        tuple(
            Cell(text or "", f"{place}, row {row}, column {column}", text is None)
            for column, text in enumerate(cells, 1)
        )
        for row, cells in enumerate(table.extract(), 1)
    )
    return Grid(rows, page=page)
