"""The form on paper: every cell of the form once, headings over what they head, nothing over anything else."""

import pytest

from flows import form_layout
from flows.home import project_data, table_rows

EDITIONS = ("2019", "2021")


def box(layout, text):
    """Row, column, height and width of the one box of this text."""
    found = [box for box in layout.boxes if box.text == text]
    assert len(found) == 1, (text, found)
    return found[0].row, found[0].column, found[0].height, found[0].width


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_of_the_form_has_one_place_and_nothing_overlaps(edition):
    layout = form_layout.of(edition)
    cells = table_rows(project_data() / "forms" / f"form-{edition}.csv")
    assert [slot.address for slot in layout.slots] == [
        (cell["table"], cell["row_key"], cell["column_key"]) for cell in cells]
    taken = [(row, column) for box in layout.boxes for row in range(box.row, box.row + box.height)
             for column in range(box.column, box.column + box.width)]
    taken += [(slot.row, column) for slot in layout.slots for column in range(slot.column, slot.column + slot.width)]
    assert len(set(taken)) == len(taken)
    for row in range(layout.height):  # a row of the sheet is full, or parts two tables
        assert sum(place[0] == row for place in taken) in (0, layout.width)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_figure_stands_right_of_its_label_and_below_its_heading(edition):
    layout = form_layout.of(edition)
    for slot in layout.slots:
        if slot.cell["table"] == "review_litigation":
            continue
        label = [box.text for box in layout.boxes if box.kind == "label" and box.row == slot.row and box.height == 1]
        assert label[-1].startswith(slot.cell["row_label"].rpartition("/")[2])
        above = [box for box in layout.boxes if box.kind == "head" and box.row < slot.row
                 and box.column <= slot.column < box.column + box.width]
        assert max(above, key=lambda box: box.row).text == slot.cell["column_label"]


def test_headings_are_merged_as_on_paper():
    layout = form_layout.of("2021")
    row, column, height, width = box(layout, "申请人情况")
    assert box(layout, "法人或其他组织") == (row + 1, column + 1, 1, 5)
    assert box(layout, "自然人") == (row + 1, column, 2, 1)
    assert box(layout, "商业企业") == (row + 2, column + 1, 1, 1)
    assert (height, width) == (1, 7)
    top, left, height, width = box(layout, "三、本年度办理结果")
    assert (left, height) == (0, 22)
    assert box(layout, "（三）不予公开")[:3] == (top + 2, width, 8)
    assert box(layout, "（一）予以公开")[1] == width and box(layout, "（一）予以公开")[3] + width == column
    assert box(layout, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")[0] == top + 1
    row, column, height, width = box(layout, "行政诉讼")
    assert (column, width) == (5, 10) and box(layout, "复议后起诉") == (row + 1, 10, 1, 5)


def test_a_form_of_other_rows_needs_no_code(tmp_path, monkeypatch):
    """A table with two levels of labels, in a form that nobody has drawn yet."""
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "labels.csv").write_text("kind,table,key,spelling,edition,seen\n", encoding="utf-8")
    (forms / "form-2030.csv").write_text(
        "table,position,row_key,row_label,column_key,column_label,unit\n"
        "t,1,a.x,A/x,one,1,件\nt,2,a.x,A/x,two,2,件\nt,3,b,B,one,1,件\nt,4,b,B,two,2,件\n", encoding="utf-8")
    (tmp_path / "form_headings.csv").write_text(
        "table,over,heading\nt,table,T\nt,labels,L\nt,one-two,O\n", encoding="utf-8")
    monkeypatch.setattr(form_layout, "project_data", lambda: tmp_path)
    layout = form_layout.of("2030")
    assert {box.text: (box.row, box.column, box.height, box.width) for box in layout.boxes} == {
        "T": (0, 0, 1, 4), "L": (1, 0, 2, 2), "O": (1, 2, 1, 2), "1": (2, 2, 1, 1), "2": (2, 3, 1, 1),
        "A": (3, 0, 1, 1), "x": (3, 1, 1, 1), "B": (4, 0, 1, 2)}
    assert [(slot.row, slot.column) for slot in layout.slots] == [(3, 2), (3, 3), (4, 2), (4, 3)]
