"""A page of a PDF as lines and grids, from above to below."""

from collections import Counter
from collections.abc import Iterable, Iterator

from extract import pdf_open, pdf_zones
from extract.grid import Grid, Line
from extract.pdf_bands import Band
from extract.pdf_letters import Letter
from extract.pdf_lines import DOUBT, PADDING, cell_text, lines, pieces, spaced, strokes
from extract.pdf_page import Page
from extract.pdf_ruled import Lattice, Region, lattices
from extract.spans import Span, to_grid

CENTRAL = 1.0  # points by which a centred text may be off

Item = tuple[float, str | list[Span]]


def blocks(pages: Iterable[Page]) -> Iterator[Line | Grid]:
    """Ruled tables, tables without borders, and the lines outside of them."""
    earlier: list[Band] = []
    for page in pages:
        items, earlier = _items(page, earlier)
        yield from _placed(page, items)


def _items(page: Page, earlier: list[Band]) -> tuple[list[Item], list[Band]]:
    """What stands on the page from above to below, and the columns of its last table without borders."""
    inside, outside = _shared_out(page.letters, lattices(page.rules))
    items: list[Item] = []
    for lattice, letters in inside:
        spans = _ruled_spans(lattice, letters)
        if _is_table(spans) and not _is_partly_ruled(spans):
            items.append((lattice.ys[0], spans))
        else:
            outside += letters
    loose, bands = _open_items(page, outside, earlier)
    return sorted([*items, *loose], key=lambda item: item[0]), bands


def line_blocks(pages: Iterable[Page]) -> Iterator[Line | Grid]:
    """The pages' lines only, columns set apart by blanks."""
    for page in pages:
        yield from _placed(page, [(line[0].base, spaced(line)) for line in lines(page.letters)])


def _open_items(page: Page, letters: list[Letter], earlier: list[Band]) -> tuple[list[Item], list[Band]]:
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


def _shared_out(
    letters: list[Letter], tables: list[Lattice]
) -> tuple[list[tuple[Lattice, list[Letter]]], list[Letter]]:
    """Every letter, and every figure whole, to the smallest table that holds its middle, or to none."""
    inside: list[tuple[Lattice, list[Letter]]] = [(table, []) for table in tables]
    outside: list[Letter] = []
    for stroke in (stroke for line in lines(letters) for stroke in strokes(line)):
        # a figure may run on beyond the table's last border; words beside a table are not of it
        own = stroke if all(letter.text.isdigit() for letter in stroke) else []
        for letter in stroke:
            home = next((held for table, held in inside if any(_holds(table, one) for one in own or [letter])), outside)
            home.append(letter)
    return inside, outside


def _holds(table: Lattice, letter: Letter) -> bool:
    return table.holds(letter.middle, (letter.top + letter.bottom) / 2)


def _ruled_spans(lattice: Lattice, letters: list[Letter]) -> list[Span]:
    """The lattice's cells with their text; rows that hold nothing in a single empty cell are left out."""
    owners = {
        (row, column): region
        for region in lattice.regions
        for row in range(region.row, region.row + region.height)
        for column in range(region.column, region.column + region.width)
    }
    held: dict[Region, list[Letter]] = {region: [] for region in lattice.regions}
    doubtful: set[Region] = set()
    for stroke in (stroke for line in lines(letters) for stroke in strokes(line)):
        # words too long for their cell run on over the line, but are still one stroke of the cell they began in
        rows = [_interval(lattice.ys, (letter.top + letter.bottom) / 2) for letter in stroke]
        columns = [_interval(lattice.xs, letter.middle) for letter in stroke]
        places = Counter(owners[place] for place in zip(rows, columns, strict=True))
        homes = [region for region in places if _is_set_in(stroke, lattice.box(region))] or list(places)
        if len(places) == 1 or not any(letter.text.isdigit() for letter in stroke):
            homes = [places.most_common(1)[0][0]]
        elif len(homes) > 1:
            doubtful.update(homes)
        for home in homes:
            held[home] += stroke
    spans = []
    for region, own in held.items():
        left, _, right, _ = lattice.box(region)
        text = cell_text(own, left, right) + DOUBT * (region in doubtful)
        spans.append(Span(region.row, region.column, region.height, region.width, text))
    columns = len(lattice.xs) - 1
    return [span for span in spans if span.text or span.width < columns]


def _is_set_in(stroke: list[Letter], box: tuple[float, float, float, float]) -> bool:
    """Whether a stroke wider than its cell was set in this one: from its left, in its middle, or up to its right."""
    left, right = min(letter.x0 for letter in stroke), max(letter.x1 for letter in stroke)
    is_central = abs((left + right) / 2 - (box[0] + box[2]) / 2) < CENTRAL
    return is_central or 0 <= left - box[0] <= PADDING or 0 <= box[2] - right <= PADDING


def _interval(borders: tuple[float, ...], value: float) -> int:
    return sum(1 for border in borders[1:-1] if border <= value)


def _is_table(spans: list[Span]) -> bool:
    return any(span.column for span in spans) and sum(bool(span.text) for span in spans) > 1


def _is_partly_ruled(spans: list[Span]) -> bool:
    """Whether lines between the columns or rows of figures were not drawn: several cells hold several figures."""
    crowded = 0
    for span in spans:
        figures = [part for part in span.text.split() if pdf_zones.FIGURE.fullmatch(part)]
        crowded += len(figures) > 1 and len(figures) == len(span.text.split())
    return crowded > 1
