"""Which of a document's possible readings the identities allow, all rows together.

First each identity alone: an option whose share no choice of the other rows can make up for is out. The options left
are joined row after row like the sections of a trellis: every sum that some combination can reach is kept, from the
first row down and from the last row up, until the two meet. An option survives if it lies on a path whose sums
meet. The count is exact and complete, or not given: past ``WORK`` sums of one row with another the rows stay
undecided.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from transform import doubt, proof
from transform.identities import Edition
from transform.readings import Option, Row

WORK = 50_000  # sums formed for one component of the identities: some 20 ms
SIEVE = 20_000_000  # bits moved in one sieve, which sets how large the sums may be that are told apart
PASSES = 3  # rounds of the sieve after the first; later ones hardly find anything
MIX = np.random.default_rng(712).integers(1, 2**62, 256)  # makes one number of a vector; sums stay sums


class TooMuch(Exception):
    """Joining the rows takes more than ``WORK`` sums."""


class Choice(NamedTuple):
    """The options that survive for each row, the rows whose search was cut short, and which identities hold whatever
    of the rest is chosen."""

    survivors: list[list[Option]]
    undecided: list[Row]
    met: np.ndarray


def decide(edition: Edition, rows: Sequence[Row], sheet: proof.Sheet) -> Choice:
    """The options of the rows that the identities allow, all rows together.

    ``sheet`` holds the cells that need no choice. Identities over a cell without a number decide nothing; an
    identity that no combination of options can satisfy is broken whichever is right, and decides nothing either.
    Where the rest cannot be satisfied together, every option of the rows concerned survives.

    A row whose figures were put into its cells in no way that adds up has lost one, or its author erred: what it
    really says may be none of its options, and what makes up for a false one is a false choice of other rows.
    All its options survive, and its cells have no number here.
    """
    survivors, undecided = [list(row.options) for row in rows], []
    met = np.zeros(len(edition.matrix), dtype=bool)
    faulty = [index for index, row in enumerate(rows) if not row.plain and not doubt.adds_up(edition, row)]
    sheet = sheet.without(cell for index in faulty for cell in rows[index].cells)
    for component in edition.components:
        cells = (edition.matrix[component] != 0).any(axis=0)
        open_rows = [index for index, row in enumerate(rows)
                     if len(row.options) > 1 and cells[row.cells[0]] and not row.rival and index not in faulty]
        if not open_rows:
            continue
        chosen = [rows[index] for index in open_rows]
        identities = component[deciding(edition.matrix[component], chosen, sheet)]
        try:
            kept, satisfied = surviving(edition.matrix[identities], chosen, sheet)
        except TooMuch:
            undecided += chosen
            continue
        for index, options in zip(open_rows, kept, strict=True):
            survivors[index] = [rows[index].options[option] for option in options]
        met[identities[satisfied]] = True
    return Choice(survivors, undecided, met)


def deciding(matrix: np.ndarray, rows: Sequence[Row], sheet: proof.Sheet) -> np.ndarray:
    """Which identities have a number, or a blank that counts as nothing, in each of their cells."""
    known = sheet.state != proof.UNKNOWN
    varied = np.zeros(len(known), dtype=bool)
    for row in rows:
        for cell in row.cells:
            known[cell] = all(option[cell].kind in ("number", "blank") for option in row.options)
            varied[cell] = True
    return ~proof.touched(matrix, ~known) & proof.touched(matrix, varied)


def surviving(terms: np.ndarray, rows: Sequence[Row], sheet: proof.Sheet) -> tuple[list[list[int]], list[int]]:
    """The options of each row that occur in some combination satisfying the identities, and which these are, those
    that no combination satisfies left out; raises past the bound."""
    varied = np.zeros(terms.shape[1], dtype=bool)
    for row in rows:
        varied[row.cells] = True
    rest = terms @ np.where((sheet.state == proof.FIXED) & ~varied, sheet.values, 0)
    shares = [
        np.array([[option[cell].value or 0 for cell in row.cells] for option in row.options], dtype=np.int64)
        @ terms[:, row.cells].T
        for row in rows
    ]
    every = [np.arange(len(share)) for share in shares]
    varied = np.any([np.ptp(share, axis=0) > 0 for share in shares], axis=0)
    fits = {index: sieved([share[:, index] for share in shares], int(rest[index])) for index in np.flatnonzero(varied)}
    satisfiable = [index for index, fit in fits.items() if fit[0].any()]
    kept = [np.flatnonzero(np.all([fits[index][row] for index in satisfiable], axis=0)) if satisfiable else own
            for row, own in enumerate(every)]
    shares, rest = [share[:, satisfiable] for share in shares], rest[satisfiable]
    kept = narrowed(shares, rest, kept)
    kept = meeting([share[keep] for share, keep in zip(shares, kept, strict=True)], rest, kept) if kept else []
    return [keep.tolist() for keep in kept or every], satisfiable if kept else []


def narrowed(shares: list[np.ndarray], rest: np.ndarray, kept: list[np.ndarray]) -> list[np.ndarray]:
    """Of the options kept of every row those that each identity by itself allows; empty where some row has none."""
    for _ in range(PASSES):
        if not all(map(len, kept)):
            return []
        count = sum(map(len, kept))
        for identity, total in enumerate(rest.tolist()):
            fits = sieved([share[keep, identity] for share, keep in zip(shares, kept, strict=True)], total)
            kept = [keep[fit] for keep, fit in zip(kept, fits, strict=True)]
            if not all(map(len, kept)):
                return []
        if sum(map(len, kept)) == count:
            break
    return kept


def sieved(shares: list[np.ndarray], rest: int) -> list[np.ndarray]:
    """For one identity, which options (one number each) the other rows can make up for; none anywhere if none can."""
    active = [row for row, share in enumerate(shares) if share.any()]
    values = [shares[row].tolist() for row in active]
    good = meeting_sums([sorted(set(own)) for own in values], rest)
    possible = all(good) if active else rest == 0
    found = [np.full(len(share), possible) for share in shares]
    if possible:
        for row, own, fits in zip(active, values, good, strict=True):
            found[row] = np.array([value in fits for value in own])
    return found


def meeting_sums(values: list[list[int]], rest: int) -> list[set[int]]:
    """Of the numbers in order that each row may add, those that lie on some way from ``rest`` to 0.

    The sums that rows can reach are the bits of a whole number, turned round at its end: no sum is missed, and none
    is there in vain as long as all have room.
    """
    good: list[set[int]] = [set() for _ in values]
    least, most = rest + sum(own[0] for own in values), rest + sum(own[-1] for own in values)
    steps = [[value for value in own if value + least - own[0] <= 0 <= value + most - own[-1]] for own in values]
    if not all(steps):
        return good
    room = sum(step[-1] - step[0] for step in steps) + 1
    size = min(room, SIEVE // max(1, sum(map(len, steps))))
    behind = [1]
    for step in reversed(steps):
        behind.append(turned(behind[-1], [-value for value in step], size))
    before = turned(1, [rest], size) & behind[-1]
    for step, fits, after in zip(steps, good, behind[-2::-1], strict=True):
        if not before:
            break
        reached = {value: turned(before, [value], size) for value in step}
        fits |= {value for value, sums in reached.items() if sums & after}
        before = reduce(or_, (reached[value] for value in fits), 0)
    return good


def turned(bits: int, steps: Sequence[int], size: int) -> int:
    """The bits moved on by each of the steps, those beyond the size coming in again at its start."""
    moved = 0
    for step in steps:
        moved |= bits << step % size
    return (moved | moved >> size) & ((1 << size) - 1)


class Front:
    """The sums that some rows, taken one after another, can add to ``start``; one vector for each."""

    def __init__(self, start: np.ndarray):
        self.sums = start[None, :]
        self.layers = [mixed(self.sums)]

    def cost(self, share: np.ndarray) -> int:
        return len(self.sums) * len(share)

    def join(self, share: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Add a row's options, keeping the sums between what the rest of the rows need at least and at most."""
        sums, option = np.divmod(np.arange(self.cost(share)), len(share))
        for identity, (least, most) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            total = self.sums[sums, identity] + share[option, identity]
            fits = (least <= total) & (total <= most)
            sums, option = sums[fits], option[fits]
        sums = self.sums[sums] + share[option]
        keys, first = np.unique(mixed(sums), return_index=True)
        self.sums = sums[first]
        self.layers.append(keys)

    def traced(self, shares: list[np.ndarray], ends: np.ndarray) -> list[np.ndarray]:
        """Per row, which options lie on some path to one of ``ends``."""
        used = []
        for share, before in zip(reversed(shares), reversed(self.layers[:-1]), strict=True):
            arrives = np.isin(before[:, None] + mixed(share), ends)
            used.append(arrives.any(axis=0))
            ends = before[arrives.any(axis=1)]
        return used[::-1]


def meeting(shares: list[np.ndarray], rest: np.ndarray, kept: list[np.ndarray]) -> list[np.ndarray]:
    """The options (of those ``kept``) on some path from ``rest`` to zero; empty where there is none.

    ``shares``: per row, options × identities. The front with fewer sums to form takes the next row.
    """
    work = 0
    first, last = 0, len(shares)
    ahead, behind = Front(rest), Front(np.zeros_like(rest))
    lows, highs = (np.array([pick(share, axis=0) for share in shares]) for pick in (np.min, np.max))
    while first < last:
        forward = ahead.cost(shares[first]) <= behind.cost(shares[last - 1])
        front, row = (ahead, first) if forward else (behind, last - 1)
        work += front.cost(shares[row])
        if work > WORK:
            raise TooMuch
        first, last = first + forward, last - (not forward)
        if forward:
            front.join(shares[row], -highs[first:].sum(axis=0), -lows[first:].sum(axis=0))
        else:
            front.join(shares[row], -rest - highs[:last].sum(axis=0), -rest - lows[:last].sum(axis=0))
    crossing = np.intersect1d(ahead.layers[-1], -behind.layers[-1])
    used = ahead.traced(shares[:first], crossing) + behind.traced(shares[first:][::-1], -crossing)[::-1]
    return [keep[use] for keep, use in zip(kept, used, strict=True)] if len(crossing) else []


def mixed(sums: np.ndarray) -> np.ndarray:
    """Each vector of sums as one number; different ones meet by a chance that only leaves an option too many."""
    return (sums * MIX[: sums.shape[-1]]).sum(axis=-1)
