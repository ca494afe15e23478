"""Blocks of a document into printed rows: the words that label a row, and the cells after them.

A grid gives one row a line, with the column each cell stands in; lines give rows as their pieces follow one
another, a row ending where a new label begins. Which row of the form it is, is not decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import fold, stacks, turned
from extract.cells import LEAST_WORDS, Judge, is_empty, is_numeral
from extract.form import Forms
from extract.grid import Cell, Content, Grid, Line
from extract.line_layout import LONGEST_LABEL
from extract.lines import Cutter
from extract.row import Row
from extract.rows_of_lines import line_rows


def rows(content: Content, forms: Forms, judge: Judge, cutter: Cutter) -> list[Row]:
    """All rows of a document in reading order; running text comes as rows without values."""
    found: list[Row] = []
    lines: list[Line] = []
    number = 0
    for block in [*content.blocks, None]:
        if isinstance(block, Line):
            lines.append(block)
            continue
        if lines:
            number += 1
            found += [numbered(row, number) for row in line_rows(cutter.pieces(lines), forms, judge)]
            lines = []
        if block is not None:
            number += 1
            found += [numbered(row, number) for row in grid_rows(turned.upright(block, forms), judge)]
    words = ""
    for row in reversed(found):
        row.below = words
        words = (row.label if row.figures else row.label + words)[:LONGEST_LABEL]
    return found


def numbered(row: Row, number: int) -> Row:
    row.grid = number
    return row


def grid_rows(grid: Grid, judge: Judge) -> Iterator[Row]:
    """The rows of a grid; one whose cell of labels stacks several is several rows drawn as one, and so is one in which
    tables stand beside one another."""
    for number, line in enumerate(grid.rows):
        parts, stacked = stacks.unstacked(line, judge)
        for cells in parts:
            for first, last in pairwise([0, *begun_beside(cells, judge), len(cells)]):
                yield replace(grid_row(cells[first:last], judge, first), stacked=stacked, torn=number in grid.torn)


def begun_beside(cells: Sequence[Cell], judge: Judge) -> list[int]:
    """Where in a drawn row with figures further rows begin: at labels of further rows of the form, in words that stand
    nowhere else, with cells of their own between."""
    if not any(judge.is_figure(cell.text) for cell in cells):
        return []
    words = [fold.skeleton(cell.text) for cell in cells]
    labels = [index for index, word in enumerate(words) if judge.forms.is_row(word)]
    return [index for before, index in pairwise(labels)
            if len(words[index]) >= LEAST_WORDS and words[before] != words[index]
            and any(not cell.covered for cell in cells[before + 1 : index])]


def grid_row(cells: Sequence[Cell], judge: Judge, column: int) -> Row:
    """A row whose first cell stands in ``column`` of the grid. Labels are what stands left of the first figure;
    everything right of the last label is a value."""
    printed = [index for index, cell in enumerate(cells) if not is_empty(cell.text)]
    words = [index for index in printed if not judge.is_figure(cells[index].text)]
    named = [index for index in words if judge.forms.is_part_of_label(fold.skeleton(cells[index].text))
             and not is_numeral(cells[index].text)]
    last = max((index for index in words if not is_numeral(cells[index].text)), default=len(cells))
    words = [index for index in words if index <= last]  # numerals behind all words are figures
    figures = [index for index in printed if index not in words]
    if figures and named and figures[0] < named[0]:
        figures = [index for index in figures if index > named[0]]  # a number before the label counts the rows
    elif figures[:1] == [0] and words and words[0] == printed[1] and not named and not cells[0].covered \
            and len(fold.skeleton(cells[words[0]].text)) >= LEAST_WORDS:
        figures = figures[1:]  # so does one in the first column, whatever the label
    labels = [index for index in words if not figures or index < figures[0]]
    start = labels[-1] + 1 if labels else 0
    while start < len(cells) and cells[start].covered:
        start += 1
    values = [index for index in range(start, len(cells)) if not cells[index].covered]
    placed = [cell._replace(column=number) for number, cell in enumerate(cells, column)]
    return Row([placed[index] for index in labels], [placed[index] for index in values], drawn=True)
