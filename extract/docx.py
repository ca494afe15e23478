"""Word documents (DOCX): paragraphs and tables in body order, as the last version of a tracked text shows them."""

import io
import re
import zipfile
from collections.abc import Iterator
from statistics import median

from lxml import etree

from extract import docx_text
from extract.docx_text import REMOVED, Styles, child, tag, value
from extract.errors import Unreadable
from extract.flow import Box, Flow, Row, Table, blocks, flat_blocks
from extract.grid import Content

LARGEST_PART = 60_000_000
SLIVER = 90  # twentieths of a point: converters make columns so narrow where borders do not quite meet
CONTAINERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "document", "hyperlink"))
STYLES = "word/styles.xml"
LETTER_ERRORS = frozenset(("ERR_INVALID_CHAR", "ERR_INVALID_CHARREF", "ERR_INVALID_ENCODING", "ERR_UNDECLARED_ENTITY"))
REMEDY = "open it in Word and save it again"


def contents(data: bytes) -> Iterator[Content]:
    """The ways to read a DOCX: its body with merged cells expanded; then one table row a line. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _part(package, _main_part(package), whole=True)
            metadata = _metadata(package)
            known = _styles(package)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError, KeyError,
            zipfile.zlib.error, etree.LxmlError) as error:
        raise Unreadable(f"the Word file is damaged: {error}", REMEDY) from error
    flow = _read(body, Flow(), known)
    yield Content(blocks(flow), metadata, notes=_notes(body), reader="docx")
    yield Content(flat_blocks(flow), metadata, notes=_notes(body), reader="docx as lines")


def _main_part(package: zipfile.ZipFile) -> str:
    """The body's name: a few writers call it document2.xml."""
    names = package.namelist()
    for name in ("word/document.xml", *sorted(names)):
        if name in names and name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise Unreadable("the Word file holds no body", REMEDY)


def _part(package: zipfile.ZipFile, name: str, whole: bool = False) -> etree._Element:
    """The tree of a part of the file. Raises Unreadable, of a part that must be ``whole`` also where its tags do not
    fit together: Word opens no such file, and which cell a text stood in is not known."""
    if package.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(f"the body of the Word file is larger than {LARGEST_PART // 1_000_000} MB", REMEDY)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(package.read(name), parser)
    broken = whole and any(entry.level == etree.ErrorLevels.FATAL and entry.type_name not in LETTER_ERRORS
                           for entry in parser.error_log)
    if root is None or broken:
        raise Unreadable("the body of the Word file is damaged", REMEDY)
    return root


def _metadata(package: zipfile.ZipFile) -> dict[str, str]:
    """Title, creator and the like from the file's properties, where they can be read."""
    if "docProps/core.xml" not in package.namelist():
        return {}
    properties = _part(package, "docProps/core.xml")
    return {tag(item): item.text.strip() for item in properties if (item.text or "").strip()}


def _styles(package: zipfile.ZipFile) -> Styles:
    """The file's styles; none where their part is damaged."""
    try:
        return docx_text.styles(_part(package, STYLES)) if STYLES in package.namelist() else {}
    except (zipfile.BadZipFile, zipfile.zlib.error, etree.LxmlError, Unreadable):
        return {}


def _notes(body: etree._Element) -> list[str]:
    pictures = len({id(picture) for picture in body.iter("{*}blip", "{*}imagedata")})
    notes = [f"pictures: {pictures}"] if pictures else []
    embedded = sum(1 for _ in body.iter("{*}OLEObject", "{*}altChunk"))
    return [*notes, f"embedded objects not read: {embedded}"] if embedded else notes


def _count(element: etree._Element | None, *path: str, default: int) -> int:
    text = value(element, *path) or ""
    return min(int(text), 500) if text.isascii() and text.isdigit() else default


def _read(parent: etree._Element, flow: Flow, known: Styles) -> Flow:
    """Adds the paragraphs and tables of a body, a cell or a text box to ``flow``."""
    for element in parent:
        name = tag(element)
        if name == "p":
            flow.parts.extend(docx_text.text(element, known).split("\n"))
            for box in _text_boxes(element):
                _read(box, flow, known)
        elif name == "tbl":
            flow.add_table(_table(element, known))
        elif name in CONTAINERS and not docx_text.is_prompt(element):
            _read(element, flow, known)
    return flow


def _table(element: etree._Element, known: Styles) -> Table:
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
            box = Box(_read(cell, Flow(), known), max(1, width))
            box.flow.parts = [part for part in box.flow.parts if part]
            is_blank = not box.flow.parts
            if is_blank and first in above and value(cell, "tcPr", "vMerge") in ("", "continue"):
                box = above[first]
                box.height += 1
            elif is_blank and table.rows[-1].boxes and value(cell, "tcPr", "hMerge") in ("", "continue"):
                table.rows[-1].boxes[-1].width += width
            elif width or not is_blank:
                table.rows[-1].boxes.append(box)
            begun[first] = box
    return table


def _borders(table: etree._Element) -> list[int]:
    """The column before which each border of the table's grid stands; borders a hair apart are one."""
    widths = [int(float(value)) for value in _grid_widths(table)]
    sliver = SLIVER if widths and median(widths) > 3 * SLIVER else 0  # widths all so small are no widths
    borders, last, position = [0], 0, 0
    for width in widths:
        position += width
        step = position - last >= sliver
        borders.append(borders[-1] + step)
        last = position if step else last
    return borders


def _grid_widths(table: etree._Element) -> Iterator[str]:
    """Widths of the grid's columns in twentieths of a point."""
    for column in child(table, "tblGrid") if child(table, "tblGrid") is not None else ():
        width = next((value for key, value in column.attrib.items() if key.rpartition("}")[2] == "w"), "")
        yield width if re.fullmatch(r"\d+(\.\d+)?", width) else str(SLIVER)


def _border(borders: list[int], number: int) -> int:
    return borders[number] if number < len(borders) else borders[-1] + number - len(borders) + 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if tag(element) == "tr":
            if child(element, "trPr", "del") is None and value(element, "trPr", "hidden") in (None, *docx_text.OFF):
                yield element
        elif tag(element) in CONTAINERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if tag(element) == "tc" and child(element, "tcPr", "cellDel") is None:
            yield element
        elif tag(element) in CONTAINERS:
            yield from _cells(element)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in the paragraph; of a box kept in two forms, the newer."""
    for box in paragraph.iter("{*}txbxContent"):
        ancestors = [tag(a) for a in box.iterancestors()]
        depth = ancestors.index("p") if "p" in ancestors else 0
        above = ancestors[:depth]
        if "txbxContent" in above or (REMOVED - {"Fallback"}) & set(above):
            continue
        if "Fallback" in above and _has_newer_form(box):
            continue
        yield box


def _has_newer_form(box: etree._Element) -> bool:
    both = next((a for a in box.iterancestors() if tag(a) == "AlternateContent"), None)
    choice = child(both, "Choice")
    return choice is not None and next(choice.iter("{*}txbxContent"), None) is not None
