"""python -m bench.unchanged_night [--documents 10000] [--read]: how long a night takes in which nothing has changed.

A home with that many known documents is made; then a night in which nothing has changed is run and timed. Some
documents are truly read; for the others, unless --read is given, what was read of those stands in ``staged`` under
their own hashes, which is what the reader would have written. Tells also how the disk grows.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from flows import ingest, nightly
from flows.collect import local
from flows.gather import Wishes
from flows.home import Home
from transform import schema

MADE = 240  # documents made; the others are these with a number in a comment, so that every hash differs
READ = 48  # documents truly read


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.unchanged_night", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--read", action="store_true", help="read every document")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unchanged_") as folder:
        inbox, home = Path(folder) / "inbox", Home.at(Path(folder) / "home")
        pages = make(Path(folder))
        if not arguments.read:
            fill(inbox, pages, range(READ))
            tell("a first night", home, inbox)
        fill(inbox, pages, range(arguments.documents))
        if not arguments.read:
            stage_copies(home, inbox)
        tell("the night that builds the release of all", home, inbox)
        tell("a night in which nothing has changed", home, inbox)
        print(f"{arguments.documents} documents, {size(inbox):.0f} MB; in the home: " + ", ".join(
            f"{name} {size(home.root / name):.0f} MB" for name in ("raw", "staged", "releases", "exports", "prefect"))
            + f", ledger {home.ledger.stat().st_size / 1e6:.0f} MB")


def tell(what: str, home: Home, inbox: Path) -> None:
    began = time.monotonic()
    outcome = nightly.run(home, Wishes(paths=(inbox,)))
    stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in outcome.seconds.items())
    print(f"{what}: {time.monotonic() - began:.1f} s ({stages}); {outcome.state}, {outcome.read} read, "
          f"{dict(outcome.collected)}", flush=True)


def make(folder: Path) -> list[bytes]:
    subprocess.run([sys.executable, "-m", "bench.corpus", "--out", folder / "corpus", "--documents", str(MADE),
                    "--seed", "3", "--pure"], check=True, stdout=subprocess.DEVNULL)
    return [path.read_bytes() for path in sorted((folder / "corpus" / "documents").glob("*.html"))]


def fill(inbox: Path, pages: list[bytes], numbers: range) -> None:
    inbox.mkdir(exist_ok=True)
    for number in numbers:
        path = inbox / f"{number:05d}.html"
        if not path.exists():
            path.write_bytes(pages[number % len(pages)] + f"<!-- {number} -->".encode())


def stage_copies(home: Home, inbox: Path) -> None:
    """Give the unread documents the frames of those that were read, batch by batch."""
    batches = [{table.name: pl.read_parquet(folder / f"{table.name}.parquet") for table in schema.STAGED}
               for folder in sorted(home.staged.glob("[!.]*/"))]
    with nightly.desk(home) as desk:
        local([inbox], desk)
        unread = [row["sha256"] for row in desk.ledger.unread(ingest.already_read(home))]
    number = 0
    while unread:
        frames = batches[number % len(batches)]
        number += 1
        old = frames["documents"]["sha256"].to_list()[:len(unread)]
        new = dict(zip(old, unread, strict=False))
        unread = unread[len(old):]
        ingest.write(home, {name: frame.filter(pl.col("sha256").is_in(old)).with_columns(
            pl.col("sha256").replace_strict(new)) for name, frame in frames.items()})


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
