"""Corrections as people write them: every line kept, what cannot be applied says why."""

from decimal import Decimal

import pytest

from transform import corrections

LINE = {"agency_key": "A", "report_year": "2022", "table": "t", "row_key": "r", "column_key": "c", "was": "4",
        "now": "40.5", "reason": "slip", "source": "letter", "status": "open"}


def test_a_line_is_typed():
    row = corrections.from_rows([LINE]).row(0, named=True)
    assert (row["line_number"], row["report_year"], row["value_was"], row["value_now"], row["problem"]) == (
        2, 2022, Decimal(4), Decimal("40.5"), None)


def test_an_empty_value_is_none():
    assert corrections.from_rows([LINE | {"was": ""}])["value_was"].to_list() == [None]


@pytest.mark.parametrize("change, problem", [
    ({"now": "vierzig"}, "now 'vierzig' is no number"),
    ({"report_year": "MMXXII"}, "report_year 'MMXXII' is no number"),
    ({"status": "done"}, "status 'done' is none"), ({"now": "4"}, "the same"), ({"reason": ""}, "reason is empty"),
    ({"source": ""}, "source is empty"), ({"agency_key": " "}, "agency_key is empty"), ({"was": "nan"}, "no number")])
def test_a_line_that_cannot_stand_says_why(change, problem):
    assert problem in corrections.from_rows([LINE | change])["problem"][0]


def test_one_cell_is_corrected_once():
    assert corrections.from_rows([LINE, LINE | {"now": "7"}])["problem"].to_list() == [
        None, "an earlier line corrects the same cell"]


def test_no_lines_give_an_empty_frame():
    assert corrections.from_rows([]).schema == corrections.CORRECTIONS.empty().schema
