"""python -m bench.mutate: two thousand documents broken on purpose, read in one run.

Half are reports with tables swapped, doubled, rows deleted or digits joined before they are written; half are files
of the made corpus (bench/out/corpus) cut short or with bytes flipped. Reports crashes, time, memory, what was loaded
and set aside, and silent errors. Where a mutation leaves no telling what is printed, values are not judged.
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
from .corpus import agencies, damage, html, index, plan, text
from .corpus.model import Report, Table

TEXTS = tuple(text.STYLES)
LOOSE = tuple(style for style in TEXTS if style != "markdown")  # where a row may have a piece less than the others
SEPARATORS = b"0123456789.-+|\t\n\r <>/&"


def swap_tables(report: Report, rng: random.Random) -> None:
    """Two tables change places, under each other's section title."""
    tables = [i for i, block in enumerate(report.blocks) if isinstance(block, Table)]
    if len(tables) > 1:
        one, two = rng.sample(tables, 2)
        report.blocks[one], report.blocks[two] = report.blocks[two], report.blocks[one]


def double_table(report: Report, rng: random.Random) -> None:
    """One table is printed twice, with the same figures."""
    if report.tables():
        table = rng.choice(report.tables())
        report.blocks.insert(rng.randrange(len(report.blocks)), table)


def delete_rows(report: Report, rng: random.Random) -> None:
    """Up to five rows, headings or figures, are gone."""
    for _ in range(rng.randrange(1, 6)):
        table = rng.choice(report.tables())
        at = rng.randrange(len(table.rows))
        gone = [cell.address for cell in table.rows[at] if cell.address in report.truth]
        damage.forget(report, gone, "absent")
        damage.stretch(table, at, -1)
        del table.rows[at]
        if not table.rows:
            report.blocks.remove(table)
            return


def join_digits(report: Report, rng: random.Random) -> None:
    """Neighbouring figures of some rows lose what parted them; the row has a piece less."""
    for table in report.tables():
        for row in table.rows:
            places = [i for i, cell in enumerate(row[:-1]) if cell.address and row[i + 1].address]
            if len(places) > 2 and rng.random() < 0.15:
                at = rng.choice(places)
                report.lose([cell.address for cell in row if cell.address])
                row[at].text += row[at + 1].text
                del row[at + 1]


SHAPES = {"swapped": swap_tables, "doubled": double_table, "rows_deleted": delete_rows, "digits_joined": join_digits}


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
    joins = mutation == "digits_joined"
    style = rng.choice(LOOSE if joins else TEXTS if rng.random() < 0.7 else html.PAGES)
    report, _ = plan.report(number, seed, levels, style if style in TEXTS else "html")
    if report.tables():
        SHAPES[mutation](report, rng)
    if not joins:
        damage.settle(report)
    written = text.write(report, rng, style) if style in TEXTS else html.page(report, rng, style)
    made = index.Made(f"m{number:04d}", report, style, Path(f"m{number:04d}.txt"))
    return Mutant(made.path.name, mutation, written.encode(), index.record(made), index.cells(made))


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def flip(data: bytes, rng: random.Random, only_words: bool) -> bytes:
    """Flip bits in up to 40 bytes; with ``only_words`` only inside letters, so that no figure changes."""
    broken = bytearray(data)
    for _ in range(rng.randrange(1, 41)):
        at = rng.randrange(len(broken))
        changed = broken[at] ^ (1 << rng.randrange(8))
        if only_words and (broken[at] < 0x80 or changed in SEPARATORS):
            continue
        broken[at] = changed
    return bytes(broken)


def broken_file(number: int, seed: int, documents: list[dict], folder: Path, mutation: str) -> Mutant:
    """A file of the corpus cut or with bytes flipped; a flip anywhere leaves no telling what is printed."""
    rng = random.Random(f"bytes/{seed}/{number}")
    document = rng.choice(documents)
    data = (folder / document["file"]).read_bytes()
    plain = is_plain(data)
    broken = cut(data, rng) if mutation == "cut" else flip(data, rng, plain)
    name = f"m{number:04d}{Path(document['file']).suffix}"
    cells = [dict(cell, recoverable="0") for cell in document["cells"]]
    if mutation == "flipped" and not plain:
        cells = [dict(cell, status="unknown") for cell in cells]
    record = {key: value for key, value in document.items() if key != "cells"}
    return Mutant(name, mutation, broken, record | {"id": Path(name).stem, "file": name}, cells)


def is_plain(data: bytes) -> bool:
    """Text or a page in UTF-8, where a letter's bytes are told from a figure's."""
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def make(out: Path, corpus: Path, count: int, seed: int) -> None:
    """Write the mutants and their index the way the corpus is written."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "documents").mkdir(parents=True)
    (out / "cells").mkdir()
    levels = agencies.load()
    documents = [d for d in index.read(corpus) if d["digital"]]
    kinds = [*SHAPES, "cut", "flipped", "cut", "flipped"]
    with open(out / "index.jsonl", "w", encoding="utf-8") as lines:
        for number in range(count):
            kind = kinds[number % len(kinds)]
            if kind in SHAPES:
                mutant = shaped(number, seed, levels, kind)
            else:
                mutant = broken_file(number, seed, documents, corpus / "documents", kind)
            (out / "documents" / mutant.name).write_bytes(mutant.data)
            mutant.record["damages"] = [mutant.mutation]
            lines.write(json.dumps(mutant.record, ensure_ascii=False) + "\n")
            index.write_rows(out / "cells" / f"{mutant.record['id']}.csv", mutant.cells)


def excused(wrong: dict) -> bool:
    """A figure the cut went through: what is left of it is what is printed."""
    return wrong["damages"] == "cut" and wrong["printed"].strip().startswith(wrong["raw_text"].strip())


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
    scores = accuracy.score_all(index.read(arguments.out), facts, documents)
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
