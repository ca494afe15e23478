"""Plain text and Markdown: lines exactly as they stand."""

import re
from collections.abc import Iterator

from extract import encoding
from extract.grid import Content, Line

# a form feed ends a page of pdftotext, a vertical tab a line of Word
LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")


def contents(data: bytes) -> Iterator[Content]:
    """The one way to read text: its lines with tabs, blanks and empty lines kept. Raises Unreadable."""
    text, name = encoding.decode(data)
    blocks = [Line(line, f"line {number}") for number, line in enumerate(LINE_END.split(text.replace("\x00", "")), 1)]
    yield Content(blocks=blocks, metadata={"encoding": name}, reader="text")
