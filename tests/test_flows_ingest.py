"""Batches over worker processes: whatever a document does to its reader ends as its row, and batches are whole."""

import hashlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows import collect, ingest, nightly, workers
from flows.collect import Desk
from flows.home import Home
from flows.ingest import Unread
from flows.ledger import Ledger
from flows.raw import Store
from flows.reader import Arrived
from transform import schema

ROOT = Path(__file__).resolve().parent.parent
HANG, DIE, RAISE = b"hang", b"die", b"raise"
PATIENCE = 20  # seconds; the start of a worker is part of it


def odd_work(arrived: list[Arrived], version: str) -> dict[str, pl.DataFrame]:
    """What a worker does here: nothing but obey the bytes it is given."""
    from flows import batch

    for one in arrived:
        if one.data.startswith(HANG):
            time.sleep(600)
        if one.data.startswith(DIE):
            os._exit(9)
        if one.data.startswith(RAISE):
            raise ZeroDivisionError
    return batch.unproved([batch.stopped(one, "obeyed", "") for one in arrived], version)


def no_start() -> None:
    os._exit(1)


def idle() -> None:
    """A worker that loads nothing, so that it starts at once."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "work", odd_work)
    monkeypatch.setattr(workers, "start_worker", idle)
    monkeypatch.setattr(workers, "SECONDS", PATIENCE)
    monkeypatch.setattr(ingest, "BATCH", 2)
    return Home.at(tmp_path)


@pytest.fixture
def desk(home):
    with Ledger(home.ledger) as ledger:
        yield Desk(ledger, Store(home.raw), datetime.now(UTC))


def stored(desk: Desk, *documents: bytes) -> list[Unread]:
    return [Unread(desk.store.put(data), f"{number}.txt", None, "test") for number, data in enumerate(documents)]


def reasons(home: Home) -> dict[str, str]:
    rows = pl.read_parquet(sorted(home.staged.glob("[!.]*/documents.parquet")))
    return dict(zip(rows["sha256"], rows["reason"], strict=True))


def name_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.slow
def test_a_reader_that_hangs_or_dies_ends_as_a_row_and_the_others_are_read(home, desk):
    documents = [b"one", DIE + b" 1", b"two", HANG + b" 1", b"three"]
    assert ingest.read_all(home, desk, stored(desk, *documents), workers=2).read == 5
    found = reasons(home)
    assert {found[name_of(data)] for data in (b"one", b"two", b"three")} == {"obeyed"}
    assert "brought the reader down" in found[name_of(documents[1])]
    assert f"over {PATIENCE} s" in found[name_of(documents[3])]
    assert ingest.already_read(home) == set(found) and len(found) == 5


@pytest.mark.slow
def test_a_document_that_trips_us_is_set_aside_and_the_others_are_read(home, desk):
    found = ingest.read_all(home, desk, stored(desk, b"one", RAISE, b"two"), workers=1)
    assert (found.read, found.tripped) == (3, 1)
    rows = reasons(home)
    assert "tripped" in rows[name_of(RAISE)] and "ZeroDivisionError" in rows[name_of(RAISE)]
    assert rows[name_of(b"one")] == rows[name_of(b"two")] == "obeyed"


@pytest.mark.slow
def test_where_most_documents_trip_us_the_night_ends(home, desk, monkeypatch):
    monkeypatch.setattr(ingest, "FEW_TRIPPED", 3)
    with pytest.raises(ingest.Tripping, match="not theirs"):
        ingest.read_all(home, desk, stored(desk, *(RAISE + b"%d" % number for number in range(4))), workers=1)


@pytest.mark.slow
def test_where_no_worker_can_start_the_night_ends_and_no_document_is_blamed(home, desk, monkeypatch):
    monkeypatch.setattr(workers, "start_worker", no_start)
    with pytest.raises(workers.Unable, match="memory"):
        ingest.read_all(home, desk, stored(desk, b"one"), workers=1)
    assert ingest.already_read(home) == set()


def test_bytes_that_were_lost_stop_nothing_and_are_had_again(home, desk, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (inbox / name).write_text(name)
        os.utime(inbox / name, (1e9, 1e9))
    collect.local([inbox], desk)
    lost, damaged = (desk.store.folder / name_of(data)[:2] / name_of(data) for data in (b"a.txt", b"b.txt"))
    lost.unlink()
    damaged.chmod(0o644)
    damaged.write_bytes(b"")
    found = ingest.read_all(home, desk, nightly.unread(home, desk), workers=1)
    assert found.read == 1 and len(found.lost) == 2 and "a.txt" in found.lost[0] and "restore it" in found.lost[1]
    assert collect.local([inbox], desk).counts == {"known": 3}
    assert ingest.read_all(home, desk, nightly.unread(home, desk), workers=1).read == 2


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b""), lambda path: path.unlink(),
                                  lambda path: path.write_bytes(path.read_bytes()[:-20]),
                                  lambda path: path.write_bytes(b"\0" * path.stat().st_size)])
def test_a_batch_that_a_power_cut_left_in_pieces_is_read_again(home, desk, harm):
    ingest.read_all(home, desk, stored(desk, b"a", b"b", b"c"), workers=1)
    assert ingest.mend(home) == []
    batch = min(home.staged.iterdir())
    harm(batch / "facts.parquet")
    assert ingest.mend(home) == [batch.name] and len(ingest.already_read(home)) in (1, 2)


SCRIPT = """
import sys
from flows import workers
print(sum(len(frames) for frames in workers.over_workers(iter([[]]), "test", 1)))
pool = workers.new_pool(1)
print(pool.submit(workers.ready).result(60))
workers.close(pool)
"""


@pytest.mark.slow
@pytest.mark.parametrize("by", ["file", "standard input", "command"])
def test_a_script_without_the_usual_guard_reads_all_the_same(tmp_path, by):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = {"file": [str(script)], "standard input": ["-"], "command": ["-c", SCRIPT]}[by]
    done = subprocess.run([sys.executable, *command], input=SCRIPT, capture_output=True, text=True, timeout=100,
                          env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.stdout.split() == ["0", "True"], done.stderr


def test_batches_are_written_whole_or_not_at_all(home, desk, monkeypatch):
    half = home.staged / ".half"
    half.mkdir(parents=True)
    (half / "documents.parquet").write_bytes(b"PAR1")
    assert ingest.already_read(home) == set()
    told = []
    ingest.read_all(home, desk, stored(desk, b"a", b"b", b"c"), workers=1, told=told.append)
    assert sorted(told) == [1, 2] and not list(home.staged.glob(".*"))
    for folder in home.staged.iterdir():
        assert {path.stem for path in folder.iterdir()} == {table.name for table in schema.STAGED}
        for table in schema.STAGED:
            assert dict(pl.read_parquet_schema(folder / f"{table.name}.parquet")) == table.schema
    before = {path.name for path in home.staged.iterdir()}

    def broken(*_):
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError):
        ingest.read_all(home, desk, stored(desk, b"d"), workers=1)
    assert {path.name for path in home.staged.glob("[!.]*")} == before
    assert len(ingest.already_read(home)) == 3


def test_what_was_read_by_other_code_is_read_again(home, desk, monkeypatch):
    ingest.read_all(home, desk, stored(desk, b"a"), workers=1)
    assert len(ingest.already_read(home)) == 1
    monkeypatch.setattr(ingest, "code_version", lambda: "another")
    assert ingest.already_read(home) == set()


def test_members_of_an_archive_of_several_reports_arrive_on_their_own(desk):
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("甲.txt", "甲乡报告")
        archive.writestr("乙.txt", "乙乡报告")
    sha256 = desk.store.put(buffer.getvalue())
    assert ingest.unpack(desk, [Unread(sha256, "all.zip", None, "test")]) == 2
    assert {row["source_file"] for row in desk.ledger.arrivals()} == {"all.zip!甲.txt", "all.zip!乙.txt"}
    assert ingest.unpack(desk, [Unread(sha256, "all.zip", None, "test")]) == 0
