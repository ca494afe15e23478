import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform import numbers

LABELS = Path(__file__).parents[1] / "data" / "forms" / "labels.csv"
WORDS = numbers.vocabulary(csv.DictReader(LABELS.open(encoding="utf-8")))


@pytest.mark.parametrize(("text", "value"), [
    ("22（其中修订16件）", "22"), ("22，其中修订16件", "22"), ("0件", "0"), ("1,234", "1234"), ("3,985,758", "3985758"),
    ("1，234", "1234"), ("１２", "12"), ("减3", "-3"), ("減3", "-3"), ("增 2", "2"), ("¥7.5", "7.5"), ("￥0", "0"),
    ("+4", "4"), ("-18", "-18"), ("－15", "-15"),
    ("−15", "-15"), ("8120.5", "8120.5"), ("5*", "5"), ("5①", "5"), ("12【1】", "12"), (" 0 ", "0"), ("0\u00a0", "0"),
    ("1\u200b2", "12"), (r"1\[1\]", "1"), (r"0\*", "0"), (r"\-18", "-18"), ("共361件", "361"), ("90591件次", "90591"),
    ("0.0000", "0"), ("三", "3"), ("十二", "12"), ("二十", "20"), ("零", "0"),
    ("一百零五", "105"), ("三百二十", "320"), ("两千零三十", "2030"), ("一千一百一十", "1110"), ("一百二十三", "123"),
])
def test_a_leading_well_formed_number_is_read(text, value):
    number = numbers.parse(text, WORDS)
    assert (number.kind, number.value) == ("number", Decimal(value))


@pytest.mark.parametrize("text", ["", " ", "/", "-", "—", "--", "－", "无", "\u00a0", "\u3000", "\u200b", " / "])
def test_marks_for_nothing_are_blank(text):
    assert numbers.parse(text, WORDS) == (None, "blank", None, None)


@pytest.mark.parametrize("text", [
    "见附件", "3 4", "1.2.3", "1,23", "1,2345", "12,345,67", "1234,567", "0,123", "007", "00", "5.", ".5", "3、4",
    "3-5", "15%", "5①2", "①5", "5²", "3½", "3万余", "10余件", "(3)", "12\n3", "一", "一百五", "二〇", "5三", "--3",
    "无3", "1、信访举报投诉类申请",
])
def test_what_could_mean_two_things_is_unreadable(text):
    number = numbers.parse(text, WORDS)
    assert (number.kind, number.value) == ("unreadable", None)
    assert number.note


def test_a_lost_cell_is_not_a_blank_one():
    assert numbers.parse(None, WORDS).kind == "lost"


@pytest.mark.parametrize(("text", "unit"), [
    ("120000元", "元"), ("8120.5（元）", "元"), ("310.2764 万元", "万元"), ("310.2764万", "万元"),
    ("310.2764萬元", "万元"), ("12件", None), ("12（件）", None),
    ("12", None),
])
def test_only_a_unit_of_money_is_kept(text, unit):
    assert numbers.parse(text, WORDS).unit == unit


def test_what_stands_beside_the_number_is_kept_as_a_note():
    assert "16" in numbers.parse("22（其中修订16件）", WORDS).note


@given(st.integers(-10**12, 10**12))
def test_any_whole_number_comes_back(value):
    assert numbers.parse(str(value), WORDS).value == value
    assert numbers.parse(f"{value:,}", WORDS).value == value


@given(st.text(alphabet="0123456789.,- 件元(）三①", max_size=12))
def test_a_value_never_holds_digits_that_are_not_printed_at_its_head(text):
    number = numbers.parse(text, WORDS)
    if number.kind == "number" and not any(character in "三" for character in text):
        digits = "".join(character for character in text if character in "0123456789")
        assert digits.startswith("".join(character for character in str(abs(number.value)) if character.isdigit()))
    assert (number.value is None) == (number.kind != "number")


def test_a_unit_that_counts_things_takes_no_fractions():
    assert WORDS.counts("件") and WORDS.counts("项")
    assert not WORDS.counts("万元") and not WORDS.counts("as printed") and not WORDS.counts(None)
