"""Whose report: the labelled real pages, the five seeds' truth, odd records, and speed."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from flows import whose

FOLDER = Path(__file__).parent / "whose"
REPORTS = ("report", "pre_2019_report")


@pytest.fixture(scope="module")
def answerer():
    return whose.Answerer.load()


def labelled() -> list[dict]:
    """The labelled pages, each with the file it stands in."""
    files = sorted(FOLDER.glob("*.jsonl"))
    lines = ((file.stem, line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) | {"file": stem} for stem, line in lines]


@pytest.fixture(scope="module")
def judged(answerer):
    return [(page, whose.answer_record(page, answerer)) for page in labelled()]


def verdict(page: dict, answer: dict) -> str:
    """A label may allow further values (``also_...``) where the page itself leaves it open."""
    allowed = {name: [page[name], *page.get(f"also_{name}", ())] for name in ("region_code", "report_year")}
    if any(answer[name] is not None and answer[name] not in values for name, values in allowed.items()):
        return "wrong"
    return "right" if all(answer[name] in values for name, values in allowed.items()) else "undecided"


def test_no_labelled_report_is_accepted_wrong(judged):
    reports = [(page, answer) for page, answer in judged if page["kind"] in REPORTS]
    counts = Counter((page["file"], verdict(page, answer)) for page, answer in reports)
    print(dict(counts))
    assert [page["url"] for page, answer in reports if verdict(page, answer) == "wrong"] == []
    right = sum(number for (_, found), number in counts.items() if found == "right")
    assert right >= 0.97 * len(reports)


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
    pages = labelled()
    started = time.process_time()
    for page in pages:
        whose.answer_record(page, answerer)
    assert (time.process_time() - started) / len(pages) * 10_000 < 20
