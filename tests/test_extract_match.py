"""The applications table and the document as a whole: small contents in, readings and findings out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import form, match
from extract.grid import Cell, Content, Grid, Line
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
MATCHER = match.Matcher(FORMS)
TABLE = FORMS.tables["applications"]
COLUMNS = TABLE.columns_of(TABLE.rows[0], "2021")
ROWS = {edition: [row for row in TABLE.rows if (edition, row) in TABLE.columns] for edition in FORMS.editions}
HEAD = [["", "申请人情况", "", "", "", "", "", ""], ["", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]]


def numbers(row: int) -> list[str]:
    """Seven figures that stand nowhere else in a table."""
    return [str(1000 + 10 * row + column) for column in range(7)]


def table(edition: str = "2021") -> dict[str, list[str]]:
    """Row key → label and seven figures."""
    return {row: [TABLE.paths[row][-1], *numbers(place)] for place, row in enumerate(ROWS[edition])}


def grid(rows) -> Grid:
    return Grid(tuple(tuple(Cell(text, f"row {place} column {column}") for column, text in enumerate(row))
                      for place, row in enumerate(rows)))


def of_grid(rows, head=HEAD) -> match.Match:
    return MATCHER.readings(Content([grid([*head, *rows])]))


def of_text(text: str) -> match.Match:
    return MATCHER.readings(Content([Line(line, f"line {place}") for place, line in enumerate(text.split("\n"), 1)]))


def read(found: match.Match, row: str) -> list[tuple]:
    """What is read for one row: fit and texts, once for each alternative."""
    return [(one.fit, [text and text.strip() for text, _ in one.pieces])
            for one in found.readings if one.row_key == row]


def test_more_rows_of_lost_labels_than_the_form_has_left_are_told_by_no_position():
    rows = [[cells[0], *cells[1:]] for cells in table().values()]
    heading = TABLE.paths["outcome.other.correction_lapsed"][-2]
    first = ROWS["2021"].index("outcome.other.correction_lapsed")
    for place in range(first, len(rows)):
        rows[place][0] = "鏀挎満鍏充笉鍐嶅" * (1 + place - first)
    rows[first] = [heading, *rows[first]]
    found = MATCHER.readings(Content([grid([["", *row] if row[0] != heading else row for row in rows])]))
    for row in ("outcome.total", "carried_out"):
        assert all(text in (None, printed) for _, texts in read(found, row)
                   for text, printed in zip(texts, table()[row][1:], strict=True))


def kinds(found: match.Match, kind: str) -> list[str]:
    return [one.text for one in found.findings if one.kind == kind]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_whole_table(edition):
    rows = table(edition)
    found = of_grid(rows.values())
    assert {one.row_key: [text for text, _ in one.pieces] for one in found.readings} \
        == {row: cells[1:] for row, cells in rows.items()}
    assert {one.fit for one in found.readings} == {"exact"} and found.edition == edition
    assert all(one.column_keys == tuple(COLUMNS) for one in found.readings) and not found.leftovers


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_whole_table_of_text(edition):
    found = of_text("\n".join("\t".join(cells) for cells in [*HEAD, *table(edition).values()]))
    assert {one.row_key: [text for text, _ in one.pieces] for one in found.readings} \
        == {row: cells[1:] for row, cells in table(edition).items()}
    assert found.edition == edition


def test_the_edition_comes_from_the_headings_not_from_the_year():
    lines = ["某乡2023年政府信息公开工作年度报告，按国办公开办函〔2021〕30号编制",
             "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量", "规章\t0\t0\t0", "规范性文件\t1\t2\t3"]
    assert of_text("\n".join(lines)).edition == "2019"
    lines[1:] = ["信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t0\t0\t0", "行政规范性文件\t1\t2\t3"]
    assert of_text("\n".join(lines).replace("2023", "2020")).edition == "2021"


def test_no_statutory_table_no_edition():
    found = of_text("某乡2023年政府信息公开工作年度报告\n全年公开信息 312 条。\n公开渠道\t本年\t上年\n政府网站\t12\t9")
    assert (found.edition, found.readings) == (None, [])


def test_fewer_than_seven_figures_are_never_left_aligned():
    rows = table()
    rows["outcome.granted"] = ["（一）予以公开", "5", "2", "7"]
    found = of_text("\n".join("  ".join(cells) for cells in rows.values()))
    assert read(found, "outcome.granted") == [("short", ["5", "2", "7"])]


def test_bars_without_fillers_leave_the_columns_open():
    lines = [" | ".join(cells) + " |" for cells in table().values()]
    lines[2] = "（一）予以公开 | 5 | 7 |"
    assert read(of_text("\n".join(lines)), "outcome.granted") == [("short", ["5", "7"])]


def test_blanks_of_a_drawn_table_are_blank_and_lost_cells_are_lost():
    rows = table()
    rows["outcome.granted"] = ["（一）予以公开", "5", "", "", "", "", "", "5"]
    rows["carried_out"] = ["四、结转下年度继续办理", *[""] * 7]
    found = of_grid(rows.values())
    assert read(found, "outcome.granted") == [("exact", ["5", "", "", "", "", "", "5"])]
    assert read(found, "carried_out") == [("exact", [""] * 7)]
    lines = [" ".join(cells) for cells in table().values()]
    lines[-1] = "四、结转下年度继续办理"
    assert read(of_text("\n".join(lines)), "carried_out") in ([], [("exact", [None] * 7)])


def test_a_blank_row_that_begins_a_group_is_blank_and_no_heading():
    rows = table()
    blank = ["（三）不予公开", "1.属于国家秘密", *[""] * 7]
    lines = [blank if row == "outcome.denied.state_secret" else ["", *cells] for row, cells in rows.items()]
    found = of_grid(lines, [["", *cells] for cells in HEAD])
    assert read(found, "outcome.denied.state_secret") == [("exact", [""] * 7)]


def test_a_row_that_is_not_printed_gives_no_reading():
    rows = table()
    del rows["outcome.denied.inquiry_matter" if "outcome.denied.inquiry_matter" in rows else ROWS["2021"][11]]
    assert len(of_grid(rows.values()).readings) == len(rows)


def test_a_label_wrapped_around_its_figures():
    rows = {row: "  ".join(cells) for row, cells in table().items()}
    key = "outcome.not_processed.confirmation_or_reissue"
    rows[key] = "5.要求行政机关确认或重新出\n                3    0    0    0    0    0    3\n具已获取信息"
    found = of_text("\n".join(rows.values()))
    assert read(found, key) == [("exact", ["3", "0", "0", "0", "0", "0", "3"])]
    rows[key] = "5.要求行政机关确认或重新出  3    0    0    0    0    0    3\n具已获取信息"
    assert read(of_text("\n".join(rows.values())), key) == [("exact", ["3", "0", "0", "0", "0", "0", "3"])]


def test_the_heading_of_a_group_beside_the_figures_of_a_wrapped_label():
    rows = {row: "  ".join(cells) for row, cells in table().items()}
    rows["outcome.unable_to_provide.not_held"] = "  1.本机关不掌握相\n    7    0   0    0    0    0    7\n  关政府信息"
    key = "outcome.unable_to_provide.must_be_created"
    rows[key] = "   2.没有现成信息需要另行\n（四）无法提供      3    0    0    0    0    0    3\n   制作"
    assert read(of_text("\n".join(rows.values())), key) == [("exact", ["3", "0", "0", "0", "0", "0", "3"])]


@pytest.mark.parametrize("middle, orders", [("商业企业  科研机构", 1), ("科研机构  商业企业", 2)])
def test_headings_cut_over_lines_stand_in_the_form_s_order_where_each_line_does(middle, orders):
    head = f"""                法人或其他组织
    自然人                                              总计
                              社会公益  法律服务
          {middle}                      其他
                              组织    机构"""
    lines = ["  ".join(cells) for cells in table().values()]
    found = of_text("\n".join(["三、收到和处理政府信息公开申请情况", head, *lines]))
    assert len(read(found, "outcome.granted")) == orders


def test_other_with_another_number_is_not_row_three():
    rows = table()
    rows["outcome.other.other"] = ["4.其他", *numbers(30)]
    found = of_grid(rows.values())
    assert not any("1300" in texts for _, texts in read(found, "outcome.other.other"))
    assert read(of_grid(table().values()), "outcome.other.other")


def test_page_numbers_and_notes_between_rows():
    rows = list(table().values())
    rows[9:9] = [["- 3 -", *[""] * 7], ["注：以上数据由各部门报送", *[""] * 7], ["4", *[""] * 7]]
    found = of_grid(rows)
    assert len({one.row_key for one in found.readings}) == len(table())
    assert read(found, ROWS["2021"][9]) == [("exact", numbers(9))]
    assert kinds(found, "leftover") == ["注：以上数据由各部门报送"] and kinds(found, "page_number") == ["- 3 -", "4"]


def test_a_repeated_header_is_no_row():
    rows = list(table().values())
    found = of_grid([*rows[:9], *HEAD, *rows[9:]])
    assert [read(found, row) for row in ROWS["2021"]] == [[("exact", numbers(place))] for place in range(len(rows))]


def test_a_table_over_two_pages_with_its_label_cut():
    rows = [[cells[0], "", *cells[1:]] for cells in table().values()]
    rows[2][:2], rows[4][:2] = ["三、本年度办理结果", "（一）予以公开"], ["（三）不", "1.属于国家秘密"]
    rows[5][:2] = ["予公开", "2.其他法律行政法规禁止公开"]
    found = MATCHER.readings(Content([grid(rows[:5]), Line("- 2 -", ""), grid(rows[5:])]))
    assert [read(found, row) for row in ROWS["2021"]] == [[("exact", numbers(place))] for place in range(len(rows))]


def test_an_overfull_row_gives_alternatives():
    rows = [" ".join(cells) for cells in table().values()]
    rows[5] += " 12"
    found = read(of_text("\n".join(rows)), ROWS["2021"][5])
    assert ("exact", numbers(5)) in found and ("exact", [*numbers(5)[1:], "12"]) in found


def test_a_row_printed_twice_gives_both_readings():
    rows = list(table().values())
    found = read(of_grid([*rows[:6], ["".join(rows[5][0]), *numbers(77)], *rows[6:]]), ROWS["2021"][5])
    assert found == [("exact", numbers(5)), ("exact", numbers(77))]


def test_glued_digits_are_joined_unless_there_are_just_seven():
    text = "".join(f"{cells[0]}{'0000000' if row != 'outcome.granted' else '2134012129'}"
                   for row, cells in table().items())
    found = of_text("三、收到和处理政府信息公开申请情况\n" + text)
    assert read(found, "received.carried_in") == [("exact", list("0000000"))]
    assert read(found, "outcome.granted") == [("joined", ["2134012129"])]


def test_digits_run_together_in_a_merged_cell_of_a_drawn_row():
    rows = table()
    rows["outcome.granted"][1:] = ["0", "0", "0", "0", "8", "08"]
    assert read(of_grid([[*rows.pop("received.new"), ""], *rows.values()]), "outcome.granted") == [
        ("joined", ["0", "0", "0", "0", "8", "08"])]


def test_a_misprinted_label_in_a_column_of_figures_is_no_figure():
    rows = table()
    lines = ["\t".join(cells) for cells in rows.values()]
    key = "outcome.unable_to_provide.not_held"
    short = ["（四）无法提供", "1.本机关未掌握相关政府信息", "0", "0", "0", "0", "8", "08"]
    lines[ROWS["2021"].index(key)] = "\t".join(short)
    found = read(of_text("\n".join("\t".join(line) for line in HEAD) + "\n" + "\n".join(lines)), key)
    assert found and all(None not in texts and short[1] not in texts for _, texts in found)


def test_a_label_that_cannot_be_read_under_its_heading_is_not_the_heading_s_own():
    rows = list(table().values())
    first = next(place for place, key in enumerate(ROWS["2021"]) if key.startswith("outcome.other."))
    rows[first:] = [[" ".join(("（六）其他处理 |", "1.鐢宠浜烘棤姝綋鐞嗙")), *rows[first][1:]],
                    *([f"{number}.鏈熸湭鎸夋敹", *cells[1:]] for number, cells in enumerate(rows[first + 1 :], 2))]
    found = of_text("\n".join(" | ".join(cells) + " |" for cells in rows))
    assert read(found, "outcome.other") == [] and read(found, ROWS["2021"][first - 1])


def test_the_total_column_may_stand_first():
    head = [["", "总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    found = of_grid([[cells[0], cells[-1], *cells[1:-1]] for cells in table().values()], head)
    for place, row in enumerate(ROWS["2021"]):
        (reading,) = [one for one in found.readings if one.row_key == row]
        assert dict(zip(reading.column_keys, (text for text, _ in reading.pieces), strict=True)) \
            == dict(zip(COLUMNS, numbers(place), strict=True))


ORGANS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


@pytest.mark.parametrize("heads, ways", [
    (["总计 | 自然人 | " + " | ".join(ORGANS)], 1),  # one line names them all
    (["总计 | 自然人 | 法人或其他组织", " | ".join(ORGANS)], 2),
    (["总计 | 自然 | 法人或其他组织", "人", " | ".join(ORGANS)], 2),
    (["总计", "自然 | 法人或其他组织", "人", " | ".join(ORGANS)], 1),  # which may stand further right on its line
])
def test_a_text_whose_headings_name_the_total_first(heads, ways):
    rows = [[cells[0], "/", *cells[1:-1]] for cells in table().values()]
    found = of_text("\n".join([*(f" | {line} |" for line in heads), *(" | ".join(cells) + " |" for cells in rows)]))
    orders = [one.column_keys for one in found.readings if one.row_key == "outcome.granted"]
    assert len(orders) == ways and ((COLUMNS[-1], *COLUMNS[:-1]) in orders) == ("总计 " in heads[0])


def test_a_part_without_headings_goes_on_in_the_order_of_the_part_above():
    head = [["", "总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    first, *rest = ([cells[0], cells[-1], *cells[1:5], "", cells[6]] for cells in table().values())
    found = MATCHER.readings(Content([grid([*head, first]), grid(rest)]))
    for row, cells in table().items():
        ((fit, texts),) = read(found, row)
        (reading,) = [one for one in found.readings if one.row_key == row]
        printed = dict(zip(reading.column_keys, texts, strict=True))
        assert fit == ("exact" if row == "received.new" else "inferred")
        assert printed["total"] == cells[-1] and printed["natural_person"] == cells[1]
        assert printed["legal_service_organization"] == ""


@pytest.mark.parametrize("words", ["三、本", "三、"])
def test_a_nameless_row_is_taken_where_its_place_leaves_no_choice(words):
    rows = list(table().values())
    rows[2][0] = words
    found = of_grid(rows)
    assert read(found, "outcome.granted") == [("exact", numbers(2))]
    assert kinds(found, "row_by_position")


def test_digits_run_together_behind_the_number_of_a_heading_are_a_row_whose_label_is_lost():
    text = "\n".join(f"{cells[0]}{'0000000' if row != 'outcome.granted' else '2134012129'}"
                     for row, cells in table().items())
    found = of_text("三、收到和处理政府信息公开申请情况\n" + re.sub(r".*(?=2134012129)", "三、", text))
    assert read(found, "outcome.granted") == [("joined", ["2134012129"])]


LOST = [("exact", [None] * 7)]


def test_headings_of_which_some_are_lost_and_the_rest_stand_in_another_order_name_no_column():
    head = [["", "总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律", "他"]]
    found = of_grid([[cells[0], cells[-1], *cells[1:-1]] for cells in table().values()], head)
    assert {row: read(found, row) for row in ROWS["2021"]} == dict.fromkeys(ROWS["2021"], LOST)


def test_figures_below_a_label_without_any_are_not_those_of_the_row_that_lost_its_label():
    rows = list(table().values())
    rows[2:4] = [[rows[2][0], *[""] * 7], ["某某某某", *numbers(2)]]
    found = of_grid(rows)
    assert read(found, "outcome.granted") == read(found, "outcome.partially_granted") == LOST


def test_a_nameless_row_is_left_where_two_rows_may_be_meant_and_both_are_lost_not_left_out():
    rows = list(table().values())
    rows[2][0] = "三、本"
    del rows[3]
    found = of_grid(rows)
    assert read(found, "outcome.granted") == read(found, "outcome.partially_granted") == LOST
    assert set(numbers(2)) <= set(kinds(found, "leftover"))


def test_figures_cut_in_narrow_columns_are_lost():
    rows = [" ".join(cells) for cells in table().values()]
    rows[5:6] = [f"{rows[5].split()[0]} 12 0 40 9 0 0 61", "    3    1    5    9"]
    assert read(of_text("\n".join(rows)), ROWS["2021"][5]) == [("exact", [None] * 7)]


def test_one_or_two_figures_below_a_full_row_leave_it_open():
    rows = [" ".join(cells) for cells in table().values()]
    for below in ("   7", "    3    1"):
        cut = [*rows[:5], f"{rows[5].split()[0]} 12 0 40 0 0 0 52", below, *rows[6:]]
        assert len(read(of_text("\n".join(cut)), ROWS["2021"][5])) > 1


def test_one_loose_figure_below_a_closed_row_may_end_any_of_its_figures():
    rows = ["\t".join(cells) for cells in table().values()]
    rows[5:6] = [f"{rows[5].split()[0]}\t12\t0\t40\t0\t0\t0\t52", "\t\t\t\t\t\t7"]
    found = read(of_text("\n".join(rows)), ROWS["2021"][5])
    assert ("exact", ["12", "0", "40", "0", "0", "0", "527"]) in found and ("exact", ["127", *found[0][1][1:]]) in found


@pytest.mark.parametrize("above, wanted", [(True, True), (False, False)])
def test_more_figures_below_a_row_than_it_has_any_that_may_go_on_are_those_of_a_row_without_its_label(above, wanted):
    rows = ["\t".join(cells) for cells in table().values()]
    own = ["6", "0", "5", "0", "0", "0", "11"]
    rows[1:4] = ["\t".join(["二、上年结转政府信息公开申请数量", *own]), "三、本年\t27\t53\t1\t0\t0\t0\t81"]
    found = read(of_text("\n".join(rows[not above:])), "received.carried_in")
    assert (("exact", own) in found) == wanted


def test_other_handling_as_one_row():
    rows = {row: cells for row, cells in table().items() if not row.startswith("outcome.other.")}
    cells = [*rows.values()]
    place = list(rows).index("outcome.total")
    found = of_grid([*cells[:place], ["（六）其他处理", *numbers(60)], *cells[place:]])
    assert read(found, "outcome.other") == [("exact", numbers(60))]
    assert not any((one.row_key or "").startswith("outcome.other.") for one in found.readings)


def test_a_second_table_below_is_read_too():
    rows = list(table().values())
    second = [[cells[0], *numbers(100 + place)] for place, cells in enumerate(rows)]
    found = MATCHER.readings(Content([grid([*HEAD, *rows]), Line("附表", ""), grid([*HEAD, *second])]))
    assert read(found, "outcome.granted") == [("exact", numbers(2)), ("exact", numbers(102))]


def test_whole_and_rows_read():
    whole, part = of_grid(table().values()), of_grid(list(table().values())[:12])
    assert MATCHER.rows_read(whole) == 175 and MATCHER.rows_read(part) == 84
    assert not MATCHER.is_whole(whole)  # two tables are not there


# ---- conservation


DAMAGE = st.lists(st.tuples(st.sampled_from(("no_label", "misprint", "drop_figure", "noise", "shift")),
                            st.integers(3, 20)), max_size=4)


def damaged(rows: list[list[str]], damages) -> list[list[str]]:
    rows = [list(row) for row in rows]
    for number, (kind, place) in enumerate(sorted(damages, key=lambda one: -one[1])):
        row = rows[place]
        if kind == "no_label":
            row[0] = ""
        elif kind == "misprint":
            row[0] = "某项不明"
        elif kind == "drop_figure":
            row[1 + number % 7] = ""
        elif kind == "extra":
            row.append(f"88{place}{number}")
        elif kind == "many":
            row += [f"7{place}{number}{extra}" for extra in range(4)]
        elif kind == "shift":
            rows[place] = ["", *row]
        else:
            rows.insert(place, [f"由第{'甲乙丙丁'[number]}组核对", *[""] * 6, f"99{place}{number}"])
    return rows


def lost(rows: list[list[str]], found: match.Match) -> set[str]:
    """Figures and odd words of a table that are neither in a reading nor in a finding."""
    kept = {text for one in found.readings for text, _ in one.pieces} | {one.text for one in found.findings}
    kept = {re.sub(r"\s", "", text or "") for text in kept}
    printed = {re.sub(r"\s", "", text) for row in rows for text in row if re.search(r"\d{3,}|由第", text)}
    return {text for text in printed if not any(text in other for other in kept)}


@settings(max_examples=60, deadline=None)
@given(damages=DAMAGE, edition=st.sampled_from(FORMS.editions))
def test_nothing_inside_a_table_falls_on_the_floor(damages, edition):
    rows = damaged(list(table(edition).values())[:-1], damages) + [table(edition)["carried_out"]]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    assert lost(rows, of_grid(rows)) == set()


@settings(max_examples=60, deadline=None)
@given(damages=DAMAGE.map(lambda found: [one for one in found if one[0] in ("drop_figure", "noise")]),
       separator=st.sampled_from(("\t", " | ", "  ")))
def test_nothing_inside_a_table_of_text_falls_on_the_floor(damages, separator):
    rows = damaged(list(table().values())[:-1], damages) + [table()["carried_out"]]
    assert lost(rows, of_text("\n".join(separator.join(row) for row in rows))) == set()


@pytest.mark.parametrize("kind", ["extra", "many"])
@pytest.mark.parametrize("of_rows", [of_grid, lambda rows: of_text("\n".join("\t".join(row) for row in rows))])
def test_figures_too_many_do_not_fall_on_the_floor_either(kind, of_rows):
    rows = damaged(list(table().values()), [(kind, 5)])
    rows = [[*row, *[""] * (max(map(len, rows)) - len(row))] for row in rows]
    assert lost(rows, of_rows(rows)) == set()


def test_figures_given_up_do_not_fall_on_the_floor():
    rows = [" ".join(cells) for cells in table().values()]
    rows[6:6] = ["    3    1    5    9"]
    assert lost([list(table().values())[5]], of_text("\n".join(rows))) == set()


def test_a_page_number_below_digits_run_together_is_none_of_them():
    lines = ["".join(cells) for cells in table().values()]
    lines[2:3] = ["（一）予以公开1000001", "", "3", ""]
    assert read(of_text("\n".join(lines)), "outcome.granted") \
        == [("joined", ["1000001"]), ("joined", ["1000001", "3"])]


def test_a_label_whose_number_is_cut_behind_its_bracket():
    """The figures stand beside the first line of each label, and that line is an opening bracket and a numeral."""
    lines = ["  ".join(cells) for cells in table("2019").values()]
    below = {"outcome.other": ["（六", "）", "其他", "处理"], "outcome.total": ["（七", "）", "总计"]}
    at = ROWS["2019"].index("outcome.other")
    lines[at : at + 2] = [line for row, label in below.items()
                          for line in ["      ".join([label[0], *table("2019")[row][1:]]), *label[1:]]]
    found = of_text("\n".join(lines))
    for row in (*below, "carried_out"):
        assert read(found, row) == [("exact", table("2019")[row][1:])]


def test_dashes_for_nothing_are_figures_between_single_blanks():
    rows = table()
    rows["outcome.granted"] = ["（一）予以公开", "5", "--", "-", "2", "--", "--", "7"]
    found = of_text("\n".join(" ".join(cells) for cells in rows.values()))
    assert read(found, "outcome.granted") == [("exact", rows["outcome.granted"][1:])]


@pytest.mark.parametrize("printed, wanted", [("0 0 0 000 0", ("exact", ["0"] * 7)),
                                             ("12 0 0 000 12", ("joined", ["12", "0", "0", "000", "12"]))])
def test_noughts_run_together_in_a_row_cut_at_blanks(printed, wanted):
    lines = ["  ".join(cells) for cells in table().values()]
    lines[2] = f"（一）予以公开    {printed}"
    assert read(of_text("\n".join(lines)), "outcome.granted") == [wanted]


def test_a_page_number_is_no_figure_of_a_row_in_which_two_figures_run_together():
    lines = [" | ".join(cells) + " |" for cells in table().values()]
    lines[2:3] = ["（一）予以公开 | 0 | 00 | 6 | 0 | 0 | 6 |", "4 |||||||||"]
    assert {fit for fit, _ in read(of_text("\n".join(lines)), "outcome.granted")} == {"joined"}


def test_a_page_number_between_the_lines_of_a_wrapped_label():
    lines = ["  ".join(cells) for cells in table().values()]
    own = table()["outcome.denied.deliberative_process"][1:]
    at = ROWS["2021"].index("outcome.denied.deliberative_process")
    lines[at : at + 1] = ["    6.属于        " + "   ".join(own), "    四类过", "    程性", "    信息", "    4"]
    found = of_text("\n".join(lines))
    for row in ROWS["2021"]:
        assert read(found, row) == [("exact", table()[row][1:])]


def test_a_numbered_label_cut_off_by_the_end_of_a_text_is_not_that_of_its_heading():
    at = ROWS["2021"].index("outcome.other.correction_lapsed")
    lines = ["  ".join(cells) for cells in list(table().values())[:at]]
    lines += ["（六）其他  1.申  2  0  5  30  0  0  37", "处"]
    assert read(of_text("\n".join(lines)), "outcome.other") == []


def test_headings_cut_over_several_lines_tell_the_edition():
    lines = "信息 / 内容 本年 / 新制 / 作数 / 量 本年新公开数量 对外 / 公开 / 总数 / 量"
    found = of_text((lines + " / 规章 23 0 4 / 规范 / 性文 / 件 0 1 0").replace(" / ", "\n"))
    assert found.edition == "2019"
    assert read(found, "regulation") == [("exact", ["23", "0", "4"])]
    assert read(found, "normative_document") == [("exact", ["0", "1", "0"])]


def test_what_fills_up_the_rows_of_merged_labels_is_no_cell_on_a_line_of_its_own():
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    figures = [["规章", "20", "28", ""], ["行政规范性文件", "", "", "21"], ["信息内容", "本年处理决定数量"],
               ["行政许可", "86"], ["行政处罚", "7"]]
    lines = ["第二十条第（一）项 |", "|||", *(f"{cell} |" for cells in [heads, *figures] for cell in cells)]
    lines.append("三、收到和处理政府信息公开申请情况")
    for row, cells in table().items():
        lines += [*(f"{cell} |" for cell in cells), *(["||"] if row in ("received.new", "carried_out") else [])]
    found = of_text("\n".join(lines))
    assert found.packed and read(found, "regulation")[0][1] == ["20", "28", ""]
    assert read(found, "normative_document")[0][1] == ["", "", "21"]


def test_statistics_before_the_title_of_the_section_are_not_of_the_table():
    own = "\n".join("\t".join(cells) for cells in table().values())
    statistics = "渠道\t条数\n网站\t31\n其他\t44\n1.本年新收政府信息公开申请数量\t9"
    found = of_text(f"{statistics}\n三、收到和处理政府信息公开申请情况\n{own}")
    assert {one.row_key: [text for text, _ in one.pieces] for one in found.readings} \
        == {row: cells[1:] for row, cells in table().items()}


@pytest.mark.parametrize("next_label, damaged, words, wanted", [
    ("1.信访举报投诉类申请", "", "", True), ("某项", "", "", False),
    ("1.信访举报投诉类申请", "3.补正后申□□容□不明确", "", False), ("1.信访举报投诉类申请", "", "  不掌握", True),
    ("1.信访举报投诉类申请", "", "未收存", False),
    ("1.信访举报", "3.补正后申请", "", True), ("1.信访举报", "2.补正后申请", "", False),
])
def test_figures_that_slipped_one_line_down_over_several_rows(next_label, damaged, words, wanted):
    lines = ["  ".join(cells) for cells in table().values()]
    at = ROWS["2021"].index("outcome.unable_to_provide.not_held")
    rows = [table()[row] for row in ROWS["2021"][at : at + 3]]
    shifted = [[below[0], *above[1:]] for above, below in pairwise(rows)]
    shifted[-1][0] = damaged or shifted[-1][0]
    first = rows[0][0].replace("不掌握", words or "不掌握")
    lines[at : at + 4] = [first, *map("  ".join, shifted), "        " + "  ".join(rows[-1][1:]),
                          "  ".join([next_label, *numbers(at + 3)])]
    found = of_text("\n".join(lines))
    for row in rows:
        key = next(key for key, cells in table().items() if cells == row)
        texts = [text for _, texts in read(found, key) for text in texts]
        assert texts == row[1:] if wanted else not any(texts)


def test_no_row_is_told_by_its_place_beside_rows_whose_labels_are_lost():
    rows = list(table().values())
    at = ROWS["2021"].index("outcome.other.correction_lapsed")
    damaged = ["（六）其他处理\n1.□□□", "2.□□□", "□□□", "□□□", "□□□"]
    lines = ["\n".join(cells) for cells in rows[:at]]
    lines += ["\n".join([label, *cells[1:]]) for label, cells in zip(damaged, rows[at:], strict=True)]
    found = of_text("三、收到和处理政府信息公开申请情况\n" + "\n".join(lines))
    read = {one.row_key for one in found.readings if any(text for text, _ in one.pieces)}
    assert read == {*ROWS["2021"][:at]}


def test_figures_right_below_a_row_of_blank_cells_may_be_that_row_s_own():
    rows = table()
    rows["outcome.granted"][1:] = [""] * 7
    below = ["", "5", "", "", "", "", "5"]
    printed = list(rows.values())
    printed.insert(ROWS["2021"].index("outcome.granted") + 1, ["", *below])
    ways = read(of_grid(printed), "outcome.granted")
    assert [texts for _, texts in ways] == [[""] * 7, below]


def test_figures_without_a_label_right_below_others_may_be_their_ends():
    printed = list(table().values())
    at = ROWS["2021"].index("outcome.granted")
    printed[at] = ["（一）予以公开", "119", "175", "0", "0", "0", "0", "294"]
    printed.insert(at + 1, ["", "37", "", "", "", "", "", "01"])
    ways = read(of_grid(printed), "outcome.granted")
    assert [texts for _, texts in ways] == [printed[at][1:], ["11937", "175", "0", "0", "0", "0", "29401"]]
    printed[at + 1][3] = "5"  # no number goes on behind a nought
    assert [texts for _, texts in read(of_grid(printed), "outcome.granted")] == [printed[at][1:]]


def markdown(rows: dict[str, list[str]]) -> list[list[str]]:
    """The lines of a Markdown table whose merged cells are set out in full, three columns of labels first."""
    lines = [["", "", "", *HEAD[1][1:]], ["", "", "", "", *HEAD[2][2:-1], ""]]
    for row, cells in rows.items():
        place = len(TABLE.paths[row]) - 1
        lines.append([*[""] * place, cells[0], *[""] * (2 - place), *cells[1:]])
    return lines


def of_markdown(lines: list[list[str]]) -> match.Match:
    return of_text("\n".join(f"| {' | '.join(cells)} |" for cells in lines))


def test_markdown_of_even_lines_has_its_blank_cells_where_they_stand():
    rows = table()
    rows["outcome.granted"][3] = rows["outcome.not_processed.duplicate"][7] = ""
    rows["outcome.denied.state_secret"][1] = rows["outcome.denied.state_secret"][7] = ""
    lines = markdown(rows)
    found = of_markdown(lines)
    assert {row: read(found, row) for row in rows} == {row: [("exact", cells[1:])] for row, cells in rows.items()}


@pytest.mark.parametrize("change", ["a cell less", "blanks at the end"])
def test_markdown_that_leaves_a_cell_out_shows_no_columns(change):
    rows = table()
    lines = markdown(rows)
    at = len(lines) - 3
    lines[at] = [cell for cell in lines[at] if cell != rows[ROWS["2021"][-3]][2]]
    if change == "blanks at the end":
        lines[at].append("")
    assert [fit for fit, _ in read(of_markdown(lines), ROWS["2021"][-3])] == ["short"]


@pytest.mark.parametrize("words, named", [("三、本年", True), ("本年", False), ("四、本年", False)])
def test_a_row_with_the_beginning_of_its_numbered_heading_is_that_heading_s_first(words, named):
    rows = table()
    figures = rows.pop("outcome.granted")[1:]
    del rows["received.carried_in"]
    printed = list(rows.values())
    printed.insert(1, [words, *figures])
    assert read(of_grid(printed), "outcome.granted") == ([("exact", figures)] if named else LOST)


def test_a_note_with_a_number_between_two_rows_leaves_the_row_that_is_not_printed_left_out():
    rows = list(table().values())
    rows[3] = ["（注：以上数据不含 12 件）", *[""] * 7]
    assert not read(of_grid(rows), "outcome.partially_granted")


def test_a_row_without_a_label_that_prints_blank_cells_stands_by_its_place():
    lines = ["\n\t".join(["", *cells]) for cells in table().values()]
    figures = [*table()["outcome.granted"][1:3], "\u3000", *table()["outcome.granted"][4:]]
    lines[2] = "\n\t".join(["", "三、本", *figures])
    found = of_text("\n".join(lines))
    assert read(found, "outcome.granted") == [("exact", [text.strip() for text in figures])]


def test_figures_below_blank_cells_where_no_row_is_missing_are_the_label_s():
    rows = table()
    figures = rows["outcome.other.other"][1:]
    printed = list(rows.values())
    at = ROWS["2021"].index("outcome.other.other")
    printed[at : at + 1] = [[rows["outcome.other.other"][0], *[""] * 7], ["", *figures]]
    assert read(of_grid(printed), "outcome.other.other")[-1] == ("exact", figures)
    assert len({tuple(texts) for _, texts in read(of_grid(printed), "outcome.other.other")}) == 1


def test_a_page_number_with_a_mark_of_markdown_is_no_figure():
    lines = markdown(table())
    text = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    second = f"| {lines[3][0]} "
    found = of_text(text.replace(second, f"\n\\- 3 -\n\n{second}"))
    assert not kinds(found, "leftover")
    assert read(found, ROWS["2021"][1]) == [("exact", table()[ROWS["2021"][1]][1:])]


WOVEN = ["outcome.unable_to_provide.not_held", "outcome.unable_to_provide.must_be_created"]


def woven(*change: tuple[int, str]) -> str:
    """A table of text in which the figures of two rows stand below one another, column by column, then go on."""
    rows = table()
    lines = ["  ".join(cells) for row, cells in rows.items() if row not in WOVEN]
    place = list(rows).index(WOVEN[0])
    figures = [f"{'':{40 + 8 * column}}{rows[row][1 + column]}" for column in range(6) for row in WOVEN]
    figures[-2:] = [f"{figures[-2 + number]}  {rows[row][7]}" for number, row in enumerate(WOVEN)]
    for index, text in change:
        figures[index] = text
    return "\n".join([*lines[:place], *(rows[row][0] for row in WOVEN), *filter(None, figures), *lines[place:]])


def test_two_rows_whose_figures_take_turns():
    found = of_text(woven())
    assert [read(found, row) for row in WOVEN] == [[("exact", table()[row][1:])] for row in WOVEN]


@pytest.mark.parametrize("change", [(3, ""), (3, f"{'':30}7"), (0, f"{'':40}7   8")])
def test_figures_that_do_not_quite_take_turns_are_of_neither_row(change):
    found = of_text(woven(change))
    assert not [texts for row in WOVEN for fit, texts in read(found, row) if fit == "exact" and any(texts)]


@pytest.mark.parametrize("below, wanted", [("0  0  0  0  0  0  0", ["exact"]), ("0  0  0  0  0  0", ["short"])])
def test_seven_noughts_on_two_lines_are_one_row_s_if_the_next_needs_none(below, wanted):
    names = [f"{one[0]}  {'  '.join('0' * 7)}" for one in table().values()]
    names[8:10] = ["5.属于三类内部             0  0 0  0 0  0", "事务信息                      0",
                   f"6.属于四类过程性信息  {below}"]
    found = read(of_text("\n".join(names)), "outcome.denied.internal_affairs")
    assert [fit for fit, _ in found] == wanted


@pytest.mark.parametrize("above, below", [("—  —  —  —  —  —", "0"), ("1  0  0  0  0  1", "无")])
def test_a_word_for_nothing_alone_on_a_line_does_not_complete_the_figures_above(above, below):
    lines = ["  ".join(cells) for cells in table().values()]
    lines[8:9] = [f"5.属于三类内部  {above}", f"{'事务信息':40}{below}"]
    found = read(of_text("\n".join(lines)), "outcome.denied.internal_affairs")
    assert found == [("short", above.split())]


def test_blanks_between_the_number_of_a_label_and_its_mark():
    rows = table()
    lines = ["  ".join(cells) for cells in rows.values()]
    lines[6] = lines[6].replace("3.", "3    .", 1)
    found = of_text("\n".join(lines))
    assert read(found, "outcome.denied.prohibited_by_law") == [("exact", rows["outcome.denied.prohibited_by_law"][1:])]
    assert read(found, "outcome.denied.security_and_stability")[0][0] == "exact"


@pytest.mark.parametrize("cut", ["0---516", "0--- 51 6", "0 ---516"])
def test_dashes_for_nothing_that_run_together_with_the_figures(cut):
    lines = [f"{row[0]}   0 - - - 2 - 2" for row in table().values()]
    lines[4] = f"1.属于国家秘密          {cut}"
    assert read(of_text("\n".join(lines)), "outcome.denied.state_secret") \
        == [("exact", ["0", "-", "-", "-", "5", "1", "6"])]


@pytest.mark.parametrize("change, fit", [(lambda cells: cells, "inferred"), (lambda cells: [*cells[1:], ""], "short"),
                                         (lambda cells: [*cells[:2], *cells[3:], ""], "short")])
def test_blank_totals_of_lines_of_as_many_cells_stand_where_the_line_has_them(change, fit):
    lines = ["\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计",
             "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"]
    for row, (label, *figures) in table().items():
        level = row.count(".") if row.startswith("outcome.") else 0  # cells of labels before the row's own
        cells = [*[""] * level, label, *[""] * (2 - level), *(figures if not level else [*figures[:-1], ""])]
        lines.append("\t".join(change(cells) if row == "outcome.partially_granted" else cells))
    found = read(of_text("\n".join(lines)), "outcome.partially_granted")
    assert found == [(fit, [*numbers(3)[:-1], *([""] if fit == "inferred" else [])])]


def barred(figures: dict[str, list[str]], total_heads_first: bool = False) -> str:
    """Rows between bars; cells that merged cells cover are left out, and bars fill up each line to ten cells."""
    total = [["总计"], []] if total_heads_first else [[], ["总计"]]
    heads = [["", "申请人情况", *total[0]], ["自然人", "法人或其他组织", *total[1]],
             ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    rows = [[*["（三）不予公开"] * row.endswith(".state_secret"), table()[row][0], *cells]
            for row, cells in figures.items()]
    return "\n".join(f"| {' | '.join(cells)} |{'|' * (10 - len(cells))}" for cells in [*heads, *rows])


@pytest.mark.parametrize("total_heads_first", [True, False])
def test_headings_moved_to_the_left_where_bars_fill_up_the_lines_name_no_column_of_figures(total_heads_first):
    figures = {row: cells[1:] for row, cells in table().items()}
    found = of_text(barred(figures, total_heads_first))
    assert {row: read(found, row)[0] for row in figures} == {row: ("exact", cells) for row, cells in figures.items()}


@pytest.mark.parametrize("lead", ["| ", ""])
def test_blank_cells_left_out_and_made_up_for_at_the_end_of_the_line(lead):
    whole = ("received.new", "outcome.denied.state_secret", "outcome.total")
    figures = {row: cells[1 : 8 if row in whole else 4] for row, cells in table().items()}
    found = of_text("\n".join(lead + line.removeprefix("| ") for line in barred(figures).split("\n")))
    assert read(found, "outcome.granted") == [("short", numbers(2)[:3])]
    assert read(found, "outcome.total") == [("exact", figures["outcome.total"])]


def test_a_whole_report_on_one_line_whose_cells_single_blanks_part():
    cells = [text for row in [*HEAD, *table().values()] for text in row if text]
    found = of_text(f"某镇 年度报告 {' '.join(cells)} 四、其他")
    assert {row: read(found, row) for row in ROWS["2021"]} \
        == {row: [("exact", figures)] for row, (_, *figures) in table().items()}


@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_headings_and_label_in_one_cell_are_one_row(between):
    found = of_grid([[between.join(TABLE.paths[row]), *cells[1:]] for row, cells in table().items()])
    assert {row: read(found, row) for row in ROWS["2021"]} == {
        row: [("exact", cells[1:])] for row, cells in table().items()}


def test_a_heading_over_a_column_may_stand_in_the_cell_of_each():
    head = [["", "自然人", *[f"{HEAD[1][2]}\n{name}" for name in HEAD[2][2:7]], "总计"]]
    rows = [[cells[0], "", *cells[2:4], "", *cells[5:]] for cells in table().values()]
    found = of_grid(rows, head)
    assert read(found, "carried_out") == [("exact", rows[-1][1:])]


def test_a_column_of_remarks_is_none_of_the_figures():
    head = [[*row, remark] for row, remark in zip(HEAD, ("备注", "", ""), strict=True)]
    rows = [[*cells[:-1], "", "无"] for cells in table().values()]  # the total left blank, a word for nothing behind
    assert read(of_grid(rows, head), "carried_out") == [("exact", [*numbers(len(rows) - 1)[:-1], ""])]


@pytest.mark.parametrize("cells", [["3.", "其他"], ["（六）其他处理", "3.其他"]])
def test_a_row_of_blanks_whose_label_heads_a_column_too_is_told_by_its_number(cells):
    rows = [["", *row] for row in table().values()]
    place = ROWS["2021"].index("outcome.other.other")
    rows[place] = [*cells, *[""] * 7]
    found = of_grid(rows, [["", *row] for row in HEAD])
    assert read(found, "outcome.other.other") == [("exact", [""] * 7)]


def test_lines_with_just_the_columns_of_the_table_behind_their_labels_have_a_blank_total_last():
    rows = {row: [*["（三）不予公开"] * row.endswith(".state_secret"), *cells] for row, cells in table().items()}
    rows["outcome.granted"][-1] = rows["outcome.denied.state_secret"][-1] = ""
    found = of_text("\n".join("\t".join(cells) for cells in rows.values()))
    assert read(found, "outcome.granted") == [("exact", [*numbers(2)[:-1], ""])]
    assert read(found, "outcome.denied.state_secret") == [("exact", [*numbers(4)[:-1], ""])]


@pytest.mark.parametrize("heads, ways", [
    (["自然人   法人或其他组织   总计", "商业   科研   社会组织   法律服务机构   其他", "企业   机构"], 1),
    (["自然人   法人或其他组织   总计", "商业   科研   其他   社会组织   法律服务机构", "企业   机构"], 2),
    (["法人或其他组织   自然   总计", "商业   科研   社会组织   法律服务机构   其他", "企业   机构   人"], 3),
    (["法人或其他组织   总计", "自然人", "商业企业   科研机构   社会组织   法律服务机构   其他"], 2),
    (["法人或其他组织", "自然人", "总计", "商业企业", "科研机构", "社会组织", "法律服务机构", "其他"], 2),
    (["申请人情况法人或其他组织自然人总计商业企业科研机构社会组织法律服务机构其他"], 2),
])
def test_the_order_of_columns_told_from_headings_cut_over_lines(heads, ways):
    found = of_text("\n".join([*heads, *("   ".join(cells) for cells in table().values())]))
    assert [texts for _, texts in read(found, "outcome.total")] == [table()["outcome.total"][1:]] * ways


def test_figures_whose_columns_are_open_are_lost_where_the_columns_are_in_another_order():
    rows = table()
    rows["outcome.granted"] = ["（一）予以公开", "4", "4"]
    heads = ["申请人情况", "法人或其他组织\t自然人\t总计", "商业企业\t科研机构\t社会组织\t法律服务机构\t其他"]
    found = of_text("\n".join([*heads, *("\t".join(cells) for cells in rows.values())]))
    assert {tuple(texts) for _, texts in read(found, "outcome.granted")} == {(None,) * 7}


def test_a_row_whose_figures_follow_those_of_the_row_before_is_lost_to_the_reader_not_left_out():
    rows = table()
    label, *figures = rows.pop("outcome.denied.internal_affairs")
    before = rows["outcome.denied.third_party_rights"]
    text = "\n".join(cell for row in [*HEAD, *rows.values()] for cell in row if cell)
    assert read(of_text(text), "outcome.denied.internal_affairs") == []
    both = text.replace("\n".join(before), "\n".join([*before, *figures]))
    assert read(of_text(both), "outcome.denied.internal_affairs") == LOST
    cut = text.replace("\n".join(before), "\n".join([*before, label[:5], "", label[5:]]))
    assert read(of_text(cut), "outcome.denied.internal_affairs") == LOST


def test_figures_of_two_years_behind_the_report_are_none_of_its_table():
    rows = [["三、收到和处理政府信息公开申请情况"], *HEAD, *table().values(), ["六、其他需要报告的事项"]]
    years = [["项目", "上年", "本年"], ["一、本年新收政府信息公开申请数量", "9", "4"], ["（七）总计", "9", "4"]]
    text = "\n".join("\t".join(row) for row in [*rows, *years])
    drawn = MATCHER.readings(Content([Line("三、收到和处理政府信息公开申请情况", "1"), grid([*HEAD, *table().values()]),
                                      Line("六、其他需要报告的事项", "2"), grid(years)]))
    for found in (of_text(text), drawn):
        assert read(found, "received.new") == [("exact", numbers(0))]
        assert read(found, "outcome.granted") == [("exact", table()["outcome.granted"][1:])]


def test_headings_of_text_over_the_labels_of_rows_are_not_set_out():
    head = [[cell for cell in row if cell] for row in HEAD]
    found = of_text("\n".join("|".join(row) for row in [*head, *table().values()]))
    assert all(read(found, row) == [("exact", figures)] for row, (_, *figures) in table().items())


def test_blank_cells_of_even_lines_that_repeat_merged_labels_stand_where_they_are():
    rows = {row: ["三、本年度办理结果", *cells] for row, cells in table().items()}
    rows["outcome.denied.state_secret"][4] = rows["outcome.denied.internal_affairs"][8] = ""
    head = [["", *cells] for cells in HEAD]
    found = of_text("\n".join(f"| {' | '.join(cells)} |" for cells in [*head, *rows.values()]))
    assert all(read(found, row) == [("exact", cells[2:])] for row, cells in rows.items())


def test_labels_of_two_rows_on_one_line_take_its_figures_and_those_alone_below():
    lines = [" ".join(cells) for cells in table().values()]
    at = ROWS["2021"].index("outcome.unable_to_provide.not_held")
    upper, lower = list(table().values())[at : at + 2]
    lines[at : at + 2] = [f"{upper[0]}{lower[0]} {' '.join(upper[1:])}", " ".join(lower[1:])]
    found = of_text("\n".join(lines))
    assert read(found, "outcome.unable_to_provide.not_held") == [("exact", upper[1:])]
    assert read(found, "outcome.unable_to_provide.must_be_created") == [("exact", lower[1:])]


def test_a_row_with_a_piece_of_another_label_is_not_named_by_its_place():
    rows = list(table().values())
    at = ROWS["2021"].index("outcome.denied.prohibited_by_law")
    rows[at][0] = "由大量反复"
    ((_, texts),) = read(of_grid(rows), "outcome.denied.prohibited_by_law")
    assert not any(texts)


def test_a_nameless_row_beside_one_that_counts_its_label_among_its_figures_is_not_named_by_its_place():
    rows = [[*cells, ""] for cells in table().values()]
    at = ROWS["2021"].index("outcome.not_processed.petition_or_complaint")
    rows[at : at + 1] = [["", *["0"] * 7, ""], ["（五）不予处理", "1.信访举报投诉类申请", *numbers(at)]]
    found = of_grid(rows, [[*row, ""] for row in HEAD])
    assert all("0" not in texts for _, texts in read(found, "outcome.not_processed.petition_or_complaint"))


def test_a_row_of_a_text_that_ends_before_others_does_not_begin_with_a_blank():
    rows = [[cells[0], "", "", *cells[1:]] for cells in table().values()]
    rows[-2].pop(1)
    rows[0][3:] = ["1", "0", "1", "1", "11", "5"]
    found = of_text("\n".join("\t".join(cells) for cells in rows))
    assert all(fit == "short" for fit, _ in read(found, "received.new"))


@pytest.mark.parametrize("below", [["5", "", "", "", "", "", "5"], [""] * 7])
def test_a_row_that_lost_its_label_below_a_blank_one_is_not_left_out_by_the_author(below):
    rows = table()
    rows["outcome.partially_granted"][1:] = [""] * 7
    rows["outcome.denied.state_secret"] = ["", *below]
    found = of_text("\n\n".join("\n".join(f"\t{cell}" for cell in cells) for cells in rows.values()))
    assert ("applications", "outcome.partially_granted", "outcome.denied.prohibited_by_law") in found.parted


@pytest.mark.parametrize("label", ["）予以公开", "（一）予以公开"])
def test_a_blank_row_below_figures_that_no_label_names_has_no_blanks_for_certain(label):
    rows = [list(cells) for cells in table().values()]
    place = ROWS["2021"].index("outcome.granted")
    rows[place : place + 1] = [["三、", *rows[place][1:]], ["本年度", *[""] * 7], [label, *[""] * 7]]
    found = read(of_grid(rows), "outcome.granted")
    assert all("" not in texts for _, texts in found)


def test_the_end_of_a_label_without_figures_has_no_blanks_for_certain():
    rows = table()
    rows["outcome.unable_to_provide.must_be_created"] = ["信息需要另行制作", *[""] * 7]
    found = read(of_grid(rows.values()), "outcome.unable_to_provide.must_be_created")
    assert all("" not in texts for _, texts in found)


def test_a_label_with_letters_of_others_woven_into_it_is_not_left_out_by_the_author():
    rows = [list(cells) for cells in table().values()]
    place = ROWS["2021"].index("outcome.not_processed.petition_or_complaint")
    rows[place : place + 1] = [[words, *[""] * 7] for words in ("（五）1.信大访兴举岭4地7", "不予处报投诉类", "申请")]
    found = of_grid(rows)
    assert ("applications", ROWS["2021"][place - 1], ROWS["2021"][place + 1]) in found.parted


def test_rows_between_two_stretches_of_a_table_are_not_left_out_by_the_author():
    rows = [list(cells) for cells in table().values()]
    first, last = ROWS["2021"].index("outcome.granted"), ROWS["2021"].index("outcome.other.other")
    strange = [[words, *figures] for place in range(first, last)
               for words, figures in (("鏀挎", [""] * 7), ("鍏充" + "笉" * place, numbers(place)), ("鍐嶅", [""] * 7))]
    found = of_grid([*rows[:first], *strange, *rows[last:]])
    assert read(found, "outcome.partially_granted") == [("exact", [None] * 7)]


@pytest.mark.parametrize("above", ["12", ""])
def test_a_row_whose_label_goes_on_beside_further_figures_is_lost(above):
    rows = [list(cells) for cells in table().values()]
    rows[:1] = [["一、本年新收政府信息公", *[above] * 7], ["开申请数量", *["8"] * 7]]
    assert all(set(texts) == {None} for _, texts in read(of_grid(rows), "received.new"))


def test_a_row_whose_label_ends_rows_below_beside_its_figures_has_no_blanks_for_certain():
    rows = [list(cells) for cells in table().values()]
    place = ROWS["2021"].index("outcome.other.fee_lapsed")
    rows[place : place + 1] = [["2.申请人逾期未按收费通知要", *[""] * 7], ["果", *[""] * 7],
                               ["理其政府信息公开申请", *numbers(place)]]
    found = read(of_grid(rows), "outcome.other.fee_lapsed")
    assert all("" not in texts for _, texts in found)


def test_a_row_whose_remark_ends_rows_below_beside_its_figures_has_no_blanks_for_certain():
    rows = [list(cells) for cells in table().values()]
    place = ROWS["2021"].index("outcome.partially_granted")
    rows[place : place + 1] = [["（二）部分公开（区", *[""] * 7], ["不计其他情", *[""] * 7], ["形）", *numbers(place)]]
    found = read(of_grid(rows), "outcome.partially_granted")
    assert all("" not in texts for _, texts in found)


def test_figures_below_the_words_of_the_line_above_are_not_left_of_its_figures():
    found = of_text("3.补正后申请内容仍不明确 0 7 0 0 0 4 11\n（五）不予处理 1.信访举报投诉类申请 0 7 1\n(件) 0 0 0 8\n"
                    "2.重复申请 0 2 0 0 3 0 5")
    row = "outcome.not_processed.petition_or_complaint"
    assert [*"0008", *"071"] not in [texts for _, texts in read(found, row)]
