"""Tables of text that show every cell: there an empty cell is a column printed blank, wherever in its row it stands."""

from collections.abc import Sequence
from dataclasses import replace

from extract import fold, match_article20_spans, match_labels, match_review_spans
from extract.cells import is_empty
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.row import Row

LEAST_COUNTED = 4  # rows that show how a table sets its cells
MOST_ODD = 1  # rows with more cells than columns: the number of a page, or a line of empty cells, may have come in


def counted(printed: Sequence[Row], forms: Forms) -> list[Row]:
    """The rows, those of text marked as counted in whose table every row has just as many cells as columns.

    So nothing fills up a merged cell there and nothing is left out; either would give rows of unlike labels another
    number of cells.
    """
    found = list(printed)
    for name in ("applications", "article20"):
        table = forms.tables[name]
        extra = {index: cells for index, row in enumerate(printed)
                 if (cells := extra_cells(row, table)) is not None and not match_review_spans.is_header(row, forms)}
        for grid in {printed[index].grid for index in extra}:
            own = {index: cells for index, cells in extra.items() if printed[index].grid == grid}
            even = [index for index, cells in own.items() if not cells]
            if name == "article20" and prints_nothing([row for row in printed if row.grid == grid], forms):
                continue
            if min(own.values()) == 0 and len(even) >= max(LEAST_COUNTED, len(own) - MOST_ODD) \
                    and reach_over([printed[index].values for index in even]):
                for index in even:
                    found[index] = replace(printed[index], counted=True)
    return found


def prints_nothing(printed: Sequence[Row], forms: Forms) -> bool:
    """Whether some row of the article-20 table prints its label alone, so that any cell of it may be left out."""
    labels = forms.tables["article20"].row_labels
    alone = {key for row in printed for cell in row.labels[: -1 if row.figures else None]
             for key in labels.get(fold.skeleton(cell.text), ())}
    return not alone.issubset({match_article20_spans.hit(row, forms) for row in printed if row.figures})


def reach_over(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first and the last of the columns are printed somewhere: one that never is may be no column, but a
    cell behind the labels or at the end of the line."""
    widest = max(map(len, rows))
    edges = [(is_empty(cells[0].text), is_empty(cells[-1].text)) for cells in rows if len(cells) == widest]
    return not all(first for first, _ in edges) and not all(last for _, last in edges)


def extra_cells(row: Row, table: TableForm) -> int | None:
    """How many more cells a row of text has than columns has the form's row that it surely is, 0 where as many as in
    one of the editions; None where it is no such row."""
    if row.spaced or row.glued or row.positions is not None:
        return None
    found = match_labels.named(row, table, wrapped=False)
    widths = {len(columns) for (_, key), columns in table.columns.items() if key in found}
    return None if not widths else 0 if len(row.values) in widths else len(row.values) - min(widths)
