"""Blocks into printed rows: labels, values and the columns they stand in."""

import pytest

from extract import cells, form, lines, rows
from extract.grid import Cell, Content, Grid, Line
from extract.row import Row
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
JUDGE = cells.Judge(FORMS)
CUTTER = lines.Cutter(FORMS, JUDGE)


def found(*blocks) -> list[Row]:
    return rows.rows(Content(list(blocks)), FORMS, JUDGE, CUTTER)


def of_text(text: str) -> list[Row]:
    return found(*(Line(line, f"line {number}") for number, line in enumerate(text.split("\n"), 1)))


def grid(*lines_) -> Grid:
    return Grid(tuple(tuple(Cell("" if text == "^" else text, f"r{r}c{c}", text == "^") for c, text in enumerate(line))
                      for r, line in enumerate(lines_)))


def plain(row: Row) -> tuple[list[str], list[str]]:
    return [cell.text for cell in row.labels], [cell.text for cell in row.values]


def test_a_grid_row_has_its_columns_and_skips_covered_cells():
    (row,) = found(grid(["三、办理结果", "^", "重复申请", "0", "", "2", "^"]))
    assert plain(row) == (["三、办理结果", "重复申请"], ["0", "", "2"])
    assert (row.positions, row.drawn) == ([3, 4, 5], True)


def test_labels_one_upon_the_other_may_be_wrapped():
    upper, lower = found(grid(["1.属于\n国家秘密\n2.其他法律行政法\n规禁止公开", "0\n4", "1\n5"]))
    assert plain(upper) == (["1.属于国家秘密"], ["0", "1"])
    assert plain(lower) == (["2.其他法律行政法规禁止公开"], ["4", "5"])


def test_a_blank_among_the_figures_of_a_shared_cell_stands_beside_its_own_label():
    label = "1.属于国家秘密\n2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”"
    rows = [plain(row)[1] for row in found(grid([label, "0\n4\n7", "1\n\n5"]))]
    assert rows == [["0", "1"], ["4", ""], ["7", "5"]]


def test_words_beside_shared_cells_that_do_not_part_leave_none_of_them_blank():
    both = found(grid(["1.属于国家秘密\n2.其他法律行政法规禁止公开", "0\n4", "1\n由市统一办理"]))
    assert all(cell.text[0] == cells.UNKNOWN for row in both for cell in row.values)


@pytest.mark.parametrize("figures", [["3", ""], ["3", "1\n5"], ["12", "1\n5\n2"], ["", ""]])
@pytest.mark.parametrize("between", ["\n", "", " "])
def test_whose_a_figure_is_in_shared_cells_is_not_guessed(figures, between):
    both = found(grid([f"1.属于国家秘密{between}2.其他法律行政法规禁止公开", *figures]))
    assert [row.stacked for row in both] == [True, True]
    assert all(cell.text[0] == cells.UNKNOWN for row in both for cell in row.values)


def test_the_end_of_a_label_cut_by_the_page_may_stand_above_others():
    both = found(grid(["合法权益\n5.属于三类内部事务信息\n6.属于四类过程性信息", "", ""]))
    assert [row.stacked for row in both] == [True, True, True]


@pytest.mark.parametrize("label", ["5.要求行政机关确认\n或重新出具\n已获取信息", "2.其他\n法律行政\n法规禁止公开",
                                   "2.其他\n法律行政法规禁止公开", "其他\n总计", "行政\n规范性文件"])
def test_a_wrapped_label_is_one_whatever_its_lines_say(label):
    (row,) = found(grid([label, "1\n2\n3"]))
    assert len(row.values) == 1 and not row.stacked


def test_figures_one_upon_the_other_in_drawn_cells_are_rows():
    upper, lower = found(grid(["规章\n行政许可", "0\n4", "1\n5"]))
    assert plain(upper) == (["规章"], ["0", "1"]) and plain(lower) == (["行政许可"], ["4", "5"])


def test_a_wrapped_label_beside_one_line_of_figures_is_one_row():
    (row,) = found(grid(["商业\n企业", "0", "1"]))
    assert plain(row) == (["商业\n企业"], ["0", "1"])


@pytest.mark.parametrize("cells_, wanted", [
    (("4", "从未见过的名目", "0", "7"), (["从未见过的名目"], ["0", "7"])),
    (("行政许可", "二十三"), (["行政许可"], ["二十三"])), (("行政许可", "三", "一"), (["行政许可"], ["三", "一"])),
    (("三", "行政许可", "5"), (["三", "行政许可"], ["5"])),
])
def test_numbers_that_count_the_rows_and_numbers_in_ideographs(cells_, wanted):
    assert plain(found(grid(cells_))[0]) == wanted


def test_rows_drawn_as_columns_are_turned_back():
    labels = ["", "1.属于国家秘密", "2.重复申请", "3.要求提供公开出版物", "4.属于行政查询事项"]
    columns = [("自然人", "1"), ("商业企业", "2"), ("科研机构", "3"), ("社会公益组织", "4")]
    turned = grid(labels, *((name, figure, "0", "0", "0") for name, figure in columns))
    assert plain(found(turned)[1]) == (["1.属于国家秘密"], ["1", "2", "3", "4"])


def test_a_number_before_the_label_counts_the_rows():
    (row,) = found(grid(["1", "规章", "0", "4"]))
    assert plain(row) == (["规章"], ["0", "4"])


def test_a_row_of_text_ends_where_the_next_label_begins():
    first, second = of_text("重复申请 |\n1 |\n0 |\n要求提供公开出版物 |\n2 |\n0 |")
    assert plain(first)[1] == ["1 ", "0 "] and plain(second)[1] == ["2 ", "0 "]


def test_words_of_the_kind_of_a_value_stay_among_the_values():
    (row,) = of_text("重复申请 |\n1 |\n见附件 |\n0 |\n2 |")
    assert [text.strip() for text in plain(row)[1]] == ["1", "见附件", "0", "2"]


def test_words_right_of_a_heading_are_the_label_of_a_row_below_it():
    (row,) = of_text("（六）其他处理 | 1.未在期限内回复 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |")
    assert [text.strip() for text in plain(row)[0]] == ["（六）其他处理", "1.未在期限内回复"]
    assert len(plain(row)[1]) == 7


def test_numbered_words_among_figures_of_a_text_begin_another_row():
    first, second = of_text("1.逾期不补正\n0\n1\n2.未在期限内缴款\n3\n0")
    assert [len(cells) for cells in (*plain(first), *plain(second))] == [1, 2, 1, 2]


def test_running_text_gives_rows_without_values():
    text = "全年通过网站、公示栏和公众号发布各类信息，群众满意度较高，未发生应公开未公开的情形。" * 3
    assert [plain(row) for row in of_text(text) if row.labels or row.values] == [([text], [])]


def test_a_row_that_goes_on_over_nameless_lines_is_split():
    found_rows = of_text("重复申请  1  0  0  0  0  0  1\n  2  0  0  0  0  0  2")
    assert [len(row.figures) for row in found_rows] == [7, 7]
    assert not found_rows[1].labels


def test_words_below_are_known_for_wrapped_labels():
    first, *_ = of_text("5.要求行政机关确认或重新出  3  0  0  0  0  0  3\n具已获取信息")
    assert first.below == "具已获取信息"


def test_runs_of_lines_and_grids_are_numbered():
    numbers = [row.grid for row in found(Line("规章\t0", "1"), grid(["规章", "0"]), Line("规章\t0", "2"))]
    assert numbers == sorted(numbers) and len(set(numbers)) == 3


def test_a_bar_alone_opens_each_row_and_its_empty_cells_have_lines_of_their_own():
    first, second = of_text("|\n2.重复申请 |\n0 |\n |\n3 |\n |\n|\n3.其他 |\n |\n1 |")
    assert [text.strip() for text in plain(first)[1]] == ["0", "", "3", ""] and first.counted
    assert [text.strip() for text in plain(second)[1]] == ["", "1"] and second.counted


def test_empty_cells_that_begin_a_row_without_a_label():
    (row,) = of_text("\t\n\t4\n\t\n\t4\n")
    assert plain(row)[1] == ["", "4", "", "4"]


def test_the_number_of_the_next_label_is_no_figure_where_a_row_lacks_one():
    labels = ["1. 信访举报投诉类申请", "2. 重复申请", "3. 要求提供公开出版物", "4. 无正当理由大量反复申请"]
    whole, short = "0 0 0 0 0 0 0", "0 0 0 0 0 0"
    text = "  ".join(f"{label} {short if label == labels[1] else whole}" for label in labels)
    assert [len(row.figures) for row in of_text(text) if row.figures] == [7, 6, 7, 7]
