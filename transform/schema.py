"""Every frame that passes between the rooms or lies in data/staged: columns, types, units, meaning, key.

A frame's description is a ``Table``; ``Table.empty()`` and ``Table.frame(rows)`` give polars frames of
exactly that shape, so that a batch without rows has the same columns as one with many.
"""

from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

AMOUNT = pl.Decimal(20, 6)


class Column(NamedTuple):
    name: str
    dtype: pl.DataType | type[pl.DataType]
    meaning: str


@dataclass(frozen=True)
class Table:
    """One frame: its name, its key and its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        return {column.name: column.dtype for column in self.columns}

    def frame(self, rows: list[dict]) -> pl.DataFrame:
        return pl.DataFrame(rows, schema=self.schema, orient="row")

    def empty(self) -> pl.DataFrame:
        return self.frame([])


ROW_READINGS = Table(
    "row_readings",
    ("sha256", "ordinal", "piece"),
    (
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("ordinal", pl.Int32, "which row of the document, in reading order"),
        Column("table", pl.String, "applications, review_litigation or article20"),
        Column("row_key", pl.String, "row of the form; null where the pieces run over all rows of the table in order"),
        Column("column_key", pl.String, "column of the form the piece stands in; null where fit leaves that open"),
        Column("fit", pl.String, "exact: each piece has its column · inferred: so it has, but which columns are blank "
               "only the rows around tell · short: fewer pieces than columns, in order · "
               "joined: the pieces run numbers together, in order"),
        Column("piece", pl.Int32, "position of the piece in its row"),
        Column("text", pl.String, "as printed; null where the file no longer holds the cell"),
        Column("unit", pl.String, "unit printed in the column's header, where one is"),
        Column("place", pl.String, "page, table, row and column, or line"),
    ),
)

FACTS = Table(
    "facts",
    ("sha256", "table", "row_key", "column_key"),
    (
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("edition", pl.String, "2019 or 2021: the form the document prints"),
        Column("table", pl.String, "applications, review_litigation or article20"),
        Column("row_key", pl.String, "row of the form"),
        Column("column_key", pl.String, "column of the form"),
        Column("value", AMOUNT, "the printed number, in the printed unit; null unless status is reported"),
        Column("raw_text", pl.String, "what is printed there"),
        Column("unit", pl.String, "unit printed in the cell, else in the header, else that of the form"),
        Column("status", pl.String, "reported · blank · absent (no such row printed) · missing (the file lost it) · "
               "ambiguous (several readings) · unreadable (no number in it)"),
        Column("proof", pl.String, "proven · unproven · contradicted"),
        Column("implied_value", AMOUNT, "what the identities force, where they force one"),
        Column("candidates", pl.String, "the possible values of an ambiguous cell, separated by |"),
        Column("place", pl.String, "where it was read"),
    ),
)

IDENTITY_CHECKS = Table(
    "identity_checks",
    ("sha256", "identity"),
    (
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("identity", pl.String, "name of the identity, as in data/forms/identities.csv"),
        Column("table", pl.String, "the table it runs over"),
        Column("left_value", AMOUNT, "sum of the terms with positive sign"),
        Column("right_value", AMOUNT, "sum of the terms with negative sign"),
        Column("result", pl.String, "holds · fails · open (a cell it needs is not known)"),
        Column("sentence", pl.String, "the identity in words a clerk understands, with the printed figures"),
    ),
)

FINDINGS = Table(
    "findings",
    ("sha256", "ordinal"),
    (
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("ordinal", pl.Int32, "number of the finding within the document"),
        Column("stage", pl.String, "extract, match, proof, places, year"),
        Column("kind", pl.String, "a short word: leftover, mismatch, explanation, form_of_other_year, …"),
        Column("table", pl.String, "statutory table, where it concerns one"),
        Column("row_key", pl.String, "row of the form, where it concerns one"),
        Column("column_key", pl.String, "column of the form, where it concerns one"),
        Column("text", pl.String, "what was found, in words; for a leftover the text itself"),
        Column("place", pl.String, "where"),
    ),
)

DOCUMENTS = Table(
    "documents",
    ("sha256",),
    (
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("format", pl.String, "text, html, pdf, docx, doc, rtf, zip/…, image, unknown: told from the bytes"),
        Column("reader", pl.String, "which reader gave the content"),
        Column("kind", pl.String, "report, or what else it is: interpretation, guide, notice, …"),
        Column("outcome", pl.String, "read (its facts are there) or set_aside"),
        Column("reason", pl.String, "why it was set aside, or what is undecided about it"),
        Column("remedy", pl.String, "what a person can do about it"),
        Column("edition", pl.String, "2019 or 2021: the form the document prints"),
        Column("title", pl.String, "the title as printed, joined to one line"),
        Column("agency_name", pl.String, "official name where resolved, else as printed"),
        Column("agency_key", pl.String, "stable key of the agency; null where undecided"),
        Column("agency_level", pl.String, "province, prefecture, county, township or department"),
        Column("region_code", pl.String, "nine digits township, six county, four, two; null where undecided"),
        Column("report_year", pl.Int32, "null where undecided"),
        Column("published_on", pl.Date, "the day on which the page says it was published; null where it says none"),
        Column("candidates", pl.String, "the possible regions where undecided, separated by |"),
        Column("evidence", pl.String, "the clues that decided, JSON"),
        Column("cells", pl.Int32, "cells the form asks for"),
        Column("cells_reported", pl.Int32, "cells with a number"),
        Column("cells_proven", pl.Int32, "cells proven by an identity"),
        Column("identities_failed", pl.Int32, "identities that fail"),
        Column("leftovers", pl.Int32, "texts inside statutory tables that found no address"),
        Column("code_version", pl.String, "version of the code that read it"),
        Column("read_at", pl.Datetime("us", "UTC"), "when it was read"),
    ),
)

ARRIVALS = Table(
    "arrivals",
    ("source_file", "sha256"),
    (
        Column("source_file", pl.String, "path below the folder given, or address; a member of an archive after !"),
        Column("sha256", pl.String, "the document's bytes, by hash"),
        Column("source", pl.String, "which line of sources.csv or which path brought it"),
        Column("url", pl.String, "address it was fetched from, where it was"),
        Column("led_from", pl.String, "the page or archive that led to it"),
        Column("size", pl.Int64, "bytes"),
        Column("first_seen_at", pl.Datetime("us", "UTC"), "when these bytes were first seen under this name"),
        Column("last_seen_at", pl.Datetime("us", "UTC"), "when they were last seen there"),
        Column("gone_at", pl.Datetime("us", "UTC"), "when the place stopped giving these bytes; null while it does"),
        Column("reason", pl.String, "why the bytes were refused, where they were; then nothing was read"),
        Column("remedy", pl.String, "what a person can do about that"),
    ),
)

STAGED = (FACTS, IDENTITY_CHECKS, FINDINGS, DOCUMENTS)
