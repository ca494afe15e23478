"""Answers at the keyboard: numbers as one writes them, releases with what was amiss when they were made."""

import csv
import io

import pytest

from flows import ask, publication, warehouse
from flows import report as reports


@pytest.fixture
def published(staging, report):
    for run in ("r1", "r2"):
        built = warehouse.build(staging.home, staging.home.releases / f".{run}.duckdb", run).path
        publication.publish(staging.home, built, run)
        staging.lay(f"b{run}", report(f"x{run}", values={("administrative_fee", "amount"): "12.50"}))
    return staging.home.root


def test_numbers_are_printed_without_needless_zeros(published, capsys):
    ask.answer(published, "select 12.500000::decimal(20, 6) as fee, 3::decimal(20, 6), 0.000001::decimal(20, 6), "
                          "1200::decimal(20, 6), null, 0.5::double, 'a,b', true", as_csv=True)
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == [
        "12.5", "3", "0.000001", "1200", "", "0.5", "a,b", "true"]


def test_releases_tell_what_they_hold_and_what_was_amiss(published):
    lines = ask.releases(published, "en").splitlines()
    assert [cell.strip() for cell in lines[2].strip("|").split("|")] == ["r2", "gongkai-r2.duckdb", "→", "1", ""]
    assert "no list of arrivals" in lines[3]


def test_a_bar_in_a_text_is_no_border_of_its_cell():
    assert reports.table([{"file": "a|b", "why": None}], "en") == [
        "| file | why |", "| --- | --- |", "| a\\|b |  |"]
    assert reports.table([{"file": "a\nb"}], "zh") == ["| 文件 |", "| --- |", "| a⏎b |"]


def test_what_is_to_be_looked_at_is_listed_first(staging, report):
    staging.lay("b1", *(report(f"s{number:02}", agency_key=f"4115282{number}", region_code=f"4115282{number}")
                        for number in range(10, 10 + reports.SHOWN)),
                report("z", 2023, reason="which of two townships"))
    publication.publish(staging.home, warehouse.build(staging.home, staging.home.releases / ".r.duckdb", "r").path, "r")
    assert "which of two townships" in reports.figures(staging.home, "en")[8]


def test_the_state_is_told_in_either_language(published, monkeypatch):
    assert "已入库 1" in ask.status(published, "zh") and "1 loaded" in ask.status(published, "en")
    assert ask.status(published / "elsewhere", "zh").splitlines()[-1].startswith("`")
    assert ask.runs(published, 3, "zh") == "还没有运行过。"


def test_of_many_candidates_the_first_are_told():
    codes = "|".join(str(410100100 + number) for number in range(40))
    row = reports.told({"look": f"region undecided: 城关镇 is the name of 40 divisions; candidates: {codes}"}, "zh")
    assert row["look"].startswith("归属未定：有 40 个区划叫城关镇；候选：410100100|")
    assert row["look"].endswith("等 40 个") and len(row["look"]) < 120
