"""Releases: versioned read-only warehouses and the link to the one that counts, swapped in whole.

A release is ``gongkai-<run>.duckdb``; beside it lie its manifest and the same tables as Parquet, a folder
per table. Everything is written under a name that begins with a dot and renamed when it is whole; the
warehouse file comes last, so a release is there if and only if that file is. A process killed anywhere
leaves at most dotted leftovers, which the next publication sweeps.
"""

import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows import inputs, warehouse
from flows.home import Home
from flows.raw import synchronise

PREFIX, SUFFIX = "gongkai-", ".duckdb"
KEEP = "GONGKAI_KEEP"  # how many releases are kept
KEPT = 14
TRIES = 50


@dataclass(frozen=True)
class Release:
    """One release: its run, its file, its manifest, whether it is the current one."""

    run_id: str
    path: Path
    manifest: dict
    is_current: bool


def publish(home: Home, built: Path, run_id: str, keep: int | None = None, checks: list | None = None,
            facts: dict | None = None) -> Path:
    """Make the checked warehouse ``built`` the current release; keep the last ``keep``; return its path.

    Without ``keep`` the setting decides, see ``kept``.
    ``checks`` are the CheckResults to record, ``facts`` further entries of the manifest (code version, …).
    Raises ValueError where a check forbids publication or the run has published before.
    """
    keep = kept() if keep is None else keep
    final = release_path(home, run_id)
    if final.exists():
        raise ValueError(f"run {run_id} has published before: {final}")
    stopping = [check.name for check in checks or [] if check.stops]
    if stopping:
        raise ValueError(f"not published, these checks fail: {', '.join(stopping)}")
    if warehouse.wal(built).exists():
        raise ValueError(f"{built} was not closed: {warehouse.wal(built)} lies beside it")
    home.releases.mkdir(parents=True, exist_ok=True)
    sweep(home, built)
    manifest = describe(built, run_id, checks or [], facts or {})
    write_parquet(built, home.releases / f".{run_id}.parquet", parquet_path(final))
    write_manifest(manifest, final)
    built.chmod(0o444)
    synchronise(built)
    os.rename(built, final)
    synchronise(home.releases)
    point_current(home, final)
    prune(home, keep)
    return final


def kept() -> int:
    """How many releases are kept: the setting GONGKAI_KEEP, else fourteen. Raises ValueError for no such number."""
    written = os.environ.get(KEEP, "").strip()
    if not written:
        return KEPT
    if not written.isdecimal() or int(written) < 1:
        raise ValueError(f"{KEEP} is {written!r}; it should be how many releases to keep, 1 or more")
    return int(written)


def describe(built: Path, run_id: str, checks: list, facts: dict) -> dict:
    """The manifest: what went in, what came out, which checks ran."""
    with duckdb.connect(str(built), read_only=True) as con:
        rows = warehouse.row_counts(con)
        states = dict(con.execute("select state, count(*) from dim_document group by state order by state").fetchall())
        versions = con.execute("select reference_version, sql_version, previous_run_id, notes from release").fetchone()
        readers = [code for (code,) in con.execute("select distinct code_version from dim_document "
                                                   "where code_version is not null order by all").fetchall()]
    return {
        "run_id": run_id,
        "published_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "previous_run_id": versions[2],
        "reference_version": versions[0],
        "sql_version": versions[1],
        "notes": versions[3],
        "code_versions": readers,
        "duckdb_version": duckdb.__version__,
        "documents": states,
        "rows": rows,
        "checks": [{name: value for name, value in asdict(check).items() if name != "sample"} for check in checks],
        **facts,
    }


def write_parquet(built: Path, scratch: Path, target: Path) -> None:
    """The release's tables as Parquet, one folder per table, for engines other than DuckDB."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    with duckdb.connect(str(built), read_only=True) as con:
        for name in warehouse.row_counts(con):
            (scratch / name).mkdir(parents=True)
            con.execute(f"copy {name} to {inputs.quoted(scratch / name / 'part-0.parquet')} "
                        "(format parquet, compression zstd)")
    os.rename(scratch, target)


def write_manifest(manifest: dict, final: Path) -> None:
    path = manifest_path(final)
    scratch = path.with_name("." + path.name)
    scratch.write_text(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n",
                       encoding="utf-8")
    synchronise(scratch)
    os.replace(scratch, path)


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


def prune(home: Home, keep: int) -> list[Path]:
    """Remove all but the last ``keep`` releases, never the current one; returns what went.

    The warehouse file goes first: without it the rest is a leftover that the next sweep takes.
    """
    releases = listing(home)
    gone = [release.path for release in releases[max(keep, 1):] if not release.is_current]
    for path in gone:
        path.unlink(missing_ok=True)
        remove_companions(path)
    return gone


def remove_companions(path: Path) -> None:
    shutil.rmtree(parquet_path(path), ignore_errors=True)
    manifest_path(path).unlink(missing_ok=True)
    warehouse.wal(path).unlink(missing_ok=True)


def sweep(home: Home, built: Path | None = None) -> None:
    """Clear what killed publications left: dotted names, and companions of releases that are not there."""
    for path in sorted(home.releases.iterdir()):
        if built is not None and path.name.startswith(built.name):
            continue
        if path.name.startswith("."):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif path.name.startswith(PREFIX) and not path.name.endswith(SUFFIX):
            owner = path.name.split(SUFFIX)[0].removesuffix(".parquet").removesuffix(".json")
            if not (home.releases / f"{owner}{SUFFIX}").exists():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    for link in home.root.glob(".current.*"):
        link.unlink()


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
        set_log_aside_if_any(home, path)
        try:
            return duckdb.connect(str(path), read_only=True)
        except duckdb.IOException:
            if path.exists():
                raise
            time.sleep(0.01)  # pruned between looking and opening: look again
    raise LookupError(f"{home.current} points at no file")


def set_log_aside_if_any(home: Home, path: Path) -> None:
    if warehouse.wal(path).exists():
        set_log_aside(home, path)


def release_path(home: Home, run_id: str) -> Path:
    return home.releases / f"{PREFIX}{run_id}{SUFFIX}"


def parquet_path(final: Path) -> Path:
    return final.with_suffix(".parquet")


def manifest_path(final: Path) -> Path:
    return final.with_suffix(".json")
