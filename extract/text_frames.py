"""Boxes of one cell that a text draws around what stands in them, as converters write a page's tables of one cell."""

import re

RULE = re.compile(r"\s*\+[-=]{3,}\+\s*")
WITHIN = re.compile(r"\s*\|(.*)\|\s*")


def unframed(text: str) -> str:
    """The text with what stands in such boxes, also one within another, on the lines where it stands."""
    lines = text.split("\n")
    while (inner := without_frames(lines)) != lines:
        lines = inner
    return "\n".join(lines)


def without_frames(lines: list[str]) -> list[str]:
    """The lines without the strokes of the outermost boxes of one cell, or of one column; a box not closed stays."""
    found: list[str] = []
    start = 0
    while start < len(lines):
        end = end_of_frame(lines, start)
        within = lines[start:end] if end else []
        found += ["" if RULE.fullmatch(line) else WITHIN.sub(r"\1", line) for line in within] or [lines[start]]
        start = end or start + 1
    return found


def end_of_frame(lines: list[str], start: int) -> int:
    """Past the last line of such a box that begins with a line; 0 where none does."""
    end = 0
    if RULE.fullmatch(lines[start]):
        for index in range(start + 1, len(lines)):
            if lines[index].strip() == lines[start].strip():
                end = index + 1
            elif not WITHIN.fullmatch(lines[index]):
                break
    return end
