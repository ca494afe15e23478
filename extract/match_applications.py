"""The applications table: where it stands among the printed rows, and the readings of its rows.

Labels decide which row of the form a printed row is; figures are counted from the right.
"""

from collections.abc import Iterator, Sequence

from extract import fold, match_labels, match_review_spans
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_columns import Columns, learn, settled
from extract.match_figures import (
    blanks_dropped,
    claimed_twice,
    emptied,
    is_blank_beside_figures,
    is_only,
    join_below,
    loose_figures,
    unplaced,
    with_halves_joined,
    with_values,
)
from extract.match_labels import LIKELY, SURE
from extract.match_lost import beside_vacancy, evened, fill_by_position, parted
from extract.match_place import completed, place
from extract.match_result import Match, RowReading
from extract.row import Row

REACH = 3  # printed rows beyond the last labelled one that may still belong to the table, and more with its figures


def spans(printed: Sequence[Row], forms: Forms) -> list[tuple[int, int]]:
    """Where applications tables stand: first row and past-the-last, one for each time the form begins anew."""
    titles = match_labels.titles_of(printed, "applications", forms)
    found = list(stretches(printed, forms, titles))
    return match_labels.in_section(found, printed, forms.tables["applications"], titles, forms)


def stretches(printed: Sequence[Row], forms: Forms, titles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every stretch that may be such a table; none goes on beyond the title of its section or of one behind it."""
    table = forms.tables["applications"]
    ends = sorted([*titles, *match_labels.titles_of(printed, "after", forms)])
    rank = {key: index for index, key in enumerate(table.rows)}
    hits: list[tuple[int, int]] = []
    beyond = False  # past the headings of the next table, whose last heading is also the label of a row here
    for index, row in enumerate(printed):
        found = {key: score for key, score in match_labels.scores(row, table).items() if score >= SURE}
        key = max(found, key=found.get, default=None)
        heads = match_review_spans.is_header(row, forms)
        beyond = (beyond and index not in titles or heads) and not (key and rank[key] < 2)
        telling = row.figures or (len(row.label) >= 8 and not is_header(row, table))
        if key and telling and not beyond:
            hits.append((index, rank[key]))
    known = {index for index, _ in hits}
    groups: list[list[tuple[int, int]]] = []
    for hit in hits:
        far = groups and hit[0] - groups[-1][-1][0] > len(table.rows)
        again = groups and hit[1] <= 1 and max(rank for _, rank in groups[-1]) > hit[1] + 2
        if not groups or far or again or match_labels.title_between(ends, groups[-1][-1][0], hit[0]) is not None:
            groups.append([])
        groups[-1].append(hit)
    for group in groups:
        if len(group) < 2 and not any(printed[index].figures for index, _ in group):
            continue
        first = group[0][0]
        while first and group[0][0] - first < 6 and (
            is_header(printed[first - 1], table) or match_labels.scores(printed[first - 1], table)
            or printed[first - 1].drawn and len(printed[first - 1].values) == table.width
        ):
            first -= 1
        last = group[-1][0] + 1
        while last < len(printed) and last not in titles and not ends_table(printed[last], forms) and (
            last - group[-1][0] <= REACH or len(printed[last].figures) == table.width and last not in known
        ):
            last += 1
        yield first, last


def is_header(row: Row, table: TableForm) -> bool:
    """A heading row of the table: column labels and headings, the last of them no label of a row printed blank, which
    bears a number where it heads a column as well."""
    skeletons = [fold.skeleton(cell.text) for cell in row.labels]
    names_row = skeletons[-1:] and skeletons[-1] in table.row_labels and (
        skeletons[-1] not in table.column_labels or is_numbered(row))
    return not row.figures and not names_row and any(
        skeleton in table.column_labels or skeleton in table.words for skeleton in skeletons
    )


def is_numbered(row: Row) -> bool:
    """Whether the last label of a row bears a number, in its own cell or in one that holds no more."""
    *before, last = row.labels
    own = bool(before) and not fold.skeleton(before[-1].text)
    return bool(fold.number(last.text) or own and fold.number(before[-1].text))


def ends_table(row: Row, forms: Forms) -> bool:
    """Whether a row begins something else: a section, another table, running text."""
    return (
        any(fold.skeleton(cell.text) in forms.sections for cell in row.labels)
        or match_review_spans.is_header(row, forms)
        or any(match_labels.scores(row, forms.tables["article20"]).get(key, 0) >= SURE
               for key in forms.tables["article20"].rows)
        or (not row.values and len(row.label) > 40)
    )


def read(match: Match, printed: Sequence[Row], first: int, last: int, forms: Forms) -> set[int]:
    """Add the readings of one such table; the indices of the rows that gave one."""
    table = forms.tables["applications"]
    keys = tuple(table.columns_of(table.rows[0], forms.editions[-1]))
    joined = [join_below(printed, index, last) for index in range(first, last)]
    places = {
        number: learn([row for row in joined if row.grid == number], keys, table.column_labels, table.groups)
        for number in {row.grid for row in joined}
    }
    match.astray = match.astray or any(columns.order.doubtful for columns in places.values())
    match.packed = match.packed or any(columns.lines.packed for columns in places.values())
    match.spaced = match.spaced or not any(columns.order.named for columns in places.values())
    stretch = [settled(row, places[row.grid].positions, lambda cell: is_label(cell, table)) for row in joined]
    stretch = evened(with_halves_joined(stretch, table), table)
    chosen = chosen_rows(match, stretch, forms)
    header = next((columns for columns in places.values() if columns.order.keys != keys), None)
    unknown = header is None and any(columns.order.unknown for columns in places.values())
    dropped = blanks_dropped(printed[first:last], table)
    used = set()
    for index, (row, key) in enumerate(zip(stretch, chosen, strict=True)):
        took_below = joined[index] is not printed[first + index]
        if key is None:
            if joined[index].figures and not row.figures:
                used.add(first + index)  # they went to the row above
            continue
        used.add(first + index)
        if took_below:
            used.add(first + index + 1)
        if not row.values and not is_only(chosen, index, key):
            continue
        loose = [] if took_below else loose_figures(stretch, chosen, index, forms)
        twice = claimed_twice(stretch, chosen, index) and beside_vacancy(forms, chosen, key)
        above = stretch[index - 1] if index and row.drawn and chosen[index - 1] is None else Row()
        cut = is_blank_beside_figures(row, above)  # they may be its own, cut off with the first line of its label
        if len(loose) > 1 or twice or unknown or cut or (row.glued and dropped):
            row = emptied(row)
        columns = places[row.grid]
        order = (header if header and (columns.positions or not columns.order.named) else columns).order.keys
        ways = place(row, columns)
        if len(loose) == 1 and ways[0][0] == "exact":
            ways += [("exact", found) for found in completed(ways[0][1], loose[0].text)]
        below = stretch[index + 1] if index + 1 < len(stretch) and chosen[index + 1] is None else Row()
        if below.grid == row.grid and is_blank_beside_figures(row, below):
            used.add(first + index + 1)
            ways += place(with_values(row, below), columns)
        if order != keys:
            ways = [whole(way, order) for way in ways]
        match.readings += in_columns(key, order, columns, ways)
        match.findings += unplaced(table.name, stretch[index], [pieces for _, pieces in ways])
    known = {index: key for index, key in enumerate(chosen) if key}
    match.parted += parted(match, table, stretch, {index - first for index in used}, known, forms)
    return used


def is_label(cell: Cell, table: TableForm) -> bool:
    """Whether a cell by itself is surely the label of a row."""
    return max(match_labels.scores(Row([cell]), table, wrapped=False).values(), default=0) >= SURE


def chosen_rows(match: Match, stretch: list[Row], forms: Forms) -> list[str | None]:
    """Which row of the form each printed row is, by its label or, where that leaves one choice, by its position."""
    table = forms.tables["applications"]
    scored = [{} if is_header(row, table) and len(row.labels) > 1 else found
              for row, found in zip(stretch, match_labels.all_scores(stretch, table), strict=True)]
    chosen = [key if key and found[key] >= LIKELY else None
              for key, found in zip(match_labels.chain(scored, table.rows), scored, strict=True)]
    fill_by_position(match, stretch, chosen, scored, forms)
    return chosen


def in_columns(key: str, order: Sequence[str], columns: Columns, ways: Sequence[tuple]) -> Iterator[RowReading]:
    """The readings of one row, each in the columns as headed and, where the headings may be astray, in the form's.

    Where they name the total before all others, that is as often a slip of a text: then it may be the last one too,
    and is in a row that prints a figure in its last column; its sum tells if it is not.
    """
    for fit, pieces in ways:
        orders = [order, *([columns.order.other] if columns.order.other else [])]
        if columns.order.other and columns.order.other[0] == order[-1]:
            orders.append((*columns.order.other[1:], order[-1]))
            if has_digit(pieces[-1][0]):
                orders.remove(columns.order.other)
        orders = list(dict.fromkeys(orders))
        if len(orders) == 1 or not any(text for text, _ in pieces):
            yield RowReading("applications", key, order, pieces, fit)
            continue
        fit, pieces = whole((fit, pieces), order)
        yield from (RowReading("applications", key, one, pieces, fit) for one in orders)


def whole(way: tuple, order: Sequence[str]) -> tuple:
    """A way to read a row whose columns are not in the form's order: figures whose columns are open have lost their
    order with them."""
    fit, pieces = way
    return way if fit == "exact" else ("exact", tuple((None, pieces[0][1]) for _ in order))


def has_digit(text: str | None) -> bool:
    return any(character.isdigit() for character in text or "")
