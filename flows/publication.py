"""Publication: a checked warehouse becomes a release, whole or not at all, and old releases go.

Everything is written under a name that begins with a dot and renamed when it is whole; the warehouse file comes
last, so a release is there if and only if that file is. A process killed anywhere leaves at most dotted leftovers,
which the next publication sweeps.
"""

import json
import os
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows import inputs, releases, warehouse
from flows.home import Home
from flows.raw import synchronise

KEEP = "GONGKAI_KEEP"  # how many releases are kept
KEPT = 14


def publish(home: Home, built: Path, run_id: str, keep: int | None = None, checks: list | None = None,
            facts: dict | None = None) -> Path:
    """Make the checked warehouse ``built`` the current release; keep the last ``keep``; return its path.

    Without ``keep`` the setting decides, see ``kept``.
    ``checks`` are the CheckResults to record, ``facts`` further entries of the manifest (code version, …).
    Raises ValueError where a check forbids publication or the run has published before.
    """
    keep = kept() if keep is None else keep
    final = releases.release_path(home, run_id)
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
    write_parquet(built, home.releases / f".{run_id}.parquet", releases.parquet_path(final))
    write_manifest(manifest, final)
    built.chmod(0o444)
    synchronise(built)
    os.rename(built, final)
    synchronise(home.releases)
    releases.point_current(home, final)
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
    path = releases.manifest_path(final)
    scratch = path.with_name("." + path.name)
    scratch.write_text(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n",
                       encoding="utf-8")
    synchronise(scratch)
    os.replace(scratch, path)


def prune(home: Home, keep: int) -> list[Path]:
    """Remove all but the last ``keep`` releases, never the current one; returns what went.

    The warehouse file goes first: without it the rest is a leftover that the next sweep takes.
    """
    every = releases.listing(home)
    gone = [release.path for release in every[max(keep, 1):] if not release.is_current]
    for path in gone:
        path.unlink(missing_ok=True)
        remove_companions(path)
    return gone


def remove_companions(path: Path) -> None:
    shutil.rmtree(releases.parquet_path(path), ignore_errors=True)
    releases.manifest_path(path).unlink(missing_ok=True)
    warehouse.wal(path).unlink(missing_ok=True)


def sweep(home: Home, built: Path | None = None) -> None:
    """Clear what killed publications left: dotted names, and companions of releases that are not there."""
    for path in sorted(home.releases.iterdir()):
        if built is not None and path.name.startswith(built.name):
            continue
        if path.name.startswith("."):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif path.name.startswith(releases.PREFIX) and not path.name.endswith(releases.SUFFIX):
            owner = path.name.split(releases.SUFFIX)[0].removesuffix(".parquet").removesuffix(".json")
            if not (home.releases / f"{owner}{releases.SUFFIX}").exists():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    for link in home.root.glob(".current.*"):
        link.unlink()
