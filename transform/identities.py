"""The identities of the form as a matrix: one row per identity, one column per cell, entries +1, -1 or 0.

Everything that proves, locates or refills works from this matrix alone; another form is another set of rows in
data/forms.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl


class Address(NamedTuple):
    table: str
    row_key: str
    column_key: str


@dataclass(frozen=True)
class Edition:
    """One edition's cells and identities.

    ``cells`` holds first the cells of the form in printed order, then those that identities name but the form
    does not print by itself (a group printed as one row). ``labels`` gives row label, column label and unit.
    ``identities``, their ``tables`` and the ``titles`` a clerk knows these by are the rows of ``matrix``.
    """

    name: str
    cells: list[Address]
    form_size: int
    labels: dict[Address, tuple[str, str, str]]
    identities: list[str]
    tables: list[str]
    titles: list[str]
    matrix: np.ndarray

    @cached_property
    def position(self) -> dict[Address, int]:
        return {address: index for index, address in enumerate(self.cells)}

    @cached_property
    def rows(self) -> dict[tuple[str, str], list[int]]:
        """(table, row_key) → its cells in column order; rows of the form first, in printed order."""
        rows: dict[tuple[str, str], list[int]] = {}
        for index, cell in enumerate(self.cells):
            rows.setdefault((cell.table, cell.row_key), []).append(index)
        return rows

    @cached_property
    def lines(self) -> list[np.ndarray]:
        """Every row and every column of the tables under identities, as the cells of the form in it."""
        lines: dict[tuple[str, str, str], list[int]] = {}
        for index in np.flatnonzero(self.counted[: self.form_size]).tolist():
            cell = self.cells[index]
            lines.setdefault((cell.table, "row", cell.row_key), []).append(index)
            lines.setdefault((cell.table, "column", cell.column_key), []).append(index)
        return [np.array(line) for line in lines.values()]

    @cached_property
    def parts(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Rows the form does not print by itself → the rows of the form that stand in their place."""
        own = {(cell.table, cell.row_key) for cell in self.cells[: self.form_size]}
        return {
            (table, row): [(other, key) for other, key in own if other == table and key.startswith(row + ".")]
            for table, row in self.rows
            if (table, row) not in own
        }

    @cached_property
    def counted(self) -> np.ndarray:
        """Which cells stand in an identity: whole numbers not below zero."""
        return (self.matrix != 0).any(axis=0)

    @cached_property
    def sums(self) -> np.ndarray:
        """Which cells are the only term on their side of some identity, that is, totals of others."""
        lone = np.zeros(len(self.cells), dtype=bool)
        for row in self.matrix:
            for sign in (1, -1):
                side = np.flatnonzero(row == sign)
                if len(side) == 1:
                    lone[side] = True
        return lone

    @cached_property
    def within_rows(self) -> np.ndarray:
        """Which identities lie wholly within one row of the form."""
        return np.array([
            len({(self.cells[cell].table, self.cells[cell].row_key) for cell in np.flatnonzero(terms)}) == 1
            for terms in self.matrix
        ], dtype=bool)

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many cells each identity has."""
        return np.count_nonzero(self.matrix, axis=1)

    @cached_property
    def across(self) -> np.ndarray:
        """Which cells stand in an identity that goes beyond their own row."""
        return self.matrix[~self.within_rows].any(axis=0)

    @cached_property
    def components(self) -> list[np.ndarray]:
        """Identities linked by common cells, as index arrays; each component stands or falls by itself."""
        linked = (self.matrix != 0).astype(np.int64)
        linked = linked @ linked.T > 0
        for _ in range(len(linked).bit_length()):
            linked = linked.astype(np.int64) @ linked.astype(np.int64) > 0
        return [np.flatnonzero(row) for row in np.unique(linked, axis=0)[::-1]]


def load(identities: pl.DataFrame, form_cells: pl.DataFrame) -> dict[str, Edition]:
    """The editions from identities.csv and the form-*.csv files (with a column ``edition``), by name."""
    terms = identities.with_columns(pl.col("sign").cast(pl.Int64), pl.col("edition").cast(pl.String))
    cells = form_cells.with_columns(pl.col("edition").cast(pl.String))
    return {
        name: edition(name, cells.filter(pl.col("edition") == name), terms.filter(pl.col("edition") == name))
        for name in cells["edition"].unique(maintain_order=True)
    }


def edition(name: str, cells: pl.DataFrame, terms: pl.DataFrame) -> Edition:
    """One edition from its own rows."""
    labels = {
        Address(row["table"], row["row_key"], row["column_key"]): (row["row_label"], row["column_label"], row["unit"])
        for row in cells.iter_rows(named=True)
    }
    form_size = len(labels)
    columns = {(address.table, address.column_key): words for address, words in labels.items()}
    for row in terms.iter_rows(named=True):
        address = Address(row["table"], row["row_key"], row["column_key"])
        if address not in labels:
            part = next(other for other in labels if other.row_key.startswith(address.row_key + "."))
            _, column_label, unit = columns[address.table, address.column_key]
            labels[address] = (labels[part][0].rsplit("/", 1)[0], column_label, unit)
    position = {address: index for index, address in enumerate(labels)}
    names = terms.select("identity", "table", "title").unique(maintain_order=True)
    matrix = np.zeros((len(names), len(labels)), dtype=np.int64)
    rank = {identity: index for index, identity in enumerate(names["identity"])}
    for identity, table, row_key, column_key, sign in terms.select(
        "identity", "table", "row_key", "column_key", "sign"
    ).iter_rows():
        matrix[rank[identity], position[Address(table, row_key, column_key)]] = sign
    described = [names[column].to_list() for column in ("identity", "table", "title")]
    return Edition(name, list(labels), form_size, labels, *described, matrix)
