"""A second, independent way through a ruled PDF: pdfplumber's own table finder.

Ten times slower than the first way and without its mending of open borders, so it is asked only where the first
reading leaves a cell in doubt: two readings that agree are no slip of ours.
"""

import io
from collections.abc import Iterator
from math import inf

import pdfplumber
from pdfplumber.utils import cluster_objects

from extract.grid import Cell, Content, Grid, Line
from extract.pdf_lines import DIGIT, DOUBT
from extract.pdf_zones import FIGURE

TOUCHING = 0.07  # letter sizes: digits nearer than this are of one figure, or of two printed over one another
OVERLAP = 0.05
LEAST_WIDTH = 2  # columns; a narrower "table" is a box around text
SEVERAL = 3  # lines of figures in one cell
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
    texts = outside.extract_text_lines()
    # a row of figures outside of any table has lost its columns, and a table beside which words stand lacks some
    lines = [(line["top"], Line(line["text"], f"page {page.page_number}")) for line in texts
             if not is_row(line["text"])]  # fmt: skip
    found = [(table, grid(table, page.page_number, number)) for number, table in enumerate(tables, 1)]
    grids = [(table.bbox[1], made) for table, made in found
             if not is_tall(made) and not any(is_beside(line, table) for line in texts)]  # fmt: skip
    for _, block in sorted([*lines, *grids], key=lambda placed: placed[0]):
        yield block
    page.close()


def is_row(text: str) -> bool:
    """Whether a line ends in a figure that stands by itself."""
    words = text.split()
    return len(words) > 1 and bool(FIGURE.fullmatch(words[-1]))


def is_beside(line: dict, table) -> bool:
    """Whether words stand beside a table, and do not only run on beyond its border."""
    left, top, right, bottom = table.bbox
    is_behind = line["x0"] > right + line["chars"][0]["size"]
    return top < line["top"] < bottom and (line["x1"] < left or is_behind)


def is_tall(made: Grid) -> bool:
    """Whether cells hold a column of figures, since the lines between its rows are not drawn."""
    return any(sum(bool(FIGURE.fullmatch(line.strip(DOUBT))) for line in cell.text.split("\n")) >= SEVERAL
               for row in made.rows for cell in row)


def width(table) -> int:
    return max(len(row.cells) for row in table.rows)


def grid(table, page: int, number: int) -> Grid:
    """A table of pdfplumber as a grid; a position inside a merged cell, which it gives as None, is covered."""
    place = f"page {page}, table {number}"
    doubtful = crowded(table)
    rows = tuple(
        tuple(
            Cell((text or "") + DOUBT * (box in doubtful), f"{place}, row {row}, column {column}", text is None)
            for column, (text, box) in enumerate(zip(texts, boxes.cells, strict=True), 1)
        )
        for row, (texts, boxes) in enumerate(zip(table.extract(), table.rows, strict=True), 1)
    )
    return Grid(rows)


def crowded(table) -> set[tuple]:
    """Cells whose digits lie over one another, or touch those of the next cell or digits beyond the table: what their
    figures are is open."""
    found: set[tuple] = set()
    beside = (-inf, table.bbox[1], inf, table.bbox[3])
    digits = [char for char in table.page.chars if DIGIT.fullmatch(char["text"]) and within(char, beside)]
    boxes = [box for box in table.cells if box]
    for line in cluster_objects(digits, "bottom", tolerance=2):
        line.sort(key=lambda char: char["x0"])
        for before, char in zip(line, line[1:], strict=False):
            gap = (char["x0"] - before["x1"]) / max(char["size"], 1)
            if gap < TOUCHING:
                own, other = ({box for box in boxes if within(one, box)} for one in (before, char))
                found |= own | other if own != other or gap < -OVERLAP else set()
    return found


def within(char: dict, box: tuple) -> bool:
    """Whether the middle of a letter lies in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]
