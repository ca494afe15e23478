"""The article-20 table: no identity proves it, so a figure counts only where its row and column are beyond doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import fold, match_labels
from extract.form import Forms
from extract.match_columns import Columns, settled
from extract.match_figures import blanks_dropped, emptied, is_blank_beside_figures, join_below, unplaced, with_values
from extract.match_labels import SHORT, SURE
from extract.match_place import ends_noughts, place
from extract.match_result import Match, RowReading
from extract.rows import Row

LONGEST = 30  # characters of the cell that labels a row; running text that ends in a label is longer
LONGEST_NUMBER = 8  # characters of a cell that is a number with a word or mark beside it
REACH = 14  # printed rows between two hits of one table


def hit(row: Row, forms: Forms) -> str | None:
    """The row of the form that a printed row surely is."""
    found = match_labels.scores(row, forms.tables["article20"])
    key = max(found, key=found.get, default=None)
    last = fold.without_remark(row.labels[-1].text) if row.labels else ""
    return key if key and found[key] >= SURE and len(fold.skeleton(last)) <= LONGEST else None


def is_header(row: Row, forms: Forms) -> bool:
    """Whether a row's words hold headings of the table, in cells of their own or cut over several."""
    table = forms.tables["article20"]
    if any(column_of(cell.text, forms) or fold.skeleton(cell.text) in table.words for cell in row.labels):
        return True
    return max(map(len, (cell.text for cell in row.labels)), default=LONGEST) < LONGEST and any(
        len(label) >= SHORT and label in row.label for label in (*table.column_labels, *table.words))


def column_of(text: str, forms: Forms) -> str | None:
    """The column a heading names, its unit and remarks aside."""
    skeleton = fold.skeleton(text)
    labels = forms.tables["article20"].column_labels
    return max(((label, key) for label, key in labels.items() if skeleton.startswith(label)), default=(None, None),
               key=lambda found: len(found[0] or ""))[1]


def spans(printed: Sequence[Row], forms: Forms, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches that hold rows of the table under headings of the table."""
    title = match_labels.title_at(printed, "article20", forms)
    found = list(stretches(printed, forms, taken, title))
    yield from match_labels.behind_title(found, printed, forms.tables["article20"], title)


def stretches(printed: Sequence[Row], forms: Forms, taken: set[int], title: int | None) -> Iterator[tuple[int, int]]:
    """Every stretch that may be one; none goes on beyond the title of the section."""
    marks = [
        index for index, row in enumerate(printed)
        if index not in taken and ((hit(row, forms) and row.values) or is_header(row, forms))
    ]
    group: list[int] = []
    for index in [*marks, None]:
        if group and (index is None or index - group[-1] > REACH or match_labels.parts(title, group[-1], index)):
            heads = any(is_header(printed[mark], forms) for mark in group)
            if heads and any(hit(printed[mark], forms) for mark in group):
                end = min(group[-1] + 2, len(printed))
                yield group[0], title if match_labels.parts(title, group[-1], end) else end
            group = []
        if index is not None:
            group.append(index)


def read(match: Match, printed: Sequence[Row], first: int, last: int, forms: Forms) -> set[int]:
    """Add the readings of one such table; the indices of the rows that gave one."""
    dropped = blanks_dropped(printed, forms.tables["applications"]) or prints_nothing(printed[first : last + 1], forms)
    table = forms.tables["article20"]
    short = leaves_blanks_out(printed[first:last], match.edition, forms)
    header: dict[str, int | None] = {}
    units: dict[str, str] = {}
    fresh = False
    grid = end = 0  # of the rows so far, and the last cell of the line of the headings
    merged: dict[int, int] = {}
    headed, stated = under_headings(printed[first:last], forms)
    named: set[str] = set()  # the columns that the last headings name
    used: set[int] = set()
    for index in range(first, last):
        row = joined = join_below(printed, index, last)
        columns = {column_of(cell.text, forms): (cell, position) for cell, position in reversed(labelled(row))}
        columns.pop(None, None)
        if row.grid != grid:  # a column of one grid says nothing of where it stands in another
            header, grid = dict.fromkeys(header), row.grid
            merged = {}
        if columns:
            merged = repeats(row, forms)
        row = without_repeats(row, merged)
        row = settled(row, [position for position in header.values() if position is not None and position >= 0])
        key = hit(row, forms)
        if columns:
            if not fresh:
                header, units, named = {}, {}, set()
            named |= {column for label, column in table.column_labels.items() if label in row.label}
            for column, (cell, position) in columns.items():
                header[column] = position
                if unit := unit_of(cell.text, forms):
                    units[column] = unit
            fresh = key is None
            end = last_cell(row)
        elsewhere = row.drawn and row.grid not in headed and key in stated
        if key is None or elsewhere or not row.values and not row.figures:
            continue
        fresh = False
        keys = tuple(table.columns_of(key, match.edition))
        found = {column: header[column] for column in keys if (header.get(column) or -1) >= 0}
        even = not row.drawn and row.positions is not None and last_cell(row) == end
        known = (row.drawn or even) and len(found) == len(set(found.values())) == len(keys)
        ordered = tuple(sorted(keys, key=found.get)) if known else keys
        positions = tuple(found[column] for column in ordered) if known else None
        lacking = not named.issuperset(keys)
        if (row.glued and len(keys) > 1 and (dropped or lacking) and not is_whole_of_noughts(row, len(keys))
                or (len(row.figures) > len(keys) and is_of_two_lines(row) and not ends_noughts(row))):
            row = emptied(row)
        if prints_blanks(row) and len(row.values) < len(keys) and hides_number(row, printed[index + 1 : last], forms):
            row = emptied(row)
        heads = Columns(ordered, positions, {}, dropped=short, lacking=lacking, even=even and known)
        ways = place(row, heads)
        used.add(index)
        below = printed[index + 1] if index + 1 < last else Row()
        if below.grid == row.grid and is_blank_beside_figures(row, below) and hit(below, forms) is None:
            used.add(index + 1)
            ways += place(with_values(row, below), heads)
        if joined is not printed[index]:
            used.add(index + 1)
        own = {column: unit for column, unit in units.items() if column in keys}
        match.readings += [RowReading(table.name, key, ordered, found, fit, own) for fit, found in ways]
        match.findings += unplaced(table.name, joined, [pieces for _, pieces in ways])
    return used


def prints_blanks(row: Row) -> bool:
    """Whether no cell of a row holds a digit."""
    return not any(character.isdigit() for cell in row.values for character in cell.text)


def hides_number(row: Row, following: Sequence[Row], forms: Forms) -> bool:
    """Whether a number that is not read stands among the cells of a row or right behind them: its blanks are then not
    all that it says."""
    behind = following[0].labels[:1] if following and following[0].grid == row.grid else []
    return any(is_odd_number(cell.text, forms) for cell in (*row.labels, *behind))


def is_odd_number(text: str, forms: Forms) -> bool:
    """Whether a short text holds digits and no label, heading or piece of one."""
    plain, words = fold.plain(text).strip(), fold.skeleton(text)
    headings = forms.tables["article20"].words
    return len(plain) <= LONGEST_NUMBER and any(map(str.isdigit, plain)) and not forms.is_part_of_label(words) \
        and not (words and any(set(words) <= set(heading) for heading in headings))


def last_cell(row: Row) -> int:
    """The last place among the cells of a line; -1 where these are not known."""
    return max((*(row.positions or ()), *(row.label_positions or ())), default=-1)


def under_headings(printed: Sequence[Row], forms: Forms) -> tuple[set[int], set[str]]:
    """The grids with headings of the table, and the rows of the form printed in them: what another grid says under
    other headings, such as a count of what was published by kind, is not theirs."""
    headed = {row.grid for row in printed if row.drawn and any(column_of(cell.text, forms) for cell in row.labels)}
    stated = {key for row in printed if row.drawn and row.grid in headed and row.values and (key := hit(row, forms))}
    return headed, stated


def repeats(row: Row, forms: Forms) -> dict[int, int]:
    """Columns headed as the one before them → the first headed so: a merged cell is printed in each of its columns."""
    heads = {position: column for cell, position in labelled(row)
             if position is not None and (column := column_of(cell.text, forms))}
    found: dict[int, int] = {}
    for position, column in sorted(heads.items()):
        if heads.get(position - 1) == column:
            found[position] = found.get(position - 1, position - 1)
    return found


def without_repeats(row: Row, merged: dict[int, int]) -> Row:
    """The row without the cells that say once more what stands in the first column of their merged cell."""
    if not merged or row.positions is None:
        return row
    printed = {position: cell.text.strip() for position, cell in zip(row.positions, row.values, strict=True)}
    kept = [index for index, position in enumerate(row.positions)
            if position not in merged or printed[position] != printed.get(merged[position])]
    return replace(row, values=[row.values[index] for index in kept],
                   positions=[row.positions[index] for index in kept])


def leaves_blanks_out(printed: Sequence[Row], edition: str, forms: Forms) -> bool:
    """Whether some row of a text has fewer cells than columns: where blank ones are left out."""
    rows = [(row, forms.tables["article20"].columns_of(key, edition)) for row in printed if (key := hit(row, forms))]
    return any(row.positions is None and row.figures and not row.glued and len(row.values) < len(columns)
               for row, columns in rows)


def prints_nothing(printed: Sequence[Row], forms: Forms) -> bool:
    """Whether some row prints its label alone, so that where digits run together any cell may be blank."""
    labels = forms.tables["article20"].row_labels
    alone = {key for row in printed for cell in row.labels[: -1 if row.figures else None]
             for key in labels.get(fold.skeleton(cell.text), ())}
    return not alone.issubset({hit(row, forms) for row in printed if row.figures})


def is_whole_of_noughts(row: Row, width: int) -> bool:
    """Whether digits run together are as many noughts as there are columns: no number of them is longer."""
    return "".join(cell.text.strip() for cell in row.figures) == "0" * width


def is_of_two_lines(row: Row) -> bool:
    """Whether figures of a text stand below one another: then the lower ones may be the ends of those above."""
    return any(right <= left for left, right in pairwise(row.offsets))


def labelled(row: Row) -> list[tuple]:
    positions = row.label_positions or [None] * len(row.labels)
    return list(zip(row.labels, positions, strict=True))


def unit_of(text: str, forms: Forms) -> str | None:
    """The unit of money that a heading names."""
    plain = fold.plain(text)
    return next((unit for unit in forms.value_words.get("unit", ()) if unit in plain), None)
