"""The shape that lines are cut into: one cell of text, and what its line says of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """One cell cut out of a line. ``starts`` a printed line · ``ends_row`` the layout closes the row after it ·
    ``glued`` cut out of text without any separator, so that its digits may be several numbers · ``column`` its
    place among the cells of its line, where every cell is there, else -1 · ``spaced`` cut at blanks, which a converter
    may have lost or put in, ``offset`` its first character's place in the line, else -1 · ``counted`` the layout shows
    each cell of its row, the empty ones too · ``between`` it stands between the cells, as the number of a page does ·
    ``barred`` it ends at a bar."""

    text: str
    place: str
    starts: bool = False
    ends_row: bool = False
    glued: bool = False
    column: int = -1
    spaced: bool = False
    offset: int = -1
    counted: bool = False
    between: bool = False
    barred: bool = False


def row_of_lines(cells: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """The cells of a row, each printed on lines of its own: texts and their places."""
    for index, (text, place) in enumerate(cells):
        yield Piece(text, place, index == 0, index == len(cells) - 1, counted=True)


def row_pieces(cells: Sequence[str], place: str) -> Iterator[Piece]:
    for index, cell in enumerate(cells):
        yield Piece(cell, place, index == 0, index == len(cells) - 1, column=index)
