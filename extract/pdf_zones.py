"""Where on a page tables without borders stand: lines of figures, the labels beside them, the column words above."""

import re
from dataclasses import dataclass

from extract.pdf_letters import Letter
from extract.pdf_pieces import Piece

# a number with its sign, measure or remark, or in doubt; or a stroke that stands for none
FIGURE = re.compile(
    r"(?:[+\-−－]?[\d０-９](?:[\d０-９.,，]*[\d０-９])?(?:[^\W\d_]{1,2}|[（(\[].{1,12}[)）\]]|[*＊%％])?"
    r"|[/／\\\-－—–−*]{1,3})\ufffd?"
)
PROSE = 0.6  # of the text's width: a single piece so long is prose
FAR = 6.0  # letter sizes between two lines: no one table
CLOSE = 1.35
BESIDE = 0.95  # letter sizes: no two rows are so near to one another
MOST_BESIDE = 3  # lines
LEADING = 1.7  # letter sizes between two lines of one cell, at most
LARGER = 1.12  # letters so much larger than those of the table are a heading
TALLEST_HEAD = 14


def is_label_first(figures: list[str]) -> bool:
    """Whether the first of what looks like figures is a short label with its number: it has letters behind it, and none
    of the others has."""
    return len(figures) > 1 and figures[0][-1].isalpha() and not any(text[-1].isalpha() for text in figures[1:])


def figures_of(pieces: list[Piece]) -> list[Piece]:
    """The figures among the pieces of a line, from left to right."""
    found = sorted((piece for piece in pieces if FIGURE.fullmatch(piece.text)), key=lambda piece: piece.x0)
    return found[1:] if is_label_first([piece.text for piece in found]) else found


@dataclass
class Line:
    """A line of the page: its letters, its pieces, and where upright lines are drawn beside it, from left to right."""

    letters: list[Letter]
    pieces: list[Piece]
    walls: tuple[float, ...] = ()

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    def figures(self) -> list[Piece]:
        return figures_of(self.pieces)

    def is_anchor(self) -> bool:
        """Whether it shows a row of a table: figures beside a label, or several figures."""
        return bool(self.figures()) and len(self.pieces) > 1

    def ends_before(self, edge: float) -> bool:
        return all(piece.x1 <= edge for piece in self.pieces)


@dataclass
class Zone:
    """Lines of one table: ``head`` above the first row of figures, ``body`` from there on.

    ``edge`` is where labels end and columns of figures may begin.
    """

    head: list[Line]
    body: list[Line]
    edge: float

    @property
    def lines(self) -> list[Line]:
        return [*self.head, *self.body]

    def anchors(self) -> list[Line]:
        """The lines that show figures; one may stand alone between the two halves of its label. What stands alone where
        labels do, such as the number of a page, is none."""
        return [line for line in self.body if any(piece.x1 > self.edge for piece in line.figures())]


def zones(lines: list[Line], text_width: float) -> list[Zone]:
    """The stretches of ``lines`` that are tables without borders, from above to below."""
    found: list[Zone] = []
    index = floor = 0
    while index < len(lines):
        end = index + 1
        if lines[index].is_anchor():
            end = _end_of_body(lines, index)
            zone = _zone(lines, floor, _first_of_row(lines, floor, index), end, text_width)
            if zone:
                found.append(zone)
                floor = end
        index = end
    return found


def _zone(lines: list[Line], floor: int, first: int, end: int, text_width: float) -> Zone | None:
    body = lines[first:end]
    left = _left_of_figures(body)
    start = _start_of_head(lines, floor, first, left, text_width)
    if not _is_table(lines[start:first], body):
        return None
    while first > start and lines[first - 1].ends_before(left + lines[first].size):
        first -= 1  # the upper half of the first row's label
    return Zone(lines[start:first], lines[first:end], min(left, max(_label_ends(body, left), default=0.0)))


def _first_of_row(lines: list[Line], floor: int, first: int) -> int:
    """The first line of the row that ``lines[first]`` shows: what stands over its figures alone, nearer above it than
    another row could, are the beginnings of numbers or words wrapped for want of room; figures as near as lines of one
    cell may be."""
    left = _left_of_figures(lines[first : first + 1])
    while first > floor:
        upper, line = lines[first - 1], lines[first]
        is_bare = len(upper.figures()) == len(upper.pieces) and all(piece.x1 > left for piece in upper.pieces)
        is_over = is_bare or all(piece.x0 > left for piece in upper.pieces)
        if not is_over or line.base - upper.base >= (LEADING if is_bare else BESIDE) * line.size:
            break
        first -= 1
    return first


def _left_of_figures(lines: list[Line]) -> float:
    """Where columns of figures begin; a lone figure shows it only where it stands in such a column."""
    left = min(piece.x0 for line in lines if line.is_anchor() or len(lines) == 1 for piece in line.figures())
    return min([left, *(piece.x0 for line in lines for piece in line.figures() if piece.x1 > left)])


def _is_table(head: list[Line], body: list[Line]) -> bool:
    """Several rows of figures, a row of several, or one figure below a column word beside another."""
    anchors = [line for line in body if line.is_anchor()]
    if len(anchors) > 1 or any(len(line.figures()) > 2 for line in anchors):
        return True
    figure = anchors[0].figures()[0]
    return any(piece.x0 < figure.x1 and figure.x0 < piece.x1 for line in head for piece in line.pieces[1:])


def _end_of_body(lines: list[Line], first: int) -> int:
    """The line after the last of the table whose first row of figures is ``lines[first]``."""
    end = first + 1
    left = _left_of_figures(lines[first:end])
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.base - lines[index - 1].base > FAR * line.size:
            break
        if line.is_anchor() or _is_between_halves(lines, index, left) or _is_right_below(lines[end - 1], line, left):
            left = min(left, _left_of_figures([line]))
            end = index + 1
        elif _is_beside_figures(lines, index, left):
            end = index + 1  # words wrapped in the place of a figure
        elif not line.ends_before(left + line.size) or not _is_among_labels(line, lines[first:end], left):
            break  # the head of another table, or prose
    return _end_of_labels(lines, first, end, left)


def _is_among_labels(line: Line, body: list[Line], left: float) -> bool:
    """Whether it begins where the labels of ``body`` are."""
    labels = _label_ends(body, left)
    return not labels or line.pieces[0].x0 < max(labels)


def _is_right_below(upper: Line, line: Line, left: float) -> bool:
    """Whether figures without a label stand below others or beside what is below them, as near as lines of one cell."""
    is_near = line.base - upper.base < LEADING * line.size
    is_below = bool(upper.figures()) and all(piece.x1 > left for piece in line.pieces)
    return is_near and is_below and len(line.figures()) == len(line.pieces)


def _is_beside_figures(lines: list[Line], index: int, left: float) -> bool:
    """Whether words stand over columns of figures, nearer to a row of figures than another row could; a line of its
    label may stand beside them."""
    line = lines[index]
    beside = [other for other in lines[max(0, index - MOST_BESIDE) : index + MOST_BESIDE + 1] if other.is_anchor()]
    is_near = any(abs(other.base - line.base) < BESIDE * line.size for other in beside)
    return is_near and all(piece.middle > left or piece.x1 <= left for piece in line.pieces)


def _label_ends(lines: list[Line], left: float) -> list[float]:
    return [piece.x1 for line in lines for piece in line.pieces if piece.x0 < left and piece not in line.figures()]


def _is_between_halves(lines: list[Line], index: int, left: float) -> bool:
    """Whether figures stand by themselves because their label is printed above and below them."""
    line = lines[index]
    beside = [other for other in lines[max(0, index - 1) : index + 2] if abs(other.base - line.base) < line.size]
    halves = [other for other in beside if not other.figures() and other.ends_before(left)]
    return len(line.figures()) == len(line.pieces) and bool(halves)


def _end_of_labels(lines: list[Line], first: int, end: int, left: float) -> int:
    """Beyond the last figures: the lower half of their label, and rows printed without figures."""
    bases = [line.base for line in lines[first:end] if line.is_anchor()]
    pitch = max((below - above for above, below in zip(bases, bases[1:], strict=False)), default=0.0)
    size = max(line.size for line in lines[first:end])
    while end < len(lines) and not lines[end].is_anchor() and lines[end].ends_before(left + size):
        step = lines[end].base - lines[end - 1].base
        if step > max(1.1 * pitch, 2.0 * size) or lines[end].size > LARGER * size:
            break
        if not _is_among_labels(lines[end], lines[first:end], left):
            break
        end += 1
    return end


def _start_of_head(lines: list[Line], floor: int, first: int, left: float, text_width: float) -> int:
    """The first line of the head above ``lines[first]``: column words, and label lines among them."""
    start = first
    for index in range(first - 1, max(floor, first - TALLEST_HEAD) - 1, -1):
        line, below = lines[index], lines[index + 1]
        is_prose = len(line.pieces) == 1 and line.pieces[0].x1 - line.pieces[0].x0 > PROSE * text_width
        if is_prose or line.figures() or line.size > LARGER * lines[first].size:
            break
        if below.base - line.base > FAR * line.size:
            break
        is_half = below.base - line.base < CLOSE * line.size and start == index + 1
        if len(line.pieces) > 1 or line.pieces[0].middle > left or (is_half and line.ends_before(left)):
            start = index
    return start
