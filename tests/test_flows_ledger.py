import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from flows.ledger import Arrival, Ledger

NIGHT = datetime(2026, 1, 31, 20, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def arrival(name, sha256, **more):
    return Arrival(name, sha256, "inbox", **more)


def standing(ledger):
    return {row["source_file"]: row["sha256"] for row in ledger.arrivals() if row["gone_at"] is None}


def test_the_life_of_a_name(ledger):
    nights = [NIGHT + timedelta(days=day) for day in range(5)]
    assert ledger.arrive(arrival("a.txt", "1"), nights[0]) == "new"
    assert ledger.arrive(arrival("a.txt", "1"), nights[1]) == "known"
    assert ledger.arrive(arrival("a.txt", "2"), nights[2]) == "changed"
    assert ledger.gone("a.txt", nights[3]) and not ledger.gone("a.txt", nights[3])
    assert ledger.arrive(arrival("a.txt", "2"), nights[4]) == "back"
    first, second = ledger.arrivals()
    assert (first["sha256"], first["last_seen_at"], first["gone_at"]) == ("1", nights[1], nights[2])
    assert (second["sha256"], second["first_seen_at"], second["gone_at"]) == ("2", nights[2], None)
    kinds = [(row["kind"], row["sha256_before"], row["sha256_after"]) for row in ledger.changes(NIGHT)]
    assert kinds == [("new", None, "1"), ("changed", "1", "2"), ("gone", "2", None), ("back", None, "2")]


def test_members_of_an_archive_go_with_it_and_names_alike_do_not(ledger):
    for name in ("a.zip", "a.zip!x.txt", "a.zip.txt", "a_zip!x.txt"):
        ledger.arrive(arrival(name, name), NIGHT)
    ledger.gone("a.zip", NIGHT)
    assert set(standing(ledger)) == {"a.zip.txt", "a_zip!x.txt"}


def test_a_name_without_bytes_leaves_no_trace_once_there_are_some(ledger):
    ledger.arrive(arrival("a.txt", "", reason="could not be read", remedy="let us"), NIGHT)
    assert ledger.arrivals()[0]["reason"] == "could not be read"
    assert not ledger.unread(set())
    ledger.arrive(arrival("a.txt", "1"), NIGHT)
    assert [row["sha256"] for row in ledger.arrivals()] == ["1"]


def test_unread_gives_each_document_once_by_its_first_name(ledger):
    ledger.arrive(arrival("b.txt", "1"), NIGHT)
    ledger.arrive(arrival("a.txt", "1"), NIGHT + timedelta(days=1))
    ledger.arrive(arrival("c.txt", "2"), NIGHT)
    ledger.arrive(arrival("d.txt", "3", reason="too large"), NIGHT)
    assert [(row["sha256"], row["source_file"]) for row in ledger.unread({"2"})] == [("1", "b.txt")]


def test_a_block_that_fails_writes_nothing(ledger):
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.arrive(arrival("a.txt", "1"), NIGHT)
        raise RuntimeError
    assert not ledger.arrivals()


def test_runs_with_their_stages_and_one_that_was_killed(ledger):
    ledger.start_run("one", NIGHT)
    ledger.start_run("two", NIGHT + timedelta(days=1))
    ledger.stage("two", "collect", 1.5, {"new": 3})
    ledger.stage("two", "read", 2.5)
    ledger.end_run("two", "published", NIGHT + timedelta(days=1, hours=1), counts={"documents": 3})
    newest, oldest = ledger.runs()
    assert (newest["run_id"], newest["state"], newest["counts"]) == ("two", "published", {"documents": 3})
    assert [(stage["name"], stage["counts"]) for stage in newest["stages"]] == [("collect", {"new": 3}), ("read", {})]
    assert oldest["state"] == "killed"


def test_another_process_may_look_while_one_writes(ledger, tmp_path):
    with ledger.transaction():
        ledger.arrive(arrival("a.txt", "1"), NIGHT)
        with Ledger(tmp_path / "ledger.sqlite") as onlooker:
            assert onlooker.arrivals() == []
        with pytest.raises(sqlite3.OperationalError):
            sqlite3.connect(tmp_path / "ledger.sqlite", timeout=0).execute("DELETE FROM arrivals")


def test_a_ledger_of_an_older_version_gets_the_columns_it_lacks(tmp_path):
    path = tmp_path / "old.sqlite"
    with Ledger(path) as ledger:
        ledger.arrive(arrival("a.txt", "1"), NIGHT)
        ledger.connection.execute("ALTER TABLE arrivals DROP COLUMN words")
    with Ledger(path) as ledger:
        ledger.arrive(arrival("b.txt", "2", words="a report"), NIGHT)
        assert [row["words"] for row in ledger.arrivals()] == [None, "a report"]
