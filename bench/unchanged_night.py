"""python -m bench.unchanged_night [--documents 10000]: how long a night takes in which nothing has changed.

Made documents are collected, read and published once; then the same night is run again and timed stage by stage.
Tells also how the disk grows.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows import nightly
from flows.gather import Wishes
from flows.home import Home

MADE = 240  # documents made; the others are these with a number in a comment, so that every hash differs


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.unchanged_night", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unchanged_") as folder:
        inbox, home = Path(folder) / "inbox", Home.at(Path(folder) / "home")
        fill(Path(folder), inbox, arguments.documents)
        for name in ("first night", "second night, nothing changed"):
            began = time.monotonic()
            outcome = nightly.run(home, Wishes(paths=(inbox,)))
            seconds = {stage: round(spent, 1) for stage, spent in outcome.seconds.items()}
            print(f"{name}: {time.monotonic() - began:.1f} s, {outcome.state}, {outcome.read} read, {seconds}, "
                  f"{dict(outcome.collected)}", flush=True)
        print(f"documents {size(inbox):.1f} MB; in the home: " + ", ".join(
            f"{name} {size(home.root / name):.1f} MB" for name in ("raw", "staged", "releases", "exports", "prefect")))


def fill(folder: Path, inbox: Path, documents: int) -> None:
    subprocess.run([sys.executable, "-m", "bench.corpus", "--out", folder / "corpus", "--documents", str(MADE),
                    "--seed", "3", "--pure"], check=True, stdout=subprocess.DEVNULL)
    pages = [path for path in sorted((folder / "corpus" / "documents").iterdir()) if path.suffix == ".html"]
    inbox.mkdir()
    for number in range(documents):
        page = pages[number % len(pages)]
        (inbox / f"{number:05d}.html").write_bytes(page.read_bytes() + f"<!-- {number} -->".encode())


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
