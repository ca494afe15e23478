"""PDF by reportlab: ruled, partly ruled and borderless tables, over pages, with white rectangles behind the prose."""

import random
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Drawn
from reportlab.platypus.doctemplate import LayoutError

from . import rows
from .model import Cell, Paragraph, Report, Table, expand

RULES = ("ruled", "partly", "borderless")
ZENHEI = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")


def fonts() -> list[str]:
    """Names of the fonts to set in: one that is embedded where it is installed, and one that is not."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    if not ZENHEI.exists():
        return ["STSong-Light"]
    pdfmetrics.registerFont(TTFont("ZenHei", str(ZENHEI), subfontIndex=0))
    return ["ZenHei", "ZenHei", "STSong-Light"]


def write(report: Report, rng: random.Random, path: Path, rules: str) -> None:
    """Set the report; merged cells taller than a page are cut by a page break until everything fits."""
    seed = rng.random()
    for _ in range(8):
        try:
            return set_pages(report, random.Random(seed), path, rules)
        except (LayoutError, TypeError):  # reportlab stumbles over its own message about a table too tall
            rows.break_page(report, rng, least=7)
    raise ValueError(f"report {report.number} does not fit on pages")


def set_pages(report: Report, rng: random.Random, path: Path, rules: str) -> None:
    font = rng.choice(fonts())
    size = rng.choice((8, 9, 10))
    page = landscape(A4) if rng.random() < 0.2 else A4
    manner = Manner(rng, font, size, rules, page[0] - 100)
    story = []
    for block in report.blocks:
        if isinstance(block, Table):
            if block.continued and rng.random() < 0.8:
                story.append(PageBreak())
            story += [manner.table(block), Spacer(1, 6)]
        else:
            story += manner.paragraph(block)
    template = SimpleDocTemplate(str(path), pagesize=page, leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=50,
                                 title=report.title.replace("\n", "") if rng.random() < 0.5 else "")
    number = page_number(font) if rng.random() < 0.6 else lambda canvas, _: None
    template.build(story, onFirstPage=number, onLaterPages=number)
    if manner.white:
        report.damage("white_rectangles")
    if manner.narrow < 1:
        report.damage("wrapped_figures")


def page_number(font: str):
    def draw(canvas, document) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(A4[0] / 2, 30, f"- {document.page} -")

    return draw


class Manner:
    """How one document is set: font, size, rules, and rectangles behind the prose."""

    def __init__(self, rng: random.Random, font: str, size: float, rules: str, width: float):
        self.rng, self.font, self.size, self.rules, self.width = rng, font, size, rules, width
        self.white = rng.random() < 0.3
        self.repeat = rng.random() < 0.35
        self.narrow = 0.3 if rng.random() < 0.12 else 1
        self.thin = rng.choice((0.5, 0.75, 1))

    def style(self, size: float, **more) -> ParagraphStyle:
        return ParagraphStyle("s", fontName=self.font, fontSize=size, leading=size * 1.4, wordWrap="CJK", **more)

    def paragraph(self, block: Paragraph) -> list:
        size = {1: 16, 2: 13}.get(block.level, 11)
        more = {"alignment": TA_CENTER} if block.level == 1 else {}
        if self.white and block.level == 0:
            more["backColor"] = colors.white
        return [Text(block.text, self.style(size, spaceAfter=6, **more))]

    def table(self, table: Table) -> Drawn:
        grid = expand(table)
        width = max(len(row) for row in grid)
        look = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
        words = [[""] * width for _ in grid]
        for number, row in enumerate(grid):
            for place, (kind, cell) in enumerate(row):
                if kind != "cell":
                    continue
                words[number][place] = self.inner(cell)
                if cell.colspan > 1 or cell.rowspan > 1:
                    below = min(number + cell.rowspan, len(grid)) - 1
                    look.append(("SPAN", (place, number), (place + cell.colspan - 1, below)))
        repeat = table.header_rows if self.repeat else 0
        return Drawn(words, self.widths(table, width), style=look + self.lines(table), repeatRows=repeat)

    def inner(self, cell: Cell) -> Text:
        middle = {"alignment": TA_CENTER} if cell.address else {}
        return Text(cell.text.replace("\n", "<br/>"), self.style(self.size, **middle))

    def widths(self, table: Table, width: int) -> list[float]:
        if table.name == "applications" and width == 10:
            labels = [0.08, 0.12, 0.24]
            return [self.width * share for share in (*labels, *[0.08] * 7)]
        share = self.narrow if table.name == "article20" else 1
        return [self.width * share / width] * width

    def lines(self, table: Table) -> list[tuple]:
        if self.rules == "ruled":
            return [("GRID", (0, 0), (-1, -1), self.thin, colors.black)]
        if self.rules == "partly":
            below = [("LINEBELOW", (0, 0), (-1, -1), self.thin, colors.black)]
            frame = [("BOX", (0, 0), (-1, -1), self.thin, colors.black)]
            return below + (frame if self.rng.random() < 0.5 else [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)])
        return []
