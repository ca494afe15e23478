"""Where every label and figure of the statutory form stands on paper, derived from data/forms.

Nothing here names a row or a column. A table whose rows have columns of their own is printed in blocks, one for each
heading over its rows; one without a heading over its labels has no column of labels, so that its rows stand over its
columns in one line. All else is one block: labels to the left, headings above.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flows.home import project_data, table_rows

SEPARATOR = "/"  # between the headings of a row's label
OFFICIAL = "official form"  # where labels.csv has seen a label that the form prints longer than its cells are named


@dataclass(frozen=True)
class Box:
    """A text over ``height`` rows and ``width`` columns of the sheet; ``kind`` is title, head or label."""

    row: int
    column: int
    height: int
    width: int
    text: str
    kind: str


@dataclass(frozen=True)
class Slot:
    """The place of one figure: its row, its first column, how many columns it covers, its cell of the form."""

    row: int
    column: int
    width: int
    cell: dict[str, str]

    @property
    def address(self) -> tuple[str, str, str]:
        return self.cell["table"], self.cell["row_key"], self.cell["column_key"]


@dataclass(frozen=True)
class Block:
    """Rows with the same columns: ``labels`` and ``columns`` are paths of headings, ``cells`` the form's by place."""

    title: str | None
    corner: str
    labels: list[tuple[str, ...]]
    columns: list[tuple[str, ...]]
    cells: dict[tuple[int, int], dict]


@dataclass(frozen=True)
class Layout:
    """One edition of the form on a sheet of ``width`` columns and ``height`` rows."""

    boxes: list[Box]
    slots: list[Slot]
    width: int
    height: int


def of(edition: str) -> Layout:
    """The layout of an edition of the form."""
    headings = table_rows(project_data() / "form_headings.csv")
    tables = {name: list(rows) for name, rows in groupby(form_cells(edition), lambda cell: cell["table"])}
    blocks = {name: list(blocks_of(rows, [head for head in headings if head["table"] == name]))
              for name, rows in tables.items()}
    width = max(depth(block.labels) + len(block.columns) for table in blocks.values() for block in table)
    boxes, slots, row = [], [], 0
    for name, table in blocks.items():
        boxes.append(Box(row, 0, 1, width, title_of(name, headings), "title"))
        row += 1
        value_width = width // max(depth(block.labels) + len(block.columns) for block in table)
        label_width = width - value_width * max(len(block.columns) for block in table)
        for block in table:
            row = draw(block, row, value_width, label_width, width, boxes, slots)
        row += 1
    return Layout(boxes, slots, width, row - 1)


def form_cells(edition: str) -> list[dict[str, str]]:
    """The cells of an edition, their rows' labels at the length the official form prints."""
    forms = project_data() / "forms"
    long = {(row["table"], row["key"]): row["spelling"] for row in table_rows(forms / "labels.csv")
            if row["kind"] == "row" and row["seen"] == OFFICIAL}
    cells = table_rows(forms / f"form-{edition}.csv")
    for cell in cells:
        headings, _, label = cell["row_label"].rpartition(SEPARATOR)
        label = long.get((cell["table"], cell["row_key"]), label)
        cell["row_label"] = f"{headings}{SEPARATOR}{label}" if headings else label
    return cells


def title_of(table: str, headings: list[dict]) -> str:
    return next(head["heading"] for head in headings if (head["table"], head["over"]) == (table, "table"))


def blocks_of(cells: list[dict], headings: list[dict]) -> Iterator[Block]:
    """The blocks of one table."""
    over = {head["over"]: head["heading"] for head in headings}
    rows = {key: list(row) for key, row in groupby(cells, lambda cell: cell["row_key"])}
    paths = {key: tuple(row[0]["row_label"].split(SEPARATOR)) for key, row in rows.items()}
    if "labels" not in over:
        line = [cell for row in rows.values() for cell in row]
        yield Block(None, "", [()], [(*paths[cell["row_key"]], cell["column_label"]) for cell in line],
                    {(0, place): cell for place, cell in enumerate(line)})
    elif len({tuple(cell["column_key"] for cell in row) for row in rows.values()}) > 1:
        for title, keys in groupby(rows, lambda key: paths[key][0]):
            keys = list(keys)
            yield block([rows[key] for key in keys], [paths[key][1:] for key in keys], over, title)
    else:
        yield block(list(rows.values()), list(paths.values()), over)


def block(rows: list[list[dict]], labels: list[tuple[str, ...]], over: dict[str, str],
          title: str | None = None) -> Block:
    keys = [cell["column_key"] for cell in rows[0]]
    cells = {(down, keys.index(cell["column_key"])): cell for down, row in enumerate(rows) for cell in row}
    columns = [(*heads_over(cell["column_key"], keys, over), cell["column_label"]) for cell in rows[0]]
    return Block(title, over["labels"], labels, columns, cells)


def heads_over(key: str, keys: list[str], over: dict[str, str]) -> list[str]:
    """The headings over a column, the widest first; each is told by its first and its last column."""
    found = []
    for reach, heading in over.items():
        first, _, last = reach.partition("-")
        if last and keys.index(first) <= keys.index(key) <= keys.index(last):
            found.append((keys.index(first) - keys.index(last), heading))
    return [heading for _, heading in sorted(found)]


def draw(block: Block, row: int, value_width: int, label_width: int, width: int, boxes: list, slots: list) -> int:
    """Add the boxes and slots of a block that begins at ``row``; return the row behind it."""
    if block.title:
        boxes.append(Box(row, 0, 1, width, block.title, "head"))
        row += 1
    levels = depth(block.columns)
    starts = steps(len(block.columns), value_width, width - label_width)
    if block.corner:
        boxes.append(Box(row, 0, levels, label_width, block.corner, "head"))
    for first, count, level, deep, text in spans(block.columns):
        left, right = label_width + starts[first], label_width + starts[first + count]
        boxes.append(Box(row + level, left, deep, right - left, text, "head"))
    row += levels
    across = steps(depth(block.labels), label_width // max(1, depth(block.labels)), label_width)
    for first, count, level, deep, text in spans(block.labels):
        boxes.append(Box(row + first, across[level], count, across[level + deep] - across[level], text, "label"))
    for (down, place), cell in block.cells.items():
        slots.append(Slot(row + down, label_width + starts[place], starts[place + 1] - starts[place], cell))
    return row + len(block.labels)


def steps(count: int, each: int, whole: int) -> list[int]:
    """Where ``count`` columns of ``each`` units begin, and where the last one, which takes what is left, ends."""
    return [each * number for number in range(count)] + [whole]


def depth(paths: list[tuple[str, ...]]) -> int:
    return max(map(len, paths))


def spans(paths: list[tuple[str, ...]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Every heading over a list of paths: its first member, how many, its level, how many levels, its text.

    The last heading of a path reaches to the full depth.
    """
    whole = depth(paths)
    for level in range(whole):
        for path, members in groupby(range(len(paths)), lambda place, level=level: paths[place][:level + 1]):
            members = list(members)
            if len(path) == level + 1:
                deep = whole - level if len(paths[members[0]]) == level + 1 else 1
                yield members[0], len(members), level, deep, path[-1]
