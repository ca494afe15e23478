"""What the proof can and cannot do, counted on random tables whose truth is known.

``python -m bench.proof [TRIALS [EDITION]]``
Exit status 1 if anything is wrong that must not be: a wrong cell not found, damage not noticed, an erased cell
refilled wrong, or a number taken for proven that is not the printed one.
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from transform import explain, hearing, identities, numbers, printings, proof
from transform.identities import Edition
from transform.orders import Printed
from transform.readings import Piece

FORMS = Path(__file__).resolve().parents[1] / "data" / "forms"
TRIALS = 20_000
TABLE = "applications"
DAMAGES = ("joined", "marked", "parted", "short", "lossy")
BALANCE = ("received.new", "received.carried_in", "outcome.total", "carried_out")


def load() -> tuple[dict[str, Edition], numbers.Vocabulary]:
    """The editions and the words of cells, from data/forms."""
    cells = pl.concat([
        pl.read_csv(path).with_columns(edition=pl.lit(path.stem.removeprefix("form-")))
        for path in sorted(FORMS.glob("form-*.csv"))
    ])
    with (FORMS / "labels.csv").open(encoding="utf-8") as labels:
        words = numbers.vocabulary(csv.DictReader(labels))
    return identities.load(pl.read_csv(FORMS / "identities.csv"), cells), words


def true_table(edition: Edition, rng: np.random.Generator, dense: bool) -> np.ndarray:
    """Numbers that satisfy every identity: few and small like a township's, or many and large like a city's."""
    values = np.zeros(len(edition.cells), dtype=np.int64)
    share, largest = (0.7, int(10 ** rng.uniform(1, 4))) if dense else (0.06, 4)

    def parts(count: int) -> np.ndarray:
        return rng.integers(0, largest + 1, count) * (rng.random(count) < share)

    rows = {key: cells for key, cells in edition.rows.items() if key not in edition.parts and key[0] != "article20"}
    for (_, row_key), cells in rows.items():
        if row_key not in BALANCE:
            values[cells[:-1]] = parts(len(cells) - 1)
    new, carried_in, total, carried_out = (rows[TABLE, row_key] for row_key in BALANCE)
    for (table, row_key), cells in rows.items():
        if table == TABLE and row_key not in BALANCE:
            values[total] += values[cells]
    values[carried_out[:-1]] = parts(len(carried_out) - 1)
    handled = values[total] + values[carried_out]
    values[carried_in] = rng.integers(0, handled + 1) * (rng.random() < 0.7)
    values[new] = handled - values[carried_in]
    for cells in rows.values():
        values[cells[-1]] = values[cells[:-1]].sum()
    return values


def sheet(edition: Edition, values: np.ndarray, unknown=()) -> proof.Sheet:
    """A fully printed form of these numbers, some of them unknown."""
    state = np.full(len(values), proof.FIXED)
    state[edition.form_size:] = proof.OUT
    printed = np.arange(len(values)) < edition.form_size
    state[list(unknown)], printed[list(unknown)] = proof.UNKNOWN, False
    return proof.Sheet(np.where(state == proof.FIXED, values, 0), state, printed)


def wronged(values: np.ndarray, cells: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The numbers with each of these cells replaced by another number from 0 up."""
    wrong = values.copy()
    for cell in cells:
        near = values[cell] + rng.integers(-9, 10, 4)
        slips = (0, values[cell] // 10, values[cell] * 10, values[cell] + 1, rng.integers(0, 2000), *near)
        wrong[cell] = rng.choice([slip for slip in slips if slip >= 0 and slip != values[cell]])
    return wrong


def errors_and_erasures(edition: Edition, rng: np.random.Generator, trials: int) -> Counter:
    """One wrong cell found with its number, two or three noticed, three erased refilled."""
    applications = [cell for cell in np.flatnonzero(edition.counted[: edition.form_size])
                    if edition.cells[cell].table == TABLE]
    component = max(edition.components, key=len)
    seen: Counter = Counter()
    for trial in range(trials):
        values = true_table(edition, rng, dense=bool(trial % 2))
        for count in (1, 2, 3):
            cells = rng.choice(applications, count, replace=False)
            wrong = sheet(edition, wronged(values, cells, rng))
            noticed = proof.FAILS in proof.results(edition.matrix, edition.components, wrong)
            seen[f"{count} wrong: noticed" if noticed else f"{count} wrong: NOT NOTICED"] += 1
            if count == 1:
                found = explain.explanations(edition.matrix[component], wrong)
                right = found == [{int(cells[0]): int(values[cells[0]])}]
                seen["1 wrong: cell and number found" if right else "1 wrong: NOT FOUND"] += 1
        erased = sheet(edition, values, cells)
        results = proof.results(edition.matrix, edition.components, erased)
        refilled = proof.implied(edition.matrix, edition.components, erased, results)
        right = refilled == {int(cell): int(values[cell]) for cell in cells}
        seen["3 erased: refilled" if right else "3 erased: REFILLED WRONG OR NOT AT ALL"] += 1
    return seen


def damaged(edition: Edition, values: np.ndarray, damages: dict[str, str], rng: np.random.Generator,
            lost: int | None = None) -> list[Printed]:
    """The applications table printed with these numbers, some of its rows damaged, and without the column ``lost``.

    joined: digits run together · marked: the same, most zeros left empty with a dash · parted: with a few blanks left ·
    short: zeros left blank and dropped · lossy: a figure in ten lost, whatever it was · gone: not printed. What stands
    behind a lost column moves up.
    """
    printed = []
    for (table, row_key), cells in edition.rows.items():
        if table != TABLE or (table, row_key) in edition.parts:
            continue
        texts = [str(values[cell]) for place, cell in enumerate(cells) if place != lost]
        damage = damages.get(row_key)
        if damage == "gone":
            continue
        if damage == "marked":
            texts = ["".join("-" if text == "0" and rng.random() < 0.8 else text for text in texts)]
        elif damage in ("joined", "parted"):
            texts = "".join(text + " " * int(damage == "parted" and rng.random() < 0.4) for text in texts).split()
        elif damage == "short":
            texts = [text for text in texts if text != "0"] or [""]
        elif damage == "lossy":
            texts = [text for text in texts if rng.random() > 0.1] or [""]
        fit = {None: "exact", "short": "short", "lossy": "short"}.get(damage, "joined")
        if fit == "exact":
            texts += [""] * (len(cells) - len(texts))
        columns = [edition.cells[cell].column_key for cell in cells] if fit == "exact" else [None] * len(texts)
        pieces = [Piece(row_key, column, text, None, "") for column, text in zip(columns, texts, strict=True)]
        printed.append(Printed(table, row_key, fit, pieces))
    return printed


def damaged_rows(bench: tuple[Edition, numbers.Vocabulary], rng: np.random.Generator, rows: int,
                 sound: bool) -> Counter:
    """Rows of dense tables with digits joined, zeros dropped or figures lost, counted until there are so many.

    Not ``sound``: the author has a wrong cell somewhere. One table in four lacks a row or two, one in eight a column.
    A silent error is a number given anywhere in such a table that is not the printed one.
    """
    edition, words = bench
    seen: Counter = Counter()
    keys = [row_key for (table, row_key) in edition.rows if table == TABLE and (table, row_key) not in edition.parts]
    while sum(seen[f"rows {fit}"] for fit in DAMAGES) < rows:
        values = true_table(edition, rng, dense=True)
        if not sound:
            cell = rng.choice([cell for key in keys for cell in edition.rows[TABLE, key]])
            values = wronged(values, np.array([cell]), rng)
        count = int(rng.choice([0, 1, 2, 4, 8, len(keys)]))
        fits = {key: str(rng.choice(DAMAGES)) for key in rng.choice(keys, count, replace=False)}
        chance = rng.random()
        lost = int(rng.integers(7)) if chance < 1 / 8 else None
        gone = rng.choice(keys, rng.integers(1, 3), replace=False) if chance > 3 / 4 else []
        fits |= dict.fromkeys(gone, "gone")
        assembled, _ = printings.assembled(edition, damaged(edition, values, fits, rng, lost), words)
        start = time.process_time()
        found = hearing.heard(edition, assembled)
        seen["slowest ms"] = max(seen["slowest ms"], int(1000 * (time.process_time() - start)))
        loss = ", a row gone" * bool(len(gone)) + ", a column gone" * (lost is not None)
        for row_key in keys:
            kind = f"rows {fits.get(row_key, 'whole')}"
            seen[kind] += 1
            said = [found.said[cell] for cell in edition.rows[TABLE, row_key]]
            open_cells = any(one.status == "ambiguous" for one in said)
            seen[f"{kind}{loss}: " + ("flagged" if open_cells else "resolved")] += row_key not in gone
            printed = [None if place == lost else values[cell]
                       for place, cell in enumerate(edition.rows[TABLE, row_key])]
            for cell, one, value in zip(edition.rows[TABLE, row_key], said, printed, strict=True):
                if one.status == "reported" and one.reading.value != value or one.status == "blank" and value:
                    seen[f"{kind}{loss}: SILENT ERRORS, {found.proofs[cell]}"] += 1
    return seen


def timing(edition: Edition, words: numbers.Vocabulary, rng: np.random.Generator, trials: int) -> dict[str, float]:
    """Milliseconds of processor time for the verdict on one report's printed rows."""
    spent: dict[str, list[float]] = {"sound": [], "three wrong cells": []}
    for trial in range(trials):
        values = true_table(edition, rng, dense=bool(trial % 2))
        cells = rng.choice(np.flatnonzero(edition.counted[: edition.form_size]), 3, replace=False)
        for kind, table in (("sound", values), ("three wrong cells", wronged(values, cells, rng))):
            printed = damaged(edition, table, {}, rng)
            start = time.process_time()
            hearing.heard(edition, printings.assembled(edition, printed, words)[0])
            spent[kind].append(1000 * (time.process_time() - start))
    return {f"{kind}, {name} ms": round(float(figure), 2) for kind, times in spent.items()
            for name, figure in (("median", np.median(times)), ("slowest", max(times)))}


def hardest(edition: Edition, words: numbers.Vocabulary, rng: np.random.Generator, trials: int) -> dict[str, float]:
    """Milliseconds of processor time at most for tables all of whose rows are damaged, true or not, read once or twice.

    Two readings of one document, each damaged in its own way, are weighed against one another.
    """
    keys = [row_key for (table, row_key) in edition.rows if table == TABLE and (table, row_key) not in edition.parts]
    cells = [cell for key in keys for cell in edition.rows[TABLE, key]]
    spent: dict[str, list[float]] = {}
    for trial in range(trials):
        dense, sparse = (true_table(edition, rng, dense) for dense in (True, False))
        tables = {
            "dense": dense, "sparse": sparse, "dense, a wrong cell": wronged(dense, rng.choice(cells, 1), rng),
            "no identity holds": made_up(edition, rng, digits=1 + trial % 5, rows_hold=False),
            "only rows hold": made_up(edition, rng, digits=1 + trial % 5, rows_hold=True),
        }
        for (kind, values), choice in product(tables.items(), (*DAMAGES, "each in its own way")):
            fits = [{key: choice if choice in DAMAGES else str(rng.choice(DAMAGES)) for key in keys} for _ in "ab"]
            readings = [damaged(edition, wronged(values, rng.choice(cells, again), rng), fit, rng)
                        for again, fit in enumerate(fits)]
            for times, second in (("once", []), ("twice", readings[1])):
                start = time.process_time()
                rows, other = (printings.assembled(edition, printed, words)[0] for printed in (readings[0], second))
                hearing.heard(edition, rows, other)
                spent.setdefault(f"{kind}: all rows {choice}, read {times}", []).append(time.process_time() - start)
    return {f"{kind}, slowest ms": round(1000 * max(times), 1) for kind, times in spent.items()}


def made_up(edition: Edition, rng: np.random.Generator, digits: int, rows_hold: bool) -> np.ndarray:
    """Numbers of up to so many digits that satisfy no identity, or only that each row adds up."""
    printed = rng.random(len(edition.cells)) < 0.8
    values = (10 ** rng.uniform(0, digits, len(edition.cells)) * printed).astype(np.int64)
    for cells in edition.rows.values() if rows_hold else ():
        values[cells[-1]] = values[cells[:-1]].sum()
    return values


def measured(edition: Edition, words: numbers.Vocabulary, trials: int) -> Iterator[tuple[str, dict]]:
    """The figures of one edition, part by part."""
    rng = np.random.default_rng(20240711)
    yield "wrong and erased cells", errors_and_erasures(edition, rng, trials)
    yield "damaged rows of sound reports", damaged_rows((edition, words), rng, trials // 4 or 1, True)
    yield "damaged rows, a wrong cell", damaged_rows((edition, words), rng, trials // 20 or 1, False)
    yield "time", timing(edition, words, rng, min(trials, 200))
    yield "time of the hardest tables", hardest(edition, words, rng, min(trials // 100, 40) or 1)


def main(trials: int, only: str | None = None) -> int:
    editions, words = load()
    bad = 0
    for name in [only] if only else editions:
        for part, figures in measured(editions[name], words, trials):
            print(f"\nedition {name}: {part}")
            for figure, count in sorted(figures.items()):
                print(f"  {figure:48} {count:>10}", flush=True)
                bad += count * any(word.isupper() and len(word) > 2 for word in figure.split())
    print("\nall as it must be" if not bad else f"\n{bad} WRONG")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS, *sys.argv[2:3]))
