"""Cells that span rows and columns, set out as a full rectangle."""

from collections.abc import Iterable
from typing import NamedTuple

from extract.grid import Cell, Grid


class Span(NamedTuple):
    """A cell as drawn: where it begins, how many rows and columns it takes, what is printed in it; ``torn`` whether the
    cells of its row end elsewhere than those of most rows, or meet others."""

    row: int
    column: int
    height: int
    width: int
    text: str
    torn: bool = False


def to_grid(spans: Iterable[Span], place: str, columns: Iterable[int] = ()) -> Grid:
    """A rectangle of the spans; rows and columns in which no cell begins are left out, but not those in ``columns``.

    ``place`` names the table. A position no cell reaches is set as covered: nothing is printed there.
    Two cells that begin at one place become one.
    """
    spans = list(spans)
    rows = {row: number for number, row in enumerate(sorted({span.row for span in spans}))}
    kept = {*columns, *(span.column for span in spans)}
    numbers = {column: number for number, column in enumerate(sorted(kept))}
    table = [
        [Cell("", f"{place}, row {row}, column {column}", True) for column in range(1, len(numbers) + 1)]
        for row in range(1, len(rows) + 1)
    ]
    for span in spans:
        row, column = rows[span.row], numbers[span.column]
        texts = [text for text in (table[row][column].text, span.text) if text]
        table[row][column] = table[row][column]._replace(text="\n".join(texts), covered=False)
    return Grid(tuple(map(tuple, table)), frozenset(rows[span.row] for span in spans if span.torn))
