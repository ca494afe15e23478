"""Damage to rows: page breaks, labels and figures parted, rows lost, lines between rows."""

import random

from . import damage
from .model import Cell, Paragraph, Report, Table

APPLICATIONS = "applications"


def break_page(report: Report, rng: random.Random, least: int = 12) -> None:
    """Cut applications tables in two; the second half has no header or a repeated one, its heading empty or cut."""
    for table in report.tables(APPLICATIONS):
        if len(table.rows) < max(least, table.header_rows + 5):
            continue
        at = rng.randrange(table.header_rows + 2, len(table.rows) - 2)
        upper, lower, cut = damage.split(table, at, rng)
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
        damage.stretch(table, at, 1, besides=labels)
        for cell in labels:
            cell.rowspan += 1 if cell.role == "merged" else 0
        own = [cell for cell in labels if cell.role == "row"]
        empty = [Cell("", colspan=sum(c.colspan for c in own) or 1, role="filler")] if own else []
        table.rows[at : at + 1] = [labels + [Cell("", role="filler") for _ in holding], empty + holding]
        report.damage("figures_below_label")
        return


def lose_row(report: Report, rng: random.Random) -> None:
    """One row of the applications table is not printed at all."""
    for table in report.tables(APPLICATIONS):
        rows = [i for i, row in enumerate(table.rows) if len(row) == 8 and row[0].role == "row" and row[1].address]
        rows = [i for i in rows if 1 < i < len(table.rows) - 1]
        if rows:
            at = rng.choice(rows)
            damage.forget(report, [cell.address for cell in table.rows[at] if cell.address], "absent")
            damage.stretch(table, at, -1)
            del table.rows[at]
            report.damage("row_lost")
            return


def noise_rows(report: Report, rng: random.Random) -> None:
    """Page numbers, notes and captions between the rows of a table."""
    lines = ("- 2 -", "第 3 页", "注：以上数据由各部门报送", "续表", "表2 申请办理情况", "4")[: rng.choice((5, 5, 6))]
    for table in rng.sample(report.tables(), k=min(2, len(report.tables()))):
        if len(table.rows) < 6:
            continue
        at = rng.randrange(max(table.header_rows, 1) + 1, len(table.rows))
        width = sum(cell.colspan for cell in table.rows[0])
        damage.stretch(table, at, 1)
        covered = sum(
            cell.colspan for number, row in enumerate(table.rows[:at]) for cell in row if number + cell.rowspan > at
        )
        if width > covered:
            table.rows.insert(at, [Cell(rng.choice(lines), colspan=width - covered, role="noise")])
            report.damage("noise_rows")
