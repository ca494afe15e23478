"""python -m bench.corpus --out DIR --documents N --seed N [--styles pure]: make the corpus."""

import argparse
import shutil
from pathlib import Path

from . import index, make


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("bench/out/corpus"))
    parser.add_argument("--documents", type=int, default=480)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pure", action="store_true", help="only styles written without outside programs")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.out, ignore_errors=True)
    folder = arguments.out / "documents"
    folder.mkdir(parents=True)
    documents = make.corpus(folder, arguments.documents, arguments.seed, arguments.pure)
    index.write(arguments.out, documents)
    print(f"{len(documents)} documents in {folder}, index in {arguments.out / 'index.jsonl'}")


if __name__ == "__main__":
    main()
