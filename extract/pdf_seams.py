"""A row of a drawn table cut by the end of a page: what the next page prints of its cells is put back into them."""

from extract.pdf_cells import Held
from extract.pdf_letters import Letter
from extract.pdf_ruled import Lattice, Region
from extract.pdf_wraps import cell_text
from extract.pdf_zones import FIGURE

Pairs = list[tuple[Region, Region]]  # a cell of the row above, and the one below it

ALIKE = 2.0  # points by which the borders of the two parts may differ


def join(upper: Lattice, above: Held, lower: Lattice, below: Held) -> None:
    """Move the letters of the first row below into the last row above, where that row goes on.

    It does where a figure does, and nothing stands in the row below but what had no room in the row above, or nothing
    but what is below figures; and where one of the two rows has the label and the other the figures.
    """
    head = _repeated(above, below)
    ends = [region for region in above if region.row + region.height == len(upper.ys) - 1]
    starts = [region for region in below if region.row == head and below[region]]
    pairs = [(_over(upper, ends, lower.box(start)), start) for start in starts]
    pairs = [(end, start) for end, start in pairs if end is None or start.height == end.height == 1]
    if not pairs or any(end is None for end, _ in pairs):
        return
    shift = upper.ys[-1] - lower.ys[head]
    if any(_is_nought(above[end]) and below[start][0].text.isdigit() for end, start in pairs):
        return  # no number goes on behind a nought
    moved = {start: [_lower(letter, shift) for letter in below[start]] for _, start in pairs}
    boxes = [upper.box(end) for end, _ in pairs]
    goes_on = [_is_one(above[end], moved[start], box) for (end, start), box in zip(pairs, boxes, strict=True)]
    are_figures = [above[end][0].text.isdigit() if above[end] else _is_figure(below[start]) for end, start in pairs]
    own = [end for end in ends if end.height == 1 and above[end]]
    is_shared = _has_label_below(pairs, above, below, own) or _has_figures_below(pairs, goes_on, above, below, own)
    is_one = (all(goes_on) and any(are_figures)) or (all(are_figures) and _is_unlabelled(below, head, above, ends))
    if is_one or is_shared:
        for end, start in pairs:
            above[end] += moved[start]
            below[start] = []


def _over(upper: Lattice, ends: list[Region], box: tuple[float, float, float, float]) -> Region | None:
    """The cell of the last row above that stands over a cell of the row below, as wide as it."""
    for end in ends:
        left, _, right, _ = upper.box(end)
        if abs(left - box[0]) < ALIKE and abs(right - box[2]) < ALIKE:
            return end
    return None


def _has_label_below(pairs: Pairs, above: Held, below: Held, own: list[Region]) -> bool:
    """Whether the row above has figures behind an empty label, and nothing stands below but words below that."""
    first, last = min(end.column for end, _ in pairs), max(end.column for end, _ in pairs)
    if any(above[end] or _is_figure(below[start]) for end, start in pairs):
        return False
    figures = [end for end in own if _is_figure(above[end])]
    others = [end for end in own if end not in figures]
    return bool(figures) and all(end.column > last for end in figures) and all(end.column < first for end in others)


def _has_figures_below(pairs: Pairs, goes_on: list[bool], above: Held, below: Held, own: list[Region]) -> bool:
    """Whether the row above has a label and no figures, and the row below figures and no label but the rest of it."""
    figures = [end for end, start in pairs if _is_figure(below[start])]
    rests = [is_rest for (end, _), is_rest in zip(pairs, goes_on, strict=True) if end not in figures]
    if not figures or not own or any(_is_figure(above[end]) for end in own) or any(above[end] for end in figures):
        return False
    return all(rests) and max(end.column + end.width for end in own) == min(end.column for end in figures)


def _is_nought(letters: list[Letter]) -> bool:
    return "".join(letter.text for letter in letters) == "0"


def _is_figure(letters: list[Letter]) -> bool:
    return bool(FIGURE.fullmatch("".join(letter.text for letter in letters)))


def _is_unlabelled(below: Held, head: int, above: Held, ends: list[Region]) -> bool:
    """Whether a row has neither a label nor as many figures as the row above it: then it is none of its own."""
    starts = [region for region in below if region.row == head]
    first = min(region.column for region in starts if below[region])
    beside = [region for region in starts if region.column + region.width == first and region.height == 1]
    figures = [end for end in ends if above[end] and above[end][0].text.isdigit()]
    return bool(beside) and sum(bool(below[region]) for region in starts) < len(figures)


def _repeated(above: Held, below: Held) -> int:
    """How many rows of the lower part repeat the head of the upper one."""
    rows = 0
    while (head := _row(below, rows)) and head == _row(above, rows):
        rows += 1
    return rows


def _row(held: Held, number: int) -> list[str]:
    found = ["".join(letter.text for letter in own) for region, own in held.items() if region.row == number]
    return found if any(found) else []


def _lower(letter: Letter, shift: float) -> Letter:
    return letter._replace(top=letter.top + shift, bottom=letter.bottom + shift, base=letter.base + shift)


def _is_one(upper: list[Letter], lower: list[Letter], box: tuple[float, float, float, float]) -> bool:
    """Whether the lines of a cell go on for want of room."""
    left, _, right, _ = box
    parts = [cell_text(own, left, right) for own in (upper, lower, upper + lower)]
    return bool(upper) and parts[2].count("\n") == parts[0].count("\n") + parts[1].count("\n")
