"""Every way to fill the cells of one row in order, as far as the row's own identities allow it."""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import Any

from transform.identities import Edition

WORK = 60_000  # steps of the search through one row; past it the row stays undecided
OPTIONS = 1_000  # options of one row; past it as well

Option = dict[int, Any]  # cell → its reading, which has a ``value``
Choices = Callable[[int, int], Iterable[tuple[Any, int]]]


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
        self.ranges = cache(self._ranges)

    def _ranges(self, column: int, left: int) -> tuple[tuple[int, int], ...] | None:
        """Least and most that the cells up to this one can add to each identity, using up what is left; None if not."""
        if column < 0:
            return None if left else tuple((0, 0) for _ in self.terms[0])
        ends = []
        for reading, rest in self.choices(column, left):
            before = self.ranges(column - 1, rest)
            if before is not None:
                shares = (sign * (reading.value or 0) for sign in self.terms[column])
                ends.append([(low + share, high + share) for (low, high), share in zip(before, shares, strict=True)])
        return tuple((min(low for low, _ in pairs), max(high for _, high in pairs))
                     for pairs in zip(*ends, strict=True)) if ends else None

    def options(self, supply: int) -> list[Option] | None:
        """The ways to fill the cells that use up the supply and satisfy the identities; None past the bounds."""
        work = 0
        found: list[Option] = []
        partial = [(len(self.cells) - 1, supply, (0,) * len(self.terms[0]), ())]
        while partial:
            column, left, sums, taken = partial.pop()
            work += 1
            if work > WORK or len(found) > OPTIONS:
                return None
            if column < 0:
                found.append(dict(zip(self.cells, taken, strict=True)))
                continue
            for reading, rest in self.choices(column, left):
                ranges = self.ranges(column - 1, rest)
                if ranges is None:
                    continue
                after = tuple(total + sign * (reading.value or 0)
                              for total, sign in zip(sums, self.terms[column], strict=True))
                if all(low <= -total <= high for total, (low, high) in zip(after, ranges, strict=True)):
                    partial.append((column - 1, rest, after, (reading, *taken)))
        return found

    def without_identities(self) -> "Search":
        """The same cells and choices with nothing to satisfy."""
        blind = copy(self)
        blind.terms = [() for _ in self.cells]
        blind.ranges = cache(blind._ranges)
        return blind


def allowed(edition: Edition, cells: list[int], choices: Choices, supply: int) -> tuple[list[Option] | None, bool]:
    """All options the row's own identities allow, and whether the row has one way to be read whatever they say.

    Where they allow none, all that there are; None past the bounds.
    """
    search = Search(edition, cells, choices)
    blind = search.without_identities().options(supply)
    if blind and len(blind) == 1:
        return blind, True
    found = search.options(supply)
    return blind if found == [] else found, False
