"""The known pages of the web: which are to be asked tonight, what is known of each, and the log of every request.

They lie in the ledger. A page is due again after a while that grows with the time since it last changed
(data/revisit.csv); the list of due pages is also the queue of the night, so a run that was killed goes on
where it stopped.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.answers import Exchange
from flows.home import table_rows
from flows.ledger import Ledger, make_tables

TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, led_from TEXT, words TEXT,
    found_at TEXT NOT NULL, due_at TEXT NOT NULL, asked_at TEXT, changed_at TEXT, state TEXT NOT NULL DEFAULT 'new',
    reason TEXT, etag TEXT, last_modified TEXT, sha256 TEXT, fingerprint TEXT, leads INTEGER, depth INTEGER)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_due ON pages (due_at);
CREATE TABLE IF NOT EXISTS fetches (
    run_id TEXT NOT NULL, page TEXT NOT NULL, url TEXT NOT NULL, asked_at TEXT NOT NULL, seconds REAL NOT NULL,
    status INTEGER, headers TEXT, sha256 TEXT, problem TEXT);
CREATE INDEX IF NOT EXISTS fetches_by_page ON fetches (page, asked_at);
"""
EARLY = timedelta(hours=8)  # nights do not begin to the minute: a page due this much later is due now
DAY = timedelta(days=1)
NIGHTLY = 1.0
RULE = ("until_days", "every_days", "lists_every_days")


@dataclass
class Known:
    """A known page. ``kind``: start (the address of a list source), list, page, attachment, sitemap; ``state``:
    new, standing, gone, refused, failed. The two last say why in ``reason``. ``leads``: how many reports it led to;
    ``depth``: how many pages of its own kind lie between it and where its source begins."""

    url: str
    kind: str
    source: str
    led_from: str | None
    words: str | None
    found_at: datetime
    due_at: datetime
    asked_at: datetime | None = None
    changed_at: datetime | None = None
    state: str = "new"
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    fingerprint: str | None = None
    leads: int | None = None
    depth: int | None = 0

    @property
    def is_document(self) -> bool:
        return self.kind in ("page", "attachment")


TIMES = ("found_at", "due_at", "asked_at", "changed_at")
FIELDS = tuple(Known.__dataclass_fields__)


class Schedule:
    """After how many days a page is asked again, by the days since it last changed; lists, which new reports
    come by, more often than reports."""

    def __init__(self, path: Path):
        self.rules = [tuple(float(row[name] or "inf") for name in RULE) for row in table_rows(path)]
        if not self.rules or self.rules[-1][0] != float("inf"):
            raise ValueError(f"{path}: the last line must leave until_days empty, or old pages are never asked again")

    def next(self, page: Known, now: datetime) -> datetime:
        """When to ask again a page that was asked now. One that failed is asked the next night."""
        if page.kind == "start" or page.state == "failed":
            return now + timedelta(days=NIGHTLY)
        age = (now - (page.changed_at or page.found_at)) / timedelta(days=1)
        document, way = next(every for until, *every in self.rules if age <= until)
        return now + timedelta(days=document if page.is_document else way)


class Pages:
    """The known pages and the fetch log of one ledger."""

    def __init__(self, ledger: Ledger):
        self.connection = ledger.connection
        make_tables(self.connection, TABLES)

    def add(self, page: Known) -> bool:
        """Make a page known, due as it says; False where it is known already."""
        marks = ",".join("?" * len(FIELDS))
        done = self.connection.execute(f"INSERT OR IGNORE INTO pages ({','.join(FIELDS)}) VALUES ({marks})", _row(page))
        return done.rowcount == 1

    def keep(self, page: Known) -> None:
        marks = ",".join(f"{name} = ?" for name in FIELDS)
        self.connection.execute(f"UPDATE pages SET {marks} WHERE url = ?", (*_row(page), page.url))

    def begin(self, page: Known, sources: Collection[str] | None) -> None:
        """Make a page the beginning of its source, also one that was known otherwise. Where its old source is none of
        ``sources``, all those asked, it was renamed or left out, and all that the page led to comes with it."""
        if self.add(page):
            return
        known = self.get(page.url)
        if known.kind != page.kind:
            known = replace(known, kind=page.kind, due_at=page.due_at, etag=None, last_modified=None)
        self.keep(replace(known, source=page.source))
        if sources is not None and known.source not in sources:
            self.connection.execute(
                "WITH RECURSIVE led (url) AS (SELECT ? UNION SELECT pages.url FROM pages JOIN led "
                "ON pages.led_from = led.url AND pages.source = ?) "
                "UPDATE pages SET source = ? WHERE url IN (SELECT url FROM led)", (page.url, known.source, page.source))

    def distrust(self, sha256: str, now: datetime) -> None:
        """The store lost these bytes: the pages that gave them are to be asked for the whole."""
        self.connection.execute("UPDATE pages SET etag = NULL, last_modified = NULL, due_at = min(due_at, ?) "
                                "WHERE sha256 = ?", (_text(now), sha256))

    def lists(self) -> Counter:
        """How many further pages of lists are known, by source."""
        return Counter(dict(self.connection.execute("SELECT source, count(*) FROM pages WHERE kind = 'list' "
                                                    "GROUP BY source").fetchall()))

    def get(self, url: str) -> Known | None:
        row = self.connection.execute("SELECT * FROM pages WHERE url = ?", (url,)).fetchone()
        return _known(row) if row else None

    def due(self, sources: Iterable[str], now: datetime, since: datetime | None = None) -> list[Known]:
        """The pages of these sources to ask tonight: starts first, then by when they were due; with ``since``
        also those found since then that were not asked tonight yet. What was asked or found in the future was so
        by a clock that went wrong, and would not be due for years."""
        names = json.dumps(sorted(sources))
        rows = self.connection.execute(
            "SELECT * FROM pages WHERE source IN (SELECT value FROM json_each(?)) "
            "AND (due_at <= ? OR (found_at >= ? AND (asked_at IS NULL OR asked_at < ?)) "
            "OR max(found_at, coalesce(asked_at, '')) > ?) ORDER BY kind <> 'start', due_at, url",
            (names, _text(now + EARLY), _text(since or datetime.max.replace(tzinfo=UTC)), _text(now - EARLY),
             _text(now + DAY)))
        return [_known(row) for row in rows]

    def log(self, run_id: str, page: str, exchange: Exchange, sha256: str | None) -> None:
        self.connection.execute(
            "INSERT INTO fetches VALUES (?,?,?,?,?,?,?,?,?)",
            (run_id, page, exchange.url, _text(exchange.asked_at), exchange.seconds, exchange.status,
             json.dumps(exchange.headers, ensure_ascii=False)[:4000], sha256, exchange.problem or None))

    def waiting(self) -> list[Known]:
        """The pages that were refused or failed: what waits for a person, or for another night."""
        return [_known(row) for row in self.connection.execute(
            "SELECT * FROM pages WHERE state IN ('refused', 'failed') ORDER BY source, url")]


def _row(page: Known) -> tuple:
    return tuple(_text(value) if name in TIMES and value else value for name, value in vars(page).items())


def _known(row) -> Known:
    return Known(**{name: datetime.fromisoformat(row[name]) if name in TIMES and row[name] else row[name]
                    for name in FIELDS})


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")
