"""A page of a PDF as lines and grids, from above to below."""

from collections.abc import Iterable, Iterator

from extract import pdf_cells, pdf_notes, pdf_open, pdf_strips, pdf_zones
from extract.grid import Grid, Line
from extract.pdf_bands import Band
from extract.pdf_letters import Letter
from extract.pdf_lines import lines, pieces, spaced
from extract.pdf_page import Page
from extract.pdf_ruled import Lattice, lattices
from extract.spans import Span, to_grid

Item = tuple[float, str | list[Span]]


def blocks(pages: Iterable[Page]) -> Iterator[Line | Grid]:
    """Ruled tables, tables without borders, and the lines outside of them."""
    earlier: list[Band] = []
    for page in pages:
        items, earlier = _items(page, earlier)
        yield from _placed(page, items)


def _items(page: Page, earlier: list[Band]) -> tuple[list[Item], list[Band]]:
    """What stands on the page from above to below, and the columns of its last table without borders."""
    drawn, outside = _tables(page.letters, lattices(page.rules))
    in_strips, outside = _tables(outside, list(pdf_strips.lattices(page.rules, outside)))
    loose, bands = _open_items(page, outside, earlier)
    return sorted([*drawn, *in_strips, *loose], key=lambda item: item[0]), bands


def _tables(letters: list[Letter], found: list[Lattice]) -> tuple[list[Item], list[Letter]]:
    """The tables among those found that hold figures one to a cell, and the letters outside of them."""
    inside, outside = pdf_cells.shared_out(letters, found)
    filled = [(lattice, own, *pdf_cells.held(lattice, own)) for lattice, own in inside]
    apart = pdf_cells.spacing(own for _, _, held, _ in filled for own in held.values())
    items: list[Item] = []
    for lattice, own, held, doubtful in filled:
        spans = pdf_cells.spans(lattice, held, doubtful, apart)
        if pdf_cells.is_table(spans) and not pdf_cells.is_partly_ruled(spans):
            items.append((lattice.ys[0], spans))
        else:
            outside += own
    return items, outside


def line_blocks(pages: Iterable[Page]) -> Iterator[Line | Grid]:
    """The pages' lines only, columns set apart by blanks."""
    for page in pages:
        yield from _placed(page, [(line[0].base, spaced(line)) for line in lines(page.letters)])


def _open_items(page: Page, letters: list[Letter], earlier: list[Band]) -> tuple[list[Item], list[Band]]:
    letters = pdf_notes.gathered(letters)
    rows = lines(letters)
    width = max((letter.x1 for letter in letters), default=0) - min((letter.x0 for letter in letters), default=0)
    cut = [pdf_zones.Line(row, pieces(row)) for row in rows]
    items: list[Item] = []
    taken: set[int] = set()
    for zone in pdf_zones.zones(cut, width):
        taken |= {id(line) for line in zone.lines}
        spans, earlier = pdf_open.spans(zone, page.rules, earlier)
        items.append((zone.lines[0].base, spans))
    items += [(row[0].base, spaced(row)) for row, line in zip(rows, cut, strict=True) if id(line) not in taken]
    return items, earlier


def _placed(page: Page, items: list[Item]) -> list[Line | Grid]:
    result: list[Line | Grid] = []
    tables = 0
    for _, item in items:
        if isinstance(item, str):
            result.append(Line(item, f"page {page.number}, line {len(result) - tables + 1}"))
        else:
            tables += 1
            result.append(to_grid(item, f"page {page.number}, table {tables}", page.number))
    return result
