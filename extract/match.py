"""Grids and lines × form → readings with their place, and everything inside a statutory table that found none.

Labels decide which row of the form a printed row is; position helps only where it leaves one possibility. The
edition is told from the headings, never from the year. Nothing here reads a number.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract import (
    fold,
    match_applications,
    match_applications_spans,
    match_article20,
    match_counted,
    match_lost,
    match_review,
    match_review_spans,
    match_several,
    match_woven,
    rows,
)
from extract.cells import Judge, is_empty
from extract.form import Forms
from extract.grid import Content
from extract.line_layout import LONGEST_LABEL
from extract.lines import Cutter
from extract.match_result import Finding, Match, RowReading
from extract.row import Row

UNCLEAR = "edition_unclear"
LEAST_TELLING = 4  # characters of a label that tells the edition; a shorter one stands in other words too


class Matcher:
    """Matches documents to the form; holds the lookups built once from the forms."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.judge = Judge(forms)
        self.cutter = Cutter(forms, self.judge)
        self.telling = sorted((label for label in forms.telling if len(label) >= LEAST_TELLING), key=len, reverse=True)
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
        spans: list[tuple[str, int, int]] = []
        stretches: list[list[RowReading]] = []
        for first, last in match_applications_spans.spans(printed, self.forms):
            spans.append(("applications", first, last))
            before = len(match.readings)
            used |= match_applications.read(match, printed, first, last, self.forms)
            stretches.append(match.readings[before:])
        edges = [(first, last) for _, first, last in spans]
        for first, last in match_review_spans.spans(printed, self.forms, edges):
            spans.append(("review_litigation", first, last))
            used |= match_review.read(match, printed, first, last, self.forms)
        taken = {index for _, first, last in spans for index in range(first, last)}
        for first, last in match_article20.spans(printed, self.forms, taken):
            spans.append(("article20", first, last))
        match.edition = self.edition(printed, spans, match)
        for table, first, last in spans:
            if table == "article20":
                before = len(match.readings)
                used |= match_article20.read(match, printed, first, last, self.forms)
                unclear = any(finding.kind == UNCLEAR for finding in match.findings)
                if unclear and self.editions_told(printed[first:last]) != {match.edition}:
                    match.readings[before:] = [self.of_any_edition(reading) for reading in match.readings[before:]]
                stretches.append(match.readings[before:])
            match.findings += self.leftovers(table, printed, first, last, used)
        match.readings += [*match_lost.perhaps_printed(match, self.forms), *match_several.unprinted(stretches)]
        tables = [(table, printed[first:last]) for table, first, last in spans if table != "review_litigation"]
        match.readings += match_lost.named(match, tables, self.forms)
        match.spaced = match.spaced or match.astray or any(printed[index].spaced for index in used)
        match.stacked = any(printed[index].stacked for index in used)
        if not match.readings:
            match.edition = None
        return match

    def rows_read(self, match: Match) -> int:
        """How many cells of the form have a text or a printed blank for certain."""
        return len({(reading.table, reading.row_key, column) for reading in match.readings if reading.fit == "exact"
                    for column, (text, _) in zip(reading.column_keys, reading.pieces, strict=True)
                    if text is not None})

    def is_whole(self, match: Match) -> bool:
        """Whether every row that its edition prints was found, each figure in its column."""
        if match.edition is None or any(reading.fit != "exact" for reading in match.readings):
            return False
        read = {(reading.table, reading.row_key) for reading in match.readings
                if all(text is not None for text, _ in reading.pieces)}
        wanted = {(table.name, row) for table in self.forms.tables.values()
                  for edition, row in table.columns if edition == match.edition}
        # a group printed as one row stands for the items below it
        return all(address in read or (address[0], address[1].rpartition(".")[0]) in read for address in wanted)

    def edition(self, printed: Sequence[Row], spans: Sequence[tuple[str, int, int]], match: Match) -> str:
        """The form that the headings belong to: each label that only one edition prints has a vote."""
        votes: Counter[str] = Counter()
        labels = self.telling_in([row for _, first, last in spans for row in printed[first:last]])
        votes.update(self.forms.telling[label] for label in labels)
        for reading in match.readings:
            votes.update(self.editions_of(reading.table, reading.row_key))
        if votes:
            edition, count = votes.most_common(1)[0]
            if list(votes.values()).count(count) == 1:
                return edition
        told = ", ".join(f"{edition}: {count}" for edition, count in sorted(votes.items()))
        match.findings.append(Finding(UNCLEAR, None, told or "no label tells them apart", ""))
        return max(self.forms.editions, key=lambda edition: (votes[edition], edition))

    def of_any_edition(self, reading: RowReading) -> RowReading:
        """The reading of a row without the figures in columns that not every edition has: what these are cannot be
        told."""
        table = self.forms.tables[reading.table]
        shared = [all(column in table.columns_of(reading.row_key, edition) for edition in self.forms.editions)
                  for column in reading.column_keys]
        if all(shared):
            return reading
        place = next((place for _, place in reading.pieces), "")
        kept = reading.pieces if reading.fit == "exact" else ((None, place),) * len(shared)
        return replace(reading, fit="exact", pieces=tuple(
            piece if known else (None, place) for piece, known in zip(kept, shared, strict=True)))

    def telling_in(self, printed: Sequence[Row]) -> set[str]:
        """The labels that only one edition prints among those of rows; one within a longer one does not count."""
        found = set()
        for row in printed:
            prose = [place for place, cell in enumerate(row.labels, 1) if len(cell.text) > LONGEST_LABEL]
            text = "".join(fold.skeleton(cell.text) for cell in row.labels[max(prose, default=0):])
            for label in self.telling:
                if label in text:
                    found.add(label)
                    text = text.replace(label, " ")
        return found

    def editions_told(self, printed: Sequence[Row]) -> set[str]:
        """The editions one of whose own labels stands in some rows."""
        return {self.forms.telling[label] for label in self.telling_in(printed)}

    def editions_of(self, table: str, row: str | None) -> list[str]:
        """The edition that alone prints a row, if one does; a group may stand as one row in any edition."""
        form = self.forms.tables[table]
        if row is None or any(other.startswith(f"{row}.") for other in form.rows):
            return []
        editions = [edition for edition in self.forms.editions if (edition, row) in form.columns]
        return editions if len(editions) == 1 else []

    def leftovers(self, table: str, printed: Sequence[Row], first: int, last: int, used: set[int]) -> list[Finding]:
        """Texts inside a table that are neither label nor reading."""
        found = []
        inside = [index for index in range(first, last) if index in used]
        for index in range(first, max(inside, default=first) + 1):
            row = printed[index]
            if index in used:
                continue
            titles = [place for place, cell in enumerate(row.labels, 1)
                      if self.forms.sections.get(fold.skeleton(cell.text)) == table]
            for cell in (*row.labels[max(titles, default=0):], *row.figures):  # before its title is before the table
                skeleton = fold.skeleton(cell.text)
                if is_empty(cell.text) or self.forms.is_part_of_label(skeleton):
                    continue
                numbers_page = not row.figures[1:] and self.page_number.fullmatch(fold.plain(cell.text).strip())
                found.append(Finding("page_number" if numbers_page else "leftover", table, cell.text, cell.place))
        return found
