"""Builds the warehouse: staged facts and reference data in, one DuckDB file out, by the SQL in ``sql``."""

import errno
import os
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from flows import inputs, models
from flows.home import Home, project_data, table_rows
from transform import intervals

SAMPLE = 20  # bad rows kept of a check, for the message


@dataclass(frozen=True)
class BuildReport:
    """What a build made: rows by table, notes about inputs that were not there, seconds taken."""

    path: Path
    run_id: str
    rows: dict[str, int]
    notes: list[str]
    seconds: float


@dataclass(frozen=True)
class CheckResult:
    """One check on a built warehouse. ``severity`` is fail or warn; ``rows`` counts the bad rows, 0 is good."""

    name: str
    severity: str
    message: str
    rows: int
    sample: list[dict] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether it forbids publication."""
        return self.severity == "fail" and self.rows > 0


def build(home: Home, out: Path, run_id: str, memory: str | None = None) -> BuildReport:
    """Build the warehouse of everything staged below ``home`` into the new file ``out``.

    The result depends only on the staged files, the reference data, the SQL and, for the log of
    changes, the release that is current now. ``memory`` limits DuckDB's, as in "6GB".
    """
    started = time.monotonic()
    out.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (out, wal(out)):
        leftover.unlink(missing_ok=True)
    previous = home.current.resolve() if home.current.exists() else None
    with duckdb.connect(str(out)) as con:
        settle(con, out, memory)
        teach_intervals(con)
        notes = inputs.register(con, home, run_id, previous)
        make_objects(con, models.all_models())
        con.begin()
        comment_objects(con, models.all_models())
        con.commit()
        rows = row_counts(con)
        con.execute("checkpoint")
    return BuildReport(out, run_id, rows, notes, time.monotonic() - started)


def settle(con, out: Path, memory: str | None) -> None:
    """One time zone and one order of rows on every machine; what does not fit the memory spills beside the file."""
    con.execute("set TimeZone = 'UTC'")
    con.execute("set preserve_insertion_order = true")
    con.execute(f"set temp_directory = {inputs.quoted(out.with_suffix('.spill'))}")
    if memory:
        con.execute(f"set memory_limit = {inputs.quoted(memory)}")


def teach_intervals(con) -> None:
    """The two functions SQL lacks: the bounds of an exact interval, from integers to shares."""
    for name, function in (("exact_low", intervals.exact_low), ("exact_high", intervals.exact_high)):
        con.create_function(name, arrow_function(function), ["BIGINT", "BIGINT"], "DOUBLE", type="arrow")


def arrow_function(function):
    """A function of two numpy arrays as one of two Arrow columns; a nan becomes null."""
    return lambda found, total: pa.array(function(found.to_numpy(), total.to_numpy()), from_pandas=True)


def make_objects(con, wanted: list[models.Model]) -> None:
    """Run the models in their order. An error names the file that takes the fix; one of the disk is an OSError."""
    for model in wanted:
        try:
            make_object(con, model)
        except duckdb.Error as error:
            if os.strerror(errno.ENOSPC) in str(error):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(model.name)) from None
            raise RuntimeError(f"sql/{model.folder}/{model.name}.sql: {error}") from error


def make_object(con, model: models.Model) -> None:
    """Run one model, whole or, where its head says ``each: column of table``, once for each value and for null.

    In parts the memory needed is that of the largest part; the query asks ``getvariable('part')`` which it is.
    """
    if "each" not in model.head:
        con.execute(model.statement)
        return
    column, table = model.head["each"].split(" of ")
    parts = [part for (part,) in con.execute(f"select distinct {column} from {table} order by {column}").fetchall()]
    for number, part in enumerate([*parts, None]):
        con.execute(f"set variable part = {'null' if part is None else part}")
        con.execute(f"insert into {model.name} by name\n{model.body}" if number else model.statement)


def comment_objects(con, wanted: list[models.Model]) -> None:
    """Put the dictionary and the heads of the files on tables and columns, in Chinese and English."""
    objects = {row["object"]: row for row in table_rows(project_data() / "objects.csv")}
    for model in wanted:
        if not model.in_release:
            continue
        kind = {"table": "table", "view": "view", "macro": "macro table"}[model.made_as]
        con.execute(f"comment on {kind} {model.name} is {inputs.quoted(table_comment(model, objects))}")
        if model.made_as != "macro":
            comment_columns(con, kind, model.name)


def table_comment(model: models.Model, objects: dict[str, dict]) -> str:
    """Chinese name and note — English name. Grain, key and caveat of the file's head."""
    words = objects.get(model.name, {})
    chinese = "：".join(word for word in (words.get("zh"), words.get("note_zh")) if word)
    names = " — ".join(word for word in (chinese, words.get("en")) if word)
    head = "; ".join(f"{part}: {model.head[part]}" for part in ("grain", "key", "caveat") if part in model.head)
    return f"{names}. {head}" if names else head


def comment_columns(con, kind: str, name: str) -> None:
    dictionary = column_dictionary()
    cells = {}
    if name == "fct_wide_report":
        cells = dict(con.execute("select cell_name, row_label || ' / ' || column_label || ' — ' || row_key || '/' || "
                                 "column_key from dim_form_cell").fetchall())
    for (column,) in con.execute("select column_name from duckdb_columns() where table_name = ? order by column_index",
                                 [name]).fetchall():
        words = dictionary.get((name, column)) or dictionary.get(("", column))
        text = cells.get(column) or (words and f"{words['zh']} — {words['en']}")
        if text:
            con.execute(f'comment on column {name}."{column}" is {inputs.quoted(text)}')


def column_words(column: str) -> dict | None:
    """What data/columns.csv says of a column wherever it stands."""
    return column_dictionary().get(("", column))


@cache
def column_dictionary() -> dict[tuple[str, str], dict]:
    """The rows of data/columns.csv by object (empty for every object) and column."""
    return {(row["object"], row["column"]): row for row in table_rows(project_data() / "columns.csv")}


def row_counts(con) -> dict[str, int]:
    names = [name for (name,) in con.execute(
        "select table_name from duckdb_tables() where not temporary and database_name = current_database() "
        "order by table_name").fetchall()]
    return {name: con.execute(f"select count(*) from {name}").fetchone()[0] for name in names}


def check(path: Path) -> list[CheckResult]:
    """Run sql/checks and the keys the heads promise on the warehouse at ``path``; failures first."""
    with duckdb.connect(str(path), read_only=True) as con:
        settle(con, path, None)
        results = [run_check(con, model) for model in models.folder("checks")]
        results += [run_key_check(con, model) for model in models.all_models() if has_key_to_check(model)]
    return sorted(results, key=lambda result: (not result.stops, result.severity, result.rows == 0, result.name))


def run_check(con, model: models.Model) -> CheckResult:
    severity = "fail" if "fail" in model.head else "warn"
    return result_of(con, model.name, severity, model.head[severity], model.body)


def has_key_to_check(model: models.Model) -> bool:
    return model.made_as == "table" and bool(model.key)


def run_key_check(con, model: models.Model) -> CheckResult:
    """No two rows share the key. A key is checked, not declared: an index on the facts makes the file thrice as big."""
    key = ", ".join(f'"{column}"' for column in model.key)
    query = f"select {key}, count(*) as rows from {model.name} group by {key} having count(*) > 1"
    return result_of(con, f"key_{model.name}", "fail", f"{model.name} has one row for each {', '.join(model.key)}",
                     query)


def result_of(con, name: str, severity: str, message: str, query: str) -> CheckResult:
    rows = con.execute(f"select count(*) from ({query})").fetchone()[0]
    sample = []
    if rows:
        cursor = con.execute(f"select * from ({query}) limit {SAMPLE}")
        heads = [column[0] for column in cursor.description]
        sample = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    return CheckResult(name, severity, message, rows, sample)


def wal(path: Path) -> Path:
    """DuckDB's write-ahead log of a file: left by a dead session, it would be replayed into whatever bears the name."""
    return path.with_name(path.name + ".wal")
