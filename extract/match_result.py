"""What matching a document to the form gives: readings with their place, and what a person may want to know."""

from dataclasses import dataclass, field

PLACED = ("exact", "inferred")  # fits that give a piece for each column


@dataclass(frozen=True, slots=True)
class RowReading:
    """What is printed in one row of the form (or, with ``row_key`` None, over all rows of a table in order).

    ``pieces`` are (text, place) in order; text None where the file holds no such cell, '' where it is printed
    blank. ``fit``: exact (a piece for each of ``column_keys``) · inferred (the same, but which of them are blank only
    the row's neighbours tell) · short (fewer pieces, order kept, columns open) · joined (numbers run together, order
    kept). ``units``: column key → unit printed in its header.
    """

    table: str
    row_key: str | None
    column_keys: tuple[str, ...]
    pieces: tuple[tuple[str | None, str], ...]
    fit: str
    units: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def placed(self) -> bool:
        """Whether each piece stands in its column."""
        return self.fit in PLACED


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person may want to know: its kind, the table, the text and where it stands."""

    kind: str
    table: str | None
    text: str
    place: str


@dataclass(slots=True)
class Match:
    """The readings of one document. ``edition`` is None where no statutory table was recognised; ``spaced`` tells
    that figures were cut at blanks alone, or that headings name columns out of their order or none of them, so that
    sums which fail may be the reading's doing; ``astray`` that the order is another one; ``stacked`` that rows share
    cells, so that lines of the page cannot tell whose a figure is; ``packed`` that lines of the applications table may
    leave blank cells out and make up for them at their ends; ``several`` that the file holds more than one
    report; ``parted`` are tables, each with two rows of the form between which figures may be another row's."""

    edition: str | None = None
    spaced: bool = False
    astray: bool = False
    stacked: bool = False
    packed: bool = False
    several: bool = False
    readings: list[RowReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    parted: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def leftovers(self) -> int:
        return sum(finding.kind == "leftover" for finding in self.findings)

    @property
    def tables(self) -> set[str]:
        return {reading.table for reading in self.readings}
