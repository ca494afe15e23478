"""All identities together: which options lie on a path through the rows whose sums meet.

The rows are joined one after another like the sections of a trellis: every sum that some combination can reach is
kept, from the first row down and from the last row up, until the two meet. The count is exact and complete, or not
given.
"""

import numpy as np

WORK = 50_000  # sums formed for one component of the identities: some 20 ms
MIX = np.random.default_rng(712).integers(1, 2**62, 256)  # makes one number of a vector; sums stay sums


class TooMuch(Exception):
    """Joining the rows takes more than ``WORK`` sums."""


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
