import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import engine, lock, runs
from flows.home import Home
from flows.ledger import Arrival, Ledger

NIGHT = datetime(2026, 1, 31, 20, tzinfo=UTC)


def run(**counts):
    return {"state": "published", "stages": [{"name": "collect", "seconds": 1.0, "counts": counts}]}


@pytest.mark.parametrize("tonight,before,words", [
    ({"new": 1}, [{"new": 50}] * 5, "1 documents where 50"), ({"new": 40}, [{"new": 50}] * 5, None),
    ({}, [{"new": 50}] * 2, None), ({}, [{}] * 10 + [{"new": 10_000}], None),
    ({"asked": 20, "failed": 12}, [], "12 of 20"), ({"asked": 20, "failed": 9}, [], None),
    ({"known": 50, "gone": 40}, [], "40 documents are gone"), ({"known": 500, "gone": 40}, [], None),
])
def test_a_thin_night_is_noticed(tonight, before, words):
    warnings = runs.thin([run(**tonight), *(run(**night) for night in before)])
    assert [words in warning for warning in warnings] == ([True] if words else [])


def test_the_last_nights_at_a_glance(tmp_path):
    home = Home.at(tmp_path)
    with Ledger(home.ledger) as ledger:
        ledger.start_run("one", NIGHT)
        ledger.stage("one", "collect", 1.234, {"new": 3, "refused": 1})
        ledger.end_run("one", "published", NIGHT + timedelta(minutes=3))
        ledger.arrive(Arrival("a.txt", "", "inbox", reason="could not be read", remedy="let us"), NIGHT)
    row, = runs.listing(home)
    assert (row["run"], row["minutes"], row["new"], row["refused"], row["gone"]) == ("one", 3.0, 3, 1, 0)
    assert row["seconds"] == {"collect": 1.234}
    assert runs.refused(home) == [{"source_file": "a.txt", "reason": "could not be read", "remedy": "let us"}]
    assert runs.waiting(home) == []


HOLDER = ("import sys, time; from flows.home import Home; from flows.lock import hold\n"
          "with hold(Home.at(sys.argv[1])): print('held', flush=True); time.sleep(60)")


def test_a_run_whose_process_is_gone_is_not_said_to_be_running(tmp_path):
    home = Home.at(tmp_path)
    with Ledger(home.ledger) as ledger:
        ledger.start_run("one", NIGHT)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        assert runs.listing(home)[0]["state"] == "running" and lock.held(home)
    finally:
        holder.kill()
        holder.wait()
    assert runs.listing(home)[0]["state"] == "killed" and not lock.held(home)
    with lock.hold(home):
        assert lock.held(home) and runs.listing(home)[0]["state"] == "running"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_what_a_killed_run_left_is_ended_and_nothing_else(tmp_path):
    starter = ("import os, subprocess, sys, time; os.environ['GONGKAI_STARTER'] = str(os.getpid());"
               "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True);"
               "time.sleep(60)")
    marked = os.environ | {"PREFECT_HOME": str(tmp_path)}
    runs_there = [subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, env=environment)
                  for environment in (marked, marked, marked | {"PREFECT_HOME": "/elsewhere"})]
    left = [int(one.stdout.readline()) for one in runs_there]
    try:
        for one in (runs_there[0], runs_there[2]):
            one.kill()
            one.wait()
        time.sleep(0.1)
        assert engine.sweep(str(tmp_path)) == [left[0]]
        assert not alive(left[0]) and alive(left[1]) and alive(left[2])
    finally:
        runs_there[1].kill()
        runs_there[1].wait()
        for process in left[1:]:
            os.kill(process, 9)


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_full_disk_is_said_before_anything_begins(tmp_path, monkeypatch):
    monkeypatch.setattr(engine.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(OSError, match="is full: 0 MB are free"):
        engine.settle(Home.at(tmp_path))
    assert not list(tmp_path.iterdir())
