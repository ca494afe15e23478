"""Divisions of China as rows of the register, and their names where they stand in a text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

FIRST_YEAR = 2018
STANDING = 9999
ABOVE_LEVELS = ("county", "prefecture", "province")
OWN_KIND = ("zone", "farm", "bingtuan", "other")


class Division(NamedTuple):
    """A row of the register; ``last`` is 9999 while it stands."""

    code: str | None
    name: str
    short: str
    level: str
    kind: str
    province: str
    prefecture: str | None
    county: str | None
    first: int
    last: int
    key: str
    syllables: str | None

    @property
    def readings(self) -> list[str]:
        """The syllables of the stem, in each way its letters may be read."""
        return self.syllables.split("|") if self.syllables else []

    def near(self, year: int | None, after: int = 1) -> bool:
        """In force in the year, the one after or some before it: a register's day is not the day of the change."""
        return year is None or self.first - 1 <= max(year, FIRST_YEAR) <= self.last + after

    def holds(self, year: int | None) -> bool:
        return year is None or self.first <= max(year, FIRST_YEAR) <= self.last


class Mention(NamedTuple):
    """A name found in a text and the rows of the register that bear it."""

    start: int
    end: int
    text: str
    rows: tuple[int, ...]


def lies_in(row: Division, wider: Division) -> bool:
    return wider.code in (row.prefecture, row.province, row.county)


def related(some: Iterable[Division], others: Sequence[Division]) -> bool:
    """Whether one of some divisions is, lies in or lies above one of the others."""
    return any(
        row.key == one.key or lies_in(row, one) or lies_in(one, row)
        for row in some
        for one in others
    )


def places_of(words: str, text: str) -> Iterator[int]:
    """Where the words begin in a text, none over another; nowhere where there are no words."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))
