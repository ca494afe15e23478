"""Reading what has arrived: batches of documents over worker processes into ``staged``, each batch whole or not at all.

A document that hangs its worker or brings it down is read once more alone; if it does so again it gets a row
that says so. Nothing is read twice by the same code: ``staged`` is the truth of what was read.
"""

import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from extract import archive, kind, reading
from extract.errors import Unreadable
from flows.collect import Desk
from flows.home import Home, project_data
from flows.ledger import Arrival
from flows.reader import Arrived, readable
from transform import schema

BATCH = 24  # documents
SECONDS = 45  # for one document in a worker of its own, start of the worker included, before it is killed


@dataclass(frozen=True)
class Unread:
    """A document still to be read: its hash, the first name it came by, and the words that led to it."""

    sha256: str
    source_file: str
    url: str | None
    source: str | None
    words: str | None = None


@cache
def code_version() -> str:
    """A short hash over all that decides how a document is read: the code of both rooms and the reference data."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    files = [path for room in ("extract", "transform") for path in (root / room).glob("*.py")]
    files += [path for path in project_data().rglob("*") if path.suffix in (".csv", ".parquet") and path.is_file()]
    names = ("reader.py", "batch.py", "whose.py", "convert.py")
    files += [Path(__file__).with_name(name) for name in names]
    for path in sorted(path for path in files if path.exists() and not unread_data(path)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def unread_data(path: Path) -> bool:
    """Whether a data file does not bear on how documents are read (what is produced lies there too)."""
    inside = path.is_relative_to(project_data())
    return inside and path.relative_to(project_data()).parts[0] not in ("forms", "places", "aliases.csv",
                                                                       "report_words.csv")


def already_read(home: Home) -> set[str]:
    """The documents that the staged batches hold, read by this code."""
    files = sorted(home.staged.glob("[!.]*/documents.parquet"))
    if not files:
        return set()
    staged = pl.scan_parquet(files).filter(pl.col("code_version") == code_version()).select("sha256").collect()
    return set(staged["sha256"])


def unpack(desk: Desk, unread: Sequence[Unread]) -> int:
    """Give the members of archives that hold several documents arrivals of their own; how many are new."""
    found = 0
    for document in unread:
        data = desk.store.get(document.sha256)
        if kind.detect(data) not in reading.ARCHIVES:
            continue
        try:
            members = [(name, member) for name, member in archive.members(data) if readable(kind.detect(member))]
        except Unreadable:
            continue
        if len(members) < 2:
            continue
        for name, member in members:
            sha256 = desk.store.put(member)
            arrival = Arrival(f"{document.source_file}!{name}", sha256, document.source, document.url,
                              document.source_file, len(member))
            found += desk.ledger.arrive(arrival, desk.now) == "new"
    return found


def read_all(home: Home, desk: Desk, unread: Sequence[Unread], workers: int | None = None,
             told: Callable[[int], None] = lambda count: None) -> int:
    """Read these documents into ``staged``; the number read. ``told`` hears of each finished batch's size.

    Raises only for our own mistakes: what a document does to its reader ends as that document's row.
    """
    for leftover in home.staged.glob(".*"):
        shutil.rmtree(leftover, ignore_errors=True)  # a batch that a killed run was writing
    batches = [list(unread[start : start + BATCH]) for start in range(0, len(unread), BATCH)]
    done = 0
    for batch, frames in over_workers(desk, batches, workers or max(1, os.cpu_count() or 1)):
        write(home, frames)
        done += len(batch)
        told(len(batch))
    return done


def over_workers(desk: Desk, batches: Sequence[list[Unread]],
                 workers: int) -> Iterator[tuple[list[Unread], dict[str, pl.DataFrame]]]:
    """Each batch with its frames, as they finish. A batch that does not come back is read document by document."""
    broken: list[list[Unread]] = []
    waiting = list(reversed(batches))
    while waiting:
        pool = new_pool(min(workers, len(waiting)))
        running: dict[Future, list[Unread]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    batch = waiting.pop()
                    running[pool.submit(work, loaded(desk, batch), code_version())] = batch
                finished, _ = wait(running, timeout=SECONDS + 3 * BATCH, return_when=FIRST_COMPLETED)
                if not finished:
                    raise BrokenProcessPool
                for future in finished:
                    frames = future.result()
                    yield running.pop(future), frames
        except BrokenProcessPool:
            broken += running.values()
        finally:
            close(pool)
    for document in (document for batch in broken for document in batch):
        yield [document], alone(desk, document)


def alone(desk: Desk, document: Unread) -> dict[str, pl.DataFrame]:
    """One document in a worker of its own; if that hangs or dies, the row that says so."""
    pool = new_pool(1)
    try:
        return pool.submit(work, loaded(desk, [document]), code_version()).result(timeout=SECONDS)
    except (TimeoutError, BrokenProcessPool) as problem:
        hung = isinstance(problem, TimeoutError)
        reason = f"reading it took over {SECONDS} s" if hung else "reading it brought the reader down"
        return set_aside(document, reason)
    finally:
        close(pool)


def set_aside(document: Unread, reason: str) -> dict[str, pl.DataFrame]:
    from flows import batch

    stopped = batch.stopped(Arrived(document.sha256, document.source_file, b""), reason,
                            "open it by hand; it may be damaged on purpose")
    return batch.unproved([stopped], code_version())


def work(arrived: list[Arrived], version: str) -> dict[str, pl.DataFrame]:
    """What a worker does with a batch."""
    from flows import batch

    return batch.read(arrived, version)


def start_worker() -> None:
    from flows import batch

    batch.limit_memory()


def new_pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), start_worker)


def close(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, killing workers that hang."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
        process.join()


def loaded(desk: Desk, batch: Sequence[Unread]) -> list[Arrived]:
    return [Arrived(one.sha256, one.source_file, desk.store.get(one.sha256), one.url, one.words) for one in batch]


def write(home: Home, frames: dict[str, pl.DataFrame]) -> None:
    """Write a batch under a name made of what it holds; it appears whole, by one rename."""
    hashes = "".join(sorted(frames["documents"]["sha256"])) + code_version()
    name = hashlib.sha256(hashes.encode()).hexdigest()[:20]
    making = home.staged / f".{name}"
    making.mkdir(parents=True, exist_ok=True)
    for table in schema.STAGED:
        frames[table.name].sort(table.key).write_parquet(making / f"{table.name}.parquet", compression="zstd")
    target = home.staged / name
    if target.exists():
        shutil.rmtree(target)
    os.replace(making, target)


def write_arrivals(home: Home, arrivals: list[dict]) -> None:
    """The ledger's arrivals as the warehouse reads them."""
    home.staged.mkdir(parents=True, exist_ok=True)
    path = home.staged / "arrivals.parquet"
    making = path.with_suffix(".making")
    schema.ARRIVALS.frame([{name: row.get(name) for name in schema.ARRIVALS.schema} for row in arrivals]) \
        .write_parquet(making)
    os.replace(making, path)
