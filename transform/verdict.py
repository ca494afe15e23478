"""One document: its printed rows in, what each cell of the form says and how far it is proved out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from transform import choose, explain, numbers, proof, readings
from transform.identities import Edition
from transform.readings import Piece, Reading, Row

KINDS = {"number": "reported", "blank": "blank", "lost": "missing", "unreadable": "unreadable"}


class Printed(NamedTuple):
    """One printed row: its table, its row of the form (None: the pieces run over all rows), its fit and pieces."""

    table: str
    row_key: str | None
    fit: str
    pieces: list[Piece]


class Said(NamedTuple):
    """What a cell says in the end: its status, the reading behind it, and what else it may say."""

    status: str
    reading: Reading
    candidates: str | None = None


@dataclass
class Verdict:
    """One document's cells and identities, in the order of the edition's; ``rows`` are its printed rows."""

    edition: Edition
    rows: dict[tuple[str, str | None], Row]
    said: list[Said]
    undecided: list[Row]
    sheet: proof.Sheet
    results: list[str | None]
    proofs: list[str]
    implied: dict[int, int]
    explanations: list[tuple[np.ndarray, list[dict[int, int]]]] = field(default_factory=list)
    agreed: set[int] = field(default_factory=set)  # failing identities that a second way of reading shows as well

    @property
    def doubtful(self) -> set[int]:
        """Cells that a second way of reading might settle."""
        return {
            cell for cell, said in enumerate(self.said)
            if self.proofs[cell] == "contradicted" or said.status in ("ambiguous", "missing", "absent", "unreadable")
        }


def of(edition: Edition, rows: dict, second: dict | None = None) -> Verdict:
    """The verdict on the rows (from ``assembled``); where cells stay in doubt, those of a second reading are heard.

    Doubtful cells in which the two ways differ become options that the identities decide between. A failing identity
    whose cells both ways read alike is the agency's own.
    """
    first = judged(edition, rows)
    if not second or not first.doubtful:
        return first
    both = dict(rows)
    for key, row in second.items():
        if key in rows:
            both[key] = readings.crossed(rows[key], row, first.doubtful)
        elif not first.doubtful.isdisjoint(row.cells) and not overlapping(row, rows):
            both[key] = row
    final = judged(edition, both)
    final.agreed = {
        identity for identity, result in enumerate(final.results)
        if result == proof.FAILS and seen_alike(edition, identity, final, second)
    }
    return final


def overlapping(row: Row, rows: Mapping[tuple, Row]) -> bool:
    """Whether some of the row's cells stand in these rows under another key."""
    return any(set(row.cells).intersection(other.cells) for other in rows.values())


def seen_alike(edition: Edition, identity: int, verdict: Verdict, second: Mapping[tuple, Row]) -> bool:
    """Whether a second way of reading gives every cell of the identity just as the verdict has it."""
    other = {cell: reading for row in second.values() if len(row.options) == 1
             for cell, reading in row.options[0].items()}
    cells = [cell for cell in np.flatnonzero(edition.matrix[identity])
             if verdict.sheet.state[cell] != proof.OUT and verdict.said[cell].status in ("reported", "blank")]
    return all(cell in other and other[cell].says == verdict.said[cell].reading.says for cell in cells)


def assembled(edition: Edition, printed: Iterable[Printed], words: numbers.Vocabulary) -> tuple[dict, list[Piece]]:
    """Printed rows as options by row of the form, and the pieces whose address the edition does not know."""
    rows: dict[tuple[str, str | None], Row] = {}
    strays: list[Piece] = []
    for one in printed:
        if one.row_key is None:
            cells = [cell for cell in range(edition.form_size) if edition.cells[cell].table == one.table]
        else:
            cells = edition.rows.get((one.table, one.row_key), [])
        columns = {edition.cells[cell].column_key for cell in cells}
        known = [piece for piece in one.pieces if one.fit != "exact" or piece.column_key in columns]
        if not cells or not known:
            strays += one.pieces
            continue
        strays += [piece for piece in one.pieces if piece not in known]
        row = getattr(readings, one.fit)(edition, cells, known, words)
        key = (one.table, one.row_key)
        rows[key] = readings.merged(rows[key], row) if key in rows else row
    for table in [table for table, row_key in rows if row_key is None]:
        whole = rows[table, None]
        apart = [rows.pop(key) for key in list(rows) if key[0] == table and key[1] is not None]
        if apart and all(len(row.options) == 1 for row in apart):
            option = dict.fromkeys(whole.cells, readings.LOST)
            for row in apart:
                option |= {cell: reading for cell, reading in row.options[0].items() if cell in option}
            rows[table, None] = readings.merged(whole, Row(whole.cells, [option]))
    return rows, strays


def judged(edition: Edition, rows: dict[tuple[str, str | None], Row]) -> Verdict:
    """The verdict on these rows alone."""
    unprinted = left_out(edition, rows)
    ordered = list(rows.values())
    given = merged_cells([row.options[:1] if len(row.options) == 1 else [] for row in ordered], ordered)
    survivors, undecided = choose.decide(edition, ordered, sheet_of(edition, complete(edition, given, unprinted), rows))
    said = complete(edition, merged_cells(survivors, ordered), unprinted)
    sheet = sheet_of(edition, said, rows)
    results = proof.results(edition.matrix, edition.components, sheet)
    implied = proof.implied(edition.matrix, edition.components, sheet, results)
    proofs = proof.statuses(edition.matrix, results, implied, sheet)
    verdict = Verdict(edition, rows, said, [*undecided, *(row for row in ordered if not row.complete)], sheet, results,
                      proofs, implied)
    for component in edition.components:
        if any(results[identity] == proof.FAILS for identity in component):
            found = explain.explanations(edition.matrix[component], sheet)
            verdict.explanations.append((component, found))
            if len(found) == 1:
                implied |= found[0]
    return verdict


def merged_cells(survivors: list[list[dict]], rows: list[Row]) -> dict[int, Said]:
    """What each printed cell says when these options are left of each row."""
    said: dict[int, Said] = {}
    for row, options in zip(rows, survivors, strict=True):
        for cell in row.cells:
            ways = {option[cell].says: option[cell] for option in options}
            if len(ways) == 1:
                reading = next(iter(ways.values()))
                said[cell] = Said(KINDS[reading.kind], reading)
            else:
                text = row.text if row.text is not None else next((way.text for way in ways.values()), None)
                place = row.places or next((way.place for way in ways.values()), None)
                said[cell] = Said("ambiguous", Reading("ambiguous", None, text, place), candidates(ways))
    return said


def candidates(ways: Iterable[tuple]) -> str | None:
    """The possible numbers in order, then ``blank`` where that is possible, separated by |."""
    values = sorted(value for kind, value in ways if kind == "number")
    blank = ["blank"] if any(kind == "blank" for kind, _ in ways) else []
    return "|".join([*(format(value, "f") if not isinstance(value, int) else str(value) for value in values), *blank]) \
        or None


def left_out(edition: Edition, rows: Mapping[tuple[str, str | None], Row]) -> dict[tuple[str, str], str]:
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


def sheet_of(edition: Edition, said: list[Said], rows: Mapping[tuple[str, str | None], Row]) -> proof.Sheet:
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
