"""Rows of a table drawn as one: a cell that stacks several labels of the form, each beside its figure."""

import re
from collections.abc import Sequence
from itertools import chain

from extract import fold
from extract.cells import UNKNOWN, Judge, is_empty
from extract.form import Forms
from extract.grid import Cell

NUMBERED = re.compile(r"(?<=\D)(?=\d{1,2}\s*[.．、])")


def unstacked(cells: Sequence[Cell], judge: Judge) -> tuple[list[Sequence[Cell]], bool]:
    """The rows that a drawn row holds: more than one where a cell stacks labels of the form. Its figures are known
    only where every cell of figures stacks as many, blank ones among them; else none of them is, nor what is blank:
    then True."""
    stacks = [cell.text.strip().split("\n") for cell in cells]
    figures = [is_stack_of_figures(stack, judge) for stack in stacks]
    parted = [stack if figure else stacked_labels(stack, judge.forms)
              for stack, figure in zip(stacks, figures, strict=True)]  # fmt: skip
    heights = {len(stack) for stack, figure in zip(parted, figures, strict=True) if figure}
    height = max((len(stack) for stack, figure in zip(parted, figures, strict=True) if not figure), default=1)
    if height == 1:
        return [cells], False
    first = next(index for index, stack in enumerate(parted) if len(stack) == height)
    whole = any(len(part) < len(stack) for part, stack in zip(parted[first + 1 :], stacks[first + 1 :], strict=True))
    if heights == {height} and not whole:
        return [[cell._replace(text=stack[index] if len(stack) == height else cell.text if index == 0 else "")
                 for cell, stack in zip(cells, parted, strict=True)] for index in range(height)], False  # fmt: skip
    return [[cell._replace(text=stack[index]) if place == first else cell if place < first or cell.covered
             else cell._replace(text=f"{UNKNOWN}{cell.text}")
             for place, (cell, stack) in enumerate(zip(cells, parted, strict=True))] for index in range(height)], True


def is_stack_of_figures(lines: Sequence[str], judge: Judge) -> bool:
    """Whether the lines of a cell are figures, some of them perhaps left blank between others."""
    filled = [line for line in lines if not is_empty(line)]
    return bool(filled) and all(map(judge.is_figure, filled))


def stacked_labels(lines: Sequence[str], forms: Forms) -> list[str]:
    """The labels of rows that share one cell, each perhaps wrapped; else all lines as one text.

    One begins at a number; where none bears one, where a line is a whole label that heads no column as well. The
    first may be the end of one that began on the page before.
    """
    if len(lines) == 1 and not NUMBERED.search(lines[0]):
        return list(lines)
    parts = list(chain.from_iterable(map(NUMBERED.split, lines)))
    begins = [fold.number(part) != "" for part in parts]
    if not any(begins):
        skeletons = map(fold.skeleton, parts)
        begins = [forms.is_row(skeleton) and not forms.is_column(skeleton) for skeleton in skeletons]
    labels: list[str] = []
    for part, is_first in zip(parts, begins, strict=True):
        if is_first or not labels:
            labels.append(part)
        else:
            labels[-1] += part
    labels = under_headings(labels, forms)
    named = sum(forms.is_row(fold.skeleton(label)) for label in labels)
    return labels if named > 1 else ["\n".join(lines)]


def under_headings(labels: Sequence[str], forms: Forms) -> list[str]:
    """The labels, where a heading that may be a row of its own stands over the first of its items as one with it."""
    found: list[str] = []
    for label in labels:
        words = fold.skeleton(found[-1]) + fold.skeleton(label) if found else ""
        if any(words in table.headed and words not in table.row_labels for table in forms.tables.values()):
            found[-1] += label
        else:
            found.append(label)
    return found
