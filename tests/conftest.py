"""What several tests of the warehouse share: a home with staged reports, small and made up."""

import csv
from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from flows import inputs
from flows.home import Home, project_data
from transform import schema

FIRST_DAY = datetime(2026, 1, 5, tzinfo=UTC)


class Staging:
    """A home one lays staged batches into."""

    def __init__(self, root):
        self.home = Home.at(root)
        self.arrivals = []

    def lay(self, batch: str, *reports: dict, day: datetime = FIRST_DAY) -> None:
        """Stage a batch of reports: sha256, agency_key, region_code, report_year, values by row/column, more."""
        folder = self.home.staged / batch
        folder.mkdir(parents=True)
        facts = [fact for report in reports if report.get("outcome", "read") == "read" for fact in cells(report)]
        schema.FACTS.frame(facts).write_parquet(folder / "facts.parquet")
        schema.DOCUMENTS.frame([document(report, day) for report in reports]).write_parquet(
            folder / "documents.parquet")
        schema.IDENTITY_CHECKS.empty().write_parquet(folder / "identity_checks.parquet")
        schema.FINDINGS.frame([{"sha256": report["sha256"], "ordinal": 1, "stage": "match", "kind": "leftover",
                                "text": report["finding"]} for report in reports if "finding" in report]
                              ).write_parquet(folder / "findings.parquet")
        for report in reports:
            self.arrive(report.get("source_file", report["sha256"] + ".html"), report["sha256"], day)

    def arrive(self, source_file: str, sha256: str, day: datetime = FIRST_DAY, gone_at=None) -> None:
        self.arrivals.append({"source_file": source_file, "sha256": sha256, "source": "test", "size": 1,
                              "first_seen_at": day, "last_seen_at": day, "gone_at": gone_at})
        schema.ARRIVALS.frame(self.arrivals).write_parquet(self.home.staged / "arrivals.parquet")


def cells(report: dict) -> list[dict]:
    """A fact for every cell of the report's form: its value where given, 0 elsewhere, blank where None is given;
    ``contradicted`` names the cells that a sum stands against."""
    edition = report.get("edition", "2021")
    with (project_data() / "forms" / f"form-{edition}.csv").open(encoding="utf-8") as file:
        form = list(csv.DictReader(file))
    rows = []
    for cell in form:
        address = (cell["row_key"], cell["column_key"])
        value = report.get("values", {}).get(address, 0)
        rows.append({"sha256": report["sha256"], "edition": edition, "table": cell["table"],
                     "row_key": cell["row_key"], "column_key": cell["column_key"],
                     "value": None if value is None else Decimal(str(value)), "raw_text": str(value or ""),
                     "unit": cell["unit"], "status": "blank" if value is None else "reported", "place": "line 1",
                     "proof": "contradicted" if address in report.get("contradicted", ()) else "unproven"})
    return rows


def document(report: dict, day: datetime) -> dict:
    known = {name: report.get(name) for name in ("agency_key", "agency_name", "agency_level", "region_code",
                                                 "report_year", "reason")}
    return known | {"sha256": report["sha256"], "outcome": report.get("outcome", "read"), "format": "html",
                    "reader": "html", "kind": "report", "edition": report.get("edition", "2021"),
                    "code_version": "test", "read_at": report.get("read_at", day)}


REGIONS = [
    {"region_code": "41", "name": "示例省", "short_name": "示例", "level": "province", "agency_key": "41"},
    {"region_code": "4115", "name": "示例市", "level": "prefecture", "parent_code": "41", "agency_key": "4115"},
    {"region_code": "411528", "name": "示例县", "level": "county", "parent_code": "4115", "agency_key": "411528"},
    *({"region_code": f"4115282{number:02}", "name": f"示例{number}乡", "level": "township", "parent_code": "411528",
       "agency_key": f"4115282{number:02}"} for number in range(10, 20)),
]


def small_country() -> pl.DataFrame:
    """One province with one county of ten townships, in the columns of data/places/divisions.parquet."""
    rows = [region | {"kind": region["level"], "valid_from": 2018, "province_code": region["region_code"][:2],
                      "prefecture_code": region["region_code"][:4] if len(region["region_code"]) > 2 else None,
                      "county_code": region["region_code"][:6] if len(region["region_code"]) > 4 else None}
            for region in REGIONS]
    schema_of = dict.fromkeys(inputs.REGION_COLUMNS, pl.String) | {"valid_from": pl.Int64, "valid_to": pl.Int64}
    return pl.DataFrame(rows, schema=schema_of)


@pytest.fixture
def staging(tmp_path, monkeypatch):
    """An empty home in a small country, so that a build takes no time."""
    live_in_small_country(monkeypatch)
    return Staging(tmp_path / "home")


@pytest.fixture(scope="module")
def shared_staging(tmp_path_factory):
    """The same for tests of one file that only read."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        live_in_small_country(monkeypatch)
        yield Staging(tmp_path_factory.mktemp("shared") / "home")


def live_in_small_country(monkeypatch) -> None:
    monkeypatch.setattr(inputs, "register_regions",
                        lambda con, data, notes: con.register("source_region", small_country()))


def township(sha256: str, year: int = 2022, **more) -> dict:
    """A report of one township in Henan, whose division code is in data/places or not: the warehouse keeps it."""
    return {"sha256": sha256, "agency_key": "411528211", "agency_name": "示例县示例乡人民政府",
            "agency_level": "township", "region_code": "411528211", "report_year": year} | more


@pytest.fixture(scope="session")
def report():
    return township
