"""Cells between bars: rows of one line, cells that end at a bar on lines of their own, bars on lines alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extract import fold
from extract.cells import Judge
from extract.grid import Line
from extract.line_layout import BARS
from extract.line_pieces import Piece, row_of_lines, row_pieces

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
MOST_LABELS = 3  # of one row, the merged ones of its groups among them
CLOSED = re.compile(r"[^|]+\|\s*")  # a line of one cell, which may be blanks alone


def fenced(lines: Sequence[Line]) -> Iterator[Piece]:
    """Rows between bars, one a line, as Markdown writes them; every cell is there, the empty ones too."""
    for line in lines:
        cells = line.text.translate(BARS).strip()[1:-1].split("|")
        yield from row_pieces([BREAK.sub("\n", cell).strip() for cell in cells], line.place)


def barred(lines: Sequence[Line], judge: Judge) -> Iterator[Piece]:
    """Cells that end at a bar, one or many a line; a line of bars alone holds that many empty cells, or fills up a
    merged one."""
    lines = [line._replace(text=line.text.translate(BARS)) for line in lines if line.text.strip()]
    title = list(takewhile(lambda line: "|" not in line.text, lines))
    if rows := opened(lines[len(title) :], judge):
        yield from (Piece(text, place, True) for text, place in title)
        for row in rows:
            yield from row_of_lines(row)
        return
    if unframed(lines, judge):
        for line in lines:
            yield from row_pieces([cell.strip() for cell in line.text.split("|")], line.place)
        return
    if fills_up(lines, judge):
        lines = [line for line in lines if not is_filler(line.text)]
    yield from ended_by_bars(lines, judge)


def ended_by_bars(lines: Sequence[Line], judge: Judge) -> Iterator[Piece]:
    """Cells that end at a bar, one or many a line, or below it; a line of bars alone is so many empty ones."""
    closing = sum(line.text.rstrip().endswith("|") for line in lines) * 2 > sum("|" in line.text for line in lines)
    opening = any(opens_with_words(line.text, judge) for line in lines)
    pending: Open | None = None
    emptied = False  # the line above is bars alone
    for line in lines:
        text = line.text.strip()
        parts = text.split("|")
        starts = pending is None or bool(parts[0].strip())
        if pending is not None:
            pieces, parts = resumed(pending, parts, judge)
            yield from pieces
        elif set(text) == {"|"}:
            yield from (Piece("", line.place, index == 0) for index in range(len(text)))
            emptied = True
            continue
        elif not parts[0].strip() and (opening or not emptied):
            parts = parts[1:]  # else a bar that begins a line ends an empty cell, as those above it do
        pending, emptied = None, False
        *closed, last = parts
        for cell in closed:
            yield Piece(cell, line.place, starts, barred=True)
            starts = False
        if last.strip() and closing:
            pending = Open(last, line.place, bool(closed))
        elif last.strip():
            yield Piece(last, line.place, starts, barred=True)
    if pending is not None:
        yield Piece(pending.text, pending.place, True, barred=True)


class Open(NamedTuple):
    """A cell that its line does not end; ``among`` it stands behind other cells of the line."""

    text: str
    place: str
    among: bool


def resumed(pending: Open, parts: list[str], judge: Judge) -> tuple[list[Piece], list[str]]:
    """The cell a line left open, where the next one ends it, and the parts of that: a bar that begins it ends the cell,
    and words that begin it stand apart from a figure; else they go on with the cell."""
    text, place, among = pending
    if not parts[0].strip():
        return [Piece(text, place, True, barred=True)], parts[1:]
    if among and judge.is_figure(text) and fold.skeleton(parts[0]):
        return [Piece(text, place, False, barred=True)], parts  # the last cell of its row
    if judge.is_figure(text) and fold.skeleton(parts[0]) in judge.forms.skeletons:
        return [Piece(text, place, True, between=True, barred=True)], parts
    return [], [f"{text}\n{parts[0]}", *parts[1:]]


def unframed(lines: Sequence[Line], judge: Judge) -> bool:
    """Whether bars stand between cells alone, not before the first or behind the last of most lines, nor of one where
    all lines have as many bars: a line that ends in a bar has an empty last cell there.

    A line that a bar opens then begins with an empty cell, or else goes on with the row above: that has as many cells
    at most, and figures, or a label before them.
    """
    texts = [line.text.strip() for line in lines if "|" in line.text]
    between = max((text.count("|") for text in texts if text[0] != "|"), default=0)
    ended = sum(text[-1] == "|" for text in texts)
    even = len({text.count("|") for text in texts}) == 1 and any("|" not in (text[0], text[-1]) for text in texts)
    return between > 1 and (even or 2 * ended < len(texts)) and not any(
        text[0] == "|" and text.count("|") <= between and goes_on(above, text, judge)
        for above, text in pairwise(["", *texts]))


def goes_on(above: str, text: str, judge: Judge) -> bool:
    """Whether a line whose first words are figures may be the end of the row above."""
    upper, lower = ([cell for cell in line.split("|") if cell.strip()] for line in (above, text))
    return not lower or judge.is_figure(lower[0]) and bool(upper) and (
        judge.is_figure(upper[-1]) or len(upper) <= MOST_LABELS and judge.forms.is_row(fold.skeleton(upper[-1])))


def ends_apart(lines: Sequence[Line]) -> bool:
    """Whether an empty line ends the cells of a row, which follow one another without one: a figure below it is none of
    them."""
    filled = ["|" in line.text.translate(BARS) for line in lines]
    return filled[-3:-1] == [True, True] and not lines[-1].text.strip()


def opened(lines: Sequence[Line], judge: Judge) -> list[list[tuple[str, str]]]:
    """The rows of lines in which a bar alone opens each row and every cell is a line closed by one, an empty cell
    too, which a blank before its bar tells from an opening one; no rows where it is not so throughout."""
    rows: list[list[tuple[str, str]]] = []
    for text, place in lines:
        if text.rstrip("\r\n") == "|":
            rows.append([])
        elif not rows or text.count("|") != 1 or not text.rstrip().endswith("|"):
            return []
        else:
            rows[-1].append((text.rstrip()[:-1], place))
    figures = [[judge.is_figure(text) for text, _ in row] for row in rows]
    parted = any(row and row[0] and any(above) for above, row in pairwise(figures))
    return [] if parted or not all(rows) else rows


def fills_up(lines: Sequence[Line], judge: Judge) -> bool:
    """Whether bars at the very start of a line fill up a merged cell, where each other cell is a line closed by one.

    Then an empty cell shows: some have a blank before their bar, and only words follow bars without one, for these
    end a row. Where empty cells lose their blanks as well, such bars stand among the figures of a row too.
    """
    texts = [line.text for line in lines if "|" in line.text]
    blank = any(CLOSED.fullmatch(text) and text.strip() == "|" for text in texts)
    follow = [below for text, below in pairwise(texts) if is_filler(text)]
    return blank and all(is_filler(text) or CLOSED.fullmatch(text) for text in texts) and not any(
        text.strip("| \u3000\r\n") == "" or judge.is_figure(text.rstrip("| \r\n")) for text in follow)


def opens_with_words(text: str, judge: Judge) -> bool:
    """Whether a bar begins a line of words, as where bars open rows, not one of figures alone."""
    cells = text.strip().split("|")
    return not cells[0] and any(cell.strip() and not judge.is_figure(cell) for cell in cells)


def is_filler(text: str) -> bool:
    return text[:1] == "|" and set(text.strip()) == {"|"}
