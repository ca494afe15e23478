"""What a paragraph of a Word document shows: without deleted, struck, hidden, white and prompting text."""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from extract.flow import noted

REMOVED = frozenset(("del", "moveFrom", "Fallback"))
LEFT_OUT = REMOVED | {"txbxContent", "pPr", "rPr", "p", "tbl", "rt", "sdtPr", "sdtEndPr"}
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
OFF = ("0", "false", "off")
UNSEEN = ("vanish", "strike", "dstrike")
RAISED = ("superscript", "subscript")
LEAST_RAISED = 5  # half points by which a mark stands above its line; less sets a line even
NOTE_MARKS = frozenset(("footnoteReference", "endnoteReference"))
WHITE = "FFFFFF"
UNKNOWN = "\ufffd"
TEXT_SYMBOLS = range(0xF020, 0xF07F)  # of a font for text: the character itself, moved into the private area
PICTURE_FONTS = ("symbol", "wingdings", "webdings", "dingbats", "marlett")
DEEPEST_STYLE = 12

Styles = dict[str, etree._Element]


def tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next((child for child in element if tag(child) == name), None) if element is not None else None
    return element


def attribute(element: etree._Element | None, name: str) -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def value(element: etree._Element | None, *path: str) -> str | None:
    """The attribute ``val`` of a descendant; '' where the element is there without one."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val") or ""


def styles(root: etree._Element) -> Styles:
    """Styles by their identifiers."""
    return {attribute(style, "styleId") or "": style for style in root.iter("{*}style")}


def text(paragraph: etree._Element, known: Styles) -> str:
    """What the paragraph shows, its text boxes left for later; a raised mark behind a figure stands in brackets."""
    shown = ""
    for is_raised, pieces in groupby(_pieces(paragraph, known), key=lambda piece: piece[1]):
        part = "".join(piece for piece, _ in pieces)
        shown += noted(shown, part) if is_raised else part
    return shown


def _pieces(paragraph: etree._Element, known: Styles) -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether each is raised or lowered."""
    stack = [(element, False) for element in reversed(paragraph)]
    while stack:
        element, is_raised = stack.pop()
        name = tag(element)
        if name in LEFT_OUT or (name == "sdt" and is_prompt(element)):
            continue
        if name == "r":
            properties = list(_properties(element, known))
            if _is_unseen(element, properties, known):
                continue
            is_raised = _is_raised(element, properties)
        if name == "t":
            yield element.text or "", is_raised
        elif name == "sym":
            yield _symbol(element), is_raised
        elif name in BREAKS:
            yield BREAKS[name], is_raised
        else:
            stack.extend((inner, is_raised) for inner in reversed(element))


def is_prompt(element: etree._Element) -> bool:
    """Whether a content control still shows the words that ask for its content."""
    return value(element, "sdtPr", "showingPlcHdr") not in (None, *OFF)


def _properties(run: etree._Element, known: Styles) -> Iterator[etree._Element]:
    """The run's own properties, then those of its style and of the styles that one is based on."""
    own = child(run, "rPr")
    if own is not None:
        yield own
    style = value(own, "rStyle")
    for _ in range(DEEPEST_STYLE):
        if not style or style not in known:
            return
        if (inherited := child(known[style], "rPr")) is not None:
            yield inherited
        style = value(known[style], "basedOn")


def _first(properties: list[etree._Element], name: str) -> str | None:
    return next((found for found in (value(one, name) for one in properties) if found is not None), None)


def _is_unseen(run: etree._Element, properties: list[etree._Element], known: Styles) -> bool:
    if any(_first(properties, name) not in (None, *OFF) for name in UNSEEN):
        return True
    return (_first(properties, "color") or "").upper() == WHITE and not _is_shaded(run, known)


def _is_shaded(run: etree._Element, known: Styles) -> bool:
    """Whether the run, its paragraph, its cell or its table's style has a background on which white can be read."""
    for element in (run, *run.iterancestors()):
        shadings = [child(element, f"{tag(element)}Pr", "shd")]
        if tag(element) == "tbl":
            style = known.get(value(element, "tblPr", "tblStyle") or "")
            shadings += style.iter("{*}shd") if style is not None else []
        if any((attribute(shading, "fill") or "auto").upper() not in ("AUTO", WHITE) for shading in shadings):
            return True
        if tag(element) == "tbl":
            return False
    return False


def _is_raised(run: etree._Element, properties: list[etree._Element]) -> bool:
    is_mark = any(tag(inner) in NOTE_MARKS for inner in run)
    height = _first(properties, "position") or ""
    is_high = height.isascii() and height.isdigit() and int(height) >= LEAST_RAISED
    return is_mark or is_high or _first(properties, "vertAlign") in RAISED


def _symbol(element: etree._Element) -> str:
    """A character given by its number in a font."""
    code = int(attribute(element, "char") or "0", 16)
    font = (attribute(element, "font") or "").lower()
    if code in TEXT_SYMBOLS and not font.startswith(PICTURE_FONTS):
        return chr(code - 0xF000)
    return UNKNOWN if 0xE000 <= code <= 0xF8FF or not code else chr(code)
