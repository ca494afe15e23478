"""Tables that a text draws with lines: boxes as w3m and editors draw them, grids of ``+---+``, columns under dashes.

There the columns are known exactly, the empty cells too, so the lines become a grid. Whatever does not come out even
stays the lines it was.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.grid import Grid, Line
from extract.spans import Span, to_grid

HORIZONTAL = frozenset("─━═╌┄┈")
VERTICAL = frozenset("│┃║")
JUNCTION = frozenset("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╰╯┠┨┝┥┯┷┿╂")
RIGHTWARD = JUNCTION - frozenset("┐┘┤┓┛┫╗╝╣╮╯┨┥")  # strokes that go on to the right
LEFTWARD = JUNCTION - frozenset("┌└├┏┗┣╔╚╠╭╰┠┝")
BOXED = HORIZONTAL | VERTICAL | JUNCTION
PLUS_RULE = re.compile(r"\s*\+(?:[-=:]{2,}\+)+\s*")
DASHES = re.compile(r"\s*-{2,}(?: +-{2,})*\s*")
TO_BOX = str.maketrans({"+": "┼", "-": "─", "=": "─", ":": "─"})
LEAST_LINES = 3
WIDTHS = (1, 2)  # columns that a character of ambiguous width may take


def drawn(lines: Sequence[Line]) -> list[Line | Grid]:
    """The lines, with each stretch that draws a table replaced by its grid."""
    blocks: list[Line | Grid] = []
    start = 0
    while start < len(lines):
        end, grid = table_at(lines, start)
        blocks += [grid] if grid else lines[start:end]
        start = end
    return blocks


def table_at(lines: Sequence[Line], start: int) -> tuple[int, Grid | None]:
    """Where the table that begins with a line ends, and its grid; where none begins, the next line and nothing."""
    text = lines[start].text
    for begins, end_of, cells_of in ((is_boxed, boxed_end, boxes), (PLUS_RULE.fullmatch, plus_end, plus_boxes),
                                     (is_dashes, dashed_end, dashed)):
        if begins(text):
            end = end_of(lines, start)
            spans = list(cells_of(lines[start:end]) or ()) if end - start >= LEAST_LINES else []
            if spans:
                return end, to_grid(spans, f"table at {lines[start].place}")
            if end_of is not dashed_end and end > start + 1:
                return end, None  # nor are the lower lines of a box a table without its upper ones
    return start + 1, None


# ---- boxes

def is_boxed(text: str) -> bool:
    return len(BOXED.intersection(text)) > 0 and text.strip()[0] in BOXED


def boxed_end(lines: Sequence[Line], start: int) -> int:
    end = start
    while end < len(lines) and is_boxed(lines[end].text):
        end += 1
    return end


def plus_end(lines: Sequence[Line], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].text.strip()[:1] in ("+", "|"):
        end += 1
    return end


def plus_boxes(lines: Sequence[Line]) -> Iterator[Span] | None:
    """A grid of ``+---+`` and bars as the box it stands for."""
    return boxes([line._replace(text=line.text.translate(TO_BOX) if PLUS_RULE.fullmatch(line.text)
                                else line.text.replace("|", "│")) for line in lines])


def boxes(lines: Sequence[Line]) -> list[Span] | None:
    """The cells of a drawn box; None where its lines do not meet at whatever width the characters are taken."""
    for ambiguous in WIDTHS:
        cut = [segments(line.text, ambiguous) for line in lines]
        edges = sorted({edge for parts in cut for left, right, _ in parts for edge in (left, right)})
        ruled = {edge for parts in cut for left, right, text in parts if text is None for edge in (left, right)}
        if edges and set(edges) == ruled:
            return closed(cut, {edge: number for number, edge in enumerate(edges)})
    return None


def segments(text: str, ambiguous: int) -> list[tuple[int, int, str | None]]:
    """What stands between the upright strokes of a line: left and right edge in columns of the screen, and the text,
    or None for a rule."""
    found, edge, stroke, words = [], None, "", ""
    for character, column in placed(text.rstrip(), ambiguous):
        if character in VERTICAL or character in JUNCTION:
            if edge is not None:
                goes_on = stroke in RIGHTWARD and character in LEFTWARD
                found.append((edge, column, None if goes_on or is_rule(words) else words))
            edge, stroke, words = column, character, ""
        else:
            words += character
    return found


def is_rule(text: str) -> bool:
    """Whether a text is a rule, though perhaps with some strokes damaged."""
    return sum(character in HORIZONTAL for character in text) * 2 > len(text)


def closed(cut: Sequence[Sequence[tuple[int, int, str | None]]], number: dict[int, int]) -> list[Span] | None:
    """The cells between the rules: a rule under a cell ends it, lines without one continue it. None where a cell
    begins across others that no rule has ended."""
    spans: list[Span] = []
    begun: dict[tuple[int, int], tuple[int, list[str]]] = {}
    row = 0

    def across(covered: tuple[int, int]) -> list[tuple[int, int]]:
        return [cell for cell in begun if cell[0] < covered[1] and covered[0] < cell[1]]

    def end(covered: tuple[int, int]) -> None:
        for cell in across(covered):
            top, words = begun.pop(cell)
            spans.append(Span(top, cell[0], max(1, row - top), cell[1] - cell[0],
                              "\n".join(word for word in words if word)))

    for parts in cut:
        row += any(text is None for _, _, text in parts)
        for left, right, text in parts:
            cell = number[left], number[right]
            if text is None:
                end(cell)
                continue
            if cell not in begun:
                if across(cell):
                    return None
                begun[cell] = row, []
            begun[cell][1].append(text.strip())
    row += 1
    end((0, len(number)))
    return spans


# ---- columns under dashes

def is_dashes(text: str) -> bool:
    return DASHES.fullmatch(text) is not None and len(text.strip()) > 4


def dashed_end(lines: Sequence[Line], start: int) -> int:
    """Past the last line of dashes before two empty lines or the end."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        if is_dashes(lines[index].text):
            end = index + 1
            if index + 1 < len(lines) and not lines[index + 1].text.strip() and is_closed(lines[start : index + 1]):
                break
        elif not lines[index].text.strip() and not lines[index - 1].text.strip():
            break
    return end


def is_closed(lines: Sequence[Line]) -> bool:
    """Whether a table has its last rule: the first and the last alike, or three of them."""
    rules = [line.text.rstrip() for line in lines if is_dashes(line.text)]
    return len(rules) > 2 or rules[0] == rules[-1]


def dashed(lines: Sequence[Line]) -> list[Span] | None:
    """The cells of a table whose columns are marked by groups of dashes; rows end at an empty line, else at each line.

    None where a text stands across the edge of a column, at whatever width the characters are taken.
    """
    marks = max((line.text for line in lines if is_dashes(line.text)), key=lambda text: len(text.split()))
    columns = [(found.start(), found.end()) for found in re.finditer("-+", marks)]
    if len(columns) < 2:
        return None
    body = lines[1:-1]
    parted = any(not line.text.strip() for line in body)
    for ambiguous in WIDTHS:
        rows: list[list[list[str]]] = [[]]
        for line in body:
            if is_dashes(line.text) or not line.text.strip():
                rows.append([])
                continue
            cells = under(line.text, columns, ambiguous)
            if cells is None:
                break
            if not parted and rows[-1]:
                rows.append([])
            rows[-1].append(cells)
        else:
            return [Span(row, column, 1, 1, "\n".join(line[column] for line in printed if line[column]))
                    for row, printed in enumerate(rows) if printed for column in range(len(columns))]
    return None


def under(text: str, columns: Sequence[tuple[int, int]], ambiguous: int) -> list[str] | None:
    """The words of a line under each column; None where a word crosses the gap between two columns."""
    cells = [""] * len(columns)
    gaps = {position for left, right in pairwise(columns) for position in range(left[1], right[0])}
    for character, position in placed(text.rstrip(), ambiguous):
        if character.isspace() and position in gaps:
            continue
        if position in gaps or position >= columns[-1][1] and not character.isspace():
            return None
        column = sum(start <= position for start, _ in columns[1:])
        cells[column] += character
    return [cell.strip() for cell in cells]


def placed(text: str, ambiguous: int) -> Iterator[tuple[str, int]]:
    """Each character and the column of the screen it begins in; ``ambiguous`` columns for those of either width.

    The strokes of a box themselves take one.
    """
    column = 0
    for character in text:
        yield character, column
        width = unicodedata.east_asian_width(character)
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            continue
        column += 2 if width in "WF" else ambiguous if width == "A" and character not in BOXED else 1
