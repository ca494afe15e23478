"""The headings of a table of text: which columns they name, and in what order."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract import fold
from extract.row import Row


class Heading(NamedTuple):
    """The words of a heading, the line in which it stands, and the printed row whose cells are known, if it is one."""

    words: str
    line: str
    row: int | None


def headings(rows: Sequence[Row], labels: dict[str, str], groups: dict[str, str]) -> Iterator[Heading]:
    """The headings as they follow one another; several in one cell, parted by single blanks or by nothing, apart."""
    for number, row in enumerate(until_figures(rows)):
        alone = len({cell.place for cell in row.labels}) == len(row.labels)
        known = number if row.counted or row.barred and alone else None  # on fewer lines a higher one may stand right
        for cell in row.labels:
            words = fold.skeleton(cell.text)
            found = pattern((*groups, *labels)).findall(words)
            named = 2 * sum(map(len, found)) > len(words)  # else it is a longer label that holds a heading's words
            yield from (Heading(one, cell.place, known) for one in (found if named else [words]))


@lru_cache(maxsize=8)
def pattern(words: tuple[str, ...]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def until_figures(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of headings and the first one with figures: where a line holds one cell, the headings run on into the
    label of that row."""
    for row in rows:
        yield row
        if row.figures:
            return


def columns_named(found: Sequence[Heading], keys: Sequence[str], labels: dict[str, str]) -> list[str]:
    """The columns in the order in which the headings first name them."""
    return [key for key in dict.fromkeys(labels.get(heading.words) for heading in found) if key in keys]


def stated_order(rows: Sequence[Row], keys: Sequence[str], labels: dict[str, str], groups: dict[str, str]
                 ) -> tuple[str, ...]:
    """The columns as one line of a text names all of them, each in a cell of its own, the last one at either end; none
    where a heading stands over several, whose line may have slipped against theirs."""
    cells = [(cell.place, fold.skeleton(cell.text)) for row in until_figures(rows) for cell in row.labels]
    if any(words in groups for _, words in cells):
        return ()
    for line in dict.fromkeys(place for place, _ in cells):
        named = tuple(key for place, words in cells if place == line and (key := labels.get(words)) in keys)
        if sorted(named) == sorted(keys) and keys[-1] in (named[0], named[-1]):
            return named
    return ()


def other_order(found: Sequence[Heading], keys: Sequence[str], labels: dict[str, str], groups: dict[str, str]
                ) -> tuple[str, ...] | None:
    """The order in which the headings of a text name all columns, or all but one, where it is not the form's; of fewer
    it is told only whether they name the last one or a group of columns first.

    Columns of the form before a group whose heading stands before theirs stand behind the others then, but for the
    last. Headings are named row by row, so that the last column may be named before others that stand left of it;
    only before all others it is the first one.
    """
    *form, total = keys
    named = columns_named(found, keys, labels)
    group = first_of_group(found, keys, labels, groups)
    if len(named) < len(keys) - 1:  # some headings are lost
        order = (*form[group:], *form[:group])
        return (total, *order) if named[:1] == [total] != named else (*order, total) if group else None
    if not group and cut_in_order(found, keys, labels, groups):
        return (total, *form) if is_left_of_others(total, found, labels, groups) else None
    lost = set(form).difference(named)
    order = [key for key in named if key != total]
    for key in lost:  # behind its neighbour in the form
        order.insert(order.index(form[form.index(key) - 1]) + 1 if key != form[0] else 0, key)
    if group:
        order = [key for key in order if key in form[group:]] + [key for key in order if key in form[:group]]
    if named[0] == total:
        return (total, *order)
    return (*order, total) if order != form else None


def first_of_group(found: Sequence[Heading], keys: Sequence[str], labels: dict[str, str], groups: dict[str, str]
                   ) -> int:
    """The place in the form of the first column under a group's heading that a text prints left of headings of columns
    before that one, and nowhere before it; 0 where it prints none so.

    Only in a row whose cells are known, or on one line: of headings on several lines the one above may stand further
    right, unless each stands whole on a line of its own.
    """
    apart = len({heading.line for heading in found}) == len(found)
    apart = apart and not any(is_cut(one, labels, groups) for one in found)
    rows: dict[object, list[str]] = {}
    for heading in found:
        row = heading.line if heading.row is None else heading.row
        rows.setdefault(None if apart else row, []).append(heading.words)
    for words in rows.values():
        named = [labels.get(word) or begun(word, labels) for word in words]
        for word in groups.keys() & set(words):
            first, place = keys.index(groups[word]), words.index(word)
            if not set(keys[:first]).isdisjoint(set(named[place:]).difference(named[:place])):
                return first
    return 0


def cut_in_order(found: Sequence[Heading], keys: Sequence[str], labels: dict[str, str], groups: dict[str, str]
                 ) -> bool:
    """Whether headings stand on lines that hold several of them, each line names its own in the form's order, and some
    are cut or the form's first column is named first: then a heading on a higher line may stand further right."""
    lines: dict[str, list[int]] = {}
    for heading in found:
        if labels.get(heading.words) in keys[:-1]:
            lines.setdefault(heading.line, []).append(keys.index(labels[heading.words]))
    first = columns_named(found, keys, labels)[0] == keys[0]
    return (first or any(is_cut(one, labels, groups) for one in found)) \
        and any(len(places) > 1 for places in lines.values()) \
        and all(places == sorted(places) for places in lines.values())


def is_left_of_others(key: str, found: Sequence[Heading], labels: dict[str, str], groups: dict[str, str]) -> bool:
    """Whether the heading of a column is the first one of all, and others or their beginnings follow in its line."""
    named = [heading for heading in found if begun(heading.words, {**labels, **groups})]
    return labels.get(named[0].words) == key and [heading.line for heading in named].count(named[0].line) > 1


def is_cut(heading: Heading, labels: dict[str, str], groups: dict[str, str]) -> bool:
    """Whether a heading is but the beginning of a column's; that of a group may be spelled before each of them."""
    whole = heading.words in labels or heading.words in groups
    return not whole and begun(heading.words, labels) is not None


def begun(words: str, labels: dict[str, str]) -> str | None:
    """The column whose heading words begin."""
    return next((key for label, key in labels.items() if words and label.startswith(words)), None)
