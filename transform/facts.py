"""Readings of a batch of documents into facts, identity checks and findings.

Frames at the border, one document after another inside; what a document says is decided in ``verdict``.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count
from typing import NamedTuple

import polars as pl

from transform import hearing, numbers, printings, schema, sentences
from transform import identities as form
from transform.orders import Printed
from transform.readings import Piece
from transform.verdict import Verdict

MISTAKES = 5  # sums an author breaks at most; real reports met break one to four


class Facts(NamedTuple):
    """Frames as ``schema.FACTS``, ``schema.IDENTITY_CHECKS`` and ``schema.FINDINGS``."""

    facts: pl.DataFrame
    identity_checks: pl.DataFrame
    findings: pl.DataFrame


def from_readings(
    row_readings: pl.DataFrame,
    editions: Mapping[str, str],
    form_cells: pl.DataFrame,
    identities: pl.DataFrame,
    vocabulary: numbers.Vocabulary,
    second: pl.DataFrame | None = None,
) -> Facts:
    """Numbers, statuses and proofs of every cell of every document.

    ``row_readings`` and ``second`` (a second, independent reading of some of the documents) as
    ``schema.ROW_READINGS``; ``editions`` names each document's edition by hash; ``form_cells`` holds form-*.csv with
    a column ``edition``; ``identities`` is identities.csv. A document without any reading has all its cells missing;
    one whose edition is unknown has no facts.
    """
    known = form.load(identities, form_cells)
    first, other = printed_rows(row_readings), printed_rows(second) if second is not None else {}
    facts: list[tuple] = []
    checks: list[tuple] = []
    findings: list[tuple] = []
    for sha256, name in editions.items():
        if name not in known:
            continue
        rows, strays = printings.assembled(known[name], first.get(sha256, []), vocabulary)
        again, _ = printings.assembled(known[name], other.get(sha256, []), vocabulary)
        found = hearing.heard(known[name], rows, again)
        facts += fact_rows(sha256, found)
        checks += check_rows(sha256, found)
        findings += numbered(sha256, [*stray_findings(strays), *finding_rows(found)])
    return Facts(framed(schema.FACTS, facts), framed(schema.IDENTITY_CHECKS, checks), framed(schema.FINDINGS, findings))


def doubted(proved: Facts, spaced: list[str]) -> pl.DataFrame:
    """The facts, with all figures and blanks without proof ambiguous in the tables that fail of documents whose
    figures were cut at blanks and fail often.

    An author's mistake breaks a sum or two; where many fail in such a text, the cutting is at fault, not the author,
    and a row that adds up among them, such as 7 0 0 0 0 0 7, may do so in other columns than its own.
    """
    failing = proved.identity_checks.filter((pl.col("result") == "fails") & pl.col("sha256").is_in(spaced))
    often = pl.len().over("sha256") > MISTAKES
    broken = failing.filter(often).select("sha256", "table", broken=True).unique()
    said = pl.col("status").is_in(["reported", "blank"]) & (pl.col("proof") != "proven")
    doubtful = said & pl.col("broken").fill_null(False)
    return proved.facts.join(broken, on=["sha256", "table"], how="left", maintain_order="left").with_columns(
        candidates=pl.when(doubtful).then(pl.coalesce(pl.col("value").cast(pl.String), pl.col("status")))
        .otherwise("candidates"),
        value=pl.when(~doubtful).then("value"),
        status=pl.when(doubtful).then(pl.lit("ambiguous")).otherwise("status"),
    ).select(proved.facts.columns)


def framed(table: schema.Table, rows: list[tuple]) -> pl.DataFrame:
    """Rows of values in the order of the table's columns."""
    columns = zip(*rows, strict=True) if rows else [[]] * len(table.columns)
    return pl.DataFrame([
        pl.Series(column.name, values, dtype=column.dtype)
        for column, values in zip(table.columns, columns, strict=True)
    ])


def printed_rows(row_readings: pl.DataFrame) -> dict[str, list[Printed]]:
    """The printed rows of each document in reading order."""
    documents: dict[str, dict[tuple, Printed]] = {}
    columns = ("sha256", "ordinal", "table", "row_key", "column_key", "fit", "text", "unit", "place")
    for sha256, ordinal, table, row_key, column_key, fit, text, unit, place in (
        row_readings.sort("sha256", "ordinal", "piece").select(columns).iter_rows()
    ):
        rows = documents.setdefault(sha256, {})
        row = rows.setdefault((ordinal, table, row_key, fit), Printed(table, row_key, fit, []))
        row.pieces.append(Piece(row_key, column_key, text, unit, place))
    return {sha256: list(rows.values()) for sha256, rows in documents.items()}


def fact_rows(sha256: str, found: Verdict) -> Iterator[tuple]:
    """One row per cell of the form, and per cell of a group that is printed as one row."""
    edition = found.edition
    for cell, (address, said) in enumerate(zip(edition.cells, found.said, strict=True)):
        if cell >= edition.form_size and (address.table, address.row_key) not in found.rows:
            continue
        reading = said.reading
        unit = reading.unit or edition.labels[address][2]
        yield (
            sha256, edition.name, *address, decimal(reading.value) if said.status == "reported" else None, reading.text,
            unit if unit != "as printed" else None, said.status, found.proofs[cell], decimal(found.implied.get(cell)),
            said.candidates, reading.place,
        )


def check_rows(sha256: str, found: Verdict) -> Iterator[tuple]:
    """One row per identity in which some printed cell takes part."""
    matrix = found.edition.matrix
    for identity, result in enumerate(found.results):
        if result is None:
            continue
        row = matrix[identity]
        left, right = (int(found.sheet.values[(row == sign) & found.sheet.printed].sum()) for sign in (1, -1))
        known = found.sheet.printed[row != 0].any()
        yield (
            sha256, found.edition.identities[identity], found.edition.tables[identity],
            Decimal(left) if known else None, Decimal(right) if known else None, result,
            sentences.of_identity(found, identity),
        )


def finding_rows(found: Verdict) -> Iterator[tuple]:
    """What a person should know: broken identities and what would mend them, cells that could not be read or decided.

    As (kind, table, row_key, column_key, text, place).
    """
    edition = found.edition
    for identity, result in enumerate(found.results):
        if result == "fails":
            kind = "agency_mismatch" if identity in found.agreed else "mismatch"
            yield kind, edition.tables[identity], None, None, sentences.of_identity(found, identity), None
    for component, explanations in found.explanations:
        table = edition.tables[component[0]]
        if not explanations:
            yield "explanation", table, None, None, "no change of up to three cells was found that mends it", None
        for number, values in enumerate(explanations, 1):
            only = len(explanations) == 1
            head = "the fewest cells that mend it" if only else "one of several equally small ways to mend it"
            cell = edition.cells[next(iter(values))] if only and len(values) == 1 else None
            yield ("explanation", table, cell and cell.row_key, cell and cell.column_key,
                   f"{head} ({number}): {sentences.of_explanation(found, values)}", None)
    for row in found.undecided:
        address = edition.cells[row.cells[0]]
        yield ("undecided", address.table, address.row_key, None,
               f"no way to read this row adds up, or too many to count out: {row.text or ''}", row.places)
    for cell, said in enumerate(found.said):
        if said.status == "unreadable" or (said.status == "reported" and said.reading.note):
            kind = "unreadable" if said.status == "unreadable" else "note"
            yield kind, *edition.cells[cell], f"{said.reading.text} ({said.reading.note})", said.reading.place
        elif said.status == "ambiguous":
            text = f"{said.reading.text or ''} ({said.candidates or 'no number can be told'})"
            yield "ambiguous", *edition.cells[cell], text, said.reading.place


def stray_findings(strays: list[Piece]) -> Iterator[tuple]:
    """Pieces whose address this edition of the form does not have."""
    for piece in strays:
        if piece.text:
            yield "leftover", None, piece.row_key, piece.column_key, piece.text, piece.place


def numbered(sha256: str, findings: list[tuple]) -> Iterator[tuple]:
    """Findings as rows of ``schema.FINDINGS``."""
    for ordinal, (kind, table, row_key, column_key, text, place) in zip(count(), findings, strict=False):
        yield sha256, ordinal, "proof", kind, table, row_key, column_key, text, place


def decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
