"""Labels of tables without borders: which lines are one label, and beside which figures it stands."""

from collections.abc import Iterator

from extract.pdf_pieces import Piece
from extract.pdf_rules import Rule

TIGHT = 1.06  # lines of one label stand no wider apart than this times the least distance
LOOSE = 0.95  # lines as far apart as rows of figures are labels of their own
LEADING = 1.7  # letter sizes: lines of one label are never further apart
LONE = 1.4  # letter sizes: the same, where no second row of figures shows how far apart rows are
WIDEST = 3.0  # letter sizes: the widest leading of one label, where figures stand in its middle
CENTRAL = 0.2  # of the letter size: how far figures in the middle of two lines of a label may be off it
CLEAR = 2.0  # times as far as the nearest row of figures must the next one be
NEAR = 0.8  # of the letter size: how far the middle of a label may be from its figures


def stacks(
    labels: list[Piece], heights: list[float], owner: dict[int, int], rules: list[Rule], leading: float
) -> Iterator[list[Piece]]:
    """Lines of labels put together: one above the other, as close as lines of one cell are.

    ``heights`` are the baselines of the rows of figures; ``owner`` the row of each label that stands on one, by its
    identity; ``leading`` the distance of lines in the table's column words, where one has several. Two rows are never
    one stack.
    """
    links = _links(labels, rules)
    least = min((lower.base - upper.base for upper, lower in links), default=0.0)
    if leading:
        least = min(least, leading)
    elif len(heights) == 1:
        least = min([least, *(LONE * lower.size for _, lower in links)])
    pitch = min((below - above for above, below in zip(heights, heights[1:], strict=False)), default=least * 2)
    chains: dict[int, list[Piece]] = {id(piece): [piece] for piece in labels}
    halves = [link for link in links if _is_round(link, heights, owner)]
    usual = min((lower.base - upper.base for upper, lower in halves), default=0.0)
    if least < LOOSE * pitch or halves:
        for upper, lower in links:
            step = lower.base - upper.base
            close = least < LOOSE * pitch and step <= min(TIGHT * least, LEADING * lower.size)
            close = close or step <= TIGHT * usual < TIGHT * LOOSE * pitch or (upper, lower) in halves
            if close and chains[id(upper)] is not chains[id(lower)]:
                joined = chains[id(upper)] + chains[id(lower)]
                chains.update({id(piece): joined for piece in joined})
    for chain in {id(chain): chain for chain in chains.values()}.values():
        rows = {owner[id(piece)] for piece in chain if id(piece) in owner}
        yield from [chain] if len(rows) < 2 else [[piece] for piece in chain]


def _is_round(link: tuple[Piece, Piece], heights: list[float], owner: dict[int, int]) -> bool:
    """Whether two lines of a label stand as far above a row of figures as below it, and no other row is between them:
    they are one label, set with wide leading."""
    upper, lower = link
    if id(upper) in owner or id(lower) in owner or lower.base - upper.base > WIDEST * lower.size:
        return False
    between = [height for height in heights if upper.base < height < lower.base]
    return len(between) == 1 and abs(between[0] - (upper.base + lower.base) / 2) < CENTRAL * lower.size


def _links(labels: list[Piece], rules: list[Rule]) -> list[tuple[Piece, Piece]]:
    """Every label line with the next one below that stands under it, unless a rule parts them. A number, such as that
    of a page, is no line of a label."""
    ordered = sorted(filter(_is_word, labels), key=lambda piece: piece.base)
    links = []
    for number, upper in enumerate(ordered):
        below = (p for p in ordered[number + 1 :] if p.base - upper.base > 0.6 * upper.size and _is_under(upper, p))
        lower = next(below, None)
        if lower is not None and not _is_parted(upper, lower, rules):
            links.append((upper, lower))
    return links


def _is_word(piece: Piece) -> bool:
    return any(letter.isalpha() for letter in piece.text)


def _is_under(upper: Piece, lower: Piece) -> bool:
    overlap = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    return overlap > 0.5 * min(upper.x1 - upper.x0, lower.x1 - lower.x0)


def _is_parted(upper: Piece, lower: Piece, rules: list[Rule]) -> bool:
    top, bottom, x = upper.height, lower.height, max(upper.x0, lower.x0) + 1
    return any(not rule.upright and top < rule.at < bottom and rule.start <= x <= rule.end for rule in rules)


def home(stack: list[Piece], heights: list[float], own: list[list[Piece]]) -> int | None:
    """The row of figures whose middle is that of the stack and that has no label there; None for a row of its own. A
    row set off the middle, at the top of its cells or at their foot, is far nearer than the next one."""
    middle = (min(piece.base for piece in stack) + max(piece.base for piece in stack)) / 2
    size = stack[0].size
    away = sorted((abs(middle - height), number) for number, height in enumerate(heights))
    free = [(distance, number) for distance, number in away
            if not any(other.x0 < piece.x1 and piece.x0 < other.x1 for other in own[number] for piece in stack)]
    distance, number = min(free, default=(float("inf"), None))
    if distance <= NEAR * size:
        return number
    if len(away) < 2 or (distance, number) != away[0] or not any(map(_is_word, stack)):
        return None
    return number if distance <= LEADING * size and CLEAR * distance < away[1][0] else None
