"""The statutory form as lookups, derived from data/forms: which labels stand for which rows and columns.

Nothing here names a row or a column: the two editions, their order and every spelling met are read from the
rows of ``form-2019.csv``, ``form-2021.csv`` and ``labels.csv``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extract import fold

Rows = Iterable[Mapping[str, str]]
LABELS = frozenset(("row", "column", "header", "group", "section"))  # kinds of labels.csv that the form prints
APART = ("blank", "page_word", "instead")  # kinds of words that are not beside a number


@dataclass(eq=False)
class TableForm:
    """One statutory table: its rows in printed order over all editions, and the columns of each row."""

    name: str
    rows: list[str] = field(default_factory=list)
    columns: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # (edition, row) -> columns in order
    paths: dict[str, list[str]] = field(default_factory=dict)  # row -> headings and label, as printed in the form
    numbers: dict[str, str] = field(default_factory=dict)  # row -> the number before its label, if any
    row_labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # skeleton -> rows
    column_labels: dict[str, str] = field(default_factory=dict)  # skeleton -> column
    words: set[str] = field(default_factory=set)  # skeletons of headings that are neither row nor column
    groups: dict[str, str] = field(default_factory=dict)  # skeleton of a heading over columns -> the first of them
    headed: dict[str, str] = field(default_factory=dict)  # skeleton of a label behind its headings, in one -> row

    def columns_of(self, row: str, edition: str) -> list[str]:
        """The columns of a row in an edition, else in whichever edition prints that row."""
        for candidate in (edition, *sorted({key[0] for key in self.columns}, reverse=True)):
            if (candidate, row) in self.columns:
                return self.columns[candidate, row]
        return []

    def rows_of(self, edition: str | None) -> list[str]:
        """The rows of an edition in printed order."""
        return [row for row in self.rows if (edition, row) in self.columns]

    @property
    def width(self) -> int:
        """Most columns of any row."""
        return max(len(columns) for columns in self.columns.values())


@dataclass
class Forms:
    """Both editions of the form and every spelling met of their labels."""

    tables: dict[str, TableForm]
    editions: list[str]
    telling: dict[str, str]  # skeleton of a label that only one edition prints -> that edition
    sections: dict[str, str]  # skeleton of a section title -> table that begins, or "after"
    blanks: frozenset[str]  # words printed in place of nothing
    spellings: set[str]  # every label, heading and section title as spelled
    value_words: dict[str, list[str]]  # words beside a number: kind (unit, count_unit, sign, …) -> words, longest first
    page_words: frozenset[str] = frozenset()  # words beside the number of a page
    instead: frozenset[str] = frozenset()  # words printed in place of a number

    def section(self, text: str) -> str | None:
        """The table whose section a text is the title of, "after" for one behind all tables; None if it is no title."""
        return self.sections.get(fold.skeleton(text))

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """Every label, heading and section title in folded form."""
        return frozenset(fold.skeleton(spelling) for spelling in self.spellings)

    def is_part_of_label(self, skeleton: str) -> bool:
        """Whether a text is a label, a piece of one, or one with a remark behind it."""
        return bool(skeleton) and any(
            skeleton in label or (len(label) >= 4 and skeleton.startswith(label)) for label in self.skeletons
        )

    def is_row(self, skeleton: str) -> bool:
        """Whether some table has a row of just this label."""
        return any(skeleton in table.row_labels or skeleton in table.headed for table in self.tables.values())

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings below which rows of some table stand, in folded form."""
        return frozenset(fold.skeleton(heading) for table in self.tables.values()
                         for path in table.paths.values() for heading in path[:-1])

    def is_column(self, skeleton: str) -> bool:
        """Whether some table has a column of just this label."""
        return any(skeleton in table.column_labels for table in self.tables.values())


def load(cells: Mapping[str, Rows], labels: Rows) -> Forms:
    """The forms from their cells (edition → rows of form-<edition>.csv) and the spellings of labels.csv."""
    forms = Forms({}, sorted(cells), {}, {}, frozenset(), set(), {})
    seen: dict[str, set[str]] = defaultdict(set)  # skeleton of a label → the editions that print it
    for edition in forms.editions:
        add_edition(forms, edition, cells[edition], seen)
    words: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        if label["kind"] in LABELS:
            add_spelling(forms, label)
        else:
            words[label["kind"]].add(label["spelling"])
        if label["edition"]:
            seen[fold.skeleton(label["spelling"])].add(label["edition"])
    for table in forms.tables.values():
        table.headed = dict(labels_behind_headings(table))
        table.column_labels = dict(columns_behind_groups(table)) | table.column_labels
    forms.blanks, forms.page_words, instead = (frozenset(words.pop(kind, ())) for kind in APART)
    forms.instead = frozenset(word for word in instead if not forms.is_part_of_label(fold.skeleton(word)))
    forms.value_words = {kind: sorted(spellings, key=len, reverse=True) for kind, spellings in words.items()}
    forms.telling = {skeleton: min(editions) for skeleton, editions in seen.items() if len(editions) == 1}
    return forms


def add_edition(forms: Forms, edition: str, cells: Rows, seen: dict[str, set[str]]) -> None:
    """Take in the cells of one edition in printed order."""
    orders: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        table = forms.tables.setdefault(cell["table"], TableForm(cell["table"]))
        row, path = cell["row_key"], cell["row_label"].split("/")
        # a slash inside a label of a column is part of it, not a heading: only row labels are paths
        heading = cell["column_label"].split("（")[0]
        if row not in orders[table.name]:
            orders[table.name].append(row)
        table.columns.setdefault((edition, row), []).append(cell["column_key"])
        table.paths[row] = path
        table.row_labels[fold.skeleton(path[-1])].add(row)
        table.numbers[row] = fold.number(path[-1])
        table.words.update(fold.skeleton(part) for part in path[:-1])
        table.column_labels.setdefault(fold.skeleton(heading), cell["column_key"])
        for text in (path[-1], heading):
            seen[fold.skeleton(text)].add(edition)
        forms.spellings.update([*path, heading])
    for name, order in orders.items():
        forms.tables[name].rows = merged_order(forms.tables[name].rows, order)


def add_spelling(forms: Forms, label: Mapping[str, str]) -> None:
    """Take in another spelling of a label, a heading or the title of a section."""
    skeleton, table = fold.skeleton(label["spelling"]), forms.tables.get(label["table"])
    forms.spellings.add(label["spelling"])
    if label["kind"] == "row":
        table.row_labels[skeleton].add(label["key"])
    elif label["kind"] == "column":
        table.column_labels.setdefault(skeleton, label["key"])
    elif label["kind"] == "section":
        forms.sections[skeleton] = label["table"]
    else:
        table.words.add(skeleton)
    if label["kind"] == "group":
        table.groups[skeleton] = label["key"]


def labels_behind_headings(table: TableForm) -> Iterator[tuple[str, str]]:
    """Labels of rows with the headings over them in one cell, as tables without merged cells print them → row."""
    for label, rows in table.row_labels.items():
        for row in rows:
            words = [fold.skeleton(part) for part in table.paths.get(row, ())[:-1]]
            yield from (("".join([*words[start:], label]), row) for start in range(len(words)))


def columns_behind_groups(table: TableForm) -> Iterator[tuple[str, str]]:
    """Labels of columns with the heading of their group in one cell → column; the total is none of the group."""
    for group, first in table.groups.items():
        order = table.columns_of(table.rows[0], "")
        inside = order[order.index(first):-1]
        yield from ((group + label, key) for label, key in table.column_labels.items() if key in inside)


def merged_order(first: list[str], second: list[str]) -> list[str]:
    """Rows of two editions in one printed order: a row of only one of them stands after its own predecessor."""
    merged = list(first)
    for position, row in enumerate(second):
        if row not in merged:
            merged.insert(merged.index(second[position - 1]) + 1 if position else 0, row)
    return merged
