"""Which row of the form a printed label stands for, and how surely: exact, cut, wrapped, or misprinted."""

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from extract import fold, match_stream
from extract.form import TableForm
from extract.row import Row

SURE = 0.9  # at or above, the label alone decides
WHOLE = 0.97  # at or above, the label is printed in full right before its figures
LIKELY = 0.7  # below, position must agree
SHORT = 4  # characters; a shorter label must fill its cell and bear its own number, if it bears one
CUT_SHARE = 0.4  # a label cut by a line or page break must keep this share of itself
MISPRINT = 0.78  # likeness a misprinted label must have
WRAPPED = 0.95  # score of a label that goes on below its figures
NEARLY = 0.9  # likeness at which a misprint is as good as the label
PRINTED = 0.7  # share of a wrapped label's words that must be found around its figures
DEEPEST = 3  # labels beside a row's figures: two headings and its own
STRAY = 16  # characters of a neighbouring column that may stand between the pieces of a wrapped label


def all_scores(rows: Sequence[Row], table: TableForm) -> list[dict[str, float]]:
    """The scores of rows that follow one another: where labels are wrapped, all words of the rows together tell."""
    found = [scores(row, table, wrapped=False) for row in rows]
    unsure = [index for index, row in enumerate(rows) if row.figures and max(found[index].values(), default=0) < WHOLE]
    standings = match_stream.standings(rows, table) if unsure else {}
    for index in unsure:
        standing = standings.get(index)
        if standing and standing.share >= max([PRINTED, *found[index].values()]) \
                and is_of(rows[index], standing.key, table):
            found[index] = {standing.key: WRAPPED}
        elif standings and not standing and match_stream.is_lone(rows[index]):
            found[index] = {}  # the number of a page, within a label that has its figures
    return found


def scores(row: Row, table: TableForm, wrapped: bool = True) -> dict[str, float]:
    """How well the words before the figures match each row of the form: row → score in (0, 1].

    ``wrapped`` whether the label may go on in the words below.
    """
    return label_scores(tuple(cell.text for cell in row.labels), row.below if wrapped else None, row.drawn, table)


@lru_cache(maxsize=16384)
def label_scores(texts: tuple[str, ...], below: str | None, drawn: bool, table: TableForm) -> dict[str, float]:
    """The scores by the texts before a row's figures and the words ``below`` them, None where these do not tell."""
    if not texts:
        return {}
    text, run, last = texts[-1], "".join(map(fold.skeleton, texts)), fold.skeleton(texts[-1])
    number = fold.number(text)
    if number and not last:  # the label stands below
        return {key: WRAPPED for label, keys in table.row_labels.items() for key in keys
                if below is not None and table.numbers.get(key) == number
                and strays_below("", below, label) is not None}
    bare = fold.skeleton(fold.without_remark(text))
    found = {table.headed[words]: 1.0 for words in (last, run) if words in table.headed}
    for label, keys in table.row_labels.items():
        score = 1.0 if label == bare else likeness(run, last, label)
        for key in keys if score else ():
            if len(label) < SHORT and (other_number(text, table.numbers.get(key, ""))
                                       or not drawn and heads_column(texts, label, table)):
                continue
            if not likeness(last, last, label) and is_of_another(text, key, table):
                continue  # the label stands in earlier cells
            found[key] = max(score, found.get(key, 0.0))
    if below is not None and all(len(label) < SHORT or found.get(key, 0) < SURE
                                 for label, keys in table.row_labels.items() for key in keys):
        strays = {label: count for label in table.row_labels if (count := strays_below(run, below, label)) is not None}
        nearest = {key for label, count in strays.items() if count == min(strays.values())
                   for key in table.row_labels[label]}
        if nearest:
            return {key: WRAPPED for key in table.rows if key in nearest}
    best = max(found.values(), default=0.0)
    return {key: score for key, score in found.items() if best < SURE or score > best - 0.05}


def named(row: Row, table: TableForm, least: float = SURE, wrapped: bool = True) -> list[str]:
    """The rows of the form whose labels match with a score of at least so much, the best first."""
    found = scores(row, table, wrapped)
    return sorted((key for key in table.rows if found.get(key, 0) >= least), key=found.get, reverse=True)


def lacks_beginning(row: Row, key: str, table: TableForm) -> bool:
    """Whether a row's label is only the end of that of a row of the form: its beginning may stand above, beside figures
    of its own."""
    text, last = row.labels[-1].text.strip(), fold.skeleton(row.labels[-1].text)
    labels = [label for label, keys in table.row_labels.items() if key in keys]
    is_end = last not in labels and any(label.endswith(last) for label in labels)
    return bool(last) and (is_end or unicodedata.category(text[0]) == "Pe")


def is_of(row: Row, key: str, table: TableForm) -> bool:
    """Whether the words right before a row's figures may be of this row of the form: they bear no other's number and
    have, where there are several, any in common with its own and its headings'."""
    text = row.labels[-1].text
    words = fold.skeleton(text)
    return not is_of_another(text, key, table) \
        and (len(words) < SHORT or not set(words).isdisjoint("".join(table.paths[key])))


def other_number(text: str, number: str) -> bool:
    """Whether a label bears another number than the form gives its row."""
    printed = fold.number(text)
    return bool(printed and number and printed != number)


def heads_column(texts: Sequence[str], label: str, table: TableForm) -> bool:
    """Whether a label that heads a column as well stands without a number below more words than a row has labels."""
    return label in table.column_labels and len(texts) > DEEPEST and not any(map(fold.number, texts[-2:]))


def is_of_another(text: str, key: str, table: TableForm) -> bool:
    """Whether a cell bears a number that neither a row of the form nor a heading above it has."""
    printed = fold.number(text)
    return other_number(text, table.numbers.get(key, "")) and all(
        fold.number(heading) != printed for heading in table.paths[key][:-1])


@lru_cache(maxsize=65536)
def likeness(run: str, last: str, label: str) -> float:
    """``run`` all the words before the figures, ``last`` those of the nearest cell, against one label."""
    if label in (last, run):
        return 1.0
    if len(label) >= SHORT and run.endswith(label):
        return WHOLE
    shortest = max(SHORT, int(len(label) * CUT_SHARE))
    for length in range(len(label) - 1, shortest - 1, -1):
        if run.endswith(label[:length]):
            return 0.5 + 0.35 * length / len(label)
    if len(last) >= shortest and label.endswith(last):
        return 0.4 + 0.4 * len(last) / len(label)
    if len(label) < SHORT or not last:
        return 0.0
    tail = run[-len(label) - 2 :]
    ratio = max(SequenceMatcher(None, text, label, autojunk=False).ratio() for text in (last, tail))
    if ratio >= NEARLY:
        return 0.9 + 0.05 * ratio
    return 0.85 * ratio if ratio >= MISPRINT else 0.0


def strays_below(run: str, below: str, label: str) -> int | None:
    """How many characters stand within the rest of a label that begins before the figures and ends in the words below
    them; None where it does not.

    They are words of other columns between its lines. ``run`` is '' where all of it stands below.
    """
    if not run:
        return strays_within(label, below, STRAY) if len(label) >= SHORT else None
    most = STRAY if len(label) >= SHORT else 0
    found = (strays_within(label[length:], below, most)
             for length in range(len(label) - 1, 0, -1) if run.endswith(label[:length]))
    return next((strays for strays in found if strays is not None), None)


def strays_within(rest: str, below: str, most: int) -> int | None:
    """How many others stand between the characters of the rest of a label where it begins the words below, taken in
    order; None where they do not, or more than ``most`` stand between."""
    position = 0
    for character in rest:
        position = below.find(character, position) + 1
        if not position:
            return None
    return position - len(rest) if position <= len(rest) + most else None


def chain(rows: Sequence[dict[str, float]], order: Sequence[str]) -> list[str | None]:
    """The form row of each printed row: the best-scoring choice that keeps the order of the form.

    A row of the form may be printed twice in a row (a table set twice, a row repeated over a page); a printed
    row without a fitting label gets None.
    """
    rank = {key: index for index, key in enumerate(order)}
    best: list[tuple[float, list[tuple[int, str]]]] = [(0.0, [])] * (len(order) + 1)
    for index, found in enumerate(rows):
        updated = list(best)
        for key, score in found.items():
            position = rank[key]
            # the best chain so far that ends before this row of the form, or at it when the label is sure
            total, path = best[position]
            if score >= SURE and best[position + 1][0] > total:
                total, path = best[position + 1]
            candidate = (total + score, [*path, (index, key)])
            for later in range(position + 1, len(order) + 1):
                if candidate[0] > updated[later][0]:
                    updated[later] = candidate
        best = updated
    chosen = dict(best[-1][1])
    return [chosen.get(index) for index in range(len(rows))]


def gaps(chosen: Sequence[str | None]) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Stretches of printed rows without a form row: first, past-the-last, form row before, form row after."""
    for is_gap, group in groupby(range(len(chosen)), lambda index: chosen[index] is None):
        if is_gap:
            indices = list(group)
            first, end = indices[0], indices[-1] + 1
            yield first, end, chosen[first - 1] if first else None, chosen[end] if end < len(chosen) else None
