"""Tables without drawn lines: columns learned from where figures and column words stand, rows from the figures' lines.

A lone figure goes to the column whose place it shares, so blanks left out do not shift it. Labels longer than
their column stand above and below their figures and are brought back to them.
"""

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from extract import pdf_bands, pdf_doubts, pdf_heads, pdf_labels, pdf_walls
from extract.pdf_lines import DOUBT
from extract.pdf_parts import Part
from extract.pdf_pieces import SAME_START, Band, Piece, fine_pieces, set_wide
from extract.pdf_rules import Rule
from extract.pdf_zones import BESIDE, FIGURE, LEADING, Line, Zone
from extract.spans import Span

PAGE = 1000.0  # points, more than a page is wide
FEWEST_STARTS = 3  # lines
SLACK = 0.15  # letter sizes
TOUCHING = 0.5  # letter sizes by which labels of two columns may lie over one another


def part(zone: Zone, rules: list[Rule], earlier: list[Band] | None = None) -> tuple[Part, list[Band]]:
    """The zone as a part of a table, and its columns of figures; ``earlier`` are those of the table that it may go on
    from."""
    starts = _label_starts(zone)
    zone = Zone(_fine(zone.head, zone.edge, starts), _fine(zone.body, zone.edge, starts), zone.edge)
    walled = pdf_walls.columns(zone)
    bands, open_columns = (walled, set()) if walled else pdf_bands.learned(zone)
    goes_on = not zone.head and not walled and pdf_bands.goes_on(bands, earlier)
    bands = earlier if goes_on else bands
    told = goes_on or bool(walled) or pdf_bands.are_named(zone, bands)
    rows = _rows(zone, bands, rules)
    is_wide = not told and set_wide(line.figures() for line in zone.anchors())
    if is_wide or any(pdf_doubts.is_crowded(line) for line in zone.anchors()):
        rows = [[pdf_doubts.doubted(piece) for piece in row] for row in rows]
    rows = [pdf_doubts.of_long_texts(row, bands, bool(walled)) for row in pdf_doubts.of_shared_columns(rows, bands)]
    if open_columns and not goes_on:
        rows = [pdf_doubts.of_open_columns(row, bands, open_columns) for row in rows]
    labels = max((len(_label_cells(row, bands)) for row in rows), default=0) or 1
    head = list(_head_rows(zone, bands, labels))
    first = max((span.row for span in head), default=-1) + 1
    body = [span for number, row in enumerate(rows, first) for span in _row_spans(number, row, bands, labels)]
    made = Part(head + body, _borders(labels, bands), begins=bool(zone.head))
    return made, bands if goes_on or not open_columns else []


def _borders(labels: int, bands: list[Band]) -> tuple[float, ...]:
    """Where columns begin, and where the last one ends. Columns of labels are those of another page if they stand as
    many columns before the figures: each is a page away from the next."""
    return *(-PAGE * number for number in range(labels, 0, -1)), *(left for left, _ in bands), bands[-1][1]


def _fine(lines: list[Line], edge: float, starts: list[float]) -> list[Line]:
    return [replace(line, pieces=fine_pieces(line.letters, edge - 0.2, starts, line.walls)) for line in lines]


def _label_starts(zone: Zone) -> list[float]:
    """Where columns of labels begin: the labels of several lines do, though on others they touch what is before."""
    lefts = sorted(piece.x0 for line in zone.body for piece in line.pieces if piece.x0 < zone.edge)
    return [left for left, later in zip(lefts, lefts[FEWEST_STARTS - 1 :], strict=False) if later - left < SAME_START]


def _is_label(piece: Piece, bands: list[Band]) -> bool:
    is_apart = piece.x1 < bands[0][0] - piece.size  # a figure there is the number of a page or of a row
    return piece.middle < bands[0][0] and (is_apart or not FIGURE.fullmatch(piece.text.rstrip(DOUBT)))


def _label_cells(row: list[Piece], bands: list[Band]) -> list[list[Piece]]:
    """The labels of a row from left to right, the lines of one label together: those of two touch at most."""
    cells: list[list[Piece]] = []
    for piece in sorted((piece for piece in row if _is_label(piece, bands)), key=lambda piece: piece.x0):
        if cells and piece.x0 < max(other.x1 for other in cells[-1]) - TOUCHING * piece.size:
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return cells


def _head_rows(zone: Zone, bands: list[Band], labels: int) -> Iterator[Span]:
    """Column words over the columns they stand above, all words without one below them in the last row; what stands
    over the labels in the first column."""
    cells = pdf_heads.cells(zone)
    lowest = [cell for cell in cells if pdf_heads.is_lowest(cell, cells)]
    spanning = sorted({round(cell[-1].base, 1) for cell in cells if cell not in lowest})
    for cell in cells:
        row = len(spanning) if cell in lowest else spanning.index(round(cell[-1].base, 1))
        left, right = min(piece.x0 for piece in cell), max(piece.x1 for piece in cell)
        text = "\n".join(piece.text for piece in cell)
        under = [number for number, (x0, x1) in enumerate(bands) if left <= (x0 + x1) / 2 <= right]
        if left < zone.edge and not under:
            yield Span(row, 0, 1, 1, text)
        else:
            first = under[0] if under else pdf_bands.nearest(bands, (left + right) / 2)
            yield Span(row, labels + first, 1, max(1, len(under)), text)


def _rows(zone: Zone, bands: list[Band], rules: list[Rule]) -> list[list[Piece]]:
    """Rows of the body: the pieces of every line of figures, and label lines brought to the row they belong to."""
    anchors = list(_whole_rows(zone, bands))
    wrapped = _wrapped(anchors, bands)
    lines = [line for line in anchors if line not in wrapped]
    lines = pdf_doubts.of_cut_rows(pdf_doubts.of_ends(lines, bands), bands)
    rows = [list(line.pieces) for line in lines]
    heights = [median(piece.base for piece in line.figures()) for line in lines]
    own = [[piece for piece in row if _is_label(piece, bands)] for row in rows]
    shown = {id(line) for line in zone.anchors()}
    others = [piece for line in zone.body if id(line) not in shown for piece in line.pieces]
    inside = {id(piece): number for piece in others for number, height in enumerate(heights)
              if piece.x0 > bands[0][0] - piece.size and abs(piece.base - height) < BESIDE * piece.size}  # fmt: skip
    loose = [piece for piece in others if id(piece) not in inside]
    owner = {id(piece): number for number, pieces in enumerate(own) for piece in pieces}
    alone: list[list[Piece]] = []
    beside: dict[int, list[Piece]] = {}
    labels = [*loose, *(piece for pieces in own for piece in pieces)]
    apart = [height for line, height in zip(lines, heights, strict=True) if line.is_anchor()] or heights
    for stack in pdf_labels.stacks(labels, apart, owner, rules, pdf_heads.leading(zone)):
        fresh = [piece for piece in stack if id(piece) not in owner]
        home = next((owner[id(piece)] for piece in stack if id(piece) in owner), None)
        if home is None:
            home = pdf_labels.home(stack, heights, own)
            beside |= {home: stack} if home is not None else {}
        if home is not None:
            rows[home] += fresh
        elif fresh:
            alone.append(pdf_doubts.of_half_labels(fresh, heights, own, bands))
    rows, alone = pdf_doubts.between_labels(rows, heights, beside, alone, bands)
    for piece in others:  # words wrapped in the place of a figure
        if id(piece) in inside:
            rows[inside[id(piece)]].append(piece)
    for line in wrapped:
        above = max((number for number, height in enumerate(heights) if height < line.base), default=0)
        rows[above] += line.pieces
    placed = [*zip(heights, rows, strict=True), *((max(piece.base for piece in row), row) for row in alone)]
    ordered = [row for _, row in sorted(placed, key=lambda one: one[0])]
    bare = [row for row in rows if not any(_is_label(piece, bands) for piece in row)]
    return pdf_doubts.beside_bare_rows(ordered, bare, alone, bands)


def _whole_rows(zone: Zone, bands: list[Band]) -> Iterator[Line]:
    """The lines of figures, two as one that stand too near to one another for rows and in columns of their own: some
    cells of a row hold an even number of lines, others an odd one. Figures a whole line lower are in doubt."""
    held: Line | None = None
    for line in zone.anchors():
        if held and not pdf_doubts.columns(held, bands) & pdf_doubts.columns(line, bands):
            step = (line.base - held.base) / line.size
            is_lower = step < LEADING and _is_bare(line, zone, bands)
            if step < BESIDE or is_lower:
                own = line.pieces if step < BESIDE else map(pdf_doubts.doubted, line.pieces)
                both = sorted([*held.pieces, *own], key=lambda piece: piece.x0)
                held = replace(held, letters=held.letters + line.letters, pieces=both)
                continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _is_bare(line: Line, zone: Zone, bands: list[Band]) -> bool:
    """Whether a line holds figures alone and no label stands beside it, nor in halves above and below."""
    near = [other for other in zone.body if abs(other.base - line.base) < BESIDE * line.size]
    return not any(_is_label(piece, bands) for other in near for piece in other.pieces)


def _wrapped(anchors: list[Line], bands: list[Band]) -> list[Line]:
    """Lines that only end the numbers of the line above, wrapped for want of room: they stand close below it, have
    no label, and every number they end is as wide as any that needed no second line, on its line or in its column."""
    found: list[Line] = []
    widest: dict[int, float] = {}
    for piece in (piece for line in anchors for piece in line.figures()):
        band = pdf_bands.nearest(bands, piece.middle)
        widest[band] = max(widest.get(band, 0.0), piece.x1 - piece.x0)
    for upper, lower in zip(anchors, anchors[1:], strict=False):
        ends = {pdf_bands.nearest(bands, piece.middle) for piece in lower.pieces}
        widths = {pdf_bands.nearest(bands, piece.middle): piece.x1 - piece.x0 for piece in upper.figures()}
        whole = max((width for band, width in widths.items() if band not in ends), default=0.0)
        slack = SLACK * lower.size  # one digit may be narrower than another
        are_full = all(widths.get(band, -1.0) >= max(whole, widest.get(band, 0.0)) - slack for band in ends)
        is_close = 0 < lower.base - upper.base < pdf_labels.LEADING * lower.size
        is_bare = len(lower.figures()) == len(lower.pieces) and not any(_is_label(p, bands) for p in lower.pieces)
        noughts = {pdf_bands.nearest(bands, piece.middle) for piece in upper.figures() if piece.text == "0"}
        if is_close and is_bare and are_full and ends.isdisjoint(noughts):  # no number goes on behind a nought
            found.append(lower)
    return found


def _row_spans(number: int, row: list[Piece], bands: list[Band], labels: int) -> Iterator[Span]:
    """One row as cells: every column has one, blank where nothing stands in it; the last label next to the figures."""
    cells = _label_cells(row, bands)
    texts = dict(enumerate(map(_stacked, cells), labels - len(cells)))
    bases: dict[int, float] = {}
    for piece in sorted((p for p in row if not _is_label(p, bands)), key=lambda piece: (piece.base, piece.x0)):
        column = labels + pdf_bands.nearest(bands, piece.middle)
        mark = "" if piece.base - bases.get(column, piece.base) > 0.6 * piece.size else " "
        texts[column] = f"{texts[column]}{mark}{piece.text}" if column in texts else piece.text
        bases[column] = piece.base
    if not texts.get(labels) and any(_runs_into(piece, bands[0]) for cell in cells for piece in cell):
        texts[labels] = DOUBT
    for column in range(labels + len(bands)):
        yield Span(number, column, 1, 1, texts.get(column, ""))


def _runs_into(label: Piece, band: Band) -> bool:
    """Whether a label ends with digits in the place of the first figure: they may be that figure."""
    return label.text[-1:].isdigit() and label.x1 > band[0]


def _stacked(cell: list[Piece]) -> str:
    return "\n".join(piece.text for piece in sorted(cell, key=lambda piece: (piece.base, piece.x0)))
