"""Remarks in brackets behind figures, wrapped below them in columns without lines: brought back behind the figure."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from extract.pdf_letters import Letter
from extract.pdf_lines import BLANK, DOUBT, gap, lines

NUMBER = r"[+\-−－]?\d[\d.,，]*[^\W\d_]{0,2}"
OPEN = re.compile(rf"{NUMBER}[（(\[][^）)\]]*")
FIGURE = re.compile(NUMBER)
OPENING = "（(["
CLOSED = re.compile(r"[^）)\]]*[）)\]]")
LEADING = 1.75  # letter sizes from line to line of one cell
WIDEST_LEADING = 3.0  # the same where an open bracket shows that the line below goes on with it
WIDEST = 9.0  # letter sizes of a line of a remark
BESIDE = 1.0  # letter sizes by which a line of a remark may stand out to either side of the one above
MOST_LINES = 12
SEVERAL = 3  # figures
ON_LINE = 0.3  # letter sizes
SAME_HEIGHT = 0.15  # letter sizes: a label further off the height of a figure is that of another row
CLOSE = 0.75  # of the usual distance of rows: lines nearer than this are of one cell
FEWEST = 3  # distances of rows, so many that they show the usual one
APART = 1.1  # times the distance of a remark's own lines: a figure further above is another row's

Part = list[Letter]


def gathered(letters: list[Letter]) -> list[Letter]:
    """The letters, those of a wrapped remark as the text of the last letter of its figure, on the line of its row;
    figures of which it is not certain whether the number before a remark ends them are in doubt."""
    rows = [_parts(line) for line in lines(letters)]
    bases = _row_bases(rows)
    taken: set[int] = set()
    moved: dict[int, Letter] = {}
    joined: set[int] = set()
    for number, row in enumerate(rows):
        for part in row:
            chain = _chain(part, rows[number + 1 : number + 1 + 2 * MOST_LINES]) if id(part[0]) not in taken else []
            if chain and _is_of_one_row(part, chain, bases):
                above = _above(part, chain, rows[max(0, number - MOST_LINES) : number], bases)
                chain = [*above, part, *chain]
                taken |= {id(letter) for other in chain for letter in other}
                moved |= _on_one_line(chain[0], chain[1:], _row_base(chain, letters, bases))
                joined |= {id(part[0])} if above else set()
    for part in [*_cut(rows, joined, bases), *_ends(rows, bases)]:
        taken |= {id(letter) for letter in part}
        moved[id(part[0])] = _doubted([moved.get(id(letter), letter) for letter in part])
    return [moved.get(id(letter), letter) for letter in letters if id(letter) in moved or id(letter) not in taken]


def _row_bases(rows: list[list[Part]]) -> list[float]:
    """The baselines on which rows stand for certain: with a label before a figure at its height, or with several
    figures."""
    figures = [[part for part in row if FIGURE.fullmatch(_text(part))] for row in rows]
    edge = min((found[0][0].x0 for found in figures if len(found) > 1), default=0.0)
    return [
        found[0][0].base for row, found in zip(rows, figures, strict=True)
        if len(found) >= SEVERAL or (found and row[0] not in found and row[0][-1].x1 < edge
                                     and abs(row[0][-1].base - found[0][0].base) < SAME_HEIGHT * found[0][0].size)
    ]  # fmt: skip


def _above(part: Part, chain: list[Part], rows: list[list[Part]], bases: list[float]) -> list[Part]:
    """The beginning of the number that the remark's first line ends, where that was wrapped too: it stands right above
    and not on a row of its own."""
    size = part[0].size
    furthest = max(LEADING * size, APART * (chain[0][0].base - part[0].base))
    if not _text(part)[0].isdigit():
        return []
    for row in reversed(rows):
        found = [other for other in row if _is_under(other, part)]
        if part[0].base - max(other[0].base for other in found or row) > furthest:
            return []
        if found:
            is_row = any(abs(base - found[0][0].base) < ON_LINE * size for base in bases)
            own = {other[0].base for other in chain if FIGURE.fullmatch(_text(other))}  # digits within the remark
            top, bottom = part[0].base - ON_LINE * size, chain[-1][0].base + ON_LINE * size
            has_row = any(top < base < bottom for base in bases if base not in own)
            return found if len(found) == 1 and _text(found[0]).isdigit() and not (is_row and has_row) else []
    return []


def _is_of_one_row(part: Part, chain: list[Part], bases: list[float]) -> bool:
    """Whether what stands from the first line of a remark to its last is no more than one row."""
    top, bottom = (line[0].base for line in (part, chain[-1]))
    slack = ON_LINE * part[0].size
    own = [base for base in bases if top - slack < base < bottom + slack]
    return all(base - own[0] < slack for base in own)


def _cut(rows: list[list[Part]], joined: set[int], bases: list[float]) -> Iterator[Part]:
    """Figures that may go on in the line below: there a number stands with the beginning of a remark, as near to the
    figure above it as the remark's own lines are to one another; where it seems to be on a row of its own, no further
    than lines of a cell usually are. The other figures of both lines may be cut as well."""
    for number, (upper, lower) in enumerate(pairwise(rows), 1):
        has_row = lower[0][0].base in bases and upper[0][0].base in bases
        pairs = [(above, part) for part in lower for above in upper if _is_number(above) and _is_under(above, part)]
        heads = [part for _, part in pairs if OPEN.fullmatch(_text(part)) and id(part[0]) not in joined]
        leading = LEADING if has_row else WIDEST_LEADING
        if any(lower[0][0].base - upper[0][0].base <= _step(head, rows[number + 1 :], leading) for head in heads):
            yield from (above for above, part in pairs if id(part[0]) not in joined and _text(part)[0].isdigit())
            yield from (part for _, part in pairs if part in heads or _is_number(part))


def _ends(rows: list[list[Part]], bases: list[float]) -> Iterator[Part]:
    """Figures below one another, the lower ones few and far nearer than rows are: they may be the ends of the upper."""
    steps = [below - above for above, below in pairwise(bases)]
    if len(steps) < FEWEST:
        return
    nearest = CLOSE * median(steps)
    for upper, lower in pairwise(rows):
        figures = [part for part in lower if _is_number(part)]
        is_partial = 2 * len(figures) <= sum(map(_is_number, upper))
        if is_partial and lower[0][0].base - upper[0][0].base < min(nearest, LEADING * lower[0][0].size):
            pairs = [(above, part) for part in figures for above in upper
                     if _is_number(above) and _is_under(above, part)]  # fmt: skip
            yield from {id(part): part for pair in pairs for part in pair}.values()


def _step(head: Part, below: list[list[Part]], leading: float) -> float:
    """How far at most the lines of the remark that begins here are apart: no more than ``leading`` letter sizes."""
    size = head[0].size
    under = next((part for row in below[:2] for part in row if _is_under(head, part)), head)
    step = under[0].base - head[0].base
    return min(APART * step, leading * size) if step else LEADING * size


def _is_number(part: Part) -> bool:
    return all(letter.text.isdigit() for letter in part)


def _doubted(part: Part) -> Letter:
    """A figure as one letter, so that no rule parts it again."""
    return part[0]._replace(text=_text(part) + DOUBT, x1=part[-1].x1)


def _parts(line: list[Letter]) -> list[Part]:
    """The line cut at blanks, but not within a stroke of a remark."""
    parts: list[Part] = []
    for letter in line:
        last = parts[-1] if parts else []
        is_word = last and letter.run == last[-1].run and not _is_digit(last[-1], letter)
        if last and gap(last[-1], letter) <= (2 * BLANK if is_word else BLANK):
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return parts


def _is_digit(before: Letter, letter: Letter) -> bool:
    return before.text.isdigit() and letter.text.isdigit()


def _text(part: Part) -> str:
    return "".join(letter.text for letter in part)


def _chain(part: Part, below: list[list[Part]]) -> list[Part]:
    """The further lines of a remark that begins in this part, or right below it; empty where there is none."""
    text = _text(part)
    is_open = OPEN.fullmatch(text)
    if not is_open and not FIGURE.fullmatch(text):
        return []
    chain = [part]
    for row in below:
        last = chain[-1]
        under = [other for other in row if _is_under(last, other)]
        if min(other[0].base for other in under or row) - last[0].base > WIDEST_LEADING * last[0].size:
            return []
        if len(under) != 1 or (not is_open and under[0][0].text not in OPENING):
            if under:
                return []
            continue
        is_open = True
        chain.append(under[0])
        if CLOSED.fullmatch(_text(under[0])):
            return chain[1:]
        if len(chain) > MOST_LINES or CLOSED.match(_text(under[0])):
            return []
    return []


def _is_under(upper: Part, lower: Part) -> bool:
    slack, width = BESIDE * upper[0].size, lower[-1].x1 - lower[0].x0
    is_within = lower[0].x0 >= upper[0].x0 - 4 * slack and lower[-1].x1 <= upper[-1].x1 + 4 * slack
    return lower[0].x0 < upper[-1].x1 and upper[0].x0 < lower[-1].x1 and width < WIDEST * slack and is_within


def _row_base(chain: list[Part], letters: list[Letter], bases: list[float]) -> float:
    """The baseline of the row that a cell of several lines belongs to: one on which a row stands for certain, or else
    other figures do, in the middle of the cell or else at its top or its bottom; where there is none, the middle."""
    own = {id(letter) for part in chain for letter in part}
    first, last, size = chain[0][0].base, chain[-1][0].base, chain[0][0].size
    digits = (letter for letter in letters if letter.text[0].isdigit() and id(letter) not in own)
    others = {base for base in bases if first - 1 <= base <= last + 1}
    others = others or {letter.base for letter in digits if first - 1 <= letter.base <= last + 1}
    for wanted in ((first + last) / 2, first, last):
        near = min(others, key=lambda base: abs(base - wanted), default=None)
        if near is not None and abs(near - wanted) < ON_LINE * size:
            return near
    return (first + last) / 2


def _on_one_line(part: Part, chain: list[Part], base: float) -> dict[int, Letter]:
    """The letters of the figure on the line of its row, the last of them with all the remark for its text."""
    figure = part[: len(FIGURE.match(_text(part)).group())]
    rest = _text(part[len(figure) :]) + "".join(map(_text, chain))
    lower, aside = base - part[0].base, _aside(figure, [part, *chain])
    moved = [
        letter._replace(
            base=letter.base + lower, top=letter.top + lower, bottom=letter.bottom + lower,
            x0=letter.x0 + aside, x1=letter.x1 + aside,
        )
        for letter in figure
    ]  # fmt: skip
    moved[-1] = moved[-1]._replace(text=moved[-1].text + rest)
    return {id(letter): new for letter, new in zip(figure, moved, strict=True)}


def _aside(figure: Part, cell: list[Part]) -> float:
    """How far to the right the figure of a cell of several lines would stand alone, by how these are aligned."""
    lefts, rights = [part[0].x0 for part in cell], [part[-1].x1 for part in cell]
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    ranges = [max(ends) - min(ends) for ends in (middles, lefts, rights)]
    best = ranges.index(min(ranges)) if max(ranges) > 1 else 0
    if best == 1:
        return 0.0
    return max(rights) - figure[-1].x1 if best == 2 else max(middles) - (figure[0].x0 + figure[-1].x1) / 2
