"""python -m bench.kill_nights [--kills 30] [--documents 40]: nights that are killed end in the same release.

A site on loopback is collected over three nights, between which pages are edited, removed and added. One home lives
through them undisturbed. In the other every run is killed (kill -9) at a random moment, again and again, before a
normal run may finish the night; a run that got through before its moment does not count. Then both releases are
compared, table by table.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from flows import engine
from flows.home import Home
from tests.site import server
from tests.site.server import Reply, Site

FIRST = datetime(2026, 1, 31, 20, tzinfo=UTC)
NIGHTS = 3
HOST = "127.0.0.1"
# What tells one run from another and not one release from another.
OF_THE_RUN = {"run_id", "read_at", "built_at", "published_at", "last_seen_at", "previous_run_id", "release_id"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.kill_nights", description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--night", nargs=3, metavar=("HOME", "SOURCES", "NOW"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.night:
        return night(*arguments.night)
    folder = Path(tempfile.mkdtemp(prefix="kill_nights_"))
    try:
        differences = compare(folder, arguments.kills, arguments.documents, arguments.seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(differences) or f"the same release after {arguments.kills} kills as without")
    sys.exit(bool(differences))


def night(home: str, sources: str, now: str) -> None:
    """One night in a process of its own, at the time given."""
    from flows import nightly
    from flows.collect import Desk
    from flows.gather import Wishes
    from flows.ledger import Ledger
    from flows.raw import Store

    @contextmanager
    def desk(place: Home) -> Iterator[Desk]:
        with Ledger(place.ledger) as ledger:
            yield Desk(ledger, Store(place.raw), datetime.fromisoformat(now))

    nightly.desk = desk
    outcome = nightly.run(Home.at(home), Wishes(
        sources=Path(sources), contact="us@example.org", allowed_hosts=frozenset({HOST}), pace=0.0))
    sys.exit(not outcome.published)


def compare(folder: Path, kills: int, documents: int, seed: int) -> list[str]:
    """How the release of the killed home differs from the other's, in words."""
    rng = random.Random(seed)
    reports = made(folder, documents, seed)
    calm, killed = Home.at(folder / "calm"), Home.at(folder / "killed")
    engine.settle(Home.at(folder / "engine"))
    with engine.server(Home.at(folder / "engine")) as address, Site() as site:
        os.environ[engine.API] = address
        sources = folder / "sources.csv"
        sources.write_text(f"source,kind,address\ntown,list,{site.url('/index.html')}\n")
        for number in range(NIGHTS):
            furnish(site, reports, number)
            now = (FIRST + timedelta(days=number)).isoformat()
            seconds = undisturbed(calm, sources, now)
            print(f"night {number + 1}: {seconds:.1f} s undisturbed", flush=True)
            shutil.copytree(killed.root, folder / "before", symlinks=True)
            for turn in range(kills // NIGHTS + (number < kills % NIGHTS)):
                while not kill(killed, sources, now, moment := rng.uniform(0.3, seconds)):
                    shutil.rmtree(killed.root)  # it got through: back to the evening before, and again
                    shutil.copytree(folder / "before", killed.root, symlinks=True)
                print(f"  kill {turn + 1} after {moment:.2f} s", flush=True)
            shutil.rmtree(folder / "before")
            undisturbed(killed, sources, now)
    engine.sweep(os.environ["PREFECT_HOME"])
    return differences(calm, killed)


def made(folder: Path, documents: int, seed: int) -> list[bytes]:
    subprocess.run([sys.executable, "-m", "bench.corpus", "--out", folder / "corpus", "--documents", str(documents),
                    "--seed", str(seed), "--pure"], check=True, stdout=subprocess.DEVNULL)
    return [path.read_bytes() for path in sorted((folder / "corpus" / "documents").iterdir())]


def furnish(site: Site, reports: list[bytes], number: int) -> None:
    """The site of one night: two thirds of the reports stand there at first, every sixth is exchanged on the second
    night and every seventh gone, and the rest comes on the third."""
    words = "2023年政府信息公开工作年度报告"
    shown = list(enumerate(reports))[:len(reports) * 2 // 3] if number < 2 else list(enumerate(reports))
    links = [(f"r/{index}.html", words) for index, _ in shown]
    half = len(links) // 2
    site.pages = {
        "/index.html": Reply(server.listing(*links[:half], more='<a href="index_2.html">下一页</a>')),
        "/index_2.html": Reply(server.listing(*links[half:])),
        **{f"/r/{index}.html": Reply(data, etag=index % 2 == 0) for index, data in shown},
    }
    if number:
        for index, _ in shown:
            if index % 6 == 1:
                site.pages[f"/r/{index}.html"] = Reply(reports[(index + 1) % len(reports)] + b"\n")
            if index % 7 == 3:
                del site.pages[f"/r/{index}.html"]


def start(home: Home, sources: Path, now: str) -> subprocess.Popen:
    log = (home.root / "bench.log").open("ab")
    return subprocess.Popen([sys.executable, "-m", "bench.kill_nights", "--night", str(home.root), str(sources), now],
                            stdout=log, stderr=log, start_new_session=True)


def undisturbed(home: Home, sources: Path, now: str) -> float:
    began = time.monotonic()
    if start(home, sources, now).wait():
        raise SystemExit(f"a night failed:\n{(home.root / 'bench.log').read_text()[-3000:]}")
    return time.monotonic() - began


def kill(home: Home, sources: Path, now: str, moment: float) -> bool:
    """Start a night and kill its process alone, as the kernel would; False where it ended before."""
    process = start(home, sources, now)
    try:
        process.wait(moment)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def differences(calm: Home, killed: Home) -> list[str]:
    """Table by table, the rows that only one release has, runs' names and times left out."""
    found = []
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{calm.current}' AS calm (READ_ONLY); ATTACH '{killed.current}' AS killed (READ_ONLY)")
        tables = [row[0] for row in con.execute(
            "SELECT DISTINCT table_name FROM duckdb_tables() WHERE database_name IN ('calm', 'killed') "
            "ORDER BY ALL").fetchall()]
        for table in tables:
            columns = [row[0] for row in con.execute(
                "SELECT column_name FROM duckdb_columns() WHERE database_name = 'calm' AND table_name = ? "
                "ORDER BY column_index", [table]).fetchall()]
            kept = ", ".join(f'"{column}"' for column in columns if column not in OF_THE_RUN)
            for one, other in (("calm", "killed"), ("killed", "calm")):
                rows = con.execute(f"SELECT {kept} FROM {one}.{table} EXCEPT ALL SELECT {kept} FROM {other}.{table} "
                                   "LIMIT 3").fetchall()
                found += [f"{table}: only in {one}: {row}" for row in rows]
    return found


if __name__ == "__main__":
    main()
