"""Pages that keep their text in a field, a frame, a template or a script's data, for a script to show."""

import json
import re
from collections.abc import Iterator

from lxml import etree

FIELDS = ("textarea", "xmp")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
TABLE = re.compile(r"<table\b", re.IGNORECASE)
MASKED_TABLE = re.compile(r"(?:<|\\u003c)table\b", re.IGNORECASE)


def opened(root: etree._Element) -> None:
    """Put what such a page keeps where it is kept, in place of the field or script; a page that has tables of its
    own outside of templates shows its text itself and stays as it is."""
    templates = list(root.iter("template"))
    kept = {table for template in templates for table in template.iter("table")}
    if any(table not in kept for table in root.iter("table")):
        return
    for template in templates:
        template.tag = "div"
    for element in list(root.iter(*FIELDS, "script", "iframe")):
        texts = list(markup(element))
        if texts:
            element.tag = "div"
            element.attrib.clear()
            element.text = None
            element[:] = [part for text in texts for body in parsed(text).iter("body") for part in body]


def parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return etree.Element("html") if root is None else root


def markup(element: etree._Element) -> Iterator[str]:
    """The texts with tables that a field or a frame holds, or a script as strings of its data."""
    text = (element.get("srcdoc") if element.tag == "iframe" else element.text) or ""
    if element.tag in (*FIELDS, "iframe"):
        if TABLE.search(text):
            yield text
    elif MASKED_TABLE.search(text):
        for match in STRING.finditer(text):
            if MASKED_TABLE.search(match[0]):
                try:
                    yield json.loads(match[0], strict=False)
                except ValueError:
                    continue
