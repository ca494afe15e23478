"""The parts of one drawn table on several pages: put together where the same lines part their columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extract.grid import Grid, Line
from extract.pdf_lines import DOUBT
from extract.pdf_zones import FIGURE
from extract.spans import Span, to_grid

ALIKE = 2.0  # points by which the borders of two parts may differ
MOST_WORDS = 4  # letters of a line that stands between them: no more than the number of a page


SHORT = 24  # letters of a line that may be the rest of a row and no prose
# the end of a number with the remark behind it, alone or behind other remarks
REST = re.compile(r"\s*(?:(?:[（(]\S*|\S*[）)])\s+)*\d[\d.,，]*[（(]")


class Part(NamedTuple):
    """What a page shows of a table: its cells, the borders of its columns, which table of which page it is, and whether
    it begins anew, with words of columns of its own."""

    spans: list[Span]
    borders: tuple[float, ...] = ()
    page: int = 0
    number: int = 0
    begins: bool = False

    @property
    def place(self) -> str:
        return f"page {self.page}, table {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether no lines part its columns: those of its labels stand nowhere on the page."""
        return self.borders[:1] < (0.0,)


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


def doubted(blocks: Sequence[Line | Part]) -> list[Line | Part]:
    """The blocks, in doubt what of a row may stand on the page before or the next one.

    Where a page begins with what a number and its remark end with, below no label, or with digits alone and no lines
    are drawn, the last row of the part above was cut there, maybe within its numbers. Where one part ends with figures
    without a label and the other begins with a label without figures, or the other way round, these may be one row, and
    it has no blanks.
    """
    made = list(blocks)
    numbers = [number for number, block in enumerate(blocks) if isinstance(block, Part)]
    for above, below in pairwise([*numbers, len(blocks)]):
        between = list(takewhile(_is_short, (block.text for block in blocks[above + 1 : below])))
        lower = made[below] if below < len(blocks) else None
        if lower and len(between) == below - above - 1:
            between += [" ".join(span.text for span in sorted(row)) for row in _first_rows(lower)]
        top, row = f"page {made[above].page + 1}, line 1", _rows(made[above])[-1]
        is_cut = made[above].is_open and _has_more_than_noughts(row) and any(
            block.place == top and _is_digits(block) for block in blocks[above + 1 : below])
        if is_cut or any(map(REST.match, between)):
            made[above] = _with_doubt(made[above], [row])
        if lower and lower.page == made[above].page + 1:
            upper = made[above]
            if _is_bare(_rows(upper)[-1]):
                made[below] = _with_doubt(lower, takewhile(_has_no_figure, _rows(lower)))
            if _is_bare(_rows(lower)[0]):
                made[above] = _with_doubt(upper, takewhile(_has_no_figure, reversed(_rows(upper))))
    return made


def _is_digits(line: Line) -> bool:
    return "".join(line.text.split()).isdigit()


def _is_short(text: str) -> bool:
    return len("".join(text.split())) <= SHORT


def _rows(part: Part) -> list[list[Span]]:
    """The cells that begin in each row in which something stands."""
    rows: dict[int, list[Span]] = {}
    for span in part.spans:
        rows.setdefault(span.row, []).append(span)
    return [rows[row] for row in sorted(rows) if any(span.text for span in rows[row])] or [[]]


def _first_rows(part: Part) -> list[list[Span]]:
    """The rows up to the first with figures."""
    rows = _rows(part)
    return rows[: sum(1 for _ in takewhile(_has_no_figure, rows)) + 1]


def _is_figure(span: Span) -> bool:
    return bool(FIGURE.fullmatch(span.text))


def _has_no_figure(row: list[Span]) -> bool:
    return not any(map(_is_figure, row))


def _has_more_than_noughts(row: list[Span]) -> bool:
    """Whether some figure of a row may go on: no number does behind a nought."""
    return any(_is_figure(span) and span.text.strip() != "0" for span in row)


def _is_bare(row: list[Span]) -> bool:
    """Whether a row has figures and no label."""
    return not _has_no_figure(row) and all(_is_figure(span) for span in row if span.text)


def _with_doubt(part: Part, rows: Iterable[list[Span]]) -> Part:
    """The part; in these rows every figure is in doubt, and every blank of one that has a label alone, unless it is
    known already which of them are."""
    columns = [span.column for span in part.spans if _is_figure(span)]
    doubtful: set[Span] = set()
    for row in rows:
        is_label = _has_no_figure(row) and all(span.column < min(columns, default=0) for span in row if span.text)
        if not any(DOUBT in span.text for span in row):
            doubtful |= {span for span in row if _is_figure(span) or (is_label and span.column >= min(columns))}
    return part._replace(spans=[span._replace(text=span.text + DOUBT) if span in doubtful else span
                                for span in part.spans])  # fmt: skip


def _is_page_number(line: Line) -> bool:
    return sum(letter.isalpha() for letter in line.text) <= MOST_WORDS


def _goes_on(parts: list[Part], part: Part) -> bool:
    """Whether a part stands on the page after the last one, and one of the two has all the borders of the other."""
    last = max((other.borders for other in parts), key=len)
    few, many = sorted((last, part.borders), key=len)
    is_next = part.page == parts[-1].page + 1 and not part.begins
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
