"""Remarks in brackets behind figures, wrapped below them in columns without lines: brought back behind the figure."""

import re

from extract.pdf_letters import Letter
from extract.pdf_lines import BLANK, gap, lines

NUMBER = r"[+\-−－]?\d[\d.,，]*[^\W\d_]{0,2}"
OPEN = re.compile(rf"{NUMBER}[（(\[][^）)\]]*")
FIGURE = re.compile(NUMBER)
OPENING = "（(["
CLOSED = re.compile(r"[^）)\]]*[）)\]]")
LEADING = 1.75  # letter sizes from line to line of one cell
WIDEST = 9.0  # letter sizes of a line of a remark
BESIDE = 1.0  # letter sizes by which a line of a remark may stand out to either side of the one above
MOST_LINES = 12

Part = list[Letter]


def gathered(letters: list[Letter]) -> list[Letter]:
    """The letters, those of a wrapped remark as the text of the last letter of its figure, on the line of its row."""
    rows = [_parts(line) for line in lines(letters)]
    taken: set[int] = set()
    moved: dict[int, Letter] = {}
    for number, row in enumerate(rows):
        for part in row:
            chain = _chain(part, rows[number + 1 : number + 1 + 2 * MOST_LINES]) if id(part[0]) not in taken else []
            if chain:
                taken |= {id(letter) for other in [part, *chain] for letter in other}
                moved |= _on_one_line(part, chain, _row_base([part, *chain], letters))
    return [moved.get(id(letter), letter) for letter in letters if id(letter) in moved or id(letter) not in taken]


def _parts(line: list[Letter]) -> list[Part]:
    """The line cut at blanks, but not within a remark."""
    parts: list[Part] = []
    for letter in line:
        is_near = parts and gap(parts[-1][-1], letter) <= (BLANK if _is_digit(parts[-1][-1], letter) else 2 * BLANK)
        if is_near:
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
        if min(other[0].base for other in under or row) - last[0].base > LEADING * last[0].size:
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


def _row_base(chain: list[Part], letters: list[Letter]) -> float:
    """The baseline of the row that a cell of several lines belongs to: one that other figures stand on, in the middle
    of the cell or else at its top or its bottom; where there is none, the middle."""
    own = {id(letter) for part in chain for letter in part}
    first, last, size = chain[0][0].base, chain[-1][0].base, chain[0][0].size
    digits = (letter for letter in letters if letter.text[0].isdigit() and id(letter) not in own)
    others = {letter.base for letter in digits if first - 1 <= letter.base <= last + 1}
    for wanted in ((first + last) / 2, first, last):
        near = min(others, key=lambda base: abs(base - wanted), default=None)
        if near is not None and abs(near - wanted) < 0.3 * size:
            return near
    return (first + last) / 2


def _on_one_line(part: Part, chain: list[Part], base: float) -> dict[int, Letter]:
    """The letters of the figure on the line of its row, the last of them with all the remark for its text."""
    figure = part[: len(FIGURE.match(_text(part)).group())]
    rest = _text(part[len(figure) :]) + "".join(map(_text, chain))
    shift = base - part[0].base
    moved = [
        letter._replace(base=letter.base + shift, top=letter.top + shift, bottom=letter.bottom + shift)
        for letter in figure
    ]
    # it takes the room of all its lines, so that it stands in its column however that is aligned
    moved[0] = moved[0]._replace(x0=min(other[0].x0 for other in [part, *chain]))
    moved[-1] = moved[-1]._replace(x1=max(other[-1].x1 for other in [part, *chain]), text=moved[-1].text + rest)
    return {id(letter): new for letter, new in zip(figure, moved, strict=True)}
