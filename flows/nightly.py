"""The night: collect, read, build, check, publish, export. One Prefect flow; its body reads like a table of contents.

``run`` is what the command line and the schedule call: it takes the home's lock, prepares Prefect and starts the flow.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows import engine, export, gather, ingest, mistakes, publication, raw, releases, warehouse
from flows.collect import Desk
from flows.gather import Wishes
from flows.home import Home, project_data
from flows.ingest import Unread
from flows.inputs import digest, reference_files, sql_files, staged_files
from flows.ledger import Ledger
from flows.lock import Held, hold
from flows.pages import Pages
from transform import schema

CHUNK = 480  # documents a Prefect task reads; a task costs more than a document


@dataclass
class Outcome:
    """What a night came to. ``state``: published, unchanged (nothing new, the release stands) or refused."""

    run_id: str
    state: str = "refused"
    release: Path | None = None
    collected: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)  # problems that only a person can mend, for the alert
    read: int = 0
    checks: list[warehouse.CheckResult] = field(default_factory=list)
    exports: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def published(self) -> bool:
        return self.state in ("published", "unchanged")


def run(home: Home, wishes: Wishes) -> Outcome:
    """One night in ``home``. Raises lock.Held where another run holds it, sources.Wrong for a bad sources file."""
    with hold(home):
        engine.settle(home)
        from flows import night  # imports Prefect, which reads its settings when imported

        return night.night_flow(str(home.root), wishes)


@contextmanager
def logged(home: Home, run_id: str) -> Iterator[Outcome]:
    """A run in the ledger from its beginning to whatever its end."""
    outcome = Outcome(run_id)
    with Ledger(home.ledger) as ledger:
        Pages(ledger)  # whoever may only look is to find its tables
        ledger.start_run(run_id, datetime.now(UTC))
        try:
            yield outcome
        except BaseException as problem:
            kind = f"{type(problem).__name__}: " if mistakes.is_ours(problem) else ""
            ledger.end_run(run_id, "failed", datetime.now(UTC), note=f"{kind}{problem}")
            raise
        note = "; ".join(check.message for check in outcome.checks if check.stops) or None
        ledger.end_run(run_id, outcome.state, datetime.now(UTC), note=note,
                       counts={**outcome.collected, "read": outcome.read})


@contextmanager
def stage(home: Home, outcome: Outcome, name: str) -> Iterator[Counter]:
    """One stage of a run, timed and counted in the ledger."""
    began, counts = time.monotonic(), Counter()
    yield counts
    outcome.seconds[name] = time.monotonic() - began
    with Ledger(home.ledger) as ledger:
        ledger.stage(outcome.run_id, name, outcome.seconds[name], dict(counts))


@contextmanager
def desk(home: Home, looking: bool = False) -> Iterator[Desk]:
    """Where what is collected is put; ``looking`` only, nothing is made where no home is yet."""
    with Ledger.there(home.ledger) if looking else Ledger(home.ledger) as ledger:
        yield Desk(ledger, raw.of(home), datetime.now(UTC))


def new_run_id() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]


# ---- the stages, as plain functions; flows/night.py makes Prefect tasks of them


def collect(home: Home, outcome: Outcome, wishes: Wishes) -> None:
    """Bring in what is wished for."""
    with stage(home, outcome, "collect") as counts, desk(home) as place:
        found = gather.everything(wishes, place, outcome.run_id)
        counts.update(found.counts)
        outcome.collected, outcome.problems, outcome.alarms = found.counts, found.problems, found.alarms


def chunks(home: Home) -> list[list[Unread]]:
    """What is still to be read, archives unpacked, in portions for one task each."""
    ingest.mend(home)
    with desk(home) as place:
        ingest.unpack(place, unread(home, place))
        documents = unread(home, place)
    return [documents[start : start + CHUNK] for start in range(0, len(documents), CHUNK)]


def unread(home: Home, place: Desk) -> list[Unread]:
    rows = place.ledger.unread(ingest.already_read(home))
    return [Unread(row["sha256"], row["source_file"], telling_address(row), row["source"], row["words"],
                   row["agency_name"], row["region_code"]) for row in rows]


def telling_address(row: dict) -> str | None:
    """The address that says whose a document is: its own, or that of its page where it lies on another host, since
    many sites keep their files on one that is not theirs."""
    url, page = row["url"], row["led_from"]
    if url and page and page.startswith("http") and urlsplit(page).hostname != urlsplit(url).hostname:
        return page
    return url


def read(home: Home, outcome: Outcome, documents: list[Unread], again: bool = False) -> int:
    """Read a portion into ``staged``; ``again`` only what an attempt before did not."""
    if again:
        done = ingest.already_read(home)
        documents = [one for one in documents if one.sha256 not in done]
    with stage(home, outcome, "read") as counts, desk(home) as place:
        reading = ingest.read_all(home, place, documents)
        counts.update(documents=reading.read, tripped=reading.tripped, lost=len(reading.lost))
    outcome.read += reading.read
    if reading.tripped:
        outcome.alarms.append(f"{reading.tripped} documents tripped the reader: tell the maintainers of this project")
    outcome.alarms += reading.lost
    return reading.read


def build_and_publish(home: Home, outcome: Outcome) -> None:
    """Build a new warehouse, check it, and publish it unless a check forbids; nothing where no input changed."""
    with desk(home) as place:
        arrivals = place.ledger.arrivals()
        ingest.write_arrivals(home, arrivals)
    state = fingerprint(home, arrivals)
    if home.current.exists() and current_inputs(home) == state:
        outcome.state, outcome.release = "unchanged", home.current.resolve()
        return
    clear(home)
    made = home.releases / f".building-{outcome.run_id}.duckdb"
    try:
        with stage(home, outcome, "build") as counts:
            counts.update(warehouse.build(home, made, outcome.run_id).rows)
    except BaseException:
        clear(home)
        raise
    with stage(home, outcome, "check") as counts:
        outcome.checks = warehouse.check(made)
        counts["failed"] = sum(check.stops for check in outcome.checks)
    if any(check.stops for check in outcome.checks):
        made.unlink()
        return
    with stage(home, outcome, "publish"):
        about = {"inputs": state, "reader_version": ingest.code_version()}
        outcome.release = publication.publish(home, made, outcome.run_id, checks=outcome.checks, facts=about)
        outcome.state = "published"


def clear(home: Home) -> None:
    """Remove what a build left that was killed, or for which the disk was too small: it would fill it for good."""
    for left in home.releases.glob(".building-*"):
        left.unlink()


def current_inputs(home: Home) -> str | None:
    """The fingerprint that the current release was built from."""
    return next((release.manifest.get("inputs") for release in releases.listing(home) if release.is_current), None)


def fingerprint(home: Home, arrivals: list[dict]) -> str:
    """A hash of all that a build depends on: staged batches, arrivals but for when they were last seen, data, SQL."""
    whole = hashlib.sha256(digest([*reference_files(project_data()), *sql_files()]).encode())
    for path in staged_files(home, schema.DOCUMENTS):
        whole.update(path.parent.name.encode())
    for row in arrivals:
        whole.update(repr([value for name, value in sorted(row.items()) if name != "last_seen_at"]).encode())
    return whole.hexdigest()


def write_exports(home: Home, outcome: Outcome) -> None:
    """The standing CSV files of the release; nothing where all of them were written from it."""
    outcome.exports = export.standing(home)
    if export.written_from(home) == outcome.release.name:
        return
    with stage(home, outcome, "export") as counts:
        counts["files"] = export.write_standing(home)


def go_back(home: Home, to: str | None = None) -> releases.Release:
    """Make an earlier release current, or that of run ``to``; the standing exports follow, so that nobody goes on
    reading what was withdrawn. Raises LookupError where there is none, lock.Held where a run under way keeps the
    exports from following; the release is gone back to even so.
    """
    release = releases.rollback(home, to)
    try:
        with hold(home):
            export.write_standing(home)
    except Held as held:
        raise Held(f"the release is {release.run_id} now, the exports are not yet: {held}; then go back to it once "
                   f"more with --to {release.run_id}") from None
    return release
