"""A statutory form as a sheet for A4: labels and merged headings as on paper, the figures in their places."""

import math
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from flows import export, export_files, form_layout, phrases
from flows.home import project_data, table_rows

UNIT_WIDTH = 6.5  # of a column of the sheet, in letters
LINE_HEIGHT = 15  # of a line of text, in points
FILLS = {"contradicted": "#F8CBAD", "unknown": "#FFE699", "blank": "#FFF2CC", "corrected": "#DDEBF7"}
LOOKS = {"title": {"bold": True, "font_size": 12},
         "head": {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
         "label": {"border": 1, "valign": "vcenter", "text_wrap": True},
         "figure": {"border": 1, "align": "center", "valign": "vcenter"},
         "name": {"bold": True, "font_size": 14, "align": "center"},
         "line": {"text_wrap": True, "valign": "top", "font_size": 9}}


@dataclass(frozen=True)
class Figure:
    """What stands in a cell: the number, money in yuan, or None; and ``marks``, the keys of FILLS."""

    value: Decimal | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One sheet: its name, the edition of the form, the lines above it, its figures by address."""

    name: str
    edition: str
    title: str
    lines: list[str]
    figures: dict[tuple[str, str, str], Figure]


def add(book: xlsxwriter.Workbook, form: Form, language: str) -> None:
    """Add the form to a workbook as a sheet that prints on one page of A4."""
    layout, page, say = form_layout.of(form.edition), book.add_worksheet(form.name), phrases.words(language)
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    page.set_paper(export_files.A4)
    page.fit_to_pages(1, 1)
    page.set_margins(0.5, 0.5, 0.5, 0.6)
    page.center_horizontally()
    page.hide_gridlines(2)
    merge(page, form_layout.Box(0, 0, 1, layout.width, form.title, "name"), 0, looks["name"])
    page.set_row(0, LINE_HEIGHT * 1.6)
    write_lines(page, 1, form.lines, layout.width, looks["line"])
    top = len(form.lines) + 2
    for box in layout.boxes:
        merge(page, box, top, looks[box.kind])
    wide = [write_figure(book, page, slot, top, form.figures.get(slot.address)) for slot in layout.slots]
    unit = max(UNIT_WIDTH, *wide)
    page.set_column(0, layout.width - 1, unit)
    for row, lines in lines_of_rows(layout, unit).items():
        page.set_row(top + row, LINE_HEIGHT * lines)
    used = {mark for figure in form.figures.values() for mark in figure.marks}
    legend = [f"{say[f'mark.{mark}']}  {say[f'mark_says.{mark}']}" for mark in FILLS if mark in used]
    write_lines(page, top + layout.height + 1, legend, layout.width, looks["line"])


def merge(page, box: form_layout.Box, top: int, look) -> None:
    """Write a text over all the cells it covers."""
    row, last, right = top + box.row, top + box.row + box.height - 1, box.column + box.width - 1
    if (row, box.column) == (last, right):
        page.write_string(row, box.column, box.text, look)
    else:
        page.merge_range(row, box.column, last, right, "", look)
        page.write_string(row, box.column, box.text, look)


def write_lines(page, row: int, lines: list[str], width: int, look) -> None:
    for number, line in enumerate(lines, start=row):
        merge(page, form_layout.Box(number, 0, 1, width, line, "line"), 0, look)
        page.set_row(number, LINE_HEIGHT * lines_of(line, UNIT_WIDTH * width * 1.1))


def write_figure(book, page, slot: form_layout.Slot, top: int, figure: Figure | None) -> float:
    """Write a figure in the unit of the form, its marks behind it; return the width its columns need, in letters.

    The marks are part of the number's format, so that it stays a number; where there is none they stand alone.
    """
    figure = figure or Figure(None, ())
    say = phrases.words("zh")
    marks = "".join(say[f"mark.{mark}"] for mark in FILLS if mark in figure.marks)
    look = LOOKS["figure"] | ({"bg_color": fill_of(figure)} if figure.marks else {})
    number, unit = in_unit_of(slot.cell, figure.value)
    places = max(0, -number.as_tuple().exponent) if number is not None else 0
    shape = "0" + ("." + "0" * places if places else "") + "".join(f'"{text}"' for text in (unit, marks) if text)
    form = book.add_format(look | {"num_format": shape})
    right = slot.column + slot.width - 1
    if slot.width > 1:
        page.merge_range(top + slot.row, slot.column, top + slot.row, right, "", form)
    if number is None:
        page.write_string(top + slot.row, slot.column, marks, form)
    else:
        page.write_number(top + slot.row, slot.column, float(number), form)
    shown = f"{number}{unit}{marks}" if number is not None else marks
    return (export_files.width(shown) + 1) / slot.width


def fill_of(figure: Figure) -> str:
    return next(fill for mark, fill in FILLS.items() if mark in figure.marks)


def in_unit_of(cell: dict[str, str], value: Decimal | None) -> tuple[Decimal | None, str]:
    """The value in the unit of the form, without needless zeros, and the unit to be said where the form names none."""
    money = {row["unit"]: Decimal(row["yuan"]) for row in table_rows(project_data() / "units.csv") if row["yuan"]}
    counts = {row["unit"] for row in table_rows(project_data() / "units.csv") if not row["yuan"]}
    if value is None:
        return None, ""
    number = Decimal(export.plain(Decimal(value) / money.get(cell["unit"], 1)))
    said = "" if cell["unit"] in money or cell["unit"] in counts else next(unit for unit in money if money[unit] == 1)
    return number, said


def lines_of_rows(layout: form_layout.Layout, unit: float) -> dict[int, int]:
    """How many lines of text each row must hold for its labels."""
    need: dict[int, int] = {}
    for box in layout.boxes:
        lines = math.ceil(lines_of(box.text, unit * box.width) / box.height)
        for row in range(box.row, box.row + box.height):
            need[row] = max(need.get(row, 1), lines)
    return need


def lines_of(text: str, letters: float) -> int:
    return math.ceil(export_files.width(text) / letters)
