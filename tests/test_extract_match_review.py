"""Fifteen figures under headings two and three deep."""

import pytest

from extract import form, match
from extract.grid import Cell, Content, Grid, Line
from flows import reader
from flows.home import project_data

MATCHER = match.Matcher(form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv")))
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
FIGURES = [str(20 + place) for place in range(15)]
HEADS = [["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
         [*RESULTS, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4], [*[""] * 5, *RESULTS, *RESULTS]]


def of_grid(*rows) -> dict:
    cells = tuple(tuple(Cell(text, f"{r}/{c}") for c, text in enumerate(row)) for r, row in enumerate(rows))
    return channels(MATCHER.readings(Content([Line("四、政府信息公开行政复议、行政诉讼情况", ""), Grid(cells)])))


def of_text(text: str) -> dict:
    return channels(MATCHER.readings(Content([Line(line, "") for line in text.split("\n")])))


def channels(found: match.Match) -> dict:
    return {one.row_key: (one.fit, [text and text.strip() for text, _ in one.pieces])
            for one in found.readings if one.table == "review_litigation"}


WHOLE = {"reconsideration": ("exact", FIGURES[:5]), "litigation.direct": ("exact", FIGURES[5:10]),
         "litigation.after_reconsideration": ("exact", FIGURES[10:])}


def test_a_drawn_table():
    assert of_grid(*HEADS, FIGURES) == WHOLE


def test_shortened_headings_and_figures_above_them():
    short = [["结果", "结果", "其他", "尚未", "总 计", *[""] * 10]]
    assert of_grid(HEADS[0], *short, FIGURES) == WHOLE
    assert of_grid(FIGURES, *HEADS) == WHOLE


@pytest.mark.parametrize("text", [
    "\n".join("\t".join(row) for row in [*HEADS, FIGURES]),
    "\n".join(" | ".join(word for word in row if word) + " |" for row in [*HEADS, FIGURES]),
    "\n".join(f"{word} |" for row in [*HEADS, FIGURES] for word in row if word),
    "\n\n".join(word for row in [*HEADS, FIGURES] for word in row if word),
    "行政复议 行政诉讼\n结 结 其 尚\n果 果 他 未 总\n维 纠 结 审 计\n持 正 果 结\n" + " ".join(FIGURES),
])
def test_text(text):
    assert of_text("四、政府信息公开行政复议、行政诉讼情况\n" + text + "\n五、存在的主要问题及改进情况\n无") == WHOLE


def test_a_review_table_right_below_the_title_of_a_section_left_empty():
    text = " | ".join(word for row in [*HEADS, FIGURES] for word in row if word)
    found = MATCHER.readings(Content([Line("三、收到和处理政府信息公开申请情况", ""),
                                      Line("四、政府信息公开行政复议、行政诉讼情况", ""), Line(f"{text} |", "")]))
    assert channels(found) == WHOLE and {one.table for one in found.readings} == {"review_litigation"}


TOTAL_FIRST = [RESULTS[-1], *RESULTS[:-1]]


@pytest.mark.parametrize("heads", [
    [HEADS[0], [*TOTAL_FIRST, *HEADS[1][5:]], [*[""] * 5, *TOTAL_FIRST, *TOTAL_FIRST]],
    [HEADS[0], [word if word == "总计" else word.replace("结果", "") for word in TOTAL_FIRST * 3]],  # shortened
])
def test_text_whose_headings_name_the_total_first_does_not_stand_in_the_form_s_order(heads):
    rows = "\n".join("\t".join(row) for row in [*heads, FIGURES])
    found = of_text(f"四、政府信息公开行政复议、行政诉讼情况\n{rows}")
    assert found == dict.fromkeys(WHOLE, ("exact", [None] * 5))


def test_headings_cut_in_narrow_columns_are_those_of_this_table_not_a_row_of_the_one_before():
    cut = [piece for word in RESULTS for piece in (word[:3], word[3:]) if piece]
    lines = ["（七）总计 5 4 2 4 0 2 17", "四、结转下年度继续办理 0 0 0 4 0 1 5",
             "四、政府信息公开行政复议、行政诉讼情况", "行政复议 行政诉讼", *cut,
             "未经复议直接起诉 复议后起诉", *cut, *cut, " ".join(FIGURES)]
    assert of_text("\n".join(lines)) == WHOLE


def test_channels_as_rows_of_their_own():
    heads = ["", *RESULTS]
    rows = [["行政复议", *FIGURES[:5]], ["未经复议直接起诉", *FIGURES[5:10]], ["复议后起诉", *FIGURES[10:]]]
    assert of_grid(heads, *rows) == WHOLE


def test_blanks_stay_in_their_columns():
    figures = ["" if place in (1, 7) else text for place, text in enumerate(FIGURES)]
    found = of_grid(*HEADS, figures)
    assert found["reconsideration"] == ("exact", figures[:5]) and found["litigation.direct"] == ("exact", figures[5:10])


def test_fewer_figures_than_columns_leave_them_open():
    found = of_text("行政复议 行政诉讼\n结果维持 结果纠正\n" + " ".join(FIGURES[:12]))
    assert all(fit != "exact" or not any(texts) for fit, texts in found.values())


def test_run_together_digits():
    heads = "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉" + "".join(RESULTS * 2)
    section = "四、政府信息公开行政复议、行政诉讼情况\n"
    for figures in ("100010000020002", "1200012000000000"):
        assert of_text(section + heads + figures)[None] == ("joined", [figures])


TABLE_BEFORE = """三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量{}
二、上年结转政府信息公开申请数量0000000
三、本年度办理结果（一）予以公开5000005
（二）部分公开0000000
四、政府信息公开行政复议、行政诉讼情况
"""


def test_more_digits_run_together_than_columns_stand_for_all_below_the_title_of_their_section():
    heads = "行政复议行政诉讼\n结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉\n" + "".join(RESULTS * 2)
    digits = "420004211500161210013"
    for text in (f"{digits}\n{heads}", f"{heads}\n{digits}", f"（单位：件）\n{digits}\n五、存在的主要问题及改进情况"):
        assert of_text(TABLE_BEFORE.format("5000005") + text)[None] == ("joined", [digits])
    assert of_text(TABLE_BEFORE.format("5000005") + "五、存在的主要问题及改进情况\n" + digits) == {}


def test_digits_run_together_are_taken_for_lost_where_the_table_before_leaves_blank_cells_out():
    found = of_text(TABLE_BEFORE.format("50005") + "420004211500161210013")
    assert found and not any(text for _, texts in found.values() for text in texts)


def test_noughts_run_together_above_their_headings():
    figures = "1  0  0   00  1 0  0    0  0  0   0   00  0"
    found = of_text(f"四、政府信息公开行政复议、行政诉讼情况\n{figures}\n行政复议 行政诉讼\n结果 结果")
    assert found[None] == ("joined", figures.split())


def test_a_heading_without_figures_is_no_table():
    assert of_text("四、政府信息公开行政复议、行政诉讼情况\n本年度未发生行政复议、行政诉讼。\n五、存在的主要问题") == {}


def test_digits_behind_a_label_of_another_table_are_not_its_row():
    assert of_text("信息内容本年制发件数本年废止件数现行有效件数\n行政规范性文件100010000020002") == {}


def test_cells_each_on_its_own_line_the_first_of_them_empty():
    figures = ["", "", "11", *[""] * 10, "2", "2"]
    lines = [Line(line, f"line {number}") for number, line in
             enumerate(["四、政府信息公开行政复议、行政诉讼情况", *(f"{text} |" for text in figures)], 1)]
    found = channels(MATCHER.readings(Content(lines)))
    assert [text for _, texts in found.values() for text in texts] == figures
    assert {fit for fit, _ in found.values()} == {"inferred"}


def test_digits_run_together_below_the_title_where_the_table_before_is_lost():
    found = of_text("三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n" + "0" * 15)
    assert [text for _, texts in found.values() for text in texts] == ["0"] * 15


def of_parts(*parts) -> dict:
    grids = [Grid(tuple(tuple(Cell(text, "") for text in row) for row in part)) for part in parts]
    return channels(MATCHER.readings(Content([Line("四、政府信息公开行政复议、行政诉讼情况", ""), *grids])))


@pytest.mark.parametrize("names", [
    ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
    ("行政复议", "未经复议直接起诉", "复议后起诉")])
def test_blank_cells_of_a_table_drawn_in_three_stand_under_their_headings(names):
    figures = [["", "4", "", "", "4"], ["", "", "", "3", "3"], [""] * 5]
    found = of_parts(*[[[name, *[""] * 4], RESULTS, row] for name, row in zip(names, figures, strict=True)])
    assert found == {row: ("exact", cells) for row, cells in zip(WHOLE, figures, strict=True)}


def test_a_part_whose_headings_do_not_name_the_channel_is_not_read_in_its_place():
    part = [RESULTS, ["", "4", "", "", "4"]]
    assert all(fit != "exact" or set(cells) == {None} for fit, cells in of_parts(part, part, part).values())


def test_parts_may_follow_one_another_in_one_table():
    names = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    parts = [[[name, *[""] * 4], RESULTS, FIGURES[5 * place : 5 * place + 5]] for place, name in enumerate(names)]
    assert of_parts([row for part in parts for row in part]) == WHOLE


CHANNELS = [["行政复议", ""], ["行政诉讼", "未经复议直接起诉"], ["", "复议后起诉"]]


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("blank", [(), (2,), (1, 2)])
def test_channels_as_rows_or_results_as_rows(is_turned, blank):
    figures = [[""] * 5 if place in blank else FIGURES[5 * place : 5 * place + 5] for place in range(3)]
    rows = [["类别", "", *RESULTS], *[[*channel, *cells] for channel, cells in zip(CHANNELS, figures, strict=True)]]
    found = of_parts([*map(list, zip(*rows, strict=True)), [""] * 4] if is_turned else rows)
    assert found == {key: ("exact", cells) for key, cells in zip(WHOLE, figures, strict=True)}


def test_channels_as_rows_follow_the_order_of_their_headings():
    heads = [RESULTS[1], RESULTS[0], *RESULTS[2:]]
    rows = [["类别", "", *heads], *[[*channel, *FIGURES[:5]] for channel in CHANNELS]]
    content = Content([Grid(tuple(tuple(Cell(text, "") for text in row) for row in rows))])
    (first, *_) = MATCHER.readings(content).readings
    assert first.column_keys[:2] == ("corrected", "upheld")


def test_a_blank_cell_without_a_heading_is_none_of_a_table_cut_at_the_edge_of_a_page():
    cut = [["", "行政复议", *[""] * 4, "行政诉讼", *[""] * 8], ["", *RESULTS, *RESULTS, *RESULTS[:4]],
           ["", *FIGURES[:14]]]
    assert all(not text for _, pieces in of_grid(*cut).values() for text in pieces)


@pytest.mark.parametrize("below, read", [("", True), ("\n  4              4", False), ("\n  4", True)])
def test_ends_of_figures_on_the_line_below_leave_none_of_them_certain(below, read):
    line = "4219 88 0 32 4339 0 45 0 24 69 0 0 0 0 0"
    heads = "行政复议  行政诉讼\n结果维持  结果纠正  其他结果  尚未审结  总计  未经复议直接起诉  复议后起诉\n"
    printed = line if len(below.split()) < 2 else line.replace(" 4339", "")
    lines = f"{heads}{printed}{below}\n五、存在的主要问题及改进情况".split("\n")
    found = channels(MATCHER.readings(Content([Line(text, f"line {number}") for number, text in enumerate(lines, 1)])))
    assert any("88" in texts for _, texts in found.values()) is read


def test_headings_that_single_blanks_part_end_the_table_before():
    found = MATCHER.readings(Content([Line(text, f"line {number}") for number, text in enumerate([
        "（七）总计 9 0 0 0 0 0 9", "四、结转下年度继续办理 1 0 0 0 0 0 1", "行政复议 行政诉讼",
        "结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉",
        "结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计",
        "1 0 0 2 3 0 0 0 0 0 0 0 4 0 4"])]))
    assert {one.table for one in found.readings if one.fit == "exact"} == {"applications", "review_litigation"}


@pytest.mark.parametrize("title, heads, found", [
    ("四、政府信息公开行政复议、行政诉讼情况", "未经复议    复议后起诉\n直接起诉", WHOLE),
    ("四、因政府信息公开工作被申请行政复议、提起\n行政诉讼情况", "未经复议直接起诉    复议后起诉", WHOLE),
    ("四、政府信息公开行政复议、行政诉讼情况", "复议后    未经复议\n起诉    直接起诉", None),
])
def test_headings_that_wrap_beside_one_another_keep_their_order(title, heads, found):
    lines = [title, "行政复议    行政诉讼", heads, "  ".join([*RESULTS] * 3), "  ".join(FIGURES)]
    read = of_text("\n".join(lines))
    assert read == found if found else all(not any(texts) for _, texts in read.values())
