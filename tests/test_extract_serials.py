"""Numbers that count the rows of a table of text, which are no figures of it."""

import pytest

from extract import form, serials
from extract.grid import Line
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
LABELS = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开",
          "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”"]


def left(lines: list[str]) -> list[str]:
    return [line.text for line in serials.without([Line(line, "") for line in lines], FORMS)]


@pytest.mark.parametrize("printed, wanted", [
    ("{number} | {label} | 7 | 9 |", "{label} | 7 | 9 |"),
    ("| {number} | {label} | 7 | 9 |", "|  | {label} | 7 | 9 |"),
    ("{number}\t{label}\t7\t9", "\t{label}\t7\t9"),
    ("  {number}  {label}  7  9", "{label}  7  9"),
])
def test_numbers_before_the_labels_of_their_lines(printed, wanted):
    lines = [printed.format(number=number, label=label) for number, label in enumerate(LABELS, 1)]
    assert left(lines) == [wanted.format(label=label) for label in LABELS]


def test_numbers_on_lines_of_their_own_but_not_the_figures_between_them():
    lines = [text for number, label in enumerate(LABELS, 1) for text in (f"{number} |", f"{label} |", "7 |", "9 |")]
    assert left(lines) == [text for label in LABELS for text in (f"{label} |", "7 |", "9 |")]


def test_the_last_figure_of_a_table_before_the_title_of_the_next_one_is_none():
    rows = [text for number, label in enumerate(LABELS, 1) for text in (str(number), label, "7")]
    lines = ["行政事业性收费", "0", "三、收到和处理政府信息公开申请情况", *rows,
             str(len(LABELS) + 1), "四、政府信息公开行政复议、行政诉讼情况"]
    kept = left(lines)
    assert kept[:3] == lines[:3] and kept[-2:] == lines[-2:] and len(kept) == len(lines) - len(LABELS)


@pytest.mark.parametrize("totals", [[1, 2, 3, 4, 5, 4, 7], [0] * 7, [3, 1, 2, 3, 4, 5, 9]])
def test_totals_before_labels_that_do_not_go_up_by_one_stay(totals):
    lines = [text for label, total in zip(LABELS, totals, strict=True) for text in (str(total), label)]
    assert left(lines) == lines
