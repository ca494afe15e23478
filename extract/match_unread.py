"""Rows of the form that are not read though something of them is printed: lost to the reader, not left out by the
author."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from extract import fold, match_labels
from extract.form import Forms, TableForm
from extract.line_layout import LONGEST_LABEL
from extract.match_labels import SHORT, STRAY
from extract.match_lost import whole_label
from extract.match_result import Match, RowReading
from extract.row import Row

LEAST_LEFT = 2  # figures of one line; one alone may be the number of a page


def parted(match: Match, table: TableForm, printed: Sequence[Row], used: Set[int], chosen: Mapping[int, str],
           forms: Forms) -> Iterator[tuple[str, str, str]]:
    """The rows of the form on both sides of figures that are of no row, or of those of a row which holds more of them
    than it has columns: the table with the two rows.

    ``printed`` the rows of one table, ``used`` those of them that are read, ``chosen`` the rows of the form they are.
    """
    for first, second in pairwise(sorted(chosen)):
        before, after = chosen[first], chosen[second]
        order = [table.columns_of(key, match.edition or "") for key in table.rows]
        widths = [len(columns) for columns in order[table.rows.index(before) :]]
        between = widths[1 : max(1, table.rows.index(after) - table.rows.index(before))]
        unread = [printed[index] for index in range(first + 1, second) if index not in used]
        if between and (len(printed[first].figures) > widths[0] or any(
                len(row.figures) >= min(LEAST_LEFT, *between) or row.figures and is_unknown(row, forms)
                or is_blank_row(row, table) for row in unread)):
            yield table.name, before, after


def is_blank_row(row: Row, table: TableForm) -> bool:
    """Whether a row prints the cells of all columns without a label, each of them blank."""
    shown = row.drawn or row.counted or row.positions is not None
    return shown and not row.labels and not row.figures and len(row.values) >= table.width


def is_unknown(row: Row, forms: Forms) -> bool:
    """Whether the words before a row's figures are no label, nor a piece of one."""
    words = fold.skeleton(row.labels[-1].text) if row.labels else ""
    return 0 < len(words) <= LONGEST_LABEL and not forms.is_part_of_label(words)


def perhaps_printed(match: Match, forms: Forms) -> Iterator[RowReading]:
    """The rows of the edition not read where such figures stand: these may be theirs, so that they are lost to the
    reader, not left out by the author."""
    for name, before, after in match.parted:
        table = forms.tables[name]
        order = [row for row in table.rows if (match.edition, row) in table.columns]
        between = order[order.index(before) + 1 : order.index(after)] if {before, after} <= {*order} else []
        yield from lost(match, table, between)


def lost(match: Match, table: TableForm, rows: Sequence[str]) -> Iterator[RowReading]:
    """Readings without a text for those of some rows that have none, nor has the group they stand in."""
    read = {reading.row_key for reading in match.readings if reading.table == table.name}
    for row in rows:
        if not {row, row.rpartition(".")[0]} & read:
            columns = tuple(table.columns_of(row, match.edition))
            yield RowReading(table.name, row, columns, ((None, ""),) * len(columns), "exact")


def named(match: Match, spans: Sequence[tuple[str, Sequence[Row]]], forms: Forms) -> Iterator[RowReading]:
    """The rows of the edition not read, between rows that are, whose whole label is printed without figures, in one
    cell or over several, words of other columns between its lines. ``spans`` each table with its printed rows."""
    for name in dict(spans):
        table = forms.tables[name]
        order = [row for row in table.rows if (match.edition, row) in table.columns]
        read = {reading.row_key for reading in match.readings if reading.table == name}
        present = [index for index, row in enumerate(order) if row in read]
        between = order[present[0] : present[-1]] if present else []
        if not {*between} - read:
            continue
        rows = [row for one, rows in spans if one == name for row in rows]
        labels = {cell.text: cell for row in rows for cell in row.labels}
        words = "".join(row.label for row in rows)
        whole = [label for label in table.row_labels if len(label) >= SHORT and stands_in(label, words)]
        cells = {whole_label(cell, table) for cell in labels.values()}
        printed = cells.union(*(table.row_labels[label] for label in whole))
        yield from lost(match, table, [row for row in between if row in printed])


def stands_in(label: str, words: str) -> bool:
    """Whether a label is printed among the words of a table: its beginning, and the rest not far below that."""
    return any(match_labels.strays_within(label, words[found.start():], STRAY) is not None
               for found in re.finditer(re.escape(label[:SHORT]), words))
