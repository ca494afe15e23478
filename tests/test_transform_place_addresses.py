"""Hosts and paths: what they tell, what they leave open, and that they never tell another township than their own."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.home import project_data
from flows.whose import Answerer
from transform import place_addresses

FRAME = pl.read_parquet(project_data() / "places" / "divisions.parquet")
STANDING = FRAME.filter(
    pl.col("kind").is_in(["town", "township"])
    & pl.col("region_code").is_not_null()
    & pl.col("valid_to").is_null()
    & (pl.col("valid_from") <= 2022)
)
OWN = {"town": "镇", "township": "乡"}
ENDING = {"town": "z", "township": "x"}
TEXT = "一、总体情况\n2022年,我{own}认真落实政府信息公开条例。\n统计期限自2022年1月1日起至2022年12月31日止。"


@pytest.fixture(scope="module")
def spellings():
    return Answerer.load().resolver.spellings


def names(host: str, spellings) -> set[str]:
    return {one.row.name for one in place_addresses.divisions(host, spellings)}


def test_a_host_that_fits_several_tells_none(spellings):
    found = place_addresses.divisions("www.chaoyang.gov.cn", spellings)
    assert {"朝阳市", "朝阳县", "潮阳区"} <= {one.row.name for one in found}
    assert place_addresses.told(found) is None


@pytest.mark.parametrize(
    ("host", "name"),
    [("www.dean.gov.cn", "德安县"), ("cqsdj.gov.cn", "垫江县"), ("cqkz.gov.cn", "开州区"), ("nr.gd.gov.cn", "广东省")],
)
def test_a_stem_in_full_or_led_by_its_province_tells_one(host, name, spellings):
    assert place_addresses.told(place_addresses.divisions(host, spellings)).name == name


def test_bare_initials_tell_none(spellings):
    assert place_addresses.told(place_addresses.divisions("www.mz.gov.cn", spellings)) is None
    assert names("www.mz.com", spellings) == set()


def test_a_part_before_is_read_within_the_last(spellings):
    assert names("tunchang.hainan.gov.cn", spellings) == {"屯昌县"}
    assert names("js.changchun.gov.cn", spellings) == {"长春市"}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, STANDING.height - 1), st.booleans())
def test_a_path_never_tells_another_township(index, in_full):
    row = STANDING.row(index, named=True)
    register = Answerer.load().resolver.register
    county = register.at(row["county_code"], 2022)
    if county is None or not county.readings or not row["pinyin"].isascii():
        return
    parts = row["pinyin"].split("|")[0].split()
    part = ("".join(parts) if in_full else "".join(part[0] for part in parts)) + ENDING[row["kind"]]
    host = "".join(county.readings[0].split())
    answer = Answerer.load().answer(
        url=f"http://www.{host}.gov.cn/zwgk/{part}/202301/t1.html", text=TEXT.format(own=OWN[row["kind"]])
    )
    assert answer.region_code in (None, row["region_code"]), (host, part, answer.evidence)


def test_the_path_settles_within_the_county_the_text_names():
    text = "按照忠县人民政府办公室的要求编制。\n" + TEXT.format(own="镇")
    answer = Answerer.load().answer(url="http://example.com/jd/zxyfz/zwgk_1/t1.html", text=text)
    assert (answer.region_code, answer.report_year) == ("500233118", 2022)


def test_a_department_on_a_host_told_lies_there_and_stays_unnamed():
    text = TEXT.format(own="局")
    answer = Answerer.load().answer(url="http://www.dean.gov.cn/a/b.html", text=text)
    assert (answer.region_code, answer.agency_key) == ("360426", None)
    answer = Answerer.load().answer(url="http://www.dean.gov.cn/a/czj/b.html", text=text)
    assert (answer.region_code, answer.agency) == ("360426", "九江市德安县财政局")


def test_superiors_of_another_level_leave_it_open():
    text = TEXT.format(own="局") + "\n我局在区委、区政府的领导下开展工作。"
    assert Answerer.load().answer(url="http://www.dean.gov.cn/a/b.html", text=text).region_code is None


DUPLICATE = "河东乡2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "known",
    [
        {"source_region": "360426"},
        {"text": "索引号: 360426000/2023-1\n一、总体情况"},
        {"source_agency": "德安县人民政府"},
        {"url": "http://www.dean.gov.cn/1.html"},
    ],
)
def test_a_duplicate_name_is_settled_by_a_clue_only(known):
    assert Answerer.load().answer(title=DUPLICATE).region_code is None
    assert Answerer.load().answer(title=DUPLICATE, **known).region_code == "360426201"
