"""The column words of tables without borders: what stands above the figures, the lines of one word together."""

from collections import Counter

from extract.pdf_pieces import Band, Piece
from extract.pdf_zones import Zone

STACKED = 1.6  # letter sizes from line to line of one column word


def cells(zone: Zone) -> list[list[Piece]]:
    """Column words, the lines of one word together."""
    stacks: list[list[Piece]] = []
    for line in zone.head:
        for piece in line.pieces:
            above = next((stack for stack in stacks if _goes_under(stack[-1], piece, line.pieces)), None)
            if above:
                above.append(piece)
            else:
                stacks.append([piece])
    return stacks


def _goes_under(upper: Piece, piece: Piece, line: list[Piece]) -> bool:
    """Whether a piece is the next line of a word; of a word that spans several columns it is not."""
    under = [other for other in line if other.x0 < upper.x1 and upper.x0 < other.x1]
    return under == [piece] and 0 < piece.base - upper.base < STACKED * piece.size


def leading(zone: Zone) -> float:
    """The least distance between two lines of one column word; 0 where each has a single line."""
    stacks = cells(zone)
    pairs = [pair for stack in stacks for pair in zip(stack, stack[1:], strict=False)]
    return min((lower.base - upper.base for upper, lower in pairs), default=0.0)


def words(zone: Zone) -> list[Band]:
    """Left and right of the words of single columns, from left to right: those under which no other word stands."""
    stacks = [stack for stack in cells(zone) if _left(stack) > zone.edge - 0.5 * stack[0].size]
    own = [stack for stack in stacks if not _is_heading(stack, stacks)]
    return sorted((_left(stack), _right(stack)) for stack in own if is_lowest(stack, own))


def _is_heading(stack: list[Piece], stacks: list[list[Piece]]) -> bool:
    """Whether a word stands alone on its line, above a line of several: it is over all columns, not one of them."""
    bases = [piece.base for other in stacks if other is not stack for piece in other]
    is_alone = len(stack) == 1 and all(abs(base - stack[0].base) > 1 for base in bases)
    return is_alone and any(count > 1 and base > stack[0].base for base, count in Counter(bases).items())


def _left(stack: list[Piece]) -> float:
    return min(piece.x0 for piece in stack)


def _right(stack: list[Piece]) -> float:
    return max(piece.x1 for piece in stack)


def is_lowest(stack: list[Piece], stacks: list[list[Piece]]) -> bool:
    """Whether no other word stands below this one."""
    return not any(
        _left(other) < _right(stack) and _left(stack) < _right(other) and other[-1].base > stack[-1].base + 1
        for other in stacks
    )
