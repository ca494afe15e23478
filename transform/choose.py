"""Which of a document's possible readings the identities allow, all rows together.

First each identity alone (``sieve``): an option whose share no choice of the other rows can make up for is out. Then
all together (``trellis``), where joining the rows is not too much work; else they stay undecided.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from transform import doubt, proof, sieve, trellis
from transform.identities import Edition
from transform.readings import Option, Row


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
        except trellis.TooMuch:
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
    fits = {index: sieve.sieved([share[:, index] for share in shares], int(rest[index]))
            for index in np.flatnonzero(varied)}
    satisfiable = [index for index, fit in fits.items() if fit[0].any()]
    kept = [np.flatnonzero(np.all([fits[index][row] for index in satisfiable], axis=0)) if satisfiable else own
            for row, own in enumerate(every)]
    shares, rest = [share[:, satisfiable] for share in shares], rest[satisfiable]
    kept = sieve.narrowed(shares, rest, kept)
    kept = trellis.meeting([share[keep] for share, keep in zip(shares, kept, strict=True)], rest, kept) if kept else []
    return [keep.tolist() for keep in kept or every], satisfiable if kept else []
