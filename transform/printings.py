"""The rows a document prints, each as one: its printings brought together, and those that are not of one table."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from transform import cuts, numbers, orders, readings, unfilled
from transform.doubt import adds_up, misfits
from transform.identities import Edition
from transform.orders import Printed
from transform.readings import Option, Piece, Row, Rows, distinct, has_figures, says

Key = tuple[str, str | None]  # of ``Rows``
FITS = {"exact": readings.exact, "inferred": readings.inferred, "short": readings.short, "joined": cuts.joined}
LAST_PAGE = 99  # no report has more pages
LEAST_LINES = 5  # of a page of text, each cell on a line of its own
LINE = re.compile(r"line (\d+)")  # the place of a cell of text
RIVALS = 2  # rows that two printings give differently, each adding up by itself: they are two tables, not one


def assembled(edition: Edition, printed: Iterable[Printed], words: numbers.Vocabulary) -> tuple[Rows, list[Piece]]:
    """Printed rows as options by row of the form, and the pieces whose address the edition does not know."""
    printings: dict[Key, list[tuple[set[str], Row]]] = {}
    strays: list[Piece] = []
    run_together: set[Key] = set()
    printed = unfilled.placed(edition, orders.settled(edition, list(printed), words), words)
    loose = {one.table for one in printed if one.fit == "short"}
    for one in printed:
        cells = cells_of(edition, one)
        if not cells:
            strays += one.pieces
            continue
        key = (one.table, one.row_key)
        if one.fit == "joined":
            run_together.add(key)
        row = FITS[one.fit](edition, cells, one.pieces, words)
        if (one.table in loose or row.inferred) and may_hold_stray(edition, one, row):
            row = replace(readings.described(cells, one.pieces), complete=False)
        add(printings.setdefault(key, []), {piece.place for piece in one.pieces if piece.place}, row)
    apart = {key: [row for _, row in ways] for key, ways in printings.items()}
    rows = {key: reduce(merged, ways) for key, ways in apart.items()}
    rows |= {key: replace(row, options=[], complete=False) for key, row in rows.items() if misfits(edition, row)}
    for key in half_printed(apart):
        rows[key] = replace(rows[key], options=distinct([option for row in apart[key] for option in row.options]),
                            rival=True)
    for key in rivals(edition, apart):
        rows[key] = replace(rows[key], rival=True)
    # Where no cutting makes a row add up, blank cells were dropped in its table: no row's cutting is sure to be whole.
    unsure = {key[0] for key in run_together if not rows[key].options}
    rows |= {key: replace(rows[key], options=[], complete=False) for key in run_together if key[0] in unsure}
    rows |= {key: replace(rows[key], options=list(filter(is_filled, rows[key].options)))
             for key in run_together if writes_noughts(rows, key[0])}
    return united(rows), strays


def may_hold_stray(edition: Edition, printed: Printed, row: Row) -> bool:
    """Whether a row with something in every cell, each on a line of its own, does not add up, or stands in no sum and
    prints what may be the number of a page: where other rows of its table leave blank cells out, so may it, and have
    such a number in the place of one."""
    places = {piece.place for piece in printed.pieces}
    if not printed.placed or len(places) < len(printed.pieces) or not all(map(is_filled, row.options)):
        return False
    if edition.matrix[:, row.cells].any():
        return len(places) > 1 and not adds_up(edition, row)
    return any(0 < (reading.value or 0) <= last_page(reading.place or "")
               for option in row.options for reading in option.values())


def last_page(place: str) -> int:
    """The highest number that the page of a place may bear."""
    line = LINE.fullmatch(place)
    return min(LAST_PAGE, 1 + int(line[1]) // LEAST_LINES) if line else LAST_PAGE


def writes_noughts(rows: Rows, table: str) -> bool:
    """Whether the author of a table writes a nought where there is nothing: one is printed, and no row shows that a
    cell was left empty."""
    own = [row.options for key, row in rows.items() if key[0] == table]
    written = any(reading.value == 0 for options in own if len(options) == 1 for reading in options[0].values())
    return written and all(any(map(is_filled, options)) for options in own)


def is_filled(option: Option) -> bool:
    """Whether a number or a mark stands in every cell."""
    return all(reading.kind != "lost" and (reading.kind != "blank" or (reading.text or "").strip())
               for reading in option.values())


def cells_of(edition: Edition, printed: Printed) -> list[int]:
    """The cells that a printed row may fill; none where the edition does not have it."""
    if printed.row_key is None:
        return [cell for cell in range(edition.form_size) if edition.cells[cell].table == printed.table]
    return printed.cells(edition)


def add(printings: list[tuple[set[str], Row]], places: set[str], row: Row) -> None:
    """Take a row into the printings of it: pieces that share a place with one of them are of that one, of which nothing
    is known where one way to read it leaves everything open."""
    for index, (known, other) in enumerate(printings):
        if known & places or not places:
            both = merged(other, row)
            is_open = any(not (one.options or one.complete) for one in (other, row))
            printings[index] = (known | places, replace(both, options=[]) if is_open else both)
            return
    printings.append((places, row))


def merged(first: Row, other: Row) -> Row:
    """One row out of two printings of it within a document: either may be right.

    A lost cell says nothing, nor does a row of empty cells beside one with figures (its label printed twice).
    """
    options = [*first.options, *other.options]
    if any(has_figures(option) for option in options):
        options = [option for option in options if says_something(option)]
    if len(options) == 2:
        left, right = options
        pairs = [(left[cell], right[cell]) for cell in first.cells]
        if all(one.says == two.says or "lost" in (one.kind, two.kind) for one, two in pairs):
            options = [{cell: two if one.kind == "lost" else one
                        for cell, (one, two) in zip(first.cells, pairs, strict=True)}]
    return replace(first, options=distinct(options), complete=first.complete and other.complete,
                   plain=first.plain and other.plain, inferred=first.inferred or other.inferred,
                   ways=max(first.ways, other.ways), lone=first.lone and other.lone)


def says_something(option: Option) -> bool:
    """Whether a row prints figures, or in any cell a mark or a word for none."""
    return has_figures(option) or any(reading.kind == "blank" and (reading.text or "").strip()
                                      for reading in option.values())


def united(rows: Rows) -> Rows:
    """The rows where a table whose pieces run over all its rows takes the place of those rows."""
    rows = dict(rows)
    for table in [table for table, row_key in rows if row_key is None]:
        whole = rows[table, None]
        apart = [rows.pop(key) for key in list(rows) if key[0] == table and key[1] is not None]
        if apart and all(len(row.options) == 1 for row in apart):
            option = dict.fromkeys(whole.cells, readings.LOST)
            for row in apart:
                option |= row.options[0]
            rows[table, None] = merged(whole, Row(whole.cells, [option]))
    return rows


def rivals(edition: Edition, printings: Mapping[tuple, list[Row]]) -> set[tuple]:
    """The rows printed more than once and differently, where the printings are not of one table.

    Told by several rows each of whose printings adds up: damage leaves no sums that hold. Which of two whole tables
    is the report's no sum can tell; nor can the one sum of a row that stands in no other.
    """
    differing = {key: rows for key, rows in printings.items() if len(rows) > 1 and len(one_says(rows)) > 1}
    sound = [key for key, rows in differing.items() if all(adds_up(edition, row) for row in rows)]
    return {key for key, rows in differing.items() if len(sound) >= RIVALS or not edition.across[rows[0].cells].any()}


def half_printed(printings: Mapping[tuple, list[Row]]) -> set[tuple]:
    """The rows with figures in one printing and none in another, of tables that stand twice in a document.

    The figures may be those of another year, and the report's own row is blank or lost. A table stands twice where
    several of its rows print figures twice: a page break repeats one row at most.
    """
    printed = {key: [any(map(has_figures, row.options)) for row in rows] for key, rows in printings.items()}
    twice = Counter(key[0] for key, found in printed.items() if sum(found) > 1)
    return {key for key, found in printed.items() if twice[key[0]] >= RIVALS and any(found) and not all(found)}


def one_says(rows: list[Row]) -> set[frozenset]:
    """What the printings say, those without a figure left out."""
    return {frozenset(map(says, row.options)) for row in rows if any(map(has_figures, row.options))}
