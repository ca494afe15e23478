"""An export as a file: CSV, or a workbook whose second sheet says what the columns hold."""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from flows import export_words, phrases

SHEET_ROWS = 1_048_575  # what a sheet holds below its heading
A4 = 9  # as workbooks number sizes of paper
WIDEST = 60  # of a column of a workbook, in letters
PACKED_ON = datetime.datetime(2020, 1, 1)  # written into every workbook, so that bytes do not depend on the clock


@dataclass(frozen=True)
class Sheet:
    """An export under way: its columns with their headings and rows, and what was ``chosen``, the release first."""

    name: str
    language: str
    columns: list[str]
    kinds: list[str]
    heads: list[str]
    rows: Iterator[list]
    chosen: list


def write_csv(path: Path, sheet: Sheet) -> int:
    """CSV as Excel opens it right: UTF-8 with a byte-order mark, lines ended by CR LF."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(sheet.heads)
        for row in sheet.rows:
            writer.writerow([f"{value:f}" if isinstance(value, Decimal) else value for value in row])
            count += 1
    return count


def write_xlsx(path: Path, sheet: Sheet) -> int:
    """A workbook: the rows, and on a second sheet what they are; codes and texts stay texts, numbers numbers."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": PACKED_ON})
        count = add_rows(book, export_words.about(sheet.name)[sheet.language], sheet)
        write_notes(book, sheet, book.add_format({"bold": True}))
    return count


def add_rows(book: xlsxwriter.Workbook, name: str, sheet: Sheet) -> int:
    """Add the rows to a workbook under ``name``, headed and filtered; return how many."""
    count = 0
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    print_on_a4(page)
    head, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
    forms = [percent if is_share(*column) else None for column in zip(sheet.columns, sheet.kinds, strict=True)]
    page.write_row(0, 0, sheet.heads, head)
    widths = [width(text) for text in sheet.heads]
    for count, row in enumerate(sheet.rows, start=1):
        if count > SHEET_ROWS:
            raise ValueError(f"more than {SHEET_ROWS} rows do not fit a sheet: choose a region or year, or CSV")
        for column, value in enumerate(row):
            write_cell(page, count, column, value, forms[column])
            widths[column] = max(widths[column], width(value))
    set_widths(page, widths)
    page.autofilter(0, 0, count, len(sheet.heads) - 1)
    return count


def print_on_a4(page) -> None:
    """Lists print across the sheet, as wide as it is, their headings on every page."""
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def write_notes(book: xlsxwriter.Workbook, sheet: Sheet, head) -> None:
    """What a row is and what to beware of, which release and what of it, and what each column holds."""
    say = phrases.words(sheet.language)
    page = book.add_worksheet(say["notes_sheet"])
    about = [export_words.about(sheet.name)[f"note_{sheet.language}"],
             say["notes_chosen"].format(release=sheet.chosen[0], chosen=" ".join(map(str, sheet.chosen[1:])) or "–"),
             say["notes_empty"]]
    for number, line in enumerate(about):
        page.write_string(number, 0, line)
    page.write_row(len(about) + 1, 0, [say["notes_column"], say["notes_meaning"]], head)
    for number, (column, text) in enumerate(zip(sheet.columns, sheet.heads, strict=True), start=len(about) + 2):
        page.write_row(number, 0, [text, export_words.meaning(column, sheet.language)])
    set_widths(page, [max(map(width, sheet.heads)), WIDEST])


def set_widths(page, widths: list[int]) -> None:
    for column, letters in enumerate(widths):
        page.set_column(column, column, min(letters, WIDEST) + 2)


def is_share(column: str, kind: str) -> bool:
    """Whether a column holds shares of 1; the values of indicators are shares and counts one below the other."""
    return kind == "DOUBLE" and not column.startswith("value")


def width(value) -> int:
    """How many letters wide a value stands in a cell; a Chinese one is as wide as two. A share is shown shortened."""
    text = f"{value:.7g}" if isinstance(value, float) else str(value if value is not None else "")
    return len(text) + sum(letter > "\u2e7f" for letter in text)


def write_cell(page, row: int, column: int, value, form=None) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value)
    else:
        page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, form)


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx}
