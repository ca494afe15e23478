"""Lines and nested tables as a page or a Word body holds them, and how they become lines and grids.

A table of short cells is data and becomes a grid; rows of prose or of nested tables only lay out the page, and
their content flows on as lines.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.grid import Grid, Line
from extract.spans import Span, to_grid

# a blank is a word break only between letters or figures of the Latin kind: Chinese has none
IDLE_BLANK = re.compile(r"(?<![0-9A-Za-z.,%])[ \xa0]+|[ \xa0]+(?![0-9A-Za-z.,+-])")
FIGURES_APART = re.compile(r"(?<=[0-9０-９.,，])\s*\n\s*(?=[0-9０-９.,，])")
PROSE_LINES = 6
PROSE_LETTERS = 240
SHORT = 60


def noted(before: str, note: str) -> str:
    """Raised or lowered text: behind a figure it is the mark of a note and stands in brackets."""
    mark = note.strip()
    return f"[{mark}]" if mark and before.rstrip()[-1:].isdigit() and mark[0] not in "[(（［" else note


@dataclass
class Flow:
    """Lines and tables as they follow one another, inside the page or inside a cell."""

    parts: list["str | Table"] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)  # where raised text begins in the line

    def add(self, text: str) -> None:
        self.line.append(text)

    def open_note(self) -> None:
        """Begins raised or lowered text: behind a figure it is a mark of a note, no digit of it."""
        self.notes.append(len(self.line))

    def close_note(self) -> None:
        start = self.notes.pop() if self.notes else 0
        self.line[start:] = [noted("".join(self.line[:start]), "".join(self.line[start:]))]

    def end_line(self) -> None:
        """Closes the line; one of hard blanks only stays as an empty line, for it may be a cell printed blank."""
        text = "".join(self.line)
        self.line.clear()
        self.notes.clear()
        if text.strip(" \t\r\n"):
            self.parts.append(text.replace("\xa0", " ").strip(" "))

    def add_table(self, table: "Table") -> None:
        """Adds a table; one of a single cell only frames what stands in it."""
        boxes = [box for row in table.rows for box in row.boxes]
        self.parts += boxes[0].flow.parts if len(boxes) == 1 else [table]

    def text(self) -> str:
        """The lines as the text of a cell; without tables."""
        lines = [IDLE_BLANK.sub("", part) for part in self.parts if isinstance(part, str)]
        return "\n".join(lines).strip()


@dataclass
class Box:
    """A cell: what flows in it, how many columns it takes, how many rows (None: all that its group still has)."""

    flow: Flow = field(default_factory=Flow)
    width: int = 1
    height: int | None = 1

    def is_prose(self) -> bool:
        lines = [part for part in self.flow.parts if isinstance(part, str)]
        return len(lines) >= PROSE_LINES and sum(map(len, lines)) >= PROSE_LETTERS

    def has_table(self) -> bool:
        return any(isinstance(part, Table) for part in self.flow.parts)

    def runs_on(self) -> bool:
        """Whether lines of text follow one of a figure alone, longer than a cell is."""
        lines = [part for part in self.flow.parts if isinstance(part, str)]
        return len(lines) > 2 and sum(map(len, lines)) > SHORT and lines[0].strip().isdigit() \
            and not any(line.strip().isdigit() for line in lines[1:])

    def split(self) -> tuple[Flow, Flow]:
        """What belongs to the cell, and what a table left open has put into it: all after the first line."""
        first = 1 if self.has_table() or self.runs_on() else len(self.flow.parts)
        if self.has_table() and isinstance(self.flow.parts[0], Table):
            first = 0
        return Flow(self.flow.parts[:first]), Flow(self.flow.parts[first:])


@dataclass
class Row:
    """Cells from left to right after ``indent`` empty columns; row spans end with the row's ``group``; ``is_foot``
    the row belongs below all others, wherever it was found; ``damaged`` its markup is, so that a text may stand in the
    wrong cell."""

    group: int = 0
    indent: int = 0
    boxes: list[Box] = field(default_factory=list)
    is_foot: bool = False
    damaged: bool = False


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)

    def spans(self) -> list[list[Span]]:
        """The cells of each row with their place in the rectangle, as a browser sets them; see ``Span`` for those of
        rows that are torn."""
        last = {row.group: number for number, row in enumerate(self.rows)}
        taken: set[tuple[int, int]] = set()
        placed, ends, torn = [], [], set()
        for number, row in enumerate(self.rows):
            column, spans = row.indent, []
            for box in row.boxes:
                while (number, column) in taken:
                    column += 1
                width = next((w for w in range(1, box.width) if (number, column + w) in taken), box.width)
                torn |= {number} if width < box.width else set()
                bottom = last[row.group] if box.height is None else min(last[row.group], number + box.height - 1)
                below = range(number + 1, bottom + 1)
                taken.update((r, c) for r in below for c in range(column, column + width))
                spans.append(Span(number, column, bottom - number + 1, width, box.flow.text()))
                column += width
            placed.append(spans)
            while (number, column) in taken:
                column += 1
            ends.append(column)
        usual = Counter(ends).most_common(1)[0][0] if ends else 0
        torn |= {number for number, end in enumerate(ends) if end != usual}
        return [[span._replace(torn=number in torn) for span in spans] for number, spans in enumerate(placed)]


def blocks(flow: Flow) -> list[Line | Grid]:
    """The primary way: data tables as grids with spans expanded, all else as lines, in reading order."""
    return _numbered(_settled(flow.parts))


def flat_blocks(flow: Flow) -> list[Line | Grid]:
    """The second way: lines only; a table row is a line, its own cells separated by tabs, spans left aside."""
    return _numbered(_flattened(flow.parts))


def _numbered(parts: list["str | list[Span]"]) -> list[Line | Grid]:
    result: list[Line | Grid] = []
    lines = tables = 0
    for part in parts:
        if isinstance(part, str):
            lines += 1
            result.append(Line(part, f"line {lines}"))
        else:
            tables += 1
            result.append(to_grid(part, f"table {tables}"))
    return result


def _settled(parts: list["str | Table"]) -> list["str | list[Span]"]:
    result: list[str | list[Span]] = []
    for part in parts:
        result.extend([part] if isinstance(part, str) else _settled_table(part))
    return result


def _settled_table(table: Table) -> Iterator["str | list[Span]"]:
    spans: list[Span] = []
    for number, (row, row_spans) in enumerate(zip(table.rows, table.spans(), strict=True), 1):
        left_open = number == len(table.rows) and row.boxes[-1:] and row.boxes[-1].runs_on()
        if not left_open and not any(box.has_table() or box.is_prose() for box in row.boxes):
            spans.extend(row_spans)
            continue
        rests = [box.flow for box in row.boxes]
        if _is_swallowing(row):
            openings, rests = zip(*(box.split() for box in row.boxes), strict=True)
            spans.extend(span._replace(text=flow.text()) for span, flow in zip(row_spans, openings, strict=True))
        yield from _grid_or_lines(spans)
        spans = []
        for rest in rests:
            yield from _settled(rest.parts)
    yield from _grid_or_lines(spans)


def _is_swallowing(row: Row) -> bool:
    """A data row whose table was never closed, so that its last cell holds what follows on the page."""
    openings = [box.split()[0].text() for box in row.boxes]
    short = all("\n" not in text and len(text) < SHORT for text in openings)
    return len(row.boxes) > 2 and short and (any(box.has_table() for box in row.boxes) or row.boxes[-1].runs_on())


def _grid_or_lines(spans: list[Span]) -> Iterator["str | list[Span]"]:
    if any(span.column for span in spans):
        yield spans
    else:
        for span in spans:
            yield from span.text.split("\n")


def _one_line(text: str) -> str:
    """The lines of a cell as one; two figures below one another stay two."""
    return FIGURES_APART.sub(" ", text).replace("\n", "")


def _flattened(parts: list["str | Table"]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        for row in [Row(boxes=[Box(Flow([part]))])] if isinstance(part, str) else part.rows:
            if len(row.boxes) == 1 or any(box.has_table() or box.is_prose() for box in row.boxes):
                for box in row.boxes:
                    lines.extend(box.flow.parts if isinstance(part, str) else _flattened(box.flow.parts))
            else:
                lines.append("\t".join(_one_line(box.flow.text()) for box in row.boxes))
    return lines
