"""DocBook as antiword writes it out of a Word 97 file: paragraphs, and tables with the widths of their columns."""

from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from extract.errors import Unreadable
from extract.flow import Box, Flow, Row, Table, blocks, flat_blocks
from extract.grid import Content

SNAP = 5.0
BAR = "|"


def contents(data: bytes) -> Iterator[Content]:
    """The ways to read it: tables as grids, columns joined by their widths; then one row a line. Raises Unreadable."""
    root = _parse(data)
    flow = Flow()
    for element in root.iter("title", "para", "informaltable"):
        if element.tag == "informaltable":
            flow.parts.append(_table(element))
        elif next(element.iterancestors("entry"), None) is None:
            flow.parts.extend(_lines(element))
    yield Content(blocks(flow), reader="antiword")
    yield Content(flat_blocks(flow), reader="antiword as lines")


def is_faithful(data: bytes) -> bool:
    """Whether every table came out as a table: rows it cannot follow antiword runs together, parted by bars."""
    root = _parse(data)
    loose = [line for para in root.iter("para") for line in _lines(para)]
    return next(root.iter("informaltable"), None) is not None and not any(BAR in line for line in loose)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(recover=True, load_dtd=False, no_network=True, resolve_entities=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"antiword's output cannot be parsed: {error}", "save the document as DOCX") from error
    if root is None:
        raise Unreadable("antiword gave no text", "save the document as DOCX")
    return root


def _lines(element: etree._Element) -> list[str]:
    """The element's own text, without that of tables inside it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag not in ("informaltable", "para"):
            pieces.append("".join(child.itertext()) if isinstance(child.tag, str) else "")
        pieces.append(child.tail or "")
    return [line.strip() for line in "".join(pieces).split("\n") if line.strip()]


def _table(element: etree._Element) -> Table:
    groups = [(_borders(group), row) for group in element.iter("tgroup") for row in group.iter("row")]
    borders = _snapped([border for own, _ in groups for border in own])
    table = Table()
    for own, row in groups:
        places = [min(range(len(borders)), key=lambda n, x=border: abs(borders[n] - x)) for border in own]
        boxes = []
        for number, entry in enumerate(row.iter("entry")):
            width = places[number + 1] - places[number] if number + 1 < len(places) else 1
            lines = [line.strip() for line in "".join(entry.itertext()).split("\n")]
            boxes.append(Box(Flow([line for line in lines if line]), max(1, width)))
        table.rows.append(Row(boxes=boxes))
    return table


def _borders(group: etree._Element) -> list[float]:
    """Distances of the column borders from the table's left side, in points."""
    widths = [float((column.get("colwidth") or "0").removesuffix("pt")) for column in group.iter("colspec")]
    return list(accumulate(widths, initial=0.0))


def _snapped(borders: list[float]) -> list[float]:
    kept: list[float] = []
    for border in sorted(borders):
        if not kept or border - kept[-1] > SNAP:
            kept.append(border)
    return kept
