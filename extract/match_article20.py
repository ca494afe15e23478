"""The article-20 table: no identity proves it, so a figure counts only where its row and column are beyond doubt."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract import fold
from extract.form import Forms
from extract.match_article20_heads import Headings, column_of, columns_in
from extract.match_article20_spans import hit
from extract.match_columns import Columns
from extract.match_counted import prints_nothing
from extract.match_figures import (
    blanks_dropped,
    emptied,
    is_blank_beside_figures,
    is_of_two_lines,
    join_below,
    unplaced,
    with_values,
)
from extract.match_place import ends_noughts, place, without_lone_figures
from extract.match_result import Match, RowReading
from extract.match_unread import parted
from extract.row import Row

NOTE_BEGUN = re.compile(r"\s*\d[\d,.]*\s*\w?\s*[(\[【][^)\]】]*")  # a figure and the first line of its note
REMARK = re.compile(r"\([^()]*\)")
WORD_AND_NUMBER = re.compile(r"[\u4e00-\u9fff]\W*\d")
LINE = re.compile(r"line (\d+)")  # the place of a cell of text
LONGEST_NUMBER = 8  # characters of a cell that is a number with a word or mark beside it


class Found(NamedTuple):
    """A printed row that is one of the form, its label and figures apart, and the headings over it: valid until the
    next row is taken."""

    index: int
    row: Row
    key: str
    headings: Headings


def read(match: Match, printed: Sequence[Row], first: int, last: int, forms: Forms) -> set[int]:
    """Add the readings of one such table; the indices of the rows that gave one."""
    table, part = forms.tables["article20"], printed[first:last]
    dropped = blanks_dropped(printed, forms.tables["applications"]) or prints_nothing(printed[first : last + 1], forms)
    short = leaves_blanks_out(part, match.edition, forms)
    used: set[int] = set()
    known: dict[int, str] = {}
    joined = [join_below(part, index, len(part)) for index in range(len(part))]
    for index, row, key, headings in rows_of_form(part, joined, forms):
        keys = tuple(table.columns_of(key, match.edition))
        packed = match.packed and row.positions is not None  # what fills up a line is no cell on a line of its own
        heads = headings.over(row, keys, short or packed)
        if is_open(row, heads, dropped) or headings.leave_out(keys) or is_displaced(row, key, keys, forms) \
                or hides_number(row, heads.width, part[index + 1 :], forms):
            row = emptied(row)
        ways = place(row, heads)
        if dropped and stands_below(row):
            ways = [("inferred" if fit == "exact" else fit, found) for fit, found in ways]
        known[first + index] = key
        used |= {index} if joined[index] is part[index] else {index, index + 1}
        below = part[index + 1] if index + 1 < len(part) else Row()
        if below.grid == row.grid and is_blank_beside_figures(row, below) and hit(below, forms) is None:
            used.add(index + 1)
            ways += place(with_values(row, below), heads)
        match.readings += [RowReading(table.name, key, heads.order.keys, found, fit, headings.units)
                           for fit, found in ways]
        match.findings += unplaced(table.name, joined[index], [pieces for _, pieces in ways])
    used = {first + index for index in used}
    match.parted += parted(match, table, printed, used, known, forms)
    return used


def rows_of_form(printed: Sequence[Row], joined: Sequence[Row], forms: Forms) -> Iterator[Found]:
    """The rows of the form among printed ones, each ``joined`` with figures below it, but for those which a grid
    without the table's headings repeats."""
    headed, stated = under_headings(printed, forms)
    headings = Headings(forms)
    for index, one in enumerate(joined):
        columns = columns_in(one, forms)
        row = headings.settle(one, columns)
        key = hit(row, forms)
        if columns:
            headings.take(row, columns, key is None)
        elsewhere = row.drawn and row.grid not in headed and key in stated
        if key is not None and not elsewhere and row.values:
            headings.close()
            yield Found(index, row, key, headings)


def hides_number(row: Row, width: int, following: Sequence[Row], forms: Forms) -> bool:
    """Whether a row prints blanks alone, and fewer than its columns, and a number that is not read stands among its
    cells or right behind them: its blanks are then not all that it says. So it is behind the words of its label."""
    if len(row.values) >= width or any(character.isdigit() for cell in row.values for character in cell.text):
        return False
    behind = following[0].labels[:1] if following and following[0].grid == row.grid else []
    return any(is_odd_number(cell.text, forms) for cell in (*row.labels, *behind)) \
        or any(WORD_AND_NUMBER.search(REMARK.sub("", fold.plain(cell.text))) for cell in row.labels)


def is_odd_number(text: str, forms: Forms) -> bool:
    """Whether a short text holds digits and no label, heading or piece of one."""
    plain, words = fold.plain(text).strip(), fold.skeleton(text)
    headings = forms.tables["article20"].words
    return len(plain) <= LONGEST_NUMBER and any(map(str.isdigit, plain)) and not forms.is_part_of_label(words) \
        and not (words and any(set(words) <= set(heading) for heading in headings))


def is_open(row: Row, heads: Columns, dropped: bool) -> bool:
    """Whether what stands in a row cannot be told: its digits run together and blanks may be among them, as in a text
    where they are ``dropped`` or a figure below them may be the number of a page, or figures too many end others, or
    one too few stands above with its note, or its lines follow one another unevenly."""
    width = heads.width
    unsure = dropped or heads.lacking or ends_alone(row)
    if row.glued and width > 1 and unsure and not is_whole_of_noughts(row, width):
        return True
    if len(row.figures) < width and takes_note(row):
        return True
    if is_uneven(row):
        return True
    if not is_of_two_lines(row) or ends_noughts(row):
        return False
    return len(row.figures) > width or len(row.figures) == width and without_lone_figures(row) is row and row.spaced


def is_displaced(row: Row, key: str, keys: Sequence[str], forms: Forms) -> bool:
    """Whether a text prints labels of other rows above a row's and no figures of theirs, and behind the last heading of
    a part among them none of the row's columns: the cells of a page are set in another order, column by column."""
    table, words = forms.tables["article20"], [fold.skeleton(cell.text) for cell in row.labels]
    parts = [index for index, word in enumerate(words) if word in table.words]
    if row.drawn or not parts or all(key in table.row_labels.get(word, (key,)) for word in words):
        return False
    behind = "".join(words[parts[-1]:])
    return not any(label in behind for label, column in table.column_labels.items() if column in keys)


def ends_alone(row: Row) -> bool:
    """Whether the last figure of a row stands on a line of its own below the others."""
    return len(row.figures) > 1 and row.figures[-1].place != row.figures[-2].place


def stands_below(row: Row) -> bool:
    """Whether the figures of a row of text stand below its label, each on a line of its own, and nothing shows which
    cells the row has."""
    places = {cell.place for cell in (*row.labels[-1:], *row.values)}
    return not (row.counted or row.barred) and bool(row.labels) and len(places) == 1 + len(row.values) > 1


def is_uneven(row: Row) -> bool:
    """Whether cells of a text stand on lines of their own, and empty lines part some of them and not all: they are
    of several blocks of a page, which a converter sets one after another, so that some may be of other rows."""
    lines = [int(found[1]) for cell in row.values if (found := LINE.fullmatch(cell.place))]
    steps = {below - above for above, below in pairwise(lines)}
    return not (row.drawn or row.barred) and len(steps) > 1 and 0 not in steps


def under_headings(printed: Sequence[Row], forms: Forms) -> tuple[set[int], set[str]]:
    """The grids with headings of the table, and the rows of the form printed in them: what another grid says under
    other headings, such as a count of what was published by kind, is not theirs."""
    headed = {row.grid for row in printed if row.drawn and any(column_of(cell.text, forms) for cell in row.labels)}
    stated = {key for row in printed if row.drawn and row.grid in headed and row.values and (key := hit(row, forms))}
    return headed, stated


def leaves_blanks_out(printed: Sequence[Row], edition: str, forms: Forms) -> bool:
    """Whether some row of a text has fewer cells than columns: where blank ones are left out."""
    rows = [(row, forms.tables["article20"].columns_of(key, edition)) for row in printed if (key := hit(row, forms))]
    return any(row.positions is None and row.figures and not row.glued and len(row.values) < len(columns)
               for row, columns in rows)


def is_whole_of_noughts(row: Row, width: int) -> bool:
    """Whether digits run together are as many noughts as there are columns: no number of them is longer."""
    return "".join(cell.text.strip() for cell in row.figures) == "0" * width


def takes_note(row: Row) -> bool:
    """Whether a figure with a note of several lines stands among the words before a row's figures: one of the row."""
    return any(NOTE_BEGUN.fullmatch(fold.plain(cell.text)) for cell in row.labels)
