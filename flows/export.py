"""Exports: a question's answer as CSV or workbook, the same bytes for the same release."""

import csv
import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter

from flows import models, phrases, releases, warehouse
from flows.home import Home

CONTRACT = ("facts", "documents")  # read by tools: English names whatever the language
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BATCH = 20_000
RELEASE = ".release"  # beside the standing exports: of which release they all are; written last
SHEET_ROWS = 1_048_575  # what a sheet holds below its heading
WIDEST = 60  # of a column of a workbook, in letters
PACKED_ON = datetime.datetime(2020, 1, 1)  # written into every workbook, so that bytes do not depend on the clock


def names() -> list[str]:
    """What can be exported."""
    return [model.name for model in models.folder("exports")]


def write(home: Home, name: str, out: Path, province: str | None = None, year: int | None = None,
          language: str = "zh") -> int:
    """Write export ``name`` of the current release to ``out``, .csv or .xlsx; return the number of rows.

    ``province`` is a name or two-digit code, ``year`` a report year, ``language`` of headings and enumerated
    values zh or en. Rows stand in the order of the export's key. Raises LookupError for an unknown name,
    province or a filter the export has no column for, ValueError for another file type or too many rows for a sheet.
    """
    model = next((model for model in models.folder("exports") if model.name == name), None)
    if model is None:
        raise LookupError(f"no export {name!r}; there are: {', '.join(names())}")
    writer = {".csv": write_csv, ".xlsx": write_xlsx}.get(out.suffix.lower())
    if writer is None:
        raise ValueError(f"{out.name}: an export is written as .csv or .xlsx")
    out.parent.mkdir(parents=True, exist_ok=True)
    with releases.connect(home) as con:
        query, parameters = filtered(con, model, province, year)
        cursor = con.execute(query, parameters)
        columns = [column[0] for column in cursor.description]
        heads, rows = columns, rows_of(cursor)
        if name not in CONTRACT and language != "en":
            heads, rows = [heading(column) for column in columns], in_chinese(columns, rows)
        scratch = out.with_name(f".{out.name}")
        count = writer(scratch, heads, rows)
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


def filtered(con, model: models.Model, province: str | None, year: int | None) -> tuple[str, list]:
    """The export's query under the filters, in the order of its key, and the filters' values."""
    columns = [column[0] for column in con.execute(f"select * from ({model.body}) limit 0").description]
    wanted = {"region_code": province, "report_year": year}
    for column, value in wanted.items():
        if value is not None and column not in columns:
            raise LookupError(f"export {model.name} has no {column} to choose by")
    conditions, parameters = [], []
    if province is not None:
        conditions.append("starts_with(region_code, ?)")
        parameters.append(province_code(con, province))
    if year is not None:
        conditions.append("report_year = ?")
        parameters.append(year)
    where = f" where {' and '.join(conditions)}" if conditions else ""
    order = ", ".join(f'"{column}" nulls first' for column in model.key)
    return f"select * from ({model.body}){where} order by {order}", parameters


def province_code(con, province: str) -> str:
    """The two digits of a province told by code, name or short name."""
    if province.isdigit():
        return province
    found = con.execute("select region_code from dim_region where region_level = 'province' "
                        "and (region_name = $1 or short_name = $1)", [province]).fetchall()
    if len(found) != 1:
        raise LookupError(f"no province {province!r}; give its name as in dim_region or its two digits")
    return found[0][0]


def heading(column: str) -> str:
    """The Chinese heading of a column from data/columns.csv; the column's name where it has none."""
    words = warehouse.column_dictionary().get(("", column))
    return words["heading_zh"] if words and words["heading_zh"] else column


def in_chinese(columns: list[str], rows: Iterator[list]) -> Iterator[list]:
    """The rows with the words of data/values.csv for enumerated values; keys by which a cell is found stay."""
    translated = [(place, words) for place, column in enumerate(columns) if (words := phrases.values(column))]
    for row in rows:
        for place, chinese in translated:
            row[place] = chinese.get(row[place], row[place])
        yield row


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


def write_csv(path: Path, heads: list[str], rows: Iterator[list]) -> int:
    """CSV as Excel opens it right: UTF-8 with a byte-order mark, lines ended by CR LF."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for row in rows:
            writer.writerow([f"{value:f}" if isinstance(value, Decimal) else value for value in row])
            count += 1
    return count


def write_xlsx(path: Path, heads: list[str], rows: Iterator[list]) -> int:
    """A workbook of one sheet; codes and texts stay texts, numbers are numbers."""
    count = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": PACKED_ON})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        widths = [width(head) for head in heads]
        for count, row in enumerate(rows, start=1):
            if count > SHEET_ROWS:
                raise ValueError(f"more than {SHEET_ROWS} rows do not fit a sheet: choose a province or year, or CSV")
            for column, value in enumerate(row):
                write_cell(sheet, count, column, value)
                widths[column] = max(widths[column], width(value))
        for column, letters in enumerate(widths):
            sheet.set_column(column, column, min(letters, WIDEST) + 2)
        sheet.autofilter(0, 0, count, len(heads) - 1)
    return count


def width(value) -> int:
    """How many letters wide a value stands in a cell; a Chinese one is as wide as two. A share is shown shortened."""
    text = f"{value:.7g}" if isinstance(value, float) else str(value if value is not None else "")
    return len(text) + sum(letter > "\u2e7f" for letter in text)


def write_cell(sheet, row: int, column: int, value) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value)
