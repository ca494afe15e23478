"""What the kinds of damage share: figures taken out of a report, merged cells cut or stretched, truth settled."""

import random

from .model import Cell, Report, Table


def figures(report: Report) -> list[Cell]:
    return [cell for table in report.tables() for row in table.rows for cell in row if cell.address]


def forget(report: Report, addresses, status: str) -> None:
    for address in addresses:
        report.truth[address].value = None
        report.truth[address].text = ""
        report.truth[address].status = status


def stretch(table: Table, at: int, by: int, besides=()) -> None:
    """Lengthen (or shorten) every merged cell that hangs over row ``at`` from above."""
    for number, row in enumerate(table.rows[:at]):
        for cell in row:
            if number + cell.rowspan > at and cell.rowspan > 1 and not any(cell is b for b in besides):
                cell.rowspan += by


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


def settle(report: Report) -> None:
    """Take the printed text of every cell over into the truth; an address never printed is lost."""
    printed = {cell.address: cell.text for cell in figures(report)}
    for address, truth in report.truth.items():
        if address in printed:
            truth.text = printed[address]
        elif truth.status in ("reported", "blank"):
            forget(report, [address], "missing")
