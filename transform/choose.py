"""Which of a document's possible readings the identities allow, all rows together.

Rows with one option are given; the others are joined one after the other like the sections of a trellis: every sum
that some combination of options can reach is kept, from the first row up to the middle and from the last row down
to it. An option survives if it lies on a path whose sums meet. The count is exact and complete, or not given: past
``STATES`` sums on a side the rows stay undecided.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from transform import proof
from transform.identities import Edition
from transform.readings import Option, Row

STATES = 80_000  # sums on one side


def decide(edition: Edition, rows: Sequence[Row], sheet: proof.Sheet) -> tuple[list[list[Option]], list[Row]]:
    """The options that survive for each row, and the rows whose search was cut short.

    ``sheet`` holds the cells that need no choice. Identities over a cell without a number decide nothing; an
    identity that no combination of options can satisfy is broken whichever is right, and decides nothing either.
    Where the rest cannot be satisfied together, every option of the rows concerned survives.
    """
    survivors = [list(row.options) for row in rows]
    undecided: list[Row] = []
    for component in edition.components:
        cells = (edition.matrix[component] != 0).any(axis=0)
        open_rows = [index for index, row in enumerate(rows) if len(row.options) > 1 and cells[row.cells[0]]]
        if not open_rows:
            continue
        chosen = [rows[index] for index in open_rows]
        terms = edition.matrix[component][deciding(edition.matrix[component], chosen, sheet)]
        kept = surviving(terms, chosen, sheet)
        if kept is None:
            undecided += chosen
            continue
        for index, options in zip(open_rows, kept, strict=True):
            survivors[index] = [rows[index].options[option] for option in options]
    return survivors, undecided


def deciding(matrix: np.ndarray, rows: Sequence[Row], sheet: proof.Sheet) -> np.ndarray:
    """Which identities have a number, or a blank that counts as nothing, in each of their cells."""
    known = sheet.state != proof.UNKNOWN
    varied = np.zeros(len(known), dtype=bool)
    for row in rows:
        for cell in row.cells:
            known[cell] = all(option[cell].kind in ("number", "blank") for option in row.options)
            varied[cell] = True
    return ~proof.touched(matrix, ~known) & proof.touched(matrix, varied)


def surviving(terms: np.ndarray, rows: Sequence[Row], sheet: proof.Sheet) -> list[list[int]] | None:
    """The options of each row that occur in some combination satisfying all the identities; None past the bound."""
    varied = np.zeros(terms.shape[1], dtype=bool)
    for row in rows:
        varied[row.cells] = True
    rest = terms @ np.where((sheet.state == proof.FIXED) & ~varied, sheet.values, 0)
    shares = [
        np.array([[option[cell].value or 0 for cell in row.cells] for option in row.options], dtype=np.int64)
        @ terms[:, row.cells].T
        for row in rows
    ]
    kept = meeting(shares, rest)
    if kept is None or all(kept):
        return kept
    alone = [meeting([share[:, [index]] for share in shares], rest[[index]]) for index in range(len(terms))]
    satisfiable = [index for index, paths in enumerate(alone) if paths and all(paths)]
    if len(satisfiable) < len(terms):
        kept = meeting([share[:, satisfiable] for share in shares], rest[satisfiable])
    return kept if kept is None or all(kept) else [list(range(len(row.options))) for row in rows]


def meeting(shares: list[np.ndarray], rest: np.ndarray) -> list[list[int]] | None:
    """The options of each row on some path from ``rest`` to zero; empty lists where there is none; None past the bound.

    ``shares``: per row, options × identities. A vector of sums is packed into one whole number, without loss.
    """
    kept = narrowed(shares, rest)
    if not all(kept):
        return [[] for _ in shares]
    largest = np.abs(rest) + sum(np.abs(share).max(axis=0) for share in shares)
    width = int(largest.max(initial=1)).bit_length() + 2
    packed = [{option: pack(shares[row][option], width) for option in kept[row]} for row in range(len(shares))]
    middle = len(shares) // 2
    ahead = reach([set(options.values()) for options in packed[:middle]], pack(rest, width))
    behind = reach([set(options.values()) for options in reversed(packed[middle:])], 0) if ahead else None
    if ahead is None or behind is None:
        return None
    crossing = {total for total in ahead[-1] if -total in behind[-1]}
    first = traced(packed[:middle], ahead, crossing)
    last = traced(packed[middle:][::-1], behind, {-total for total in crossing})
    return first + last[::-1]


def narrowed(shares: list[np.ndarray], rest: np.ndarray) -> list[list[int]]:
    """The options of each row that the others, at their least and most, can still make up for."""
    kept = [np.arange(len(share)) for share in shares]
    while True:
        low = np.array([share[keep].min(axis=0) for share, keep in zip(shares, kept, strict=True)])
        high = np.array([share[keep].max(axis=0) for share, keep in zip(shares, kept, strict=True)])
        least, most = rest + low.sum(axis=0), rest + high.sum(axis=0)
        fits = [
            ((share[keep] + least - low[row] <= 0) & (share[keep] + most - high[row] >= 0)).all(axis=1)
            for row, (share, keep) in enumerate(zip(shares, kept, strict=True))
        ]
        if not all(fit.any() for fit in fits):
            return [[] for _ in shares]
        if all(fit.all() for fit in fits):
            return [keep.tolist() for keep in kept]
        kept = [keep[fit] for keep, fit in zip(kept, fits, strict=True)]


def pack(sums: np.ndarray, width: int) -> int:
    """A vector of sums as one whole number; sums of vectors become sums of numbers."""
    packed = 0
    for value in reversed(sums.tolist()):
        packed = (packed << width) + value
    return packed


def reach(steps: list[set[int]], start: int) -> list[set[int]] | None:
    """The sums reachable from ``start`` after each step; None past the bound."""
    def onward(totals: set[int] | None, step: set[int]) -> set[int] | None:
        if totals is None or len(totals) * len(step) > 2 * STATES:
            return None
        after = {total + share for total in totals for share in step}
        return after if len(after) <= STATES else None

    layers = list(accumulate(steps, onward, initial={start}))
    return None if layers[-1] is None else layers


def traced(packed: list[dict[int, int]], layers: list[set[int]], ends: set[int]) -> list[list[int]]:
    """Per row, the options on some path through the layers that arrives at one of ``ends``."""
    used: list[list[int]] = []
    for options, before in zip(reversed(packed), reversed(layers[:-1]), strict=True):
        used.append([option for option, share in options.items() if any(end - share in before for end in ends)])
        ends = {end - options[option] for end in ends for option in used[-1]} & before
    return used[::-1]
