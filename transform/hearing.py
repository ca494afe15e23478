"""Slip or source: what a second, independent way of reading a document says about the cells in doubt."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import numpy as np

from transform import proof, readings, verdict
from transform.identities import Edition
from transform.readings import Row, Rows
from transform.verdict import Verdict

MIXED = 7  # cells of one printed row that may be mixed from two readings; past it only one or the other whole
SILENT = ("lost", "unreadable")  # kinds of reading that speak neither for nor against another one


def heard(edition: Edition, rows: Rows, second: Rows | None = None) -> Verdict:
    """The verdict on the rows; where cells stay in doubt, with those of a second reading.

    Doubtful cells in which the two ways differ become options that the identities decide between; undecided they are
    ambiguous, unless the second way by itself breaks more identities than the first and so is the worse witness. A
    failing identity whose cells both ways read alike is the agency's own, where it may be a slip of a few figures.
    """
    first = verdict.decided(edition, rows)
    if not second:
        return verdict.explained(first)
    second = like(second, rows)
    alone = verdict.decided(edition, second)
    doubtful = first.doubtful | contested(first, alone)
    if not doubtful:
        return verdict.explained(first)
    crossing = {key: crossed(row, second[key], doubtful) if key in second else row for key, row in rows.items()}
    added = {key: row for key, row in second.items() if key not in rows and doubtful.issuperset(row.cells)}
    final = verdict.decided(edition, crossing | added)
    unproved = {key for key, row in added.items() for cell in row.cells
                if first.said[cell].status == "absent" and final.proofs[cell] != "proven"}
    if unproved:
        final = verdict.decided(edition, crossing | {key: row for key, row in added.items() if key not in unproved})
    if final.count("ambiguous") > first.count("ambiguous") and alone.broken > first.broken:
        final = first
    final = verdict.explained(final)
    slips = {identity for component, found in final.explanations if found for identity in component}
    final.agreed = {
        identity for identity, result in enumerate(final.results)
        if result == proof.FAILS and identity in slips and seen_alike(identity, final, second)
    }
    return final


def contested(first: Verdict, other: Verdict) -> set[int]:
    """Cells to which both ways give a number, each its own, the first without proof or the other with one."""
    return {
        cell for cell, (one, two) in enumerate(zip(first.said, other.said, strict=True))
        if one.status == two.status == "reported" and one.reading.says != two.reading.says
        and (first.proofs[cell] != "proven" or other.proofs[cell] == "proven")
    }


def like(second: Rows, rows: Rows) -> Rows:
    """The rows of a second reading, those of a table taken whole or one by one as the first reading has them."""
    alike: Rows = {}
    for (table, row_key), row in second.items():
        whole = (table, None)
        if row_key is not None and whole in rows and len(row.options) == 1:
            option = alike[whole].options[0] if whole in alike else dict.fromkeys(rows[whole].cells, readings.LOST)
            alike[whole] = Row(rows[whole].cells, [option | row.options[0]])
        elif (row_key is None) == (whole in rows):
            alike[table, row_key] = row
    return alike


def crossed(first: Row, other: Row, doubtful: set[int]) -> Row:
    """A row of the first way of reading together with that of a second, for its doubtful cells.

    Where both ways allow the same options, only those; where each has just one, every mixture of the two, as each
    may have misread another cell, unless they give the same figures in other columns, of which a mixture would leave
    some out; else all options of both. A row read cell by cell stands where only words in the place of figures are in
    doubt and the second way allows its figures just where they are.
    """
    if doubtful.isdisjoint(first.cells) or not other.options or first.rival:
        return first
    if len(first.options) == 1 < len(other.options) and bears_out(other, first.options[0], doubtful):
        return first
    if len(first.options) == len(other.options) == 1:
        one, two = first.options[0], other.options[0]
        ways = [mixed(one[cell], two[cell]) if cell in doubtful else [one[cell]] for cell in first.cells]
        if sum(len(way) > 1 for way in ways) > MIXED or figures(one) == figures(two):
            return replace(first, options=readings.distinct([one, two]))
        return replace(first, options=[dict(zip(first.cells, way, strict=True)) for way in product(*ways)])
    shared = {readings.says(option) for option in other.options}
    both = [option for option in first.options if readings.says(option) in shared]
    options = both or readings.distinct([*first.options, *other.options])
    agreed = len(options) == 1 and other.plain
    plain = agreed or first.plain and (bool(both) or other.plain)
    return replace(first, options=options, complete=first.complete or agreed, plain=plain)


def bears_out(other: Row, one: readings.Option, doubtful: set[int]) -> bool:
    """Whether what is doubtful of a reading are words in the place of figures, and a row has all else just so."""
    words = {cell for cell, reading in one.items() if reading.kind == "unreadable"}
    sure = {cell: reading.says for cell, reading in one.items() if cell not in words}
    return doubtful.intersection(one) <= words and any(
        all(option[cell].says == says for cell, says in sure.items()) for option in other.options)


def figures(option: readings.Option) -> Counter:
    """The numbers of a row other than nought, whatever columns they stand in."""
    return Counter(reading.value for reading in option.values() if reading.value)


def mixed(one: readings.Reading, two: readings.Reading) -> list[readings.Reading]:
    """The different things that two readings of a cell say."""
    if one.says == two.says or two.kind in SILENT:
        return [one]
    return [two] if one.kind in SILENT else [one, two]


def seen_alike(identity: int, found: Verdict, second: Mapping) -> bool:
    """Whether a second way of reading gives every cell of the identity just as the verdict has it, each a number."""
    other = {cell: reading for row in second.values() if len(row.options) == 1
             for cell, reading in row.options[0].items()}
    cells = [cell for cell in np.flatnonzero(found.edition.matrix[identity])
             if found.sheet.state[cell] != proof.OUT and found.said[cell].status != "absent"]
    return all(cell in other and other[cell].says == found.said[cell].reading.says
               and (found.sheet.printed[cell] or found.sheet.state[cell] == proof.OPTIONAL) for cell in cells)
