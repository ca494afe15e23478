"""Blocks of a document into printed rows: the words that label a row, and the cells after them.

A grid gives one row a line, with the column each cell stands in; lines give rows as their pieces follow one
another, a row ending where a new label begins. Which row of the form it is, is not decided here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract import fold, stacks, turned
from extract.cells import DIGITS_AND_MARKS, UNKNOWN, Judge, is_empty, is_numeral
from extract.form import Forms
from extract.grid import Cell, Content, Grid, Line
from extract.line_layout import LONGEST_LABEL
from extract.line_pieces import Piece
from extract.lines import Cutter

ODD_WORD = 12  # characters
WIDEST = 7  # figures after which a row of the widest table is complete
DECIMAL = re.compile(r"\s*\d+[.,]\d")  # begins a number with a point or comma, not the number of a label
PART_OF_NUMBER = re.compile(r"[.,]\d[\d.,+-]*|\d+[.,]")  # a number may have been cut at its point or comma
MARKS = ",.、:"  # behind the number of a label
LEAST_WORDS = 4  # characters of a label that is not known; a word in place of a figure is shorter or known
LEAST_SPLIT = 3  # figures every line must hold for a run of lines to be rows of their own


@dataclass(slots=True)
class Row:
    """One printed row.

    ``labels`` the words before the figures, in order · ``values`` the cells after them, blanks included ·
    ``positions`` and ``label_positions`` the grid column of each value and label, where columns are known ·
    ``grid`` number of the grid or of the run of lines it comes from · ``glued`` digits may be several numbers ·
    ``drawn`` the columns are those of a table, not of a line's separators ·
    ``counted`` the layout itself says which cells the row has · ``spaced`` figures were cut at blanks ·
    ``offsets`` the character of its line at which each value begins, where they were cut at blanks ·
    ``barred`` its cells end at bars, so that they stand in the order of the table ·
    ``torn`` its cells do not fit together with those of the table's other rows ·
    ``below`` words that follow before the next figures · ``stacked`` it shares its cells with other rows, and which
    figure is whose cannot be told.
    """

    labels: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    positions: list[int] | None = None
    label_positions: list[int] | None = None
    grid: int = 0
    glued: bool = False
    drawn: bool = False
    counted: bool = True
    spaced: bool = False
    barred: bool = False
    offsets: list[int] = field(default_factory=list)
    torn: bool = False
    below: str = ""
    stacked: bool = False

    @property
    def figures(self) -> list[Cell]:
        """The values that print something."""
        return [cell for cell in self.values if not is_empty(cell.text)]

    @property
    def label(self) -> str:
        """The words before the figures as one folded text."""
        return "".join(fold.skeleton(cell.text) for cell in self.labels)

    @property
    def place(self) -> str:
        cells = self.labels or self.values
        return cells[0].place if cells else ""


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


def grid_row(cells: Sequence[Cell], judge: Judge, column: int = 0) -> Row:
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
    return Row([cells[index] for index in labels], [cells[index] for index in values],
               [column + index for index in values], [column + index for index in labels], drawn=True)


def line_rows(pieces: Sequence[Piece], forms: Forms, judge: Judge) -> Iterator[Row]:
    """The rows of a run of pieces: a row is words followed by figures, and ends where the layout says so."""
    row, starts = Row(counted=False), []
    closed = False
    for index, piece in enumerate(pieces):
        cell = Cell(piece.text, piece.place)
        empty = is_empty(piece.text)
        figure = not empty and not piece.between and (
            judge.is_figure(piece.text) or piece.glued and DIGITS_AND_MARKS.fullmatch(piece.text))
        if closed:
            yield from split_overfull(row, starts)
            row, starts = Row(counted=False), []
        closed = False
        if not figure and not empty and not piece.between and (row.figures or row.labels):
            figure = len(piece.text.strip()) <= ODD_WORD and \
                is_odd_value(piece, row, starts[-1:], pieces[index + 1 : index + 2], judge)
            if not figure and is_lone_numeral(piece, row, pieces[index + 1 : index + 2], judge):
                figure, cell = True, cell._replace(text=f"{UNKNOWN}{piece.text}")
        if figure or empty:
            if row.labels or row.values or not empty or piece.counted or piece.column is not None:
                row.values.append(cell)
                starts.append(piece.starts)
                row.offsets += [] if piece.offset is None else [piece.offset]
        else:
            alone = piece.between or len(fold.skeleton(piece.text)) > LONGEST_LABEL
            if row.figures or alone or (row.values and row.labels and forms.is_row(fold.skeleton(row.labels[-1].text))):
                yield from split_overfull(row, starts)
                row, starts = Row(counted=False), []
            row.values, row.offsets, starts = [], [], []
            row.labels.append(cell)
            row.label_positions = [*(row.label_positions or []), -1 if piece.column is None else piece.column]
            closed = alone
        row.spaced = row.spaced or (figure and piece.spaced)
        row.glued = row.glued or (figure and piece.glued)
        row.barred = row.barred or piece.barred
        if piece.ends_row:
            closed = row.counted = True
            set_positions(row, piece.column)
    if row.labels or row.values:
        yield from split_overfull(row, starts)


def is_odd_value(piece: Piece, row: Row, begun: Sequence[bool], following: Sequence[Piece], judge: Judge) -> bool:
    """Whether words among figures ("see the notice") are a value that cannot be read, not the next label.

    ``begun`` whether the value before them began a line, ``following`` the next piece, where there are such.
    """
    words = fold.skeleton(piece.text)
    numbers_label = fold.number(piece.text) and any(judge.forms.is_part_of_label(fold.skeleton(other.text))
                                                    for other in following)
    if not words and not piece.starts and not numbers_label \
            and PART_OF_NUMBER.fullmatch(fold.plain(piece.text).strip()):
        return bool(row.figures) or judge.forms.is_row(fold.skeleton(row.labels[-1].text))
    if judge.forms.is_part_of_label(words):
        return False
    if words and fold.number(piece.text) and not DECIMAL.match(fold.plain(piece.text)):
        return False  # a label, if one that is not known
    if piece.column is not None and not piece.starts:  # in a line whose cells are all there, right of its label
        label = fold.skeleton(row.labels[-1].text) if row.labels else ""
        # right of a heading stands the label of a row below it
        return bool(row.figures) or judge.forms.is_row(label) and label not in judge.forms.headings
    among = not row.glued and 0 < len(row.figures) < WIDEST and (not piece.starts or begun == [True])
    return words != "" and among and any(judge.is_figure(other.text) for other in following)


def is_lone_numeral(piece: Piece, row: Row, following: Sequence[Piece], judge: Judge) -> bool:
    """Whether a numeral in ideographs that fills a cell stands among figures or right behind the label of a row, not
    before words that it may number or letters of a word set one below the other: a figure, but not for certain."""
    if piece.glued or not is_numeral(piece.text) or len(row.figures) >= WIDEST:
        return False
    behind = bool(row.figures) or judge.forms.is_row(fold.skeleton(row.labels[-1].text))
    return behind and all(judge.is_figure(other.text) or is_numeral(other.text) or is_empty(other.text)
                          or len(fold.skeleton(other.text)) >= LEAST_WORDS and fold.plain(other.text)[0] not in MARKS
                          for other in following)


def set_positions(row: Row, last: int | None) -> None:
    """The columns of a row that is one whole line of cells, counted back from its last one."""
    if last is None or last + 1 < len(row.labels) + len(row.values):
        return
    row.positions = list(range(last + 1 - len(row.values), last + 1))


def split_overfull(row: Row, starts: Sequence[bool]) -> Iterator[Row]:
    """A row whose figures go on over further printed lines that have no label: a row for each line.

    One cell a line, each line starts; then nothing can be split and the row stays whole.
    """
    bounds = [0, *(index for index, begins in enumerate(starts) if begins and index), len(row.values)]
    parts = [row.values[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]
    figures = [sum(not is_empty(cell.text) for cell in part) for part in parts]
    if len(parts) < 2 or min(figures) < LEAST_SPLIT:
        yield row
        return
    for index, part in enumerate(parts):
        own = {} if index == 0 else {"labels": [], "label_positions": None}
        yield replace(row, **own, values=part, counted=False)
