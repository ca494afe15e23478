import pytest

from extract import fold, form
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))


def cell(table, row, row_label, column, column_label):
    return {"table": table, "row_key": row, "row_label": row_label, "column_key": column, "column_label": column_label}


def test_every_address_of_the_form_files_is_there():
    for edition, cells in reader.form_cells().items():
        for one in cells:
            columns = FORMS.tables[one["table"]].columns_of(one["row_key"], edition)
            assert one["column_key"] in columns
        assert sum(len(columns) for table in FORMS.tables.values()
                   for (own, _), columns in table.columns.items() if own == edition) == len(cells)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_rows_of_both_editions_stand_in_the_order_of_each(edition):
    for table in FORMS.tables.values():
        own = [row for row in table.rows if (edition, row) in table.columns]
        printed = list(dict.fromkeys(one["row_key"] for one in reader.form_cells()[edition]
                                     if one["table"] == table.name))
        assert own == printed


def test_a_row_of_one_edition_stands_after_its_own_predecessor():
    assert form.merged_order(["a", "b", "d"], ["a", "c", "d", "e"]) == ["a", "c", "b", "d", "e"]
    assert form.merged_order([], ["x", "y"]) == ["x", "y"]


def test_a_form_of_ones_own():
    cells = {"1": [cell("t", "a", "组/甲", "one", "一列（单位）"), cell("t", "b", "组/1.乙/丙", "one", "一列")],
             "2": [cell("t", "a", "组/甲", "one", "一列"), cell("t", "c", "丁", "two", "二列")]}
    labels = [{"kind": "row", "table": "t", "key": "a", "spelling": "甲方", "edition": ""},
              {"kind": "blank", "table": "", "key": "", "spelling": "无", "edition": ""},
              {"kind": "section", "table": "t", "key": "", "spelling": "第二节", "edition": ""},
              {"kind": "sign", "table": "", "key": "-", "spelling": "减", "edition": ""}]
    forms = form.load(cells, labels)
    table = forms.tables["t"]
    assert table.row_labels["甲"] == table.row_labels["甲方"] == {"a"}
    assert table.column_labels["一列"] == "one"
    assert table.columns_of("c", "1") == ["two"] and table.columns_of("nothing", "1") == []
    assert forms.telling == {"丙": "1", "丁": "2", "二列": "2"}
    assert forms.blanks == {"无"} and forms.sections == {"第二节": "t"} and forms.value_words == {"sign": ["减"]}
    assert "组" in table.words and forms.is_row("甲方") and not forms.is_row("组")


def test_words_only_one_edition_prints_tell_it():
    assert FORMS.telling[fold.skeleton("本年新制作数量")] == "2019"
    assert FORMS.telling[fold.skeleton("本年制发件数")] == "2021"
    assert fold.skeleton("行政许可") not in FORMS.telling


@pytest.mark.parametrize("text, part", [
    ("重复申请", True), ("商业企", True), ("本年收费金额单位万元保留位小数", True), ("", False),
    ("由各部门报送", False),
])
def test_part_of_a_label(text, part):
    assert FORMS.is_part_of_label(text) == part
