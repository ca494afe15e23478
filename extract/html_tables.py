"""The tree of a web page as a flow of lines and tables."""

import re
from collections.abc import Collection

from lxml import etree

from extract import html_styles
from extract.cells import UNKNOWN
from extract.flow import Box, Flow, Row, Table

LINE_TAGS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    )
)  # fmt: skip
SKIPPED_TAGS = frozenset(
    (
        "applet", "audio", "canvas", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
        "template", "title", "video", "xml"
    )
)  # fmt: skip
STRUCK_TAGS = frozenset(("s", "strike", "del"))
WRITTEN_IN = frozenset(("text", "number", "tel"))  # fields that show what they hold
RAISED_TAGS = frozenset(("sup", "sub"))
ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
SWALLOWED = re.compile(r"[^<]*>[^<]*</?[A-Za-z]")
NUMBER = re.compile(r"\s*[+\-−]?\d(?!\d?\s*[.．、)）]\s*[^\s\d])")  # no numbered label
LINE_END = re.compile(r"\r\n|[\r\n]")
WIDEST = 300
TALLEST = 2000
DEEPEST = 40


def is_hidden(element: etree._Element) -> bool:
    """Whether the element itself is marked as not shown, or struck out."""
    return (
        element.get("hidden") is not None
        or element.tag in STRUCK_TAGS
        or html_styles.unseen(element.get("style") or "")
    )


def flow(root: etree._Element, hidden: Collection[etree._Element] = (), apart: Collection[etree._Element] = (),
         loose_lines: bool = False) -> Flow:
    """Lines and tables of the page without the elements ``hidden``; those ``apart`` are lines of their own.
    ``loose_lines``: lines of the source are lines of the page, for it has no markup but its tables."""
    return _Walk(hidden, apart, loose_lines).run(root)


class _Walk:
    """One pass over the tags with a stack of open cells, so that no depth of nesting exhausts it."""

    def __init__(self, hidden: Collection[etree._Element], apart: Collection[etree._Element], loose_lines: bool):
        self.hidden, self.apart = hidden, apart
        self.flows = [Flow()]
        self.tables: list[Table] = []
        self.opened: list[etree._Element] = []
        self.groups = 0
        self.skipping = 0
        self.strays = False  # whether figures stand between the last row and the next
        self.preserving = int(loose_lines)

    def run(self, root: etree._Element) -> Flow:
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "start":
                self._start(element)
                self._text(element.text)
                continue
            if event == "end":
                self._end(element)
            if element is not root:
                self._text(element.tail)
        self.flows[0].end_line()
        return self.flows[0]

    def _text(self, text: str | None) -> None:
        if not text or self.skipping:
            return
        if self.opened and text.strip() and self._is_stray(text):
            return
        if not self.preserving:
            self.flows[-1].add(BLANKS.sub(" ", text))
            return
        first, *others = LINE_END.split(text)
        self.flows[-1].add(first)
        for line in others:
            self.flows[-1].end_line()
            self.flows[-1].add(line)

    def _start(self, element: etree._Element) -> None:
        tag = element.tag.lower()
        if self.skipping or tag in SKIPPED_TAGS or element in self.hidden or is_hidden(element):
            self.skipping += 1
            return
        self.preserving += _preserves(element)
        if self._is_line(element):
            self.flows[-1].end_line()
        if _is_raised(element):
            self.flows[-1].open_note()
        if tag == "input" and (element.get("type") or "text").lower() in WRITTEN_IN:
            self.flows[-1].add(element.get("value") or "")
        if tag == "table" and len(self.tables) < DEEPEST:
            self.tables.append(Table())
            self._open(element, Flow())  # for text that stands in the table but in no cell
        elif tag in ROW_GROUPS:
            self.groups += 1
        elif tag == "tr" and self.tables:
            self._start_row(element)
            self._open(element, Flow())  # for text that stands in the row but in no cell
        elif tag in ("td", "th") and self.tables:
            self._start_box(element)
        if self.tables and self.tables[-1].rows and _has_swallowed(element):
            self.tables[-1].rows[-1].damaged = True

    def _is_stray(self, text: str) -> bool:
        """Whether text stands within a row but in no cell: it takes the place of a cell whose tag is damaged, and no
        figure of the row is certain. A figure between two rows may be of either."""
        rows = self.tables[-1].rows
        if self.opened[-1].tag == "tr":
            rows[-1].damaged = True
            rows[-1].boxes.append(Box(Flow([text.strip()])))
            return True
        if self.opened[-1].tag == "table" and NUMBER.match(text) and not any(map(str.isalpha, text)):
            self.strays = True
            for row in rows[-1:]:
                row.damaged = True
        return False

    def _is_line(self, element: etree._Element) -> bool:
        return (element.tag.lower() in LINE_TAGS or element in self.apart
                or html_styles.stands_apart(element.get("style") or ""))

    def _start_row(self, element: etree._Element) -> None:
        self.tables[-1].rows.append(Row(self._group(element), is_foot=_is_in_foot(element), damaged=self.strays))
        self.strays = False

    def _start_box(self, element: etree._Element) -> None:
        rows = self.tables[-1].rows
        if not rows or _row_around(element) is None and _begins(element):
            self._start_row(element)
        width, height = _number(element.get("colspan"), WIDEST) or 1, _number(element.get("rowspan"), TALLEST)
        rows[-1].boxes.append(Box(Flow(), width, height))
        self._open(element, rows[-1].boxes[-1].flow)

    def _open(self, element: etree._Element, inner: Flow) -> None:
        self.opened.append(element)
        self.flows.append(inner)

    def _group(self, row: etree._Element) -> int:
        """Row spans end with the row group; rows that stand in none share one."""
        parent = row.getparent()
        return self.groups if parent is not None and parent.tag in ROW_GROUPS else 0

    def _end(self, element: etree._Element) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        if self._is_line(element):
            self.flows[-1].end_line()
        if _is_raised(element):
            self.flows[-1].close_note()
        self.preserving -= _preserves(element)
        if self.opened and self.opened[-1] is element:
            self.opened.pop()
            inner = self.flows.pop()
            inner.end_line()
            tag = element.tag.lower()
            if tag in ("table", "tr"):
                self.flows[-1].parts += inner.parts
            if tag == "table":
                self.tables[-1].rows.sort(key=lambda row: row.is_foot)
                self.flows[-1].add_table(_doubted(self.tables.pop()))


def _row_around(element: etree._Element) -> etree._Element | None:
    """The row of the nearest table in which the element stands, or which it is; None in none."""
    while element is not None and element.tag not in ("tr", "table"):
        element = element.getparent()
    return element if element is not None and element.tag == "tr" else None


def _begins(cell: etree._Element) -> bool:
    """Whether no cell stands right before this one; a cell in no row begins one, as browsers have it."""
    before = cell.getprevious()
    return before is None or before.tag not in ("td", "th")


def _has_swallowed(element: etree._Element) -> bool:
    """Whether an attribute holds the end of its tag and further tags: its own end is lost, and with it are texts up to
    the next quote."""
    return any(map(SWALLOWED.match, element.attrib.values()))


def _doubted(table: Table) -> Table:
    """The table with an unknown letter before each figure of the rows whose markup is damaged: what stands there
    may belong to another cell."""
    for row in table.rows:
        for box in row.boxes if row.damaged else ():
            box.flow.parts = [f"{UNKNOWN}{part}" if isinstance(part, str) and NUMBER.match(part) else part
                              for part in box.flow.parts]
    return table


def _is_raised(element: etree._Element) -> bool:
    tag = element.tag.lower()
    return tag in RAISED_TAGS or tag not in LINE_TAGS and html_styles.is_raised(element.get("style") or "")


def _is_in_foot(row: etree._Element) -> bool:
    """Whether the row stands at the foot of its table, wherever its source does."""
    parent = row.getparent()
    return parent is not None and parent.tag == "tfoot"


def _preserves(element: etree._Element) -> bool:
    return element.tag.lower() == "pre" or bool(PRESERVED.search(element.get("style") or ""))


def _number(text: str | None, largest: int) -> int | None:
    """A span as written: 1 where it is none, None for 0, never more than ``largest``."""
    match = re.match(r"\s*\+?(\d{1,9})", text or "1")
    value = int(match[1]) if match else 1
    return min(value, largest) if value else None
