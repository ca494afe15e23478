"""The cells of tables drawn with lines: which letters each holds, and what text they make."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from math import inf
from statistics import median

from extract.pdf_letters import Letter
from extract.pdf_lines import BLANK, DIGIT, DOUBT, SPREAD, gap, lines, strokes
from extract.pdf_ruled import Lattice, Region
from extract.pdf_wraps import PADDING, cell_text
from extract.pdf_zones import FIGURE
from extract.spans import Span

CENTRAL = 1.0  # points by which a centred text may be off
SEVERAL = 3  # lines of figures
LONGEST = 12  # digits of a number set wide
SIGNS = "+-−－"
NUMBER = re.compile(f"{DIGIT.pattern}|{DOUBT}")

Held = dict[Region, list[Letter]]


def shared_out(letters: list[Letter], tables: list[Lattice]) -> tuple[list[tuple[Lattice, list[Letter]]], list[Letter]]:
    """Every letter, and every figure whole, to the smallest table that holds its middle, or to none."""
    inside: list[tuple[Lattice, list[Letter]]] = [(table, []) for table in tables]
    outside: list[Letter] = []
    for part in (part for line in lines(letters) for stroke in strokes(line) for part in _numbers_whole(stroke)):
        home = next((held for table, held in inside if any(_holds(table, letter) for letter in part)), outside)
        home += part
    return inside, outside


def _numbers_whole(stroke: list[Letter]) -> Iterator[list[Letter]]:
    """The letters of a stroke one by one, but a number in one: it may run on beyond the table's last border, while
    words beside a table are not of it."""
    for is_number, group in groupby(stroke, lambda letter: bool(NUMBER.fullmatch(letter.text))):
        letters = list(group)
        yield from [letters] if is_number else ([letter] for letter in letters)


def _holds(table: Lattice, letter: Letter) -> bool:
    return table.holds(letter.middle, (letter.top + letter.bottom) / 2)


def held(lattice: Lattice, letters: list[Letter]) -> tuple[Held, set[Region]]:
    """The letters of every cell, and the cells of which that is not certain."""
    owners = {
        (row, column): region
        for region in lattice.regions
        for row in range(region.row, region.row + region.height)
        for column in range(region.column, region.column + region.width)
    }
    found: Held = {region: [] for region in lattice.regions}
    doubtful: set[Region] = set()
    for stroke in (stroke for line in lines(letters) for stroke in strokes(line)):
        # words too long for their cell run on over the line, but are still one stroke of the cell they began in
        rows = [_interval(lattice.ys, (letter.top + letter.bottom) / 2) for letter in stroke]
        columns = [_interval(lattice.xs, letter.middle) for letter in stroke]
        places = Counter(owners[place] for place in zip(rows, columns, strict=True))
        homes = [region for region in places if _is_set_in(stroke, lattice.box(region))]
        if not homes or stroke[0].gathered:
            homes = list(places)
        if len(places) == 1 or not any(letter.text.isdigit() for letter in stroke):
            homes = [places.most_common(1)[0][0]]
        elif len(homes) > 1:
            doubtful.update(homes)
        for home in homes:
            found[home] += stroke
    return found, doubtful


def _is_set_in(stroke: list[Letter], box: tuple[float, float, float, float]) -> bool:
    """Whether a stroke wider than its cell was set in this one: from its left, in its middle, or up to its right."""
    left, right = min(letter.x0 for letter in stroke), max(letter.x1 for letter in stroke)
    is_central = abs((left + right) / 2 - (box[0] + box[2]) / 2) < CENTRAL
    return is_central or 0 <= left - box[0] <= PADDING or 0 <= box[2] - right <= PADDING


def _interval(borders: tuple[float, ...], value: float) -> int:
    return sum(1 for border in borders[1:-1] if border <= value)


def spacing(cells: Iterable[list[Letter]]) -> float:
    """By how many points the digits of every number in these cells are set apart; 0 where they are not.

    A number set so shows blanks between its digits. Figures of columns whose lines were not drawn do too: those are
    further apart, more of them, or begin with a nought.
    """
    loose: list[float] = []
    for line in (line for own in cells for line in lines(own)):
        gaps = [gap(before, letter) for before, letter in zip(line, line[1:], strict=False)]
        if not gaps or not all(DIGIT.fullmatch(letter.text) or letter.text in SIGNS for letter in line):
            continue
        is_number = len(line) <= LONGEST and (line[0].text != "0" or line[1].text == ".")
        if min(gaps) <= BLANK or max(gaps) > SPREAD or not is_number:
            return 0.0
        loose += [right.x0 - left.x1 for left, right in zip(line, line[1:], strict=False)]
    return median(loose) if len(loose) > 1 else 0.0


def spans(lattice: Lattice, found: Held, doubtful: set[Region], apart: float) -> list[Span]:
    """The cells with their text, digits being ``apart`` points apart; rows that hold nothing in a single empty cell
    are left out."""
    widest = _widest(lattice, found)
    made = []
    for region, own in found.items():
        left, _, right, _ = lattice.box(region)
        text = cell_text(own, left, right, widest.get(round(right - left), inf), apart) + DOUBT * (region in doubtful)
        made.append(Span(region.row, region.column, region.height, region.width, text))
    columns = len(lattice.xs) - 1
    kept = [span for span in made if span.text or span.width < columns]
    tall = set(_beside_several_labels(kept))
    return [span._replace(text=span.text + DOUBT) if span in tall else span for span in kept]


def _widest(lattice: Lattice, found: Held) -> dict[int, float]:
    """Width of cells → the longest line in any that wide, where several of them hold figures in more lines than one."""
    widths: dict[int, list[float]] = {}
    broken: Counter[int] = Counter()
    for region, own in found.items():
        left, _, right, _ = lattice.box(region)
        rows = lines(own)
        widths.setdefault(round(right - left), []).extend(row[-1].x1 - row[0].x0 for row in rows)
        broken[round(right - left)] += len(rows) > 1 and rows[0][-1].text.isdigit()
    return {width: max(found) for width, found in widths.items() if found and broken[width] > 1}


def _beside_several_labels(made: list[Span]) -> Iterator[Span]:
    """Figures in cells as high as several labels: which of them it is beside they do not tell."""
    labels = [span for span in made if span.text and not FIGURE.fullmatch(span.text)]
    for span in made:
        if span.height > 1 and FIGURE.fullmatch(span.text):
            below = range(span.row + 1, span.row + span.height)
            if any(label.row in below and label.column < span.column for label in labels):
                yield span


def is_table(made: list[Span]) -> bool:
    return any(span.column for span in made) and sum(bool(span.text) for span in made) > 1


def _is_column(lines: list[str]) -> bool:
    """Whether a cell holds a word and a figure below it, or more figures below one another than a number has lines."""
    figures = sum(map(_is_figure, lines))
    return figures >= SEVERAL or (lines[0][:1].isalpha() and any(map(_is_figure, lines[1:])))


def _is_row(line: str) -> bool:
    """Whether a line of a cell holds several figures and nothing else."""
    return len(line.split()) > 1 and all(map(_is_figure, line.split()))


def _is_figure(text: str) -> bool:
    return bool(FIGURE.fullmatch(text.strip()))


def is_partly_ruled(made: list[Span]) -> bool:
    """Whether lines between the columns or rows of figures were not drawn: several cells hold several figures, beside
    one another or, all cells of a row alike, below one another, or below the word that names their column, or one cell
    as high as several rows does, or in the only row; or figures stand in cells as high as several labels."""
    crowded = len(list(_beside_several_labels(made)))
    heights: dict[int, list[int]] = {}
    for span in made:
        lines = span.text.split("\n")
        crowded += _is_column(lines) * min(span.height, 2) + sum(map(_is_row, lines))
        if all(map(_is_figure, lines)):
            heights.setdefault(span.row, []).append(len(lines))
    crowded += sum(len(rows) for rows in heights.values() if len(rows) > 1 and min(rows) == max(rows) > 1)
    return crowded > (len({span.row for span in made}) > 1)
