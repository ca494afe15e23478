"""What each cell says: its status and the reading behind it, those of rows that are not printed included."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from transform import proof, readings
from transform.identities import Edition
from transform.readings import Option, Reading, Row, Rows

STATUSES = {"number": "reported", "blank": "blank", "lost": "missing", "unreadable": "unreadable"}


class Said(NamedTuple):
    """What a cell says in the end: its status, the reading behind it, and what else it may say."""

    status: str
    reading: Reading
    candidates: str | None = None


def merged_cells(left: Iterable[tuple[Row, list[Option]]]) -> dict[int, Said]:
    """What each printed cell says when these options are left of each row."""
    said: dict[int, Said] = {}
    for row, options in left:
        if len(options) == 1:
            said |= {cell: Said(STATUSES[reading.kind], reading) for cell, reading in options[0].items()}
            continue
        for cell in row.cells:
            apart = {id(option[cell]): option[cell] for option in options}
            ways = {reading.says: reading for reading in apart.values()}
            if len(ways) == 1:
                reading = next(iter(ways.values()))
                said[cell] = Said(STATUSES[reading.kind], reading)
            else:
                texts, places = ([getattr(way, part) or "" for way in ways.values()] for part in ("text", "place"))
                text = row.text if row.text is not None else " | ".join(dict.fromkeys(texts)) if ways else None
                place = row.places or " | ".join(dict.fromkeys(places)) or None
                said[cell] = Said("ambiguous", Reading("ambiguous", None, text, place), candidates(ways))
    return said


def candidates(ways: Iterable[tuple]) -> str | None:
    """The possible numbers in order, then ``blank`` where that is possible, separated by |."""
    values = sorted(value for kind, value in ways if kind == "number")
    blank = ["blank"] if any(kind == "blank" for kind, _ in ways) else []
    return "|".join([*(format(value, "f") if not isinstance(value, int) else str(value) for value in values), *blank]) \
        or None


def left_out(edition: Edition, rows: Rows) -> dict[tuple[str, str], str]:
    """The rows of the form that were not found: absent where printed rows stand on both sides, else missing.

    Rows in whose place their group is printed as one row are absent.
    """
    order: dict[str, list[tuple[str, str]]] = {}
    for table, row_key in {(cell.table, cell.row_key): None for cell in edition.cells[: edition.form_size]}:
        order.setdefault(table, []).append((table, row_key))
    grouped = {part: group for group, parts in edition.parts.items() if group in rows for part in parts}
    found: dict[tuple[str, str], str] = {}
    for table, keys in order.items():
        if (table, None) in rows:
            continue
        present = [index for index, key in enumerate(keys) if key in rows or key in grouped]
        for index, key in enumerate(keys):
            if key not in rows:
                within = bool(present) and present[0] < index < present[-1]
                found[key] = "absent" if within or key in grouped else "missing"
    return found


def complete(edition: Edition, said: dict[int, Said], unprinted: Mapping[tuple[str, str], str]) -> list[Said]:
    """What every cell of the edition says, those of rows not found included."""
    return [
        said.get(cell) or Said(unprinted.get((address.table, address.row_key), "absent"), readings.LOST)
        for cell, address in enumerate(edition.cells)
    ]


def sheet_of(edition: Edition, said: list[Said], rows: Rows) -> proof.Sheet:
    """The cells as the identities see them; see ``proof`` for what each state means."""
    statuses = np.array([one.status for one in said])
    counted = edition.counted
    values = np.array([
        one.reading.value if one.status == "reported" and counted[cell] else 0 for cell, one in enumerate(said)
    ], dtype=np.int64)
    blank = (statuses == "blank") & counted
    state = np.full(len(said), proof.UNKNOWN)
    state[(statuses == "reported") | (statuses == "blank")] = proof.FIXED
    state[(statuses == "absent") | (blank & edition.sums)] = proof.OPTIONAL
    for line in edition.lines:
        seen = line[statuses[line] != "absent"]
        if len(seen) and blank[seen].all():
            state[seen] = proof.OPTIONAL
    for group, parts in edition.parts.items():
        instead = group in rows and not any(part in rows for part in parts)
        for key in parts if instead else [group]:
            state[edition.rows[key]] = proof.OUT
    return proof.Sheet(values, state, (statuses == "reported") & counted)
