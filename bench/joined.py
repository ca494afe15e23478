"""How often a row of digits run together that stands in no other sum is read, and read wrong, at its own sums.

``python -m bench.joined [ROWS]`` prints per kind of row and of damage the share of rows told, and of rows told wrong.
The damage is of this row alone: nothing else in the document gives it away.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from bench.proof import load
from transform import cuts, readings
from transform.identities import Edition

ROWS = 2_000
TABLE = "review_litigation"
TOWNS = {"hardly any": (0.2, 3), "some": (0.3, 30), "many": (0.5, 260)}  # share of parts not 0, and their mean
BLANKS = (1, 2, 3)


def figures(cells: list[int], rng: np.random.Generator, town: tuple[float, int]) -> np.ndarray:
    """Numbers of a row, each channel's parts with their total."""
    share, mean = town
    size = (len(cells) // 5, 4)
    parts = np.ceil(rng.exponential(mean, size)).astype(int) * (rng.random(size) < share)
    return np.hstack([parts, parts.sum(axis=1, keepdims=True)]).ravel()


def damaged(values: np.ndarray, rng: np.random.Generator) -> Iterator[tuple[str, str]]:
    """The row's digits as printed whole, and each kind of damage to them."""
    whole = "".join(map(str, values))
    yield "whole", whole
    zeros, others = np.flatnonzero(values == 0), np.flatnonzero(values)
    for count in BLANKS:
        if len(zeros) >= count:
            yield f"{count} blank", "".join(map(str, np.delete(values, rng.choice(zeros, count, replace=False))))
    if len(zeros):
        yield "all zeros blank", "".join(map(str, values[others]))
    digit = rng.integers(len(whole))
    yield "digit lost", whole[:digit] + whole[digit + 1:]
    part = rng.choice(others[others % 5 < 4])
    total = part // 5 * 5 + 4
    for kind, wrong in (("off by one", 1), ("off at random", rng.integers(1, values[total] + 1)),
                        ("part left out", -values[part]), ("digits exchanged", 9 * rng.integers(1, 9))):
        slip = values.copy()
        slip[total] += wrong
        yield f"total {kind}", "".join(map(str, slip))


def counted(edition: Edition, words, cells: list[int], town: tuple[float, int], rows: int) -> dict[str, Counter]:
    """Per damage how many rows there were, were told, and told wrong."""
    rng, seen = np.random.default_rng(20240711), {}
    for values in (figures(cells, rng, town) for _ in range(rows)):
        for kind, digits in damaged(values, rng) if values.any() else ():
            row = cuts.joined(edition, cells, [readings.Piece(None, None, digits, None, "")], words)
            told = row.complete and row.fits and row.lone and len(row.options) == 1
            wrong = told and [one.value for one in row.options[0].values()] != values.tolist()
            seen.setdefault(kind, Counter()).update(rows=1, told=told, wrong=wrong)
    return seen


def main(rows: int) -> None:
    editions, words = load()
    edition = editions["2021"]
    whole = [cell for cell in range(edition.form_size) if edition.cells[cell].table == TABLE]
    for name, cells in (("all three channels", whole), ("one channel", whole[:5])):
        for town, scale in TOWNS.items():
            print(f"\n{name}, {town} cases")
            for kind, count in counted(edition, words, cells, scale, rows).items():
                told, wrong = (100 * count[one] / count["rows"] for one in ("told", "wrong"))
                print(f"  {kind:24} told {told:6.2f} %   wrong {wrong:5.2f} %", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
