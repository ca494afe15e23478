"""The parts of one drawn table on several pages: put together where the same lines part their columns."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.grid import Grid, Line
from extract.spans import Span, to_grid

ALIKE = 2.0  # points by which the borders of two parts may differ
MOST_WORDS = 4  # letters of a line that stands between them: no more than the number of a page


class Part(NamedTuple):
    """What a page shows of a table: its cells, the borders of its columns where they are drawn, and which table of
    which page it is."""

    spans: list[Span]
    borders: tuple[float, ...] = ()
    page: int = 0
    number: int = 0

    @property
    def place(self) -> str:
        return f"page {self.page}, table {self.number}"


def whole(blocks: Iterable[Line | Part]) -> Iterator[Line | Grid]:
    """The blocks with every table as one grid; lines within it, such as the numbers of pages, stand behind it."""
    parts: list[Part] = []
    between: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and parts and _is_page_number(block):
            between.append(block)
        elif isinstance(block, Part) and parts and _goes_on(parts, block):
            parts.append(block)
        else:
            yield from _closed(parts, between)
            parts, between = ([block], []) if isinstance(block, Part) else ([], [])
            if isinstance(block, Line):
                yield block
    yield from _closed(parts, between)


def _is_page_number(line: Line) -> bool:
    return sum(letter.isalpha() for letter in line.text) <= MOST_WORDS


def _goes_on(parts: list[Part], part: Part) -> bool:
    """Whether a part stands on the page after the last one, and one of the two has all the borders of the other."""
    last = max((other.borders for other in parts), key=len)
    few, many = sorted((last, part.borders), key=len)
    is_next = part.page == parts[-1].page + 1
    return is_next and len(few) > 2 and all(abs(many[_nearest(many, border)] - border) < ALIKE for border in few)


def _nearest(borders: tuple[float, ...], border: float) -> int:
    return min(range(len(borders)), key=lambda number: abs(borders[number] - border))


def _closed(parts: list[Part], between: list[Line]) -> Iterator[Line | Grid]:
    if len(parts) == 1:
        yield to_grid(parts[0].spans, parts[0].place)
    elif parts:
        borders = max((part.borders for part in parts), key=len)
        shown = [_with_columns_of(part, borders) for part in parts]
        columns = {span.column for spans in shown for span in spans}
        grids = [to_grid(spans, part.place, columns) for spans, part in zip(shown, parts, strict=True)]
        yield Grid(tuple(row for grid in grids for row in grid.rows))
    yield from between


def _with_columns_of(part: Part, borders: tuple[float, ...]) -> list[Span]:
    """The cells of a part in the columns between other borders, which have all of its own among them."""
    columns = [_nearest(borders, border) for border in part.borders]
    return [
        span._replace(column=columns[span.column], width=columns[span.column + span.width] - columns[span.column])
        for span in part.spans
    ]
