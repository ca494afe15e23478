"""The day of publication: printed beside a label or declared in the metadata; said once or not at all."""

import csv
from datetime import date

import pytest

from extract import report_dates
from extract.report_words import Words
from flows.home import project_data

with (project_data() / "report_words.csv").open(encoding="utf-8") as file:
    WORDS = Words.of(list(csv.DictReader(file)))
DAY = date(2023, 1, 17)


@pytest.mark.parametrize("line", [
    "发布日期：2023-01-17", "发布时间: 2023年1月17日 10:20 来源：某镇", "来源：某镇 发布时间：2023/01/17 浏览次数：12",
    "发布日期 | 2023-01-17 | 发布机构 | 某镇", "时间：2023-01-17   作者：某人",
    "【公开日期】 2023.1.17", "發布日期：2023-01-17",
])
def test_a_day_beside_a_label(line):
    assert report_dates.published_on(["某镇2022年政府信息公开工作年度报告", line], {}, WORDS) == DAY


@pytest.mark.parametrize("line", [
    "成文日期：2023-01-17", "更新时间：2023-01-17", "统计时间：2023-01-17", "发布日期：2023-13-45", "发布日期：",
    "发布日期：本报告所列数据统计至2023-01-17", "2023-01-17",
])
def test_other_days_are_none_of_publication(line):
    assert report_dates.published_on([line], {}, WORDS) is None


def test_the_metadata_declare_it():
    assert report_dates.published_on([], {"PubDate": "2023-01-17 09:00"}, WORDS) == DAY
    assert report_dates.published_on([], {"article:published_time": "2023-01-17T09:00:00+08:00"}, WORDS) == DAY
    assert report_dates.published_on([], {"keywords": "2023-01-17"}, WORDS) is None


def test_two_days_are_none():
    assert report_dates.published_on(["发布日期：2023-01-17"], {"PubDate": "2023-01-18"}, WORDS) is None
    assert report_dates.published_on(["发布日期：2023-01-17"], {"PubDate": "2023-01-17 08:00"}, WORDS) == DAY


def test_a_day_far_down_belongs_to_something_else():
    assert report_dates.published_on(["一、总体情况"] * 60 + ["发布日期：2023-01-17"], {}, WORDS) is None
