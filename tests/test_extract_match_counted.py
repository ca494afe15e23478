"""Blank cells of text: where every row shows just its columns, and where bars alone fill up merged cells."""

import pytest

from extract import form, match
from extract.grid import Content, Line
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
MATCHER = match.Matcher(FORMS)
TABLE = FORMS.tables["applications"]
ROWS = [row for row in TABLE.rows if ("2021", row) in TABLE.columns]
HEAD = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
FULL = {"received.new", "carried_out"}  # the rows that print their total here
BLANK_TOTAL = "outcome.granted"


def cells(row: str) -> list[str]:
    """A row's label and its seven cells; only some rows print their total."""
    place = ROWS.index(row)
    figures = [str(100 + 10 * place + column) for column in range(6)]
    return [TABLE.paths[row][-1], *figures, "9" if row in FULL else ""]


def bars_of_lines(change=lambda row, lines: lines, filler="||") -> str:
    """One cell a line, closed by a bar; the first and the last row have a merged label and bars that fill it up."""
    lines = [f"{word} |" for word in HEAD]
    for row in ROWS:
        own = [f"{cell} |" for cell in cells(row)]
        lines += change(row, [*own, filler] if row in FULL and filler else own)
    return "\n".join(lines)


def rows_of_bars(change=lambda row, own: own) -> str:
    return "\n".join([" | ".join(HEAD) + " |", *(" | ".join(change(row, cells(row))) + " |" for row in ROWS)])


def read(text: str, row: str) -> list[tuple]:
    found = MATCHER.readings(Content([Line(line, f"line {place}") for place, line in enumerate(text.split("\n"), 1)]))
    return [(one.fit, [text and text.strip() for text, _ in one.pieces])
            for one in found.readings if one.row_key == row]


@pytest.mark.parametrize("text", [bars_of_lines(), bars_of_lines(filler=""), rows_of_bars()])
def test_a_blank_total_of_a_table_that_shows_every_cell(text):
    assert read(text, BLANK_TOTAL) == [("exact", cells(BLANK_TOTAL)[1:])]
    assert read(text, "received.new") == [("exact", cells("received.new")[1:])]


@pytest.mark.parametrize("filler", [" ||", "|\n|"])
def test_bars_that_fill_up_merged_cells_and_look_like_empty_ones_leave_a_blank_total_open(filler):
    def change(row, lines):
        return lines if row in FULL else [*lines[:-1], "|"] if row == BLANK_TOTAL else [*lines, filler]
    assert [fit for fit, _ in read(bars_of_lines(change, filler), BLANK_TOTAL)] == ["short"]


def test_a_row_of_too_few_cells_leaves_the_others_open():
    text = rows_of_bars(lambda row, own: [own[0], *own[2:]] if row == "outcome.denied.state_secret" else own)
    assert [fit for fit, _ in read(text, BLANK_TOTAL)] == ["short"]


def test_a_column_that_is_never_printed_may_be_none():
    text = rows_of_bars(lambda row, own: [*own[:-1], ""])
    assert [fit for fit, _ in read(text, BLANK_TOTAL)] == ["short"]


@pytest.mark.parametrize("row", ["received.carried_in", "outcome.denied.state_secret"])
def test_a_number_between_the_cells_is_of_no_row(row):
    text = bars_of_lines(lambda one, lines: [*lines, "3", *(f"{word} |" for word in HEAD)] if one == row else lines)
    assert read(text, row) == [("exact", cells(row)[1:])]
