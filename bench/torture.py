"""Publishes killed with kill -9 at random points while readers query in loops.

    python -m bench.torture --publishes 40 --home bench/out/torture

Holds when no reader ever meets an error, a half release or fewer documents than before, and the last run,
which nobody kills, publishes everything that was staged. Exit 0 then, else 1 with what was met.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from bench import synthetic
from flows import publication, releases, warehouse
from flows.home import Home

READERS = 2
REPORTS = 5  # a batch
KEEP = 3


def publish(home: Home, run: str) -> None:
    """What one night does once everything is staged."""
    built = warehouse.build(home, home.releases / f".{run}.duckdb", run).path
    print("built", flush=True)
    publication.publish(home, built, run, KEEP, warehouse.check(built))


def read(home: Home, log: Path) -> None:
    """Query the current release until killed, and note what is wrong; one line a look."""
    most = 0
    with log.open("a", buffering=1) as file:
        while True:
            began = time.monotonic()
            try:
                documents, facts, rows = look(home)
                wrong = complaint(documents, facts, rows, most)
                most = max(most, documents)
            except Exception as error:  # whatever a reader meets is what we measure
                wrong = f"{type(error).__name__}: {error}"
            file.write(json.dumps({"wrong": wrong, "documents": most}) + "\n")
            time.sleep(time.monotonic() - began)  # else two readers take both processors, and no night gets on


def look(home: Home) -> tuple[int, int, int]:
    with releases.connect(home) as con:
        documents = con.execute("select count(*) from dim_document where state = 'loaded'").fetchone()[0]
        facts = con.execute("select count(*) from fct_value").fetchone()[0]
        rows = con.execute("select count(*) from mart_township_comparison").fetchone()[0]
    return documents, facts, rows


def complaint(documents: int, facts: int, rows: int, most: int) -> str | None:
    if documents < most:
        return f"{documents} documents, {most} before"
    if facts != 200 * documents or rows != documents:
        return f"torn: {documents} documents, {facts} facts, {rows} rows compared"
    return None


def start(role: str, home: Home, *more: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, __file__, "--role", role, "--home", str(home.root), *more],
                            stdout=subprocess.PIPE)


def torture(home: Home, publishes: int, seed: int) -> int:
    """Run it all; return the exit code."""
    chance, draws = random.Random(seed), np.random.default_rng(seed)
    agencies = synthetic.townships(REPORTS * (publishes + 2))
    stage(home, agencies, 0, draws)
    started = time.monotonic()
    if start("publish", home, "--run", "first").wait():
        return 1
    usual = time.monotonic() - started
    readers = [start("read", home, "--run", str(number)) for number in range(READERS)]
    killed = 0
    for number in range(1, publishes + 1):
        stage(home, agencies, number, draws)
        night = start("publish", home, "--run", f"n{number:03}")
        if number % 2:  # every other one in the short time of checking and publishing
            night.stdout.readline()
        killed += kill_unless_done(night, chance.uniform(0, usual if number % 2 else 1.5 * usual))
    completed = start("publish", home, "--run", "last").wait() == 0
    time.sleep(1)
    for reader in readers:
        reader.kill()
        reader.wait()
    return judge(home, publishes, killed, completed)


def kill_unless_done(process: subprocess.Popen, seconds: float) -> bool:
    """Whether the process had to be killed after that time."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def stage(home: Home, agencies, number: int, draws: np.random.Generator) -> None:
    synthetic.lay(home, agencies.slice(REPORTS * number, REPORTS), 2022, f"b{number:03}", draws)
    synthetic.lay_arrivals(home)


def judge(home: Home, publishes: int, killed: int, completed: bool) -> int:
    looks = [json.loads(line) for path in home.root.glob("reader-*.log") for line in whole_lines(path)]
    errors = sorted({look["wrong"] for look in looks if look["wrong"]})
    documents = look(home)[0]
    expected = REPORTS * (publishes + 1)
    print(f"publishes: {publishes}, killed: {killed}, looks: {len(looks)}, reader errors: "
          f"{sum(1 for look in looks if look['wrong'])}, documents: {documents} of {expected}, "
          f"next run completed: {completed}, releases kept: {len(releases.listing(home))}")
    print("\n".join(errors))
    return 0 if looks and completed and not errors and documents == expected else 1


def whole_lines(path: Path) -> list[str]:
    """All lines but one the killed reader may have left unfinished."""
    return [line for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publishes", type=int, default=40)
    parser.add_argument("--home", type=Path, default=Path("bench/out/torture"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--role", choices=("publish", "read"))
    parser.add_argument("--run", default="")
    wanted = parser.parse_args()
    if wanted.role == "publish":
        publish(Home.at(wanted.home), wanted.run)
        return 0
    if wanted.role == "read":
        read(Home.at(wanted.home), wanted.home / f"reader-{wanted.run}.log")
    shutil.rmtree(wanted.home, ignore_errors=True)
    return torture(Home.at(wanted.home), wanted.publishes, wanted.seed)


if __name__ == "__main__":
    sys.exit(main())
