"""Damage to headings: header rows lost or moved, titles and captions written otherwise."""

import random

from .layout import NOTE
from .model import Cell, Paragraph, Report

APPLICATIONS = "applications"


def lose_header(report: Report, rng: random.Random) -> None:
    """The header rows of the applications or review table are gone."""
    if "total_first" in report.damages:
        return
    name = rng.choice((APPLICATIONS, "review_litigation"))
    for table in report.tables(name)[:1]:
        if table.header_rows:
            del table.rows[: table.header_rows]
            table.header_rows = 0
            report.damage("header_lost")


def header_below(report: Report, rng: random.Random) -> None:
    """The header rows of the review table stand under its data."""
    for table in report.tables("review_litigation"):
        table.rows = table.rows[table.header_rows :] + table.rows[: table.header_rows]
        table.header_rows = 0
        report.damage("header_below")


def cut_result_headers(report: Report, rng: random.Random) -> None:
    """Result headings of the review table shortened to their first half, as tools do (B6)."""
    short = {"结果维持": "结果", "结果纠正": "结果", "其他结果": "其他", "尚未审结": "尚未", "总计": "总 计"}
    first = rng.random() < 0.5
    for table in report.tables("review_litigation"):
        for row in table.rows:
            for cell in row:
                if cell.address is None and cell.text in short and not (first and cell.text == "结果维持"):
                    cell.text = short[cell.text]
    report.damage("cut_headings")


def two_litigation_cells(report: Report, rng: random.Random) -> None:
    for table in report.tables("review_litigation"):
        for row in table.rows:
            for place, cell in enumerate(row):
                if cell.text == "行政诉讼" and cell.colspan == 10:
                    row[place : place + 1] = [Cell("", colspan=3), Cell("行政诉讼", colspan=7)]
                    report.damage("litigation_two_cells")
                    return


def retitle_sections(report: Report, rng: random.Random) -> None:
    """Section titles numbered with digits, led by a blank, followed by a stray sign; artefacts of Word."""
    digits = dict(zip("一二三四五六", "123456", strict=True))
    for block in report.blocks:
        if isinstance(block, Paragraph) and block.level == 2:
            shape = rng.choice(("{}、 {}", "{}、{}", " {}、{}", "{}、{}?", "{}．{}"))
            number = block.text[0]
            number = digits.get(number, number) if rng.random() < 0.5 else number
            block.text = shape.format(number, block.text[2:]) if block.text[1:2] == "、" else block.text
        elif isinstance(block, Paragraph) and block.level == 0 and rng.random() < 0.2:
            block.text = "[bookmark: _GoBack]" + block.text
    report.damage("section_titles")


def captions(report: Report, rng: random.Random) -> None:
    """Lines between a section title and its table."""
    year = report.year
    lines = (f"(数据核定时间点为{year}年1月1日—{year}年12月31日)", "该部分以表格形式报告。表格如下:", "单位：件",
             f"图1 {year}年主动公开情况", "（单位：件、万元）")
    for table in report.tables():
        if rng.random() < 0.6 and not table.continued:
            report.blocks.insert(report.blocks.index(table), Paragraph(rng.choice(lines), 9))
    report.damage("captions")


def no_note(report: Report, rng: random.Random) -> None:
    """The corner cell of the applications table is empty, or worded otherwise."""
    for table in report.tables(APPLICATIONS):
        for row in table.rows:
            for cell in row:
                if cell.text == NOTE:
                    cell.text = rng.choice(("", "项目", NOTE.replace("（", "(").replace("）", ")"), NOTE[:-1] + "。）"))
    report.damage("corner")
