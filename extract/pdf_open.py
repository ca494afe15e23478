"""Tables without drawn lines: columns learned from where figures and header words stand, rows from figures' baselines.

A lone figure goes to the column whose place it shares, so blanks left out do not shift it. Labels longer than
their column stand above and below their figures and are brought back to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from extract import pdf_labels
from extract.pdf_lines import Piece, fine_pieces
from extract.pdf_page import Letter, Rule
from extract.spans import Span

# a number, perhaps with a sign before and a word of measure behind it; or a stroke that stands for none
FIGURE = re.compile(r"[+\-−－]?[\d０-９][\d０-９.,，]*\W?\w{0,2}|[/／\\\-－—–−*]{1,3}")
Band = tuple[float, float]
PROSE = 0.6  # of the text's width: a single piece so long is prose


@dataclass
class Line:
    """A line of the page: its letters, and its pieces, from left to right."""

    letters: list[Letter]
    pieces: list[Piece]

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    def figures(self) -> list[Piece]:
        return [piece for piece in self.pieces if FIGURE.fullmatch(piece.text)]

    def is_anchor(self) -> bool:
        """Whether it shows a row of a table: figures beside a label, or several figures."""
        return bool(self.figures()) and len(self.pieces) > 1


@dataclass
class Zone:
    """Lines of one table: ``head`` above the first row of figures, ``body`` from there on."""

    head: list[Line]
    body: list[Line]

    @property
    def lines(self) -> list[Line]:
        return [*self.head, *self.body]


def zones(lines: list[Line], text_width: float) -> list[Zone]:
    """The stretches of ``lines`` that are tables without borders."""
    found: list[Zone] = []
    index = floor = 0
    while index < len(lines):
        if not lines[index].is_anchor():
            index += 1
            continue
        end = _end_of_body(lines, index, text_width)
        body = lines[index:end]
        start = _start_of_head(lines, index, floor, body, text_width)
        if _is_table(lines[start:index], body):
            halves = _start_of_label(lines, start, index, _left_edge(body))
            found.append(Zone(lines[start:halves], lines[halves:end]))
            floor = end
        index = max(end, index + 1)
    return found


def _is_table(head: list[Line], body: list[Line]) -> bool:
    """Several rows of figures, a row of several, or one figure below a column word beside another."""
    anchors = [line for line in body if line.is_anchor()]
    if len(anchors) > 1 or any(len(line.figures()) > 2 for line in anchors):
        return True
    figure = anchors[0].figures()[0]
    return any(piece.x0 < figure.x1 and figure.x0 < piece.x1 for line in head for piece in line.pieces[1:])


def _start_of_label(lines: list[Line], start: int, first: int, edge: float) -> int:
    """Where the upper lines of the first row's label begin, below the last line of column words."""
    while first > start and all(piece.x1 <= edge + piece.size for piece in lines[first - 1].pieces):
        first -= 1
    return first


def _left_edge(lines: list[Line]) -> float:
    """Where figures begin; what ends before is label."""
    return min(piece.x0 for line in lines if line.is_anchor() for piece in line.figures())


def _end_of_body(lines: list[Line], first: int, text_width: float) -> int:
    """The line after the last of the table that begins with ``lines[first]``."""
    end = first + 1
    edge = _left_edge([lines[first]])
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.base - lines[index - 1].base > 6 * line.size:
            break
        if line.is_anchor():
            edge = min(edge, _left_edge([line]))
            end = index + 1
        elif any(piece.x1 > edge + line.size for piece in line.pieces):
            break  # the head of another table, or prose
    while end < len(lines) and _is_label_below(lines, end, edge):
        end += 1
    return end


def _is_label_below(lines: list[Line], index: int, edge: float) -> bool:
    """The lower half of the last row's label: close below it, and left of the figures."""
    above, line = lines[index - 1], lines[index]
    close = line.base - above.base < 1.35 * line.size
    return close and all(piece.x1 <= edge + line.size for piece in line.pieces) and not line.is_anchor()


def _start_of_head(lines: list[Line], first: int, floor: int, body: list[Line], text_width: float) -> int:
    """The first line of the head above ``lines[first]``: column words, and labels between them."""
    edge = _left_edge(body)
    start = first
    for index in range(first - 1, floor - 1, -1):
        line = lines[index]
        wide = len(line.pieces) == 1 and line.pieces[0].x1 - line.pieces[0].x0 > PROSE * text_width
        if wide or lines[index + 1].base - line.base > 6 * line.size or line.is_anchor():
            break
        close = lines[index + 1].base - line.base < 1.35 * line.size
        if len(line.pieces) > 1 or line.pieces[0].middle > edge or (close and index + 1 == start == first):
            start = index
        elif first - index > 12:
            break
    return start


def spans(zone: Zone, rules: list[Rule], bands: list[Band] | None = None) -> list[Span]:
    """The zone as cells; ``bands`` are its columns of figures where they are known from elsewhere."""
    edge = _left_edge(zone.body)
    zone = Zone([_fine(line, edge) for line in zone.head], [_fine(line, edge) for line in zone.body])
    bands = bands or figure_bands(zone)
    rows = _rows(zone, bands, rules)
    labels = max((len(_label_cells(row, bands)) for row in rows), default=0) or 1
    head = list(_head_rows(zone, bands, labels))
    first = max((span.row for span in head), default=-1) + 1
    return head + [span for number, row in enumerate(rows, first) for span in _row_spans(number, row, bands, labels)]


def _fine(line: Line, edge: float) -> Line:
    return Line(line.letters, fine_pieces(line.letters, edge - 0.2))


def figure_bands(zone: Zone) -> list[Band]:
    """Left and right of every column of figures: learned from the figures, then from header words beside them."""
    figures = [piece for line in zone.body if line.is_anchor() for piece in line.figures()]
    bands = _overlapping([(piece.x0, piece.x1) for piece in figures])
    pitch = _pitch(bands)
    for line in reversed(zone.head):
        for piece in line.pieces:
            middles = [(x0 + x1) / 2 for x0, x1 in bands]
            apart = min(abs(piece.middle - middle) for middle in middles)
            free = not any(x0 < piece.x1 and piece.x0 < x1 for x0, x1 in bands)
            narrow = not pitch or piece.x1 - piece.x0 < 1.2 * pitch
            right = piece.x0 > bands[0][0] - 2 * pitch and not _is_left_of_all(piece, zone, bands)
            if free and narrow and right and (not pitch or apart > 0.65 * pitch):
                bands = sorted([*bands, (piece.x0, piece.x1)])
    return bands


def _is_left_of_all(piece: Piece, zone: Zone, bands: list[Band]) -> bool:
    """Whether it stands over the labels."""
    labels = [p.x1 for line in zone.body for p in line.pieces if p.x1 < bands[0][0]]
    return bool(labels) and piece.x0 < max(labels)


def _overlapping(intervals: list[Band]) -> list[Band]:
    merged: list[Band] = []
    for x0, x1 in sorted(intervals):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _pitch(bands: list[Band]) -> float:
    """The usual distance between two columns; 0 for a single one."""
    middles = [(x0 + x1) / 2 for x0, x1 in bands]
    steps = [right - left for left, right in zip(middles, middles[1:], strict=False)]
    return median(steps) if steps else 0.0


def _is_label(piece: Piece, bands: list[Band]) -> bool:
    return piece.middle < bands[0][0] and not FIGURE.fullmatch(piece.text)


def _label_cells(row: list[Piece], bands: list[Band]) -> list[list[Piece]]:
    """The labels of a row from left to right, the lines of one label together."""
    cells: list[list[Piece]] = []
    for piece in sorted((piece for piece in row if _is_label(piece, bands)), key=lambda piece: piece.x0):
        if cells and piece.x0 < max(other.x1 for other in cells[-1]):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return cells


def _head_rows(zone: Zone, bands: list[Band], labels: int) -> Iterator[Span]:
    """Header words, those one above the other without a gap as one cell."""
    stacks: list[list[Piece]] = []
    for line in zone.head:
        for piece in line.pieces:
            for stack in stacks:
                last = stack[-1]
                overlap = min(last.x1, piece.x1) - max(last.x0, piece.x0)
                close = piece.base - last.base < 1.6 * piece.size
                if close and overlap > 0.5 * min(last.x1 - last.x0, piece.x1 - piece.x0):
                    stack.append(piece)
                    break
            else:
                stacks.append([piece])
    bottoms = sorted({round(stack[-1].base, 1) for stack in stacks})
    for stack in stacks:
        row = bottoms.index(round(stack[-1].base, 1))
        left, right = min(piece.x0 for piece in stack), max(piece.x1 for piece in stack)
        text = "\n".join(piece.text for piece in stack)
        if (left + right) / 2 < bands[0][0] and right < bands[0][1]:
            yield Span(row, 0, 1, 1, text)
            continue
        under = [number for number, (x0, x1) in enumerate(bands) if left <= (x0 + x1) / 2 <= right]
        first = under[0] if under else _nearest(bands, (left + right) / 2)
        yield Span(row, labels + first, 1, max(1, len(under)), text)


def _rows(zone: Zone, bands: list[Band], rules: list[Rule]) -> list[list[Piece]]:
    """Rows of the body: the pieces of every line of figures, and label lines brought to the row they belong to."""
    rows = [list(line.pieces) for line in zone.body if line.is_anchor()]
    heights = [median(piece.base for piece in row if FIGURE.fullmatch(piece.text)) for row in rows]
    own = [[piece for piece in row if _is_label(piece, bands)] for row in rows]
    loose = [piece for line in zone.body if not line.is_anchor() for piece in line.pieces]
    owner = {id(piece): number for number, pieces in enumerate(own) for piece in pieces}
    alone: list[list[Piece]] = []
    for stack in pdf_labels.stacks([*loose, *(piece for pieces in own for piece in pieces)], heights, owner, rules):
        fresh = [piece for piece in stack if id(piece) not in owner]
        home = next((owner[id(piece)] for piece in stack if id(piece) in owner), None)
        if home is None:
            home = pdf_labels.home(stack, heights, own)
        if home is not None:
            rows[home] += fresh
        elif fresh:
            alone.append(fresh)
    return sorted([*rows, *alone], key=lambda row: max(piece.base for piece in row))


def _row_spans(number: int, row: list[Piece], bands: list[Band], labels: int) -> Iterator[Span]:
    """One row as cells: every column has one, blank where nothing stands in it; the last label next to the figures."""
    cells = _label_cells(row, bands)
    texts = dict(enumerate(map(_stacked, cells), labels - len(cells)))
    for piece in sorted((p for p in row if not _is_label(p, bands)), key=lambda piece: (piece.base, piece.x0)):
        column = labels + _nearest(bands, piece.middle)
        texts[column] = f"{texts[column]} {piece.text}" if column in texts else piece.text
    for column in range(labels + len(bands)):
        yield Span(number, column, 1, 1, texts.get(column, ""))


def _stacked(cell: list[Piece]) -> str:
    return "\n".join(piece.text for piece in sorted(cell, key=lambda piece: (piece.base, piece.x0)))


def _nearest(bands: list[Band], middle: float) -> int:
    return min(range(len(bands)), key=lambda number: abs((bands[number][0] + bands[number][1]) / 2 - middle))
