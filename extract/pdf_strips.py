"""Strips of a table whose rows are parted by lines and whose columns are not: what stands between two lines.

Tables with lines above and below alone, or round groups of rows, have none that are rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf_letters import Letter
from extract.pdf_lines import lines
from extract.pdf_pieces import Band, Piece, fine_pieces
from extract.pdf_rules import Rule
from extract.pdf_zones import is_label_first

# a number, with its measure or a remark, or a stroke that stands for none; a label may begin with a number too
FIGURE = re.compile(r"[+\-−－]?\d(?:[\d.,，]*\d)?[^\W\d_]{0,2}(?:[（(\[].*)?|[/／\\\-—–−*]{1,3}")
NEAR = 2.0  # points between lines that are one
HIGHEST = 170.0  # points of a strip
BASE = 0.45  # of the letter size


@dataclass
class Strip:
    """``cells`` are the stacks of pieces that stand above one another, from left to right."""

    top: float
    bottom: float
    cells: list[list[Piece]]

    def figures(self) -> list[list[Piece]]:
        found = [cell for cell in self.cells if FIGURE.fullmatch(_text(cell))]
        return found[1:] if is_label_first([_text(cell) for cell in found]) else found

    def labels(self) -> list[list[Piece]]:
        """What stands left of the first figure."""
        first = min((extent(cell)[0] for cell in self.figures()), default=0.0)
        return [cell for cell in self.cells if extent(cell)[0] < first]

    def may_be_rows(self) -> bool:
        """Whether every line of its figures has a label beside it: then these may be several rows."""
        bases = {round(piece.base, 1) for cell in self.figures() for piece in cell}
        if all(len(cell) == 1 for cell in self.figures()):
            return len(bases) > 1
        labels = [piece for cell in self.labels() for piece in cell]
        return all(any(abs(base - label.base) < BASE * label.size for label in labels) for base in bases)


def stacks(flat: list[Rule]) -> Iterator[list[Rule]]:
    """Lines over one another, close enough to be of one table."""
    found: list[list[Rule]] = []
    for rule in sorted(flat, key=lambda rule: rule.at):
        for stack in found:
            start, end = min(one.start for one in stack), max(one.end for one in stack)
            shared = min(rule.end, end) - max(rule.start, start)
            if rule.at - stack[-1].at <= HIGHEST and shared > 0.5 * (rule.end - rule.start):
                stack.append(rule)
                break
        else:
            found.append([rule])
    yield from (stack for stack in found if len(stack) > 2)


def strips(heights: list[float], letters: list[Letter]) -> Iterator[Strip]:
    ats = [at for above, at in pairwise([-NEAR * 2, *heights]) if at - above > NEAR]
    for top, bottom in pairwise(ats):
        own = [letter for letter in letters if top < (letter.top + letter.bottom) / 2 <= bottom]
        yield Strip(top, bottom, _cells([piece for line in lines(own) for piece in fine_pieces(line, 0.0)]))


def _cells(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces whose extents overlap are of one cell."""
    cells: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if cells and piece.x0 < extent(cells[-1])[1]:
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return [sorted(cell, key=lambda piece: piece.base) for cell in cells]


def _text(cell: list[Piece]) -> str:
    return "".join(piece.text for piece in cell)


def extent(cell: list[Piece]) -> Band:
    return min(piece.x0 for piece in cell), max(piece.x1 for piece in cell)


def runs(among: list[Strip]) -> Iterator[list[Strip]]:
    """The strips of one table: column words, then rows of figures, and rows without any."""
    run: list[Strip] = []
    for strip in among:
        begun = [cell for other in run for cell in other.figures()]
        is_head = not strip.figures() and any(extent(cell)[1] > min(map(extent, begun))[0] for cell in strip.cells) \
            if begun else False
        if is_head:
            yield run
            run = []
        run.append(strip)
    if any(strip.figures() for strip in run):
        yield run
