"""Every way to fill the cells of one row in order, as far as the row's own identities allow it."""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import Any

from transform.identities import Edition

WORK = 20_000  # steps of the search through one row, weighed by its identities; past it the row stays undecided
NEAR = 3  # first cells of a row whose sums are all listed beforehand
OPTIONS = 1_000  # options of one row; past it as well

Option = dict[int, Any]  # cell → its reading, which has a ``value``
Choices = Callable[[int, int], Iterable[tuple[Any, int]]]


class TooMuch(Exception):
    """The search through one row takes more than ``WORK`` steps."""


class Search:
    """The identities that lie wholly within a row's cells, filled from the last cell to the first.

    ``choices(column, left)`` gives the readings a cell may take when ``left`` of the row's supply (pieces or digits)
    is not used up yet, each with what is left after it.
    """

    def __init__(self, edition: Edition, cells: list[int], choices):
        own = edition.matrix[:, cells]
        within = (edition.matrix != 0).sum(axis=1) == (own != 0).sum(axis=1)
        terms = own[within & (own != 0).any(axis=1)]
        self.cells, self.choices = cells, cache(lambda column, left: tuple(choices(column, left)))
        self.terms = [tuple(int(sign) for sign in column) for column in terms.T]
        self.ranges, self.near = cache(self._ranges), cache(self._near)
        self.work = 0

    def step(self) -> None:
        """Count a step; more identities make it dearer."""
        self.work += 1 + len(self.terms[0]) // 4
        if self.work > WORK:
            raise TooMuch

    def _ranges(self, column: int, left: int) -> tuple[tuple[int, int], ...] | None:
        """Least and most that the cells up to this one can add to each identity, using up what is left; None if not."""
        if column < 0:
            return None if left else tuple((0, 0) for _ in self.terms[0])
        ends = []
        for reading, rest in self.choices(column, left):
            self.step()
            before = self.ranges(column - 1, rest)
            if before is not None:
                shares = (sign * (reading.value or 0) for sign in self.terms[column])
                ends.append([(low + share, high + share) for (low, high), share in zip(before, shares, strict=True)])
        return tuple((min(low for low, _ in pairs), max(high for _, high in pairs))
                     for pairs in zip(*ends, strict=True)) if ends else None

    def _near(self, column: int, left: int) -> frozenset[tuple[int, ...]]:
        """All that the cells up to this one can add to the identities, using up what is left."""
        if column < 0:
            return frozenset() if left else frozenset([(0,) * len(self.terms[0])])
        sums = set()
        for reading, rest in self.choices(column, left):
            shares = [sign * (reading.value or 0) for sign in self.terms[column]]
            for before in self.near(column - 1, rest):
                self.step()
                sums.add(tuple(one + share for one, share in zip(before, shares, strict=True)))
        return frozenset(sums)

    def reachable(self, column: int, left: int, needed: tuple[int, ...]) -> bool:
        """Whether the cells up to this one may add what is needed: exactly so for the first few, else within range."""
        if column < NEAR:
            return needed in self.near(column, left)
        ranges = self.ranges(column, left)
        return ranges is not None and all(
            low <= total <= high for total, (low, high) in zip(needed, ranges, strict=True))

    def options(self, supply: int, most: int = OPTIONS) -> list[Option] | None:
        """The ways to fill the cells that use up the supply and satisfy the identities; None past the bounds."""
        try:
            found = self.ways(supply, most)
        except TooMuch:
            return None
        return found if len(found) <= most else None

    def ways(self, supply: int, most: int) -> list[Option]:
        """The same, as far as one more than ``most``; raises past the bound of steps."""
        found: list[Option] = []
        partial = [(len(self.cells) - 1, supply, (0,) * len(self.terms[0]), ())]
        while partial and len(found) <= most:
            column, left, sums, taken = partial.pop()
            if column < 0:
                found.append(dict(zip(self.cells, taken, strict=True)))
                continue
            for reading, rest in self.choices(column, left):
                self.step()
                needed = tuple(total - sign * (reading.value or 0)
                               for total, sign in zip(sums, self.terms[column], strict=True))
                if self.reachable(column - 1, rest, needed):
                    partial.append((column - 1, rest, needed, (reading, *taken)))
        return found

    def without_identities(self) -> "Search":
        """The same cells and choices with nothing to satisfy."""
        blind = copy(self)
        blind.terms = [() for _ in self.cells]
        blind.ranges, blind.near, blind.work = cache(blind._ranges), cache(blind._near), 0
        return blind


def allowed(edition: Edition, cells: list[int], choices: Choices, supply: int) -> tuple[list[Option] | None, bool]:
    """All options the row's own identities allow, and whether the row has one way to be read whatever they say.

    Where they allow none, all that there are; None past the bounds.
    """
    search = Search(edition, cells, choices)
    blind = search.without_identities()
    if only := blind.options(supply, most=1):
        return only, True
    found = search.options(supply)
    return blind.options(supply) if found == [] else found, False
