"""The shapes of the corpus: a form, a printed table with merged cells, a report, and what is true of it."""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

FORMS = Path(__file__).parents[2] / "data" / "forms"
APPLICANTS = (
    "natural_person", "enterprise", "research_institution", "public_interest_organization",
    "legal_service_organization", "other",
)
MIDDLE = APPLICANTS[1:]
COLUMNS = (*APPLICANTS, "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
REVIEWS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")


class Address(NamedTuple):
    table: str
    row_key: str
    column_key: str


@dataclass(frozen=True)
class FormCell:
    address: Address
    row_label: str
    column_label: str
    unit: str


@dataclass
class Cell:
    """One printed cell; ``address`` is set on the cells that hold a figure of the form."""

    text: str
    address: Address | None = None
    colspan: int = 1
    rowspan: int = 1
    role: str = "label"


@dataclass
class Table:
    """Rows of cells as HTML has them: a covered position has no cell of its own."""

    name: str
    rows: list[list[Cell]]
    header_rows: int = 0
    continued: bool = False


@dataclass
class Paragraph:
    text: str
    level: int = 0  # 0 running text, 1 title, 2 section title, 9 page number, note or caption


@dataclass
class Truth:
    """What stands at an address: ``value`` None for a blank; ``recoverable`` False where the rendering lost it."""

    value: Decimal | None
    text: str
    status: str = "reported"  # reported, blank, absent, missing, unreadable
    recoverable: bool = True


@dataclass
class Report:
    """A report on its way to a file: who, when, which form, what is true, what is printed, what was done to it."""

    number: int
    agency: dict
    year: int
    edition: int
    truth: dict[Address, Truth]
    blocks: list[Paragraph | Table] = field(default_factory=list)
    damages: list[str] = field(default_factory=list)
    title: str = ""
    agency_decidable: bool = True
    year_decidable: bool = True

    def damage(self, name: str) -> None:
        if name not in self.damages:
            self.damages.append(name)

    def tables(self, name: str | None = None) -> list[Table]:
        return [b for b in self.blocks if isinstance(b, Table) and name in (None, b.name)]

    def lose(self, addresses, status: str | None = None) -> None:
        """Mark addresses as not decidable from the rendering."""
        for address in addresses:
            self.truth[address].recoverable = False
            if status:
                self.truth[address].status = status


def form(edition: int) -> list[FormCell]:
    """The cells of one edition's statutory form, in order."""
    with open(FORMS / f"form-{edition}.csv", encoding="utf-8", newline="") as lines:
        return [
            FormCell(Address(r["table"], r["row_key"], r["column_key"]), r["row_label"], r["column_label"], r["unit"])
            for r in csv.DictReader(lines)
        ]


def rows_of(edition: int, table: str) -> dict[str, str]:
    """row_key → row label of one table, in order."""
    return {c.address.row_key: c.row_label for c in form(edition) if c.address.table == table}


def expand(table: Table) -> list[list[tuple[str, Cell]]]:
    """The rectangle of a table: per position ``cell``, ``right`` (covered from the left) or ``down`` (from above)."""
    grid: list[list[tuple[str, Cell] | None]] = [[] for _ in table.rows]
    hanging: dict[tuple[int, int], tuple[str, Cell]] = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in hanging:
                grid[number].append(hanging[number, column])
                column += 1
            for right in range(cell.colspan):
                for down in range(cell.rowspan):
                    if down:
                        hanging[number + down, column + right] = ("down", cell)
                grid[number].append(("right" if right else "cell", cell))
            column += cell.colspan
        while (number, column) in hanging:
            grid[number].append(hanging[number, column])
            column += 1
    return grid
