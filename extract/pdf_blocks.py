"""A page of a PDF as lines and grids, from above to below."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract import pdf_cells, pdf_notes, pdf_open, pdf_parts, pdf_seams, pdf_striped, pdf_walls, pdf_zones
from extract.grid import Grid, Line
from extract.pdf_letters import Letter
from extract.pdf_lines import lines, spaced
from extract.pdf_page import Page
from extract.pdf_parts import Part
from extract.pdf_pieces import Band, pieces
from extract.pdf_ruled import Lattice, Region, lattices, merged

SLACK = 3.0  # points by which the last line of a table may stand beyond the page
Item = tuple[float, str | Part]


def blocks(pages: Sequence[Page]) -> Iterator[Line | Grid]:
    """Ruled tables, tables without borders, and the lines outside of them."""
    earlier = _Columns()
    drawn = [_filled(page.letters, lattices(page.rules), page.shown_to) for page in pages]
    for (upper, _), (lower, _) in pairwise(drawn):
        if upper and lower:
            _join(max(upper, key=lambda table: table.lattice.ys[-1]), min(lower, key=lambda one: one.lattice.ys[0]))
    placed: list[Line | Part] = []
    for page, (tables, outside) in zip(pages, drawn, strict=True):
        items, earlier = _items(page, tables, outside, earlier)
        placed += _placed(page, items)
    yield from pdf_parts.whole(pdf_parts.doubted(placed))


class _Columns(NamedTuple):
    """The columns of figures of the last table so far whose rows alone are drawn, and of the last without lines."""

    striped: Sequence[Band] = ()
    loose: Sequence[Band] = ()


class _Table(NamedTuple):
    """A drawn table, its letters, which cell each is in, and the cells of which that is not certain."""

    lattice: Lattice
    letters: list[Letter]
    held: pdf_cells.Held
    doubtful: set[Region]


def _filled(letters: list[Letter], found: list[Lattice], shown_to: float) -> tuple[list[_Table], list[Letter]]:
    """The tables found with what they hold, and the letters outside of them. Cells that reach beyond what the page
    shows and hold nothing on it are not certain."""
    inside, outside = pdf_cells.shared_out(letters, found)
    tables = [_Table(lattice, own, *pdf_cells.held(lattice, own)) for lattice, own in inside]
    for table in tables:
        beyond = (one for one in table.lattice.regions if table.lattice.box(one)[2] > shown_to + SLACK)
        table.doubtful.update(one for one in beyond if not table.held[one])
    return tables, outside


def _join(upper: _Table, lower: _Table) -> None:
    pdf_seams.join(upper.lattice, upper.held, lower.lattice, lower.held)


def _items(
    page: Page, drawn: list[_Table], outside: list[Letter], earlier: _Columns
) -> tuple[list[Item], _Columns]:
    """What stands on the page from above to below, and the columns that the next page may go on with."""
    ruled, crowded = _tables(drawn)
    found, striped = pdf_striped.lattices(page.rules, outside + crowded, earlier.striped)
    strips, outside = _filled(outside + crowded, found, page.shown_to)
    in_strips, crowded = _tables(strips)
    loose, bands = _open_items(page, outside + crowded, earlier.loose)
    return sorted([*ruled, *in_strips, *loose], key=lambda item: item[0]), _Columns(striped, bands)


def _tables(filled: list[_Table]) -> tuple[list[Item], list[Letter]]:
    """The tables among these that hold figures one to a cell, and the letters of the others."""
    apart = pdf_cells.spacing(own for table in filled for own in table.held.values())
    items: list[Item] = []
    outside: list[Letter] = []
    for lattice, letters, held, doubtful in filled:
        spans = pdf_cells.spans(lattice, held, doubtful, apart)
        if pdf_cells.is_table(spans) and not pdf_cells.is_partly_ruled(spans):
            items.append((lattice.ys[0], Part(spans, lattice.xs)))
        else:
            outside += letters
    return items, outside


def line_blocks(pages: Iterable[Page]) -> Iterator[Line]:
    """The pages' lines only, columns set apart by blanks."""
    for page in pages:
        yield from _placed(page, [(line[0].base, spaced(line)) for line in lines(pdf_notes.gathered(page.letters))])


def _open_items(page: Page, letters: list[Letter], earlier: Sequence[Band]) -> tuple[list[Item], Sequence[Band]]:
    letters = pdf_notes.gathered(letters)
    rows = lines(letters)
    width = max((letter.x1 for letter in letters), default=0) - min((letter.x0 for letter in letters), default=0)
    uprights = [rule for rule in merged(page.rules) if rule.upright]
    beside = [pdf_walls.beside(row, uprights) for row in rows]
    cut = [pdf_zones.Line(row, pieces(row, walls), walls) for row, walls in zip(rows, beside, strict=True)]
    items: list[Item] = []
    taken: set[int] = set()
    for zone in pdf_zones.zones(cut, width):
        taken |= {id(line) for line in zone.lines}
        part, earlier = pdf_open.part(zone, page.rules, earlier)
        items.append((zone.lines[0].base, part))
    items += [(row[0].base, spaced(row)) for row, line in zip(rows, cut, strict=True) if id(line) not in taken]
    return items, earlier


def _placed(page: Page, items: list[Item]) -> list[Line | Part]:
    result: list[Line | Part] = []
    tables = 0
    for _, item in items:
        if isinstance(item, str):
            result.append(Line(item, f"page {page.number}, line {len(result) - tables + 1}"))
        else:
            tables += 1
            result.append(item._replace(page=page.number, number=tables))
    return result
