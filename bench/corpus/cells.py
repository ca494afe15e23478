"""Damage inside the cells that hold figures: padding, words and units, other money."""

import random
from decimal import Decimal

from . import damage
from .model import Report


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in ".-" else c for c in text)


def pad_figures(report: Report, rng: random.Random) -> None:
    """Blanks around figures, or full-width digits, all through the document."""
    shape = rng.choice(("{} ", " {}", "  {}  ", "\u00a0{}", "wide"))
    for cell in damage.figures(report):
        if cell.text.strip() and not cell.text.strip("0123456789.-"):
            cell.text = full_width(cell.text) if shape == "wide" else shape.format(cell.text)
    report.damage("full_width" if shape == "wide" else "padded_figures")


def annotate(report: Report, rng: random.Random) -> None:
    """Words, units, signs and separators in some cells; now and then words instead of a number."""
    for cell in damage.figures(report):
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


def fee_in_yuan(report: Report, rng: random.Random) -> None:
    """The header says 元: the figure stands in yuan."""
    address = next((a for a in report.truth if a.row_key == "administrative_fee" and report.edition == 2021), None)
    if address is None or report.truth[address].status != "reported":
        return
    truth = report.truth[address]
    truth.value = Decimal(rng.randrange(1, 10**7)).scaleb(-rng.choice((0, 1, 2)))
    truth.text = f"{truth.value:f}"
    for cell in damage.figures(report):
        if cell.address == address:
            cell.text = truth.text
    for table in report.tables("article20"):
        for row in table.rows:
            for cell in row:
                if cell.text.startswith("本年收费金额"):
                    cell.text = "本年收费金额（单位：元）"
    report.damage("unit_yuan")
