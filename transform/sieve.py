"""Each identity by itself: which of its rows' options the other rows can make up for."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np

SIEVE = 20_000_000  # bits moved in one sieve, which sets how large the sums may be that are told apart
PASSES = 3  # rounds of the sieve after the first; later ones hardly find anything


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
