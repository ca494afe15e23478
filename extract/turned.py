"""Tables drawn with the rows of the form as their columns, turned back."""

from collections.abc import Mapping, Sequence
from itertools import chain, takewhile

from extract import fold
from extract.cells import is_empty
from extract.form import Forms, TableForm
from extract.grid import Cell, Grid

LEAST = 4  # labels of the form that must stand in one line of the turned table


def upright(grid: Grid, forms: Forms) -> Grid:
    """The grid with its rows as columns, where labels of the form's rows stand side by side in it, or all of them over
    those of its columns, and those of its columns below one another; else as it is."""
    if len(set(map(len, grid.rows))) != 1:
        return grid
    turned = tuple(zip(*filter(has_text, grid.rows), strict=True))
    for table in forms.tables.values():
        sideways = most_named(grid.rows, table.row_labels) >= LEAST or names_all(above_columns(grid, table), table)
        if sideways and most_named(turned, table.column_labels) >= LEAST:
            return Grid(turned)
    return grid


def has_text(line: Sequence[Cell]) -> bool:
    return any(not is_empty(cell.text) for cell in line)


def above_columns(grid: Grid, table: TableForm) -> list[str]:
    """The words that stand over the first label of a column."""
    lines = [[fold.skeleton(cell.text) for cell in line] for line in grid.rows]
    return list(chain.from_iterable(takewhile(lambda line: table.column_labels.keys().isdisjoint(line), lines)))


def names_all(words: Sequence[str], table: TableForm) -> bool:
    """Whether each row of the table is named, once."""
    named = [row for word in words for row in table.row_labels.get(word, ())]
    return sorted(named) == sorted(table.rows)


def most_named(lines: Sequence[Sequence[Cell]], labels: Mapping[str, object]) -> int:
    """The most different ones of these labels in one line."""
    return max((len({fold.skeleton(cell.text) for cell in line} & labels.keys()) for line in lines), default=0)
