"""Golden pairs: a document in every style of the catalogue, and every cell that is true of it.

The status ``open`` in a pair's CSV: the text has lost which column a figure stands in or where it ends, so the cell may
stay unknown; where sums of the form decide it, it must be the value in the CSV. ``make.py`` there set the documents.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from flows import single

GOLDEN = Path(__file__).with_name("golden")
UNKNOWN = {"missing", "ambiguous", "unreadable"}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def pair(row: dict):
    marks = [pytest.mark.system(row["needs"])] if row["needs"] else []
    return pytest.param(row, id=row["document"], marks=marks)


@pytest.mark.parametrize("wanted", [pair(row) for row in table(GOLDEN / "index.csv")])
def test_golden_pair(wanted):
    path = GOLDEN / wanted["document"]
    found = single.read(path)
    document = found.document
    assert found.loaded == (wanted["state"] == "loaded"), document["reason"]
    assert (document["region_code"], document["report_year"]) == (wanted["region_code"], int(wanted["report_year"]))
    named = document["agency_name"], wanted["agency_name"]  # either may name the city or province above
    assert named[0].endswith(named[1]) or named[1].endswith(named[0])
    if not found.loaded:
        assert document["reason"] and found.frames["facts"].is_empty()
        return
    assert document["edition"] == wanted["edition"]
    assert differences(path, found) == []


def differences(path: Path, found: single.Found) -> list[tuple]:
    """Cells that are not as the pair says: address, wanted, found."""
    facts = {(row["table"], row["row_key"], row["column_key"]): row
             for row in found.frames["facts"].iter_rows(named=True)}
    wanted = {(row["table"], row["row_key"], row["column_key"]): row for row in table(path.with_suffix(".csv"))}
    assert facts.keys() == wanted.keys()
    return [(address, cell["value"], cell["status"], facts[address]["value"], facts[address]["status"])
            for address, cell in wanted.items() if not agrees(cell, facts[address])]


def agrees(cell: dict, fact: dict) -> bool:
    value = Decimal(cell["value"]) if cell["value"] else None
    if cell["status"] == "open":
        return fact["value"] is None and fact["status"] in UNKNOWN or fact["value"] == value
    return (fact["value"], fact["status"]) == (value, cell["status"])


def test_every_style_has_a_pair():
    names = {row["document"].split("-")[0] for row in table(GOLDEN / "index.csv")}
    assert {f"A{number}" for number in range(1, 17)} <= names
    assert all((GOLDEN / row["document"]).with_suffix(".csv").exists() for row in table(GOLDEN / "index.csv"))
