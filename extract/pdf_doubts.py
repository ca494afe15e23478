"""Tables without lines: the figures of which it is not certain in which row or column they stand, or where they end."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from math import inf
from statistics import median

from extract import pdf_bands
from extract.pdf_labels import NEAR
from extract.pdf_lines import BLANK, DOUBT
from extract.pdf_notes import CLOSE
from extract.pdf_pieces import Band, Piece
from extract.pdf_zones import BESIDE, FIGURE, LEADING, Line, figures_of

FARTHER = 1.15  # times as far is farther, not only by chance
FEWEST = 4  # lines of figures, so many that they show how far apart rows are


def doubted(piece: Piece) -> Piece:
    """The piece; a figure with the mark of doubt."""
    return piece._replace(text=piece.text.rstrip(DOUBT) + DOUBT) if FIGURE.fullmatch(piece.text) else piece


def of_ends(lines: list[Line], bands: list[Band]) -> Iterator[Line]:
    """The lines; where one without a label stands as near to another as the lines of one cell, what the figures of
    both are is not certain, and what either leaves blank beside a figure of the other is none for certain."""
    doubtful: dict[int, set[int]] = defaultdict(set)
    blank: dict[int, set[int]] = defaultdict(set)
    for number, (upper, lower) in enumerate(pairwise(lines)):
        is_near = lower.base - upper.base < LEADING * lower.size
        if is_near and any(len(line.figures()) == len(line.pieces) for line in (upper, lower)):
            above, below = columns(upper, bands), columns(lower, bands)
            for index, own, other in ((number, above, below), (number + 1, below, above)):
                doubtful[index] |= own & other
                blank[index] |= other - own
    for number, line in enumerate(lines):
        marks = [_blank(line.pieces[0], bands[column]) for column in sorted(blank[number])]
        yield replace(line, pieces=[*_doubted_in(doubtful[number], line.pieces, bands), *marks])


def columns(line: Line, bands: list[Band]) -> set[int]:
    """The numbers of the columns in which a line has figures."""
    return {pdf_bands.nearest(bands, piece.middle) for piece in line.figures()}


def is_crowded(line: Line) -> bool:
    """Whether figures of two columns stand as near as the digits of one number, or lie over one another: then which
    column is which is not certain."""
    figures = line.figures()
    return any(right.x0 - left.x1 < BLANK * right.size for left, right in zip(figures, figures[1:], strict=False))


def of_cut_rows(lines: Iterator[Line], bands: Sequence[Band]) -> list[Line]:
    """The lines; where one with few figures stands far nearer to the one above than rows do, it may be the rest of that
    row, beside the rest of its label: its figures are in doubt, and so is what stands above them, a blank too."""
    made = list(lines)
    steps = [lower.base - upper.base for upper, lower in pairwise(made)]
    if len(made) < FEWEST:
        return made
    for number, step in enumerate(steps):
        upper, lower = made[number : number + 2]
        above, below = columns(upper, bands), columns(lower, bands)
        is_partial = len(below) < len(above) and 2 * len(below) <= len(bands)
        if is_partial and step < min(CLOSE * median(steps), LEADING * lower.size):
            blank = [_blank(upper.pieces[0], bands[column]) for column in sorted(below - above)]
            made[number] = replace(upper, pieces=[*_doubted_in(below, upper.pieces, bands), *blank])
            # figures without a label may be those of the row whose label stands beside their rest
            beside = above - below if len(upper.figures()) == len(upper.pieces) else set()
            marks = [_blank(lower.pieces[0], bands[column]) for column in sorted(beside)]
            made[number + 1] = replace(lower, pieces=[*_doubted_in(below, lower.pieces, bands), *marks])
    return made


def of_half_labels(
    labels: list[Piece], heights: Sequence[float], own: list[list[Piece]], bands: Sequence[Band]
) -> list[Piece]:
    """The labels of a row without figures; where one stands nearer to figures than another row could, above, below or
    behind what is taken for their label, or figures stand beside its lines with no label between, they may be those of
    this row: its blanks are in doubt."""
    right = max(piece.x1 for piece in labels)
    lines = [piece.base for piece in labels]
    is_near = any(
        abs(piece.base - height) < BESIDE * piece.size
        and (any(_is_above(other, piece) for other in others) or all(other.x1 <= piece.x0 for other in others))
        for piece in labels for height, others in zip(heights, own, strict=True) if others
    ) or any(
        min(lines) < height < max(lines) and all(other.x0 < right for other in others)
        for height, others in zip(heights, own, strict=True)
    )  # fmt: skip
    return [*labels, *(_blank(labels[0], band) for band in bands)] if is_near else labels


def _is_above(one: Piece, other: Piece) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def between_labels(
    rows: list[list[Piece]], heights: Sequence[float], beside: dict[int, list[Piece]], alone: list[list[Piece]],
    bands: Sequence[Band],
) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The rows of figures and the labels ``alone``; figures off the middle of their label, in a row of ``beside``, with
    one alone on their other side may be that one's: they are in doubt, and so are its blanks, and the next figures."""
    made, free = list(rows), [piece for row in alone for piece in row]
    taken: set[Piece] = set()
    for below in (True, False):  # whether labels stand below their figures
        for number in sorted(beside, reverse=not below):
            label, height = beside[number], heights[number]
            off = sum(piece.base for piece in label) / len(label) - height
            if abs(off) <= NEAR * label[0].size or (off > 0) != below:
                continue
            ends = heights[number - 1] if number else -inf, heights[number + 1] if number + 1 < len(heights) else inf
            low, high = (ends[0], height) if below else (height, ends[1])
            found = [piece for piece in free if low < piece.base < high and _is_above(piece, label[0])]
            if found:
                made[number] = [doubted(piece) for piece in made[number]]
                free += label
                taken |= {*found}
    marked = [[*row, *(_blank(row[0], band) for band in bands)] if taken & {*row} else row for row in alone]
    return made, marked


def beside_bare_rows(
    rows: list[list[Piece]], bare: list[list[Piece]], alone: list[list[Piece]], bands: Sequence[Band]
) -> list[list[Piece]]:
    """The rows, from above to below; figures without a label, ``bare``, are read as those of the label above them, one
    of those ``alone``. Where the one below is nearer they are in doubt; and so are the blanks of further labels above
    or below them, which may be lines of the same label."""
    numbers = {id(row): number for number, row in enumerate(rows)}
    loose = {id(row) for row in alone}
    made = list(rows)
    for own in bare:
        number = numbers[id(own)]
        above = list(takewhile(lambda row: id(row) in loose, reversed(rows[:number])))
        below = list(takewhile(lambda row: id(row) in loose, rows[number + 1 :]))
        for row in [*above[1:], *below]:
            made[numbers[id(row)]] = [*row, *(_blank(row[0], band) for band in bands)]
        if above and below and own[0].base - above[0][-1].base > FARTHER * (below[0][0].base - own[0].base):
            made[number] = [doubted(piece) for piece in own]
    return made


def of_shared_columns(rows: list[list[Piece]], bands: Sequence[Band]) -> list[list[Piece]]:
    """The rows; where one has two figures in the place of one column, figures too long for their columns have joined
    two: what stands there in any row is in doubt, and so are blanks beside it."""
    homes = [[pdf_bands.nearest(bands, piece.middle) for piece in figures_of(row)] for row in rows]
    bases = [{round(piece.base) for piece in figures_of(row)} for row in rows]
    shared = {home for own, base in zip(homes, bases, strict=True) if len(base) == 1
              for home, count in Counter(own).items() if count > 1}  # fmt: skip
    beside = {column + step for column in shared for step in (-1, 0, 1)} & set(range(len(bands)))
    return [
        [*_doubted_in(shared, row, bands), *(_blank(row[0], bands[column]) for column in sorted(beside - set(own)))]
        if own else row for row, own in zip(rows, homes, strict=True)
    ]  # fmt: skip


def of_long_texts(row: list[Piece], bands: Sequence[Band], walled: bool = False) -> list[Piece]:
    """The row; where a text that begins with a figure goes on over the next column, the figure may be that of any
    column it lies over: what stands there is in doubt, blanks too. Digits alone that the file shows one by one may then
    be the figures of both, unless they are a hair beyond the line drawn beside their column, where columns are
    ``walled``."""
    found = row
    for piece in row:
        is_number = piece.text.isdigit() and piece.gathered
        slack = BLANK * piece.size if is_number and walled else 0.0
        under = {number for number, (left, right) in enumerate(bands)
                 if piece.x0 < right - slack and left + slack < piece.x1}  # fmt: skip
        if len(under) > 1 and (is_number or piece.text[0].isdigit() and not FIGURE.fullmatch(piece.text)):
            own = set() if is_number else {pdf_bands.nearest(bands, piece.middle)}
            found = of_open_columns(found, bands, under - own)
    return found


def of_open_columns(row: list[Piece], bands: Sequence[Band], wanted: set[int]) -> list[Piece]:
    """The row, what stands in the columns ``wanted`` in doubt, blanks too: the figures of one may be another's."""
    if not any(FIGURE.fullmatch(piece.text) for piece in row):
        return row
    own = {pdf_bands.nearest(bands, piece.middle) for piece in row if FIGURE.fullmatch(piece.text)}
    return [*_doubted_in(wanted, row, bands), *(_blank(row[0], bands[column]) for column in sorted(wanted - own))]


def _doubted_in(wanted: set[int], pieces: list[Piece], bands: Sequence[Band]) -> list[Piece]:
    return [doubted(piece) if pdf_bands.nearest(bands, piece.middle) in wanted else piece for piece in pieces]


def _blank(piece: Piece, band: Band) -> Piece:
    """A mark on the line of a piece, for a cell of a column that may be blank or not."""
    return piece._replace(text=DOUBT, x0=band[0], x1=band[1])
