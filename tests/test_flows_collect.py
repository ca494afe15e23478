import hashlib
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from flows import collect, lock
from flows.home import Home
from flows.ledger import Ledger
from flows.raw import Store

NIGHT = datetime(2026, 1, 31, 20, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    home = Home.at(tmp_path / "home")
    with Ledger(home.ledger) as ledger:
        yield collect.Desk(ledger, Store(home.raw), NIGHT, largest=1000)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    write(folder / "a.txt", b"one")
    write(folder / "sub" / "b.txt", b"two")
    write(folder / ".hidden", b"no")
    return folder


def write(path, data, age=60):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (time.time() - age,) * 2)


def standing(desk):
    return {row["source_file"]: row["sha256"] for row in desk.ledger.arrivals() if row["gone_at"] is None}


def sha(data):
    return hashlib.sha256(data).hexdigest()


def test_a_folder_is_walked_and_its_files_are_named_below_it(desk, inbox):
    report = collect.local([inbox], desk)
    assert standing(desk) == {"a.txt": sha(b"one"), "sub/b.txt": sha(b"two")}
    assert report.counts == {"new": 2, "hidden": 1}
    assert desk.store.get(sha(b"two")) == b"two"


def test_a_file_is_named_by_its_base_name(desk, inbox):
    collect.local([inbox / "sub" / "b.txt"], desk)
    assert standing(desk) == {"b.txt": sha(b"two")}


def test_a_second_run_reads_no_file_again(desk, inbox, monkeypatch):
    collect.local([inbox], desk)
    monkeypatch.setattr(collect, "_store", lambda *_: pytest.fail("read again"))
    assert collect.local([inbox], desk).counts == {"known": 2, "hidden": 1}


def test_a_file_just_written_is_read_again_since_its_clock_may_not_have_ticked(desk, inbox):
    write(inbox / "a.txt", b"one", age=0)
    about = (inbox / "a.txt").stat()
    collect.local([inbox], desk)
    (inbox / "a.txt").write_bytes(b"six")
    os.utime(inbox / "a.txt", ns=(about.st_mtime_ns, about.st_mtime_ns))
    assert collect.local([inbox], desk).counts["changed"] == 1
    assert standing(desk)["a.txt"] == sha(b"six")


def test_a_changed_file_is_a_new_version_and_a_removed_one_is_gone(desk, inbox):
    collect.local([inbox], desk)
    write(inbox / "a.txt", b"edited", age=30)
    (inbox / "sub" / "b.txt").unlink()
    assert collect.local([inbox], desk).counts == {"changed": 1, "gone": 1, "hidden": 1}
    assert standing(desk) == {"a.txt": sha(b"edited")}
    assert desk.store.get(sha(b"two")) == b"two"


def test_the_same_name_in_two_folders_does_not_collide(desk, inbox, tmp_path):
    write(tmp_path / "other" / "a.txt", b"one")
    write(tmp_path / "deep" / "other" / "a.txt", b"three")
    collect.local([inbox, tmp_path / "other", tmp_path / "deep" / "other"], desk)
    assert standing(desk) == {"a.txt": sha(b"one"), "sub/b.txt": sha(b"two"), "other/a.txt": sha(b"one"),
                              "deep/other/a.txt": sha(b"three")}
    again = collect.local([tmp_path / "deep" / "other", inbox], desk)
    assert again.counts == {"known": 3, "hidden": 1}


def test_a_folder_that_moved_keeps_its_names(desk, inbox, tmp_path):
    collect.local([inbox], desk)
    inbox.rename(tmp_path / "moved")
    collect.local([tmp_path / "moved"], desk)
    assert set(standing(desk)) == {"a.txt", "sub/b.txt"}


def test_links_that_go_round_in_a_circle_end(desk, inbox):
    (inbox / "sub" / "up").symlink_to(inbox)
    (inbox / "again").symlink_to(inbox / "sub")
    (inbox / "broken").symlink_to(inbox / "nowhere")
    collect.local([inbox], desk)
    rows = {row["source_file"]: row["reason"] for row in desk.ledger.arrivals()}
    assert rows == {"a.txt": None, "again/b.txt": None, "broken": "a link that leads nowhere"}


def test_a_file_too_large_is_a_row_with_a_reason_and_is_not_stored(desk, inbox):
    write(inbox / "big.bin", b"x" * 1001)
    assert collect.local([inbox], desk).counts["refused"] == 1
    row = next(row for row in desk.ledger.arrivals() if row["source_file"] == "big.bin")
    assert row["sha256"] == sha(b"x" * 1001) and row["size"] == 1001
    assert "too large" in row["reason"] and row["remedy"]
    assert not desk.store.has(row["sha256"])
    desk.largest = 2000
    collect.local([inbox], desk)
    row = next(row for row in desk.ledger.arrivals() if row["source_file"] == "big.bin")
    assert row["reason"] is None and desk.store.has(row["sha256"])


def test_what_is_no_file_is_a_row_with_a_reason(desk, inbox):
    os.mkfifo(inbox / "pipe")
    collect.local([inbox], desk)
    assert "pipe" in {row["source_file"] for row in desk.ledger.arrivals() if row["reason"]}


def test_a_file_that_may_not_be_read_is_a_row_with_a_reason(desk, inbox, monkeypatch):
    def refuse(self, *_):
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr("pathlib.Path.open", refuse)
    collect.local([inbox / "a.txt"], desk)
    row, = desk.ledger.arrivals()
    assert (row["sha256"], row["reason"]) == ("", "could not be read: Permission denied")
    monkeypatch.undo()
    collect.local([inbox / "a.txt"], desk)
    assert standing(desk) == {"a.txt": sha(b"one")}


def test_an_empty_file_is_stored(desk, inbox):
    write(inbox / "empty.txt", b"")
    collect.local([inbox], desk)
    assert standing(desk)["empty.txt"] == sha(b"")


def test_a_path_that_is_not_there_is_said_and_takes_nothing_away(desk, inbox):
    collect.local([inbox], desk)
    inbox.rename(inbox.with_name("away"))
    report = collect.local([inbox], desk)
    assert "does not exist" in report.problems[0]
    assert len(standing(desk)) == 2


def test_a_folder_that_cannot_be_opened_takes_nothing_away(desk, inbox, monkeypatch):
    collect.local([inbox], desk)
    listing = os.listdir

    def refuse(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return listing(path)
    monkeypatch.setattr("os.listdir", refuse)
    report = collect.local([inbox], desk)
    assert "sub could not be opened" in report.problems[0]
    assert set(standing(desk)) == {"a.txt", "sub/b.txt"}


def test_a_folder_suddenly_empty_is_taken_for_one_not_mounted(desk, inbox):
    for number in range(5):
        write(inbox / f"{number}.txt", b"x")
    collect.local([inbox], desk)
    shutil.rmtree(inbox)
    inbox.mkdir()
    report = collect.local([inbox], desk)
    assert "mounted" in report.problems[0] and len(standing(desk)) == 7
    write(inbox / "one.txt", b"x")
    assert collect.local([inbox], desk).counts == {"new": 1, "gone": 7}


def test_names_that_read_the_same_do_not_collide(desk, inbox):
    folders = [os.path.join(os.fsencode(inbox), "镇".encode(letters)) for letters in ("utf-8", "gb18030")]
    for folder in folders:
        os.mkdir(folder)
        with open(os.path.join(folder, b"a"), "wb") as stream:
            stream.write(folder)
    collect.local([inbox], desk)
    names = set(standing(desk)) - {"a.txt", "sub/b.txt"}
    assert len(names) == 2
    collect.local([inbox], desk)
    assert set(standing(desk)) - {"a.txt", "sub/b.txt"} == names


def test_names_of_old_chinese_systems_are_readable(desk, inbox):
    path = os.path.join(os.fsencode(inbox), "报告.txt".encode("gb18030"))
    with open(path, "wb") as stream:
        stream.write(b"gb")
    write(inbox / "报告.txt", b"utf")
    collect.local([inbox], desk)
    assert set(standing(desk)) == {"a.txt", "sub/b.txt", "报告.txt", "inbox/报告.txt"}


def test_only_one_run_per_home_and_a_killed_one_lets_go(tmp_path):
    home = Home.at(tmp_path)
    program = ("import sys, time; from flows import lock; from flows.home import Home\n"
               "with lock.hold(Home.at(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)")
    other = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(lock.Held, match=str(other.pid)), lock.hold(home):
            pass
    finally:
        other.kill()
        other.wait()
    with lock.hold(home), pytest.raises(lock.Held, match="this process"), lock.hold(home):
        pass
    with lock.hold(home):
        pass
