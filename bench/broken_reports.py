"""Reports broken on purpose before they are written: tables, rows, columns and figures moved, lost or doubled.

A function takes a report and a random source. It keeps the report's truth at what is still printed; where the sums
of the form must tell which of two printed figures is right, at the one that was there before.
"""

import copy
import random
from decimal import Decimal

from .corpus import damage
from .corpus.model import Cell, Report, Table, expand

COUNTED = ("applications", "review_litigation")  # tables whose figures stand in sums


def swap_tables(report: Report, rng: random.Random) -> None:
    """Two tables change places, under each other's section title."""
    tables = [i for i, block in enumerate(report.blocks) if isinstance(block, Table)]
    if len(tables) > 1:
        one, two = rng.sample(tables, 2)
        report.blocks[one], report.blocks[two] = report.blocks[two], report.blocks[one]


def double_table(report: Report, rng: random.Random) -> None:
    """One table is printed twice, with the same figures."""
    if report.tables():
        table = rng.choice(report.tables())
        report.blocks.insert(rng.randrange(len(report.blocks)), table)


def delete_rows(report: Report, rng: random.Random) -> None:
    """Up to five rows, headings or figures, are gone."""
    for _ in range(rng.randrange(1, 6)):
        table = rng.choice(report.tables())
        delete_row(report, table, rng.randrange(len(table.rows)))
        if not table.rows:
            report.blocks.remove(table)
            return


def delete_row(report: Report, table: Table, at: int) -> None:
    damage.forget(report, [cell.address for cell in table.rows[at] if cell.address in report.truth], "absent")
    damage.stretch(table, at, -1)
    del table.rows[at]


def delete_headings(report: Report, rng: random.Random) -> None:
    """The rows of column headings of one table are gone."""
    table = rng.choice(report.tables())
    for at in reversed(range(len(table.rows))):
        if not any(cell.address or cell.role in ("row", "merged", "noise") for cell in table.rows[at]):
            delete_row(report, table, at)
    if not table.rows:
        report.blocks.remove(table)


def cut_table(report: Report, rng: random.Random) -> None:
    """One table ends in its middle."""
    table = rng.choice(report.tables())
    if len(table.rows) > 2:
        above, below, _ = damage.split(table, rng.randrange(1, len(table.rows)), rng)
        gone = [cell.address for row in below.rows for cell in row if cell.address in report.truth]
        damage.forget(report, gone, "absent")
        report.blocks[report.blocks.index(table)] = above


def delete_column(report: Report, rng: random.Random) -> None:
    """One column of figures is gone, its heading too."""
    table = rng.choice(report.tables())
    grid = expand(table)
    places = sorted({at for row in grid for at, (kind, cell) in enumerate(row) if cell.address and kind == "cell"})
    if not places:
        return
    at = rng.choice(places)
    for cell in {id(row[at][1]): row[at][1] for row in grid if at < len(row)}.values():
        if cell.colspan > 1:
            cell.colspan -= 1
            continue
        for row in table.rows:
            row[:] = [other for other in row if other is not cell]
        if cell.address in report.truth:
            damage.forget(report, [cell.address], "absent")


def shift_column(report: Report, rng: random.Random) -> None:
    """The figures of one column stand a row too low or too high; the one at the end is gone."""
    tables = [table for table in report.tables() if table.name == "applications"]
    if not tables:
        return
    column = rng.choice([cell.address.column_key for row in tables[0].rows for cell in row if cell.address])
    cells = [cell for table in tables for row in table.rows for cell in row
             if cell.address and cell.address.column_key == column]
    truths = [report.truth.get(cell.address) for cell in cells]
    if None in truths:
        return
    if rng.random() < 0.5:
        cells.reverse()
        truths.reverse()
    printed = [(cell.text, truth.value, truth.status) for cell, truth in zip(cells, truths, strict=True)]
    for cell, truth, (text, value, status) in zip(cells, truths, [("", None, "blank"), *printed], strict=False):
        cell.text, truth.value, truth.status = text, value, status


def exchange_rows(report: Report, rng: random.Random) -> None:
    """Two rows change places, labels and all."""
    tables = [table for table in report.tables() if table.name == "applications"]
    if tables:
        table = rng.choice(tables)
        rows = [at for at, row in enumerate(table.rows)
                if [cell.role for cell in row[:2]] == ["row", "figure"] and len({cell.rowspan for cell in row}) == 1]
        if len(rows) > 1:
            one, two = rng.sample(rows, 2)
            spans = table.rows[one][0].colspan, table.rows[two][0].colspan
            table.rows[one], table.rows[two] = table.rows[two], table.rows[one]
            table.rows[one][0].colspan, table.rows[two][0].colspan = spans


def join_digits(report: Report, rng: random.Random) -> None:
    """Neighbouring figures of some rows lose what parted them; the row has a piece less."""
    for table in report.tables():
        for row in table.rows:
            places = [i for i, cell in enumerate(row[:-1]) if cell.address and row[i + 1].address]
            if len(places) > 2 and rng.random() < 0.15:
                at = rng.choice(places)
                report.lose([cell.address for cell in row if cell.address])
                row[at].text += row[at + 1].text
                del row[at + 1]


def join_cells(report: Report, rng: random.Random) -> None:
    """Neighbouring figures of some rows stand in one cell that is as wide as both."""
    for table in report.tables():
        for row in table.rows:
            places = [i for i, cell in enumerate(row[:-1]) if cell.address and row[i + 1].address]
            if places and rng.random() < 0.15:
                at = rng.choice(places)
                report.lose([cell.address for cell in row[at : at + 2]])
                row[at] = Cell(row[at].text + row[at + 1].text, row[at].address,
                               row[at].colspan + row[at + 1].colspan, role="figure")
                del row[at + 1]


def repeat_report(report: Report, rng: random.Random) -> None:
    """The whole report stands twice in the file, one figure changed in one of the two; sums tell it, if anything."""
    again = copy.deepcopy(report.blocks)
    cells = [cell for block in again if isinstance(block, Table) for row in block.rows for cell in row
             if cell.address in report.truth and cell.text.strip().isdigit()]
    if cells:
        cell = rng.choice(cells)
        cell.text = str(int(cell.text) + rng.randrange(1, 30))
        report.truth[cell.address].recoverable = False
        if cell.address.table not in COUNTED:
            damage.forget(report, [cell.address], "missing")
    report.blocks = [*again, *report.blocks] if rng.random() < 0.5 else [*report.blocks, *again]


def change_figure(report: Report, rng: random.Random) -> None:
    """One digit of a figure under sums is another one: that is what is printed, and the sums fail."""
    cells = [cell for table in report.tables() if table.name in COUNTED for row in table.rows for cell in row
             if cell.address in report.truth and cell.text.isdigit()]
    if cells:
        cell = rng.choice(cells)
        at = rng.randrange(len(cell.text))
        digit = rng.choice([digit for digit in "123456789" if digit != cell.text[at]])
        cell.text = cell.text[:at] + digit + cell.text[at + 1 :]
        report.truth[cell.address].value = Decimal(cell.text)


SHAPES = {
    "swapped": swap_tables, "doubled": double_table, "rows_deleted": delete_rows, "digits_joined": join_digits,
    "headings_deleted": delete_headings, "table_cut": cut_table, "column_deleted": delete_column,
    "column_shifted": shift_column, "rows_exchanged": exchange_rows, "cells_joined": join_cells,
    "report_repeated": repeat_report, "figure_changed": change_figure,
}
