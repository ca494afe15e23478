"""An identity, or what may be wrong, in a line that the clerk who filled in the form understands.

All words are the form's own labels; between them stand figures and signs only.
"""

from transform.identities import Edition
from transform.verdict import Verdict

UNREAD = "?"
BLANK = "（）"


def of_identity(verdict: Verdict, identity: int) -> str:
    """The identity with its printed figures: ``title：label a 3 + b 4 ≠ total 8``; of more than two terms, zeros
    and blanks are left out."""
    edition = verdict.edition
    row = edition.matrix[identity]
    cells = [int(cell) for cell in row.nonzero()[0] if verdict.said[cell].status != "absent"]
    shared_row = len({edition.cells[cell].row_key for cell in cells}) == 1
    shared_column = len({edition.cells[cell].column_key for cell in cells}) == 1
    sides = []
    for sign in (1, -1):
        terms = [cell for cell in cells if row[cell] == sign]
        shown = [cell for cell in terms if len(terms) <= 2 or figure(verdict, cell) not in ("0", BLANK)]
        sides.append(" + ".join(term(verdict, cell, shared_row, shared_column) for cell in shown) or "0")
    sign = {"holds": "=", "fails": "≠", "open": "…"}[verdict.results[identity]]
    head = ""
    if cells and shared_row:
        head = f"{row_label(edition, cells[0])} "
    elif cells and shared_column:
        head = f"{edition.labels[edition.cells[cells[0]]][1]} "
    return f"{edition.titles[identity]}：{head}{sides[0]} {sign} {sides[1]}"


def term(verdict: Verdict, cell: int, shared_row: bool, shared_column: bool) -> str:
    """One term: the label that tells it from the others, and its figure as printed."""
    edition = verdict.edition
    label = edition.labels[edition.cells[cell]]
    name = label[1] if shared_row else row_label(edition, cell) if shared_column else cell_label(edition, cell)
    return f"{name} {figure(verdict, cell)}"


def figure(verdict: Verdict, cell: int) -> str:
    """The figure a cell bears, an empty pair of brackets for a blank, a question mark where it is not known."""
    said = verdict.said[cell]
    return str(said.reading.value) if said.status == "reported" else BLANK if said.status == "blank" else UNREAD


def row_label(edition: Edition, cell: int) -> str:
    """The row's own label after the group it stands in, but without the heading over all outcomes."""
    path = edition.labels[edition.cells[cell]][0].split("/")
    return " ".join(path[1:] or path)


def cell_label(edition: Edition, cell: int) -> str:
    return f"{row_label(edition, cell)} {edition.labels[edition.cells[cell]][1]}"


def of_explanation(verdict: Verdict, values: dict[int, int]) -> str:
    """The cells that would have to be wrong: ``label: printed → needed``, separated by semicolons."""
    return "；".join(
        f"{cell_label(verdict.edition, cell)}: {figure(verdict, cell)} → {value}" for cell, value in values.items()
    )
