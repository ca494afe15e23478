"""Word documents (DOCX): paragraphs and tables in body order, as the last version of a tracked text shows them."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from extract.errors import Unreadable
from extract.flow import Box, Flow, Row, Table, blocks, flat_blocks
from extract.grid import Content

LARGEST_PART = 60_000_000
SLIVER = 90  # twentieths of a point: converters make columns so narrow where borders do not quite meet
CONTAINERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "document", "hyperlink"))
REMOVED = frozenset(("del", "moveFrom", "Fallback"))
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
REMEDY = "open it in Word and save it again"


def contents(data: bytes) -> Iterator[Content]:
    """The ways to read a DOCX: its body with merged cells expanded; then one table row a line. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _part(package, _main_part(package))
            metadata = _metadata(package)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError, KeyError,
            zipfile.zlib.error, etree.LxmlError) as error:
        raise Unreadable(f"the Word file is damaged: {error}", REMEDY) from error
    flow = _read(body, Flow())
    yield Content(blocks(flow), metadata, notes=_notes(body), reader="docx")
    yield Content(flat_blocks(flow), metadata, notes=_notes(body), reader="docx as lines")


def _main_part(package: zipfile.ZipFile) -> str:
    """The body's name: a few writers call it document2.xml."""
    names = package.namelist()
    for name in ("word/document.xml", *sorted(names)):
        if name in names and name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise Unreadable("the Word file holds no body", REMEDY)


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(f"the body of the Word file is larger than {LARGEST_PART // 1_000_000} MB", REMEDY)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(package.read(name), parser)
    if root is None:
        raise Unreadable("the body of the Word file is damaged", REMEDY)
    return root


def _metadata(package: zipfile.ZipFile) -> dict[str, str]:
    """Title, creator and the like from the file's properties, where they can be read."""
    if "docProps/core.xml" not in package.namelist():
        return {}
    properties = _part(package, "docProps/core.xml")
    return {_tag(item): item.text.strip() for item in properties if (item.text or "").strip()}


def _notes(body: etree._Element) -> list[str]:
    pictures = len({id(picture) for picture in body.iter("{*}blip", "{*}imagedata")})
    notes = [f"pictures: {pictures}"] if pictures else []
    embedded = sum(1 for _ in body.iter("{*}OLEObject"))
    return [*notes, f"embedded objects not read: {embedded}"] if embedded else notes


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next((child for child in element if _tag(child) == name), None) if element is not None else None
    return element


def _value(element: etree._Element | None, *path: str) -> str | None:
    """The attribute ``val`` of a descendant; '' where the element is there without one."""
    found = _child(element, *path)
    if found is None:
        return None
    return next((value for key, value in found.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _count(element: etree._Element | None, *path: str, default: int) -> int:
    text = _value(element, *path) or ""
    return min(int(text), 500) if text.isascii() and text.isdigit() else default


def _read(parent: etree._Element, flow: Flow) -> Flow:
    """Adds the paragraphs and tables of a body, a cell or a text box to ``flow``."""
    for element in parent:
        tag = _tag(element)
        if tag == "p":
            flow.parts.extend(_text(element).split("\n"))
            for box in _text_boxes(element):
                _read(box, flow)
        elif tag == "tbl":
            flow.parts.append(_table(element))
        elif tag in CONTAINERS:
            _read(element, flow)
    return flow


def _table(element: etree._Element) -> Table:
    """The table's rows; vertical merges counted into the height of the cell in which they begin."""
    table = Table()
    borders = _borders(element)
    begun: dict[int, Box] = {}  # by the column in which the last row's cells begin
    for row in _rows(element):
        above, begun = begun, {}
        column = _count(row, "trPr", "gridBefore", default=0)
        table.rows.append(Row(indent=_border(borders, column)))
        for cell in _cells(row):
            first, column = column, column + max(1, _count(cell, "tcPr", "gridSpan", default=1))
            width = _border(borders, column) - _border(borders, first)
            box = Box(_read(cell, Flow()), max(1, width))
            box.flow.parts = [part for part in box.flow.parts if part]
            is_blank = not box.flow.parts
            if is_blank and first in above and _value(cell, "tcPr", "vMerge") in ("", "continue"):
                box = above[first]
                box.height += 1
            elif is_blank and table.rows[-1].boxes and _value(cell, "tcPr", "hMerge") in ("", "continue"):
                table.rows[-1].boxes[-1].width += width
            elif width or not is_blank:
                table.rows[-1].boxes.append(box)
            begun[first] = box
    return table


def _borders(table: etree._Element) -> list[int]:
    """The column before which each border of the table's grid stands; borders a hair apart are one."""
    widths = [int(float(value)) for value in _grid_widths(table)]
    borders, last, position = [0], 0, 0
    for width in widths:
        position += width
        step = position - last >= SLIVER
        borders.append(borders[-1] + step)
        last = position if step else last
    return borders


def _grid_widths(table: etree._Element) -> Iterator[str]:
    """Widths of the grid's columns in twentieths of a point."""
    for column in _child(table, "tblGrid") if _child(table, "tblGrid") is not None else ():
        width = next((value for key, value in column.attrib.items() if key.rpartition("}")[2] == "w"), "")
        yield width if re.fullmatch(r"\d+(\.\d+)?", width) else str(SLIVER)


def _border(borders: list[int], number: int) -> int:
    return borders[number] if number < len(borders) else borders[-1] + number - len(borders) + 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if _tag(element) == "tr":
            if _child(element, "trPr", "del") is None:
                yield element
        elif _tag(element) in CONTAINERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if _tag(element) == "tc":
            yield element
        elif _tag(element) in CONTAINERS:
            yield from _cells(element)


def _text(paragraph: etree._Element) -> str:
    """What the paragraph shows: without deleted and hidden text, its text boxes left for later."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = _tag(element)
        if tag in REMOVED or tag in ("txbxContent", "pPr", "rPr", "p", "tbl") or _is_hidden(element):
            continue
        if tag == "t":
            pieces.append(element.text or "")
        elif tag in BREAKS:
            pieces.append(BREAKS[tag])
        else:
            stack.extend(reversed(element))
    return "".join(pieces)


def _is_hidden(element: etree._Element) -> bool:
    hidden = _value(element, "rPr", "vanish") if _tag(element) == "r" else None
    return hidden is not None and hidden not in ("0", "false", "off")


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in the paragraph; of a box kept in two forms, the newer."""
    for box in paragraph.iter("{*}txbxContent"):
        ancestors = [_tag(a) for a in box.iterancestors()]
        depth = ancestors.index("p") if "p" in ancestors else 0
        above = ancestors[:depth]
        if "txbxContent" in above or (REMOVED - {"Fallback"}) & set(above):
            continue
        if "Fallback" in above and _has_newer_form(box):
            continue
        yield box


def _has_newer_form(box: etree._Element) -> bool:
    both = next((a for a in box.iterancestors() if _tag(a) == "AlternateContent"), None)
    choice = _child(both, "Choice")
    return choice is not None and next(choice.iter("{*}txbxContent"), None) is not None
