"""Which edition of the form a document prints: told from its headings and rows, never from the year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract import fold
from extract.form import Forms
from extract.line_layout import LONGEST_LABEL
from extract.match_result import Finding, Match, RowReading
from extract.row import Row

UNCLEAR = "edition_unclear"
LEAST_TELLING = 4  # characters of a label that tells the edition; a shorter one stands in other words too


class Editions:
    """Tells the edition by the labels that only one edition prints; one per set of forms."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.telling = sorted((label for label in forms.telling if len(label) >= LEAST_TELLING), key=len, reverse=True)

    def told(self, printed: Sequence[Row], match: Match) -> str:
        """The edition that the headings in some rows belong to, and the readings of their figures: each label that only
        one edition prints has a vote, and so has each such row."""
        votes: Counter[str] = Counter()
        votes.update(self.forms.telling[label] for label in self.labels_in(printed))
        for reading in match.readings:
            votes.update(self.printing(reading.table, reading.row_key))
        if votes:
            edition, count = votes.most_common(1)[0]
            if list(votes.values()).count(count) == 1:
                return edition
        told = ", ".join(f"{edition}: {count}" for edition, count in sorted(votes.items()))
        match.findings.append(Finding(UNCLEAR, None, told or "no label tells them apart", ""))
        return max(self.forms.editions, key=lambda edition: (votes[edition], edition))

    def labels_in(self, printed: Sequence[Row]) -> set[str]:
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

    def printing(self, table: str, row: str | None) -> list[str]:
        """The edition that alone prints a row, if one does; a group may stand as one row in any edition."""
        form = self.forms.tables[table]
        if row is None or any(other.startswith(f"{row}.") for other in form.rows):
            return []
        editions = [edition for edition in self.forms.editions if (edition, row) in form.columns]
        return editions if len(editions) == 1 else []

    def sure(self, match: Match, printed: Sequence[Row], readings: list[RowReading]) -> list[RowReading]:
        """The readings of some rows, where nothing tells the edition without the figures whose column it decides."""
        unclear = any(finding.kind == UNCLEAR for finding in match.findings)
        told = {self.forms.telling[label] for label in self.labels_in(printed)} if unclear else {match.edition}
        return readings if told == {match.edition} else [self.of_any_edition(reading) for reading in readings]

    def of_any_edition(self, reading: RowReading) -> RowReading:
        """The reading of a row without the figures in columns that not every edition has: what these are cannot be
        told."""
        table = self.forms.tables[reading.table]
        shared = [all(column in table.columns_of(reading.row_key, edition) for edition in self.forms.editions)
                  for column in reading.column_keys]
        if all(shared):
            return reading
        place = next((place for _, place in reading.pieces), "")
        kept = reading.pieces if reading.placed else ((None, place),) * len(shared)
        return replace(reading, fit="exact", pieces=tuple(
            piece if known else (None, place) for piece, known in zip(kept, shared, strict=True)))
