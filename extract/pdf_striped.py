"""Tables whose rows are parted by lines and whose columns are not: the lines between columns are put where no figure
stands, so that they are read as tables drawn with all lines.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract import pdf_strip_columns, pdf_strips
from extract.pdf_letters import Letter
from extract.pdf_pieces import Band, Piece, set_wide
from extract.pdf_ruled import SNAP, Lattice, lattice, merged
from extract.pdf_rules import Rule
from extract.pdf_strips import NEAR, Strip, extent

SHORTEST = 60.0  # points of a line that parts rows
MOST_OPEN = 0.3  # of the strips with figures: those that may as well hold several rows


def lattices(rules: list[Rule], letters: list[Letter], before: Sequence[Band] = ()
             ) -> tuple[list[Lattice], Sequence[Band]]:
    """The tables among these letters whose rows are parted by lines, and the columns of figures of the last one;
    ``before`` are those of the table that the first may go on from."""
    found: list[Lattice] = []
    drawn = merged(rules)
    uprights = [rule for rule in drawn if rule.upright]
    for stack in pdf_strips.stacks([rule for rule in drawn if not rule.upright and rule.end - rule.start >= SHORTEST]):
        left, right = min(rule.start for rule in stack), max(rule.end for rule in stack)
        inside = [letter for letter in letters if left - NEAR <= letter.middle <= right + NEAR]
        strips = list(pdf_strips.strips([rule.at for rule in stack], inside))
        for run in pdf_strips.runs(strips):
            body = [strip for strip in run if strip.figures()]
            open_ones = sum(strip.may_be_rows() for strip in body)
            if open_ones > MOST_OPEN * len(body) or set_wide(map(_first_lines, body)):
                continue
            bands = pdf_strip_columns.columns(run, before)
            top, bottom = run[0].top, run[-1].bottom
            flat = [rule for rule in stack if top - NEAR <= rule.at <= bottom + NEAR]
            inner, columns = _separators(run, flat, bands) if bands else ([], [])
            if columns:
                made = lattice([*flat, *_uprights(run, inner, columns), *_cut(uprights, top, bottom, left, right)])
                if made and _are_labelled(made, body):
                    found.append(made)
                    before = bands
    return found, before


def _separators(run: list[Strip], flat: list[Rule], bands: Sequence[Band]) -> tuple[list[float], list[float]]:
    """Where the lines between columns of labels and those between columns of figures would be; none where the first of
    these would cut a label."""
    labels = [extent(cell) for strip in run if strip.figures() for cell in strip.labels()]
    edge, left = pdf_strip_columns.edge_of(run, bands), min(rule.start for rule in flat)
    # lines that begin further in than the others do so at the left of a column
    starts = sorted({rule.start for rule in flat if left + SNAP < rule.start < bands[0][0]})
    first = next((start for start in starts if start > edge - NEAR), max((edge + bands[0][0]) / 2, bands[0][0] - 10))
    if any(label[0] < first < label[1] for label in labels):
        return [], []
    inner = [start for start in starts if start < first - SNAP]
    return inner, [first, *((left[1] + right[0]) / 2 for left, right in pairwise(bands))]


def _first_lines(strip: Strip) -> list[Piece]:
    return [cell[0] for cell in strip.figures()]


def _are_labelled(made: Lattice, body: list[Strip]) -> bool:
    """Whether every row of figures has a cell of its own before them: else which label is whose is not certain."""
    own = []
    for box in map(made.box, made.regions):
        inside = [strip for strip in body if box[1] < (strip.top + strip.bottom) / 2 < box[3]]
        if len(inside) == 1:
            own.append((box, inside[0]))
    return all(
        any(one is strip and box[0] <= _middle(cell) <= box[2] for box, one in own for cell in strip.labels())
        for strip in body
    )


def _middle(cell: list[Piece]) -> float:
    return sum(extent(cell)) / 2


def _uprights(run: list[Strip], inner: list[float], columns: list[float]) -> Iterator[Rule]:
    """A line in every strip for every column, but not through a word above several of them. Columns of labels have
    one where the strip has a label to either side."""
    for strip in run:
        bands = [extent(cell) for cell in strip.cells]
        last = max((band[0] for band in bands if band[0] < columns[0]), default=0.0)
        for x in [*inner, *columns]:
            is_through = any(start < x < end for start, end in bands)
            if (strip.figures() and x in columns) or not (is_through or (x in inner and x > last)):
                yield Rule(True, x, strip.top, strip.bottom)


def _cut(uprights: list[Rule], top: float, bottom: float, left: float, right: float) -> Iterator[Rule]:
    """The lines between columns that are drawn after all, as far as they go through the table."""
    for rule in uprights:
        start, end = max(rule.start, top), min(rule.end, bottom)
        if left - NEAR <= rule.at <= right + NEAR and end > start:
            yield rule._replace(start=start, end=end)
