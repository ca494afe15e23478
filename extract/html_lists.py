"""Lists that stand for rows of a table, as pages for small screens set them: a label, then name and figure of each
column. They are turned into tables."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

PAIR = re.compile(r"\s*([^:：]{1,40}?)\s*[:：]\s*([^:：]{0,40}?)\s*", re.DOTALL)


class Listed(NamedTuple):
    """One list: what it labels, the names of its columns and what stands in them."""

    label: str
    names: tuple[str, ...]
    values: tuple[str, ...]


def tabled(root: etree._Element) -> None:
    """Put a table in place of each run of lists with the same names in which some value begins with a digit."""
    for first in list(root.iter("dl")):
        run = list(alike(first)) if first.getparent() is not None else []
        lists = [listed(element) for element in run]
        if any(value[:1].isdigit() for one in lists for value in one.values):
            table = etree.Element("table", dict(first.attrib))
            for cells in (("", *lists[0].names), *((one.label, *one.values) for one in lists)):
                row = etree.SubElement(table, "tr")
                for text in cells:
                    etree.SubElement(row, "td").text = text
            table.tail = run[-1].tail
            first.getparent().replace(first, table)
            for element in run[1:]:
                element.getparent().remove(element)


def alike(first: etree._Element) -> Iterator[etree._Element]:
    """The list and those right behind it that have the same names and marks."""
    one = listed(first)
    if one is None:
        return
    yield first
    before = first
    for element in takewhile(lambda other: other.tag == "dl" and dict(other.attrib) == dict(first.attrib),
                             first.itersiblings()):
        other = listed(element)
        if other is None or other.names != one.names or (before.tail or "").strip():
            return
        yield element
        before = element


def listed(element: etree._Element) -> Listed | None:
    """What a list says; None unless it is one label and then pairs of a name and a short value."""
    label, *others = [child for child in element if isinstance(child.tag, str)] or [element]
    pairs = [PAIR.fullmatch("".join(child.itertext())) for child in others if child.tag == "dd"]
    if label.tag != "dt" or not pairs or len(pairs) < len(others) or None in pairs:
        return None
    return Listed("".join(label.itertext()).strip(), *zip(*(pair.groups() for pair in pairs), strict=True))
