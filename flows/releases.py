"""Releases: versioned read-only warehouses and the link to the one that counts, swapped in whole.

A release is ``gongkai-<run>.duckdb``; beside it lie its manifest and the same tables as Parquet, a folder
per table. ``publication`` makes and removes them.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows import inputs, warehouse
from flows.home import Home
from flows.raw import synchronise

PREFIX, SUFFIX = "gongkai-", ".duckdb"
TRIES = 50


@dataclass(frozen=True)
class Release:
    """One release: its run, its file, its manifest, whether it is the current one."""

    run_id: str
    path: Path
    manifest: dict
    is_current: bool


def point_current(home: Home, final: Path) -> None:
    """Swap the link in one step; a write-ahead log under the link's name is set aside first, never replayed."""
    set_log_aside(home, home.current)
    set_log_aside(home, final)
    link = home.root / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(final, home.root))
    os.replace(link, home.current)
    synchronise(home.root)


def set_log_aside(home: Home, path: Path) -> None:
    """Move a log that some session left behind to where no warehouse bears its name; it is kept, not deleted."""
    log = warehouse.wal(path)
    if log.exists():
        stray = home.releases / "stray"
        stray.mkdir(parents=True, exist_ok=True)
        os.replace(log, stray / f"{time.time_ns()}-{log.name}")


def listing(home: Home) -> list[Release]:
    """All releases, newest first."""
    current = home.current.resolve() if home.current.is_symlink() else None
    paths = home.releases.glob(f"{PREFIX}*{SUFFIX}") if home.releases.exists() else ()
    found = [Release(inputs.run_of(path), path, read_manifest(path), path.resolve() == current) for path in paths]
    return sorted(found, key=lambda release: (release.manifest.get("published_at", ""), release.run_id), reverse=True)


def read_manifest(path: Path) -> dict:
    with suppress(FileNotFoundError):
        return json.loads(manifest_path(path).read_text(encoding="utf-8"))
    return {}


def rollback(home: Home, to: str | None = None) -> Release:
    """Point the link at the release of run ``to``, or at the one before the current; nothing is removed.

    Raises LookupError, naming the releases there are, where there is no such release.
    """
    releases = listing(home)
    at = next((index for index, release in enumerate(releases) if release.is_current), -1)
    wanted = [release for release in releases if release.run_id == to] if to else releases[at + 1:at + 2]
    if not wanted:
        there = ", ".join(release.run_id for release in releases) or "none"
        raise LookupError(f"no release {to or 'before the current one'}; there are: {there}")
    point_current(home, wanted[0].path)
    return wanted[0]


def connect(home: Home) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current release; it keeps its release however many are published after.

    The link is resolved first: through the link's own name DuckDB would look for a log under that name.
    Raises LookupError where nothing has been published yet.
    """
    for _ in range(TRIES):
        if not home.current.is_symlink():
            raise LookupError(f"nothing has been published below {home.root} yet")
        path = home.current.resolve()
        set_log_aside(home, path)
        try:
            return duckdb.connect(str(path), read_only=True)
        except duckdb.IOException:
            if path.exists():
                raise
            time.sleep(0.01)  # pruned between looking and opening: look again
    raise LookupError(f"{home.current} points at no file")


def release_path(home: Home, run_id: str) -> Path:
    return home.releases / f"{PREFIX}{run_id}{SUFFIX}"


def parquet_path(final: Path) -> Path:
    return final.with_suffix(".parquet")


def manifest_path(final: Path) -> Path:
    return final.with_suffix(".json")
