"""A row of a drawn table cut by the end of a page: what the next page prints of its cells is put back into them."""

from extract.pdf_cells import Held
from extract.pdf_letters import Letter
from extract.pdf_lines import cell_text
from extract.pdf_ruled import Lattice

ALIKE = 2.0  # points by which the columns of the two parts may differ


def join(upper: Lattice, above: Held, lower: Lattice, below: Held) -> None:
    """Move the letters of the first row below into the last row above, where that row goes on.

    It does where a figure does, and nothing stands in the row below but what had no room in the row above.
    """
    if len(upper.xs) != len(lower.xs) or any(abs(a - b) > ALIKE for a, b in zip(upper.xs, lower.xs, strict=True)):
        return
    head = _repeated(above, below)
    ends = {region.column: region for region in above if region.row + region.height == len(upper.ys) - 1}
    pairs = [(ends.get(region.column), region) for region in below if region.row == head and below[region]]
    pairs = [(end, start) for end, start in pairs if end is None or start.height == end.height == 1]
    if not pairs or any(end is None or end.width != start.width for end, start in pairs):
        return
    shift = upper.ys[-1] - lower.ys[head]
    moved = {start: [_lower(letter, shift) for letter in below[start]] for _, start in pairs}
    boxes = [upper.box(end) for end, _ in pairs]
    goes_on = [_is_one(above[end], moved[start], box) for (end, start), box in zip(pairs, boxes, strict=True)]
    if all(goes_on) and any(above[end][0].text.isdigit() and above[end][-1].text.isdigit() for end, _ in pairs):
        for end, start in pairs:
            above[end] += moved[start]
            below[start] = []


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
