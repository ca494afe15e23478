"""Damage to whole tables: lost, torn, in pieces, with others beside them, columns in another order."""

import random

from . import damage
from .model import Cell, Paragraph, Report, Table

APPLICATIONS = "applications"


def lose_table(report: Report, rng: random.Random) -> None:
    """A statutory table is a picture or gone; only its section title stands (A14)."""
    table = rng.choice(report.tables())
    damage.forget(report, [cell.address for row in table.rows for cell in row if cell.address], "missing")
    report.blocks.remove(table)
    report.damage("table_lost")


def lone_piece(report: Report, rng: random.Random) -> None:
    """Of the article-20 table only the last item is printed (A16)."""
    tables = report.tables("article20")
    starts = [i for i, row in enumerate(tables[0].rows) if len(row) == 1 and row[0].colspan == 4] if tables else []
    if len(tables) == 1 and len(starts) > 1:
        gone = [cell.address for row in tables[0].rows[: starts[-1]] for cell in row if cell.address]
        damage.forget(report, gone, "missing")
        tables[0].rows = tables[0].rows[starts[-1] :]
        report.damage("lone_piece")


def split_article20(report: Report, rng: random.Random) -> None:
    """The article-20 table as a table per item, those with one figure only two columns wide (B5)."""
    for table in report.tables("article20"):
        starts = [i for i, row in enumerate(table.rows) if len(row) == 1 and row[0].colspan == 4]
        pieces = [table.rows[a:b] for a, b in zip(starts, [*starts[1:], len(table.rows)], strict=True)]
        if len(pieces) < 2:
            return
        if rng.random() < 0.4:
            pieces = [pieces[0], [row for piece in pieces[1:] for row in piece]]
        tables = [Table("article20", piece) for piece in pieces]
        for piece in tables[1:]:
            width = max(len(row) for row in piece.rows)
            for row in piece.rows:
                row[-1].colspan = width - len(row) + 1
        place = report.blocks.index(table)
        report.blocks[place : place + 1] = tables
        report.damage("article20_split")


def appendix(report: Report, rng: random.Random) -> None:
    """A statistics table of other figures after the report (B13), and a table of last year's figures before it."""
    items = ("主动公开政府信息数", "其中：规范性文件", "政务微信公开信息数", "回应公众关注热点", "收到申请数",
             "行政复议数量", "行政诉讼数量", "机构建设和保障经费（万元）")
    rows = [[Cell("统计指标"), Cell("单位"), Cell("统计数")]]
    rows += [[Cell(item), Cell("件"), Cell(str(rng.randrange(0, 900)))] for item in items]
    report.blocks.append(Paragraph(f"附 {report.year}年度政府信息公开情况统计表", 2))
    report.blocks.append(Table("appendix", rows))
    report.damage("appendix")


def side_table(report: Report, rng: random.Random) -> None:
    """A small table of other figures inside the first section."""
    rows = [[Cell("公开渠道"), Cell("本年"), Cell("上年")]]
    rows += [[Cell(item), Cell(str(rng.randrange(900))), Cell(str(rng.randrange(900)))]
             for item in ("政府网站", "微信公众号", "公示栏", "行政许可公示")]
    at = next(i for i, block in enumerate(report.blocks) if isinstance(block, Table))
    report.blocks.insert(at - 1, Table("appendix", rows))
    report.damage("side_table")


def total_first(report: Report, rng: random.Random) -> None:
    """The 总计 column stands first, header and figures alike."""
    tables = report.tables(APPLICATIONS)
    if len(tables) != 1 or tables[0].header_rows != 3:
        return
    table = tables[0]
    second = table.rows[1]
    if second[-1].text != "总计":
        return
    second.insert(0, second.pop())
    for row in table.rows[3:]:
        places = [i for i, cell in enumerate(row) if cell.address]
        if len(places) == 7:
            row.insert(places[0], row.pop(places[-1]))
    report.damage("total_first")
