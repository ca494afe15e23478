"""Made-up staged reports of real townships, as many as asked: the input of bench/warehouse.py and bench/torture.py.

The figures are drawn, mostly zeros as in real reports, and satisfy no identity: they measure time and size only.
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from flows.home import Home, project_data
from transform import schema

READ_AT = datetime(2026, 1, 5, tzinfo=UTC)


def townships(count: int) -> pl.DataFrame:
    """The first so many townships of data/places: agency_key, region_code, name."""
    divisions = pl.read_parquet(project_data() / "places" / "divisions.parquet")
    chosen = divisions.filter(pl.col("level") == "township").unique("agency_key", keep="first").sort("agency_key")
    return chosen.head(count).select("agency_key", "region_code", "name")


def form(edition: int) -> pl.DataFrame:
    cells = pl.read_csv(project_data() / "forms" / f"form-{edition}.csv", infer_schema=False)
    return cells.select(pl.lit(str(edition)).alias("edition"), "table", "row_key", "column_key", "unit",
                        ("page 2, table 1, row " + pl.col("position")).alias("place"))


def lay(home: Home, agencies: pl.DataFrame, year: int, batch: str, random: np.random.Generator) -> int:
    """Stage one batch: a report of every agency for the year; return the number of facts."""
    edition = 2021 if year >= 2021 else 2019
    reports = agencies.with_columns(sha256=pl.format("{}-{}", "agency_key", pl.lit(year)))
    facts = reports.select("sha256").join(form(edition), how="cross")
    value = np.where(random.random(facts.height) < 0.8, 0, random.geometric(0.1, facts.height))
    facts = facts.with_columns(value=pl.Series(value), status=pl.lit("reported"), proof=pl.lit("proven")).with_columns(
        raw_text=pl.col("value").cast(pl.String))
    documents = reports.select(
        "sha256", "agency_key", "region_code", pl.col("name").alias("agency_name"),
        agency_level=pl.lit("township"), report_year=pl.lit(year), edition=pl.lit(str(edition)),
        outcome=pl.lit("read"), kind=pl.lit("report"), format=pl.lit("html"), reader=pl.lit("html"),
        code_version=pl.lit("synthetic"), read_at=pl.lit(READ_AT))
    folder = home.staged / f".{batch}"
    folder.mkdir(parents=True)
    write(folder, schema.FACTS, facts)
    write(folder, schema.DOCUMENTS, documents)
    write(folder, schema.IDENTITY_CHECKS, schema.IDENTITY_CHECKS.empty())
    write(folder, schema.FINDINGS, schema.FINDINGS.empty())
    folder.rename(home.staged / batch)
    return facts.height


def write(folder: Path, table: schema.Table, rows: pl.DataFrame) -> None:
    """One staged file in exactly the frame's shape, what is not given being null."""
    missing = [pl.lit(None).alias(name) for name in table.schema if name not in rows.columns]
    whole = rows.with_columns(missing).select(list(table.schema)).cast(table.schema)
    whole.write_parquet(folder / f"{table.name}.parquet", compression="zstd")


def lay_arrivals(home: Home) -> None:
    """The list of arrivals of everything staged so far."""
    documents = pl.read_parquet(home.staged / "*" / "documents.parquet")
    arrivals = documents.select(source_file=pl.col("sha256") + ".html", sha256="sha256", source=pl.lit("synthetic"),
                                first_seen_at="read_at", last_seen_at="read_at")
    write(home.staged, schema.ARRIVALS, arrivals)
