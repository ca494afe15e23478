"""Which figures belong to which printed row: taken from the line below, joined from two lines, or taken for lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract import fold, match_labels
from extract.cells import is_empty
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_labels import LIKELY
from extract.match_result import Finding
from extract.row import Row

LEAST_ENDS = 2  # figures below others; one alone may be the number of a page
CLEAR = 3  # blanks between figures of two lines that make one row: lines may slip against one another by less


def join_below(printed: Sequence[Row], index: int, last: int) -> Row:
    """A labelled row without figures takes those of a row right below that has figures and no label."""
    row = printed[index]
    if row.figures or not row.labels or index + 1 >= last:
        return row
    below = printed[index + 1]
    if below.labels or below.grid != row.grid or len(row.values) >= len(below.figures):
        return row
    return with_values(row, below)


def is_blank_beside_figures(row: Row, other: Row) -> bool:
    """Whether a labelled row has blank cells of its own, and figures that no label names stand right beside it.

    They may be its own, set a row too low or cut off by the end of a page, or those of a row that lost its label.
    """
    return bool(row.values and not row.figures and other.figures and not other.labels)


def with_values(row: Row, below: Row) -> Row:
    """A row's labels with the figures printed one line further down, without blank cells below the labels."""
    last = max((cell.column for cell in row.labels), default=-1)
    return replace(below, labels=row.labels, values=[
        cell for cell in below.values if not 0 <= cell.column <= last or not is_empty(cell.text)])


def with_ends_joined(row: Row, below: Row) -> Row | None:
    """A drawn row with the ends of its figures, where narrow columns may have cut them: those stand right below the
    figures without a label. None where no figures stand there that may be such ends."""
    ends = {cell.column: cell.text.strip() for cell in below.figures}
    whole = {cell.column: cell.text.strip() for cell in row.figures}
    if not (row.drawn and row.grid == below.grid and row.labels and len(ends) >= LEAST_ENDS) \
            or below.labels or not ends.keys() <= whole.keys():
        return None
    if not all(ends[column].isdigit() and whole[column].isdigit() and int(whole[column]) for column in ends):
        return None
    return replace(row, values=[cell._replace(text=cell.text.strip() + ends.get(cell.column, ""))
                                for cell in row.values])


def with_halves_joined(stretch: Sequence[Row], table: TableForm) -> list[Row]:
    """The rows, where two lines hold the figures of one between them each figure in the order of its place in the line.

    So a converter sets a row that stands half a line above or below the two lines of its label.
    """
    found = list(stretch)
    for index in range(len(stretch) - 1):
        row, below = stretch[index], stretch[index + 1]
        if not (row.figures and below.figures and row.grid == below.grid
                and len(row.offsets) == len(row.values) and len(below.offsets) == len(below.values)):
            continue
        cells = sorted((cell.offset, line, cell) for line, half in enumerate((row, below)) for cell in half.values)
        clear = all(right[0] - left[0] - len(left[2].text) >= (CLEAR if left[1] != right[1] else 1)
                    for left, right in pairwise(cells))
        digits = all(any(character.isdigit() for cell in half.values for character in cell.text)
                     for half in (row, below))  # a word for nothing alone on a line may be a piece of a label
        its_own = {*match_labels.named(below, table, LIKELY, wrapped=False)}.difference(
            match_labels.named(row, table, LIKELY))
        noughts = are_noughts([cell for _, _, cell in cells]) and is_next_whole(stretch[index + 2 :], table.width)
        under_words = cells[0][0] < max(map(label_end, (row, below)))  # so no columns run through both
        if len(cells) == table.width and (clear or noughts) and digits and not its_own and not under_words:
            found[index] = replace(row, labels=[cell.adrift() for cell in (*row.labels, *below.labels)],
                                   values=[cell.adrift() for _, _, cell in cells])
            found[index + 1] = Row(grid=row.grid)
    return found


def label_end(row: Row) -> int:
    """Before which character of its line no figure of a row can stand: as many words stand left of them."""
    return sum(len(cell.text) for cell in row.labels if cell.place == row.values[0].place)


def are_noughts(cells: Sequence[Cell]) -> bool:
    """Whether all figures are noughts: each of as many columns has one, in whatever order they are."""
    return all(cell.text.strip() == "0" for cell in cells)


def is_next_whole(following: Sequence[Row], width: int) -> bool:
    """Whether the next row prints all its figures, on one line or on two, and needs none from above."""
    counts = [len(row.figures) for row in following[:2]]
    return not counts or counts[0] in (0, width) or sum(counts) == width


def is_only(chosen: Sequence[str | None], index: int, key: str) -> bool:
    """Whether no other printed row stands for this row of the form."""
    return all(other != key for position, other in enumerate(chosen) if position != index)


def claimed_twice(stretch: Sequence[Row], chosen: Sequence[str | None], index: int) -> bool:
    """Whether another printed row, with other figures, claims the same row of the form: one of them is not it."""
    own = [cell.text.strip() for cell in stretch[index].figures]
    return bool(own) and any(
        chosen[other] == chosen[index] and stretch[other].figures
        and [cell.text.strip() for cell in stretch[other].figures] != own
        for other in range(len(stretch)) if other != index
    )


def loose_figures(stretch: Sequence[Row], chosen: Sequence[str | None], index: int, forms: Forms) -> list[Cell]:
    """Figures right below a row that are of no row of the form: perhaps the ends of figures cut in narrow columns."""
    if index + 1 >= len(stretch) or chosen[index + 1] is not None or stretch[index].drawn:
        return []
    row, below = stretch[index : index + 2]
    if row.offsets and below.offsets and max(below.offsets) < min(row.offsets):
        return []  # among the labels, where no column of figures is
    row_of_its_own = any(not forms.is_part_of_label(fold.skeleton(cell.text)) for cell in below.labels)
    return below.figures if below.grid == row.grid and row.figures and not row_of_its_own else []


def unplaced(table: str, row: Row, alternatives: Sequence[Sequence[tuple[str | None, str]]]) -> list[Finding]:
    """The figures of a row that stand in none of its readings."""
    placed = Counter(text.strip() for text, _ in alternatives[0] if text)
    for pieces in alternatives[1:]:
        placed |= Counter(text.strip() for text, _ in pieces if text)
    printed = "".join(sorted(placed.elements()))
    left = Counter(cell.text.strip() for cell in row.figures) - placed
    if row.glued and len(printed) >= sum(len(cell.text.strip()) for cell in row.figures):
        return []  # the digits are all there, cut in another way
    return [Finding("leftover", table, text, row.place) for text in left.elements()]


def emptied(row: Row) -> Row:
    """The row with its figures taken for lost, since what they are cannot be told."""
    return replace(row, values=[], glued=False, counted=False, drawn=False)


def blanks_dropped(printed: Sequence[Row], table: TableForm) -> bool:
    """Whether a text without separators leaves out blank cells, so that its digits may be cut in any way.

    Told by a row of the table that has fewer digits than columns, which none has where all cells are printed.
    """
    return any(
        row.glued and 0 < sum(len(cell.text) for cell in row.figures) < table.width and match_labels.named(row, table)
        for row in printed
    )


def is_of_two_lines(row: Row) -> bool:
    """Whether figures of a text stand below one another: then the lower ones may be the ends of those above."""
    return any(right <= left for left, right in pairwise(row.offsets))
