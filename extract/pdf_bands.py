"""Columns of tables without borders, as bands of the page: learned from column words and from figures together."""

from statistics import median

from extract import pdf_heads
from extract.pdf_pieces import Band
from extract.pdf_zones import Line, Zone

TORN = 0.6  # letter sizes
ASIDE = 2.0  # points by which figures stand off the middle of their word if they are set to one side
APART = 0.55  # of the usual distance of columns: what stands nearer is the same column


def learned(zone: Zone) -> tuple[list[Band], set[int]]:
    """Left and right of every column of figures, from left to right, and the numbers of those of which it is not
    certain which of them the figures are in.

    Column words with none below them are columns; figures join the column they stand under, or the nearest one, and
    are columns themselves where there is none, or where two of them claim one word.
    """
    words = pdf_heads.words(zone)
    figures = clusters([(piece.x0, piece.x1) for line in zone.anchors() for piece in line.figures()])
    figures = sorted({*figures, *_places_of_words(zone.anchors(), figures)})
    claimed, rivals = claims_of(figures, words)
    bands = _joined(zone, words, claimed)
    return bands, {nearest(bands, _middle(rival)) for rival in rivals}


def _joined(zone: Zone, words: list[Band], claimed: dict[Band, Band | None]) -> list[Band]:
    claims: dict[Band | None, list[Band]] = {}
    for figure, word in claimed.items():
        claims.setdefault(word, []).append(figure)
    bands = claims.pop(None, [])
    for word in _whole_words(words, claims, zone.anchors()[0].size):
        own = claims.get(word, [])
        bands += own if len(own) > 1 else [_united([word, *own])]
    return sorted(bands)


def _places_of_words(lines: list[Line], figures: list[Band]) -> list[Band]:
    """Where words stand between the figures of a line, in a column in which no line has a figure: none of those that
    have is free."""
    found = []
    for line in lines:
        own = {nearest(figures, piece.middle) for piece in line.figures()}
        first = min(piece.x0 for piece in line.figures())
        for piece in line.pieces:
            is_apart = not any(piece.x0 < right and left < piece.x1 for left, right in figures)
            if piece.x0 > first and is_apart and nearest(figures, piece.middle) in own:
                found.append((piece.x0, piece.x1))
    return clusters(found)


def are_named(zone: Zone, bands: list[Band]) -> bool:
    """Whether there are as many columns of figures as words above them."""
    return len(pdf_heads.words(zone)) == len(bands)


def _whole_words(words: list[Band], claims: dict[Band | None, list[Band]], size: float) -> list[Band]:
    """Words as they stand, but one without figures, hardly apart from the word before it, is its last letter; a letter
    without figures, hardly apart from a letter behind it, is the first of a word set wide."""
    whole: list[Band] = []
    for word in words:
        is_rest = whole and _is_letter(word, size) and word[0] - whole[-1][1] < TORN * size
        if is_rest and (word not in claims or (whole[-1] not in claims and _is_letter(whole[-1], size))):
            figures = claims.pop(whole[-1], []) + claims.pop(word, [])
            whole[-1] = _united([whole[-1], word])
            claims.setdefault(whole[-1], []).extend(figures)
        else:
            whole.append(word)
    return whole


def _is_letter(word: Band, size: float) -> bool:
    return word[1] - word[0] < 1.2 * size


def claims_of(figures: list[Band], words: list[Band]) -> tuple[dict[Band, Band | None], list[Band]]:
    """The word each column of figures stands under, None where it is under none and near none; and the columns and
    words of which it is not certain which is whose.

    Figures set to one side of their columns may stand under no word, and as near to that of the next column as to
    their own: all stand at the same side, the one on which those under a word show it, or at which each has a word of
    its own. Where either side will do there is no telling.
    """
    pitch = _pitch(words) or _pitch(figures)
    claimed = {figure: _claimed(figure, words, pitch) for figure in figures}
    beside = [figure for figure, word in claimed.items() if word and not _overlap(figure, word)]
    if not beside:
        return claimed, []
    under = {figure: word for figure, word in claimed.items() if word and figure not in beside}
    free = [word for word in words if not any(_overlap(figure, word) for figure in figures)]
    possible = [dict(zip(beside, own, strict=True)) for step in _steps(under)
                if (own := _words_at(step, beside, free, pitch))]  # fmt: skip
    if len(possible) == 1:
        return claimed | possible[0], []
    rivals = [*beside, *(word for own in possible for word in own.values())]
    return claimed, rivals if possible else []


def _steps(under: dict[Band, Band]) -> list[int]:
    """At which side of its figures a word may stand, 1 right, -1 left: those under words show it, if all alike."""
    asides = [_middle(word) - _middle(figure) for figure, word in under.items()]
    sides = {1 if aside > ASIDE else -1 if aside < -ASIDE else 0 for aside in asides}
    return [*sides] if sides in ({1}, {-1}) else [1, -1]


def _words_at(step: int, figures: list[Band], words: list[Band], pitch: float) -> list[Band]:
    """For each column of figures the next word at this side, no further than the next column; empty where one has none
    or two the same."""
    found = []
    for figure in figures:
        near = [word for word in words if 0 < step * (_middle(word) - _middle(figure)) < pitch]
        found += [min(near, key=lambda word: abs(_middle(word) - _middle(figure)))] if near else []
    return found if len(set(found)) == len(figures) else []


def _overlap(one: Band, other: Band) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _claimed(figure: Band, words: list[Band], pitch: float) -> Band | None:
    """The column word a figure stands under, or else the nearest, unless that is of another column."""
    if not words:
        return None
    over = [word for word in words if _overlap(word, figure)]
    nearest = min(over or words, key=lambda word: abs(_middle(word) - _middle(figure)))
    near = pitch and abs(_middle(nearest) - _middle(figure)) < APART * pitch
    return nearest if over or near else None


def clusters(intervals: list[Band]) -> list[Band]:
    """The intervals from left to right, those that overlap as one: figures of one column do, those of two do not."""
    merged: list[Band] = []
    for x0, x1 in sorted(intervals):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _united(bands: list[Band]) -> Band:
    return min(x0 for x0, _ in bands), max(x1 for _, x1 in bands)


def _middle(band: Band) -> float:
    return (band[0] + band[1]) / 2


def _pitch(bands: list[Band]) -> float:
    """The usual distance between two columns; 0 for a single one."""
    steps = [_middle(right) - _middle(left) for left, right in zip(bands, bands[1:], strict=False)]
    return median(steps) if steps else 0.0


def nearest(bands: list[Band], middle: float) -> int:
    """The number of the band that holds the place, or else of the one whose middle is nearest."""
    inside = [number for number, (left, right) in enumerate(bands) if left <= middle <= right]
    return min(inside or range(len(bands)), key=lambda number: abs(_middle(bands[number]) - middle))


def goes_on(bands: list[Band], earlier: list[Band] | None) -> bool:
    """Whether ``bands``, learned from figures alone, are among those of the table before, cut by a page's end."""
    pitch = _pitch(earlier or [])
    return bool(pitch) and len(bands) <= len(earlier) and all(
        any(abs(_middle(band) - _middle(other)) < 0.3 * pitch or (other[0] <= band[0] and band[1] <= other[1])
            for other in earlier)
        for band in bands
    )
