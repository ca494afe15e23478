"""A batch of documents in a worker process: read each within its limits, prove all, give the staged frames."""

import logging
import resource
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

import polars as pl

from extract.match_result import Match
from flows.home import project_data
from flows.reader import Arrived, Reader, Reading, form_cells, table_rows
from transform import facts, numbers, schema

SECONDS = 20  # for one document
BYTES = 1_000_000_000  # of memory beyond what a worker holds before its first document

log = logging.getLogger(__name__)


class TooLong(Exception):
    """A document took longer than allowed."""


@cache
def reader() -> Reader:
    return Reader()


@cache
def form_frame() -> pl.DataFrame:
    """The cells of all editions, with their edition."""
    return pl.DataFrame(
        [{"edition": edition, **cell} for edition, cells in form_cells().items() for cell in cells]
    ).with_columns(pl.col("position").cast(pl.Int32))


@cache
def identity_frame() -> pl.DataFrame:
    return pl.DataFrame(table_rows(project_data() / "forms" / "identities.csv"))


@cache
def vocabulary() -> numbers.Vocabulary:
    return numbers.vocabulary(table_rows(project_data() / "forms" / "labels.csv"))


def limit_memory() -> None:
    """Let this process take ``BYTES`` more than it holds now."""
    reader(), form_frame(), identity_frame(), vocabulary()
    with open("/proc/self/status", encoding="ascii") as status:
        held = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData"))
    resource.setrlimit(resource.RLIMIT_DATA, (held + BYTES, held + BYTES))


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise TooLong in the block after so many seconds."""
    def ring(*_):
        raise TooLong
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(arrived: Sequence[Arrived], code_version: str) -> dict[str, pl.DataFrame]:
    """The staged frames (schema.STAGED) of these documents; every one of them has its row in ``documents``."""
    readings = [read_one(one) for one in arrived]
    loaded = [reading for reading in readings if reading.loaded]
    proved = prove(loaded, {})
    doubtful = contradicted(proved)
    seconds = {}
    for reading in loaded:
        if reading.arrived.sha256 in doubtful:
            second = read_again(reading)
            if second is not None and second.edition == reading.match.edition:
                seconds[reading.arrived.sha256] = second
    if seconds:
        again = [reading for reading in loaded if reading.arrived.sha256 in seconds]
        proved = replaced(proved, prove(again, seconds), set(seconds))
    spaced = [reading.arrived.sha256 for reading in loaded if reading.match.spaced]
    return {
        "facts": facts.doubted(proved, spaced),
        "identity_checks": proved.identity_checks,
        "findings": pl.concat([proved.findings, match_findings(readings)]),
        "documents": documents(readings, proved, code_version),
    }


def unproved(readings: Sequence[Reading], code_version: str) -> dict[str, pl.DataFrame]:
    """The staged frames of documents that gave no facts."""
    proved = facts.Facts(schema.FACTS.empty(), schema.IDENTITY_CHECKS.empty(), schema.FINDINGS.empty())
    return {"facts": proved.facts, "identity_checks": proved.identity_checks, "findings": match_findings(readings),
            "documents": documents(readings, proved, code_version)}


def read_one(arrived: Arrived) -> Reading:
    """Read one document; what stops it is its reason."""
    try:
        with time_limit(SECONDS):
            return reader().read(arrived)
    except TooLong:
        return stopped(arrived, f"reading it took over {SECONDS} s", "open it by hand; it may be damaged on purpose")
    except MemoryError:
        return stopped(arrived, "reading it took over 1 GB of memory", "open it by hand; it may be damaged on purpose")
    except RecursionError:
        return stopped(arrived, "it is nested deeper than can be read", "open it by hand and save it as PDF")
    except Exception as mistake:  # ours; yet one document must not end every night from now on
        log.exception("%s tripped the reader", arrived.source_file)
        return stopped(arrived, f"the reader tripped over it: {type(mistake).__name__}: {mistake}",
                       "tell the maintainers of this project")


def stopped(arrived: Arrived, reason: str, remedy: str) -> Reading:
    return Reading(arrived, {"sha256": arrived.sha256, "outcome": "set_aside", "kind": "unknown", "format": "unknown",
                             "reason": reason, "remedy": remedy})


def read_again(reading: Reading) -> Match | None:
    """The second reading of a doubtful document; None where there is none within the limits."""
    try:
        with time_limit(SECONDS):
            return reader().again(reading)
    except (TooLong, MemoryError, RecursionError):
        return None
    except Exception:  # ours; the first reading stands
        log.exception("%s tripped the reader at its second reading", reading.arrived.source_file)
        return None


def prove(readings: Sequence[Reading], seconds: dict[str, Match]) -> facts.Facts:
    """Numbers, statuses and proofs of loaded documents; ``seconds`` their second readings by hash, if any."""
    firsts = {reading.arrived.sha256: reading.match for reading in readings}
    first, second = (
        schema.ROW_READINGS.frame([row for sha256, match in matches.items() for row in rows(sha256, match)])
        for matches in (firsts, seconds)
    )
    editions = {sha256: match.edition for sha256, match in firsts.items()}
    return facts.from_readings(first, editions, form_frame(), identity_frame(), vocabulary(),
                               second=second if seconds else None)


def rows(sha256: str, match: Match) -> Iterator[dict]:
    """A match as rows of ROW_READINGS."""
    for ordinal, reading in enumerate(match.readings):
        for piece, (text, place) in enumerate(reading.pieces):
            column = reading.column_keys[piece] if reading.placed else None
            yield {"sha256": sha256, "ordinal": ordinal, "table": reading.table, "row_key": reading.row_key,
                   "column_key": column, "fit": reading.fit, "piece": piece, "text": text,
                   "unit": reading.units.get(column), "place": place}


def contradicted(proved: facts.Facts) -> set[str]:
    """Documents with a cell that a second reading might settle."""
    doubtful = (pl.col("proof") == "contradicted") | pl.col("status").is_in(["ambiguous", "missing", "unreadable"])
    return set(proved.facts.filter(doubtful)["sha256"])


def replaced(proved: facts.Facts, again: facts.Facts, which: set[str]) -> facts.Facts:
    """The facts with those of some documents exchanged."""
    def merged(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([old.filter(~pl.col("sha256").is_in(list(which))), new])
    return facts.Facts(merged(proved.facts, again.facts), merged(proved.identity_checks, again.identity_checks),
                       merged(proved.findings, again.findings))


def match_findings(readings: Sequence[Reading]) -> pl.DataFrame:
    return schema.FINDINGS.frame([
        {"sha256": reading.arrived.sha256, "ordinal": 10_000 + ordinal, "stage": "match", "kind": finding.kind,
         "table": finding.table, "row_key": None, "column_key": None, "text": finding.text, "place": finding.place}
        for reading in readings if reading.match for ordinal, finding in enumerate(reading.match.findings)
    ])


def documents(readings: Sequence[Reading], proved: facts.Facts, code_version: str) -> pl.DataFrame:
    """The rows of ``documents``, with the counts of their facts."""
    counts = proved.facts.group_by("sha256").agg(
        cells=pl.len(), cells_reported=(pl.col("status") == "reported").sum(),
        cells_proven=(pl.col("proof") == "proven").sum(),
    ).rows_by_key("sha256", named=True, unique=True)
    failed = proved.identity_checks.filter(pl.col("result") == "fails").group_by("sha256").agg(pl.len())
    failures = dict(failed.iter_rows())
    now = datetime.now(UTC)
    return schema.DOCUMENTS.frame([
        dict.fromkeys(schema.DOCUMENTS.schema) | {"code_version": code_version} | reading.document
        | counts.get(reading.arrived.sha256, {}) | {"sha256": reading.arrived.sha256}
        | {"identities_failed": failures.get(reading.arrived.sha256, 0), "read_at": now}
        for reading in readings
    ])
