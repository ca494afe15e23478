"""Tables whose rows are parted by lines and whose columns are not: the lines between columns are put where no figure
stands, so that they are read as tables drawn with all lines.

A strip is what lies between two lines. Tables with lines above and below alone, or round groups of rows, are none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf_bands import Band, claims_of, clusters
from extract.pdf_letters import Letter
from extract.pdf_lines import lines
from extract.pdf_pieces import Piece, fine_pieces, set_wide
from extract.pdf_ruled import SNAP, Lattice, lattice, merged
from extract.pdf_rules import Rule

# a number, with its measure or a remark, or a stroke that stands for none; a label may begin with a number too
FIGURE = re.compile(r"[+\-−－]?\d(?:[\d.,，]*\d)?[^\W\d_]{0,2}(?:[（(\[].*)?|[/／\\\-—–−*]{1,3}")
SHORTEST = 60.0  # points of a line that parts rows
NEAR = 2.0  # points between lines that are one
HIGHEST = 170.0  # points of a strip
BASE = 0.45  # of the letter size
MOST_OPEN = 0.3  # of the strips with figures: those that may as well hold several rows


@dataclass
class Strip:
    """``cells`` are the stacks of pieces that stand above one another, from left to right."""

    top: float
    bottom: float
    cells: list[list[Piece]]

    def figures(self) -> list[list[Piece]]:
        return [cell for cell in self.cells if FIGURE.fullmatch("".join(piece.text for piece in cell))]

    def labels(self) -> list[list[Piece]]:
        """What stands left of the first figure."""
        first = min((_band(cell)[0] for cell in self.figures()), default=0.0)
        return [cell for cell in self.cells if _band(cell)[0] < first]

    def may_be_rows(self) -> bool:
        """Whether every line of its figures has a label beside it: then these may be several rows."""
        bases = {round(piece.base, 1) for cell in self.figures() for piece in cell}
        if all(len(cell) == 1 for cell in self.figures()):
            return len(bases) > 1
        labels = [piece for cell in self.labels() for piece in cell]
        return all(any(abs(base - label.base) < BASE * label.size for label in labels) for base in bases)


def lattices(rules: list[Rule], letters: list[Letter], before: Sequence[Band] = ()
             ) -> tuple[list[Lattice], Sequence[Band]]:
    """The tables among these letters whose rows are parted by lines, and the columns of figures of the last one;
    ``before`` are those of the table that the first may go on from."""
    found: list[Lattice] = []
    drawn = merged(rules)
    uprights = [rule for rule in drawn if rule.upright]
    for stack in _stacks([rule for rule in drawn if not rule.upright and rule.end - rule.start >= SHORTEST]):
        left, right = min(rule.start for rule in stack), max(rule.end for rule in stack)
        inside = [letter for letter in letters if left - NEAR <= letter.middle <= right + NEAR]
        strips = list(_strips([rule.at for rule in stack], inside))
        for run in _runs(strips):
            body = [strip for strip in run if strip.figures()]
            open_ones = sum(strip.may_be_rows() for strip in body)
            if open_ones > MOST_OPEN * len(body) or set_wide(map(_first_lines, body)):
                continue
            bands = _columns(run, before)
            top, bottom = run[0].top, run[-1].bottom
            flat = [rule for rule in stack if top - NEAR <= rule.at <= bottom + NEAR]
            inner, columns = _separators(run, flat, bands) if bands else ([], [])
            if columns:
                made = lattice([*flat, *_uprights(run, inner, columns), *_cut(uprights, top, bottom, left, right)])
                if made and _are_labelled(made, body):
                    found.append(made)
                    before = bands
    return found, before


def _stacks(flat: list[Rule]) -> Iterator[list[Rule]]:
    """Lines over one another, close enough to be of one table."""
    stacks: list[list[Rule]] = []
    for rule in sorted(flat, key=lambda rule: rule.at):
        for stack in stacks:
            start, end = min(one.start for one in stack), max(one.end for one in stack)
            shared = min(rule.end, end) - max(rule.start, start)
            if rule.at - stack[-1].at <= HIGHEST and shared > 0.5 * (rule.end - rule.start):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    yield from (stack for stack in stacks if len(stack) > 2)


def _strips(heights: list[float], letters: list[Letter]) -> Iterator[Strip]:
    ats = [at for above, at in pairwise([-NEAR * 2, *heights]) if at - above > NEAR]
    for top, bottom in pairwise(ats):
        own = [letter for letter in letters if top < (letter.top + letter.bottom) / 2 <= bottom]
        yield Strip(top, bottom, _cells([piece for line in lines(own) for piece in fine_pieces(line, 0.0)]))


def _cells(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces whose extents overlap are of one cell."""
    cells: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if cells and piece.x0 < _band(cells[-1])[1]:
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return [sorted(cell, key=lambda piece: piece.base) for cell in cells]


def _band(cell: list[Piece]) -> Band:
    return min(piece.x0 for piece in cell), max(piece.x1 for piece in cell)


def _runs(strips: list[Strip]) -> Iterator[list[Strip]]:
    """The strips of one table: column words, then rows of figures, and rows without any."""
    run: list[Strip] = []
    for strip in strips:
        begun = [cell for other in run for cell in other.figures()]
        is_head = not strip.figures() and any(_band(cell)[1] > min(map(_band, begun))[0] for cell in strip.cells) \
            if begun else False
        if is_head:
            yield run
            run = []
        run.append(strip)
    if any(strip.figures() for strip in run):
        yield run


def _columns(run: list[Strip], before: Sequence[Band]) -> Sequence[Band]:
    """Left and right of every column of figures; none where figures of one row share a column, a label reaches into
    the first, or it is not certain which word is whose. Where no words name them they are those of the table before,
    if they fit: an empty one shows nothing."""
    bands = clusters([_band(cell) for strip in run for cell in strip.figures()])
    for strip in run:
        homes = [next(band for band in bands if band[0] <= _band(cell)[0] <= band[1]) for cell in strip.figures()]
        if len(homes) != len(set(homes)):
            return []
    edge = _edge(run, bands)
    if any(_band(cell)[1] > bands[0][0] for strip in run if strip.figures() for cell in strip.labels()):
        return []
    if not any(_band(cell)[0] > edge for strip in run if not strip.figures() for cell in strip.cells):
        under = [[band for band in before if band[0] < own[1] and own[0] < band[1]] for own in bands]
        if all(len(found) == 1 for found in under) and len({found[0] for found in under}) == len(bands):
            return clusters([*before, *bands])
    claimed, rivals = claims_of(bands, _leaves(run, edge))
    if rivals:
        return []
    own = Counter(claimed.values())
    bands = [(min(figure[0], word[0]), max(figure[1], word[1])) if word and own[word] == 1 else figure
             for figure, word in claimed.items()]  # fmt: skip
    return _with_words(run, sorted([*bands, *_empty(run, bands, edge)]), edge)


def _leaves(run: list[Strip], edge: float) -> list[Band]:
    """The words of columns that have no other word below them; one alone above several is the heading of all."""
    heads = [[_band(cell) for cell in strip.cells if _band(cell)[0] > edge] for strip in run if not strip.figures()]
    return [
        word for number, words in enumerate(heads) for word in words
        if not any(word[0] < other[1] and other[0] < word[1] for lower in heads[number + 1 :] for other in lower)
        and not (len(words) == 1 and any(len(lower) > 1 for lower in heads[number + 1 :]))
    ]


def _edge(run: list[Strip], bands: Sequence[Band]) -> float:
    """The right end of the labels, those of rows without figures among them."""
    labels = [_band(cell) for strip in run if strip.figures() for cell in strip.labels()]
    inner = max((start for start, end in labels if end < bands[0][0]), default=0.0)
    begun = next(number for number, strip in enumerate(run) if strip.figures())
    labels += [_band(cell) for strip in run[begun:] if not strip.figures() for cell in strip.cells
               if _band(cell)[0] < inner + NEAR]
    return max((end for _, end in labels if end < bands[0][0]), default=bands[0][0] - 2 * NEAR)


def _separators(run: list[Strip], flat: list[Rule], bands: Sequence[Band]) -> tuple[list[float], list[float]]:
    """Where the lines between columns of labels and those between columns of figures would be; none where the first of
    these would cut a label."""
    labels = [_band(cell) for strip in run if strip.figures() for cell in strip.labels()]
    edge, left = _edge(run, bands), min(rule.start for rule in flat)
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
    return sum(_band(cell)) / 2


def _empty(run: list[Strip], bands: list[Band], edge: float) -> list[Band]:
    """Columns in which no figure stands, told by their words: those that stand over no other column."""
    heads = [strip for strip in run if not strip.figures()]
    words = [_band(cell) for strip in heads for cell in strip.cells if _band(cell)[0] > edge]
    alone = [word for word in words if not any(word[0] < band[1] and band[0] < word[1] for band in bands)]
    return [word for word in clusters(alone) if word in alone]


def _with_words(run: list[Strip], bands: list[Band], edge: float) -> list[Band]:
    """The columns as wide as their words: those that stand over one column alone."""
    words = [_band(cell) for strip in run if not strip.figures() for cell in strip.cells if _band(cell)[0] > edge]
    over = {word: [band for band in bands if word[0] < band[1] and band[0] < word[1]] for word in words}
    wide = [clusters([band, *(word for word, under in over.items() if under == [band])]) for band in bands]
    return [found[0] for found in wide]


def _uprights(run: list[Strip], inner: list[float], columns: list[float]) -> Iterator[Rule]:
    """A line in every strip for every column, but not through a word above several of them. Columns of labels have
    one where the strip has a label to either side."""
    for strip in run:
        bands = [_band(cell) for cell in strip.cells]
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
