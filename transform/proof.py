"""What the identities say about one report: which hold, which fail, and what they force where nothing was read.

Works from the matrix alone, in whole numbers, so that an answer is exact or not given. A cell is

- ``FIXED``: its number is known; a blank in a row that prints numbers counts as nothing, that is 0;
- ``OPTIONAL``: nothing is printed where a sum, a whole row or a whole column was left out; 0 unless more is needed;
- ``UNKNOWN``: printed or not, its number is not known; any whole number from 0 up;
- ``OUT``: takes no part (items of a group that is printed as one row, or that row where its items are printed).
"""

from dataclasses import dataclass

import numpy as np

FIXED, OPTIONAL, UNKNOWN, OUT = range(4)
HOLDS, FAILS, OPEN = "holds", "fails", "open"


@dataclass
class Sheet:
    """One report's cells as arrays: ``values`` (0 where none), ``state``, and whether a number is ``printed``."""

    values: np.ndarray
    state: np.ndarray
    printed: np.ndarray

    def with_values(self, cells, values) -> "Sheet":
        """A copy in which these cells hold these numbers."""
        sheet = Sheet(self.values.copy(), self.state.copy(), self.printed.copy())
        cells = list(cells)
        sheet.values[cells], sheet.state[cells], sheet.printed[cells] = list(values), FIXED, True
        return sheet

    def without(self, cells) -> "Sheet":
        """A copy in which these cells have no known number, as far as they take part."""
        sheet = Sheet(self.values.copy(), self.state.copy(), self.printed.copy())
        cells = [cell for cell in cells if sheet.state[cell] != OUT]
        sheet.values[cells], sheet.state[cells], sheet.printed[cells] = 0, UNKNOWN, False
        return sheet


def results(matrix: np.ndarray, components: list[np.ndarray], sheet: Sheet) -> list[str | None]:
    """For each identity holds, fails or open; None where none of its cells takes part.

    An identity fails when no numbers from 0 up in its open cells can make it hold, alone or together with the
    other identities, those left out that fail alone: what is wrong there is no fault of the others. It is open when
    such numbers are needed, or when it has no printed number at all.
    """
    residual = residuals(matrix, sheet)
    unknown = touched(matrix, sheet.state == UNKNOWN)
    free = (sheet.state == UNKNOWN) | (sheet.state == OPTIONAL)
    raises, lowers = touched(matrix == 1, free), touched(matrix == -1, free)
    printed = touched(matrix, sheet.printed & (sheet.state == FIXED))
    taking_part = touched(matrix, sheet.state != OUT)
    found: list[str | None] = []
    for identity, rest in enumerate(residual):
        if not taking_part[identity]:
            found.append(None)
        elif rest == 0 and not unknown[identity] and printed[identity]:
            found.append(HOLDS)
        elif (rest > 0 and not lowers[identity]) or (rest < 0 and not raises[identity]):
            found.append(FAILS)
        else:
            found.append(OPEN)
    for component in components:
        doubtful = [identity for identity in component if found[identity] == OPEN]
        if any(residual[identity] or unknown[identity] for identity in doubtful):
            others = np.array([identity for identity in component if found[identity] != FAILS])
            _, conflict = solve(matrix[others], sheet, free)
            for identity in others[sorted(conflict)]:
                if found[identity] == OPEN and (residual[identity] or unknown[identity]):
                    found[identity] = FAILS
    return found


def implied(matrix: np.ndarray, components: list[np.ndarray], sheet: Sheet, found: list[str | None]) -> dict[int, int]:
    """The numbers that the identities force where none is printed, by cell; only in components where none fails.

    A blank is first taken as open (so that 0 is only said where it is forced), then as nothing, which is what it
    counts for when a lost number is refilled.
    """
    forced: dict[int, int] = {}
    for component in components:
        if any(found[identity] == FAILS for identity in component):
            continue
        part = matrix[component]
        without = ~sheet.printed & (sheet.state != OUT) & touched(part.T, np.ones(len(part), dtype=bool))
        unknown = (sheet.state == UNKNOWN) & without
        if not without.any():
            continue
        values, conflict = solve(part, sheet, without)
        if conflict:
            continue
        forced |= values
        blanks = sheet.state[without] == FIXED
        if blanks.any() and any(cell not in values for cell in np.flatnonzero(unknown)):
            more, conflict = solve(part, sheet, without & (sheet.state != FIXED))
            forced |= {} if conflict else {cell: value for cell, value in more.items() if unknown[cell]}
    return forced


def statuses(matrix: np.ndarray, found: list[str | None], forced: dict[int, int], sheet: Sheet) -> list[str]:
    """Proof of each cell: contradicted where an identity over it fails, else proven where one holds, else unproven.

    Only what was read can be proven or contradicted; a blank is proven where it is forced to be nothing.
    """
    fails = touched(matrix.T, np.array([result == FAILS for result in found], dtype=bool))
    holds = touched(matrix.T, np.array([result == HOLDS for result in found], dtype=bool))
    proofs = []
    for cell, state in enumerate(sheet.state):
        read = state in (FIXED, OPTIONAL)
        if read and fails[cell]:
            proofs.append("contradicted")
        elif read and holds[cell] and (sheet.printed[cell] or forced.get(cell) == 0):
            proofs.append("proven")
        else:
            proofs.append("unproven")
    return proofs


def residuals(matrix: np.ndarray, sheet: Sheet) -> np.ndarray:
    """Left side less right side of each identity, cells without a number counting as nothing."""
    return matrix @ np.where(sheet.state == FIXED, sheet.values, 0)


def touched(matrix: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Which rows of the matrix have an entry among the cells."""
    return (matrix[:, cells] != 0).any(axis=1)


def solve(matrix: np.ndarray, sheet: Sheet, free: np.ndarray) -> tuple[dict[int, int], set[int]]:
    """What the identities force for the free cells, and the identities that cannot be satisfied together.

    As no number is below 0, an identity whose open cells all stand on one side and whose rest is 0 makes all of them
    0; those left are found by elimination in whole numbers, in turns until neither finds more. A forced number below
    0 or with a fraction is a conflict, named by the identities alone where they conflict without the zeros.
    """
    cells = np.flatnonzero(free & (matrix != 0).any(axis=0))
    terms = matrix[:, cells]
    start = rest = matrix @ np.where(free | (sheet.state != FIXED), 0, sheet.values)
    forced: dict[int, int] = {}
    left = np.arange(len(cells))
    nothing = balanced(terms, rest)
    while True:
        while len(nothing):
            forced |= dict.fromkeys(left[nothing].tolist(), 0)
            left = np.delete(left, nothing)
            nothing = balanced(terms[:, left], rest)
        more, conflict = eliminate(terms[:, left], -rest)
        if conflict:
            return {}, eliminate(terms, -start)[1] or conflict
        forced |= {int(left[index]): value for index, value in more.items()}
        found = list(more)
        rest = rest + terms[:, left[found]] @ np.array(list(more.values()), dtype=np.int64)
        left = np.delete(left, found)
        if impossible := beyond(terms[:, left], rest):
            return {}, impossible
        nothing = balanced(terms[:, left], rest)
        if not len(nothing):
            return {int(cells[index]): value for index, value in forced.items()}, set()


def beyond(terms: np.ndarray, rest: np.ndarray) -> set[int]:
    """Identities that no numbers from 0 up make hold: their open cells stand on the side that is too large already."""
    over, under = (rest > 0) & (terms >= 0).all(axis=1), (rest < 0) & (terms <= 0).all(axis=1)
    return set(np.flatnonzero(over | under).tolist())


def balanced(terms: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Which open cells can only be 0: those on the one open side of an identity whose rest is 0."""
    one_sided = (terms >= 0).all(axis=1) | (terms <= 0).all(axis=1)
    return np.flatnonzero((terms[one_sided & (rest == 0)] != 0).any(axis=0))


def eliminate(terms: np.ndarray, right: np.ndarray) -> tuple[dict[int, int], set[int]]:
    """Solve ``terms @ x = right`` by elimination: the forced x by index, and the rows in conflict."""
    height, width = terms.shape
    work = np.hstack([terms, right[:, None], np.eye(height, dtype=np.int64)])
    pivots: list[tuple[int, int]] = []
    row = 0
    for column in range(width):
        candidates = np.flatnonzero(work[row:, column])
        if not len(candidates):
            continue
        best = row + candidates[np.argmin(np.abs(work[row + candidates, column]))]
        work[[row, best]] = work[[best, row]]
        others = np.flatnonzero(work[:, column])
        others = others[others != row]
        work[others] = work[others] * work[row, column] - np.outer(work[others, column], work[row])
        grown = others[np.abs(work[others]).max(axis=1) > 1]
        if len(grown):
            work[grown] //= np.gcd.reduce(work[grown], axis=1)[:, None]
        pivots.append((row, column))
        row += 1
        if row == height:
            break
    conflict: set[int] = set()
    for index in range(row, height):
        if work[index, width]:
            conflict |= set(np.flatnonzero(work[index, width + 1:]).tolist())
    forced: dict[int, int] = {}
    for index, column in pivots:
        if np.count_nonzero(work[index, :width]) == 1:
            value, odd = divmod(int(work[index, width]), int(work[index, column]))
            if odd or value < 0:
                conflict |= set(np.flatnonzero(work[index, width + 1:]).tolist())
            forced[column] = value
    return forced, conflict
