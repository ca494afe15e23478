"""Boxes of one cell that a text draws: what stands in them is text like any other."""

from extract import html, text_frames
from extract.grid import Grid

FRAMED = """\
+----------------+
| +------------+ |
| | <table     | |
| | border=1>  | |
| +------------+ |
+----------------+"""


def test_what_boxes_of_one_cell_hold_stands_on_its_lines_without_them():
    lines = text_frames.unframed(FRAMED).split("\n")
    assert [line.strip() for line in lines] == ["", "", "<table", "border=1>", "", ""]


def test_grids_and_boxes_that_are_not_closed_stay():
    for text in ("+---+---+\n| a | b |\n+---+---+", "+-----+\n| a |\nb\n+-----+", "+-----+\n| a |"):
        assert text_frames.unframed(text) == text


def test_a_table_of_tags_in_such_a_box_is_a_table():
    rows = ["<table", "border=1>", "<tr><td>规章</td><td", "colspan=2>7</td></tr>", "</table>"]
    text = "\n".join(["+------+", *(f"| {row} |" for row in rows), "+------+"])
    (content, _) = html.contents(f"# 标题\n\n{text}\n".encode())
    (grid,) = [block for block in content.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if not cell.covered] for row in grid.rows] == [["规章", "7"]]
