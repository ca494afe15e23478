"""What to collect: the files and folders named, into the raw store and the ledger."""

import hashlib
import os
import stat
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flows.ledger import Arrival, File, Ledger
from flows.raw import Store

LARGEST = 100_000_000  # bytes; the largest real report met is below 30 MB
BATCH = 200  # files written to the ledger at once
MANY = 5  # files that do not go all at once, unless their disk does


@dataclass
class CollectReport:
    """What one collection met: ``counts`` by kind (new, changed, back, known, refused, gone, hidden), ``problems``,
    sentences about places that could not be looked at, and ``alarms``, those on account of which nothing came."""

    counts: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def add(self, other: "CollectReport") -> None:
        self.counts.update(other.counts)
        self.problems += other.problems
        self.alarms += other.alarms


class Found(NamedTuple):
    """A file to look at: where it lies, the name it would like, and the PATH that led to it."""

    path: Path
    name: str
    source: str


class Refused(Exception):
    """A file that is not taken in. ``sha256`` and ``size`` are given where they could be had."""

    def __init__(self, reason: str, remedy: str, sha256: str = "", size: int | None = None):
        super().__init__(reason)
        self.reason, self.remedy, self.sha256, self.size = reason, remedy, sha256, size


@dataclass
class Desk:
    """Where what is collected is put, and when."""

    ledger: Ledger
    store: Store
    now: datetime
    largest: int = LARGEST


def local(paths: list[Path], desk: Desk) -> CollectReport:
    """Collect the files named and all those below the folders named; hidden files are left out.

    ``source_file`` is the path below the folder given, the base name for a file; a name that another file
    holds already is lengthened by the folder's name, and so on. A file whose size, time and inode are the
    same as last time is not read again. What lies there no more is recorded as gone, its bytes kept.
    """
    report = CollectReport()
    for path in paths:
        if not os.path.lexists(path):
            report.problems.append(f"{path} does not exist; nothing was collected from it")
            continue
        _collect_source(Path(os.path.abspath(path)), desk, report)
    return report


def source_of(path: Path) -> str:
    """The name under which what is collected from a path arrives."""
    return readable(os.path.abspath(path))


def _collect_source(path: Path, desk: Desk, report: CollectReport) -> None:
    source = source_of(path)
    known, met = desk.ledger.files(), set()
    names = {file.source_file: file.path for file in known.values()}
    troubles = len(report.problems)
    found = list(below(path, report))
    for start in range(0, len(found), BATCH):
        taken = [_take(file, known, names, desk) for file in found[start:start + BATCH]]
        with desk.ledger.transaction():
            for file, reason, remedy in taken:
                met.add(file.path)
                report.counts[_record(file, reason, remedy, known, desk)] += 1
    there = [file for file in known.values() if file.source == source]
    if path.is_dir() and not met and len(there) >= MANY:
        report.problems.append(f"{source} is empty, and held {len(there)} files: they are not taken for gone; is "
                               "something to be mounted there? If they are gone for good, leave one file in it once")
    if len(report.problems) > troubles:
        return  # what could not be looked at is not gone
    with desk.ledger.transaction():
        for file in there:
            if file.path not in met:
                desk.ledger.drop_file(file.path)
                report.counts["gone"] += desk.ledger.gone(file.source_file, desk.now)


def below(path: Path, report: CollectReport) -> Iterator[Found]:
    """The files to look at, by name; each folder is entered once, however many links lead to it."""
    if not path.is_dir():
        yield Found(path, readable(path.name), readable(path))
        return
    yield from _walk(path, path, set(), report)


def _walk(folder: Path, root: Path, entered: set, report: CollectReport) -> Iterator[Found]:
    try:
        about = folder.stat()
        names = sorted(os.listdir(folder), key=os.fsencode)
    except OSError as problem:
        report.problems.append(f"the folder {readable(folder)} could not be opened: {problem.strerror}")
        return
    if (about.st_dev, about.st_ino) in entered:
        return
    entered.add((about.st_dev, about.st_ino))
    for name in names:
        path = folder / name
        if name.startswith("."):
            report.counts["hidden"] += 1
        elif path.is_dir():
            yield from _walk(path, root, entered, report)
        else:
            yield Found(path, readable(path.relative_to(root)), readable(root))


def _take(found: Found, known: dict[bytes, File], names: dict[str, bytes], desk: Desk) -> tuple[File, str, str]:
    """The file as it now is, its bytes in the store, and reason and remedy where it is refused."""
    path = os.fsencode(found.path)
    before = known.get(path)
    name = before.source_file if before else _free_name(found, names)
    names[name] = path
    try:
        about = _regular(found.path)
        marks = (about.st_size, _settled_time(about), about.st_ino)
        if before and before.mtime_ns is not None and marks == (before.size, before.mtime_ns, before.inode):
            return before, "", ""
        sha256 = _store(found.path, about.st_size, desk)
        return File(path, name, found.source, sha256, *marks), "", ""
    except Refused as refused:
        return File(path, name, found.source, refused.sha256, refused.size, None, None), refused.reason, refused.remedy


def _record(file: File, reason: str, remedy: str, known: dict[bytes, File], desk: Desk) -> str:
    if file is known.get(file.path):
        desk.ledger.seen(file.source_file, desk.now)
        return "known"
    desk.ledger.keep_file(file)
    kind = desk.ledger.arrive(Arrival(file.source_file, file.sha256, file.source, size=file.size,
                                      reason=reason or None, remedy=remedy or None), desk.now)
    return "refused" if reason else kind


def _regular(path: Path) -> os.stat_result:
    try:
        about = path.stat()
    except OSError as problem:
        what = "a link that leads nowhere" if path.is_symlink() else f"could not be looked at: {problem.strerror}"
        raise Refused(what, "mend the link or remove it") from None
    if not stat.S_ISREG(about.st_mode):
        raise Refused("not a file but a device, pipe or socket", "remove it from the folder")
    return about


def _store(path: Path, size: int, desk: Desk) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(desk.largest + 1)
            if len(data) > desk.largest:
                stream.seek(0)
                raise _too_large(hashlib.file_digest(stream, "sha256").hexdigest(), max(size, len(data)), desk)
    except OSError as problem:
        raise Refused(f"could not be read: {problem.strerror}",
                      "let the user the run works under read it, then run again", size=size) from None
    return desk.store.put(data)


def _too_large(sha256: str, size: int, desk: Desk) -> Refused:
    return Refused(f"too large: {size} bytes where {desk.largest} are allowed; not stored",
                   "look whether it is one report at all; raise the limit if it is", sha256, size)


def _settled_time(about: os.stat_result) -> int | None:
    # A file changed in the last seconds may change again within the same tick of its clock: read it again next time.
    return about.st_mtime_ns if abs(time.time() - about.st_mtime) > 2 else None


def _free_name(found: Found, names: dict[str, bytes]) -> str:
    """The name wanted, or lengthened by the folders above until no other file that still lies there holds it."""
    parts = [readable(part) for part in found.path.parts]
    length = found.name.count("/") + 1
    for longer in range(length, len(parts) + 1):
        name = "/".join(part.strip("/") for part in parts[-longer:])
        if name not in names or not os.path.lexists(names[name]):
            return name
    # Two names that differ only in how their letters are written, and read the same: this one is told by its bytes.
    return f"{found.name}~{hashlib.sha256(os.fsencode(found.path)).hexdigest()[:8]}"


def readable(path: str | Path) -> str:
    """A path as text. Names unpacked on old Chinese systems are in GB 18030; what is neither is shown by escapes."""
    data = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "backslashreplace")
