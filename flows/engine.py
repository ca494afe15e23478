"""Prefect as this project runs it: its files under the home, nothing told to anyone, no servers left behind.

Prefect reads its settings when it is imported, so ``settle`` comes before that.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.home import Home

STARTER = "GONGKAI_STARTER"  # in the environment of every process a run starts: the run's own process
API = "PREFECT_API_URL"
LEAST_FREE = 64 << 20  # bytes


def settle(home: Home) -> None:
    """Set the environment for Prefect and end what runs killed earlier left behind.

    With PREFECT_API_URL set, runs are told to that server; without, Prefect starts one for the time of the run.
    What the operator has set is left as it is. Raises OSError where the disk is too full to begin.
    """
    check_room(home)
    usual = {
        "PREFECT_HOME": str(home.prefect),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }
    for name, value in usual.items():
        os.environ.setdefault(name, value)
    os.environ[STARTER] = str(os.getpid())
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    sweep(os.environ["PREFECT_HOME"])


def check_room(home: Home) -> None:
    """Raise OSError where a night could not even begin: on a full disk Prefect's server just never answers."""
    free = shutil.disk_usage(home.root).free
    if free < LEAST_FREE:
        raise OSError(f"the disk of {home.root} is full: {free >> 20} MB are free, and a night needs "
                      f"{LEAST_FREE >> 20} MB to begin")


def sweep(prefect_home: str) -> list[int]:
    """End what runs that were killed left behind: their servers, and workers waiting for documents for ever. Those
    are the processes of this Prefect home whose starter is gone. Gives their ids. Knows only Linux's /proc."""
    found = [process for process in _processes() if process != os.getpid() and _is_orphan(process, prefect_home)]
    for process in found:
        _end(process)
    return found


@contextmanager
def server(home: Home, port: int | None = None) -> Iterator[str]:
    """A Prefect server of our own on loopback for the time of the block, its files under the home; its API address."""
    port = port or _free_port()
    address = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {"PREFECT_UI_API_URL": address}
    environment.pop(API, None)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    record = home.prefect / "server.log"
    with record.open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    wanted = threading.Event()
    wanted.set()
    try:
        _wait_for(f"{address}/health", process, record)
        threading.Thread(target=_end_with, args=(process, wanted, record), daemon=True).start()
        yield address
    finally:
        wanted.clear()
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with(server: subprocess.Popen, wanted: threading.Event, record: Path) -> None:
    """End this process when its server ends before it should: a schedule that no server keeps would never run."""
    server.wait()
    if wanted.is_set():
        print(f"gongkai: the Prefect server ended by itself; {record} says why", file=sys.stderr, flush=True)
        os._exit(1)  # nothing softer: Prefect would tell the server of the end, again and again


def _wait_for(address: str, process: subprocess.Popen, log: Path, seconds: float = 300.0) -> None:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the Prefect server did not begin to answer at {address}; {log} says why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _processes() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def _is_orphan(process: int, prefect_home: str) -> bool:
    try:
        pairs = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    except OSError:
        return False
    said = dict(pair.decode("utf-8", "replace").split("=", 1) for pair in pairs if b"=" in pair)
    ours = said.get("PREFECT_HOME") == prefect_home and said.get(STARTER, "").isdigit()
    return ours and int(said[STARTER]) not in _ancestors(process)


def _ancestors(process: int) -> Iterator[int]:
    while process > 1:
        try:
            # The name stands in brackets and may hold anything; the parent is the second field behind it.
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return
        yield process


def _end(process: int, seconds: float = 10.0) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(process, sign)
        except ProcessLookupError:
            return
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            if not Path(f"/proc/{process}").exists():
                return
            time.sleep(0.05)
