"""Tables drawn in text: what their lines say about rows, columns and empty cells."""

import pytest

from extract import text_grids
from extract.grid import Grid, Line


def lines(text: str) -> list[Line]:
    return [Line(line, f"line {number}") for number, line in enumerate(text.strip("\n").split("\n"), 1)]


def cells(text: str) -> list[list[str | None]]:
    """The one grid of a text; None for a position that a merged cell covers."""
    grid, = [block for block in text_grids.drawn(lines(text)) if isinstance(block, Grid)]
    return [[None if cell.covered else cell.text for cell in row] for row in grid.rows]


BOX = """
┌─────────┬────┬────┐
│指标     │甲  │乙  │
├────┬────┼────┼────┤
│    │（一│120 │    │
│三、│）予├────┼────┤
│本年│以  │    │7   │
├────┴────┼────┴────┤
│合计     │9        │
└─────────┴─────────┘
"""


def test_a_box_gives_merged_cells_and_blanks():
    assert cells(BOX) == [
        ["指标", None, "甲", "乙"],
        ["三、\n本年", "（一\n）予\n以", "120", ""],
        [None, None, "", "7"],
        ["合计", None, "9", None],
    ]


def test_a_box_drawn_where_quotation_marks_are_wide():
    assert cells("┌────────┬──┐\n│“三”公│1 │\n├────────┼──┤\n│合    计│  │\n└────────┴──┘") == [
        ["“三”公", "1"], ["合    计", ""]]


def test_a_grid_of_plus_signs():
    drawn = "+------+----+\n| 规章 | 3  |\n+======+====+\n| 许可 |    |\n+------+----+"
    assert cells(drawn) == [["规章", "3"], ["许可", ""]]


def test_columns_under_dashes_with_rows_of_several_lines():
    assert cells("""
  -------- ---- ------
  名称     甲     总计

  行政     0         5
  许可

  处罚               7
  -------- ---- ------
""") == [["名称", "甲", "总计"], ["行政\n许可", "0", "5"], ["处罚", "", "7"]]


def test_columns_under_dashes_with_a_row_a_line():
    assert cells("  ------ ----\n  许可   5\n  处罚\n  ------ ----") == [["许可", "5"], ["处罚", ""]]


@pytest.mark.parametrize("text", [
    "  ------ ----\n  许可许可许可 5\n  处罚   7\n  ------ ----",  # a word across the gap between the columns
    "┌────┬──┐\n│许可许可许可│5 │\n│处罚│7 │\n└────┴──┘",  # strokes that do not meet
    "----\n一行\n----",
    "───────\n正文\n───────",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",  # Markdown, which is read by its bars
])
def test_what_does_not_come_out_even_stays_lines(text):
    assert text_grids.drawn(lines(text)) == lines(text)


@pytest.mark.parametrize("rule", ["├─\x02──┼────┤", "├────\x02────┤", "├─xx─┼─x──┤", "├x─xx┼────┤"])
def test_a_rule_with_damaged_strokes_still_parts_its_rows(rule):
    damaged = BOX.replace("）予├────┼────┤", f"）予{rule}")
    assert [row[2:] for row in cells(damaged)] == [["甲", "乙"], ["120", ""], ["", "7"], ["9", None]]


def test_cells_that_no_rule_has_ended_make_no_grid():
    damaged = BOX.replace("│120 │    │", "│120      │").replace("├────┼────┤\n│本年", "│3   │4   │\n│本年")
    assert not any(isinstance(block, Grid) for block in text_grids.drawn(lines(damaged)))
