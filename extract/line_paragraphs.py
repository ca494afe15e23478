"""Cells in paragraphs of their own with a lone tab between them, as a browser gives the text of a table whose cells
hold paragraphs: brought to one cell a line, led by a tab."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extract.grid import Line

LEAST_BETWEEN = 8  # lone tabs; fewer may be chance


def led_by_tabs(lines: Sequence[Line], is_title: Callable[[str], bool]) -> Sequence[Line]:
    """The lines with each such cell on one of its own, an empty one behind each row; others as they are.

    Empty lines stand on both sides of a tab, one between the paragraphs of a cell, and more between rows.
    """
    between = {index for index in range(1, len(lines) - 1)
               if set(lines[index].text) == {"\t"} and not lines[index - 1].text and not lines[index + 1].text}
    if len(between) < LEAST_BETWEEN:
        return lines
    found: list[Line] = []
    for first, last in chunks(lines, is_title):
        tabs = [index for index in range(first, last) if index in between]
        found += row(lines, first, last, tabs) if tabs else lines[first:last]
    return found


def chunks(lines: Sequence[Line], is_title: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where stretches begin and end that neither a title nor several empty lines interrupt; what interrupts them stands
    alone."""
    def apart(index: int) -> bool:
        near = lines[max(0, index - 1) : index + 2]
        return is_title(lines[index].text) or not lines[index].text and sum(not line.text for line in near) > 1
    for _, group in groupby(range(len(lines)), apart):
        indices = list(group)
        yield indices[0], indices[-1] + 1


def row(lines: Sequence[Line], first: int, last: int, tabs: Sequence[int]) -> Iterator[Line]:
    """A row as lines of one cell: of paragraphs that no empty lines part from its table, the cell at its edge holds the
    nearest, and the others stay beside it."""
    edges = [first - 1, *tabs, last]
    cells = [[line for line in lines[before + 1 : behind] if line.text]
             for before, behind in zip(edges, edges[1:], strict=False)]
    above = cells[0][:-1] if not is_gap(lines, first - 1) else []
    below = cells[-1][1:] if not is_gap(lines, last) else []
    cells[0], cells[-1] = cells[0][len(above):], cells[-1][: len(cells[-1]) - len(below)]
    yield from above
    for index, cell in enumerate(cells):
        place = cell[0].place if cell else lines[max(0, edges[index])].place
        for _ in lines[edges[index]].text[1:] if index else "":
            yield Line("\t", lines[edges[index]].place)
        yield Line("\t" + "\n".join(line.text.strip() for line in cell), place)
    yield Line("", lines[last - 1].place)
    yield from below


def is_gap(lines: Sequence[Line], index: int) -> bool:
    """Whether an empty line stands there, or nothing."""
    return not 0 <= index < len(lines) or not lines[index].text
