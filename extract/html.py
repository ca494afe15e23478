"""Web pages: every line and every table of the page, in the order in which they are read."""

import re
from collections.abc import Collection, Iterator

from lxml import etree

from extract import encoding, flow, html_embedded, html_lists, html_styles, html_tables, text_frames
from extract.errors import Unreadable
from extract.grid import Content, Link

DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
PAGE_START = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
PAGE_END = re.compile(r"</\s*(?:html|body)\s*>", re.IGNORECASE)  # the parser drops what follows, browsers do not
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
INLINE = re.compile(r"</?(?:span|font|b|i|u|em|strong|a|o:p|st1:\w+)\b[^>]*>", re.IGNORECASE)
MARKUP = re.compile(r"<(?:html|body|p|div|br|section|article)\b", re.IGNORECASE)
TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
MARKDOWN_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t:-]*$", re.MULTILINE)
SCRIPTED_FILE = re.compile(r"[\"']([^\"'<>\s]{1,300}\.(?:pdf|docx?|wps|rtf|zip|rar|ofd))[\"']", re.IGNORECASE)
LINKED = (("a", "href"), ("iframe", "src"), ("frame", "src"), ("embed", "src"), ("object", "data"), ("area", "href"))
IDLE = ("javascript:", "mailto:", "tel:", "#", "data:", "about:")
SAVE_AGAIN = "open it in a browser and save it again"
SMALLEST_PICTURE = 80
LARGEST = 30_000_000


def contents(data: bytes, charset: str | None = None) -> Iterator[Content]:
    """The ways to read a page: first its tables as grids with spans expanded; then, independent of spans,
    its flattened text with one table row a line, cells separated by tabs. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(f"a page of {len(data) // 1_000_000} MB", "cut the report out of the page")
    text, name = encoding.decode(data, charset or _declared(data))
    text = text_frames.unframed(text)
    root = _parse(text)
    html_embedded.opened(root)
    html_lists.tabled(root)
    html_styles.tabled(root)
    hidden, apart = _styled(root, whole=not PAGE_START.search(text) or bool(PAGE_END.search(text)))
    # a text with tables in markup, as Markdown may hold them, has lines of its own
    around = TABLE.sub("", text)
    page = html_tables.flow(root, hidden, apart,
                            loose_lines=not MARKUP.search(around) or bool(MARKDOWN_RULE.search(around)))
    found = {
        "metadata": {**_metadata(root), "encoding": name},
        "links": _links(root),
        "notes": _notes(root, hidden),
    }
    yield Content(blocks=flow.blocks(page), reader="html", **found)
    yield Content(blocks=flow.flat_blocks(page), reader="html as lines", **found)


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:8192])
    return match[1].decode("ascii", "replace") if match else None


def _parse(text: str) -> etree._Element:
    """The tree of the page. A page whose inline tags were never closed nests beyond any bound: it is read without."""
    text = PAGE_END.sub("", CONTROL.sub("", XML_HEAD.sub("", text)))
    for source in (text, INLINE.sub("", text)):
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
        try:
            root = etree.fromstring(source.encode("utf-8", "replace"), parser)
        except (etree.LxmlError, ValueError, AssertionError) as error:
            raise Unreadable(f"the page cannot be parsed: {error}", SAVE_AGAIN) from error
        if root is None:
            raise Unreadable("the page holds nothing", "fetch it again")
        if not any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
            return root
    raise Unreadable("the page nests its tags too deep", SAVE_AGAIN)


def _metadata(root: etree._Element) -> dict[str, str]:
    """Title, first headings, base address, and every named meta as the page writes them."""
    found: dict[str, str] = {}
    for tag in ("title", "h1"):
        first = next(root.iter(tag), None)
        found[tag] = " ".join("".join(first.itertext()).split()) if first is not None else ""
    for element in root.iter("base"):
        found.setdefault("base", element.get("href", ""))
    for element in root.iter("link"):
        if element.get("rel") == "canonical":
            found.setdefault("canonical", element.get("href", ""))
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip(), content)
    return {name: text for name, text in found.items() if text}


def _links(root: etree._Element) -> list[Link]:
    """Links, frames and embedded files in the page's order, and files named in its scripts."""
    found: dict[str, Link] = {}
    attributes = dict(LINKED)
    for element in root.iter(*attributes):
        address = (element.get(attributes[element.tag]) or "").strip()
        if address and not address.lower().startswith(IDLE):
            words = " ".join("".join(element.itertext()).split())
            found.setdefault(address, Link(address, words or element.get("title", "")))
    for element in root.iter("param"):
        if (element.get("name") or "").lower() in ("src", "movie", "filename"):
            found.setdefault(element.get("value", ""), Link(element.get("value", ""), ""))
    for element in root.iter("script"):
        for match in SCRIPTED_FILE.finditer(element.text or ""):
            found.setdefault(match[1], Link(match[1], ""))
    found.pop("", None)
    return list(found.values())


def _styled(root: etree._Element, whole: bool) -> tuple[set[etree._Element], set[etree._Element]]:
    """What the page's sheets leave out and set apart; nothing left out where that were every table, for then a script
    shows them. So it does with parts of the page that are not shown by their own mark and hold all its tables. In a
    page that breaks off, the tables that are shown may be those it lacks."""
    hidden, apart = html_styles.styled(root)
    around = {table: {table, *table.iterancestors()} for table in root.iter("table")}
    if not whole or any(_is_shown(elements, hidden) for elements in around.values()):
        return hidden, apart
    if around and not any(_is_shown(elements, ()) for elements in around.values()):
        for element in {part for table, elements in around.items() for part in elements - {table}}:
            html_styles.show(element)
    return hidden if not around else set(), apart


def _is_shown(elements: set[etree._Element], hidden: Collection[etree._Element]) -> bool:
    return elements.isdisjoint(hidden) and not any(map(html_tables.is_hidden, elements))


def _notes(root: etree._Element, left_out: set[etree._Element]) -> list[str]:
    notes = []
    pictures = [image for image in root.iter("img", "{*}imagedata") if _is_content_picture(image)]
    if pictures:
        names = ", ".join((picture.get("src") or "")[:80] for picture in pictures[:5])
        notes.append(f"pictures: {len(pictures)} ({names})")
    hidden = sum(1 for table in root.iter("table") if table in left_out or html_tables.is_hidden(table))
    if hidden:
        notes.append(f"hidden tables left out: {hidden}")
    return notes


def _is_content_picture(image: etree._Element) -> bool:
    """Large enough to hold a table, and no button: icons and counters are not worth a note."""
    sizes = [re.match(r"\d+", image.get(side) or "") for side in ("width", "height")]
    return not any(size and int(size[0]) < SMALLEST_PICTURE for size in sizes)
