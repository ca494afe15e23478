"""What a night does when the night before it was cut off, or when something cannot go on."""

import shutil

import pytest

from flows import gather, nightly, report
from flows.home import Home, project_data


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A home in which one sample is published, and the inbox it came from; nothing is exported yet."""
    home, inbox = Home.at(tmp_path_factory.mktemp("home")), tmp_path_factory.mktemp("in")
    shutil.copy(project_data() / "samples" / "baihua-2022.txt", inbox)
    night(home, inbox)
    return home, inbox


def night(home, inbox, until="publish"):
    """The stages of a night without Prefect, as far as it got."""
    with nightly.logged(home, nightly.new_run_id()) as outcome:
        nightly.collect(home, outcome, gather.Wishes(paths=(inbox,)))
        for documents in nightly.chunks(home):
            nightly.read(home, outcome, documents)
        nightly.build_and_publish(home, outcome)
        if until == "export":
            nightly.write_exports(home, outcome)
    return outcome


def test_exports_are_those_of_the_release_wherever_a_night_was_cut_off(published):
    home, inbox = published
    assert not home.exports.exists() or not any(home.exports.glob("*.csv"))
    outcome = night(home, inbox, "export")
    assert outcome.state == "unchanged" and (home.exports / "facts.csv").exists()
    (home.exports / "facts.csv").unlink()
    assert (home.exports / "documents.csv").exists()
    night(home, inbox, "export")
    facts = home.exports / "facts.csv"
    written = facts.stat().st_mtime_ns
    night(home, inbox, "export")
    assert facts.stat().st_mtime_ns == written, "what is there already is not written again"
    (home.exports / ".release").write_text("gongkai-another.duckdb")
    night(home, inbox, "export")
    assert facts.stat().st_mtime_ns > written


def test_what_a_cut_off_build_left_does_not_fill_the_disk(published):
    home, inbox = published
    left = [home.releases / name for name in (".building-1.duckdb", ".building-1.duckdb.wal")]
    for path in left:
        path.write_bytes(b"half")
    home.current.unlink()
    assert night(home, inbox).published and not any(path.exists() for path in left)


def test_a_build_that_fails_leaves_nothing_behind(published, monkeypatch):
    home, inbox = published

    def full(home, made, run_id):
        made.write_bytes(b"half")
        raise OSError(28, "No space left on device")
    home.current.unlink()
    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(nightly.warehouse, "build", full)
        night(home, inbox)
    assert not list(home.releases.glob(".*"))
    assert night(home, inbox).published


def test_a_second_attempt_reads_only_what_the_first_did_not(published):
    home, inbox = published
    with nightly.logged(home, nightly.new_run_id()) as outcome, nightly.desk(home) as desk:
        documents = [nightly.Unread(row["sha256"], row["source_file"], None, None) for row in desk.ledger.unread(set())]
        assert documents and nightly.read(home, outcome, documents, again=True) == 0


def test_a_batch_lost_by_the_disk_is_read_again_in_the_same_night(published):
    home, inbox = published
    batch = min(home.staged.glob("[!.]*/"))
    (batch / "documents.parquet").write_bytes(b"")
    outcome = night(home, inbox)
    assert outcome.read == 1 and outcome.published


def test_problems_without_end_are_told_in_part(published):
    home, inbox = published
    outcome = night(home, inbox)
    outcome.alarms, outcome.problems = ["no contact"], [f"page {number} failed" for number in range(5000)]
    said = report.night(home, outcome, "en")
    assert said.index("no contact") < said.index("page 0 failed") and "4801 more" in said and len(said) < 20_000
