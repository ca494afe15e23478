"""Releases appear whole or not at all, readers never notice, and one can go back."""

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows import export, lock, nightly, publication, releases, warehouse

NEW = ("received.new", "total")


def publish(home, run, keep=10, **more):
    built = warehouse.build(home, home.releases / f".{run}.duckdb", run)
    return publication.publish(home, built.path, run, keep, warehouse.check(built.path), **more)


def run_now(home):
    with releases.connect(home) as con:
        return con.execute("select run_id from release").fetchone()[0]


def test_a_release_is_read_only_linked_and_told(staging, report):
    staging.lay("b1", report("x"))
    path = publish(staging.home, "r1", facts={"code_version": "abc"})
    assert path.name == "gongkai-r1.duckdb" and path.stat().st_mode & 0o777 == 0o444
    assert staging.home.current.resolve() == path
    manifest = releases.listing(staging.home)[0].manifest
    assert manifest["documents"] == {"loaded": 1} and manifest["rows"]["fct_request"] == 175
    assert manifest["code_version"] == "abc" and {check["severity"] for check in manifest["checks"]} == {"fail", "warn"}
    facts = pl.read_parquet(releases.parquet_path(path) / "fct_request" / "*.parquet")
    assert facts.height == 175
    assert not [left for left in staging.home.releases.iterdir() if left.name.startswith(".")]


def test_the_last_ones_are_kept_and_one_can_go_back(staging):
    for run in ("r1", "r2", "r3"):
        publish(staging.home, run, keep=2)
    assert [(one.run_id, one.is_current) for one in releases.listing(staging.home)] == [("r3", True), ("r2", False)]
    assert {path.name for path in staging.home.releases.iterdir()} == {
        f"gongkai-{run}.{kind}" for run in ("r2", "r3") for kind in ("duckdb", "json", "parquet")}
    assert releases.rollback(staging.home).run_id == run_now(staging.home) == "r2"
    assert releases.rollback(staging.home, "r3").run_id == run_now(staging.home) == "r3"
    with pytest.raises(LookupError, match="no release r1; there are: r3, r2"):
        releases.rollback(staging.home, "r1")


def exported(home):
    return (home.exports / "facts.csv").read_text(encoding="utf-8").count("\n") - 1, export.written_from(home)


def test_the_exports_follow_a_release_that_is_gone_back_to(staging, report):
    home = staging.home
    for run in ("r1", "r2", "r3"):
        staging.lay(run, report(run, 2020 + int(run[1])))
        publish(home, run)
    export.write_standing(home)
    assert exported(home) == (600, "gongkai-r3.duckdb")
    assert nightly.go_back(home).run_id == "r2" and exported(home) == (400, "gongkai-r2.duckdb")
    assert nightly.go_back(home).run_id == "r1" and exported(home) == (200, "gongkai-r1.duckdb")
    assert nightly.go_back(home, "r3").run_id == "r3" and exported(home) == (600, "gongkai-r3.duckdb")


def test_one_can_go_back_while_a_night_is_under_way_and_is_told_of_the_exports(staging, report):
    home = staging.home
    for run in ("r1", "r2"):
        publish(home, run)
    export.write_standing(home)
    with lock.hold(home), pytest.raises(lock.Held, match="the release is r1 now, the exports are not yet"):
        nightly.go_back(home)
    assert run_now(home) == "r1" and export.written_from(home) == "gongkai-r2.duckdb"


def test_how_many_are_kept_is_a_setting(staging, monkeypatch):
    monkeypatch.setenv("GONGKAI_KEEP", "2")
    for run in ("r1", "r2", "r3"):
        publish(staging.home, run, keep=None)
    assert [one.run_id for one in releases.listing(staging.home)] == ["r3", "r2"]
    for wrong in ("0", "-1", "many", "1.5"):
        monkeypatch.setenv("GONGKAI_KEEP", wrong)
        with pytest.raises(ValueError, match="GONGKAI_KEEP"):
            publish(staging.home, "r4", keep=None)
    assert run_now(staging.home) == "r3"
    monkeypatch.delenv("GONGKAI_KEEP")
    assert publication.kept() == publication.KEPT


def test_an_input_that_was_not_there_is_told_in_release_and_manifest(staging, report):
    publish(staging.home, "r1")
    staging.lay("b1", report("x"))
    publish(staging.home, "r2")
    assert [one.manifest["notes"] for one in releases.listing(staging.home)] == [
        None, "no list of arrivals: documents stand under their hashes"]
    with releases.connect(staging.home) as con:
        assert con.execute("select notes from release").fetchall() == [(None,)]


def test_the_current_release_is_never_pruned(staging):
    publish(staging.home, "r1")
    publish(staging.home, "r2")
    releases.rollback(staging.home)
    publication.prune(staging.home, 1)
    assert run_now(staging.home) == "r1"


def test_a_failing_check_forbids_publication(staging):
    built = warehouse.build(staging.home, staging.home.releases / ".r1.duckdb", "r1").path
    failing = warehouse.CheckResult("odd", "fail", "is odd", 3)
    with pytest.raises(ValueError, match="odd"):
        publication.publish(staging.home, built, "r1", checks=[failing])
    with pytest.raises(LookupError, match="nothing has been published"):
        releases.connect(staging.home)


def test_a_run_publishes_once(staging):
    publish(staging.home, "r1")
    with pytest.raises(ValueError, match="published before"):
        publish(staging.home, "r1")


def test_a_log_left_under_the_links_name_is_never_replayed(staging):
    publish(staging.home, "r1")
    log = warehouse.wal(staging.home.current)
    log.write_bytes(b"what a dead session left")
    publish(staging.home, "r2")
    assert not log.exists() and run_now(staging.home) == "r2"
    assert [path.read_bytes() for path in (staging.home.releases / "stray").iterdir()] == [b"what a dead session left"]


def test_a_log_left_beside_the_release_does_not_stop_a_reader(staging):
    path = publish(staging.home, "r1")
    warehouse.wal(path).write_bytes(b"rubbish")
    assert run_now(staging.home) == "r1"


def test_a_reader_keeps_its_release_while_others_are_published_and_pruned(staging, report):
    publish(staging.home, "r1")
    with releases.connect(staging.home) as reader:
        staging.lay("b1", report("x"))
        publish(staging.home, "r2", keep=1)
        publish(staging.home, "r3", keep=1)
        assert reader.execute("select run_id from release").fetchall() == [("r1",)]
        assert reader.execute("select count(*) from fct_request").fetchall() == [(0,)]
    assert [one.run_id for one in releases.listing(staging.home)] == ["r3"]


def test_what_a_killed_publication_left_is_swept_by_the_next(staging):
    publish(staging.home, "r1")
    folder = staging.home.releases
    (folder / ".dead.duckdb").write_bytes(b"half")
    (folder / ".dead.parquet").mkdir()
    (folder / "gongkai-dead.parquet").mkdir()
    (folder / "gongkai-dead.json").write_text("{}")
    (staging.home.root / ".current.99").symlink_to("nowhere")
    assert [one.run_id for one in releases.listing(staging.home)] == ["r1"]
    publish(staging.home, "r2")
    assert {path.name for path in folder.iterdir()} == {
        f"gongkai-{run}.{kind}" for run in ("r1", "r2") for kind in ("duckdb", "json", "parquet")}
    assert not list(staging.home.root.glob(".current.*"))


def test_any_program_may_open_the_link_read_only(staging, report):
    staging.lay("b1", report("x"))
    publish(staging.home, "r1")
    with duckdb.connect(str(staging.home.current), read_only=True) as analyst:
        publish(staging.home, "r2")
        assert analyst.execute("select run_id from release").fetchall() == [("r1",)]
    assert not warehouse.wal(staging.home.current).exists()


def test_a_connection_cannot_write(staging):
    publish(staging.home, "r1")
    with releases.connect(staging.home) as con, pytest.raises(duckdb.Error):
        con.execute("create table odd (a integer)")


@pytest.mark.slow
@pytest.mark.timeout(1200)  # nights on a machine however busy; two minutes where it is not
def test_publications_killed_at_random_hurt_no_reader(tmp_path):
    """A small count of bench/torture.py; `make torture` runs it in full."""
    script = Path(__file__).resolve().parents[1] / "bench" / "torture.py"
    done = subprocess.run([sys.executable, str(script), "--publishes", "3", "--home", str(tmp_path / "home")],
                          capture_output=True, text=True, timeout=1140)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "reader errors: 0" in done.stdout
