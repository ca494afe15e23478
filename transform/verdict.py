"""One document: its printed rows in, what each cell of the form says and how far it is proved out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from transform import choose, doubt, explain, proof, statuses
from transform.identities import Edition
from transform.readings import Row, Rows
from transform.statuses import Said


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


def decided(edition: Edition, rows: Rows) -> Verdict:
    """The verdict on these rows alone, without the explanations.

    A cell whose reading was chosen by identities keeps it only if one over it holds and none fails: what is not
    proven was never printed plainly, so it is ambiguous, and no author is blamed for it. So are all cells of a row
    that none of its readings makes add up: what it really says may be none of them. A row's own sum does not suffice
    where it chose among several; see ``doubt.weak``.
    """
    unprinted, ordered = statuses.left_out(edition, rows), list(rows.values())
    raw = statuses.merged_cells((row, row.options) for row in ordered)
    perhaps_lost = dict.fromkeys(unprinted, "missing")  # a sum that lacks a row would choose what makes up for it
    sheet = statuses.sheet_of(edition, statuses.complete(edition, raw, perhaps_lost), rows)
    choice = choose.decide(edition, ordered, sheet)
    narrowed = [(row, left) for row, left in zip(ordered, choice.survivors, strict=True)
                if len(left) < len(row.options)]
    said = statuses.complete(edition, raw | statuses.merged_cells(narrowed), unprinted)
    marked = {cell for cell, one in enumerate(said) if one.status == "blank" and (one.reading.text or "").strip()}
    unsure, met = unsure_cells(edition, ordered, raw), choice.met
    verdict = weighed(edition, rows, said)
    while guessed := unproven(verdict, unsure, raw, met) or perhaps_moved(verdict, marked):
        met = met & ~proof.touched(edition.matrix, np.array(list(guessed)))
        for cell, possible in guessed.items():
            said[cell] = Said("ambiguous", said[cell].reading, possible)
        verdict = weighed(edition, rows, said)
    verdict.undecided = [*choice.undecided, *(row for row in ordered if not row.complete)]
    return verdict


class Unsure(NamedTuple):
    """Cells whose number must be proven: ``chosen`` among several readings · ``weak`` those for which their row's sum
    is no proof (see ``doubt.weak``) · ``faulty`` those of a row that none of its readings makes add up: nothing is.
    ``alone`` totals that the sum of their column must not contradict (see ``doubt.lone_total``)."""

    chosen: set[int]
    weak: set[int]
    faulty: set[int]
    alone: set[int]


def unsure_cells(edition: Edition, rows: Sequence[Row], raw: Mapping[int, Said]) -> Unsure:
    """Those of the printed rows; ``raw`` what each cell says before anything is chosen."""
    weak = doubt.weak(edition, rows)
    astray = [row for row in rows if not (row.plain and len(row.options) == 1) and not doubt.adds_up(edition, row)]
    faulty = {cell for row in astray if not row.plain for cell in row.cells}
    several = {cell for row in astray if len(row.options) > 1 for cell in row.cells}
    chosen = {cell for row in rows for cell in row.cells if edition.counted[cell]
              and (not row.plain or raw[cell].status == "ambiguous" or row.cut and cell in weak or cell in several)}
    return Unsure(chosen | faulty, weak, faulty, {doubt.lone_total(edition, row) for row in rows} - {None})


def unproven(verdict: Verdict, unsure: Unsure, raw: Mapping[int, Said], met: np.ndarray) -> dict[int, str | None]:
    """The cells with a number that must be proven and is not, or that the sum of its column must not contradict and
    does → what else they may say; ``met`` identities that hold whatever is chosen."""
    across = doubt.held_across(verdict.edition, verdict.results, met)
    found = {cell for cell in unsure.chosen
             if cell in unsure.faulty or verdict.proofs[cell] != "proven" or cell in unsure.weak and not across[cell]}
    found |= unsure.alone & {*np.flatnonzero(doubt.broken_across(verdict.edition, verdict.results)).tolist()}
    return {cell: raw[cell].candidates or statuses.candidates([verdict.said[cell].reading.says])
            for cell in found if verdict.said[cell].status != "ambiguous"}


def perhaps_moved(verdict: Verdict, marked: Collection[int]) -> dict[int, str | None]:
    """The cells whose figure may be that of the cell before → what they may say; see ``doubt.moved``."""
    said = verdict.said
    return {cell: statuses.candidates({said[one].reading.says: None for one in (cell, *before)})
            for cell, before in doubt.moved(verdict.edition, verdict.sheet, verdict.results, marked).items()
            if said[cell].status != "ambiguous"}


def weighed(edition: Edition, rows: Rows, said: list[Said]) -> Verdict:
    """The verdict where it is settled what each cell says."""
    sheet = statuses.sheet_of(edition, said, rows)
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
