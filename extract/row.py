"""One printed row: the words that label it, and the cells after them."""

from dataclasses import dataclass, field

from extract import fold
from extract.cells import is_empty
from extract.grid import Cell

LONGEST_WORDS = 40  # characters of the words that label a row, folded


@dataclass(slots=True)
class Row:
    """One printed row.

    ``labels`` the words before the figures, in order · ``values`` the cells after them, blanks included ·
    ``grid`` number of the grid or of the run of lines it comes from · ``glued`` digits may be several numbers ·
    ``drawn`` the columns are those of a table, not of a line's separators ·
    ``counted`` the layout itself says which cells the row has · ``spaced`` figures were cut at blanks ·
    ``barred`` its cells end at bars, so that they stand in the order of the table ·
    ``torn`` its cells do not fit together with those of the table's other rows ·
    ``below`` words that follow before the next figures · ``stacked`` it shares its cells with other rows, and which
    figure is whose cannot be told.
    """

    labels: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    grid: int = 0
    glued: bool = False
    drawn: bool = False
    counted: bool = True
    spaced: bool = False
    barred: bool = False
    torn: bool = False
    below: str = ""
    stacked: bool = False

    @property
    def figures(self) -> list[Cell]:
        """The values that print something."""
        return [cell for cell in self.values if not is_empty(cell.text)]

    @property
    def positions(self) -> list[int] | None:
        """The columns of the values; None where one is not known."""
        found = [cell.column for cell in self.values]
        return None if -1 in found else found

    @property
    def label_positions(self) -> list[int]:
        """The columns of the labels, -1 for one that is not known."""
        return [cell.column for cell in self.labels]

    @property
    def offsets(self) -> list[int]:
        """Where in their lines the values begin, as far as that is known."""
        return [cell.offset for cell in self.values if cell.offset >= 0]

    @property
    def label(self) -> str:
        """The words before the figures as one folded text."""
        return "".join(fold.skeleton(cell.text) for cell in self.labels)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: more words than a label has, and no cells."""
        return not self.values and len(self.label) > LONGEST_WORDS

    @property
    def place(self) -> str:
        cells = self.labels or self.values
        return cells[0].place if cells else ""
