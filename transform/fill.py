"""Every way to fill the cells of one row in order, as far as the row's own identities allow it.

All fillings of the last cells are grown at once towards the first, as arrays; one is dropped as soon as the cells
before it can no longer make an identity hold. The count is exact and complete, or not given: past ``WORK`` partial
fillings, or ``OPTIONS`` whole ones, the row stays undecided.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from transform.identities import Edition

WORK = 100_000  # partial fillings of one row, weighed by its identities: some 5 ms
OPTIONS = 1_000  # whole fillings of one row
BLIND = 200  # fillings that are looked at one by one, and listed where none satisfies the identities of the row
NEAR = 3  # first cells of a row whose sums are all listed beforehand
FAR = 2**60  # above every sum
MIX = np.random.default_rng(711).integers(1, FAR, 64)  # makes one number of a few; equal ones stay equal

Way = tuple[tuple[int, int], ...]  # for each cell, the supply left before it takes its own and after


class Steps(NamedTuple):
    """What one cell may take of the row's supply (pieces or digits): as arrays, in order of ``left``.

    ``left`` of it is there when the cell takes its number, ``rest`` remains for the cells before; ``value`` is what
    the cell then adds to the identities.
    """

    left: np.ndarray
    rest: np.ndarray
    value: np.ndarray


class TooMuch(Exception):
    """The search through one row takes more than ``WORK`` partial fillings."""


class Search:
    """The ways to fill the cells with the whole supply; ``terms`` are identities × cells. Raises past the bound."""

    def __init__(self, terms: np.ndarray, steps: list[Steps], supply: int):
        self.terms, self.supply, self.work = terms, supply, 0
        self.price = 1 + len(terms) // 4
        self.step(sum(len(step.left) for step in steps))
        self.steps, self.ways, self.ends = [], [], []
        ways = np.zeros(supply + 1)
        ways[0] = 1
        low = high = np.zeros((supply + 1, len(terms)), dtype=np.int64)
        for column, (left, rest, value) in enumerate(steps):
            self.ends.append((ways, low, high))
            possible = ways[rest] > 0
            step = Steps(left[possible], rest[possible], value[possible])
            self.steps.append(step)
            share = step.value[:, None] * terms[:, column]
            lower, upper = np.full_like(low, FAR), np.full_like(high, -FAR)
            np.minimum.at(lower, step.left, low[step.rest] + share)
            np.maximum.at(upper, step.left, high[step.rest] + share)
            counted = np.bincount(step.left, ways[step.rest], supply + 1)
            ways, low, high = np.minimum(counted, FAR), lower, upper
        self.count = ways[supply]

    def step(self, nodes: int) -> None:
        """Count partial fillings; more identities make them dearer."""
        self.work += nodes * self.price
        if self.work > WORK:
            raise TooMuch

    @cached_property
    def near(self) -> list[np.ndarray]:
        """For each of the first cells, what the cells before it can leave and add, as mixed numbers in order."""
        left, sums = np.zeros(1, dtype=np.int64), np.zeros((1, len(self.terms)), dtype=np.int64)
        reached = [mixed(left, sums)]
        for column, step in enumerate(self.steps[: NEAR - 1]):
            order = np.argsort(left, kind="stable")
            pairs, before = matched(step.rest, left[order])
            self.step(len(pairs))
            sums = sums[order][before] + step.value[pairs, None] * self.terms[:, column]
            left = step.left[pairs]
            keys, first = np.unique(mixed(left, sums), return_index=True)
            left, sums = left[first], sums[first]
            reached.append(keys)
        return reached

    def found(self) -> tuple[list[Way], bool]:
        """The fillings that satisfy the identities, and True; where none does and they are few, all and False."""
        left, needed = np.array([self.supply]), np.zeros((1, len(self.terms)), dtype=np.int64)
        levels = []
        for column in reversed(range(len(self.steps))):
            step = self.steps[column]
            parents, taken = matched(left, step.left)
            self.step(len(parents))
            rest = step.rest[taken]
            needs = needed[parents] - step.value[taken, None] * self.terms[:, column]
            if self.count > BLIND and len(self.terms):
                _, low, high = self.ends[column]
                fits = ((low[rest] <= needs) & (needs <= high[rest])).all(axis=1)
                if column < NEAR:
                    fits &= np.isin(mixed(rest, needs), self.near[column])
                rest, needs, parents, taken = rest[fits], needs[fits], parents[fits], taken[fits]
            left, needed = rest, needs
            levels.append((parents, taken))
        right = np.flatnonzero(~needed.any(axis=1))
        here, cells = right if len(right) else np.arange(len(left)), []
        for column, (parents, taken) in enumerate(reversed(levels)):
            step = taken[here]
            cells.append(zip(self.steps[column].left[step].tolist(), self.steps[column].rest[step].tolist(),
                             strict=True))
            here = parents[here]
        return list(zip(*cells, strict=True)), len(right) > 0


def mixed(left: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """What is left and the sums as one number each: different ones may meet by chance, which only spares no work."""
    return left * MIX[0] + (sums * np.resize(MIX[1:], sums.shape[1])).sum(axis=1)


def matched(wanted: np.ndarray, ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Index pairs (of ``wanted``, of ``ordered``) with the same number; the second is in order."""
    first, last = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
    sizes = last - first
    pairs = np.repeat(np.arange(len(wanted)), sizes)
    return pairs, np.arange(len(pairs)) - np.repeat(np.cumsum(sizes) - sizes - first, sizes)


def allowed(edition: Edition, cells: list[int], steps: list[Steps],
            supply: int) -> tuple[list[Way] | None, float, bool]:
    """All ways the row's own identities allow, how many there are whatever they say, and whether they allow any.

    Where they allow none, all that there are; None past the bounds.
    """
    terms, count = within(edition, cells), np.inf
    try:
        search = Search(terms, steps, supply)
        count = float(search.count)
        ways, fits = search.found() if len(terms) or count <= BLIND else ([], False)
    except TooMuch:
        return None, count, True
    return ways if count <= BLIND or 0 < len(ways) <= OPTIONS else None, count, fits or not len(terms)


def but_for_one(edition: Edition, cells: list[int], steps: list[Steps], supply: int) -> bool:
    """Whether the row's own identities allow the supply to fill all of its cells but one as well, which is blank; so
    too past the bounds.

    What is left before a cell is counted on from ``supply`` once a cell before it is blank.
    """
    beyond, any_left = supply + 1, np.arange(supply + 1)
    twice = []
    for step in steps:
        left = np.concatenate([step.left, step.left + beyond, any_left + beyond])
        order = np.argsort(left, kind="stable")
        rest = np.concatenate([step.rest, step.rest + beyond, any_left])
        value = np.concatenate([step.value, step.value, np.zeros_like(any_left)])
        twice.append(Steps(left[order], rest[order], value[order]))
    try:
        return bool(Search(within(edition, cells), twice, beyond + supply).found()[1])
    except TooMuch:
        return True


def within(edition: Edition, cells: list[int]) -> np.ndarray:
    """The identities that lie wholly in these cells, as identities × these cells."""
    own = edition.matrix[:, cells]
    count = np.count_nonzero(own, axis=1)
    return own[(count == edition.sizes) & (count > 0)]
