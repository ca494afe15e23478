"""python -m bench.whose: how many labelled pages come out right, and how long resolving takes.

Per file of tests/whose and split: reports and other pages that are right, undecided, wrong; kinds that are right. Then
seconds to load the register and, on this core, for 10,000 resolutions, of the labelled pages and of pages with a full
report behind them. Ends with 1 where a report is accepted wrong or a bound of the project is passed.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from flows import whose

PAGES = Path(__file__).parents[1] / "tests" / "whose"
REPORTS = ("report", "pre_2019_report")
DECIDED = ("region_code", "report_year")
LOAD_SECONDS, RESOLVE_SECONDS = 0.5, 20
PADDING = "\n".join(
    f"({at})本单位持续推进政务公开,更新目录{at * 7}条,规范办理申请,共公开信息{at * 31}条。\n"
    f"行政许可 | {at} | 0 | {at + 3} |"
    for at in range(60)
)


def judged(page: dict, answer: dict) -> str:
    """right, undecided or wrong, by region and year; a label may allow further values (``also_...``)."""
    allowed = {name: [page[name], *page.get(f"also_{name}", ())] for name in DECIDED}
    if any(answer[name] is not None and answer[name] not in values for name, values in allowed.items()):
        return "wrong"
    return "right" if all(answer[name] in values for name, values in allowed.items()) else "undecided"


def pages(name: str) -> list[dict]:
    return [json.loads(line) for line in (PAGES / name).read_text(encoding="utf-8").splitlines()]


def counted(rows: list[dict], answerer: whose.Answerer) -> Counter:
    """Pages by split, sort (report or other), verdict, and whether the kind is right."""
    counts: Counter = Counter()
    for page in rows:
        answer = whose.answer_record(page, answerer)
        sort = "report" if page["kind"] in REPORTS else "other"
        kind = answer["kind"] in (page["kind"], *page.get("also_kind", ()))
        verdict = judged(page, answer)
        counts[page.get("split", "all"), sort, verdict] += 1
        counts[page.get("split", "all"), sort, "kind right" if kind else "kind not right"] += 1
    return counts


def ratio(counts: Counter, split: str, sort: str) -> str:
    total = sum(counts[split, sort, verdict] for verdict in ("right", "undecided", "wrong"))
    told = ", ".join(f"{counts[split, sort, verdict]} {verdict}" for verdict in ("right", "undecided", "wrong"))
    kinds = counts[split, sort, "kind right"]
    return f"{told} of {total} ({counts[split, sort, 'right'] / max(total, 1):.1%}); kind right {kinds} of {total}"


def seconds_for(rows: list[dict], answerer: whose.Answerer) -> float:
    """Seconds of this core for 10,000 resolutions, measured on at least a second's worth."""
    started, done = time.process_time(), 0
    while time.process_time() - started < 3:
        for page in rows:
            whose.answer_record(page, answerer)
        done += len(rows)
    return (time.process_time() - started) / done * 10_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="files of tests/whose; all of them where none is named")
    names = parser.parse_args().names or sorted(path.name for path in PAGES.glob("*.jsonl"))
    started = time.process_time()
    answerer = whose.Answerer.load()
    loading = time.process_time() - started
    wrong, everything = 0, []
    for name in names:
        rows = pages(name)
        everything += rows
        counts = counted(rows, answerer)
        for split, sort in sorted({(split, sort) for split, sort, _ in counts}):
            print(f"{name} {split} {sort}: {ratio(counts, split, sort)}")
        wrong += sum(number for (_, sort, verdict), number in counts.items() if (sort, verdict) == ("report", "wrong"))
    paddings = (PADDING.replace("(", f"({at}.") for at in range(len(everything)))
    long = [
        page | {"text": f"{page['text'] or ''}\n{padding}"} for page, padding in zip(everything, paddings, strict=True)
    ]
    short_seconds, long_seconds = seconds_for(everything, answerer), seconds_for(long, answerer)
    print(f"register loaded in {loading:.2f} s (bound {LOAD_SECONDS} s)")
    print(f"10,000 resolutions in {short_seconds:.1f} s, whole pages {long_seconds:.1f} s (bound {RESOLVE_SECONDS} s)")
    return int(wrong > 0 or loading > LOAD_SECONDS or max(short_seconds, long_seconds) > RESOLVE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
