"""The fewest cells that must be wrong where identities fail (Fellegi and Holt's minimal explanation).

For sets of one, two and three cells it is decided exactly whether changing just these can satisfy every identity:
the cells' columns of the check matrix must span the residuals. More than ``MOST`` cells are not looked for.
"""

from collections.abc import Iterator

import numpy as np

from transform import proof

MOST = 3  # cells; the code's distance makes three erased cells the most that are forced
LISTED = 6  # equally small explanations kept; a seventh is not looked for
TRIED = 60  # sets whose numbers fit where all is printed, tried out on the open cells; more decide nothing
TOLERANCE = 1e-11  # of the sieve in floating point; what passes it is decided in whole numbers


def explanations(matrix: np.ndarray, sheet: proof.Sheet) -> list[dict[int, int]]:
    """The smallest sets of cells, with the numbers they would have to bear, that satisfy all these identities.

    ``matrix`` holds one component of the identities. A blank where nothing was printed on purpose is first taken
    as nothing; only if that explains nothing, as open. Empty where more than ``MOST`` cells would have to change.
    """
    optional = sheet.state == proof.OPTIONAL
    settled = proof.Sheet(sheet.values, np.where(optional, proof.FIXED, sheet.state), sheet.printed)
    for size in range(1, MOST + 1):
        for candidate in [settled, sheet] if optional.any() else [settled]:
            if found := smallest(matrix, candidate, size):
                return found
    return []


def smallest(matrix: np.ndarray, sheet: proof.Sheet, size: int) -> list[dict[int, int]]:
    """Up to ``LISTED`` sets of just this size that explain all residuals; none past ``TRIED`` that come near."""
    checks, residual = project(matrix, sheet)
    cells = np.flatnonzero((sheet.state == proof.FIXED) & (checks != 0).any(axis=0))
    columns = checks[:, cells]
    if not residual.any():
        return []
    found: list[dict[int, int]] = []
    tried = set()
    for chosen in spanning(columns, residual, size):
        for places, change in solved(columns, residual, chosen):
            values = {int(cells[place]): int(sheet.values[cells[place]]) + step
                      for place, step in sorted(zip(places, change, strict=True))}
            if min(values.values()) < 0 or tuple(values) in tried:
                continue
            tried.add(tuple(values))
            if len(tried) > TRIED:
                return []
            if consistent(matrix, sheet, values):
                found.append(values)
                if len(found) == LISTED:
                    return found
    return found


def project(matrix: np.ndarray, sheet: proof.Sheet) -> tuple[np.ndarray, np.ndarray]:
    """The checks that remain once the open cells are eliminated, and their residuals."""
    open_cells = np.flatnonzero(((sheet.state == proof.OPTIONAL) | (sheet.state == proof.UNKNOWN))
                                & (matrix != 0).any(axis=0))
    checks = np.where(sheet.state == proof.OUT, 0, matrix)
    for cell in open_cells:
        pivots = np.flatnonzero(checks[:, cell])
        if not len(pivots):
            continue
        pivot = checks[pivots[np.argmin(np.count_nonzero(checks[pivots], axis=1))]]
        checks = checks * abs(pivot[cell]) - np.outer(checks[:, cell] * np.sign(pivot[cell]), pivot)
        checks = checks[(checks != 0).any(axis=1)]
        checks //= np.gcd.reduce(checks, axis=1)[:, None]
    return checks, checks @ np.where(sheet.state == proof.FIXED, sheet.values, 0)


def spanning(columns: np.ndarray, residual: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Sets of this size (index arrays, one set a row) whose columns may span the residual, sieved by Gram determinants.

    With the columns' inner products G, v = columnsᵀ·residual and r = residual·residual, the residual lies in the
    span of columns j and k exactly if r·(GjjGkk − Gjk²) = Gkk·vj² − 2·Gjk·vj·vk + Gjj·vk². A third column is
    first projected out of G, v and r.
    """
    scaled = residual / max(np.abs(residual).max(initial=0), 1)
    gram, product, square = (columns.T @ columns).astype(float), columns.T @ scaled, float(scaled @ scaled)
    if size == 1:
        yield np.flatnonzero(np.abs(square * gram.diagonal() - product**2) < TOLERANCE)[:, None]
    elif size == 2:
        yield pairs(gram, product, square)
    else:
        failing = columns[np.flatnonzero(residual)]
        covered = np.flatnonzero(failing[np.argmin(np.count_nonzero(failing, axis=1))])
        for first in covered.tolist():
            lead = gram[first] / gram[first, first]
            inner = gram - np.outer(gram[first], lead)
            reduced = product - product[first] * lead
            both = pairs(inner, reduced, square - product[first] ** 2 / gram[first, first])
            both = both[(both != first).all(axis=1)]
            yield np.hstack([np.full((len(both), 1), first), both])


def pairs(gram: np.ndarray, product: np.ndarray, square: float) -> np.ndarray:
    """Index pairs whose columns may span the residual and are independent."""
    length = gram.diagonal()
    determinant = np.outer(length, length) - gram**2
    gap = square * determinant - (np.outer(product**2, length) - 2 * gram * np.outer(product, product)
                                  + np.outer(length, product**2))
    return np.argwhere(np.triu((np.abs(gap) < TOLERANCE) & (determinant > TOLERANCE), 1))


def solved(columns: np.ndarray, residual: np.ndarray, chosen: np.ndarray) -> Iterator[tuple[list[int], list[int]]]:
    """The sets whose columns do take the residual away, each by a whole number other than 0; with those numbers."""
    if not len(chosen):
        return
    parts = columns.T[chosen].astype(float)
    inner, product = parts @ parts.transpose(0, 2, 1), parts @ residual.astype(float)[:, None]
    change = -np.rint(np.linalg.solve(inner, product)[:, :, 0]).astype(np.int64)
    exact = ((columns.T[chosen] * change[:, :, None]).sum(axis=1) == -residual).all(axis=1)
    exact &= (change != 0).all(axis=1)
    yield from zip(chosen[exact].tolist(), change[exact].tolist(), strict=True)


def consistent(matrix: np.ndarray, sheet: proof.Sheet, values: dict[int, int]) -> bool:
    """Whether with these numbers no identity fails any more."""
    changed = sheet.with_values(values.keys(), values.values())
    everything = [np.arange(len(matrix))]
    return proof.FAILS not in proof.results(matrix, everything, changed)
