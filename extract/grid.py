"""The shapes every format is brought into: cells, grids, lines, and the content of a document."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell of a grid.

    ``text`` is what is printed, line breaks kept. ``covered`` marks a position that belongs to a
    merged cell whose text stands at its first position; such a position has no text of its own,
    which is not the same as a cell printed blank. Among the cells of a row, ``column`` is the grid
    column in which it stands, or its place among the cells of its line, and ``offset`` the
    character of its line at which it begins, where it was cut at blanks; -1 where not known.
    """

    text: str
    place: str
    covered: bool = False
    column: int = -1
    offset: int = -1

    def adrift(self) -> "Cell":
        """The cell in a row whose other cells do not stand beside it."""
        return self._replace(column=-1, offset=-1)


class Line(NamedTuple):
    """One line of running text and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangle of cells, spans expanded; a column of it is a column on the page. ``torn`` numbers of the rows whose
    cells do not fit together with the others', so that a column of theirs may be another one."""

    rows: tuple[tuple[Cell, ...], ...]
    torn: frozenset[int] = frozenset()


class Link(NamedTuple):
    """A link or an embedded file of a page: its address as written, and the words on it."""

    address: str
    text: str


@dataclass(slots=True)
class Content:
    """What a document says, in reading order.

    ``blocks`` are lines and grids as they follow one another; ``metadata`` holds what the file says
    of itself (title, publisher, author, …); ``notes`` what the reader wants known, such as pages
    that hold only pictures.
    """

    blocks: list[Line | Grid] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reader: str = ""
