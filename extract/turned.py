"""Tables drawn with the rows of the form as their columns, turned back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract import fold
from extract.form import Forms
from extract.grid import Cell, Grid

LEAST = 4  # labels of the form that must stand in one line of the turned table


def upright(grid: Grid, forms: Forms) -> Grid:
    """The grid with its rows as columns, where labels of the form's rows stand side by side in it and those of its
    columns below one another; else as it is."""
    if len(set(map(len, grid.rows))) != 1:
        return grid
    turned = tuple(zip(*grid.rows, strict=True))
    for table in forms.tables.values():
        if most_named(grid.rows, table.row_labels) >= LEAST <= most_named(turned, table.column_labels):
            return replace(grid, rows=turned)
    return grid


def most_named(lines: Sequence[Sequence[Cell]], labels: Mapping[str, object]) -> int:
    """The most different ones of these labels in one line."""
    return max((len({fold.skeleton(cell.text) for cell in line} & labels.keys()) for line in lines), default=0)
