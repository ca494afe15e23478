"""What happens to tables between the author's desk and the reader: each function damages a report and says so."""

import random
from decimal import Decimal

from .layout import NOTE
from .model import Cell, Paragraph, Report, Table

APPLICATIONS = "applications"


def lose_own_label(report: Report, rng: random.Random) -> None:
    """A page break behind 三/（一）: the row keeps only a piece of the merged label, its own is lost (B2)."""
    for table in report.tables(APPLICATIONS):
        at = next((i for i, row in enumerate(table.rows) if row[0].role == "merged" and row[0].rowspan > 15), None)
        if at is None or len(table.rows[at]) != 9:
            continue
        merged, own = table.rows[at][:2]
        cut = rng.randrange(2, 5)
        lower = table.rows[at + 1 :]
        lower[0] = [Cell(merged.text[cut:], rowspan=merged.rowspan - 1, role="merged"), *lower[0]]
        table.rows[at][:2] = [Cell(merged.text[:cut], colspan=1 + own.colspan, role="merged")]
        table.rows = table.rows[: at + 1]
        report.blocks.insert(report.blocks.index(table) + 1, Table(table.name, lower, 0, continued=True))
        report.damage("own_label_lost")
        return


def lone_piece(report: Report, rng: random.Random) -> None:
    """Of the article-20 table only the last item is printed (A16)."""
    tables = report.tables("article20")
    starts = [i for i, row in enumerate(tables[0].rows) if len(row) == 1 and row[0].colspan == 4] if tables else []
    if len(tables) == 1 and len(starts) > 1:
        gone = [cell.address for row in tables[0].rows[: starts[-1]] for cell in row if cell.address]
        forget(report, gone, "missing")
        tables[0].rows = tables[0].rows[starts[-1] :]
        report.damage("lone_piece")


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


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in ".-" else c for c in text)


def pad_figures(report: Report, rng: random.Random) -> None:
    """Blanks around figures, or full-width digits, all through the document."""
    shape = rng.choice(("{} ", " {}", "  {}  ", "\u00a0{}", "wide"))
    for cell in figures(report):
        if cell.text.strip() and not cell.text.strip("0123456789.-"):
            cell.text = full_width(cell.text) if shape == "wide" else shape.format(cell.text)
    report.damage("full_width" if shape == "wide" else "padded_figures")


def annotate(report: Report, rng: random.Random) -> None:
    """Words, units, signs and separators in some cells; now and then words instead of a number."""
    for cell in figures(report):
        truth = report.truth[cell.address]
        if truth.status != "reported" or rng.random() > 0.15:
            continue
        shapes = ["{}件", "{}"]
        money = cell.address.column_key in ("fee_amount", "amount", "amount_collected") or truth.text.count(".")
        if money:
            shapes = ["{}元", "{}万元", "{}", "¥{}"]
        elif truth.value > 3:
            shapes += ["{}（其中修订1件）", "{}*", "{} 件", "{}（含上年2件）"]
        if truth.value == 0:
            shapes += ["{}", "{}.0" if not money else "{}.00"]
        if cell.address.column_key == "items_change" and truth.value:
            shapes = ["减{}", "减少{}", "－{}"] if truth.value < 0 else ["+{}", "增{}", "增加{}"]
            cell.text = rng.choice(shapes).format(abs(truth.value))
            continue
        number = f"{truth.value:,f}" if rng.random() < 0.5 else truth.text
        cell.text = rng.choice(shapes).format(number)
        if rng.random() < 0.04:
            cell.text = rng.choice(("见附件", "不适用", "未统计", "详见公告"))
            truth.value, truth.status = None, "unreadable"
    report.damage("annotated_cells")


def figures(report: Report) -> list[Cell]:
    return [cell for table in report.tables() for row in table.rows for cell in row if cell.address]


def break_page(report: Report, rng: random.Random, least: int = 12) -> None:
    """Cut applications tables in two; the second half has no header or a repeated one, its heading empty or cut."""
    for table in report.tables(APPLICATIONS):
        if len(table.rows) < max(least, table.header_rows + 5):
            continue
        at = rng.randrange(table.header_rows + 2, len(table.rows) - 2)
        upper, lower, cut = split(table, at, rng)
        if table.header_rows == 3 and rng.random() < 0.3:
            again = [[Cell(c.text, None, c.colspan, c.rowspan) for c in row] for row in table.rows[:3]]
            lower.rows = again + lower.rows
            lower.header_rows = 3
            report.damage("header_repeated")
        place = report.blocks.index(table)
        between = [Paragraph(rng.choice(("- 3 -", "3", "第 3 页 共 6 页", "— 4 —")), 9)] if rng.random() < 0.5 else []
        report.blocks[place : place + 1] = [upper, *between, lower]
        report.damage("page_break")
        report.damage("merged_label_cut" if cut else "merged_label_lost")


def split(table: Table, at: int, rng: random.Random) -> tuple[Table, Table, bool]:
    """Two tables from one before row ``at``; merged labels hanging over the cut go on below, empty or in pieces."""
    upper, lower = table.rows[:at], [list(row) for row in table.rows[at:]]
    hanging, cut = [], False
    for number, row in enumerate(upper):
        for cell in row:
            over = number + cell.rowspan - at
            if cell.rowspan > 1 and over > 0:
                cell.rowspan -= over
                rest = ""
                if rng.random() < 0.5 and len(cell.text) > 3:
                    middle = rng.randrange(2, len(cell.text))
                    cell.text, rest, cut = cell.text[:middle], cell.text[middle:], True
                hanging.append(Cell(rest, rowspan=over, role="merged"))
    lower[0] = hanging + lower[0]
    above = Table(table.name, upper, table.header_rows, table.continued)
    return above, Table(table.name, lower, 0, continued=True), cut


def figures_below(report: Report, rng: random.Random) -> None:
    """The figures of one row stand on the line after its label (B3)."""
    for table in report.tables(APPLICATIONS):
        rows = [i for i, row in enumerate(table.rows) if sum(c.address is not None for c in row) == 7 and row[0].text]
        if not rows:
            continue
        at = rng.choice(rows)
        row = table.rows[at]
        labels = [cell for cell in row if cell.address is None]
        holding = [cell for cell in row if cell.address]
        stretch(table, at, 1, besides=labels)
        for cell in labels:
            cell.rowspan += 1 if cell.role == "merged" else 0
        own = [cell for cell in labels if cell.role == "row"]
        empty = [Cell("", colspan=sum(c.colspan for c in own) or 1, role="filler")] if own else []
        table.rows[at : at + 1] = [labels + [Cell("", role="filler") for _ in holding], empty + holding]
        report.damage("figures_below_label")
        return


def stretch(table: Table, at: int, by: int, besides=()) -> None:
    """Lengthen (or shorten) every merged cell that hangs over row ``at`` from above."""
    for number, row in enumerate(table.rows[:at]):
        for cell in row:
            if number + cell.rowspan > at and cell.rowspan > 1 and not any(cell is b for b in besides):
                cell.rowspan += by


def lose_row(report: Report, rng: random.Random) -> None:
    """One row of the applications table is not printed at all."""
    for table in report.tables(APPLICATIONS):
        rows = [i for i, row in enumerate(table.rows) if len(row) == 8 and row[0].role == "row" and row[1].address]
        rows = [i for i in rows if 1 < i < len(table.rows) - 1]
        if rows:
            at = rng.choice(rows)
            forget(report, [cell.address for cell in table.rows[at] if cell.address], "absent")
            stretch(table, at, -1)
            del table.rows[at]
            report.damage("row_lost")
            return


def forget(report: Report, addresses, status: str) -> None:
    for address in addresses:
        report.truth[address].value = None
        report.truth[address].text = ""
        report.truth[address].status = status


def lose_table(report: Report, rng: random.Random) -> None:
    """A statutory table is a picture or gone; only its section title stands (A14)."""
    table = rng.choice(report.tables())
    forget(report, [cell.address for row in table.rows for cell in row if cell.address], "missing")
    report.blocks.remove(table)
    report.damage("table_lost")


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


def noise_rows(report: Report, rng: random.Random) -> None:
    """Page numbers, notes and captions between the rows of a table."""
    lines = ("- 2 -", "第 3 页", "注：以上数据由各部门报送", "续表", "表2 申请办理情况", "4")[: rng.choice((5, 5, 6))]
    for table in rng.sample(report.tables(), k=min(2, len(report.tables()))):
        if len(table.rows) < 6:
            continue
        at = rng.randrange(max(table.header_rows, 1) + 1, len(table.rows))
        width = sum(cell.colspan for cell in table.rows[0])
        stretch(table, at, 1)
        covered = sum(
            cell.colspan for number, row in enumerate(table.rows[:at]) for cell in row if number + cell.rowspan > at
        )
        if width > covered:
            table.rows.insert(at, [Cell(rng.choice(lines), colspan=width - covered, role="noise")])
            report.damage("noise_rows")


def captions(report: Report, rng: random.Random) -> None:
    """Lines between a section title and its table."""
    year = report.year
    lines = (f"(数据核定时间点为{year}年1月1日—{year}年12月31日)", "该部分以表格形式报告。表格如下:", "单位：件",
             f"图1 {year}年主动公开情况", "（单位：件、万元）")
    for table in report.tables():
        if rng.random() < 0.6 and not table.continued:
            report.blocks.insert(report.blocks.index(table), Paragraph(rng.choice(lines), 9))
    report.damage("captions")


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


def no_note(report: Report, rng: random.Random) -> None:
    """The corner cell of the applications table is empty, or worded otherwise."""
    for table in report.tables(APPLICATIONS):
        for row in table.rows:
            for cell in row:
                if cell.text == NOTE:
                    cell.text = rng.choice(("", "项目", NOTE.replace("（", "(").replace("）", ")"), NOTE[:-1] + "。）"))
    report.damage("corner")


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


def fee_in_yuan(report: Report, rng: random.Random) -> None:
    """The header says 元: the figure stands in yuan."""
    address = next((a for a in report.truth if a.row_key == "administrative_fee" and report.edition == 2021), None)
    if address is None or report.truth[address].status != "reported":
        return
    truth = report.truth[address]
    truth.value = Decimal(rng.randrange(1, 10**7)).scaleb(-rng.choice((0, 1, 2)))
    truth.text = f"{truth.value:f}"
    for cell in figures(report):
        if cell.address == address:
            cell.text = truth.text
    for table in report.tables("article20"):
        for row in table.rows:
            for cell in row:
                if cell.text.startswith("本年收费金额"):
                    cell.text = "本年收费金额（单位：元）"
    report.damage("unit_yuan")


def settle(report: Report) -> None:
    """Take the printed text of every cell over into the truth; an address never printed is lost."""
    printed = {cell.address: cell.text for cell in figures(report)}
    for address, truth in report.truth.items():
        if address in printed:
            truth.text = printed[address]
        elif truth.status in ("reported", "blank"):
            forget(report, [address], "missing")
