"""Word files written by python-docx: merged cells, headings, narrow columns."""

import random
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from .model import Paragraph, Report, Table, expand


def write(report: Report, rng: random.Random, path: Path) -> None:
    document = Document()
    document.styles["Normal"].font.size = Pt(rng.choice((9, 10.5, 12)))
    document.styles["Normal"].font.name = "WenQuanYi Zen Hei"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "WenQuanYi Zen Hei")
    if rng.random() < 0.2:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    headings = rng.random() < 0.4
    ruled = rng.random() < 0.85
    for block in report.blocks:
        if isinstance(block, Paragraph):
            write_paragraph(document, block, headings, rng)
        else:
            write_table(document, block, ruled)
    document.save(path)


def write_paragraph(document, block: Paragraph, headings: bool, rng: random.Random) -> None:
    if block.level in (1, 2) and headings:
        document.add_heading(block.text, block.level)
        return
    paragraph = document.add_paragraph()
    at = rng.randrange(0, len(block.text) + 1)
    for piece in (block.text[:at], block.text[at:]):
        paragraph.add_run(piece).bold = block.level == 1


def write_table(document, table: Table, ruled: bool) -> None:
    grid = expand(table)
    width = max(len(row) for row in grid)
    made = document.add_table(rows=len(grid), cols=width)
    if ruled:
        made.style = "Table Grid"
    cells = [list(row.cells) for row in made.rows]
    for number, row in enumerate(grid):
        for place, (kind, cell) in enumerate(row):
            if kind != "cell":
                continue
            corner = cells[number][place]
            down = min(number + cell.rowspan, len(grid)) - 1
            right = min(place + cell.colspan, width) - 1
            if (down, right) != (number, place):
                corner = corner.merge(cells[down][right])
            corner.text = cell.text
