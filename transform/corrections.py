"""Corrections: lines a person wrote, each guarded by the value it found in print."""

from decimal import Decimal, InvalidOperation

import polars as pl

from transform.schema import AMOUNT, Column, Table

STATUSES = ("open", "reported", "acknowledged", "fixed upstream")

CORRECTIONS = Table(
    "corrections",
    ("line_number",),
    (
        Column("line_number", pl.Int32, "line of data/corrections.csv, the head being line 1"),
        Column("agency_key", pl.String, "whose report"),
        Column("report_year", pl.Int32, "of which year"),
        Column("form_table", pl.String, "applications, review_litigation or article20"),
        Column("row_key", pl.String, "row of the form"),
        Column("column_key", pl.String, "column of the form"),
        Column("value_was", AMOUNT, "the value found in print, the guard; null where none was printed"),
        Column("value_now", AMOUNT, "the value that counts while the guard holds"),
        Column("reason", pl.String, "why it is wrong"),
        Column("source", pl.String, "where the right value is known from"),
        Column("status", pl.String, "open, reported, acknowledged or fixed upstream"),
        Column("problem", pl.String, "what is wrong with the line itself; null where nothing is"),
    ),
)


def from_rows(rows: list[dict[str, str]]) -> pl.DataFrame:
    """The rows of corrections.csv (texts by heading) as a CORRECTIONS frame, every line kept.

    A line that cannot be applied as written keeps its place with ``problem`` set. Lines after the first
    for the same cell are such lines too: two corrections of one cell cannot both stand.
    """
    seen: set[tuple] = set()
    out = []
    for number, row in enumerate(rows, start=2):
        line = line_to_correction(number, row)
        address = tuple(line[name] for name in ("agency_key", "report_year", "form_table", "row_key", "column_key"))
        if line["problem"] is None and address in seen:
            line["problem"] = "an earlier line corrects the same cell"
        seen.add(address)
        out.append(line)
    return CORRECTIONS.frame(out)


def line_to_correction(number: int, row: dict[str, str]) -> dict:
    """One line, typed, with its first problem in words."""
    problems: list[str] = []
    text = {name: (value or "").strip() for name, value in row.items() if name}
    line = {
        "line_number": number,
        "agency_key": text.get("agency_key") or None,
        "report_year": number_or_problem(text, "report_year", problems),
        "form_table": text.get("table"),
        "row_key": text.get("row_key"),
        "column_key": text.get("column_key"),
        "value_was": number_or_problem(text, "was", problems),
        "value_now": number_or_problem(text, "now", problems),
        "reason": text.get("reason"),
        "source": text.get("source"),
        "status": text.get("status"),
    }
    problems += [f"{name} is empty" for name in ("agency_key", "report_year", "reason", "source") if not text.get(name)]
    if line["status"] not in STATUSES:
        problems.append(f"status {line['status']!r} is none of {', '.join(STATUSES)}")
    if line["value_was"] == line["value_now"]:
        problems.append("the old and the new value are the same")
    return line | {"problem": problems[0] if problems else None}


def number_or_problem(text: dict[str, str], name: str, problems: list[str]) -> Decimal | int | None:
    """The number under a heading; None for an empty field; a text that is no number is noted."""
    written = text.get(name, "")
    if not written:
        return None
    try:
        number = int(written) if name == "report_year" else Decimal(written)
    except (ValueError, InvalidOperation):
        number = None
    if number is None or not Decimal(number).is_finite():
        problems.append(f"{name} {written!r} is no number")
        return None
    return number
