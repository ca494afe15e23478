"""Web pages: real tables with spans, Word-made labels cut in pieces, nesting, chrome, malformed markup, doubles."""

import random
from html import escape

from .model import Cell, Report, Table, expand

FONTS = ("方正仿宋_GBK", "仿宋_GB2312", "宋体", "楷体")
MENU = "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li>" \
    "<li>当前位置：年报</li></ul></div>"
CRUMBS = "<table class='head'><tr><td>索引号</td><td>00{n}</td><td>发布机构</td><td>{who}</td></tr>" \
    "<tr><td>发文日期</td><td>{next}-01-1{d}</td><td>浏览次数</td><td>{n}</td></tr></table>"
TAIL = "<div id='footer'><p>主办：{who} 网站标识码：4{n}</p><p>ICP备0{n}号-1</p><script>var total=3;</script></div>"


def page(report: Report, rng: random.Random, style: str) -> str:
    """The page in one of the styles: plain, word, nested, chrome, malformed, small, hidden, bare."""
    setting = Setting(rng, style)
    body = "\n".join(setting.block(block, report) for block in report.blocks)
    if style == "nested":
        inner = f"<table><tr><td>{body}</td></tr></table>"
        body = f"<table width='100%'><tr><td valign='top'>菜单</td><td>{inner}</td></tr></table>"
        report.damage("nested_layout")
    if style in ("chrome", "malformed"):
        facts = {"n": rng.randrange(1000, 9999), "d": rng.randrange(9), "next": report.year + 1,
                 "who": report.agency["county"] or report.agency["prefecture"] or report.agency["province"]}
        body = MENU + CRUMBS.format(**facts) + "<div class='content'>" + body + "</div>" + TAIL.format(**facts)
        report.damage("page_chrome")
    if style == "hidden":
        body = hidden_double(report, setting) + body
        report.damage("hidden_double")
    return f"<!DOCTYPE html>\n<html><head>{meta(rng)}<title>{escape(head_title(report, rng))}</title>" \
        f"<style>td{{border:1px solid #000}}</style></head>\n<body>{body}</body></html>\n"


def meta(rng: random.Random) -> str:
    return rng.choice(("<meta charset='utf-8'>", "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"))


def head_title(report: Report, rng: random.Random) -> str:
    title = report.title.replace("\n", "")
    return rng.choice((title, title + "_政务公开_人民政府网站", "政府信息公开年报"))


def hidden_double(report: Report, setting) -> str:
    """An older state of the tables the page does not show: every figure differs, and none of it is printed."""
    tables = []
    for table in report.tables():
        rows = [[Cell(str(int(c.text) + 7) if c.address and c.text.isdigit() else c.text, None, c.colspan, c.rowspan)
                 for c in row] for row in table.rows]
        tables.append(setting.table(Table(table.name, rows)))
    return "<div style='display:none'>" + "".join(tables) + "</div>"


class Setting:
    """How one page writes its markup."""

    def __init__(self, rng: random.Random, style: str):
        self.rng = rng
        self.style = style
        self.blank = rng.choice(("&nbsp;", "", "<p>&nbsp;</p>", "<o:p> </o:p>" if style == "word" else "&nbsp;"))
        self.paragraphs = rng.random() < 0.5
        self.loose = style == "malformed"

    def block(self, block, report: Report) -> str:
        if isinstance(block, Table):
            return self.table(block)
        tag = {1: "h1", 2: self.section}.get(block.level, "p")
        text = self.words(block.text) if self.style == "word" else escape(block.text).replace("\n", "<br>")
        return f"<{tag}>{text}</{tag}>" if not self.loose else f"<{tag}>{text}"

    @property
    def section(self) -> str:
        return self.rng.choice(("h2", "p", "p"))

    def table(self, table: Table) -> str:
        if self.style == "bare":
            rows = [self.bare_row(row) for row in expand(table)]
        else:
            rows = [self.row(row) for row in table.rows]
        if self.style == "small" and table.name == "article20":
            return self.wrap(rows[: len(rows) // 2]) + self.wrap(rows[len(rows) // 2 :])
        return self.wrap(rows)

    def wrap(self, rows: list[str]) -> str:
        inner = "\n".join(rows)
        if self.loose:
            return f"<table border=1>{inner}</table>" + ("</div>" if self.rng.random() < 0.5 else "")
        return f"<table border='1'><tbody>{inner}</tbody></table>"

    def row(self, row: list[Cell]) -> str:
        cells = "".join(self.cell(cell) for cell in row)
        return f"<tr>{cells}" if self.loose else f"<tr>{cells}</tr>"

    def bare_row(self, row) -> str:
        """No spans: covered positions are empty cells."""
        return "<tr>" + "".join(f"<td>{self.inner(c) if kind == 'cell' else ''}</td>" for kind, c in row) + "</tr>"

    def cell(self, cell: Cell) -> str:
        spans = "".join(
            f' {name}="{size}"' for name, size in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if size > 1
        )
        close = "" if self.loose and self.rng.random() < 0.6 else "</td>"
        return f"<td{spans}>{self.inner(cell)}{close}"

    def inner(self, cell: Cell) -> str:
        if not cell.text.strip():
            return self.blank
        text = self.words(cell.text) if self.style == "word" else escape(cell.text).replace("\n", "<br/>")
        return f"<p>{text}</p>" if self.paragraphs or self.style == "word" else text

    def words(self, text: str) -> str:
        """Word's manner: a text cut into spans anywhere, fonts changing inside."""
        pieces, whole = [], text
        while text:
            size = self.rng.randrange(1, 5)
            piece, text = escape(text[:size]).replace("\n", "<br>"), text[size:]
            if self.rng.random() < 0.4:
                piece = f'<font face="{self.rng.choice(FONTS)}">{piece}</font>'
            pieces.append(f'<span lang="EN-US" style="font-size:10.5pt">{piece}</span>')
        between = "" if text_is_figure(whole) else self.rng.choice(("", "\n"))
        return between.join(pieces)


def text_is_figure(text: str) -> bool:
    """A line feed between spans is a blank: harmless in a label, but in a figure it would make two of it."""
    return any(letter.isdigit() for letter in text)


PAGES = ("plain", "word", "nested", "chrome", "malformed", "small", "hidden", "bare")
