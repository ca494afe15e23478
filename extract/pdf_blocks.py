"""A page of a PDF as lines and grids, from above to below."""

from extract.grid import Grid, Line
from extract.pdf_lines import cell_text, lines, spaced
from extract.pdf_page import Letter, Page
from extract.pdf_ruled import Lattice, lattices
from extract.spans import Span, to_grid


def blocks(page: Page) -> list[Line | Grid]:
    """Ruled tables and the lines outside of them."""
    inside, outside = _shared_out(page.letters, lattices(page.rules))
    found: list[tuple[float, Lattice | list[Letter]]] = []
    for lattice, letters in inside:
        spans = _ruled_spans(lattice, letters)
        if any(span.column for span in spans) and sum(bool(span.text) for span in spans) > 1:
            found.append((lattice.ys[0], spans))
        else:
            outside += letters
    texts = [(line[0].base, spaced(line)) for line in lines(outside)]
    return _placed(page, sorted([*found, *texts], key=lambda item: item[0]))


def line_blocks(page: Page) -> list[Line | Grid]:
    """The page's lines only, columns set apart by blanks."""
    return _placed(page, [(line[0].base, spaced(line)) for line in lines(page.letters)])


def _placed(page: Page, items: list[tuple[float, str | list[Span]]]) -> list[Line | Grid]:
    result: list[Line | Grid] = []
    tables = 0
    for _, item in items:
        if isinstance(item, str):
            result.append(Line(item, f"page {page.number}, line {len(result) - tables + 1}"))
        else:
            tables += 1
            result.append(to_grid(item, f"page {page.number}, table {tables}", page.number))
    return result


def _shared_out(
    letters: list[Letter], tables: list[Lattice]
) -> tuple[list[tuple[Lattice, list[Letter]]], list[Letter]]:
    """Every letter to the smallest table that holds its middle, or to none."""
    inside: list[tuple[Lattice, list[Letter]]] = [(table, []) for table in tables]
    outside = []
    for letter in letters:
        height = (letter.top + letter.bottom) / 2
        home = next((held for table, held in inside if table.holds(letter.middle, height)), outside)
        home.append(letter)
    return inside, outside


def _ruled_spans(lattice: Lattice, letters: list[Letter]) -> list[Span]:
    owners = {
        (row, column): region
        for region in lattice.regions
        for row in range(region.row, region.row + region.height)
        for column in range(region.column, region.column + region.width)
    }
    held: dict = {region: [] for region in lattice.regions}
    for letter in letters:
        row = _interval(lattice.ys, (letter.top + letter.bottom) / 2)
        held[owners[row, _interval(lattice.xs, letter.middle)]].append(letter)
    spans = []
    for region, own in held.items():
        left, _, right, _ = lattice.box(region)
        spans.append(Span(region.row, region.column, region.height, region.width, cell_text(own, right - left)))
    return spans


def _interval(borders: tuple[float, ...], value: float) -> int:
    inner = sum(1 for border in borders[1:-1] if border <= value)
    return inner
