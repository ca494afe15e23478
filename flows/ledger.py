"""The ledger: what arrived when and from where, what was asked for, and how each run went. One SQLite file.

The ledger is the truth of what arrived; the staged Parquet is the truth of what was read. Bytes go into
the raw store before their arrival is written here, so a run killed between the two loses nothing.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS arrivals (
    source_file TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT, url TEXT, led_from TEXT, size INTEGER,
    reason TEXT, remedy TEXT, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL, gone_at TEXT, words TEXT,
    PRIMARY KEY (source_file, sha256)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
    source_file TEXT NOT NULL, kind TEXT NOT NULL, sha256_before TEXT, sha256_after TEXT, seen_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS changes_by_time ON changes (seen_at);
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, source_file TEXT NOT NULL UNIQUE, source TEXT NOT NULL, sha256 TEXT NOT NULL,
    size INTEGER, mtime_ns INTEGER, inode INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (source TEXT PRIMARY KEY, agency_name TEXT, region_code TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    run_id TEXT PRIMARY KEY, started_at TEXT NOT NULL, ended_at TEXT, state TEXT NOT NULL, note TEXT, counts TEXT);
CREATE TABLE IF NOT EXISTS stages (
    run_id TEXT NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, seconds REAL NOT NULL, counts TEXT,
    PRIMARY KEY (run_id, ordinal));
"""


@dataclass(frozen=True)
class Arrival:
    """Bytes met under a name. ``sha256`` is '' where they could not be had; ``reason`` says why, or why they were
    refused, in which case nothing is to be read. ``words`` stood on the link that led there."""

    source_file: str
    sha256: str
    source: str
    url: str | None = None
    led_from: str | None = None
    size: int | None = None
    reason: str | None = None
    remedy: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class File:
    """A local file as it was when last hashed; the same size, time and inode mean the same bytes."""

    path: bytes
    source_file: str
    source: str
    sha256: str
    size: int | None
    mtime_ns: int | None  # None: not to be relied on
    inode: int | None


class Ledger:
    """One home's ledger. Outside ``transaction()`` every call is written at once. Times are UTC."""

    def __init__(self, path: Path):
        self.connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        make_tables(self.connection, TABLES)

    @classmethod
    def there(cls, path: Path) -> "Ledger":
        """The ledger at ``path`` to look at; where there is none yet, an empty one in memory."""
        return cls(path if path.exists() else Path(":memory:"))

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written in the block, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    # --- what arrived

    def arrive(self, arrival: Arrival, now: datetime) -> str:
        """Write down that these bytes stand under this name now: 'new', 'changed', 'back' or 'known'.

        Other bytes that stood under the name until now are kept, as gone.
        """
        if arrival.sha256:  # a name under which no bytes could be had leaves nothing to keep once there are some
            self.connection.execute("DELETE FROM arrivals WHERE source_file = ? AND sha256 = ''",
                                    (arrival.source_file,))
        rows = self._rows("SELECT sha256, gone_at FROM arrivals WHERE source_file = ?", arrival.source_file)
        before = [row["sha256"] for row in rows if row["gone_at"] is None and row["sha256"] != arrival.sha256]
        same = [row for row in rows if row["sha256"] == arrival.sha256]
        kind = "known" if same and not same[0]["gone_at"] else "changed" if before else "back" if same else "new"
        if before:
            self._end(arrival.source_file, now)
        self.connection.execute(
            "INSERT INTO arrivals (source_file, sha256, source, url, led_from, size, reason, remedy, words, "
            "first_seen_at, last_seen_at) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
            "last_seen_at = excluded.last_seen_at, gone_at = NULL, reason = excluded.reason, remedy = excluded.remedy",
            (arrival.source_file, arrival.sha256, arrival.source, arrival.url, arrival.led_from, arrival.size,
             arrival.reason, arrival.remedy, arrival.words, _text(now), _text(now)))
        if kind != "known" and arrival.sha256:
            self._change(arrival.source_file, kind, before[0] if before else None, arrival.sha256, now)
        return kind

    def seen(self, source_file: str, now: datetime) -> None:
        """The bytes that stood under this name still do."""
        self.connection.execute("UPDATE arrivals SET last_seen_at = ? WHERE source_file = ? AND gone_at IS NULL",
                                (_text(now), source_file))

    def gone(self, source_file: str, now: datetime) -> bool:
        """Nothing stands under this name any more, nor under those of its members; True if something did."""
        rows = self._rows("SELECT sha256 FROM arrivals WHERE source_file = ? AND gone_at IS NULL", source_file)
        self._end(source_file, now)
        for row in rows:
            if row["sha256"]:
                self._change(source_file, "gone", row["sha256"], None, now)
        return bool(rows)

    def arrivals(self) -> list[dict]:
        """Every arrival in the columns of ARRIVALS, with ``reason`` and ``remedy``, by name and time."""
        rows = self._rows("SELECT * FROM arrivals ORDER BY source_file, first_seen_at, sha256")
        return [row | {key: _time(row[key]) for key in ("first_seen_at", "last_seen_at", "gone_at")} for row in rows]

    def unread(self, read: set[str]) -> list[dict]:
        """The documents not in ``read``, once each, under the name they were first seen by, with the agency and
        region of their source where its line names them."""
        rows = self._rows("SELECT sha256, source_file, url, source, led_from, size, words, agency_name, region_code "
                          "FROM arrivals LEFT JOIN sources USING (source) WHERE reason IS NULL "
                          "ORDER BY first_seen_at, source_file")
        first = {}
        for row in rows:
            if row["sha256"] not in read:
                first.setdefault(row["sha256"], row)
        return list(first.values())

    def changes(self, since: datetime) -> list[dict]:
        """What is new, changed, gone or back since then, oldest first."""
        rows = self._rows("SELECT * FROM changes WHERE seen_at >= ? ORDER BY seen_at, source_file", _text(since))
        return [row | {"seen_at": _time(row["seen_at"])} for row in rows]

    def keep_source(self, source: str, agency_name: str | None, region_code: str | None) -> None:
        """Whose reports a source gives, as its line says now."""
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (source, agency_name, region_code))

    # --- local files

    def files(self, source: str | None = None) -> dict[bytes, File]:
        """The local files met so far, by path; those of one source, or all."""
        rows = self._rows("SELECT * FROM files WHERE ? IS NULL OR source = ?", source, source)
        return {row["path"]: File(**row) for row in rows}

    def keep_file(self, file: File) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?)",
            (file.path, file.source_file, file.source, file.sha256, file.size, file.mtime_ns, file.inode))

    def distrust(self, sha256: str) -> None:
        """The store lost these bytes: what stands for them among local files is to be read again."""
        self.connection.execute("UPDATE files SET mtime_ns = NULL WHERE sha256 = ?", (sha256,))

    def drop_file(self, path: bytes) -> None:
        self.connection.execute("DELETE FROM files WHERE path = ?", (path,))

    # --- runs

    def start_run(self, run_id: str, now: datetime) -> None:
        """Begin a run; any that is still called running was killed, since the lock lets only one run at a time."""
        self.connection.execute("UPDATE runs SET state = 'killed' WHERE state = 'running'")
        self.connection.execute("INSERT INTO runs VALUES (?, ?, NULL, 'running', NULL, NULL)", (run_id, _text(now)))

    def stage(self, run_id: str, name: str, seconds: float, counts: dict[str, int] | None = None) -> None:
        self.connection.execute(
            "INSERT INTO stages SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ? FROM stages WHERE run_id = ?",
            (run_id, name, seconds, json.dumps(counts or {}), run_id))

    def end_run(self, run_id: str, state: str, now: datetime, **about) -> None:
        """``state``: published, failed … ; ``about`` may give ``note`` (text) and ``counts`` (name → number)."""
        self.connection.execute(
            "UPDATE runs SET state = ?, ended_at = ?, note = ?, counts = ? WHERE run_id = ?",
            (state, _text(now), about.get("note"), json.dumps(about.get("counts") or {}), run_id))

    def runs(self, limit: int = 20) -> list[dict]:
        """The last runs, newest first, each with ``counts`` and its ``stages`` (name, seconds, counts)."""
        rows = self._rows("SELECT * FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?", limit)
        for row in rows:
            stages = self._rows("SELECT name, seconds, counts FROM stages WHERE run_id = ? ORDER BY ordinal",
                                row["run_id"])
            row["stages"] = [stage | {"counts": json.loads(stage["counts"])} for stage in stages]
            row["counts"] = json.loads(row["counts"] or "{}")
            row["started_at"], row["ended_at"] = _time(row["started_at"]), _time(row["ended_at"])
        return rows

    # --- within

    def _rows(self, query: str, *values) -> list[dict]:
        return [dict(row) for row in self.connection.execute(query, values)]

    def _end(self, source_file: str, now: datetime) -> None:
        self.connection.execute("DELETE FROM arrivals WHERE source_file = ? AND sha256 = ''", (source_file,))
        # The range holds exactly the members: '!' and '"' follow one another, so no pattern must be escaped.
        self.connection.execute(
            "UPDATE arrivals SET gone_at = ? WHERE gone_at IS NULL "
            "AND (source_file = ? OR (source_file > ? AND source_file < ?))",
            (_text(now), source_file, source_file + "!", source_file + '"'))

    def _change(self, source_file: str, kind: str, before: str | None, after: str | None, now: datetime) -> None:
        self.connection.execute("INSERT INTO changes VALUES (?,?,?,?,?)",
                                (source_file, kind, before, after, _text(now)))


def make_tables(connection: sqlite3.Connection, tables: str) -> None:
    """Make the tables that are not there, and in a ledger of an older version the columns that are not."""
    connection.executescript(tables)
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(tables)
        for table, in fresh.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for _, name, kind, *_ in fresh.execute(f"PRAGMA table_info({table})"):
                if name not in there:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
