"""Grids and lines × form → readings with their place, and everything inside a statutory table that found none.

Labels decide which row of the form a printed row is; position helps only where it leaves one possibility. The
edition is told from the headings, never from the year. Nothing here reads a number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract import (
    fold,
    match_applications,
    match_applications_spans,
    match_article20,
    match_article20_spans,
    match_counted,
    match_review,
    match_review_spans,
    match_several,
    match_unread,
    match_woven,
    rows,
)
from extract.cells import Judge
from extract.form import Forms
from extract.grid import Content
from extract.lines import Cutter
from extract.match_edition import Editions
from extract.match_result import Finding, Match, RowReading
from extract.row import Row

APPLICATIONS, REVIEW, ARTICLE20 = "applications", "review_litigation", "article20"
READERS = {APPLICATIONS: match_applications.read, REVIEW: match_review.read, ARTICLE20: match_article20.read}


@dataclass
class Span:
    """A stretch of printed rows that is a table of the form: its ``first`` row, the one past its ``last``, and the
    ``readings`` it gave."""

    table: str
    first: int
    last: int
    readings: list[RowReading] = field(default_factory=list)

    def rows(self, printed: Sequence[Row]) -> Sequence[Row]:
        return printed[self.first : self.last]


class Matcher:
    """Matches documents to the form; holds the lookups built once from the forms."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.judge = Judge(forms)
        self.cutter = Cutter(forms, self.judge)
        self.editions = Editions(forms)
        marks = rf"[\s\-—–·./()\d{''.join(sorted(forms.page_words))}]*"
        self.page_number = re.compile(rf"(?!.*\d{{5}}){marks}")

    def readings(self, content: Content) -> Match:
        """All readings of one document, with its edition and findings."""
        printed = rows.rows(content, self.forms, self.judge, self.cutter)
        match = self.matched(printed)
        anew = match_several.begins_anew(printed, self.forms)
        if anew is not None:
            match.several = match_several.differ(self.matched(printed[:anew]), self.matched(printed[anew:]))
        return match

    def matched(self, printed: Sequence[Row]) -> Match:
        """The readings of printed rows."""
        match = Match()
        printed = list(match_woven.unwoven(printed, self.forms.tables["applications"]))
        printed = match_counted.counted(printed, self.forms)
        used: set[int] = set()
        spans = self.spans(printed)
        for span in spans:
            if span.table != ARTICLE20:  # whose columns depend on the edition
                used |= self.read(match, printed, span)
        match.edition = self.editions.told([row for span in spans for row in span.rows(printed)], match)
        for span in spans:
            if span.table == ARTICLE20:
                used |= self.read(match, printed, span)
            match.findings += self.leftovers(span, printed, used)
        tables = [span for span in spans if span.table == APPLICATIONS]
        match.parted += match_unread.across(APPLICATIONS, tables, printed, used)
        alone = [span for span in spans if span.table != REVIEW]  # each row of the form is a row of theirs
        match.readings += [*match_unread.perhaps_printed(match, self.forms),
                           *match_several.unprinted([span.readings for span in alone])]
        match.readings += match_unread.named(match, [(span.table, span.rows(printed)) for span in alone], self.forms)
        match.spaced = match.spaced or match.astray or any(printed[index].spaced for index in used)
        match.stacked = any(printed[index].stacked for index in used)
        if not match.readings:
            match.edition = None
        return match

    def spans(self, printed: Sequence[Row]) -> list[Span]:
        """The stretches of printed rows that are tables, by table."""
        found = [Span(APPLICATIONS, *edges) for edges in match_applications_spans.spans(printed, self.forms)]
        taken = [(span.first, span.last) for span in found]
        found += [Span(REVIEW, *edges) for edges in match_review_spans.spans(printed, self.forms, taken)]
        busy = {index for span in found for index in range(span.first, span.last)}
        return [*found, *(Span(ARTICLE20, *edges) for edges in match_article20_spans.spans(printed, self.forms, busy))]

    def read(self, match: Match, printed: Sequence[Row], span: Span) -> set[int]:
        """Add the readings of one table; the indices of the rows that gave one."""
        before = len(match.readings)
        used = READERS[span.table](match, printed, span.first, span.last, self.forms)
        match.readings[before:] = self.editions.sure(match, span.rows(printed), match.readings[before:])
        span.readings += match.readings[before:]
        return used

    def rows_read(self, match: Match) -> int:
        """How many cells of the form have a text or a printed blank for certain."""
        return len({(reading.table, reading.row_key, column) for reading in match.readings if reading.placed
                    for column, (text, _) in zip(reading.column_keys, reading.pieces, strict=True)
                    if text is not None})

    def is_whole(self, match: Match) -> bool:
        """Whether every row that its edition prints was found, each figure in its column."""
        if match.edition is None or not all(reading.placed for reading in match.readings):
            return False
        read = {(reading.table, reading.row_key) for reading in match.readings
                if all(text is not None for text, _ in reading.pieces)}
        wanted = ((table.name, row) for table in self.forms.tables.values() for row in table.rows_of(match.edition))
        # a group printed as one row stands for the items below it
        return all(address in read or (address[0], address[1].rpartition(".")[0]) in read for address in wanted)

    def leftovers(self, span: Span, printed: Sequence[Row], used: set[int]) -> list[Finding]:
        """Texts inside a table that are neither label nor reading."""
        found = []
        inside = [index for index in range(span.first, span.last) if index in used]
        for index in range(span.first, max(inside, default=span.first) + 1):
            row = printed[index]
            if index in used:
                continue
            titles = [place for place, cell in enumerate(row.labels, 1)
                      if self.forms.section(cell.text) == span.table]
            for cell in (*row.labels[max(titles, default=0):], *row.figures):  # before its title is before the table
                if self.forms.is_part_of_label(fold.skeleton(cell.text)):
                    continue
                numbers_page = not row.figures[1:] and self.page_number.fullmatch(fold.plain(cell.text).strip())
                found.append(Finding("page_number" if numbers_page else "leftover", span.table, cell.text, cell.place))
        return found
