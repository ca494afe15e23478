"""One document: its printed rows in, what each cell of the form says and how far it is proved out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import NamedTuple

import numpy as np

from transform import choose, doubt, explain, numbers, proof, readings
from transform.identities import Edition
from transform.readings import Option, Piece, Reading, Row

Rows = dict[tuple[str, str | None], Row]  # (table, row of the form; None: the whole table) → its options
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
    rows: Rows
    said: list[Said]
    sheet: proof.Sheet
    results: list[str | None]
    proofs: list[str]
    implied: dict[int, int]
    undecided: list[Row] = field(default_factory=list)
    explanations: list[tuple[np.ndarray, list[dict[int, int]]]] = field(default_factory=list)
    agreed: set[int] = field(default_factory=set)  # failing identities that a second way of reading shows as well

    @property
    def broken(self) -> int:
        """How many identities fail."""
        return self.results.count(proof.FAILS)

    def count(self, status: str) -> int:
        """How many cells have this status."""
        return sum(said.status == status for said in self.said)

    @property
    def doubtful(self) -> set[int]:
        """Cells that a second way of reading might settle."""
        return {
            cell for cell, said in enumerate(self.said)
            if self.proofs[cell] == "contradicted" or said.status in ("ambiguous", "missing", "absent", "unreadable")
        }


def assembled(edition: Edition, printed: Iterable[Printed], words: numbers.Vocabulary) -> tuple[Rows, list[Piece]]:
    """Printed rows as options by row of the form, and the pieces whose address the edition does not know."""
    printings: dict[tuple[str, str | None], list[tuple[set[str], Row]]] = {}
    strays: list[Piece] = []
    run_together: set[tuple[str, str | None]] = set()
    for one in printed:
        if one.row_key is None and one.fit != "exact":
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
        if one.fit == "joined":
            run_together.add(key)
        places = {piece.place for piece in one.pieces if piece.place}
        before = printings.setdefault(key, [])
        same = next((index for index, (known, _) in enumerate(before) if known & places or not places), len(before))
        before[same:same + 1] = [(before[same][0] | places, readings.merged(before[same][1], row))
                                 if same < len(before) else (places, row)]
    rows = {key: reduce(readings.merged, (row for _, row in ways)) for key, ways in printings.items()}
    for key in doubt.half_printed({key: [row for _, row in ways] for key, ways in printings.items()}):
        options = [option for _, row in printings[key] for option in row.options]
        rows[key] = replace(rows[key], options=readings.distinct(options), rival=True)
    for key in doubt.rivals(edition, {key: [row for _, row in ways] for key, ways in printings.items()}):
        rows[key] = replace(rows[key], rival=True)
    for table in {table for table, row_key in run_together if not rows[table, row_key].options}:
        # A row that no cutting makes add up: blank cells were dropped here, so no row's cutting is sure to be whole.
        for key in [key for key in run_together if key[0] == table]:
            rows[key] = replace(rows[key], options=[], complete=False)
    for table in [table for table, row_key in rows if row_key is None]:
        whole = rows[table, None]
        apart = [rows.pop(key) for key in list(rows) if key[0] == table and key[1] is not None]
        if apart and all(len(row.options) == 1 for row in apart):
            option = dict.fromkeys(whole.cells, readings.LOST)
            for row in apart:
                option |= {cell: reading for cell, reading in row.options[0].items() if cell in option}
            rows[table, None] = readings.merged(whole, Row(whole.cells, [option]))
    return rows, strays


def judged(edition: Edition, rows: Rows) -> Verdict:
    """The verdict on these rows alone."""
    return explained(decided(edition, rows))


def decided(edition: Edition, rows: Rows) -> Verdict:
    """The verdict on these rows alone, without the explanations.

    A cell whose reading was chosen by identities keeps it only if one over it holds and none fails: what is not
    proven was never printed plainly, so it is ambiguous, and no author is blamed for it. So are all cells of a row
    that none of its readings makes add up: what it really says may be none of them. A row's own sum does not suffice
    where it chose among several; see ``doubt.weak``.
    """
    unprinted, ordered = left_out(edition, rows), list(rows.values())
    raw = merged_cells((row, row.options) for row in ordered)
    said, undecided = dict(raw), [row for row in ordered if not row.complete]
    met = np.zeros(len(edition.matrix), dtype=bool)
    if any(len(row.options) > 1 for row in ordered):
        perhaps_lost = dict.fromkeys(unprinted, "missing")  # a sum that lacks a row would choose what makes up for it
        survivors, unsearched, met = choose.decide(
            edition, ordered, sheet_of(edition, complete(edition, raw, perhaps_lost), rows))
        said |= merged_cells((row, left) for row, left in zip(ordered, survivors, strict=True)
                             if len(left) < len(row.options))
        undecided = unsearched + undecided
    said = complete(edition, said, unprinted)
    weak = doubt.weak(edition, ordered)
    chosen = {cell for row in ordered for cell in row.cells if edition.counted[cell]
              and (not row.plain or raw[cell].status == "ambiguous" or (row.cut and cell in weak)
                   or (len(row.options) > 1 and not doubt.adds_up(edition, row)))}
    marked = {cell for cell, one in enumerate(said) if one.status == "blank" and (one.reading.text or "").strip()}
    while True:
        verdict = weighed(edition, rows, said)
        across = doubt.held_across(edition, verdict.results, met)
        guessed = {cell: raw[cell].candidates or candidates([said[cell].reading.says]) for cell in chosen
                   if said[cell].status != "ambiguous"
                   and (verdict.proofs[cell] != "proven" or (cell in weak and not across[cell]))}
        guessed = guessed or {cell: candidates({said[one].reading.says: None for one in (cell, *before)})
                              for cell, before in doubt.moved(edition, verdict.sheet, marked).items()
                              if said[cell].status != "ambiguous"}
        if not guessed:
            break
        met &= ~proof.touched(edition.matrix, np.array(list(guessed)))
        for cell, possible in guessed.items():
            said[cell] = Said("ambiguous", said[cell].reading, possible)
    verdict.undecided = undecided
    return verdict


def weighed(edition: Edition, rows: Rows, said: list[Said]) -> Verdict:
    """The verdict where it is settled what each cell says."""
    sheet = sheet_of(edition, said, rows)
    results = proof.results(edition.matrix, edition.components, sheet)
    implied = proof.implied(edition.matrix, edition.components, sheet, results)
    proofs = proof.statuses(edition.matrix, results, implied, sheet)
    for cell in doubt.misplaced(edition, np.array([one.status for one in said]), sheet, results):
        proofs[cell] = "unproven" if proofs[cell] == "proven" else proofs[cell]
    return Verdict(edition, rows, said, sheet, results, proofs, implied)


def explained(verdict: Verdict) -> Verdict:
    """The verdict with the fewest cells that would mend what fails, and their numbers where these are the only ones."""
    matrix = verdict.edition.matrix
    for component in verdict.edition.components:
        if any(verdict.results[identity] == proof.FAILS for identity in component):
            found = explain.explanations(matrix[component], verdict.sheet)
            verdict.explanations.append((component, found))
            if len(found) == 1:
                verdict.implied |= found[0]
            if not found:  # more is wrong here than an author's slip: sums that hold beside it may do so by chance
                covered = proof.touched(matrix[component].T, np.ones(len(component), dtype=bool))
                verdict.proofs = ["unproven" if covered[cell] and one == "proven" else one
                                  for cell, one in enumerate(verdict.proofs)]
    return verdict


def merged_cells(left: Iterable[tuple[Row, list[Option]]]) -> dict[int, Said]:
    """What each printed cell says when these options are left of each row."""
    said: dict[int, Said] = {}
    for row, options in left:
        if len(options) == 1:
            said |= {cell: Said(KINDS[reading.kind], reading) for cell, reading in options[0].items()}
            continue
        for cell in row.cells:
            apart = {id(option[cell]): option[cell] for option in options}
            ways = {reading.says: reading for reading in apart.values()}
            if len(ways) == 1:
                reading = next(iter(ways.values()))
                said[cell] = Said(KINDS[reading.kind], reading)
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
