"""What styles inside a page hide, strike out or set apart: rules of names, tags and identifiers, no more.

A page's own sheets only; what scripts or further files would change is not known here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
BRACE = re.compile(r"([{}])")
DECLARATION = re.compile(
    r"(?:^|;)\s*(display|visibility|text-decoration|text-decoration-line|mso-hide)\s*:\s*([^;!]+)(!\s*important)?",
    re.IGNORECASE,
)
HIDING = {"display": ("none",), "visibility": ("hidden", "collapse"), "mso-hide": ("all",)}
APART = frozenset(("block", "flex", "grid", "list-item", "table", "table-row", "table-cell", "table-caption"))
TABLED = {"table": "table", "table-row-group": "tbody", "table-header-group": "thead", "table-footer-group": "tfoot",
          "table-row": "tr", "table-cell": "td", "table-caption": "caption"}
STRUCK = "line-through"
RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
NO_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*0+(?:\.0*)?(?:[a-z]+|%)?\s*(?:!|;|$)", re.IGNORECASE)
PART = re.compile(r"([.#]?)(-?[\w\u0080-\uffff][\w\u0080-\uffff-]*)")
SIMPLE = re.compile(r"(?:[.#]?-?[\w\u0080-\uffff][\w\u0080-\uffff-]*)+")
SHOWN_ON = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
MOST_RULES = 3000
LONGEST = 2_000_000  # characters of one sheet


class Rule(NamedTuple):
    """One selector of a rule, its compounds from the outermost to the element itself, and what it declares:
    property → (value, important). ``weight`` is its specificity and its place among the rules."""

    compounds: tuple[frozenset[str], ...]
    weight: tuple[int, int, int, int]
    declared: dict[str, tuple[str, bool]]


def unseen(style: str) -> bool:
    """Whether declarations leave out the element they stand for: not displayed, struck out, or of no size."""
    declared = declarations(style).items()
    return bool(NO_SIZE.search(style)) or any(is_left_out_by(name, value) for name, (value, _) in declared)


def show(element: etree._Element) -> None:
    """Undo the marks by which an element itself is not displayed; what is struck out stays so."""
    element.attrib.pop("hidden", None)
    element.set("style", DECLARATION.sub(lambda found: found[0] if STRUCK in found[2].lower() else ";",
                                         element.get("style") or ""))


def stands_apart(style: str) -> bool:
    """Whether declarations set the element they stand for apart from its line."""
    return declarations(style).get("display", ("", False))[0].lower() in APART


def is_raised(style: str) -> bool:
    """Whether declarations set the element they stand for above or below its line, as a mark of a note stands."""
    return bool(RAISED.search(style))


def is_left_out_by(name: str, value: str) -> bool:
    return STRUCK in value.lower() if name == "text-decoration" else value.lower() in HIDING[name]


def declarations(style: str) -> dict[str, tuple[str, bool]]:
    """Property → value and whether it is important; of a property declared twice the later."""
    return {
        match[1].lower().removesuffix("-line"): (match[2].strip(), bool(match[3]))
        for match in DECLARATION.finditer(style)
    }


def styled(root: etree._Element) -> tuple[set[etree._Element], set[etree._Element]]:
    """The elements that the page's own style sheets leave out, and those that they set apart from their line."""
    by_key = sheets(root)
    hidden, apart = set(), set()
    for element in root.iter(etree.Element) if by_key else ():
        values = from_sheets(element, by_key)
        if any(is_left_out_by(name, value) for name, value in values.items()):
            hidden.add(element)
        if values.get("display", "").lower() in APART:
            apart.add(element)
    return hidden, apart


def tabled(root: etree._Element) -> None:
    """Give elements that styles set as a table, and those in one that they set as its rows and cells, the tags of
    these."""
    by_key = sheets(root)
    tables = set()
    for element in root.iter(etree.Element):
        own = declarations(element.get("style") or "").get("display", ("", False))[0]
        tag = TABLED.get((own or from_sheets(element, by_key).get("display", "")).lower())
        if tag and element.tag not in TABLED.values() and (
                tag == "table" or not tables.isdisjoint(element.iterancestors())):
            element.tag = tag
            tables |= {element} if tag == "table" else set()


def sheets(root: etree._Element) -> dict[str, list[Rule]]:
    """The rules of the page's sheets by a part of their last compound."""
    by_key: dict[str, list[Rule]] = {}
    for rule in rules(root):
        by_key.setdefault(max(rule.compounds[-1], key=lambda part: part[0] in ".#"), []).append(rule)
    return by_key


def from_sheets(element: etree._Element, by_key: dict[str, list[Rule]]) -> dict[str, str]:
    """Property → value of all that sheets say of the element and its own style does not."""
    found = [rule for key in parts(element) for rule in by_key.get(key, ()) if matches(element, rule.compounds)]
    names = {name for rule in found for name in rule.declared}
    own = declarations(element.get("style") or "") if names else {}
    return {name: max((rule.declared[name][1], rule.weight, rule.declared[name][0]) for rule in found
                      if name in rule.declared)[2] for name in names - own.keys()}


def parts(element: etree._Element) -> set[str]:
    """What a selector may call the element by."""
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return names | {element.tag.lower()} | ({f"#{element.get('id')}"} if element.get("id") else set())


def matches(element: etree._Element, compounds: tuple[frozenset[str], ...]) -> bool:
    """Whether the element answers to the last compound and its ancestors, in order, to those before."""
    *outer, own = compounds
    if not own <= parts(element):
        return False
    ancestor = element.getparent()
    while outer and ancestor is not None:
        if outer[-1] <= parts(ancestor):
            outer.pop()
        ancestor = ancestor.getparent()
    return not outer


def rules(root: etree._Element) -> Iterator[Rule]:
    """The rules of the page's sheets that can be read; those for paper or small screens are left aside."""
    count = 0
    for sheet in root.iter("style"):
        if sheet.get("media") and not SHOWN_ON.search(sheet.get("media")):
            continue
        for selectors, body in bodies(COMMENT.sub("", "".join(sheet.itertext())[:LONGEST])):
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                words = selector.replace(">", " ").split()
                if not words or not all(map(SIMPLE.fullmatch, words)):
                    continue
                count += 1
                if count > MOST_RULES:
                    return
                yield Rule(tuple(map(compound, words)), (*specificity(words), count), declared)


def bodies(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand for themselves, in no block such as one for printing."""
    depth, selectors, text = 0, "", ""
    for token in BRACE.split(sheet):
        if token == "{":
            depth += 1
            selectors = text.rpartition(";")[2].replace("<!--", "") if depth == 1 else selectors
        elif token == "}":
            if depth == 1 and "@" not in selectors:
                yield selectors, text
            depth = max(0, depth - 1)
            text = ""
        else:
            text = token


def compound(word: str) -> frozenset[str]:
    return frozenset(mark + (name if mark else name.lower()) for mark, name in PART.findall(word))


def specificity(words: list[str]) -> tuple[int, int, int]:
    marks = [mark for word in words for mark, _ in PART.findall(word)]
    return marks.count("#"), marks.count("."), marks.count("")
