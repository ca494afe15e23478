"""Whose report: the labelled real pages, the five seeds' truth, odd records, and speed."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from bench import whose_made
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


def test_of_pages_made_from_the_register_none_is_wrong_and_few_with_a_clue_are_undecided():
    found = whose_made.made(400, seed=20)
    assert [(page.record, answer["region_code"]) for page, answer, said in found if said == "wrong"] == []
    told = [said for page, _, said in found if page.clue != "none"]
    assert told.count("right") >= 0.98 * len(told)


BARE = "教育局2021年政府信息公开工作年度报告"
PERIOD = "统计期限为2021年1月1日至2021年12月31日。"


@pytest.mark.parametrize(
    ("page", "code", "year"),
    [
        # A neighbour that was visited, or an upper government that is cited, is not a department's own division.
        ({"title": BARE, "text": "贯彻落实滁州市人民政府有关部署。"}, None, 2021),
        ({"title": BARE, "text": "组织人员赴英山县学习交流工作经验。"}, None, 2021),
        ({"title": BARE, "text": "按照《英山县人民政府办公室关于做好年报工作的通知》编制。"}, "421124", 2021),
        ({"title": "和平街道办事处2021年政府信息公开工作年度报告"}, None, 2021),
        ({"text": f"德安县河东乡高度重视公开工作。{PERIOD}\n2022年,我乡将进一步加强公开工作。"}, "360426201", 2021),
        ({"title": "库车县人民政府2019年政府信息公开工作年度报告"}, "652923", 2019),
    ],
)
def test_what_only_stands_beside_decides_nothing(page, code, year, answerer):
    answer = whose.answer_record(page, answerer)
    assert (answer["region_code"], answer["report_year"]) == (code, year), answer["evidence"]


def test_the_first_letter_of_a_department_is_not_taken_for_a_level(answerer):
    title = "开阳县市场监督管理局2021年政府信息公开工作年度报告"
    assert whose.answer_record({"title": title}, answerer)["agency"] == "贵阳市开阳县市场监督管理局"
