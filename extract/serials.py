"""Numbers that count the rows of a table of text: before labels that bear a number of their own, from row to row one
higher. They are no figures of the row above, nor of the one they begin."""

import re
from collections.abc import Iterator, Sequence

from extract import fold
from extract.form import Forms
from extract.grid import Line

BEGINS = re.compile(r"(\s*\|?\s*)(\d{1,2})(\s*\||\s|$)")
LEAST = 6  # rows in turn; totals right before the label of the next row do not go up by one so often
CELL = re.compile(r"[^|\t]*")
BETWEEN = "| \t\u3000"  # cells


def without(lines: Sequence[Line], forms: Forms) -> list[Line]:
    """The lines without such numbers; a line that holds nothing else is left out."""
    numbers = dict(leading(lines, forms))
    serial: set[int] = set()
    run: list[int] = []
    for index in numbers:
        if run and numbers[index] != numbers[run[-1]] + 1:
            run = []
        run.append(index)
        serial.update(run if len(run) >= LEAST else ())
    return [cut(line) if index in serial else line for index, line in enumerate(lines)
            if index not in serial or rest(line.text)]


def leading(lines: Sequence[Line], forms: Forms) -> Iterator[tuple[int, int]]:
    """The lines that begin with a number which a label with its own number follows, there or below, and this number.

    The title of a section bears a number too: what stands before that is the last figure of a table.
    """
    for index, (text, _) in enumerate(lines):
        if found := BEGINS.match(text):
            below = (words for line in lines[index + 1 :] if (words := line.text.strip(BETWEEN)))
            label = rest(text) or next(below, "")
            words = fold.skeleton(CELL.match(label).group())
            if fold.number(label) and forms.is_part_of_label(words) and words not in forms.sections:
                yield index, int(found[2])


def rest(text: str) -> str:
    """What a line prints behind the number that begins it."""
    return text[BEGINS.match(text).end(2):].strip(BETWEEN)


def cut(line: Line) -> Line:
    """The line without the number that begins it; where a bar or a tab shows the number's cell, that stays, empty."""
    found = BEGINS.match(line.text)
    if "|" in found[1] or "\t" in found[3]:
        return line._replace(text=found[1] + line.text[found.end(2):])
    return line._replace(text=line.text[found.end():].lstrip())
