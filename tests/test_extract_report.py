"""Clues of invented documents: titles on one to three lines, years that agree or not, kinds, publishers, own words."""

import csv

import pytest

from extract import report, report_titles
from extract.report_words import Clue, Words
from flows.home import project_data


@pytest.fixture(scope="module")
def words():
    with (project_data() / "report_words.csv").open(encoding="utf-8") as file:
        return Words.of(list(csv.DictReader(file)))


TITLES = [
    (["甲乙县丙丁镇2030年政府信息公开工作年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇2030年度政府信息公开工作年度报告"], "甲乙县丙丁镇", 2030),
    (["2030年甲乙县丙丁镇政府信息公开工作年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇2030年信息公开年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇2030政府信息公开工作年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇", "2030 年政府信息公开工作", "年度报告"], "甲乙县丙丁镇", 2030),
    (["# 甲乙县丙丁镇2030年政府信息公开工作", "# 年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇2030年度信息公开年度报告(2031年1月)"], "甲乙县丙丁镇", 2030),
    (["甲乙县丙丁镇二〇三〇年政府信息公开工作年度报告"], "甲乙县丙丁镇", 2030),
    (["甲乙縣丙丁鎮2030年政府信息公開工作年度報告"], "甲乙县丙丁镇", 2030),
]


@pytest.mark.parametrize(("lines", "subject", "year"), TITLES)
def test_a_title_gives_its_agency_and_year(words, lines, subject, year):
    found = report.clues([*lines, "一、总体情况"], words)
    assert [clue.text for clue in found.names if clue.where in ("title", "title line")][:1] == [subject]
    assert [clue.year for clue in found.years if clue.where == "title"][:1] == [year]


@pytest.mark.parametrize(
    "text",
    [
        "关于做好2030年度政府信息公开工作年度报告编制和发布工作的通知",
        "《政府信息公开工作年度报告格式》",
    ],
)
def test_a_cited_document_is_no_title(words, text):
    assert report_titles.named(text, "title", words, False) is None


def test_an_interpretation_is_told_from_its_title(words):
    assert report.clues([], words, title="解读《甲乙县2030年政府信息公开工作年度报告》").kind == "interpretation"


KINDS = [
    ("interpretation", ["《甲乙县2030年政府信息公开工作年度报告》已经发布,现就其内容作如下解读。", "一、编制背景"]),
    ("guide", ["为方便公众获取信息,我镇编制了《丙丁镇政府信息公开指南》(以下简称《指南》)。"]),
    ("not_a_report", ["第一条 为做好年度报告工作,制定本制度。", "第二条 本制度由办公室负责实施。"]),
    ("not_a_report", ["《2030环保局年度信息公开工作报告.doc》由会员分享", "一、概述 今年,XX市环保局认真落实条例。"]),
    ("comparison", ["甲乙县2030年政府信息公开工作年度报告比对结果"]),
    ("catalogue", [f"甲乙县丙丁镇{year}年政府信息公开工作年度报告" for year in range(2030, 2035)]),
    ("catalogue", [f"甲乙县{name}镇2030年政府信息公开工作年度报告" for name in "丙丁戊己"]),
    ("translated_copy", ["Annual Report of the Government of Examples on the Disclosure of Information " * 4]),
    ("not_a_report", ["region_code,report_year,form_table,row_key,column_key,value,status,unit,raw_text"] * 4),
    ("report", ["一、总体情况", "我镇推进政府信息公开工作。", "二、主动公开政府信息情况"]),
]


@pytest.mark.parametrize(("kind", "lines"), KINDS)
def test_what_is_no_report_is_told_apart(words, kind, lines):
    found = report.clues(lines, words)
    assert found.kind == kind, found.kind_reason


def test_a_year_behind_the_title_is_its_year_and_a_month_is_not(words):
    assert report_titles.named("甲乙县政府信息公开工作年度报告(2030年度)", "title", words, True).year == 2030
    assert report_titles.named("甲乙县政府信息公开工作年度报告(2031年1月)", "title", words, True).year is None


def test_a_period_cut_by_the_end_of_a_line_is_whole(words):
    found = report.clues(["报告中所列数据的统计期限自2030年1月1日起至2030年1", "2月31日止。", "一、总体情况"], words)
    assert {clue.year for clue in found.years if clue.where == "period"} == {2030}


def test_whom_the_text_obeys_and_what_its_index_number_begins_with(words):
    lines = ["索引号: 11360426000/2031-1", "一、总体情况", "在县委、县政府的领导下,围绕市委市政府部署。"]
    found = report.clues(lines, words)
    assert found.superiors == ("县", "市")
    assert found.codes == ("360426",)


def test_words_in_the_address_are_read(words):
    path = "http://example.com/wiki/2030%E7%94%B2%E4%B9%99%E5%8E%BF%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B9%B4%E6%8A%A5"
    assert Clue("address", "甲乙县") in report.clues(["一、总体情况"], words, url=path).names


def test_digits_that_lost_a_character_give_no_period(words):
    found = report.clues(["报告中所列数据统计期限为202011日至1231日止,一年内情况如下。"], words)
    assert not [clue for clue in found.years if clue.where == "period"]
    assert {clue.year for clue in found.years if clue.where == "run"} == {2020}


def test_a_whole_year_is_a_period_and_two_years_are_none(words):
    found = report.clues(
        ["统计期限自2030年1月1日起至2030年12月31日止。", "自2028年1月1日至2029年12月31日共两年。"], words
    )
    assert {clue.year for clue in found.years if clue.where == "period"} == {2030}


@pytest.mark.parametrize(
    "lines",
    [
        ["发布机构: 丙丁镇人民政府"],
        ["发布机构", "丙丁镇人民政府"],
        ["发布机构 | 丙丁镇人民政府 | 发文日期 | 2031-01-02"],
    ],
)
def test_the_publisher_stands_behind_its_label(words, lines):
    assert Clue("publisher", "丙丁镇人民政府") in report.clues(lines, words).names


def test_what_the_text_calls_its_own_agency(words):
    assert report.clues(["我镇认真落实,我镇主动公开信息,本单位亦然。"], words).own[0] == "镇"


def test_inserted_pinyin_marks_a_mirror(words):
    assert report.clues(["甲鄉(xiāng)2030年政府信息公開年度報(bào)告", "數(shù)量"], words).kind == "mirror"


def test_nothing_gives_nothing(words):
    found = report.clues([], words)
    assert (found.title, found.names, found.years, found.kind) == (None, [], [], "not_a_report")
