"""What a build reads, each input under the name ``source_…``: staged Parquet, reference files, the last release."""

import hashlib
from pathlib import Path

import duckdb

from flows import models
from flows.home import Home, project_data, table_rows
from transform import corrections, schema

REFERENCES = {
    "source_statutory_table": "statutory_tables.csv",
    "source_unit": "units.csv",
    "source_legal_break": "legal_breaks.csv",
    "source_deadline": "deadlines.csv",
    "source_census_kind": "census.csv",
    "source_indicator": "indicators.csv",
    "source_year_identity": "year_identities.csv",
}
STAGED = {
    "source_document": schema.DOCUMENTS,
    "source_fact": schema.FACTS,
    "source_identity_check": schema.IDENTITY_CHECKS,
    "source_finding": schema.FINDINGS,
}
REGION_COLUMNS = ("region_code", "name", "short_name", "level", "kind", "parent_code", "province_code",
                  "prefecture_code", "county_code", "valid_from", "valid_to", "successor_code", "agency_key")


def register(con: duckdb.DuckDBPyConnection, home: Home, run_id: str, previous: Path | None) -> list[str]:
    """Make every ``source_…`` view in ``con``; return notes about inputs that are not there."""
    data = project_data()
    notes: list[str] = []
    for name, table in STAGED.items():
        register_staged(con, name, table, staged_files(home, table))
    register_arrivals(con, home, notes)
    register_forms(con, data)
    for name, file in REFERENCES.items():
        con.execute(f"create temporary view {name} as select * from {csv_scan(data / file)}")
    register_regions(con, data, notes)
    register_corrections(con, data)
    register_previous(con, previous, notes)
    register_release(con, data, run_id, previous, notes)
    return notes


def staged_files(home: Home, table: schema.Table) -> list[Path]:
    """The files of one frame in all finished batches; a batch still being written has a dot before its name."""
    return sorted(path for path in home.staged.glob(f"*/{table.name}.parquet") if path.parent.name[0] != ".")


def register_staged(con, name: str, table: schema.Table, files: list[Path]) -> None:
    """A view over the staged files of one frame, with the batch each row comes from; empty without files."""
    if not files:
        con.register(f"{name}_empty", table.empty())
        con.execute(f"create temporary view {name} as select *, '' as batch from {name}_empty")
        return
    columns = ", ".join(f'"{column}"' for column in table.schema)
    con.execute(f"create temporary view {name} as select {columns}, regexp_extract(filename, '([^/]+)/[^/]+$', 1) "
                f"as batch from read_parquet({quoted_list(files)}, filename = true, union_by_name = true)")


def register_arrivals(con, home: Home, notes: list[str]) -> None:
    path = home.staged / "arrivals.parquet"
    if path.exists():
        con.execute(f"create temporary view source_arrival as select * from read_parquet({quoted(path)})")
        return
    notes.append("no list of arrivals: documents stand under their hashes")
    con.register("source_arrival", schema.ARRIVALS.empty())


def register_forms(con, data: Path) -> None:
    """The statutory forms, each with its edition, which is the number in the file's name."""
    con.execute("create temporary view source_form as select * exclude (filename), "
                "regexp_extract(filename, 'form-([0-9]+)[.]csv$', 1) as edition "
                f"from {csv_scan(data / 'forms' / 'form-*.csv', 'filename = true')}")


def register_regions(con, data: Path, notes: list[str]) -> None:
    path = data / "places" / "divisions.parquet"
    if path.exists():
        con.execute(f"create temporary view source_region as select * from read_parquet({quoted(path)})")
        return
    notes.append("data/places/divisions.parquet is missing: agencies have no regions above them")
    con.execute("create temporary view source_region as select "
                + ", ".join(f"null::varchar as {name}" for name in REGION_COLUMNS) + " where false")


def register_corrections(con, data: Path) -> None:
    con.register("source_correction", corrections.from_rows(table_rows(data / "corrections.csv")))


def register_previous(con, previous: Path | None, notes: list[str]) -> None:
    """The last release's documents and counting facts, empty where there is none that can be compared."""
    if previous is not None:
        con.execute(f"attach {quoted(previous)} as previous (read_only)")
        try:
            con.execute("create temporary view source_previous_document as select d.sha256, d.state, d.read_at, "
                        "d.report_year, d.agency_name, d.region_code, d.document_id, a.agency_key "
                        "from previous.dim_document as d left join previous.dim_agency as a using (agency_id)")
            con.execute("create temporary view source_previous_fact as select f.document_id, f.value, f.status, "
                        "f.unit, f.correction_id, c.form_table, c.row_key, c.column_key "
                        "from previous.fct_value as f join previous.dim_form_cell as c using (cell_id) "
                        "where f.is_current")
            return
        except duckdb.Error as error:
            notes.append(f"changes are not told: the last release has another shape ({error})")
            con.execute("drop view if exists source_previous_document")
    con.execute("create temporary view source_previous_document as select null::varchar as sha256, "
                "null::varchar as state, null::timestamp as read_at, null::smallint as report_year, "
                "null::varchar as agency_name, null::varchar as region_code, null::integer as document_id, "
                "null::varchar as agency_key where false")
    con.execute("create temporary view source_previous_fact as select null::integer as document_id, "
                "null::decimal(20, 6) as value, null::varchar as status, null::varchar as unit, "
                "null::integer as correction_id, null::varchar as form_table, null::varchar as row_key, "
                "null::varchar as column_key where false")


def register_release(con, data: Path, run_id: str, previous: Path | None, notes: list[str]) -> None:
    con.execute("create temporary table source_release (run_id varchar, reference_version varchar, "
                "sql_version varchar, previous_run_id varchar, notes varchar)")
    con.execute("insert into source_release values (?, ?, ?, ?, ?)",
                [run_id, digest(reference_files(data)), digest(sql_files()), previous and run_of(previous),
                 "; ".join(notes) or None])


def reference_files(data: Path) -> list[Path]:
    """Every reference file a build depends on."""
    files = [data / file for file in (*REFERENCES.values(), "corrections.csv", "columns.csv", "objects.csv")]
    files += sorted((data / "forms").glob("*.csv")) + sorted((data / "places").glob("*.parquet"))
    return [path for path in files if path.exists()]


def sql_files() -> list[Path]:
    return sorted(models.root().glob("*/*.sql"))


def digest(files: list[Path]) -> str:
    """Twelve hex digits over the names and bytes of files."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def run_of(release: Path) -> str:
    """The run that made a release, from its file name."""
    return release.name.removeprefix("gongkai-").removesuffix(".duckdb")


def csv_scan(path: Path, *options: str) -> str:
    """A scan of a CSV file with a head, every column text, an empty field null."""
    settings = ", ".join(("header = true", "all_varchar = true", "delim = ','", "quote = '\"'", "escape = '\"'",
                          *options))
    return f"read_csv({quoted(path)}, {settings})"


def quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def quoted_list(paths: list[Path]) -> str:
    return "[" + ", ".join(map(quoted, paths)) + "]"
