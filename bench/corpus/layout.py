"""The statutory tables as they are printed: headings, merged cells and figures, before any damage."""

import random

from . import prose
from .model import COLUMNS, RESULTS, REVIEWS, Address, Cell, Paragraph, Report, Table, rows_of

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANT_LABELS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULT_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
SECTIONS = (
    ("一、总体情况",), ("二、主动公开政府信息情况",), ("三、收到和处理政府信息公开申请情况",),
    ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况", "五、存在的问题改进情况"),
    ("六、其他需要报告的事项",),
)
ARTICLE_2021 = (
    ("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"),
     (("规章", "regulation"), ("行政规范性文件", "normative_document"))),
    ("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", "licensing"),)),
    ("第二十条第（六）项", ("本年处理决定数量",), (("行政处罚", "penalty"), ("行政强制", "coercion"))),
    ("第二十条第（八）项", ("本年收费金额（单位：万元）",), (("行政事业性收费", "administrative_fee"),)),
)
ARTICLE_2019 = (
    ("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
     (("规章", "regulation"), ("规范性文件", "normative_document"))),
    ("第二十条第（五）项", ("上一年项目数量", "本年增/减", "处理决定数量"),
     (("行政许可", "licensing"), ("其他对外管理服务事项", "other_public_service"))),
    ("第二十条第（六）项", ("上一年项目数量", "本年增/减", "处理决定数量"),
     (("行政处罚", "penalty"), ("行政强制", "coercion"))),
    ("第二十条第（八）项", ("上一年项目数量", "本年增/减"), (("行政事业性收费", "administrative_fee"),)),
    ("第二十条第（九）项", ("采购项目数量", "采购总金额"), (("政府集中采购", "central_procurement"),)),
)


def figure(report: Report, table: str, row: str, column: str, colspan: int = 1) -> Cell:
    address = Address(table, row, column)
    return Cell(report.truth[address].text, address, colspan, role="figure")


def article20(report: Report) -> Table:
    """The article-20 table, four columns wide; the last heading of a short row covers the rest."""
    rows = []
    keys = columns_by_row(report)
    for heading, headers, items in ARTICLE_2021 if report.edition == 2021 else ARTICLE_2019:
        rows.append([Cell(heading, colspan=4)])
        rows.append([Cell("信息内容"), *spread([Cell(h) for h in headers])])
        for label, key in items:
            figures = [figure(report, "article20", key, column) for column in keys[key]]
            rows.append([Cell(label), *spread(figures)])
    return Table("article20", rows)


def columns_by_row(report: Report) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for address in report.truth:
        if address.table == "article20":
            columns.setdefault(address.row_key, []).append(address.column_key)
    return columns


def spread(cells: list[Cell]) -> list[Cell]:
    cells[-1].colspan = 4 - len(cells)
    return cells


def applications(report: Report, rng: random.Random) -> Table:
    """The applications table: three label columns and seven figures."""
    items = printed_rows(report)
    total_high = rng.random() < 0.15
    first = [Cell(NOTE, colspan=3, rowspan=3), Cell("申请人情况", colspan=6 if total_high else 7)]
    second = [Cell("自然人", rowspan=2), Cell("法人或其他组织", colspan=5)]
    total = Cell("总计", rowspan=3 if total_high else 2)
    (first if total_high else second).append(total)
    rows = [first, second, [Cell(label) for label in APPLICANT_LABELS]]
    groups = {}
    for label, _ in items:
        head, *rest = label.split("/")
        groups[head] = groups.get(head, 0) + 1
        if len(rest) == 2:
            groups[rest[0]] = groups.get(rest[0], 0) + 1
    seen = set()
    for label, key in items:
        rows.append(label_cells(label.split("/"), groups, seen)
                    + [figure(report, "applications", key, column) for column in COLUMNS])
    return Table("applications", rows, header_rows=3)


def printed_rows(report: Report) -> list[tuple[str, str]]:
    """(label path, row key) of the rows this report prints; a merged （六）其他处理 stands for its items."""
    rows = []
    for key, label in rows_of(report.edition, "applications").items():
        if report.truth[Address("applications", key, "total")].status == "absent":
            if key.startswith("outcome.other.") and "outcome.other" not in {k for _, k in rows}:
                rows.append(("三、本年度办理结果/（六）其他处理", "outcome.other"))
            continue
        rows.append((label, key))
    return rows


def label_cells(path: list[str], groups: dict[str, int], seen: set[str]) -> list[Cell]:
    """The label cells a row begins with; headings already standing above are left out."""
    if len(path) == 1:
        return [Cell(path[0], colspan=3, role="row")]
    cells = []
    if path[0] not in seen:
        seen.add(path[0])
        cells.append(Cell(path[0], rowspan=groups[path[0]], role="merged"))
    if len(path) == 2:
        return [*cells, Cell(path[1], colspan=2, role="row")]
    if path[1] not in seen:
        seen.add(path[1])
        cells.append(Cell(path[1], rowspan=groups[path[1]], role="merged"))
    return [*cells, Cell(path[2], role="row")]


def reviews(report: Report) -> Table:
    """Reconsideration and litigation: one row of fifteen figures."""
    rows = [
        [Cell("行政复议", colspan=5), Cell("行政诉讼", colspan=10)],
        [*(Cell(label, rowspan=2) for label in RESULT_LABELS),
         Cell("未经复议直接起诉", colspan=5), Cell("复议后起诉", colspan=5)],
        [Cell(label) for label in RESULT_LABELS * 2],
        [figure(report, "review_litigation", row, column) for row in REVIEWS for column in RESULTS],
    ]
    return Table("review_litigation", rows, header_rows=3)


def compose(report: Report, rng: random.Random, name: str) -> None:
    """Title, preface, six sections and the three tables."""
    heads = [rng.choice(section) for section in SECTIONS]
    inside = ("", "article20", "applications", "review_litigation", "", "")
    text = (prose.overall(rng, report.agency, report.year), (), (), (), prose.problems(rng, report.year),
            prose.other(rng, report.year))
    makers = {"article20": lambda: article20(report), "applications": lambda: applications(report, rng),
              "review_litigation": lambda: reviews(report)}
    report.blocks = [Paragraph(line, 1) for line in report.title.split("\n") if line]
    report.blocks.append(Paragraph(prose.preface(rng, name, report.year)))
    for head, table, lines in zip(heads, inside, text, strict=True):
        report.blocks.append(Paragraph(head, 2))
        report.blocks += [Paragraph(line) for line in lines]
        if table:
            report.blocks.append(makers[table]())
    for line in prose.foot(rng, name, report.year).split("\n"):
        if line:
            report.blocks.append(Paragraph(line))
