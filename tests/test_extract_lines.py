"""Lines into cells: what is a cell, and where the layout itself closes a row."""

import pytest

from extract import cells, form, lines
from extract.grid import Line
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
CUTTER = lines.Cutter(FORMS, cells.Judge(FORMS))


def cut(text: str) -> list[lines.Piece]:
    return CUTTER.pieces([Line(line, f"line {number}") for number, line in enumerate(text.split("\n"), 1)])


def texts(text: str) -> list[str]:
    return [piece.text for piece in cut(text)]


def row_ends(text: str) -> list[list[str]]:
    """The cells between the places where the layout closes a row."""
    rows = [[]]
    for piece in cut(text):
        rows[-1].append(piece.text)
        if piece.ends_row:
            rows.append([])
    return [row for row in rows if row]


def test_the_number_of_a_label_is_no_figure_though_blanks_part_it_from_its_mark():
    assert texts("  不予处理    4   .无正当理由大量反复申请   0  00  0") == [
        "不予处理", "4.", "无正当理由大量反复申请", "0", "00", "0"]
    assert texts("3.其他   4   0.5  7") == ["3.其他", "4", "0.5", "7"]


@pytest.mark.parametrize("number", ["（3 ）", "（3）", "(3)", "3、"])
def test_the_number_of_a_label_alone_before_figures_is_no_part_of_the_first(number):
    assert texts(f"   {number} 0   -   2   -   -   -   2") == [number, "0", "-", "2", "-", "-", "-", "2"]


def test_a_figure_right_behind_a_damaged_label_is_one_where_others_follow():
    assert texts("用、衜政机关不再处理其政府信息公开申 0    4   5   5   97   32   143") == [
        "用、衜政机关不再处理其政府信息公开申", "0", "4", "5", "5", "97", "32", "143"]


def test_a_unit_behind_a_single_blank_is_of_the_figure_before_it():
    assert texts("行政处罚 10 件次") == ["行政处罚", "10 件次"]


def test_tabs_keep_every_cell_and_close_the_row():
    assert row_ends("规章\t0\t\t3\n行政许可\t7\t\t") == [["规章", "0", "", "3"], ["行政许可", "7", "", ""]]


def test_one_cell_a_line_between_tabs_and_empty_lines():
    text = "\t规章\n\t0 \n\t\n\t 3\n\n\t商业\n企业\n\t5\n\n"
    assert row_ends(text) == [["规章", "0 ", "", " 3"], ["商业\n企业", "5"]]


def test_bars_at_the_end_of_each_line():
    assert texts("行政许可 |\n7 |\n||\n行政处罚 |\n0 |") == ["行政许可 ", "7 ", "", "", "行政处罚 ", "0 "]


def test_a_cell_that_goes_on_over_any_number_of_lines_ends_at_its_bar():
    text = "7 |\n \n 法人\n 或\n其他\n组织  | \n \n 商业\n企业  | \n 5 |\n\n本年度没有\n收取费用。\n"
    assert texts(text) == ["7 ", "法人\n或\n其他\n组织  ", "商业\n企业  ", "5 ", "本年度没有", "收取费用。"]


def test_a_figure_that_ends_its_line_without_a_bar_is_a_cell_though_most_lines_end_at_an_empty_one():
    text = "规章 | 1 | 4\n行政许可 | 0 | 0 | \n行政处罚 | 0 | 0 | \n行政强制 | 0 | 0 | \n"
    assert [text.strip() for text in texts(text)][:4] == ["规章", "1", "4", "行政许可"]


def test_bars_on_lines_of_their_own():
    assert [text.strip() for text in texts("规章\n|\n0\n|\n0\n|\n3\n|")] == ["规章", "0", "0", "3"]


def test_bars_in_one_line_with_glued_fillers():
    found = [text.strip() for text in texts("二、上年结转 | 2 | 0 | 0 |||\n重复申请 | 4 | 0 | 1 |")]
    assert [text for text in found if text] == ["二、上年结转", "2", "0", "0", "重复申请", "4", "0", "1"]


def test_a_line_break_inside_a_barred_cell_joins():
    found = [text.strip() for text in texts(" \n 规章  | \n 0  | \n 12  |\n \n 行政许可  | \n 7  |")]
    assert [text for text in found if text] == ["规章", "0", "12", "行政许可", "7"]


def test_a_number_without_a_bar_below_an_empty_line_is_no_cell_of_the_row_above():
    cells = "重复申请  |\n 4  |\n 0  |\n"
    numbers = [[piece.between for piece in cut(text) if piece.text == "3"]
               for text in (f"{cells}\n3\n\n\n", f"{cells}3\n", "重复申请  |\n\n4  |\n\n0  |\n\n3\n")]
    assert numbers == [[True], [False], [False]]


def test_markdown_rows_keep_empty_cells_and_rules_are_left_out():
    text = "| 规章 | 0 |  | 3 |\n| --- | --- | --- | --- |\n| 商业<br>企业 | 1 | 2 | 3 |"
    assert row_ends(text) == [["规章", "0", "", "3"], ["商业\n企业", "1", "2", "3"]]


@pytest.mark.parametrize("rule", ["---\t---\t---", "|---|:--:|", "─────", "+-----+-----+", "======"])
def test_drawn_rules_are_no_cells(rule):
    assert texts(f"规章\t0\n{rule}\n行政许可\t1") == ["规章", "0", "行政许可", "1"]


def test_columns_of_blanks():
    assert texts("一、本年新收政府信息公开申请数量   3    0  0 0   0 0  3") \
        == ["一、本年新收政府信息公开申请数量", "3", "0", "0", "0", "0", "0", "3"]


def test_running_text_is_not_cut():
    text = "全年发布信息 312 条，比上年多 4 条。"
    assert texts(text) == [text]


def test_page_numbers_stand_alone():
    assert texts("规章 0 0 3\n- 4 -\n行政许可 1 2 3")[4] == "- 4 -"


def test_run_together_text_is_cut_at_the_labels():
    found = cut("规章000行政规范性文件51422行政许可86")
    assert [piece.text for piece in found] == ["规章", "000", "行政规范性文件", "51422", "行政许可", "86"]
    assert all(piece.glued for piece in found)


def test_marks_of_empty_cells_run_together_are_of_the_figures_not_of_the_label():
    rows = ["（一）予以公开1—————1", "（二）部分公开——2———2", "2.重复申请///////", "（七）总计1—2———3", "处罚本年增/"]
    found = [piece.text for piece in cut("\n".join(rows)) if piece.glued]
    assert [text for text in found if text[-1] in "0123—/"] == ["1—————1", "——2———2", "///////", "1—2———3"]
    assert all(piece.glued for piece in cut("\n".join(rows[:4])))


def test_run_together_headings_with_numbers_are_cut_too():
    found = texts("规章000行政规范性文件51422第二十条第（五）项信息内容本年处理决定数量行政许可86")
    assert found[:4] == ["规章", "000", "行政规范性文件", "51422"]


def test_the_digit_of_the_next_number_is_not_of_the_figures():
    found = texts("2.重复申请01000123.要求提供公开出版物0001001")
    assert "0100012" in found and "0001001" in found


def test_places_are_those_of_the_lines():
    assert [piece.place for piece in cut("规章\t0\n行政许可\t1")] == ["line 1", "line 1", "line 2", "line 2"]


def test_where_a_table_runs_together_blanks_part_its_digits_by_chance():
    rows = ["1.属于国家秘密0000000", "2.重复申请1000001", "（七）总计1000102"]
    blanks = {piece.text for piece in cut("\n".join([*rows, "3.其他 00 10 000 1"])) if piece.glued}
    assert blanks >= {"00", "10", "000", "1"}
    assert all(piece.glued for piece in cut("\n".join([*rows, "", "0 0 0 000 0 00000000"])))
    assert not any(piece.glued for piece in cut("3.其他 12 10 0 0 0 1 23"))


@pytest.mark.parametrize("cut_label", ["三、本年", "（五）不予处", "第二十条第（六 ）项"])
def test_digits_end_where_a_label_begins_that_is_cut(cut_label):
    found = texts(f"1.属于国家秘密0000000{cut_label}2.重复申请0100001（七 ）总计1000102")
    assert [text for text in found if text.isdigit()] == ["0000000", "0100001", "1000102"]


def test_a_minus_begins_the_next_number():
    assert texts("行政处罚4-18行政强制0-7行政事业性收费5-7") \
        == ["行政处罚", "4", "-18", "行政强制", "0", "-7", "行政事业性收费", "5", "-7"]


def test_two_dashes_between_digits_are_an_empty_cell_and_no_minus():
    assert "582" not in [piece.text for piece in cut("行政许可582--1186")]


def test_pieces_of_two_labels_before_the_first_figure_of_a_row():
    found = [piece.text for piece in cut("（五 ）不予 （1）信访举 0      0          0   0    0    0    0")]
    assert found == ["（五 ）不予 （1）信访举", *["0"] * 7]


def test_prose_with_figures_behind_labels_is_not_cut():
    text = "全年作出行政许可12件，行政处罚3件，行政强制1件。"
    assert texts(text) == [text]


def test_a_cell_of_many_lines_led_by_a_tab_and_prose_behind_the_table():
    text = "\t二、上年结转\n政府信息公开\n申请数量\n\t5\n\t0\n\n\t第二十条\n第（六）\n项\n\n\t行政处罚\n\t7\n"
    text += "\n注：以上为全年数。"
    assert row_ends(text) == [["二、上年结转\n政府信息公开\n申请数量", "5", "0"], ["第二十条\n第（六）\n项"],
                              ["行政处罚", "7"], ["注：以上为全年数。"]]


def test_a_label_that_ends_beside_its_only_figure():
    assert texts("行政事业\n性收费 12.5\n其中罚\n款性收费 4") == ["行政事业", "性收费", "12.5", "其中罚", "款性收费 4"]


def test_bars_alone_that_fill_up_merged_cells_are_left_out():
    text = "行政许可 |\n7 |\n||\n行政处罚 |\n |\n||\n行政强制 |\n0 |"
    assert [one.strip() for one in texts(text)] == ["行政许可", "7", "行政处罚", "", "行政强制", "0"]
    assert texts("行政许可 |\n7 |\n||\n行政处罚 |\n0 |")[2:4] == ["", ""]


def test_figures_that_wide_blanks_part_are_not_run_together():
    pieces = cut("其他对外管理服务事项      24               增加32            0")
    assert not any(piece.glued for piece in pieces)
    assert [piece.text for piece in pieces][-2:] == ["增加32", "0"]


@pytest.mark.parametrize("tabs", ["\t", "\t\t"])
def test_one_cell_a_line_behind_some_tabs(tabs):
    cells = ["规章", "0", "", "3"]
    assert row_ends("".join(f"{tabs}{cell}\n" for cell in cells) + f"\n{tabs}行政许可\n{tabs}7\n") \
        == [cells, ["行政许可", "7"]]


@pytest.mark.parametrize("indent", ["", "    ", "\u3000\u3000"])
def test_run_together_text_is_cut_however_far_it_is_indented(indent):
    rows = ["信息内容本年制发件数本年废止件数现行有效件数", "规章204", "行政规范性文件000", "行政处罚3"]
    found = texts("\n".join(indent + row for row in rows))
    assert found[-6:] == ["规章", "204", "行政规范性文件", "000", "行政处罚", "3"]


def test_a_bar_that_begins_a_line_below_bars_alone_ends_an_empty_cell_where_no_row_is_opened_by_one():
    assert texts("行政许可 | 7 |\n|\n|\n| 9 |\n行政处罚 |\n|\n|\n| 4 |") == [
        "行政许可 ", " 7 ", "", "", "", " 9 ", "行政处罚 ", "", "", "", " 4 "]
    assert texts("| 行政许可 |\n|\n| 7 |") == [" 行政许可 ", "", " 7 "]


def test_rows_that_a_bar_alone_opens_begin_below_the_words_above_the_table():
    assert row_ends("（单位：件）\n|\n结果维持 |\n总计 |\n|\n2 |\n5 |") == [
        ["（单位：件）", "结果维持 ", "总计 "], ["2 ", "5 "]]


def test_bars_that_stand_between_cells_alone_leave_an_empty_cell_at_either_end_of_a_line():
    lines = ["行政复议 | 行政诉讼", "结果维持 | 结果纠正 | 其他结果 | 总计", " | 4 |  | 4", "0 | 0 | 0 | "]
    assert row_ends("\n".join(lines))[2:] == [["", "4", "", "4"], ["0", "0", "0", ""]]


def test_a_line_that_a_bar_opens_may_go_on_with_the_figures_above():
    assert row_ends("规章 | 0 | 0 | 5\n行政许可 | 4 | 6 | 7\n| 8 | 9") == [
        ["规章 ", " 0 ", " 0 ", " 5", "行政许可 ", " 4 ", " 6 ", " 7", " 8 ", " 9"]]
