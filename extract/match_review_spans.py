"""Where the review-and-litigation table stands among the printed rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract import fold, match_review_heads
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_headings import pattern
from extract.match_labels import SHORT
from extract.match_place import is_run_together
from extract.row import Row

GROUP = 5  # figures of one channel
LONGEST = 30  # characters of a cell of headings; running text is longer
CUT_HEADINGS = 3  # headings among the words of a row, where they are cut over several lines
REACH = 12  # printed rows from the first heading in which the figures must stand


def is_header(row: Row, forms: Forms) -> bool:
    """Whether a row's words hold headings that only this table prints, in cells of their own or cut over several."""
    table = forms.tables["review_litigation"]
    others = forms.tables["applications"].column_labels
    headings = sorted(set(table.row_labels) | {
        label for label in (*table.words, *table.column_labels) if len(label) >= SHORT and label not in others})
    if any(fold.skeleton(cell.text) in headings for cell in row.labels):
        return True
    return sum(label in row.label for label in headings) >= CUT_HEADINGS and not any(
        len(cell.text) > LONGEST and not is_of_words(cell, headings) for cell in row.labels)


def is_of_words(cell: Cell, headings: Collection[str]) -> bool:
    """Whether most of a cell are these headings, as where single blanks part those of one line."""
    words = fold.skeleton(cell.text)
    return 2 * sum(map(len, pattern(tuple(headings)).findall(words))) > len(words)


def spans(printed: Sequence[Row], forms: Forms, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From the first heading to the last row of figures, once for each time the headings begin anew."""
    table = forms.tables["review_litigation"]
    busy = {index for first, last in taken for index in range(first, last)}
    wanted = len(match_review_heads.addresses(table, forms.editions[-1]))
    found = False
    index = 0
    while index < len(printed):
        if index in busy or not is_header(printed[index], forms):
            index += 1
            continue
        if index and index - 1 not in busy and prints_all(printed[index - 1], wanted, forms):
            found = True
            yield index - 1, index + 1  # the headings stand below their figures
            index += 1
            continue
        last = index
        count = 0
        for following in range(index, min(index + REACH, len(printed))):
            row = printed[following]
            if following > index and (following in busy or ends(row, forms)):
                break
            if (row.figures or len(row.values) >= wanted or is_under_heads(row, printed[following - 1])
                    or is_blank_channel(row, table)):
                last = following
                count += printed_cells(row, wanted)
            if count >= wanted:
                break
        if count >= GROUP:
            found = True
            yield index, last + 1
        index = max(last, index) + 1
    if not found:
        yield from bare_rows(printed, busy, wanted, forms)


def is_under_heads(row: Row, above: Row) -> bool:
    """Whether a drawn row has a cell, blank or not, right below each of the headings above it."""
    return row.drawn and not row.labels and bool(row.positions) and row.positions == above.label_positions


def is_blank_channel(row: Row, table: TableForm) -> bool:
    """Whether a drawn row is that of a channel, all its results left blank."""
    return row.drawn and not row.figures and len(row.values) == table.width and bool(row.labels) \
        and fold.skeleton(row.labels[-1].text) in table.row_labels | table.headed


def figure_count(row: Row, wanted: int) -> int:
    """How many figures a row prints: where some run together, as many as digits."""
    together = row.glued or (not row.drawn and is_run_together(row.figures, wanted))
    return sum(len(cell.text.strip()) for cell in row.figures) if together else len(row.figures)


def prints_all(row: Row, wanted: int, forms: Forms) -> bool:
    """Whether a row prints just the figures of this table, or below the title of its section digits run together that
    may be they."""
    count = figure_count(row, wanted)
    return count == wanted or row.glued and count > wanted and any(is_title(cell, forms) for cell in row.labels)


def printed_cells(row: Row, wanted: int) -> int:
    """How many cells a row prints: its figures, and where it has all the table's cells the blanks too."""
    if row.glued:
        return figure_count(row, wanted)
    return len(row.values) if len(row.values) >= wanted else len(row.figures) or len(row.values)


def bare_rows(printed: Sequence[Row], busy: set[int], wanted: int, forms: Forms) -> Iterator[tuple[int, int]]:
    """A row of just this table's number of cells whose headings are lost or stand below it: no other has so many,
    but one of another table whose figures run together may have so many digits."""
    for index, row in enumerate(printed):
        behind_title = row.labels and is_title(row.labels[-1], forms)
        known = row.counted or is_of_lines(row, wanted)
        whole = row.figures and (behind_title or not row.labels) and len(row.values) == wanted and known
        if index not in busy and (whole or prints_all(row, wanted, forms)) and not ends(below_title(row, forms), forms):
            yield index, index + 1


def below_title(row: Row, forms: Forms) -> Row:
    """The row without the words up to the title of this table's section, before which other tables may be lost."""
    titles = [index for index, cell in enumerate(row.labels) if is_title(cell, forms)]
    return replace(row, labels=row.labels[titles[-1] + 1 :]) if titles else row


def is_title(cell: Cell, forms: Forms) -> bool:
    return forms.section(cell.text) == "review_litigation"


def is_of_lines(row: Row, wanted: int) -> bool:
    """Whether a text prints each of a row's cells, the empty ones too, on a line of its own, as many as the table has:
    no label of this row spans columns, so that no line of bars alone fills up what is lost."""
    return not row.drawn and len(row.values) == wanted == len({cell.place for cell in row.values})


def ends(row: Row, forms: Forms) -> bool:
    """Whether a row begins another section, table or running text."""
    others = [table for name, table in forms.tables.items() if name != "review_litigation"]
    return (
        any(forms.section(cell.text) not in (None, "review_litigation") for cell in row.labels)
        or row.is_prose and not is_header(row, forms)
        or any(len(label) >= SHORT and row.label.endswith(label) for table in others for label in table.row_labels)
    )
