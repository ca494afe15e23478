"""python -m bench.mutate: two thousand documents broken on purpose, read in one run.

Half are reports broken before they are written (``broken_reports``), half are files of the made corpus
(bench/out/corpus) with their bytes broken (``broken_bytes``). Reports crashes, time, memory, what was loaded and set
aside, and silent errors. Where a mutation leaves no telling what is printed, values are not judged.
"""

import argparse
import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import accuracy
from .broken_bytes import BREAKS, KEEPS_FIGURES
from .broken_reports import SHAPES
from .corpus import agencies, damage, html, index, plan, text
from .corpus.model import Report

TEXTS = tuple(text.STYLES)
LOOSE = tuple(style for style in TEXTS if style != "markdown")  # where a row may have a piece less than the others
DRAWN = tuple(style for style in html.PAGES if style != "bare")  # where a cell may be wider than others
TWO_REPORTS = "two_reports"
KINDS = tuple(kind for pair in zip([*SHAPES, TWO_REPORTS], [*BREAKS, *BREAKS][:13], strict=True) for kind in pair)


@dataclass
class Mutant:
    """A broken document, what was done to it, and the cells' truth as the scorer takes it."""

    name: str
    mutation: str
    data: bytes
    record: dict
    cells: list[dict]


def shaped(number: int, seed: int, levels: dict, mutation: str) -> Mutant:
    """A report with its tables broken, written as text or as a page."""
    rng = random.Random(f"mutant/{seed}/{number}")
    style = rng.choice(TEXTS if rng.random() < 0.7 else html.PAGES)
    style = rng.choice({"digits_joined": LOOSE, "cells_joined": DRAWN}.get(mutation, (style,)))
    report, _ = plan.report(number, seed, levels, style if style in TEXTS else "html")
    if report.tables():
        SHAPES[mutation](report, rng)
    if mutation not in ("digits_joined", "cells_joined", "report_repeated"):
        damage.settle(report)
    made = index.Made(f"m{number:04d}", report, style, Path(f"m{number:04d}.txt"))
    data = written(report, rng, style)
    return Mutant(made.path.name, mutation, data, index.record(made), index.cells(made))


def written(report: Report, rng: random.Random, style: str) -> bytes:
    return (text.write(report, rng, style) if style in TEXTS else html.page(report, rng, style)).encode()


def two_reports(number: int, seed: int, levels: dict) -> Mutant:
    """Two reports of different agencies in one file; the record holds the second's agency and cells as ``other``."""
    rng = random.Random(f"two/{seed}/{number}")
    style = rng.choice(TEXTS if rng.random() < 0.7 else html.PAGES)
    reports = [plan.report(one, seed, levels, style if style in TEXTS else "html")[0]
               for one in (number, number + 100_000)]
    data = b"\n".join([written(report, rng, style) for report in reports])
    first, second = (index.Made(f"m{number:04d}", report, style, Path(f"m{number:04d}.txt")) for report in reports)
    record = index.record(first) | {"other": index.record(second) | {"cells": index.cells(second)}}
    return Mutant(first.path.name, TWO_REPORTS, data, record, index.cells(first))


def broken_file(number: int, seed: int, documents: list[dict], folder: Path, mutation: str) -> Mutant:
    """A file of the corpus with its bytes broken; a flip anywhere leaves no telling what is printed."""
    rng = random.Random(f"bytes/{seed}/{number}")
    broken = None
    while broken is None:
        document = rng.choice(documents)
        broken = BREAKS[mutation]((folder / document["file"]).read_bytes(), rng)
    name = f"m{number:04d}{Path(document['file']).suffix}"
    unknown = {} if mutation in KEEPS_FIGURES else {"status": "unknown"}
    cells = [cell | {"recoverable": "0"} | unknown for cell in document["cells"]]
    record = {key: value for key, value in document.items() if key != "cells"}
    return Mutant(name, mutation, broken, record | {"id": Path(name).stem, "file": name}, cells)


def make(out: Path, corpus: Path, count: int, seed: int) -> None:
    """Write the mutants and their index the way the corpus is written."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "documents").mkdir(parents=True)
    (out / "cells").mkdir()
    levels = agencies.load()
    documents = [d for d in index.read(corpus) if d["digital"]]
    with open(out / "index.jsonl", "w", encoding="utf-8") as lines:
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            if kind in SHAPES:
                mutant = shaped(number, seed, levels, kind)
            elif kind == TWO_REPORTS:
                mutant = two_reports(number, seed, levels)
            else:
                mutant = broken_file(number, seed, documents, corpus / "documents", kind)
            (out / "documents" / mutant.name).write_bytes(mutant.data)
            mutant.record["damages"] = [mutant.mutation]
            lines.write(json.dumps(mutant.record, ensure_ascii=False) + "\n")
            index.write_rows(out / "cells" / f"{mutant.record['id']}.csv", mutant.cells)


def excused(wrong: dict) -> bool:
    """A figure the cut went through: what is left of it is what is printed."""
    return wrong["damages"] == "cut" and wrong["printed"].strip().startswith(wrong["raw_text"].strip())


def scored(documents: list[dict], facts: list[dict], states: list[dict]) -> list[accuracy.Score]:
    """The scores; of two reports in one file either may have been read, but not one with figures of the other."""
    first = accuracy.score_all(documents, facts, states)
    seconds = [document | document["other"] | {"file": document["file"], "damages": document["damages"]}
               for document in documents if "other" in document]
    others = {one.document["id"]: one for one in accuracy.score_all(seconds, facts, states)}
    return [min((one, others.get(one.document["id"], one)), key=lambda score: score.counts["silent"])
            for one in first]


def slowest(folder: Path, sample: int, seed: int) -> list[tuple[float, str]]:
    """Seconds ``gongkai read`` takes for some of the mutants one by one, the slowest first."""
    files = sorted(folder.iterdir())
    times = []
    for file in random.Random(seed).sample(files, min(sample, len(files))):
        started = time.monotonic()
        program = str(Path(sys.executable).with_name("gongkai"))
        subprocess.run([program, "read", str(file)], capture_output=True)
        times.append((time.monotonic() - started, file.name))
    return sorted(times, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.mutate", description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("bench/out/corpus"))
    parser.add_argument("--out", type=Path, default=Path("bench/out/mutants"))
    parser.add_argument("--home", type=Path, default=Path("bench/out/mutants-home"))
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timed", type=int, default=0, help="also time that many single reads")
    arguments = parser.parse_args()
    make(arguments.out, arguments.corpus, arguments.count, arguments.seed)
    facts, documents, seconds = accuracy.read_corpus(arguments.out, arguments.home)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    scores = scored(index.read(arguments.out), facts, documents)
    silent = [wrong for one in scores for wrong in one.wrong if wrong["verdict"] == "silent" and not excused(wrong)]
    unseen = [one.document["file"] for one in scores if one.state == "not seen"]
    reasons = Counter(row["reason"][:60] for row in documents if row["state"] == "set_aside")
    print(f"{arguments.count} mutants in {seconds:.0f} s, largest process {memory:.0f} MB")
    print(f"states: {dict(Counter(one.state for one in scores))}; never accounted for: {unseen[:10]}")
    for reason, number in reasons.most_common(25):
        print(f"{number:6} {reason}")
    print(f"silent errors by mutation: {dict(Counter(wrong['damages'] for wrong in silent))}")
    with open(arguments.out / "silent.csv", "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, accuracy.WRONG_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(silent)
    times = slowest(arguments.out / "documents", arguments.timed, arguments.seed)
    print(f"slowest single reads: {[(round(s, 1), name) for s, name in times[:5]]}")
    raise SystemExit(1 if silent or unseen or (times and times[0][0] > 20) else 0)


if __name__ == "__main__":
    main()
