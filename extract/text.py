"""Plain text and Markdown: lines exactly as they stand, and the tables that they draw."""

import re
from collections.abc import Iterator

from extract import encoding, text_grids
from extract.grid import Content, Line
from extract.text_marks import marked, unmarked

# a form feed ends a page of pdftotext, a vertical tab a line of Word
LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")


def contents(data: bytes) -> Iterator[Content]:
    """Text with its drawn tables as grids, where it draws any; then its lines alone, with tabs, blanks and empty lines
    kept. Raises Unreadable."""
    text, name = encoding.decode(data)
    lines = [Line(marked(line), f"line {number}")
             for number, line in enumerate(LINE_END.split(text.replace("\x00", "")), 1)]
    blocks = text_grids.drawn(lines)
    if blocks != lines:
        yield Content(blocks=unmarked(blocks), metadata={"encoding": name}, reader="text_grids")
    yield Content(blocks=unmarked(lines), metadata={"encoding": name}, reader="text")
