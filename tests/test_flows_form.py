"""The statutory form filled in: sums as printed, marks where a figure is not whole, and who has not reported."""

import re
import zipfile
from xml.etree import ElementTree

import pytest

from flows import form, form_layout, inputs, publication, warehouse

NEW, FEE = ("received.new", "total"), ("administrative_fee", "amount")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BUILT_IN = {"1": "0", "2": "0.00"}


@pytest.fixture(scope="module")
def published(shared_staging, report):
    staging = shared_staging
    second = {"agency_key": "411528212", "region_code": "411528212", "agency_name": "示例县二乡人民政府"}
    staging.lay("b1", report("x", values={NEW: 40, ("received.new", "other"): 3, FEE: "12.50",
                                          ("carried_out", "total"): None}, contradicted=[NEW]),
                report("y", values={NEW: 2, FEE: "1.25", ("carried_out", "total"): None}, **second),
                report("older", edition="2019", values={NEW: 5, ("central_procurement", "amount"): "80.5"},
                       agency_key="411528213", region_code="411528213"),
                report("next", 2023, values={NEW: 9}, **second),
                report("county", agency_key="411528", region_code="411528", agency_level="county",
                       agency_name="示例县人民政府", values={NEW: 100}),
                {"sha256": "scan", "outcome": "set_aside", "reason": "only pictures"},
                report("office", agency_key="411528/示例局", region_code="411528", agency_level="department",
                       agency_name="示例县示例局", values={NEW: 1000}))
    built = warehouse.build(staging.home, staging.home.releases / ".r1.duckdb", "r1").path
    publication.publish(staging.home, built, "r1", checks=warehouse.check(built))
    return staging.home


class Book:
    """A workbook as it lies on the disk: cells by sheet and place, and how they are shown."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as book:
            texts = [text.findtext(f".//{MAIN}t") for text in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
            names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
            styles = ElementTree.fromstring(book.read("xl/styles.xml"))
            self.pages = {name: book.read(f"xl/worksheets/sheet{number}.xml").decode()
                          for number, name in enumerate(names, 1)}
        formats = BUILT_IN | {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
        self.shapes = [formats.get(each.get("numFmtId"), "") for each in styles.find(f"{MAIN}cellXfs")]
        self.cells = {name: self.read(page, texts) for name, page in self.pages.items()}

    def read(self, page, texts):
        cells = {}
        for cell in ElementTree.fromstring(page).iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v")
            if value is not None:
                text = texts[int(value)] if cell.get("t") == "s" else float(value)
                cells[cell.get("r")] = (text, self.shapes[int(cell.get("s", 0))])
        return cells

    def figure(self, sheet, edition, table, row_key, column_key):
        """What stands in the place of a cell of the form, and the format it is shown in."""
        layout = form_layout.of(edition)
        slot = next(slot for slot in layout.slots if slot.address == (table, row_key, column_key))
        top = next(int(place[1:]) for place, (text, _) in self.cells[sheet].items() if text == layout.boxes[0].text)
        return self.cells[sheet].get(f"{chr(65 + slot.column)}{top + slot.row}", (None, ""))

    def rows(self, sheet):
        """The rows of a list, as dictionaries by heading."""
        lines = {}
        for place, (text, _) in self.cells[sheet].items():
            column, line = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()
            lines.setdefault(int(line), {})[column] = text
        heads = lines.pop(1)
        return [{heads[column]: text for column, text in line.items()} for line in lines.values()]

    def texts(self, sheet):
        return " ".join(str(text) for text, _ in self.cells[sheet].values())


@pytest.fixture(scope="module")
def county(published, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "county.xlsx"
    assert form.write(published, out, 2022, region="示例县") == 3
    return Book(out)


def test_a_county_has_its_own_report_and_the_sum_of_its_townships_by_edition(county):
    assert list(county.cells) == ["本级报告 2021 年版", "乡级之和 2019 年版", "乡级之和 2021 年版",
                                  "标记出处", "报告名单"]
    assert county.figure("本级报告 2021 年版", "2021", "applications", *NEW) == (100, "0")
    assert county.figure("乡级之和 2019 年版", "2019", "applications", *NEW) == (5, "0")


def test_a_sum_is_of_printed_totals_and_no_total_is_computed(county):
    sheet = "乡级之和 2021 年版"
    assert county.figure(sheet, "2021", "applications", *NEW)[0] == 42  # though only 3 stand in its columns
    assert county.figure(sheet, "2021", "applications", "received.new", "other") == (3, "0")
    assert "<f>" not in county.pages[sheet]


def test_figures_that_are_not_whole_bear_a_mark_and_stay_numbers(county):
    sheet = "乡级之和 2021 年版"
    assert county.figure(sheet, "2021", "applications", *NEW) == (42, '0"!"')
    assert county.figure(sheet, "2021", "applications", "carried_out", "total") == ("*", '0"*"')
    assert "与本报告勾稽关系不符" in county.texts(sheet) and "留空不是 0" in county.texts(sheet)
    assert "读不清" not in county.texts(sheet)  # a mark that nothing bears is not explained


def test_money_stands_in_the_unit_of_the_form_or_says_its_own(county):
    assert county.figure("乡级之和 2021 年版", "2021", "article20", *FEE) == (13.75, "0.00")
    value, shape = county.figure("乡级之和 2019 年版", "2019", "article20", "central_procurement", "amount")
    assert (value, shape) == ("?", '0"?"')  # no unit is printed, so it is not known what it sums


def test_the_sheet_says_how_many_reported_and_how_many_lack(county):
    said = county.texts("乡级之和 2021 年版")
    assert "本表共汇总 2 份报告。应报 10 份：已入库 3 份，收到但未入库 0 份，未收到 7 份" in said
    assert "另一版表式" in said and "不得相加" in said and "数据版本：r1" in said


def test_every_mark_can_be_followed_to_the_report_and_the_place(county):
    marked = county.rows("标记出处")
    found = {(row["机关名称"], row["行名"], row["列名"]): row for row in marked}
    row = found["示例县示例乡人民政府", "一、本年新收政府信息公开申请数量", "总计"]
    assert (row["原文"], row["证明"], row["文件"], row["位置"]) == ("40", "相抵触", "x.html", "第 1 行")
    assert ("示例县二乡人民政府", "四、结转下年度继续办理", "总计") in found
    assert not [name for name, *_ in found if "示例局" in name]


def test_who_has_not_reported_is_named_with_codes_as_text(county):
    status = {row["区划代码"]: row["应报状态"] for row in county.rows("报告名单")}
    assert len(status) == 11 and status["411528211"] == "已入库" and status["411528219"] == "未收到"


def test_one_agency_has_its_form_and_the_place_of_every_cell(published, tmp_path):
    out = tmp_path / "one.xlsx"
    assert form.write(published, out, 2022, agency="示例局") == 1
    book = Book(out)
    sheet = "本级报告 2021 年版"
    assert book.figure(sheet, "2021", "applications", *NEW) == (1000, "0")
    assert "示例县示例局 2022 年度" in book.texts(sheet) and "汇总" not in book.texts(sheet)
    assert len(book.rows("标记出处")) == 200


def test_a_province_keeps_its_levels_apart_and_leaves_departments_out(published, tmp_path):
    out = tmp_path / "province.xlsx"
    assert form.write(published, out, 2022, region="41") == 3
    book = Book(out)
    assert book.figure("县级之和 2021 年版", "2021", "applications", *NEW) == (100, "0")
    assert book.figure("乡级之和 2021 年版", "2021", "applications", *NEW) == (42, '0"!"')


def test_a_year_without_reports_still_names_who_lacks_but_an_agency_without_one_is_an_error(published, tmp_path):
    assert form.write(published, tmp_path / "none.xlsx", 2023, region="411528214") == 0
    assert [row["应报状态"] for row in Book(tmp_path / "none.xlsx").rows("报告名单")] == ["未收到"]
    with pytest.raises(LookupError, match="of 2021; there are of 2022, 2023"):
        form.write(published, tmp_path / "no.xlsx", 2021, agency="示例县二乡")
    with pytest.raises(LookupError, match="of 2050; there are of 2022, 2023"):
        form.write(published, tmp_path / "no.xlsx", 2050, region="示例县")
    assert not (tmp_path / "no.xlsx").exists()


@pytest.mark.parametrize("asked, message", [
    ({"agency": "示例"}, "agencies are called"), ({"agency": "火星"}, "no agency"), ({"region": "火星"}, "no region")])
def test_who_cannot_be_told_is_said(published, tmp_path, asked, message):
    with pytest.raises(LookupError, match=message):
        form.write(published, tmp_path / "out.xlsx", 2022, **asked)


def test_a_form_prints_on_one_page_and_is_the_same_bytes_every_time(published, tmp_path, county):
    page = county.pages["乡级之和 2021 年版"]
    assert 'paperSize="9"' in page and "<pageSetUpPr fitToPage" in page and "fitToHeight" not in page
    for name in ("one.xlsx", "two.xlsx"):
        form.write(published, tmp_path / name, 2022, region="示例县")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_it_is_said_in_english_too(published, tmp_path):
    form.write(published, tmp_path / "out.xlsx", 2022, region="示例县", language="en")
    book = Book(tmp_path / "out.xlsx")
    assert list(book.cells)[-2:] == ["cells behind the marks", "reporters"]
    assert "not received: 7" in book.texts("sum of townships, form of 2021")


def test_another_file_type_is_refused(published, tmp_path):
    with pytest.raises(ValueError, match="xlsx"):
        form.write(published, tmp_path / "out.csv", 2022, region="示例县")


def test_reports_of_zones_are_in_the_sum_and_said_and_two_agencies_of_one_code_are_never_one_report(
        staging, report, tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "register_regions", with_a_zone(inputs.register_regions))
    county = {"region_code": "411528", "agency_level": "county"}
    staging.lay("b1", report("x"), report("zone", agency_key="411528219", region_code="411528219"),
                report("a", agency_key="411528", **county), report("b", agency_key="other", **county))
    built = warehouse.build(staging.home, staging.home.releases / ".r1.duckdb", "r1").path
    publication.publish(staging.home, built, "r1")
    form.write(staging.home, tmp_path / "out.xlsx", 2022, region="示例省")
    said = Book(tmp_path / "out.xlsx").texts("乡级之和 2021 年版")
    assert "本表共汇总 2 份报告。应报 9 份：已入库 1 份" in said and "有 1 份不在应报之列" in said
    with pytest.raises(LookupError, match="2 agencies report for 411528"):
        form.write(staging.home, tmp_path / "out.xlsx", 2022, region="示例县")


def with_a_zone(register):
    """The divisions as they are, but that one is a zone, which need not report."""
    def registered(con, data, notes):
        register(con, data, notes)
        con.execute("create temporary table region as from source_region")
        con.unregister("source_region")
        con.execute("create temporary view source_region as select * replace "
                    "(if(region_code = '411528219', 'zone', kind) as kind) from region")

    return registered
