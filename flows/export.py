"""Exports: a question's answer as CSV or workbook, the same bytes for the same release."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb

from flows import export_files, export_words, models, releases
from flows.export_files import Sheet
from flows.home import Home

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BATCH = 20_000
LISTED = 20  # names in a message
RELEASE = ".release"  # beside the standing exports: of which release they all are; written last


def names() -> list[str]:
    """What can be exported."""
    return [model.name for model in models.folder("exports")]


def write(home: Home, name: str, out: Path, region: str | None = None, year: int | None = None,
          language: str = "zh") -> int:
    """Write export ``name`` of the current release to ``out``, .csv or .xlsx; return the number of rows.

    ``region`` is a division's name or code, ``year`` a report year, ``language`` of headings and enumerated
    values zh or en. Rows stand in the order of the export's key. Raises LookupError for an unknown name,
    region or a filter the export has no column for, ValueError for another file type or too many rows for a sheet.
    """
    model = next((model for model in models.folder("exports") if model.name == name), None)
    if model is None:
        raise LookupError(f"there is no export {name!r}; there are: {', '.join(names())}")
    writer = export_files.WRITERS.get(out.suffix.lower())
    if writer is None:
        raise ValueError(f"{out.name}: an export is written as .csv or .xlsx")
    out.parent.mkdir(parents=True, exist_ok=True)
    with releases.connect(home) as con:
        release = con.execute("select run_id from release").fetchone()[0]
        cursor = con.execute(*filtered(con, model, region, year))
        scratch = out.with_name(f".{out.name}")
        count = writer(scratch, as_shown(cursor, name, language, [release, *filter(None, (region, year))]))
    scratch.replace(out)
    return count


def standing(home: Home) -> list[Path]:
    """The CSV files that lie ready for every release."""
    return [home.exports / f"{name}.csv" for name in names()]


def written_from(home: Home) -> str | None:
    """The release that all standing exports were written from; None where one is missing or they are of several."""
    written = home.exports / RELEASE
    if not all(path.exists() for path in (written, *standing(home))):
        return None
    return written.read_text()


def write_standing(home: Home) -> int:
    """Write the standing exports of the current release; return how many there are."""
    home.exports.mkdir(parents=True, exist_ok=True)
    (home.exports / RELEASE).unlink(missing_ok=True)
    release = home.current.resolve()
    for path in standing(home):
        write(home, path.stem, path)
    if home.current.resolve() == release:  # else somebody went back meanwhile, and they are of two releases
        (home.exports / RELEASE).write_text(release.name)
    return len(names())


def filtered(con, model: models.Model, region: str | None, year: int | None) -> tuple[str, list]:
    """The export's query under the filters, in the order of its key, and the filters' values."""
    columns = [column[0] for column in con.execute(f"select * from ({model.body}) limit 0").description]
    wanted = {"region_code": region, "report_year": year}
    for column, value in wanted.items():
        if value is not None and column not in columns:
            raise LookupError(f"export {model.name} has no {column} to choose by")
    conditions, parameters = [], []
    if region is not None:
        # a place whose code is not known lies in the one above it
        known = "coalesce(region_code, parent_code)" if "parent_code" in columns else "region_code"
        conditions.append(f"starts_with({known}, ?)")
        parameters.append(region_code(con, region))
    if year is not None:
        conditions.append("report_year = ?")
        parameters.append(year)
    where = f" where {' and '.join(conditions)}" if conditions else ""
    order = ", ".join(f'"{column}" nulls first' for column in model.key)
    return f"select * from ({model.body}){where} order by {order}", parameters


def region_code(con, region: str) -> str:
    """The code of a division told by code, name or short name; a province goes before others of its name."""
    known = con.execute("select region_code, region_level, concat(province_name, prefecture_name, county_name, "
                        "if(region_level = 'township', region_name, '')) from dim_region "
                        "where region_code = $1 or region_name = $1 or short_name = $1 order by region_code",
                        [region]).fetchall()
    found = [(code, name) for code, level, name in known if level == "province"] \
        or [(code, name) for code, _, name in known]
    if not found:
        raise LookupError(f"no region {region!r}; give its name as in dim_region or its code")
    if len(found) > 1:
        raise LookupError(f"{len(found)} regions are called {region!r}; give one of their codes: "
                          + ", ".join(map(" ".join, found[:LISTED])))
    return found[0][0]


def as_shown(cursor: duckdb.DuckDBPyConnection, name: str, language: str, chosen: list) -> Sheet:
    """The answer of a query as its reader is shown it."""
    columns, kinds = ([str(column[part]) for column in cursor.description] for part in (0, 1))
    rows = rows_of(cursor)
    if name in export_words.CONTRACT:
        return Sheet(name, language, columns, kinds, columns, rows, chosen)
    if language == "zh":
        rows = export_words.in_chinese(columns, kinds, rows)
    places = export_words.shown(columns, language)
    columns, kinds = ([every[place] for place in places] for every in (columns, kinds))
    heads = [export_words.heading(column, language) for column in columns]
    return Sheet(name, language, columns, kinds, heads, ([row[place] for place in places] for row in rows), chosen)


def rows_of(cursor: duckdb.DuckDBPyConnection) -> Iterator[list]:
    while batch := cursor.fetchmany(BATCH):
        for row in batch:
            yield [printable(value) for value in row]


def printable(value):
    """A value as it stands in a cell: numbers without needless zeros, dates as ISO, texts made harmless."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value


def plain(value: Decimal) -> int | Decimal:
    """A decimal without trailing zeros or exponent: 0, 12, 3.5."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; numbers stay as they are."""
    if not text.startswith(DANGEROUS) or is_number(text):
        return text
    return "'" + text


def is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isascii() and text[1:].replace(".", "", 1).isdigit() and text[0] in "+-"
