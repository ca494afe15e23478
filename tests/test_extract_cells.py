import pytest

from extract import cells, form
from flows import reader
from flows.home import project_data

JUDGE = cells.Judge(form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv")))


@pytest.mark.parametrize("text", [
    "0", " 12 ", "1,234", "3，985，758", "８", "-18", "－15", "减3", "+4", "8120.5", "905.120034",
    "0件", "120000元", "5*", "5※",
    "22（其中修订16件）", "12.5万元", "见附件", "不 适用", "/", "-", "—", "--", "无", "1 234", "减少2", "**7**",
    "零", "不涉及", "不适用",
])
def test_figures(text):
    assert JUDGE.is_figure(text)


@pytest.mark.parametrize("text", [
    "", " ", "\u200b", "规章", "1.", "（1）", "3、", "3.其他", "总计", "2023年",
    "一", "第二十条第（一）项", "5 其他", "七",
])
def test_no_figures(text):
    assert not JUDGE.is_figure(text)


def test_empty():
    assert cells.is_empty(" \u3000\xa0\u200b\n") and not cells.is_empty("0") and not cells.is_empty("-")
