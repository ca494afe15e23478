"""python -m bench.accuracy: run the made corpus through the command line and count what came back.

Per style and per damage: documents whole and right, cells right, cells flagged (recoverable, yet not reported) and
silent errors (reported, and not what is printed). Leaves bench/out/accuracy.json and wrong_cells.csv; ends with 1
where there is a silent error.
"""

import argparse
import csv
import datetime
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .corpus import index

WRONG_COLUMNS = ("file", "style", "damages", "verdict", "table", "row_key", "column_key", "got", "got_status", "truth",
                 "truth_status", "raw_text", "printed", "proof", "place")
WHOSE_COLUMNS = ("file", "style", "state", "agency", "decidable", "year", "region_code", "agency_name", "title")
WHAT = ("agency", "year")


@dataclass
class Score:
    """What became of one document."""

    document: dict
    counts: Counter = field(default_factory=Counter)
    wrong: list[dict] = field(default_factory=list)
    agency: str = "undecided"
    year: str = "undecided"
    state: str = ""

    @property
    def whole(self) -> bool:
        right = self.counts["right"] == self.counts["cells"] and not self.counts["silent"]
        return right and (self.state != "set_aside") == self.document["digital"]


def gongkai(*words: str) -> None:
    """Run the command line of this environment; its messages pass through on failure."""
    program = [str(Path(sys.executable).with_name("gongkai")), *words]
    done = subprocess.run(program, capture_output=True, text=True)
    if done.returncode:
        print(" ".join(program), done.stdout[-3000:], done.stderr[-3000:], sep="\n", file=sys.stderr)
        raise SystemExit(f"{program[1]} ended with {done.returncode}")


def rows(path: Path) -> list[dict]:
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_corpus(corpus: Path, home: Path) -> tuple[list[dict], list[dict], float]:
    """Facts and documents as exported, and the seconds the run took."""
    shutil.rmtree(home, ignore_errors=True)
    started = time.monotonic()
    gongkai("run", str(corpus / "documents"), "--home", str(home))
    seconds = time.monotonic() - started
    for name in ("facts", "documents"):
        gongkai("export", name, "--home", str(home), "--out", str(home / f"{name}.csv"))
    return rows(home / "facts.csv"), rows(home / "documents.csv"), seconds


def score_all(truth: list[dict], facts: list[dict], documents: list[dict]) -> list[Score]:
    by_file: dict[str, dict] = {}
    for fact in facts:
        address = (fact["table"], fact["row_key"], fact["column_key"])
        by_file.setdefault(fact["source_file"], {})[address] = fact
    states = {row["source_file"]: row for row in documents}
    return [score(t, by_file.get(t["file"], {}), states.get(t["file"], {})) for t in truth]


def score(document: dict, facts: dict, state: dict) -> Score:
    result = Score(document, state=state.get("state", "not seen"))
    for cell in document["cells"]:
        address = (cell["table"], cell["row_key"], cell["column_key"])
        fact = facts.get(address, {})
        verdict = judge(cell, fact, bool(facts))
        result.counts[verdict] += 1
        result.counts["cells"] += cell["recoverable"] == "1"
        if verdict in ("silent", "flagged"):
            result.wrong.append(wrong_cell(document, cell, fact, verdict))
    for address in facts.keys() - {(c["table"], c["row_key"], c["column_key"]) for c in document["cells"]}:
        if facts[address]["status"] == "reported":
            result.counts["silent"] += 1
            unprinted = dict(zip(("table", "row_key", "column_key"), address, strict=True))
            unprinted |= {"value": "", "status": "not on the form", "raw_text": ""}
            result.wrong.append(wrong_cell(document, unprinted, facts[address], "silent"))
    known = facts and next(iter(facts.values())) or state
    result.agency = decided(known.get("region_code"), document["region_code"])
    result.year = decided(known.get("report_year"), str(document["report_year"]))
    return result


def judge(cell: dict, fact: dict, loaded: bool) -> str:
    """right, flagged, silent; for cells the rendering lost: lost, guessed_right or silent; unknown is not judged."""
    if cell["status"] == "unknown":
        return "unknown"
    reported = fact.get("status") == "reported"
    same = reported and cell["value"] != "" and number(fact["value"]) == Decimal(cell["value"])
    if reported and not same:
        return "silent"
    if cell["recoverable"] != "1":
        return "guessed_right" if same else "lost"
    if not loaded:
        return "flagged"
    return "right" if same or cell["value"] == "" else "flagged"


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text.lstrip("'"))
    except InvalidOperation:
        return None


def decided(got: str | None, wanted: str) -> str:
    return "undecided" if not got else "right" if got == wanted else "wrong"


def wrong_cell(document: dict, cell: dict, fact: dict, verdict: str) -> dict:
    return {
        "file": document["file"], "style": document["style"], "damages": " ".join(document["damages"]),
        "verdict": verdict, "table": cell["table"], "row_key": cell["row_key"], "column_key": cell["column_key"],
        "got": fact.get("value", ""), "got_status": fact.get("status", "none"), "truth": cell["value"],
        "truth_status": cell["status"], "raw_text": fact.get("raw_text", ""), "printed": cell["raw_text"],
        "proof": fact.get("proof", ""), "place": fact.get("place", ""),
    }


def tally(scores: list[Score], keys) -> dict[str, Counter]:
    """Counts per key; ``keys`` gives the keys a score belongs to."""
    found: dict[str, Counter] = {}
    for one in scores:
        for key in keys(one):
            counts = found.setdefault(key, Counter())
            counts.update(one.counts)
            counts["documents"] += 1
            counts["whole"] += one.whole
            counts[f"agency_{one.agency}"] += 1
            counts[f"year_{one.year}"] += 1
            counts["agency_wrong_if_undecidable"] += one.agency == "wrong" and not one.document["agency_decidable"]
    return dict(sorted(found.items()))


def show(title: str, table: dict[str, Counter]) -> None:
    print(f"\n{title:34} docs whole   cells   right % flagged silent  lost | agency r/u/w   year r/u/w")
    for key, n in table.items():
        share = f"{100 * n['right'] / n['cells']:.2f}" if n["cells"] else "-"
        who, when = ("/".join(str(n[f"{what}_{d}"]) for d in ("right", "undecided", "wrong")) for what in WHAT)
        print(f"{key:34} {n['documents']:4} {n['whole']:5} {n['cells']:7} {share:>9} {n['flagged']:7} {n['silent']:6} "
              f"{n['lost']:5} | {who:12} {when}")


def all_zero(truth: list[dict]) -> float:
    """Share of the recoverable cells right for a reader that says 0 everywhere."""
    cells = [c for d in truth for c in d["cells"] if c["recoverable"] == "1"]
    return sum(c["value"] != "" and Decimal(c["value"]) == 0 for c in cells) / len(cells)


def report(corpus: Path, scores: list[Score], seconds: float, out: Path) -> int:
    """Print the tables, leave the files, give the number of silent errors."""
    digital = [one for one in scores if one.document["digital"]]
    styles = tally(scores, lambda one: [one.document["style"]])
    damages = tally(digital, lambda one: one.document["damages"] or ["none"])
    whole = tally(scores, lambda one: ["all"] + ["digital"] * one.document["digital"])
    for title, table in (("damage", damages), ("style", styles), ("corpus", whole)):
        show(title, table)
    zero = all_zero([one.document for one in digital])
    states = dict(Counter(one.state for one in scores))
    print(f"\nstates: {states}; {seconds:.0f} s; all-zero guesser {100 * zero:.1f} % of cells")
    silent = whole["all"]["silent"]
    date = datetime.date.today().isoformat()
    figures = {"date": date, "corpus": corpus.name, "seconds": round(seconds, 1), "all_zero_share": round(zero, 4),
               "whole": whole, "styles": styles, "damages": damages}
    out.mkdir(parents=True, exist_ok=True)
    (out / "accuracy.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    with open(out / "wrong_cells.csv", "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, WRONG_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted((w for one in scores for w in one.wrong), key=lambda w: (w["verdict"] != "silent",)))
    with open(out / "whose.csv", "w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(WHOSE_COLUMNS)
        for one in scores:
            if (one.agency, one.year) != ("right", "right"):
                d = one.document
                writer.writerow((d["file"], d["style"], one.state, one.agency, d["agency_decidable"], one.year,
                                 d["region_code"], d["agency_name"], d["title"].replace("\n", "/")))
    return silent


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("bench/out/corpus"))
    parser.add_argument("--home", type=Path, default=Path("bench/out/home"))
    parser.add_argument("--out", type=Path, default=Path("bench/out"))
    parser.add_argument("--facts", type=Path, help="score these exports instead of running: facts.csv …")
    parser.add_argument("--export", type=Path, help="… and documents.csv")
    arguments = parser.parse_args()
    truth = index.read(arguments.corpus)
    if arguments.facts:
        documents = rows(arguments.export) if arguments.export else []
        facts, seconds = rows(arguments.facts), 0.0
    else:
        facts, documents, seconds = read_corpus(arguments.corpus, arguments.home)
    silent = report(arguments.corpus, score_all(truth, facts, documents), seconds, arguments.out)
    raise SystemExit(1 if silent else 0)


if __name__ == "__main__":
    main()
