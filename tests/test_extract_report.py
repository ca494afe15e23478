"""Clues of invented documents: titles on one to three lines, years that agree or not, kinds, publishers, own words."""

import csv

import pytest

from extract import report, report_titles
from flows.home import project_data


@pytest.fixture(scope="module")
def words():
    with (project_data() / "report_words.csv").open(encoding="utf-8") as file:
        return report.Words.of(list(csv.DictReader(file)))


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
    assert [clue.text for clue in found.names if clue.where == "title"][:1] == [subject]
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
    assert report.Clue("publisher", "丙丁镇人民政府") in report.clues(lines, words).names


def test_what_the_text_calls_its_own_agency(words):
    assert report.clues(["我镇认真落实,我镇主动公开信息,本单位亦然。"], words).own[0] == "镇"


def test_inserted_pinyin_marks_a_mirror(words):
    assert report.clues(["甲鄉(xiāng)2030年政府信息公開年度報(bào)告", "數(shù)量"], words).kind == "mirror"


def test_nothing_gives_nothing(words):
    found = report.clues([], words)
    assert (found.title, found.names, found.years, found.kind) == (None, [], [], "not_a_report")
