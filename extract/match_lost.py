"""Rows of the applications table whose label is lost or stands a line away from its figures.

Position names a row only where the form leaves one possibility.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from extract import fold, match_labels
from extract.form import Forms, TableForm
from extract.grid import Cell
from extract.match_figures import emptied, with_values
from extract.match_labels import SHORT, SURE, WHOLE
from extract.match_result import Finding, Match
from extract.row import Row
from extract.stacks import stacked_labels


def evened(stretch: list[Row], forms: Forms) -> list[Row]:
    """The rows with figures that have slipped one line down: a whole label without figures, rows of the form that
    follow it, each with the figures of the one before, and last a row of figures without a label. Where a label among
    them is damaged, or the next one does not show that no row is missing there, the figures are taken for lost."""
    table, found = forms.tables["applications"], list(stretch)
    for first, row in enumerate(stretch):
        upper = [part for cell in lines_of(row.labels)[-2:] for part in labels_of(cell, forms)][-2:]
        if len(upper) < 2 or len(row.figures) != table.width:
            continue
        labels = slipped(upper, stretch[first + 1 :], table)
        behind = stretch[first + len(labels)].labels[-1:] if first + len(labels) < len(stretch) else []
        sure = in_turn([*labels, *behind], table)
        for index, label in enumerate(labels, first):
            one = stretch[index] if sure else replace(emptied(stretch[index]), stacked=True)
            found[index] = replace(one, labels=[cell.adrift() for cell in ([label] if sure else one.labels)])
    return found


def lines_of(labels: Sequence[Cell]) -> list[Cell]:
    """The labels, those of one line of a text as one: wide blanks may part a label."""
    lines = (list(cells) for _, cells in groupby(labels, attrgetter("place")))
    return [cells[-1]._replace(text="".join(cell.text for cell in cells)) for cells in lines]


def labels_of(cell: Cell, forms: Forms) -> list[Cell]:
    """The labels of rows that run on in one cell, each apart."""
    return [cell._replace(text=text) for text in stacked_labels([cell.text], forms)]


def slipped(upper: Sequence[Cell], below: Sequence[Row], table: TableForm) -> list[Cell]:
    """The labels of such a run, which follow one another in the form, damaged ones among them; none where there is no
    such run. ``upper`` the two of its first row, ``below`` the rows behind that."""
    labels = list(upper)
    for row in below:
        if len(row.figures) != table.width:
            break
        if not match_labels.scores(row, table, wrapped=False):
            return labels if may_be_in_turn(labels, table) else []
        labels.append(row.labels[-1])
    return []


def in_turn(labels: Sequence[Cell], table: TableForm) -> bool:
    """Whether these are labels of the form that follow one another in it."""
    return None not in (places := ranks(labels, table)) and is_run(places)


def may_be_in_turn(labels: Sequence[Cell], table: TableForm) -> bool:
    """Whether some of these are labels of the form that stand there as they do here, each of the others, which are
    damaged, with a number: the first with that of the row before the next one."""
    places = ranks(labels, table)
    numbers = [fold.number(cell.text) for cell in labels]
    known = next((place - index for index, place in enumerate(places) if place is not None), -1)
    return is_run(places) and all(number for number, place in zip(numbers, places, strict=True) if place is None) \
        and (places[0] is not None or known >= 0 and numbers[0] == table.numbers.get(table.rows[known]))


def ranks(labels: Sequence[Cell], table: TableForm) -> list[int | None]:
    """The places of labels in the form; None for what is neither a whole label of it nor the numbered beginning of
    one, as that of a label which goes on in the next line is."""
    keys = (whole_label(cell, table) or label_begun(cell, table) for cell in labels)
    return [None if key is None else table.rows.index(key) for key in keys]


def label_begun(cell: Cell, table: TableForm) -> str | None:
    """The only row of the form whose number and beginning of its label a cell prints."""
    number, words = fold.number(cell.text), fold.skeleton(cell.text)
    keys = {key for label, keys in table.row_labels.items() if len(words) >= SHORT and label.startswith(words)
            for key in keys if table.numbers.get(key) == number}
    return keys.pop() if number and len(keys) == 1 else None


def is_run(places: Sequence[int | None]) -> bool:
    """Whether those of some places that are known follow one another."""
    return len({place - index for index, place in enumerate(places) if place is not None}) == 1


def whole_label(cell: Cell, table: TableForm) -> str | None:
    """The row of the form whose whole label ends a cell."""
    return next(iter(match_labels.named(Row([cell]), table, WHOLE, wrapped=False)), None)


def fill_by_position(match: Match, stretch: list[Row], chosen: list[str | None], scored: Sequence[dict[str, float]],
                     forms: Forms):
    """Rows whose label is lost: taken for the missing rows of the form only where their number leaves no choice."""
    table = forms.tables["applications"]
    for start, end, before, after in match_labels.gaps(list(chosen)):
        if any(row.stacked for row in stretch[start:end]):
            continue  # which of the rows around them are printed is not known either
        nameless = [index for index in range(start, end) if fills(stretch[index], table.width)
                    and max(scored[index].values(), default=0) < SURE]
        crowded = any(len(row.figures) > table.width for row in stretch[start:end])  # a label may be among them
        vacant = vacancies(forms, before, after)
        fitting = [keys for keys in vacant if len(keys) == len(nameless)]
        below = [keys for keys in vacant if len(keys) == len(nameless) - 1]
        if not fitting and len(nameless) == 1:
            own = [headed(stretch[nameless[0]], keys, table) for keys in vacant]
            fitting = [keys for keys in own if len(keys) == 1]
        if not fitting and len(below) == 1 and nameless[:1] == [start] and start and not stretch[start - 1].figures:
            # one row more than is missing, right under a label without figures: they are that label's
            stretch[start - 1] = with_values(stretch[start - 1], stretch[start])
            stretch[start] = Row(grid=stretch[start].grid)
            nameless, fitting = nameless[1:], below
        elif nameless[:1] == [start] and start and not stretch[start - 1].figures:
            stretch[start - 1] = emptied(stretch[start - 1])  # theirs, or those of a row whose label is lost
            continue
        if not nameless or crowded or len(fitting) != 1 \
                or misnumbered([stretch[index] for index in nameless], fitting[0], table):
            continue
        for index, key in zip(nameless, fitting[0], strict=True):
            chosen[index] = key
            row = stretch[index]
            text = " ".join(cell.text for cell in row.labels)
            match.findings.append(Finding("row_by_position", "applications", f"{text} → {key}", row.place))


def fills(row: Row, width: int) -> bool:
    """Whether a row prints as many figures as columns, blank ones that its layout shows among them, or enough digits
    where they run together."""
    shown = row.counted and row.figures and len(row.values) == width
    return len(row.figures) == width or shown or row.glued and sum(len(cell.text) for cell in row.figures) >= width


def beside_vacancy(forms: Forms, chosen: Sequence[str | None], key: str) -> bool:
    """Whether in every edition the form has a row right before or behind this one that is not printed."""
    table = forms.tables["applications"]
    orders = [table.rows_of(edition) for edition in forms.editions]
    return all(not set(order[max(0, order.index(key) - 1) : order.index(key) + 2]).issubset(chosen)
               for order in orders if key in order)


def vacancies(forms: Forms, before: str | None, after: str | None) -> list[list[str]]:
    """The rows of the form between two printed ones, once for each edition that prints both."""
    table = forms.tables["applications"]
    lists: list[list[str]] = []
    for edition in forms.editions:
        order = table.rows_of(edition)
        if {before, after} <= {*order, None}:
            keys = order[order.index(before) + 1 if before else 0 : order.index(after) if after else len(order)]
            lists += [keys] if keys not in lists else []
    return lists


def misnumbered(rows: Sequence[Row], keys: Sequence[str], table: TableForm) -> bool:
    """Whether a row bears another number than the form gives the row it would stand for, or a piece of other labels."""
    named = [(row, key) for row, key in zip(rows, keys, strict=True)
             if row.labels and key not in headed(row, [key], table)]
    return any(match_labels.other_number(row.labels[-1].text, table.numbers.get(key, ""))
               or is_of_others(row, key, table) for row, key in named)


def is_of_others(row: Row, key: str, table: TableForm) -> bool:
    """Whether the words before a row's figures are a piece of labels of other rows alone."""
    words = fold.skeleton(row.labels[-1].text)
    pieces = {row_key for label, keys in table.row_labels.items() if len(words) >= SHORT and words in label
              for row_key in keys}
    return bool(pieces) and key not in pieces and words not in "".join(table.paths[key])


def headed(row: Row, keys: Sequence[str], table: TableForm) -> list[str]:
    """Those of some rows of the form under whose numbered heading a row stands that prints but the heading's start,
    or its number alone."""
    printed = "".join(cell.text for cell in row.labels)
    number, words = fold.number(printed), fold.skeleton(printed)
    if not number:
        return []
    return [key for key in keys if any(fold.number(heading) == number and fold.skeleton(heading).startswith(words)
                                       for heading in table.paths[key][:-1])]
