"""Labels wrapped around their figures: the words of a whole table against the words of the whole form.

Where a label is longer than its column, its lines stand above, beside and below the figures, between the lines of
other columns' labels; one line by itself then says little. Here all words of the printed rows and their figures, in
reading order, are aligned with all labels of the form in theirs, so that the most words match. It tells for each row
of figures within which label of the form it stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extract import fold
from extract.form import TableForm
from extract.row import Row

FIGURES = ""  # the token of a row of figures among the characters
LONE = " "  # … of one figure alone on its line, which may be the number of a page
MATCHED = 1.0
STRAY_INSIDE = -0.12  # a printed character that is not of the label it stands in
STRAY_WAITING = -0.13  # … whose figures are still to come: of two rows of figures the first is a label's
STRAY_BETWEEN = -0.02
LOST = -0.4  # a character of a label that is not printed
LOST_ROW = -2.0  # a row of the form of which nothing is printed
BARE_ROW = -1.0  # a label without figures
UNUSED_FIGURES = -3.0  # figures that stand in no label
NEVER = -1e6
MOST_TOKENS = 4000  # past it the words are no table


class Standing(NamedTuple):
    """Which row of the form a row of figures stands in, and what share of that row's label is printed around it."""

    key: str
    share: float


def standings(rows: Sequence[Row], table: TableForm) -> dict[int, Standing]:
    """For each printed row with figures its place in the form; rows for which there is none are left out."""
    tokens = list(printed(rows))
    if len(tokens) > MOST_TOKENS:
        return {}
    editions = {edition for edition, _ in table.columns}
    labels = [Labels({key: table.paths[key][-1] for key in table.rows_of(edition)}) for edition in sorted(editions)]
    path = max((walk(tokens, form) for form in labels), key=lambda path: path.score)
    matched = Counter(path.form.row[state] for _, state in path.matches)
    # a label begins before its figures: some of its words stand in the printed row itself
    begun = {(tokens[token][1], path.form.row[state]) for token, state in path.matches}
    standing = {tokens[token][1]: path.form.row[state] for token, state in path.figures}
    found = {index: Standing(path.form.keys[row], matched[row] / int(path.form.length[row]))
             for index, row in standing.items() if (index, row) in begun}
    bare = set(matched) - set(standing.values())
    # beside one more label in the row above, figures without words may be those of either
    above_loose = {index for index, row in enumerate(rows[1:]) if row.figures and not row.labels}
    return {index: one for index, one in found.items()
            if index not in above_loose or not any((index, row) in begun for row in bare)}


def printed(rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """The tokens of printed rows, each with the number of its row: numbers of labels, characters, rows of figures."""
    for index, row in enumerate(rows):
        for cell in row.labels:
            for token in tokens_of(cell.text):
                yield token, index
        if row.figures:
            yield LONE if is_lone(row) else FIGURES, index


def is_lone(row: Row) -> bool:
    """Whether a row's only figure stands alone on its line."""
    return len(row.figures) == 1 and not row.drawn and all(cell.place != row.figures[0].place for cell in row.labels)


def tokens_of(label: str) -> list[str]:
    number = fold.number(label)
    return [*([f"{number}."] if number else ()), *fold.skeleton(label)]


class Labels:
    """The labels of an edition one after the other as states: each character that is to come, and each label's end."""

    def __init__(self, printed_labels: dict[str, str]):
        self.keys = list(printed_labels)
        labels = [tokens_of(label) for label in printed_labels.values()]
        self.length = np.array([len(label) for label in labels])
        self.row = np.repeat(np.arange(len(labels)), self.length + 1)
        states: dict[str, list[int]] = defaultdict(list)
        for state, token in enumerate(token for label in labels for token in (*label, "")):
            states[token].append(state)
        self.states = {token: np.array(found) for token, found in states.items() if token}
        self.ends = np.cumsum(self.length + 1) - 1
        self.starts = self.ends - self.length
        lost = np.maximum(LOST, LOST_ROW / self.length)[self.row]
        is_end = np.isin(np.arange(len(self.row)), self.ends)
        self.lost_ahead = passed(np.where(is_end, BARE_ROW, lost))
        self.lost_behind = passed(np.where(is_end, NEVER, lost))
        is_start = np.isin(np.arange(len(self.row)), self.starts)
        waiting = np.where(is_start, STRAY_BETWEEN, STRAY_WAITING)
        served = np.where(is_start | is_end, STRAY_BETWEEN, STRAY_INSIDE)
        self.stray = np.stack([waiting, served])


class Path(NamedTuple):
    """The best alignment: (token, state) of each character matched and of each row of figures used."""

    form: Labels
    score: float
    matches: list[tuple[int, int]]
    figures: list[tuple[int, int]]


def walk(tokens: Sequence[tuple[str, int]], form: Labels) -> Path:
    """The best way through the form; layer 0 of a label is before its figures, layer 1 behind them."""
    value = np.full((2, len(form.row)), NEVER)
    value[0, form.starts] = 0.0  # the form may begin in its middle
    steps = []
    for token, _ in tokens:
        value, advanced = taken(value, token, form)
        value, origins = passed_over(value, form)
        steps.append((token, advanced, origins))
    return traced(value, steps, form)


def taken(value: np.ndarray, token: str, form: Labels) -> tuple[np.ndarray, np.ndarray]:
    """One token read in every state: the new values, and which of them came by a match or by using the figures."""
    advanced = np.zeros(value.shape, bool)
    if token in (FIGURES, LONE):
        new = value + (UNUSED_FIGURES if token == FIGURES else 0.0)
        used = value[0] + MATCHED
        used[form.starts] = NEVER  # the first word of a label never stands below its figures
        advanced[1] = used > new[1]
        new[1] = np.maximum(new[1], used)
        return new, advanced
    new = value + form.stray
    if token not in form.states:
        return new, advanced
    same = form.states[token]
    matched = value[:, same] + MATCHED
    advanced[:, same + 1] = matched > new[:, same + 1]
    new[:, same + 1] = np.maximum(new[:, same + 1], matched)
    return new, advanced


class Origins(NamedTuple):
    """Where each state was reached from without a token: within layer 1, from layer 1 into 0, within layer 0."""

    behind: np.ndarray
    crossed: np.ndarray
    ahead: np.ndarray


def passed_over(value: np.ndarray, form: Labels) -> tuple[np.ndarray, Origins]:
    """The values after characters of labels, and whole labels, that are not printed."""
    behind, source_behind = onward(value[1], form.lost_behind)
    ahead = value[0].copy()
    crossed = np.zeros(len(ahead), bool)
    crossed[form.starts[1:]] = behind[form.ends[:-1]] > ahead[form.starts[1:]]
    ahead[form.starts[1:]] = np.maximum(ahead[form.starts[1:]], behind[form.ends[:-1]])
    ahead, source_ahead = onward(ahead, form.lost_ahead)
    return np.stack([ahead, behind]), Origins(source_behind, crossed, source_ahead)


def passed(cost: np.ndarray) -> np.ndarray:
    """What it costs to come to each state from the first one."""
    return np.concatenate([[0.0], np.cumsum(cost)[:-1]])


def onward(value: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every state reached from one before it, ``cost`` as of ``passed``: the best value, and the state it is from."""
    own = value - cost
    best = np.maximum.accumulate(own)
    return best + cost, np.maximum.accumulate(np.where(own == best, np.arange(len(value)), 0))


def traced(value: np.ndarray, steps: Sequence[tuple[str, np.ndarray, Origins]], form: Labels) -> Path:
    """The best path, found back from its end."""
    layer, state = (int(number) for number in np.unravel_index(int(np.argmax(value)), value.shape))
    path = Path(form, float(value.max()), [], [])
    for number in range(len(steps) - 1, -1, -1):
        token, advanced, origins = steps[number]
        if layer == 0:
            state = int(origins.ahead[state])
            if origins.crossed[state]:
                layer, state = 1, state - 1
        if layer == 1:
            state = int(origins.behind[state])
        if advanced[layer, state] and token in (FIGURES, LONE):
            path.figures.append((number, state))
            layer = 0
        elif advanced[layer, state]:
            state -= 1
            path.matches.append((number, state))
    return path
