"""Rows of text whose figures a converter set column by column: one figure of each row below the other, then the next
column's. So it does where the lines of neighbouring rows overlap on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extract.form import TableForm
from extract.grid import Cell
from extract.match_lost import in_turn
from extract.row import Row

MOST_WOVEN = 3  # rows


def unwoven(printed: Sequence[Row], table: TableForm) -> Iterator[Row]:
    """The rows, with those apart whose whole labels follow one another in the form, above all their figures."""
    for row in printed:
        count, rest = divmod(len(row.figures), table.width)
        labels = row.labels[-count:]
        woven = not rest and 1 < count <= MOST_WOVEN and len(labels) == count
        if not woven or not in_turn(labels, table) or not apart(row, count):
            yield row
            continue
        headings = row.labels[:-count]
        for label, cells in zip(labels, apart(row, count), strict=True):
            yield replace(row, labels=[cell.adrift() for cell in (*headings, label)], values=cells)
            headings = []


def apart(row: Row, count: int) -> list[list[Cell]]:
    """The figures of so many rows, whose lines take turns; nothing where they do not: each line of a turn begins at one
    place, further right than the turn before, and holds as many figures as the others."""
    if len(row.offsets) != len(row.values) or len(row.values) != len(row.figures):
        return []
    lines = [list(line) for _, line in groupby(row.values, lambda cell: cell.place)]
    turns = [lines[index : index + count] for index in range(0, len(lines), count)]
    starts = [{line[0].offset for line in turn} for turn in turns]
    alike = all(len(turn) == count and len({len(line) for line in turn}) == 1 for turn in turns)
    if not alike or any(len(start) > 1 for start in starts) or starts != sorted(starts, key=min):
        return []
    return [[cell.adrift() for turn in turns for cell in turn[number]] for number in range(count)]
