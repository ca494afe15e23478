"""Markup that Markdown writers set around words of one look: ``[words]{lang="zh" .name}`` becomes the words alone.

Columns of text are told by their places in the line, so what is taken out leaves marks of the same width that are not
seen, until the tables are drawn.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.grid import Cell, Grid, Line

MARK = "\x01"  # a control that stands in no text: one column wide, and no blank
ATTRIBUTE = r"(?:[.#][\w-]+|[\w:-]+=(?:\"[^\"]*\"|[\w.-]+))"
SPAN = re.compile(rf"\[((?:[^\[\]\\]|\\.)*)\](\{{\s*{ATTRIBUTE}(?:\s+{ATTRIBUTE})*\s*\}})")


def marked(text: str) -> str:
    """A line with marks in place of what stands around its spans, one within another too."""
    while SPAN.search(text):
        text = SPAN.sub(lambda span: f"{MARK}{span[1]}{MARK * (len(span[2]) + 1)}", text)
    return text


def unmarked(blocks: Iterable[Line | Grid]) -> list[Line | Grid]:
    """Lines and grids without the marks."""
    return [clean(block) if isinstance(block, Line) else
            replace(block, rows=tuple(tuple(map(clean, row)) for row in block.rows)) for block in blocks]


def clean(printed: Line | Cell) -> Line | Cell:
    return printed._replace(text=printed.text.replace(MARK, ""))
