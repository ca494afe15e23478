"""How lines of text separate their cells: by tabs, bars, one cell a line, or blanks; runs of one layout."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from extract.grid import Line

RULE = re.compile(r"[\s|+:=\-–—─━┼┬┴├┤┌┐└┘╋]*(?:[=\-─━]{3,})[\s|+:=\-–—─━┼┬┴├┤┌┐└┘╋]*")
BARS = str.maketrans("│┃¦｜", "||||")
INDENTED = re.compile(r"\t|\t+[^\t]+")  # one cell, led by tabs
LONGEST_LABEL = 90  # characters; a longer line is running text


def runs(lines: Sequence[Line], is_title: Callable[[str], bool]) -> Iterator[tuple[str, list[Line]]]:
    """Neighbouring lines of one layout: tabs, tab_cells, bars or words. Drawn rules are left out."""
    kinds = ["title" if is_title(line.text) else layout(line.text) for line in lines]
    current, run = "", []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "rule":
            continue
        if kind == "title":
            if run:
                yield current, run
            current, run = "words", [line]
            continue
        if kind == "lone_tab" and current != "tabs":
            kind = "tab_cells"
        elif kind == "lone_tab":
            kind = "tabs"
        elif kind == "tabs" and current == "tab_cells" and not line.text.strip("\t\r\n"):
            kind = "tab_cells"  # an empty cell
        elif kind in ("words", "empty") and current == "tab_cells":
            # a further line of a cell, or the end of a row: as long as the next cells go on in the same way
            following = next((other for other in kinds[index + 1 :] if other not in ("empty", "words")), "")
            within = kinds[index - 1] != "empty" and len(line.text) <= LONGEST_LABEL and following == "lone_tab"
            kind = "tab_cells" if kind == "empty" or within else "words"
        elif kind == "fenced" and current == "bars":
            kind = "bars"
        elif kind in ("words", "empty") and current == "bars":
            kind = "bars" if kind == "empty" or begins_cell(lines[index:], kinds[index:]) else "words"
        elif kind == "words" and len(line.text.strip()) <= LONGEST_LABEL and kinds[index + 1 : index + 2] == ["bars"] \
                and lines[index + 1].text.strip().translate(BARS).strip("| ") == "":
            kind = "bars"
        elif kind == "empty":
            kind = "words"
        if kind != current and run:
            yield current, run
            run = []
        current = kind
        run.append(line)
    if run:
        yield current, run


def begins_cell(lines: Sequence[Line], kinds: Sequence[str]) -> bool:
    """Whether the first of some lines, none of which has a bar, begins a cell that ends at a bar further down: no
    empty line stands between them, but perhaps one right above the bar, and all are no longer than a label."""
    words = list(takewhile(lambda line: line[1] == "words", zip(lines, kinds, strict=True)))
    behind = [kind for kind in kinds[len(words) : len(words) + 2] if kind != "empty"]
    return behind[:1] == ["bars"] and sum(len(line.text.strip()) for line, _ in words) <= LONGEST_LABEL


def layout(text: str) -> str:
    """How one line separates its cells."""
    if RULE.fullmatch(text):
        return "rule"
    if INDENTED.fullmatch(text):
        return "lone_tab"
    if "\t" in text:
        return "tabs"
    barred = text.translate(BARS).strip()
    if "|" in barred:
        fenced = barred[0] == barred[-1] == "|" and barred.count("|") > 2 and set(barred) != {"|"}
        return "fenced" if fenced else "bars"
    return "words" if text.strip() else "empty"
