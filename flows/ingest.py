"""Reading what has arrived: batches of documents over worker processes into ``staged``, each batch whole or not at all.

A document that hangs its worker or brings it down is read once more alone; if it does so again it gets a row
that says so. Nothing is read twice by the same code: ``staged`` is the truth of what was read.
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from extract import archive, kind
from extract.reading import ARCHIVES
from flows.collect import Desk
from flows.home import Home, project_data
from flows.ledger import Arrival
from flows.pages import Pages
from flows.raw import Damaged, synchronise
from flows.reader import Arrived, documents
from flows.workers import BATCH, over_workers, usual
from transform import schema

TRIPPED = "the reader tripped over it"
FEW_TRIPPED = 10  # documents that may trip the reader before it is asked whether most do

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unread:
    """A document still to be read: its hash, the first name it came by, the words that led to it, and whose reports
    its source gives. ``url`` is the address that tells most of whose it is."""

    sha256: str
    source_file: str
    url: str | None
    source: str | None
    words: str | None = None
    agency_name: str | None = None
    region_code: str | None = None


@dataclass
class Reading:
    """What came of reading: ``read`` documents, of which ``tripped`` the reader; ``lost``, a sentence for each whose
    bytes could not be had."""

    read: int = 0
    tripped: int = 0
    lost: list[str] = field(default_factory=list)


class Tripping(RuntimeError):
    """Most documents trip the reader: something is wrong with it, or with this machine."""


@cache
def code_version() -> str:
    """A short hash over all that decides how a document is read: the code of both rooms and the reference data."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    files = [path for room in ("extract", "transform") for path in (root / room).glob("*.py")]
    files += [path for path in project_data().rglob("*") if path.suffix in (".csv", ".parquet") and path.is_file()]
    names = ("reader.py", "batch.py", "whose.py", "convert.py")
    files += [Path(__file__).with_name(name) for name in names]
    for path in sorted(path for path in files if path.exists() and not unread_data(path)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def unread_data(path: Path) -> bool:
    """Whether a data file does not bear on how documents are read (what is produced lies there too)."""
    inside = path.is_relative_to(project_data())
    return inside and path.relative_to(project_data()).parts[0] not in ("forms", "places", "aliases.csv",
                                                                       "report_words.csv")


def already_read(home: Home) -> set[str]:
    """The documents that the staged batches hold, read by this code."""
    files = sorted(home.staged.glob("[!.]*/documents.parquet"))
    if not files:
        return set()
    staged = pl.scan_parquet(files).filter(pl.col("code_version") == code_version()).select("sha256").collect()
    return set(staged["sha256"])


def unpack(desk: Desk, unread: Sequence[Unread]) -> int:
    """Give the members of archives that hold several documents arrivals of their own; how many are new."""
    found = 0
    for document in unread:
        try:
            data = desk.store.get(document.sha256)
            if kind.detect(data) not in ARCHIVES:
                continue
            members = documents(archive.members(data))
        except OSError as problem:
            if isinstance(problem, FileNotFoundError):
                continue  # it is told of when it is to be read
            raise
        except Exception:  # whatever an archive does to us, its own row will say it
            log.info("%s could not be unpacked", document.source_file, exc_info=True)
            continue
        if len(members) < 2:
            continue
        for name, member in members:
            sha256 = desk.store.put(member)
            arrival = Arrival(f"{document.source_file}!{name}", sha256, document.source, document.url,
                              document.source_file, len(member))
            found += desk.ledger.arrive(arrival, desk.now) == "new"
    return found


def read_all(home: Home, desk: Desk, unread: Sequence[Unread], workers: int | None = None,
             told: Callable[[int], None] = lambda count: None) -> Reading:
    """Read these documents into ``staged``. ``told`` hears of each finished batch's size.

    What a document does to its reader ends as that document's row. Raises workers.Unable, and Tripping where most
    documents trip the reader.
    """
    for leftover in home.staged.glob(".*"):
        shutil.rmtree(leftover, ignore_errors=True)  # a batch that a killed run was writing
    reading = Reading()
    loaded = (load(desk, unread[start : start + BATCH], reading) for start in range(0, len(unread), BATCH))
    for frames in over_workers(filter(None, loaded), code_version(), workers or usual()):
        documents = frames["documents"]
        reading.read += len(documents)
        reading.tripped += documents.filter(pl.col("reason").str.starts_with(TRIPPED)).height
        if reading.tripped >= FEW_TRIPPED and reading.tripped * 2 > reading.read:
            raise Tripping(f"{reading.tripped} of {reading.read} documents tripped the reader: the fault is not theirs")
        write(home, frames)
        told(len(documents))
    return reading


def load(desk: Desk, unread: Sequence[Unread], reading: Reading) -> list[Arrived]:
    """The documents with their bytes; those whose bytes the store lost are told in ``reading.lost`` and are to be
    had again."""
    arrived = []
    for one in unread:
        try:
            data = desk.store.get(one.sha256)
        except (FileNotFoundError, Damaged) as problem:
            reading.lost.append(f"{one.source_file}: {problem}")
            desk.ledger.distrust(one.sha256)
            Pages(desk.ledger).distrust(one.sha256, desk.now)
            continue
        arrived.append(Arrived(one.sha256, one.source_file, data, one.url, one.words, one.agency_name,
                               one.region_code))
    return arrived


def write(home: Home, frames: dict[str, pl.DataFrame]) -> None:
    """Write a batch under a name made of what it holds; it appears whole, by one rename."""
    hashes = "".join(sorted(frames["documents"]["sha256"])) + code_version()
    name = hashlib.sha256(hashes.encode()).hexdigest()[:20]
    making = home.staged / f".{name}"
    making.mkdir(parents=True, exist_ok=True)
    for table in schema.STAGED:
        path = making / f"{table.name}.parquet"
        frames[table.name].sort(table.key).write_parquet(path, compression="zstd")
        synchronise(path)
    synchronise(making)
    target = home.staged / name
    if target.exists():
        shutil.rmtree(target)
    os.replace(making, target)
    synchronise(home.staged)


def mend(home: Home) -> list[str]:
    """Remove the batches that are not whole, as a failing disk leaves them: they are read again. Gives their names."""
    broken = [folder for folder in sorted(home.staged.glob("[!.]*/"))
              if not all(is_whole(folder / f"{table.name}.parquet") for table in schema.STAGED)]
    for folder in broken:
        log.warning("the batch %s is not whole and is read again", folder.name)
        shutil.rmtree(folder)
    return [folder.name for folder in broken]


def is_whole(path: Path) -> bool:
    """Whether a Parquet file ends as one should: its last bytes are written last."""
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - 8))
            tail = stream.read()
    except OSError:
        return False
    return tail[4:] == b"PAR1" and int.from_bytes(tail[:4], "little") + 12 <= size


def write_arrivals(home: Home, arrivals: list[dict]) -> None:
    """The ledger's arrivals as the warehouse reads them."""
    home.staged.mkdir(parents=True, exist_ok=True)
    path = home.staged / "arrivals.parquet"
    making = path.with_suffix(".making")
    schema.ARRIVALS.frame([{name: row.get(name) for name in schema.ARRIVALS.schema} for row in arrivals]) \
        .write_parquet(making)
    os.replace(making, path)
