"""Which column each figure stands in."""

import pytest

from extract.grid import Cell
from extract.match_columns import Columns, learn, settled
from extract.match_order import Order
from extract.match_place import place
from extract.row import Row

KEYS = ("a", "b", "c")


def row(values, labels=("甲",), drawn=False, positions=None, **more) -> Row:
    columns = [-1] * len(values) if positions is None else positions
    cells = [Cell(text, f"cell {place}", column=column)
             for place, (text, column) in enumerate(zip(values, columns, strict=True))]
    return Row([Cell(text, "", column=column) for column, text in enumerate(labels)], cells, drawn=drawn, **more)


def drawn(values, labels=("甲",)) -> Row:
    return row(values, labels, True, list(range(len(labels), len(labels) + len(values))))


def placed(one: Row, columns=None) -> tuple[str, list[list]]:
    found = place(one, columns or Columns(Order(KEYS)))
    return found[0][0], [[text for text, _ in pieces] for _, pieces in found]


@pytest.mark.parametrize("one, wanted", [
    (row(["1", "2", "3"]), ("exact", [["1", "2", "3"]])),
    (row(["", "1", "2", "3", ""]), ("exact", [["1", "2", "3"]])),  # empty cells around
    (row(["1", "3"]), ("short", [["1", "3"]])),  # never from the left
    (row(["3"]), ("short", [["3"]])),
    (row([]), ("exact", [[None, None, None]])),
    (row(["", "", ""]), ("exact", [["", "", ""]])),
    (row(["1", "", "3"]), ("inferred", [["1", "", "3"]])),
    (row(["", "", "3", "4"]), ("short", [["3", "4"]])),
    (row(["", "2", "3"], counted=False), ("short", [["2", "3"]])),  # a bar at the edge looks like a blank
    (drawn(["", "2", ""]), ("inferred", [["", "2", ""]])),
    (drawn(["", "2", "", "4"]), ("short", [["2", "4"]])),
])
def test_place_without_known_columns(one, wanted):
    assert placed(one) == wanted


def test_a_blank_among_enough_figures_makes_two_readings():
    assert placed(row(["1", "", "2", "3"])) == ("exact", [["1", "2", "3"], ["1", "", "2"]])


def test_figures_on_two_lines_stand_in_the_order_of_the_lines_or_from_left_to_right():
    def two_lines(*offsets):
        cells = [Cell(text, f"line {line}", offset=offset)
                 for text, line, offset in zip("1423", (5, 5, 6, 6), offsets, strict=True)]
        return Row([Cell("甲", "line 5")], cells, spaced=True)

    columns = Columns(Order(("a", "b", "c", "d")))
    assert placed(two_lines(40, 70, 50, 60), columns) == ("exact", [list("1423"), list("1234")])
    assert placed(two_lines(40, 70, 80, 90), columns) == ("exact", [list("1423")])


def test_too_many_figures():
    fit, found = placed(row(["1", "2", "3", "4"]))
    assert fit == "exact" and sorted(found) == [["1", "2", "3"], ["1", "2", "4"], ["1", "3", "4"], ["2", "3", "4"]]
    assert placed(row(list("123456"))) == ("exact", [[None, None, None]])
    assert placed(row(["0", "0", "0", "0"])) == ("exact", [["0", "0", "0"]])


def test_an_empty_cell_below_the_labels_of_other_rows_is_no_column():
    one = row(["", "2", "3"], ("甲",), True, [1, 2, 3])
    assert placed(one, Columns(Order(KEYS), labelled=0)) == ("inferred", [["", "2", "3"]])
    assert placed(one, Columns(Order(KEYS), labelled=1)) == ("short", [["2", "3"]])
    rows = [drawn(["2", "3"], ("甲", "乙")), one]
    assert learn(rows, KEYS, {}).labelled == 1


def test_the_grid_decides_where_it_can():
    columns = Columns(Order(KEYS), (1, 3, 4))
    assert placed(drawn(["1", "", "2", ""]), columns) == ("exact", [["1", "2", ""]])
    assert placed(drawn(["1", "9", "2", "5"]), columns) == ("exact", [["1", "2", "5"]])
    assert placed(drawn(["", "9", "", ""]), columns)[0] == "short"  # a figure that stands in no column


@pytest.mark.parametrize("digits, wanted", [
    (["102"], ("joined", [["102"]])),  # or 102 beside two blanks
    (["000"], ("exact", [["0", "0", "0"]])),
    (["1", "0", "2"], ("exact", [["1", "0", "2"]])),
    (["1002"], ("joined", [["1002"]])),
    (["1", "02"], ("exact", [["1", "0", "2"]])),
    (["10", "2", "0"], ("exact", [["10", "2", "0"]])),
    (["10", "02", "5"], ("joined", [["10", "02", "5"]])),
    (["12"], ("joined", [["12"]])),
    ([], ("exact", [[None, None, None]])),
])
def test_run_together_digits(digits, wanted):
    assert placed(row(digits, glued=True)) == wanted


def test_learn_from_header_and_full_rows():
    labels = {"一": "a", "二": "b", "三": "c"}
    head = drawn([], ("", "三", "一", "", "二"))
    full = drawn(["7", "8", "", "9"])
    learned = learn([head, full, drawn(["7", "", "", ""])], KEYS, labels)
    assert (learned.order.keys, learned.positions) == (("c", "a", "b"), (1, 2, 4))
    assert learn([full], KEYS, labels).order.keys == KEYS


def test_learn_doubts_full_rows_that_differ():
    assert learn([drawn(["1", "2", "3", ""]), drawn(["", "1", "2", "3"])], KEYS, {}).positions is None


def test_words_in_a_figure_column_are_values():
    one = drawn(["4", "5"], ("甲", "见附件"))
    again = settled(one, [1, 2, 3])
    assert [cell.text for cell in again.values] == ["见附件", "4", "5"] and again.positions == [1, 2, 3]
    assert [cell.text for cell in again.labels] == ["甲"]
    assert settled(one, None) is one


@pytest.mark.parametrize("word, is_label", [("（一）□乙", True), ("o#", False)])
def test_words_with_a_number_before_as_many_cells_as_columns_are_no_value_of_a_row_of_text(word, is_label):
    cells = [Cell(text, "", column=column) for column, text in enumerate(["甲", word, "4", "5", ""])]
    one = Row(cells[:2], cells[2:])
    assert (settled(one, [1, 2, 3]) is one) == is_label


def test_a_figure_alone_below_a_whole_row_numbers_the_page_or_ends_a_figure():
    cells = [Cell("1", "line 4"), Cell("0", "line 4"), Cell("3", "line 4"), Cell("7", "line 5")]
    one = Row([Cell("甲", "line 4")], cells, spaced=True)
    assert placed(one) == ("exact", [["1", "0", "3"], ["17", "0", "3"], ["1", "0", "37"]])


@pytest.mark.parametrize("values, wanted", [
    (["", "1", "2"], ("short", [["1", "2"]])),  # the empty one may be a cell of labels
    (["1", "", "2"], ("inferred", [["1", "", "2"]])),
])
def test_where_headings_lack_a_column_an_empty_cell_at_the_edge_is_not_one(values, wanted):
    heading = row([], ("名a", "名c"))
    columns = learn([heading, row(values, counted=True)], KEYS, {"名a": "a", "名b": "b", "名c": "c"})
    assert columns.lacking and placed(row(values, counted=True), columns) == wanted


@pytest.mark.parametrize("left, doubtful", [(("名a", "名b"), False), (("名b", "名c"), True)])
def test_headings_that_moved_up_into_the_place_of_a_lost_one_say_nothing(left, doubtful):
    rows = [drawn([], ("", *left)), drawn(["1", "2", "3"]), drawn(["4", "5", "6"])]
    columns = learn(rows, KEYS, {"名a": "a", "名b": "b", "名c": "c"})
    assert columns.order.keys == KEYS and columns.order.doubtful is doubtful


@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_row_that_lacks_a_cell_its_neighbours_have_is_not_taken_for_one_with_a_blank(is_drawn):
    columns = Columns(Order(KEYS), (2, 3, 4))
    moved = row(["", "4", "9"], drawn=is_drawn, positions=[1, 2, 3])
    assert placed(moved, columns) == ("short", [["4", "9"]])
    whole = row(["", "4", "9"], drawn=is_drawn, positions=[2, 3, 4])
    assert placed(whole, columns) == ("exact" if is_drawn else "inferred", [["", "4", "9"]])


def test_a_row_with_fewer_cells_than_its_like_lacks_one_of_them():
    def line(values):
        return row(values, positions=list(range(1, 1 + len(values))), counted=True)

    like = [line(["", "", "", ""]), line(["", "4", "", "4"])]  # an empty cell of labels, then the columns
    columns = learn([*like, line(["", "", "5"])], KEYS, {})
    assert placed(line(["", "", "5"]), columns) == ("short", [["5"]])
    columns = learn([line(["", "", "5"]), line(["", "4", "4"]), *like], KEYS, {})
    assert columns.lines.lengths == {0: 4}
    assert learn([line(["", "", "5"])] * 2, KEYS, {}).lines.lengths == {0: 3}


@pytest.mark.parametrize("behind, wanted", [([], ("inferred", [["", "4", "9"]])), ([""], ("short", [["4", "9"]]))])
def test_a_row_whose_line_ends_before_that_of_the_headings_lacks_a_cell(behind, wanted):
    labels = {"名a": "a", "名b": "b", "名c": "c"}
    heading = row(behind, ("", *labels), positions=[4][: len(behind)])
    line = row(["", "4", "9"], positions=[1, 2, 3], counted=True)
    assert placed(line, learn([heading, line], KEYS, labels)) == wanted


@pytest.mark.parametrize("end, fit", [([], "exact"), ([""], "inferred")])
def test_where_every_row_of_cells_one_below_the_other_has_all_columns_its_blanks_are_its_own(end, fit):
    rows = [row(values) for values in (["1", "2", "3"], ["", "4", "4"], ["5", "", "5"], ["1", "0", "1", *end])]
    assert placed(rows[1], learn(rows, KEYS, {})) == (fit, [["", "4", "4"]])


def test_a_row_that_may_lack_a_cell_of_labels_or_a_figure_is_open():
    def line(values):
        return row(values, positions=list(range(1, 1 + len(values))), counted=True)

    full = [line(["1", "2", "3"]), line(["", "1", "2", "3"])]  # with and without an empty cell of labels
    assert placed(line(["", "4", "4"]), learn(full, KEYS, {})) == ("short", [["4", "4"]])


def test_where_no_heading_and_no_row_shows_all_columns_one_may_be_gone():
    rows = [row(["", "4", "4"], counted=True), row(["", "1", "1"], counted=True)]
    assert placed(rows[0], learn(rows, KEYS, {})) == ("short", [["4", "4"]])


def test_rows_one_figure_short_without_a_blank_say_that_a_column_may_be_gone_in_a_part_of_the_table():
    def line(values, label):
        return row(values, label, positions=list(range(len(label), len(label) + len(values))), counted=True)

    part = [line(["1", "1"], ("甲", "乙"))] * 4
    whole = [line(["1", "2", "3"], ("甲",))] * 2
    edge = line(["", "1", "1"], ("甲",))
    assert placed(edge, learn([*part, *whole, edge], KEYS, {})) == ("short", [["1", "1"]])
    assert placed(edge, learn([*part[:1], *whole, edge], KEYS, {})) == ("inferred", [["", "1", "1"]])


def test_cells_filled_up_at_the_end_of_a_line_are_no_columns():
    bars = row(["4", "4", ""], positions=[1, 2, 3], counted=True)
    dropped = row(["1", "1"], counted=True)
    assert placed(bars, learn([bars, dropped], KEYS, {})) == ("short", [["4", "4"]])


def test_headings_in_another_order_beside_the_figures_leave_the_order_open():
    rows = [drawn(["", "", ""], ("", "名a", "名c", "", "名b")), drawn(["1", "2", "3"]), drawn(["4", "5", "6"])]
    columns = learn(rows, KEYS, {"名a": "a", "名b": "b", "名c": "c"})
    assert columns.order.keys == KEYS and columns.order.doubtful


@pytest.mark.parametrize("names, other", [
    (("名d", "名a"), ("d", "a", "b", "c")), (("名a", "名d"), None), (("名d",), None),
])
def test_where_some_headings_are_lost_a_last_column_named_first_may_stand_first(names, other):
    labels = {f"名{key}": key for key in "abcd"}
    rows = [row([], names), row(["5", "1", "2", "2"])]
    assert learn(rows, tuple("abcd"), labels).order.other == other


def test_digits_run_together_are_not_parted_within_a_number():
    assert placed(row(["79", ",279", "0"], glued=True))[0] == "joined"


def test_whether_the_headings_name_any_column_is_known():
    heads = Row([Cell("甲", "", column=1), Cell("乙", "", column=2)], drawn=True)
    labels = {"甲": "a", "乙": "b", "丙": "c"}
    assert learn([heads, drawn(["1", "2", "3"])], KEYS, labels).order.named
    assert not learn([drawn(["1", "2", "3"])], KEYS, labels | {"甲": "row"}).order.named


def test_two_figures_in_one_drawn_cell_may_have_drawn_those_behind_them_to_the_left():
    assert placed(drawn(["1\n2", "3", ""]), Columns(Order(KEYS), (1, 2, 3))) == (
        "exact", [["1\n2", "3", ""], ["1", "2", "3"]])
    assert placed(drawn(["1\n（2）", "3", ""]), Columns(Order(KEYS), (1, 2, 3))) == ("exact", [["1\n（2）", "3", ""]])


def test_headings_repeated_in_every_row_that_they_cover_stand_where_they_stand_first():
    heads = [["甲类", "组", "组", "总"], ["甲类", "名b", "名c", "总"]]
    rows = [Row([Cell(text, f"line {number}{place}") for place, text in enumerate(head)], counted=True)
            for number, head in enumerate(heads)]
    labels = {"甲类": "a", "名b": "b", "名c": "c", "总": "t"}
    assert learn(rows, ("a", "b", "c", "t"), labels, {"组": "b"}).order.other is None


def test_a_circled_number_behind_a_nought_is_a_mark_and_no_digit():
    figures = ["0①", *"000044"]
    assert placed(row(figures), Columns(Order(tuple("abcdefg")))) == ("exact", [figures])
