"""The register and the decisions by it: full paths, namesakes, hosts, years. Properties over the whole register."""

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.home import project_data
from flows.whose import Answerer
from transform import place_hosts, place_years
from transform.place_divisions import OWN_KIND, STANDING

FRAME = pl.read_parquet(project_data() / "places" / "divisions.parquet")
TOWNSHIPS = FRAME.filter(
    (pl.col("level") == "township")
    & ~pl.col("kind").is_in(OWN_KIND)
    & pl.col("region_code").is_not_null()
    & (pl.col("last_seen") > pl.col("first_seen") - 1)
    & (pl.col("spellings") != "")  # a few entries have no name but 街道
)


@pytest.fixture(scope="module")
def answerer():
    return Answerer.load()


def years_of(row: dict) -> list[int]:
    return list(range(max(row["valid_from"], 2019), min(row["valid_to"] or 2023, 2023) + 1))


def path_of(row: dict, year: int, register) -> str:
    above = (
        register.at(row[level], year) for level in ("province_code", "prefecture_code", "county_code") if row[level]
    )
    return "".join(part.name for part in above if part) + row["name"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, TOWNSHIPS.height - 1), st.randoms(use_true_random=False))
def test_a_township_with_its_full_path_is_itself_in_every_year(index, chance: random.Random):
    row = TOWNSHIPS.row(index, named=True)
    years = years_of(row)
    if not years:
        return
    year, answerer = chance.choice(years), Answerer.load()
    path = path_of(row, year, answerer.resolver.register)
    answer = answerer.answer(title=f"{path}{year}年政府信息公开工作年度报告")
    assert answer.report_year == year
    assert answer.region_code == row["region_code"], (path, year, answer.reason, answer.candidates)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, TOWNSHIPS.height - 1), st.randoms(use_true_random=False))
def test_without_its_path_it_is_decided_only_when_the_name_is_unique(index, chance: random.Random):
    row = TOWNSHIPS.row(index, named=True)
    years = years_of(row)
    if not years:
        return
    year = chance.choice(years)
    answer = Answerer.load().answer(title=f"{row['name']}{year}年政府信息公开工作年度报告")
    namesakes = FRAME.filter(
        (pl.col("name") == row["name"])
        & (pl.col("valid_from") <= year)
        & (pl.col("valid_to").fill_null(STANDING) >= year)
        & (pl.col("level") == "township")
    )
    if namesakes["agency_key"].n_unique() > 1:
        assert answer.region_code is None
        assert row["region_code"] in answer.candidates
    else:
        assert answer.region_code in (None, row["region_code"])


def test_key_and_parents_of_the_table():
    coded = FRAME.filter(pl.col("region_code").is_not_null())
    assert coded.select("region_code", "name", "valid_from").is_duplicated().sum() == 0
    assert set(coded["parent_code"].drop_nulls()) <= set(coded["region_code"])
    assert coded.filter(pl.col("valid_to") < pl.col("valid_from")).height == 0


def test_an_agency_keeps_its_key_when_its_township_becomes_a_town():
    keys = FRAME.filter(pl.col("region_code").is_in(["130283205", "130283115"]))["agency_key"]
    assert keys.n_unique() == 1


@pytest.mark.parametrize(
    ("clues", "published", "year"),
    [
        ([("title", 2030), ("period", 2030)], None, 2030),
        ([("title", 2030), ("period", 2029)], None, None),
        ([("title", 2030), ("title", 2031)], None, None),
        ([("period", 2030), ("opening", 2030)], None, 2030),
        ([("run", 2030)], None, None),
        ([("title", 2030)], (2030, 1), None),
        ([("title", 2030)], (2031, 1), 2030),
        ([("body", 2030)], None, 2030),
        ([("body", 2030), ("body", 2031)], None, None),
    ],
)
def test_the_year_is_one_all_strong_clues_agree_on(clues, published, year):
    class Clue:
        def __init__(self, where, year):
            self.where, self.year, self.times = where, year, 2

    assert place_years.decide([Clue(*clue) for clue in clues], published)[0] == year


def test_a_host_supports_by_syllables_and_never_off_government_domains():
    assert place_hosts.support("www.dean.gov.cn", ("de an", "36"), ("jiu jiang", "36")) == 4
    assert place_hosts.support("www.dean.com", ("de an", "36"), None) == 0
    assert place_hosts.support("yngm.gov.cn", ("geng ma", "53"), None) == 3
    assert place_hosts.support("www.other.gov.cn", ("geng ma", "53"), None) == 0
