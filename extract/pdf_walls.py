"""Columns of a table between whose columns lines are drawn, and none between its rows."""

from collections.abc import Sequence
from itertools import pairwise

from extract.pdf_letters import Letter
from extract.pdf_pieces import Band, Piece
from extract.pdf_rules import Rule
from extract.pdf_zones import FIGURE, Zone

SAME = 2.0  # points between pieces of one line


def beside(line: Sequence[Letter], uprights: Sequence[Rule]) -> tuple[float, ...]:
    """Where lines are drawn at the height of a line of letters, from left to right."""
    height = (line[0].top + line[0].bottom) / 2
    return tuple(sorted(rule.at for rule in uprights if rule.start <= height <= rule.end))


def columns(zone: Zone) -> list[Band]:
    """Left and right of the columns of figures, blank ones among them, where lines beside every row part each from the
    next; none where they do not."""
    anchors = zone.anchors()
    first, *others = [line.walls for line in anchors]
    walls = [wall for wall in first if all(any(abs(wall - at) < SAME for at in other) for other in others)]
    bands = list(pairwise(walls))
    own = [[_home(piece, bands) for piece in line.figures()] for line in anchors]
    if not bands or any(None in homes or len(homes) != len(set(homes)) for homes in own):
        return []
    beside = [_home(line.pieces[0], bands) in homes for line, homes in zip(anchors, own, strict=True)
              if line.pieces[0] not in line.figures()]  # fmt: skip
    if beside and all(beside):
        return []  # no line parts labels from figures: these are drawn round the table
    pieces = [piece for line in zone.body for piece in line.pieces]
    inside = [[piece for piece in pieces if band[0] < piece.middle < band[1]] for band in bands]
    figures = [sum(bool(FIGURE.fullmatch(piece.text)) for piece in own) for own in inside]
    are_words = [2 * count < len(own) for count, own in zip(figures, inside, strict=True)]
    # what stands before words numbers the rows
    begun = next((number for number, count in enumerate(figures)
                  if count and not are_words[number] and True not in are_words[number + 1 : number + 2]), len(bands))
    return bands[max((number for number in range(begun) if are_words[number]), default=-1) + 1 :]


def _home(piece: Piece, bands: Sequence[Band]) -> Band | None:
    return next((band for band in bands if band[0] < piece.middle < band[1]), None)
