"""The headings of the review-and-litigation table: which channel and result each of its fifteen columns stands for."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract import fold
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_labels import SHORT
from extract.row import Row

LEAST_BEGUN = 3  # characters of a channel's name that wraps which tell it from the others

Address = tuple[str, str]  # row and column of the form


def addresses(table: TableForm, edition: str) -> list[Address]:
    """The cells of the table in the form's order."""
    return [(row, column) for row in table.rows for column in table.columns_of(row, edition)]


def headed(stretch: Sequence[Row], positions: Sequence[int], table: TableForm, edition: str) -> list[Address] | None:
    """The cells that a drawn table's headings name over these grid columns; None where they do not name them all,
    each once."""
    heads = [row for row in stretch if row.labels and not row.figures]
    found = [over(heads, position, table) for position in positions]
    return found if sorted(found) == sorted(addresses(table, edition)) else None


def headed_parts(stretch: Sequence[Row], table: TableForm, edition: str) -> dict[Address, Cell] | None:
    """The cells of a table drawn in parts, each a row of figures right below its own headings, blank ones too;
    None where they do not name every cell of the form once."""
    found: dict[Address, Cell] = {}
    heads: list[Row] = []
    for above, row in pairwise([Row(), *stretch]):
        if not row.drawn or row.grid != above.grid:
            heads = []
        if row.labels and not row.figures:
            heads.append(row)
        elif heads and heads[-1] is above and row.positions and row.positions == above.label_positions:
            named = {over(heads, cell.column, table): cell for cell in row.values}
            if len(named) < len(row.values) or named.keys() & found.keys():
                return None
            found |= named
            heads = []
        elif row.figures:
            return None
    return found if found.keys() == set(addresses(table, edition)) else None


def over(heads: Sequence[Row], position: int, table: TableForm) -> Address:
    """The channel and the result that stand over a column; '' for what no heading tells.

    A merged heading stands at its first column: it reaches to the next heading of its row, and those below it begin
    within it.
    """
    begin, channel, result = 0, "", ""
    for row in heads:
        within = [(cell.column, fold.skeleton(cell.text)) for cell in row.labels if begin <= cell.column <= position]
        if not within:
            continue
        begin, word = max(within)
        channel = sole(table.row_labels.get(word, ())) or table.headed.get(word, channel)
        result = table.column_labels.get(word, "") if begin == position else result
    return channel, result


def sole(keys: set[str]) -> str:
    return next(iter(keys)) if len(keys) == 1 else ""


def other_order(stretch: Sequence[Row], forms: Forms, edition: str) -> bool:
    """Whether the headings name the columns in another order than the form's, as far as they name them."""
    table = forms.tables["review_litigation"]
    titles = [title for title, name in forms.sections.items() if name == table.name]
    wanted = [column for _, column in addresses(table, edition)]
    words = [[word for cell in row.labels if not ends_title(word := fold.skeleton(cell.text), titles)]
             for row in stretch]
    results = [[table.column_labels.get(word) for word in row] for row in words]
    named = [column for row in results for column in row if column]
    if len(named) == len(wanted) and named != wanted:
        return True
    if any(len(row) == len(wanted) < 2 * (len(row) - row.count(None))
           and any(column not in (None, want) for column, want in zip(row, wanted, strict=True)) for row in results):
        return True
    places = [list(dict.fromkeys(ranks(row, table))) for row in words]  # a heading may go on below the next one
    return any(row != sorted(row) for row in places)


def ends_title(word: str, titles: Sequence[str]) -> bool:
    """Whether a word is the last line of a section's title that wraps."""
    return len(word) >= SHORT and any(title.endswith(word) for title in titles)


def ranks(words: Sequence[str], table: TableForm) -> Iterator[int]:
    """The places in the form's order of the channels and groups of channels that words name, or the first line of a
    name that wraps."""
    order = list(dict.fromkeys(fold.skeleton(part) for key in table.rows for part in table.paths[key]))
    for word in words:
        key = sole(table.row_labels.get(word, ()))
        begun = [name for name in order if len(word) >= LEAST_BEGUN and name.startswith(word)]
        name = fold.skeleton(table.paths[key][-1]) if key else next(
            filter(word.startswith, order), next(iter(begun), None))
        if name:
            yield order.index(name)
