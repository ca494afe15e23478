"""Tables drawn with lines: from the rules of a page to lattices, from a lattice to its cells.

Every pair of neighbours in a lattice that no line parts is one cell. A border that was not drawn (a table cut by the
page's foot, open sides) closes where the lines that run into it end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.pdf_rules import Rule

SNAP = 5.5  # lines nearer than this are one: no row or column is so narrow
SAME = 1.2  # pieces of one line are drawn this near
TOUCH = 4.5
SHORTEST = 6.0
COVERED = 0.5  # a wall stands where half of it is drawn
MOST_RULES = 1500
MOST_POSITIONS = 40_000


@dataclass(frozen=True)
class Region:
    """A cell of a lattice: first row and column, how many of each."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True)
class Lattice:
    """``xs`` and ``ys`` are the borders of columns and rows, ``regions`` the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def box(self, region: Region) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a region."""
        right, bottom = region.column + region.width, region.row + region.height
        return self.xs[region.column], self.ys[region.row], self.xs[right], self.ys[bottom]


def lattices(rules: list[Rule]) -> list[Lattice]:
    """The tables drawn by ``rules``, the smallest first; a lone frame is none."""
    lines = merged(rules)
    if len(lines) > MOST_RULES:
        return []
    found = [lattice(group) for group in _connected(lines)]
    return sorted((one for one in found if one), key=lambda one: one.area)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one line; dots and dashes that make none are left out."""
    bundles: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.upright, rule.at)):
        last = bundles[-1][-1] if bundles else None
        if last and last.upright == rule.upright and rule.at - bundles[-1][0].at <= SAME:
            bundles[-1].append(rule)
        else:
            bundles.append([rule])
    lines = [line for bundle in bundles for line in _joined(sorted(bundle, key=lambda rule: rule.start))]
    return [line for line in lines if line.end - line.start >= SHORTEST]


def _joined(bundle: list[Rule]) -> list[Rule]:
    lines = bundle[:1]
    for rule in bundle[1:]:
        if rule.start <= lines[-1].end + TOUCH:
            lines[-1] = lines[-1]._replace(end=max(lines[-1].end, rule.end))
        else:
            lines.append(rule)
    return lines


def _connected(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that cross or touch one another."""
    owner = list(range(len(rules)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    flat = [index for index, rule in enumerate(rules) if not rule.upright]
    for upright in (index for index, rule in enumerate(rules) if rule.upright):
        for index in flat:
            if _touch(rules[upright], rules[index]):
                owner[root(upright)] = root(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _touch(upright: Rule, flat: Rule) -> bool:
    across = flat.start - TOUCH <= upright.at <= flat.end + TOUCH
    return across and upright.start - TOUCH <= flat.at <= upright.end + TOUCH


def lattice(rules: list[Rule]) -> Lattice | None:
    """The table that rules which cross one another draw; None where they draw none."""
    upright = [rule for rule in rules if rule.upright]
    flat = [rule for rule in rules if not rule.upright]
    if not upright or not flat:
        return None
    xs = _positions([rule.at for rule in upright], [end for rule in flat for end in (rule.start, rule.end)])
    ys = _positions([rule.at for rule in flat], [end for rule in upright for end in (rule.start, rule.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > MOST_POSITIONS:
        return None
    walls_right = _walls(upright, xs, ys)
    walls_below = _walls(flat, ys, xs)
    return Lattice(xs, ys, tuple(_regions(rows, columns, walls_right, walls_below)))


def _positions(drawn: list[float], ends: list[float]) -> tuple[float, ...]:
    """Borders: every drawn line, and outermost the ends of the lines that run across where no line closes them."""
    groups: list[list[float]] = []
    open_ends = [end for end in (min(ends), max(ends)) if all(abs(end - at) > SNAP for at in drawn)]
    for value in sorted([*drawn, *open_ends]):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _walls(rules: list[Rule], ats: tuple[float, ...], along: tuple[float, ...]) -> set[tuple[int, int]]:
    """Which pieces of the lattice are drawn: (number of the line, number of the interval along it)."""
    drawn: dict[tuple[int, int], float] = {}
    for rule in rules:
        number = min(range(len(ats)), key=lambda index: abs(ats[index] - rule.at))
        for interval, (start, end) in enumerate(zip(along, along[1:], strict=False)):
            overlap = min(end, rule.end) - max(start, rule.start)
            if overlap > 0:
                drawn[number, interval] = drawn.get((number, interval), 0.0) + overlap / (end - start)
    return {piece for piece, share in drawn.items() if share >= COVERED}


def _regions(rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]) -> Iterator[Region]:
    """Cells: runs of positions without a wall between them, stacked where the same run goes on below without one."""
    open_runs: dict[tuple[int, int], int] = {}  # (first column, end) → first row
    for row in range(rows):
        starts = [0, *(column for column in range(1, columns) if (column, row) in right), columns]
        runs = list(zip(starts, starts[1:], strict=False))
        walled = {run for run in runs if sum((row, column) in below for column in range(*run)) * 2 >= run[1] - run[0]}
        going_on = {run: first for run, first in open_runs.items() if run in runs and run not in walled}
        for run, first in open_runs.items():
            if run not in going_on:
                yield Region(first, run[0], row - first, run[1] - run[0])
        open_runs = {run: going_on.get(run, row) for run in runs}
    for run, first in open_runs.items():
        yield Region(first, run[0], rows - first, run[1] - run[0])
