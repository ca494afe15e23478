"""Documents with one thing wrong with them: what their page does not print is never reported, nor called blank where
it prints a figure.

The CSV beside each document says what is printed, cell by cell; a cell may stay unknown.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from flows import single

DAMAGED = Path(__file__).with_name("damaged")
# What does not hold yet; strict, so that the line goes when the reader is mended.
OPEN = {
    "r05_note_of_a_figure_wrapped_below_it.txt": "columns of blanks: a figure printed a line lower is cut before it",
    "s05_page_number_for_blank.txt": "a page number on its own line after the label of a blank cell that is left out",
}
# What a careful reader reads at once: here nothing may stay unknown.
PLAIN = sorted(DAMAGED.glob("w*.html")) + sorted(DAMAGED.glob("w*.txt"))


def case(path: Path):
    marks = [pytest.mark.xfail(strict=True, reason=OPEN[path.name])] if path.name in OPEN else []
    return pytest.param(path, id=path.name, marks=marks)


@pytest.mark.parametrize("path", [case(path) for path in sorted(DAMAGED.iterdir()) if path.suffix != ".csv"])
def test_nothing_is_reported_that_is_not_printed(path):
    facts = {(row["table"], row["row_key"], row["column_key"]): row
             for row in single.read(path).frames["facts"].iter_rows(named=True)}
    wrong = []
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as lines:
        for cell in csv.DictReader(lines):
            found = facts.get((cell["table"], cell["row_key"], cell["column_key"]), {"status": None, "value": None})
            printed = Decimal(cell["value"]) if cell["value"] else None
            if found["status"] == "reported" and found["value"] != printed or found["status"] == "blank" and printed:
                wrong.append((cell["row_key"], cell["column_key"], found["value"], found["status"], printed))
    assert wrong == []


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_what_is_plain_to_a_careful_reader_is_read(path):
    facts = {(row["table"], row["row_key"], row["column_key"]): row
             for row in single.read(path).frames["facts"].iter_rows(named=True)}
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as lines:
        unknown = [cell for cell in csv.DictReader(lines)
                   if facts[cell["table"], cell["row_key"], cell["column_key"]]["status"] != cell["status"]]
    assert unknown == []


def test_rows_whose_figures_a_copy_dropped_are_not_said_to_be_left_out():
    facts = single.read(DAMAGED / "s39_each_line_kept_once.txt").frames["facts"]
    assert "absent" not in set(facts["status"])


@pytest.mark.parametrize("label", ["行政处罚", "8.属于行政查询事项"])
def test_rows_whose_labels_are_misspelt_are_not_said_to_be_left_out(label):
    page = (DAMAGED / "y04_a_heading_narrower_than_its_columns.html").read_text(encoding="utf-8")
    assert page.count(label) == 1
    facts = single.read_bytes("page.html", page.replace(label, "甲乙丙丁").encode()).frames["facts"]
    assert "absent" not in set(facts["status"])
