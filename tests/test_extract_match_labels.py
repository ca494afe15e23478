"""Which row of the form a printed label is."""

import pytest

from extract import form, match_labels
from extract.grid import Cell
from extract.match_labels import LIKELY, SURE
from extract.row import Row
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
TABLE = FORMS.tables["applications"]


def best(*labels: str, below: str = "") -> tuple[str | None, float]:
    row = Row([Cell(label, "") for label in labels], [Cell("0", "")], below=below)
    found = match_labels.scores(row, TABLE)
    key = max(found, key=found.get, default=None)
    return key, found.get(key, 0.0)


@pytest.mark.parametrize("key", TABLE.rows)
def test_every_label_of_the_form_is_sure_of_itself(key):
    path = TABLE.paths[key]
    found, score = best(*path)
    assert found == key and score >= SURE
    assert best(path[-1].replace("（", " ( ").replace("）", ") ").replace(".", "、"))[0] == key


def test_a_label_above_the_number_of_another_is_not_that_of_the_figures():
    assert best("有现成信息需", "要另行制作", "3.补")[0] != "outcome.unable_to_provide.must_be_created"
    assert best("2.没有现成信息需", "要另行制作")[0] == "outcome.unable_to_provide.must_be_created"


@pytest.mark.parametrize("label, key", [
    ("2.其他法律行政止公开", "outcome.denied.prohibited_by_law"),
    ("2.其他法律法规禁止公开", "outcome.denied.prohibited_by_law"),
    ("1.逾期不补正", "outcome.other.correction_lapsed"),
    ("（二）部分公开", "outcome.partially_granted"),
    ("5.要求行政机关确认或者重新出具已获取信息", "outcome.not_processed.confirmation_or_reissue"),
])
def test_misprints_and_short_forms(label, key):
    found, score = best(label)
    assert found == key and score >= LIKELY


@pytest.mark.parametrize("label", [
    "4.其他", "其他公开渠道", "( )其他 ÿ×", "其他\ufffd\ufffd", "以上数据由各科室报送", "平均办理天数",
    "政府网站总访问量", "",
])
def test_other_words_are_no_row(label):
    assert best(label)[1] < LIKELY


def test_the_last_heading_above_figures_without_a_label_is_not_their_label():
    assert best("法人", "或其他", "组织", "其他", "总计")[0] is None
    assert best("三、本年度办理结果", "总计")[0] == best("二", "三", "四", "五", "（七）总计")[0] == "outcome.total"


def test_a_label_that_goes_on_below_its_figures():
    key = "outcome.not_processed.confirmation_or_reissue"
    assert best("5.要求行政机关确认或重新出", below="具已获取信息")[0] == key
    assert best("5.要求行政机关确认或重新出", below="具已获取信息")[1] >= SURE


def test_of_labels_that_begin_alike_the_one_whose_rest_stands_next_below():
    row = Row([Cell("行政", "")], [Cell("1", "")], below="处罚行政强制")
    assert list(match_labels.scores(row, FORMS.tables["article20"])) == ["penalty"]


def test_the_chain_keeps_the_order_of_the_form():
    order = ["a", "b", "c"]
    assert match_labels.chain([{"a": 1.0}, {"c": 0.8, "b": 0.75}, {"c": 0.8}], order) == ["a", "b", "c"]
    assert match_labels.chain([{"b": 1.0}, {}, {"b": 1.0}], order) == ["b", None, "b"]  # printed twice
    assert match_labels.chain([{"a": 0.8}, {"a": 0.75}], order).count("a") == 1  # unsure: not twice
    assert match_labels.chain([], order) == []


def test_gaps():
    assert list(match_labels.gaps([None, "a", None, None, "b", None])) \
        == [(0, 1, None, "a"), (2, 4, "a", "b"), (5, 6, "b", None)]
    assert list(match_labels.gaps(["a"])) == []
