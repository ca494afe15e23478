"""Spans of Markdown: the words alone are left, at the places where they stood."""

from extract import text
from extract.grid import Grid
from extract.text_marks import MARK, marked


def test_spans_leave_their_words_where_they_stood():
    line = '[一、]{lang="EN-US" style="font-size:10pt"}[本年]{.mark} 0'
    assert marked(line).replace(MARK, "") == "一、本年 0"
    assert len(marked(line)) == len(line) and marked(line).index("0") == line.rindex("0")
    assert marked('[[1]{.underline}2]{lang="zh"}').replace(MARK, "") == "12"


def test_brackets_that_are_no_spans_stay():
    for line in ("[1] 0", "[注]{见下表}", "{总计}", "[链接](http://example.com){.external}", "［1］{.a"):
        assert marked(line) == line


def test_a_table_under_dashes_with_spans_in_its_cells():
    cells = (('[规]{lang="zh"}[章]{lang="zh"}', '[1]{lang="zh"}[2]{lang="zh"}', "0"), ("总计", "7", '[3]{lang="zh"}'))
    widths = (60, 40, 20)
    rule = "  ".join("-" * width for width in widths)
    drawn = [rule, *("  ".join(cell + " " * (width - len(cell) - sum(letter > "\u2e80" for letter in cell))
                               for cell, width in zip(row, widths, strict=True)) for row in cells), rule]
    content = next(text.contents("\n".join(drawn).encode()))
    grid = next(block for block in content.blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in grid.rows] == [["规章", "12", "0"], ["总计", "7", "3"]]
