"""Exports: the contract with tools outside, Excel as Chinese users have it, the same bytes every time."""

import csv
import re
import zipfile
from decimal import Decimal

import pytest

from flows import export, export_words, models, publication, releases, warehouse
from flows.home import project_data, table_rows

FACTS = ["source_file", "sha256", "agency_name", "region_code", "report_year", "edition", "table", "row_key",
         "column_key", "row_label", "column_label", "value", "raw_text", "status", "proof", "implied_value", "place",
         "is_current"]
DOCUMENTS = ["source_file", "sha256", "state", "reason", "agency_name", "region_code", "report_year", "edition",
             "format", "reader"]
NEW = ("received.new", "total")


@pytest.fixture(scope="module")
def published(shared_staging, report):
    staging = shared_staging
    staging.lay("b1", report("x", values={NEW: 40, ("administrative_fee", "amount"): "12.50",
                                          ("carried_out", "total"): None}, finding="=1+1"),
                report("y", 2023, agency_key="411528210", region_code="411528210"),
                report("z", region_code="310101001", agency_key="310101001"),
                {"sha256": "scan", "outcome": "set_aside", "reason": "only pictures"})
    built = warehouse.build(staging.home, staging.home.releases / ".r1.duckdb", "r1").path
    publication.publish(staging.home, built, "r1", checks=warehouse.check(built))
    return staging.home


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_contract_has_its_columns_in_either_language(published, tmp_path):
    for language in ("zh", "en"):
        for name, columns in (("facts", FACTS), ("documents", DOCUMENTS)):
            export.write(published, name, tmp_path / f"{name}.csv", language=language)
            with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                assert next(csv.reader(file)) == columns


def test_values_print_plainly_and_blanks_stay_empty(published, tmp_path):
    assert export.write(published, "facts", tmp_path / "facts.csv") == 600
    value = {(row["source_file"], row["row_key"], row["column_key"]): row for row in rows(tmp_path / "facts.csv")}
    assert value["x.html", *NEW]["value"] == "40"
    assert value["x.html", "received.new", "other"]["value"] == "0"
    assert value["x.html", "administrative_fee", "amount"]["value"] == "12.5"
    blank = value["x.html", "carried_out", "total"]
    assert (blank["value"], blank["status"], blank["region_code"], blank["is_current"]) == (
        "", "blank", "411528211", "true")


def test_documents_tell_who_is_set_aside_and_why(published, tmp_path):
    export.write(published, "documents", tmp_path / "documents.csv")
    aside = [row for row in rows(tmp_path / "documents.csv") if row["state"] == "set_aside"]
    assert [(row["source_file"], row["reason"]) for row in aside] == [("scan.html", "only pictures")]


def test_province_and_year_choose(published, tmp_path):
    out = tmp_path / "one.csv"
    assert export.write(published, "township_comparison", out, region="41") == 2
    assert export.write(published, "township_comparison", out, region="示例省") == 2
    assert export.write(published, "township_comparison", out, region="示例", year=2023) == 1
    assert [row["region_code"] for row in export_english(published, out, year=2023)] == ["411528210"]


def export_english(home, out, **chosen):
    export.write(home, "township_comparison", out, language="en", **chosen)
    return rows(out)


@pytest.mark.parametrize("name", export.names())
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_every_export_twice_gives_the_same_bytes(published, tmp_path, name, suffix):
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    assert export.write(published, name, first) == export.write(published, name, second)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"\xef\xbb\xbf" if suffix == ".csv" else b"PK")


@pytest.mark.parametrize("name", [name for name in export.names() if name not in export_words.CONTRACT])
def test_headings_are_chinese_or_english(published, tmp_path, name):
    heads = {}
    for language in ("zh", "en"):
        export.write(published, name, tmp_path / "out.csv", language=language)
        with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            heads[language] = next(csv.reader(file))
    assert all(head.isascii() for head in heads["en"])
    assert not [head for head in heads["zh"] if head.isascii()]
    assert len(set(heads["zh"])) == len(heads["zh"])


def test_enumerated_values_are_chinese_under_chinese_headings_alone(published, tmp_path):
    read = {}
    for language in ("zh", "en"):
        export.write(published, "census", tmp_path / "census.csv", language=language)
        read[language] = rows(tmp_path / "census.csv")
    column = export_words.heading("census_status")
    pairs = {(english["census_status"], chinese[column])
             for english, chinese in zip(read["en"], read["zh"], strict=True)}
    assert ("loaded", "已入库") in pairs and pairs <= {("loaded", "已入库"), ("not_received", "未收到")}
    assert {row["is_expected"] for row in read["en"]} == {"true"}
    assert {row[export_words.heading("is_expected")] for row in read["zh"]} == {"是"}


def test_every_value_that_an_enumerated_column_is_said_to_hold_has_its_chinese():
    said = {(row["column"], row["value"]) for row in table_rows(project_data() / "values.csv")}
    for (_, column), words in warehouse.column_dictionary().items():
        listed = re.findall(r"([a-z][a-z_]+) [\u4e00-\u9fff]", words["zh"]) if column in dict(said) else []
        assert {(column, value) for value in listed} <= said
    chosen = re.compile(r"then '\w+'\s+else '\w+'\s+end as (\w+)")
    held = {column for model in models.folder("marts") for column in chosen.findall(model.body)}
    assert held and held <= set(dict(said))


def test_texts_that_would_be_formulas_are_made_harmless(published, tmp_path):
    export.write(published, "findings", tmp_path / "findings.csv", language="en")
    assert [row["finding"] for row in rows(tmp_path / "findings.csv")] == ["'=1+1"]
    assert [export.harmless(text) for text in ("-18", "+4", "-1.5", "-", "-x", "@a", "\tb", "a=b", "", "-1+1")] == [
        "-18", "+4", "-1.5", "'-", "'-x", "'@a", "'\tb", "a=b", "", "'-1+1"]
    assert export.printable(Decimal("-3.500000")) == Decimal("-3.5")


def test_a_county_is_chosen_by_its_code_and_one_of_several_names_is_asked_for(published, tmp_path):
    out = tmp_path / "one.csv"
    assert export.write(published, "township_comparison", out, region="411528") == 2
    with releases.connect(published) as con:
        name, code = con.execute("select any_value(region_name), any_value(region_code) from dim_region "
                                 "where region_level = 'township' group by region_name having count(*) = 1").fetchone()
        assert export.region_code(con, name) == code


def test_a_county_stands_in_the_census_once_one_of_its_townships_has_reported(published, tmp_path):
    export.write(published, "census", tmp_path / "census.csv", region="411528", year=2022, language="en")
    status = {row["region_code"]: row["census_status"] for row in rows(tmp_path / "census.csv")}
    assert status["411528"] == "not_received" and status["411528211"] == "loaded"


def test_no_key_or_english_word_stands_where_a_reader_of_chinese_looks(published, tmp_path):
    """Keys stand in columns of keys alone; all else that the warehouse says in English is said in Chinese."""
    keys = {export_words.heading(name) for name in (
        "row_key", "column_key", "identity", "indicator", "agency_key", "source_file", "sha256", "previous_sha256",
        "counting_source_file", "compares_as", "editions", "unit", "unit_before", "other_unit", "counting_unit",
        "correction_id", "source", "finding")}
    for name in export.names():
        if name in export_words.CONTRACT:
            continue
        export.write(published, name, tmp_path / "out.csv")
        for row in rows(tmp_path / "out.csv"):
            words = {head: value for head, value in row.items() if head not in keys and re.search("[a-z]{3}", value)}
            assert not words, (name, words)


def test_a_workbook_says_what_it_holds(published, tmp_path):
    out = tmp_path / "out.xlsx"
    export.write(published, "township_comparison", out, region="41", year=2022)
    with zipfile.ZipFile(out) as book:
        sheets, written = (book.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet2"))
    assert 'name="乡镇比较"' in sheets and 'name="说明"' in sheets
    assert "件数不足 30 的比率不排名" in written and "选择：41 2022" in written
    assert export_words.meaning("disclosure_rate", "zh") in written


def test_every_export_has_a_title_and_a_note_in_both_languages():
    told = [row["export"] for row in table_rows(project_data() / "exports.csv")]
    assert told == export.names()
    for name in told:
        assert all(export_words.about(name).values()) and len(export_words.about(name)["zh"]) <= 31


def test_shares_are_percentages_in_a_workbook_and_counts_are_whole(published, tmp_path):
    assert export.printable(2.0) == 2 and export.printable(0.25) == 0.25
    out = tmp_path / "out.xlsx"
    export.write(published, "township_comparison", out)
    with zipfile.ZipFile(out) as book:
        assert 'formatCode="0.0%"' in book.read("xl/styles.xml").decode()


def test_a_workbook_keeps_codes_as_text(published, tmp_path):
    out = tmp_path / "facts.xlsx"
    export.write(published, "documents", out)
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = "".join(book.read(name).decode() for name in book.namelist())
    assert "411528211</t>" in words and "<v>411528211</v>" not in sheet


def test_a_workbook_can_be_read_and_chosen_from_as_it_opens(published, tmp_path):
    out = tmp_path / "documents.xlsx"
    export.write(published, "documents", out)
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert max(widths) > 20 > min(widths) and "<autoFilter " in sheet


@pytest.mark.parametrize("name, chosen, message", [
    ("nothing", {}, "there are"), ("form_crosswalk", {"year": 2022}, "no report_year"),
    ("facts", {"region": "火星"}, "no region")])
def test_what_cannot_be_asked_is_said(published, tmp_path, name, chosen, message):
    with pytest.raises(LookupError, match=message):
        export.write(published, name, tmp_path / "out.csv", **chosen)


def test_another_file_type_is_refused(published, tmp_path):
    with pytest.raises(ValueError, match="csv or .xlsx"):
        export.write(published, "facts", tmp_path / "facts.pdf")


def test_every_export_is_sorted_by_a_key_of_its_own_columns(published):
    with releases.connect(published) as con:
        for model in models.folder("exports"):
            columns = {column[0] for column in con.execute(f"select * from ({model.body}) limit 0").description}
            assert model.key and set(model.key) <= columns, model.name
            key = ", ".join(f'"{column}"' for column in model.key)
            assert not con.execute(f"select {key} from ({model.body}) group by {key} having count(*) > 1").fetchall()
