"""A table no identity proves: a figure counts only where row and column are beyond doubt."""

import pytest

from extract import form, match
from extract.grid import Cell, Content, Grid, Line
from flows import reader
from flows.home import project_data

MATCHER = match.Matcher(form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv")))
ROWS = [["第二十条第（一）项", "", "", ""], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"],
        ["第二十条第（五）项", "", "", ""], ["信息内容", "本年处理决定数量", "", ""], ["行政许可", "86", "", ""],
        ["第二十条第（六）项", "", "", ""], ["信息内容", "本年处理决定数量", "", ""], ["行政处罚", "7", "", ""],
        ["行政强制", "8", "", ""], ["第二十条第（八）项", "", "", ""],
        ["信息内容", "本年收费金额（单位：万元）", "", ""],
        ["行政事业性收费", "310.2764", "", ""]]
WHOLE = {"regulation": ["1", "2", "3"], "normative_document": ["4", "5", "6"], "licensing": ["86"], "penalty": ["7"],
         "coercion": ["8"], "administrative_fee": ["310.2764"]}


def grid(rows) -> Grid:
    return Grid(tuple(tuple(Cell(text, f"{r}/{c}") for c, text in enumerate(row)) for r, row in enumerate(rows)))


def of(*blocks) -> match.Match:
    return MATCHER.readings(Content(list(blocks)))


def of_text(text: str) -> match.Match:
    return of(*(Line(line, f"line {number}") for number, line in enumerate(text.split("\n"), 1)))


def read(found: match.Match) -> dict:
    """Row → texts by the form's columns; None for whatever is not exact."""
    rows = {}
    for one in found.readings:
        texts = dict(zip(one.column_keys, (text and text.strip() for text, _ in one.pieces), strict=False))
        columns = MATCHER.forms.tables["article20"].columns_of(one.row_key, found.edition)
        rows[one.row_key] = [texts[column] for column in columns] if one.placed else None
    return rows


def test_one_table_and_one_for_each_item():
    assert read(of(grid(ROWS))) == WHOLE
    parts = [ROWS[:4], [row[:2] for row in ROWS[4:7]], [row[:2] for row in ROWS[7:11]], [row[:2] for row in ROWS[11:]]]
    assert read(of(*map(grid, parts))) == WHOLE


@pytest.mark.parametrize("join", [
    lambda rows: "\n".join("\t".join(row) for row in rows),
    lambda rows: "\n".join(" | ".join(text for text in row if text) + " |" + "|" * row.count("") for row in rows),
    lambda rows: "\n".join(f"{text} |" for row in rows for text in row if text),
    lambda rows: "\n\n".join(text for row in rows for text in row if text),
])
def test_text(join):
    assert read(of_text("二、主动公开政府信息情况\n" + join(ROWS))) == WHOLE


def test_columns_in_another_order_follow_their_heading():
    rows = [["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"], ["规章", "3", "1", "2"]]
    assert read(of(grid(rows)))["regulation"] == ["1", "2", "3"]


def test_fewer_figures_than_columns_are_not_told_apart():
    found = read(of_text("信息内容  本年制发件数  本年废止件数  现行有效件数\n规章 4 6\n行政规范性文件 1 2 3"))
    assert found["regulation"] is None and found["normative_document"] == ["1", "2", "3"]


def test_a_blank_in_a_drawn_row_is_a_blank():
    rows = [list(row) for row in ROWS]
    rows[2][2] = ""
    assert read(of(grid(rows)))["regulation"] == ["1", "", "3"]


def test_run_together_digits_of_more_than_three_are_open():
    found = read(of_text("信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件51422"))
    assert found["regulation"] == ["0", "0", "0"] and found["normative_document"] is None


@pytest.mark.parametrize("penalty, wanted", [("7", ("joined", ["818"])), ("", ("exact", [None] * 3))])
def test_three_digits_run_together_are_open_where_another_row_is_left_blank(penalty, wanted):
    found = of_text("信息内容本年制发件数本年废止件数现行有效件数\n规章818\n行政规范性文件000\n"
                    f"信息内容本年处理决定数量\n行政处罚{penalty}\n行政强制3")
    assert ways(found, "regulation") == [wanted] and read(found)["normative_document"] == ["0", "0", "0"]


def test_a_damaged_label_among_digits_run_together_is_none_of_the_row_before():
    found = read(of_text("信息内容本年制发件数本年废止件数现行有效件数规章76541207行政□□□范性文件无1669812"
                         "第二十条第（五）项信息内容本年处理决定数量行政许可5第二十条第（六）项信息内容本年处理决定数量行政处罚7行政强制8"))
    assert found == {"regulation": None, "normative_document": [None] * 3, "licensing": ["5"], "penalty": ["7"],
                     "coercion": ["8"]}


@pytest.mark.parametrize("headings, wanted", [
    ("本年新公开数量|对外公开总数量", [None] * 3), ("□□□|本年新公开数量|对外公开总数量", ["306", "103", "4"]),
])
def test_where_a_heading_is_left_out_a_number_behind_the_figures_is_not_counted_among_them(headings, wanted):
    """It may be the number of the page; a heading that is damaged is one all the same."""
    cells = f"信息内容|{headings}|规章|306|103|4|信息内容|采购项目数量|采购总金额|政府集中采购|3|69.5"
    assert read(of_text(cells.replace("|", "\n|\n")))["regulation"] == wanted


def test_without_headings_that_tell_the_edition_its_own_columns_are_open():
    found = read(of_text("第二十条第（一）项\n信息内容 本年□□ 本年□□ 对外□□\n规章 0 597 2531\n"
                         "第二十条第（六）项\n行政处罚 4"))
    assert found["regulation"] == [None] * 3 and found["penalty"] == ["4"]  # a column of every edition


@pytest.mark.parametrize("heading, unit", [
    ("本年收费金额（单位：万元）", "万元"), ("本年收费金额(单位：元)", "元"),
    ("本年收费金额(单位:万元,保留4位小数)", "万元"),
    ("本年收费金额", None),
])
def test_the_unit_is_that_of_the_heading(heading, unit):
    rows = [list(row) for row in ROWS]
    rows[-2][1] = heading
    (fee,) = [one for one in of(grid(rows)).readings if one.row_key == "administrative_fee"]
    assert list(fee.units.values()) == ([unit] if unit else [])


def test_running_text_above_in_one_grid_is_no_row():
    prose = [["全年办理行政许可 312 件、行政处罚 5 件，按时公开。", "", "", ""], ["公开渠道", "本年", "上年", ""],
             ["政府网站", "12", "9", ""]]
    assert read(of(grid([*prose, *ROWS]))) == WHOLE


def test_a_table_of_like_words_without_its_headings_is_not_read():
    assert read(of(grid([["指标", "数量"], ["行政许可", "12"], ["行政处罚", "3"]]))) == {}


def test_a_lone_piece():
    rows = [["第二十条第（九）项", "", ""], ["信息内容", "采购项目数量", "采购总金额"],
            ["政府集中采购", "3", "6950.25"]]
    found = of(grid(rows))
    assert found.edition == "2019" and read(found) == {"central_procurement": ["3", "6950.25"]}


def test_columns_of_one_grid_say_nothing_of_another():
    """The heading stands at a page's foot; on the next page the table has a narrower label and so other columns."""
    head = grid([["信息内容", "", "本年制发件数", "本年废止件数", "现行有效件数"]])
    rest = grid([["规章", "1", "2", "3", ""], ["行政规范性文件", "", "4", "5", ""]])
    found = read(of(head, rest))
    assert found["regulation"] in (["1", "2", "3"], None)
    assert found["normative_document"] in (["", "4", "5"], None)


def ways(found: match.Match, row: str) -> list[tuple]:
    return [(one.fit, [text for text, _ in one.pieces]) for one in found.readings if one.row_key == row]


def test_a_figure_alone_on_its_line_may_number_the_page_where_blank_cells_are_left_out():
    lines = "信息内容  本年制发件数  本年废止件数  现行有效件数\n规章  4\n行政规范性文件  1  6\n12\n第二十条第（五）项"
    assert ways(of_text(lines), "normative_document") == [("short", ["1", "6"]), ("exact", ["1", "6", "12"])]
    whole = lines.replace("规章  4", "规章  4  0  3")
    assert ways(of_text(whole), "normative_document") == [("exact", ["1", "6", "12"])]


def test_figures_whose_lines_go_back_to_the_left_are_in_no_order():
    heads = "信息内容  上一年项目数量  本年增/减  处理决定数量\n"
    found = read(of_text(f"{heads}行政处罚  3  4  5\n行政强              11078\n        75327     -13\n制     7"))
    assert found["penalty"] == ["3", "4", "5"] and found["coercion"] in (None, [None] * 3)


@pytest.mark.parametrize("printed", ["0   .58", "0.   58"])
def test_a_number_that_blanks_have_parted_at_its_point_is_neither_of_its_parts(printed):
    found = of_text(f"信息内容   本年收费金额（单位：万元）\n行政事业性收费   {printed}")
    assert len(ways(found, "administrative_fee")) > 1


@pytest.mark.parametrize("figures, wanted", [("4\n0\n6", ["4", "0", "6"]), ("4\n\n0\n\n6", ["4", "0", "6"]),
                                             ("4\n\n0\n6", [None] * 3)])
def test_figures_of_which_empty_lines_part_some_may_be_of_other_rows(figures, wanted):
    found = of_text(f"信息内容\n\n本年制发件数 本年废止件数 现行有效件数\n\n规章\n\n{figures}\n\n规范性文件\n")
    assert [texts for _, texts in ways(found, "regulation")] == [wanted]


def test_a_row_is_not_blank_where_its_label_holds_a_number():
    heads = "第二十条第（一）项\n信息内容 , 本年制发件数 , 本年废止件数 , 现行有效件数"
    found = of_text(f"{heads}\n规章 , 23 , 2 , --\n行政规范性文件 , 3 , 42 , 390\n")
    assert ways(found, "regulation") == [("exact", [None] * 3)]


STATISTICS = "信息类别\t公开数量（条）\n规章\t19\n行政许可\t13\n行政处罚\t7"
TITLE = "二、主动公开政府信息情况"


def test_statistics_by_topic_before_the_title_of_the_section_are_not_of_the_table():
    own = "\n".join("\t".join(row) for row in ROWS)
    assert read(of_text(f"一、总体情况\n{STATISTICS}\n{TITLE}\n{own}")) == WHOLE
    assert len(ways(of_text(f"{STATISTICS}\n{own}"), "licensing")) == 2  # without a title both may be
    assert read(of(*(Line(line, "") for line in STATISTICS.split("\n")), Line(TITLE, ""), grid(ROWS))) == WHOLE


def test_a_table_before_its_title_is_read_where_its_rows_are_printed_nowhere_else():
    found = of(grid(ROWS[:4]), Line(TITLE, ""), grid(ROWS[4:]))
    assert read(found) == WHOLE


def test_labels_and_headings_with_long_remarks_and_a_row_that_is_not_of_the_form():
    remark = "（本机关制定的决定、通告、意见，以及题为“办法”“细则”的公文，一般都计入此项，共 2 类）"
    lines = ["信息内容 | 本年制发件数 (指2022年) | 本年废止件数 | 现行有效件数 (如 -8) |",
             f"规章{remark} | 4 | 0 | 6 |", f"行政规范性文件{remark} | 1 | 2 | 3 |",
             f"其他主动公开文件{remark} | 31 | 30 | 29 |"]
    assert read(of_text("\n".join(lines))) == {"regulation": ["4", "0", "6"], "normative_document": ["1", "2", "3"]}


def test_a_figure_whose_end_stands_on_the_next_line_is_not_its_beginning():
    text = "\n".join("    ".join(text for text in row if text) for row in ROWS)
    assert read(of_text(f"二、主动公开政府信息情况\n{text}"))["administrative_fee"] == [ROWS[-1][1]]
    label = ROWS[-1][0]
    cut = text.replace(f"{label}    {ROWS[-1][1]}", f"{label}                     5\n                   8. 2")
    assert cut != text
    found = read(of_text(f"二、主动公开政府信息情况\n{cut}"))
    assert found["administrative_fee"] in (None, [None], [""])


def test_figures_right_below_a_row_of_blank_cells_may_be_that_row_s_own():
    rows = [*ROWS[:3], ["行政规范性文件", "", "", ""], ["", "4", "", "6"], *ROWS[4:]]
    found = [[text for text, _ in one.pieces] for one in of(grid(rows)).readings
             if one.row_key == "normative_document"]
    assert found == [["", "", ""], ["4", "", "6"]]


@pytest.mark.parametrize("join", [
    lambda rows: (grid(rows),),
    lambda rows: (Line("|".join(f" {text} " for text in row) + "|", f"line {place}") for place, row in enumerate(rows)),
    lambda rows: (Line("".join(row), f"line {place}") for place, row in enumerate(rows)),
])
def test_a_column_that_is_not_printed_leaves_none_of_its_rows_certain(join):
    rows = [*ROWS[:2], ["规章", "9", "0", "5"], ["行政规范性文件", "0", "9", "5"], *ROWS[4:]]
    assert read(of(*join(rows)))["normative_document"] in (["0", "9", "5"], None)
    found = read(of(*join([[*row[:2], row[3], ""] if row[2] else row for row in rows])))
    for key in ("regulation", "normative_document"):
        assert found[key] in (None, [None, None, None])
    assert found["licensing"] == ["86"]


def test_a_number_with_commas_run_together_with_its_label_is_not_its_beginning():
    text = "".join("".join(row) for row in ROWS)
    for old, new in (("86", "1,389,144"), ("310.2764", "1,202.5")):
        assert f"{old}" in text
        text = text.replace(old, new)
    found = read(of_text(f"二、主动公开政府信息情况\n{text}"))
    assert found["licensing"] is None and found["administrative_fee"] is None


def test_a_blank_cell_in_a_line_as_long_as_its_headings_stands_where_it_is():
    rows = [*ROWS[:2], ["规章", "1", "", ""], ["行政规范性文件", "", "5", ""], *ROWS[4:]]
    found = read(of_text("二、主动公开政府信息情况\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)))
    assert [found["regulation"], found["normative_document"]] == [["1", "", ""], ["", "5", ""]]


@pytest.mark.parametrize("printed, wanted", [("0", "0"), ("7", None)])
def test_the_number_of_a_page_below_a_nought_is_no_end_of_it(printed, wanted):
    lines = ["信息内容                本年处理决定数量", "行政处罚                 12",
             f"行政强制                 {printed}", "  4", "第二十条第（八）项"]
    assert read(of_text("\n".join(lines)))["coercion"] == [wanted]


def test_a_copy_in_the_words_of_another_region_names_the_same_row():
    rows = [*ROWS[:2], ["規章", "1", "0", "4"], ["行政規範性檔案", "6", "5", "21"], *ROWS[4:]]
    found = read(of_text("二、主動公開政府信息情況\n" + "\n".join(f"{' | '.join(row)} |" for row in rows)))
    assert [found["regulation"], found["normative_document"]] == [["1", "0", "4"], ["6", "5", "21"]]


@pytest.mark.parametrize("blank", [False, True])
def test_items_beside_one_another_in_one_table(blank):
    own = ["", "", ""] if blank else WHOLE["normative_document"]
    rows = [["第二十条第（一）项", "", "", "", "第二十条第（六）项", ""], [*ROWS[1], *ROWS[8][:2]],
            [*ROWS[2], *ROWS[9][:2]], ["行政规范性文件", *own, *ROWS[10][:2]]]
    wanted = {key: WHOLE[key] for key in ("regulation", "normative_document", "penalty", "coercion")}
    assert read(of(grid(rows), grid([row[:2] for row in ROWS[11:]]))) == wanted | {
        "normative_document": own, "administrative_fee": WHOLE["administrative_fee"]}


def test_text_before_the_title_of_the_section_is_no_leftover_of_its_table():
    rows = [*ROWS[:2], ["", "1", "0", "4"], *ROWS[3:]]  # the label of the first row is lost
    found = of_text("一、总体情况\n公开了信息。\n二、主动公开政府信息情况\n" + "\n\n".join(
        cell or " " for row in rows for cell in row))
    assert [one.text for one in found.findings if one.kind == "leftover"] == ["1", "0", "4"]


@pytest.mark.parametrize("odd", ["? 452", "约452", "(452)", "452至453"])
@pytest.mark.parametrize("place", range(3))
def test_a_row_is_not_blank_where_a_number_that_is_not_read_stands_among_its_cells(odd, place):
    cells = ["-", "-", "-"]
    cells[place] = odd
    rows = [*ROWS[:3], ["行政规范性文件", *cells], *ROWS[4:]]
    found = read(of_text("二、主动公开政府信息情况\n" + "\n\n".join(text for row in rows for text in row if text)))
    one = found.pop("normative_document")
    assert one in ([None] * 3, cells)
    assert found == {key: texts for key, texts in WHOLE.items() if key != "normative_document"}


def test_a_row_whose_label_is_printed_without_figures_is_lost_to_the_reader():
    rows = [*ROWS[:9], ["行政处罚", "", "", ""], *ROWS[10:]]
    text = "二、主动公开政府信息情况\n" + "\n\n".join(text for row in rows for text in row if text)
    assert read(of_text(text)) == {**WHOLE, "penalty": [None]}
    assert "penalty" not in read(of_text(text.replace("行政处罚\n\n", "")))


def test_a_row_whose_label_alone_is_lost_is_lost_to_the_reader_not_left_out():
    head = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n0\n1\n4\n2\n9\n"
    heads = "信息内容\n本年处理决定数量\n"
    rows = f"第二十条第（五）项\n{heads}行政许可\n86\n第二十条第（六）项\n{heads}"
    found = read(of_text(head + rows + "7\n行政强制\n8\n"))
    assert found["normative_document"] == [None] * 3 and found["penalty"] == [None]
    assert (found["licensing"], found["coercion"]) == (["86"], ["8"])
    assert "penalty" not in read(of_text(head + rows + "行政强制\n8\n"))


def test_a_lone_piece_of_a_table_below_running_text_tells_its_edition():
    piece = "第二十条第（九）项 |\n信息内容 |\n采购项目数量 |\n采购总金额 |\n政府集中采购 |\n3 |\n0.5 |"
    found = of_text("全年通过网站、公示栏和公众号发布各类信息，群众满意度较高。" * 5 + "\n" + piece)
    assert found.edition == "2019" and read(found) == {"central_procurement": ["3", "0.5"]}


@pytest.mark.parametrize("below, wanted", [("\n4", [None] * 3), ("-4", ["0", "-400", "-4"])])
def test_a_figure_below_digits_run_together_may_be_the_number_of_a_page(below, wanted):
    lines = ("第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量行政许可36-34-51"
             f"其他对外管理服务事项0-400{below}\n"
             "第二十条第（六）项信息内容上一年项目数量本年增/减处理决定数量行政处罚8-43-9行政强制29-0-1")
    found = read(of_text(f"二、主动公开政府信息情况\n{lines}"))
    assert found["licensing"] == ["36", "-34", "-51"] and found["other_public_service"] == wanted


@pytest.mark.parametrize("coercion, fit", [("8", "exact"), ("", "inferred")])
def test_a_figure_below_its_label_is_not_sure_where_another_row_is_left_blank(coercion, fit):
    rows = [*ROWS[:10], ["行政强制", coercion], *ROWS[11:]]
    found = of_text("二、主动公开政府信息情况\n" + "\n".join(text for row in rows for text in row if text))
    assert {one.fit for one in found.readings if one.row_key == "penalty"} == {fit}


def test_labels_set_above_the_figures_of_another_part_name_none_of_them():
    """pdftotext gives the columns of a page one after another: 5269 is of licensing."""
    found = read(of_text(
        "第二十条第（五）项\n信息内容\n\n本年处理决定数量\n\n行政许可\n\n第二十条第（六）项\n信息内容\n行政处罚\n行政强制\n\n5269\n"
        "本年处理决定数量\n\n9\n0\n\n第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n310.2764"))
    assert found.get("coercion") in (None, [None]) and found["administrative_fee"] == ["310.2764"]


def test_the_year_before_under_a_heading_of_its_own_is_not_this_years():
    rows = [["信息内容", "本年处理决定数量", "上年处理决定数量"], ["行政处罚", "9", "470"], ["行政强制", "0", "3"]]
    assert read(of(grid(rows))) == {"penalty": ["9"], "coercion": ["0"]}


def test_the_parts_of_the_table_beside_one_another_each_have_their_figures():
    rows = [["信息内容", "本年处理决定数量", "信息内容", "本年处理决定数量"], ["行政许可", "9", "行政处罚", "7"]]
    assert read(of(grid(rows))) == {"licensing": ["9"], "penalty": ["7"]}


def test_a_merged_cell_printed_again_for_each_of_its_columns_on_a_line_of_its_own():
    rows = [["规章", "1", "2", "3"], ["信息内容", *["本年处理决定数量"] * 3], ["行政处罚", "6", "6", "6"],
            ["行政强制", "261", "261", "261"]]
    lines = ["\n".join(f"\t{cell}" for cell in row) for row in rows]
    found = of_text("\n\n".join(["二、主动公开政府信息情况", *lines]))
    assert read(found)["penalty"] == ["6"] and read(found)["coercion"] == ["261"]
