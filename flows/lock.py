"""One run at a time per home, by a lock the system lets go of when its holder dies."""

import fcntl
import json
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.home import Home

_held: set[Path] = set()
FLOCK = "hhqqi4x"  # the system's struct flock on 64-bit Linux: kind, from where, start, length, process


class Held(Exception):
    """Another run holds this home."""


@contextmanager
def hold(home: Home) -> Iterator[None]:
    """Hold ``home`` for the time of the block. Raises Held, saying by whom, where another run does.

    The lock is the process's own, not that of the file's being there: after a crash or kill -9 it is free
    again, even where workers of the dead run still linger (hence lockf: children inherit a flock).
    """
    if home.lock in _held:
        raise Held(f"this process already runs in {home.root}")
    handle = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise Held(_holder(handle, home)) from None
        _held.add(home.lock)
        note = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(note).encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
            _held.discard(home.lock)
    finally:
        os.close(handle)


def held(home: Home) -> bool:
    """Whether a run is under way in ``home``; asked of the system, and nothing is taken that a run might want."""
    if home.lock in _held:
        return True
    try:
        handle = os.open(home.lock, os.O_RDONLY)
    except OSError:
        return False
    try:
        asked = struct.pack(FLOCK, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
        return struct.unpack(FLOCK, fcntl.fcntl(handle, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK
    finally:
        os.close(handle)


def _holder(handle: int, home: Home) -> str:
    try:
        note = json.loads(os.pread(handle, 1000, 0))
        who = f"process {note['pid']}, since {note['since']}"
    except (ValueError, KeyError):
        who = "a process that has just begun"
    return f"another run holds {home.root} ({who}); wait for it to end, or name another --home"
