"""Columns of figures of a table whose rows alone are parted by lines, as bands of the page."""

from collections import Counter
from collections.abc import Sequence

from extract.pdf_bands import claims_of, clusters
from extract.pdf_pieces import Band
from extract.pdf_strips import NEAR, Strip, extent


def columns(run: list[Strip], before: Sequence[Band]) -> Sequence[Band]:
    """Left and right of every column of figures; none where figures of one row share a column, a label reaches into
    the first, or it is not certain which word is whose. Where no words name them they are those of the table before,
    if they fit: an empty one shows nothing."""
    bands = clusters([extent(cell) for strip in run for cell in strip.figures()])
    for strip in run:
        homes = [next(band for band in bands if band[0] <= extent(cell)[0] <= band[1]) for cell in strip.figures()]
        if len(homes) != len(set(homes)):
            return []
    edge = edge_of(run, bands)
    if any(extent(cell)[1] > bands[0][0] for strip in run if strip.figures() for cell in strip.labels()):
        return []
    if not any(extent(cell)[0] > edge for strip in run if not strip.figures() for cell in strip.cells):
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
    heads = [[extent(cell) for cell in strip.cells if extent(cell)[0] > edge] for strip in run if not strip.figures()]
    return [
        word for number, words in enumerate(heads) for word in words
        if not any(word[0] < other[1] and other[0] < word[1] for lower in heads[number + 1 :] for other in lower)
        and not (len(words) == 1 and any(len(lower) > 1 for lower in heads[number + 1 :]))
    ]


def edge_of(run: list[Strip], bands: Sequence[Band]) -> float:
    """The right end of the labels, those of rows without figures among them."""
    labels = [extent(cell) for strip in run if strip.figures() for cell in strip.labels()]
    inner = max((start for start, end in labels if end < bands[0][0]), default=0.0)
    begun = next(number for number, strip in enumerate(run) if strip.figures())
    labels += [extent(cell) for strip in run[begun:] if not strip.figures() for cell in strip.cells
               if extent(cell)[0] < inner + NEAR]
    return max((end for _, end in labels if end < bands[0][0]), default=bands[0][0] - 2 * NEAR)


def _empty(run: list[Strip], bands: list[Band], edge: float) -> list[Band]:
    """Columns in which no figure stands, told by their words: those that stand over no other column."""
    heads = [strip for strip in run if not strip.figures()]
    words = [extent(cell) for strip in heads for cell in strip.cells if extent(cell)[0] > edge]
    alone = [word for word in words if not any(word[0] < band[1] and band[0] < word[1] for band in bands)]
    return [word for word in clusters(alone) if word in alone]


def _with_words(run: list[Strip], bands: list[Band], edge: float) -> list[Band]:
    """The columns as wide as their words: those that stand over one column alone."""
    words = [extent(cell) for strip in run if not strip.figures() for cell in strip.cells if extent(cell)[0] > edge]
    over = {word: [band for band in bands if word[0] < band[1] and band[0] < word[1]] for word in words}
    wide = [clusters([band, *(word for word, under in over.items() if under == [band])]) for band in bands]
    return [found[0] for found in wide]
