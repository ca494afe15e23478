"""How labels are spelled in real reports: numbering, brackets, blanks, wraps, misprints, shortened names."""

import random
import re

from .model import Cell, Report

MISPRINTS = {
    "其他法律行政法规禁止公开": ("其他法律行政止公开", "其他法律法规禁止公开", "其他法律、行政法规禁止公开"),
    "社会公益组织": ("社会组织", "社会公益组 织", "公益组织"),
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": (
        "逾期不补正", "申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
    ),
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": (
        "逾期不缴费", "申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请",
    ),
    "行政规范性文件": ("规范性文件",),
    "本机关不掌握相关政府信息": ("本机关不掌握相关信息", "本机关未掌握相关政府信息"),
    "没有现成信息需要另行制作": ("没有现成信息，需要另行制作",),
    "要求行政机关确认或重新出具已获取信息": ("要求行政机关确认或者重新出具已获取信息",),
    "本年新收政府信息公开申请数量": ("本年新收政府信息公开申请数", "本年度新收政府信息公开申请数量"),
    "结转下年度继续办理": ("结转下年度继续办理数量", "结转下一年度继续办理"),
    "商业企业": ("企业",),
    "本年度办理结果": ("本年度办理情况",),
    "尚未审结": ("未审结",),
}
FEES = ("本年收费金额（单位:万元,保留4位小数）", "本年收费金额(单位：元)", "本年收费金额", "本年收费金额（万元）")
PROCUREMENT = ("采购总金额", "采购总金额(万元)", "采购总金额（元）", "采购总金额（单位：万元）")
CIRCLED = dict(zip("一二三四五六七", "㈠㈡㈢㈣㈤㈥㈦", strict=True))


class Speller:
    """One author's habits, chosen once per document, with slips here and there."""

    def __init__(self, rng: random.Random, damaged: bool):
        self.rng = rng
        self.damaged = damaged
        self.item = rng.choice(("{}.", "{}.", "{}、", "{}. ", "{}．", "（{}）")) if damaged else "{}."
        self.bracket = rng.choice(("（{}）", "（{}）", "({})", "({}) ", "（{}） ", "㈠")) if damaged else "（{}）"
        self.quotes = rng.choice(("“”", "“”", '""', "「」", "‘’")) if damaged else "“”"
        self.note = not damaged or rng.random() < 0.6
        self.misprint = rng.uniform(0, 0.35) if damaged else 0
        self.blanks = rng.choice((0, 0, 0.2, 0.5)) if damaged else 0

    def spell(self, text: str) -> str:
        """The label as this author writes it."""
        for right, wrongs in MISPRINTS.items():
            if right in text and self.rng.random() < self.misprint:
                text = text.replace(right, self.rng.choice(wrongs))
        if "区分处理的" in text:
            text = text if self.note else text[: text.index("（区")]
        text = re.sub(r"^(\d)\.", self.number, text)
        text = re.sub(r"（([一二三四五六七八九])）", self.section, text)
        text = text.replace("“", self.quotes[0]).replace("”", self.quotes[1])
        if self.damaged and self.rng.random() < self.blanks and len(text) > 4:
            cut = self.rng.randrange(2, len(text) - 1)
            text = text[:cut] + " " + text[cut:]
        return text

    def number(self, match: re.Match) -> str:
        slip = self.damaged and self.rng.random() < 0.1
        return (self.rng.choice(("{}、", "{}.")) if slip else self.item).format(match[1])

    def section(self, match: re.Match) -> str:
        if self.bracket == "㈠":
            return CIRCLED.get(match[1], f"（{match[1]}）")
        return self.bracket.format(match[1])


def respell(report: Report, rng: random.Random) -> None:
    """Write every label of the report in one author's manner."""
    speller = Speller(rng, damaged=True)
    for table in report.tables():
        for cell in label_cells(table):
            if "本年收费金额" in cell.text:
                cell.text = rng.choice((cell.text, *FEES))
            elif "采购总金额" in cell.text:
                cell.text = rng.choice(PROCUREMENT)
            else:
                keep = table.name == "article20" and cell.text == "行政规范性文件" and report.edition == 2021
                cell.text = cell.text if keep and rng.random() < 0.7 else speller.spell(cell.text)
    report.damage("labels")


def label_cells(table) -> list[Cell]:
    return [cell for row in table.rows for cell in row if cell.address is None]


def wrap(report: Report, rng: random.Random, mark: str = "\n") -> None:
    """Break labels inside their cells, as narrow columns do; only short ones stand two letters a line."""
    narrow = rng.choice((2, 4, 6, 9))
    for table in report.tables():
        for cell in label_cells(table):
            width = narrow if len(cell.text) <= 10 else max(narrow, 6)
            if len(cell.text) > width and rng.random() < 0.8:
                cell.text = mark.join(cell.text[i : i + width] for i in range(0, len(cell.text), width))
    report.damage("wrapped_labels")
