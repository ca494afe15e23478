"""Rows of the form that are not read though something of them is printed: lost to the reader, not left out by the
author."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Protocol

from extract import fold, match_labels
from extract.form import Forms, TableForm
from extract.line_layout import LONGEST_LABEL
from extract.match_labels import SHORT, STRAY
from extract.match_lost import whole_label
from extract.match_result import Match, RowReading
from extract.row import Row

LEAST_LEFT = 2  # figures of one line; one alone may be the number of a page


class Span(Protocol):
    """A stretch of printed rows read as one table: its first row, the one past its last, and its readings."""

    first: int
    last: int
    readings: list[RowReading]


def across(table: str, spans: Sequence[Span], printed: Sequence[Row], used: Set[int]) -> Iterator[tuple[str, str, str]]:
    """The rows of the form on both sides of figures that are of no row, where these part two stretches of a table:
    the table with the two rows."""
    read = sorted((span for span in spans if span.readings), key=lambda span: span.first)
    for upper, lower in pairwise(read):
        last = max((index for index in used if upper.first <= index < upper.last), default=upper.last)
        first = min((index for index in used if lower.first <= index < lower.last), default=lower.first)
        unread = (printed[index] for index in range(last + 1, first) if index not in used)
        if any(len(row.figures) >= LEAST_LEFT for row in unread):
            yield table, upper.readings[-1].row_key, lower.readings[0].row_key


def parted(match: Match, table: TableForm, printed: Sequence[Row], used: Set[int], chosen: Mapping[int, str],
           forms: Forms) -> Iterator[tuple[str, str, str]]:
    """The rows of the form on both sides of figures that are of no row, of those of a row which holds more of them
    than it has columns, or of the label of one between them with other letters in it: the table with the two rows.

    ``printed`` the rows of one table, ``used`` those of them that are read, ``chosen`` the rows of the form they are.
    """
    widths = {key: len(table.columns_of(key, match.edition)) for key in table.rows}
    for first, second in pairwise(sorted(chosen)):
        before, after = chosen[first], chosen[second]
        between = table.rows[table.rows.index(before) + 1 : table.rows.index(after)]
        unread = [printed[index] for index in range(first + 1, second) if index not in used]
        if between and (len(printed[first].figures) > widths[before] or spell(unread, between, table) or any(
                len(row.figures) >= min(LEAST_LEFT, *(widths[key] for key in between))
                or row.figures and is_unknown(row, forms) or is_blank_row(row, table) for row in unread)):
            yield table.name, before, after


def is_blank_row(row: Row, table: TableForm) -> bool:
    """Whether a row prints the cells of all columns without a label, each of them blank."""
    shown = row.counted or row.positions is not None
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
        order = table.rows_of(match.edition)
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
        order = table.rows_of(match.edition)
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


def spell(unread: Sequence[Row], keys: Sequence[str], table: TableForm) -> bool:
    """Whether the letters of the label of one of some rows of the form are printed in their order, among others that
    were woven into them: such a row is damaged, not left out."""
    words = "".join(fold.skeleton(cell.text) for row in unread for cell in (*row.labels, *row.values))
    return any(is_woven_into(label, words) for label in labels_of(keys, table) if len(label) >= SHORT)


def is_woven_into(label: str, words: str) -> bool:
    """Whether the letters of a label follow one another in the words, others between them or none."""
    rest = iter(words)
    return all(letter in rest for letter in label)


def goes_on(row: Row, below: Row, key: str, table: TableForm) -> bool:
    """Whether a row with figures begins with the rest of the label of one above it, which has cells of its own, or ends
    that label: both are one row, cut maybe within its numbers, and whose a figure is cannot be told."""
    if not (row.labels and row.values and below.labels and below.figures):
        return False
    above, ending = row.labels[-1].text, below.labels[-1].text
    own, rest = fold.skeleton(above), fold.skeleton(ending)
    return is_open(above) and is_closing(ending) or bool(own and rest) and any(
        label.startswith(own + rest) or is_cut_label(label, own, rest) for label in labels_of([key], table))


def is_open(text: str) -> bool:
    """Whether a remark begins in a label and does not end in it."""
    return fold.plain(text).count("(") > fold.plain(text).count(")")


def is_closing(text: str) -> bool:
    """Whether a remark ends in a label that does not begin in it."""
    return fold.plain(text).count(")") > fold.plain(text).count("(")


def is_cut_label(label: str, start: str, end: str) -> bool:
    """Whether two pieces are the beginning and the end of a label, which may lack its middle."""
    is_long = min(len(start), len(end)) >= SHORT and len(start + end) <= len(label)
    return is_long and label.startswith(start) and label.endswith(end)


def labels_of(keys: Sequence[str], table: TableForm) -> list[str]:
    """The ways in which the labels of some rows of the form are printed."""
    return [label for label, rows in table.row_labels.items() if not rows.isdisjoint(keys)]
