"""The corpus on disk: documents/, cells/<id>.csv with what is true of each address, and index.jsonl."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from . import MAKER, agencies
from .model import Report

CELL_COLUMNS = ("table", "row_key", "column_key", "value", "raw_text", "status", "recoverable")


@dataclass
class Made:
    """One document: its identifier, the report in it, its style, its bytes' place and whether any of it can be read."""

    identifier: str
    report: Report
    style: str
    path: Path
    digital: bool = True


def write(out: Path, documents: list[Made]) -> None:
    (out / "cells").mkdir(parents=True, exist_ok=True)
    with open(out / "index.jsonl", "w", encoding="utf-8") as lines:
        for made in documents:
            lines.write(json.dumps(record(made), ensure_ascii=False) + "\n")
            write_rows(out / "cells" / f"{made.identifier}.csv", cells(made))


def record(made: Made) -> dict:
    report = made.report
    return {
        "maker": MAKER, "id": made.identifier, "file": made.path.name, "style": made.style,
        "damages": sorted(report.damages),
        "digital": made.digital, "edition": report.edition, "report_year": report.year,
        "agency_name": agencies.official_name(report.agency), "region_code": report.agency["region_code"],
        "level": report.agency["level"], "agency_decidable": report.agency_decidable,
        "year_decidable": report.year_decidable, "title": report.title,
    }


def cells(made: Made) -> list[dict]:
    """What is true of every address: the value, the printed text, the status a perfect reader gives."""
    rows = []
    for address, truth in made.report.truth.items():
        recoverable = truth.recoverable and made.digital
        value = "" if truth.value is None else f"{truth.value:f}"
        status = truth.status if recoverable else "unrecoverable"
        row = (*address, value, truth.text, status, str(int(recoverable)))
        rows.append(dict(zip(CELL_COLUMNS, row, strict=True)))
    return rows


def write_rows(path: Path, rows: list[dict]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, CELL_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read(out: Path) -> list[dict]:
    """The index with each document's cells under ``cells``."""
    documents = []
    with open(out / "index.jsonl", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            with open(out / "cells" / f"{document['id']}.csv", encoding="utf-8", newline="") as cells:
                document["cells"] = list(csv.DictReader(cells))
            documents.append(document)
    return documents
