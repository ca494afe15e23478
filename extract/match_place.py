"""Which column of the form each figure of a row stands in: by the grid where there is one, else by order and count.

A row that prints fewer figures than the form has columns is never left-aligned: where neither the grid nor the
row's own blanks say which columns are empty, the figures are handed on in order with the columns open.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, compress

from extract.cells import is_empty
from extract.grid import Cell
from extract.match_blanks import at_positions, blank_window
from extract.match_columns import Columns, without_cells
from extract.match_figures import are_noughts, is_of_two_lines
from extract.match_lines import figure_positions
from extract.row import Row

WIDE = 7  # columns of a table in which one number has fewer digits than there are columns
FIGURES_APART = re.compile(r"\s*[\d.,]+\s*(?:\n\s*[\d.,]+\s*)+")
MOST_EXTRA = 2  # figures too many in a row, any of which may be the stray ones

Pieces = tuple[tuple[str | None, str], ...]


def place(row: Row, columns: Columns) -> list[tuple[str, Pieces]]:
    """Every way in which the row's cells may fill the columns: its fit, and a tuple of (text, place).

    Fit ``exact`` and ``inferred`` give a piece for each column in its order; ``short`` and ``joined`` only the printed
    ones.
    """
    row = without_cells(row, columns.further)
    apart = figures_apart(row)
    if len(apart) == columns.width > len(row.figures):
        fit, found = placed(row, columns)
        return [(fit, one) for one in found] + [("exact", pieces(apart))]
    rest = without_lone_figures(row)
    missing = columns.width - len(rest.figures)
    if rest is not row and not missing and not rest.glued:
        lone = [cell for cell in row.figures if cell not in rest.figures]
        return [("exact", found) for found in (pieces(rest.figures), *ends_of(rest, lone))]
    kept = [rest] if rest is not row and rest.figures and (missing > len(row.figures) - len(rest.figures)
                                                           or columns.lines.dropped) else []
    ways = []
    for one in (*kept, row):
        fit, alternatives = placed(one, columns)
        ways += [(fit, found) for found in alternatives if (fit, found) not in ways]
    return ways


def figures_apart(row: Row) -> list[Cell]:
    """The figures of a drawn row, each line of a cell a figure of its own: where two stand in one cell, those behind
    them may have slipped, for the border between may be lost."""
    if not row.drawn:
        return []
    return [cell._replace(text=text) for cell in row.figures
            for text in (cell.text.split("\n") if FIGURES_APART.fullmatch(cell.text) else [cell.text])]


def without_lone_figures(row: Row) -> Row:
    """The row without figures alone on their lines, where others share the line of its label or of one another.

    Such a figure may be the number of a page, or the end of a figure cut in a narrow column; a nought among noughts
    is neither.
    """
    if not (row.spaced or row.glued) or are_noughts(row.figures):
        return row
    shared = Counter(cell.place for cell in (*row.labels, *row.figures))
    kept = [is_empty(cell.text) or shared[cell.place] > 1 for cell in row.values]
    if all(kept):
        return row
    return replace(row, values=list(compress(row.values, kept)))


def ends_noughts(row: Row) -> bool:
    """Whether whole numbers alone on their lines stand below noughts, which have no such end."""
    rest = without_lone_figures(row)
    lone = [cell.text.strip() for cell in row.figures if cell not in rest.figures]
    return bool(lone) and are_noughts(rest.figures) and all(text.isdecimal() for text in lone)


def ends_of(row: Row, lone: Sequence[Cell]) -> Iterator[Pieces]:
    """The readings of a row in which a lone figure below ends one of its figures."""
    if len(lone) == 1:
        yield from completed(pieces(row.figures), lone[0].text)


def completed(row: Pieces, end: str) -> Iterator[Pieces]:
    """The readings of a row in which a loose figure ends one of its figures."""
    for position, (text, where) in enumerate(row):
        if text and text.strip().isdecimal() and end.strip().isdecimal() and text.strip() != "0":
            yield (*row[:position], (text.strip() + end.strip(), where), *row[position + 1 :])


def goes_back(row: Row) -> bool:
    """Whether the values of a row stand several to a line, it is known where, and a lower one stands before others."""
    placed = row.spaced and len(row.offsets) == len(row.values)
    return placed and is_of_two_lines(row) and without_lone_figures(row) is row


def from_left_to_right(row: Row) -> list[Cell]:
    """The figures of a row of text as they stand on the page, whichever of its lines each is on."""
    return sorted(row.figures, key=lambda cell: cell.offset)


def placed(row: Row, columns: Columns) -> tuple[str, list[Pieces]]:
    """One fit, and the ways to fill the columns with it."""
    width = columns.width
    figures = row.figures
    if row.glued or (not row.drawn and is_run_together(figures, width)):
        return place_glued(figures, width)
    if len(figures) == width:
        cells = row.values[row.values.index(figures[0]) :]
        broken = not row.drawn and any(is_empty(cell.text) for cell in cells[:width])
        # a blank among as many figures as columns: one of the figures may be a stray, such as a page number
        ways = [pieces(figures), *([pieces(cells[:width])] if broken else [])]
        return "exact", [*ways, pieces(from_left_to_right(row))] if goes_back(row) else ways
    if len(figures) > width:
        printed = set(figure_positions(row)) if row.positions else set()
        if columns.positions and printed >= set(columns.positions) and max(printed) == columns.positions[-1]:
            return "exact", [pieces(at_positions(row, columns.positions))]
        if len(figures) > width + MOST_EXTRA:
            return "exact", [tuple((None, row.place) for _ in range(width))]
        choices = sorted({pieces(choice) for choice in combinations(figures, width)})
        if row.spaced and len(figures) == width + 1:
            choices += [pieces(choice) for choice in rejoined(figures)]
        texts = {tuple(text for text, _ in choice): choice for choice in choices}
        return "exact", list(texts.values())
    window = blank_window(row, columns, width)
    if window is not None:
        fit, cells = window
        return fit, [pieces(cells)]
    if not figures:
        return "exact", [tuple((None, row.place) for _ in range(width))]
    return "joined" if is_run_together(figures, width) else "short", [pieces(figures)]


def rejoined(figures: Sequence[Cell]) -> list[list[Cell]]:
    """The figures with two neighbours as one: a blank may have come into a number."""
    return [
        [*figures[:index], figures[index]._replace(text=figures[index].text.strip() + figures[index + 1].text.strip()),
         *figures[index + 2 :]]
        for index in range(len(figures) - 1)
        if figures[index].text.strip() != "0"
    ]


def is_run_together(figures: Sequence[Cell], width: int) -> bool:
    """Whether digits of several columns run together in a row: as many as those in one, or led by an idle nought,
    even where with a stray figure, such as the number of a page, there are as many figures as columns.

    In a narrow table so many digits are as well one number.
    """
    texts = [cell.text.strip() for cell in figures]
    led = any(text.isdecimal() and len(text) > 1 and text[0] == "0" for text in texts)
    whole = len(texts) == 1 and texts[0].isdecimal() and len(texts[0]) == width
    return width >= WIDE and (whole or (led and len(texts) <= width))


def place_glued(figures: Sequence[Cell], width: int) -> tuple[str, list[Pieces]]:
    """Digits run together: certain only where they can be cut in one way. As many digits as columns may be one number
    beside blanks, unless noughts part them; in a wide table their sums tell."""
    texts = [cell.text.strip() for cell in figures]
    digits = "".join(texts)
    single = all(set(text) == {"0"} or re.fullmatch("0?[0-9]", text) for text in texts)
    if len(digits) == width and digits.isdecimal() and (single and width < WIDE or not int(digits)):
        return "exact", [tuple((digit, figures[0].place) for digit in digits)]
    padded = any(len(text) > 1 and text[0] == "0" and text.isdecimal() for text in texts)
    torn = any(text[:1] in (",", ".") for text in texts)  # at a point or comma inside a number
    if len(figures) == width and not padded and not torn:
        return "exact", [pieces(figures)]
    return ("joined", [pieces(figures)]) if figures else ("exact", [tuple((None, "") for _ in range(width))])


def pieces(cells: Sequence[Cell]) -> Pieces:
    return tuple((cell.text, cell.place) for cell in cells)
