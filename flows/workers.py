"""Worker processes that read documents: batches over a pool, and those of a batch that does not come back alone."""

import logging
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType

import polars as pl

from flows.reader import Arrived

log = logging.getLogger(__name__)

BATCH = 24  # documents
SECONDS = 45  # for one document in a worker of its own, start of the worker included, before it is killed

Frames = dict[str, pl.DataFrame]


class Unable(RuntimeError):
    """No worker can be started here, whatever it is given to read."""


def over_workers(batches: Iterator[list[Arrived]], version: str, workers: int) -> Iterator[Frames]:
    """The frames of each batch, as they finish. A batch that does not come back is read document by document.

    ``batches`` is asked for the next one only when a worker is free for it. Raises Unable.
    """
    broken: list[list[Arrived]] = []
    waiting = True
    while waiting:
        waiting = False
        pool = new_pool(workers)
        running: dict[Future, list[Arrived]] = {}
        try:
            while True:
                while len(running) < workers and (batch := next(batches, None)):
                    try:
                        running[pool.submit(work, batch, version)] = batch
                    except BrokenProcessPool:
                        broken.append(batch)
                        raise
                if not running:
                    break
                finished, _ = wait(running, timeout=SECONDS + 3 * BATCH, return_when=FIRST_COMPLETED)
                if not finished:
                    raise BrokenProcessPool
                for future in finished:
                    batch = running.pop(future)
                    try:
                        frames = future.result()
                    except BrokenProcessPool:
                        broken.append(batch)
                        raise
                    except Exception:  # ours, over something in one of its documents
                        log.exception("a batch could not be read together")
                        broken.append(batch)
                        continue
                    yield frames
        except BrokenProcessPool:
            broken += running.values()
            waiting = True
        finally:
            close(pool)
        if broken:
            try_out()
    for document in (document for batch in broken for document in batch):
        yield alone(document, version)


def alone(document: Arrived, version: str) -> Frames:
    """One document in a worker of its own; if that hangs, dies or trips, the row that says so."""
    pool = new_pool(1)
    try:
        return pool.submit(work, [document], version).result(timeout=SECONDS)
    except TimeoutError:
        return set_aside(document, f"reading it took over {SECONDS} s", version)
    except BrokenProcessPool:
        return set_aside(document, "reading it brought the reader down", version)
    except Exception as mistake:
        log.exception("%s tripped the reader", document.source_file)
        return set_aside(document, f"the reader tripped over it: {type(mistake).__name__}: {mistake}", version)
    finally:
        close(pool)


def set_aside(document: Arrived, reason: str, version: str) -> Frames:
    from flows import batch

    return batch.unproved([batch.stopped(document, reason, "open it by hand; it may be damaged on purpose")], version)


def try_out() -> None:
    """Raise Unable where even a worker with nothing to do does not come back: that is no fault of documents."""
    pool = new_pool(1)
    try:
        pool.submit(ready).result(timeout=4 * SECONDS)
    except (BrokenProcessPool, TimeoutError) as problem:
        raise Unable("no process that reads documents can be started here: too little memory, or a broken "
                     f"installation ({problem})") from problem
    finally:
        close(pool)


def work(arrived: list[Arrived], version: str) -> Frames:
    """What a worker does with a batch."""
    from flows import batch

    return batch.read(arrived, version)


def ready() -> bool:
    return True


def start_worker() -> None:
    from flows import batch

    batch.limit_memory()


def new_pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, _Context(), start_worker)


def close(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, killing workers that hang."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
        process.join()


def usual() -> int:
    """As many workers as there are processors that this process may use."""
    return max(1, len(os.sched_getaffinity(0)))


class _Process(multiprocessing.context.SpawnProcess):
    """Starts without running the caller's main module again: a script that calls a run without the usual guard would
    begin that run in every worker, and a worker needs nothing of it."""

    @staticmethod
    def _Popen(process):
        with _no_main():
            return multiprocessing.context.SpawnProcess._Popen(process)


class _Context(multiprocessing.context.SpawnContext):
    Process = _Process


@contextmanager
def _no_main() -> Iterator[None]:
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
