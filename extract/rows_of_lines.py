"""The pieces of a run of lines into printed rows: as they follow one another, a row ending where a new label begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import fold
from extract.cells import DIGITS_AND_MARKS, LEAST_WORDS, UNKNOWN, Judge, is_empty, is_numeral
from extract.form import Forms
from extract.grid import Cell
from extract.line_layout import LONGEST_LABEL
from extract.line_pieces import Piece
from extract.row import Row

ODD_WORD = 12  # characters
WIDEST = 7  # figures after which a row of the widest table is complete
PART_OF_NUMBER = re.compile(r"[.,]\d[\d.,+-]*|\d+[.,]")  # a number may have been cut at its point or comma
DECIMAL = re.compile(r"\s*\d+[.,]\d")  # begins a number with a point or comma, not the number of a label
MARKS = ",.、:"  # behind the number of a label
LEAST_SPLIT = 3  # figures every line must hold for a run of lines to be rows of their own


def line_rows(pieces: Sequence[Piece], forms: Forms, judge: Judge) -> Iterator[Row]:
    """The rows of a run of pieces: a row is words followed by figures, and ends where the layout says so."""
    row, starts = Row(counted=False), []
    closed = False
    for index, piece in enumerate(pieces):
        if closed:
            yield from split_overfull(row, starts)
            row, starts = Row(counted=False), []
        closed = False
        empty = is_empty(piece.text)
        figure = as_figure(piece, row, starts[-1:], pieces[index + 1 : index + 2], judge)
        if figure or empty:
            if row.labels or row.values or not empty or piece.counted or piece.column >= 0:
                row.values.append(figure or Cell(piece.text, piece.place, offset=piece.offset))
                starts.append(piece.starts)
        else:
            alone = piece.between or len(fold.skeleton(piece.text)) > LONGEST_LABEL
            if row.figures or alone or (row.values and row.labels and forms.is_row(fold.skeleton(row.labels[-1].text))):
                yield from split_overfull(row, starts)
                row, starts = Row(counted=False), []
            row.values, starts = [], []
            row.labels.append(Cell(piece.text, piece.place, column=piece.column))
            closed = alone
        row.spaced = row.spaced or (figure is not None and piece.spaced)
        row.glued = row.glued or (figure is not None and piece.glued)
        row.barred = row.barred or piece.barred
        if piece.ends_row:
            closed = row.counted = True
            set_columns(row, piece.column)
    if row.labels or row.values:
        yield from split_overfull(row, starts)


def as_figure(piece: Piece, row: Row, begun: Sequence[bool], following: Sequence[Piece], judge: Judge) -> Cell | None:
    """The cell of a piece that is a figure, or stands for one among those of the row so far; None for words and for
    an empty cell. ``begun`` whether the value before it began a line, ``following`` the next piece, where there are."""
    cell = Cell(piece.text, piece.place, offset=piece.offset)
    if piece.between or is_empty(piece.text):
        return None
    if judge.is_figure(piece.text) or piece.glued and DIGITS_AND_MARKS.fullmatch(piece.text):
        return cell
    if not row.figures and not row.labels:
        return None
    if len(piece.text.strip()) <= ODD_WORD and is_odd_value(piece, row, begun, following, judge):
        return cell
    return cell._replace(text=f"{UNKNOWN}{piece.text}") if is_lone_numeral(piece, row, following, judge) else None


def is_odd_value(piece: Piece, row: Row, begun: Sequence[bool], following: Sequence[Piece], judge: Judge) -> bool:
    """Whether words among figures ("see the notice") are a value that cannot be read, not the next label."""
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
    if piece.column >= 0 and not piece.starts:  # in a line whose cells are all there, right of its label
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


def set_columns(row: Row, last: int) -> None:
    """Give the values of a row that is one whole line of cells their columns, counted back from the last one."""
    if last + 1 >= len(row.labels) + len(row.values):
        row.values = [cell._replace(column=column)
                      for column, cell in enumerate(row.values, last + 1 - len(row.values))]


def split_overfull(row: Row, starts: Sequence[bool]) -> Iterator[Row]:
    """A row whose figures go on over further printed lines that have no label: a row for each line.

    One cell a line, each line starts; then nothing can be split and the row stays whole.
    """
    bounds = [0, *(index for index, begins in enumerate(starts) if begins and index), len(row.values)]
    parts = list(pairwise(bounds))
    figures = [sum(not is_empty(cell.text) for cell in row.values[start:end]) for start, end in parts]
    if len(parts) < 2 or min(figures) < LEAST_SPLIT:
        yield row
        return
    for start, end in parts:
        yield replace(row, labels=[] if start else row.labels, values=row.values[start:end], counted=False)
