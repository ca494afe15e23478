"""Grids and lines × form → readings with their place, and everything inside a statutory table that found none.

Labels decide which row of the form a printed row is; position helps only where it leaves one possibility. The
edition is told from the headings, never from the year. Nothing here reads a number.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract import fold, match_article20, match_labels, match_review, rows
from extract.cells import Judge, is_empty
from extract.form import Forms, TableForm
from extract.grid import Cell, Content
from extract.lines import Cutter
from extract.match_columns import learn, place, settled
from extract.match_labels import LIKELY, SURE, WHOLE
from extract.rows import Row

PAGE_NUMBER = re.compile(r"[\s\-—–·.第共页/()]*\d{0,4}[\s\-—–·.第共页/()\d]*")
CLEAR = 3  # blanks between figures of two lines that make one row: lines may slip against one another by less
REACH = 3  # printed rows beyond the last labelled one that may still belong to the table


@dataclass(frozen=True, slots=True)
class RowReading:
    """What is printed in one row of the form (or, with ``row_key`` None, over all rows of a table in order).

    ``pieces`` are (text, place) in order; text None where the file holds no such cell, '' where it is printed
    blank. ``fit``: exact (a piece for each of ``column_keys``) · short (fewer pieces, order kept, columns open)
    · joined (numbers run together, order kept). ``units``: column key → unit printed in its header.
    """

    table: str
    row_key: str | None
    column_keys: tuple[str, ...]
    pieces: tuple[tuple[str | None, str], ...]
    fit: str
    units: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person may want to know: its kind, the table, the text and where it stands."""

    kind: str
    table: str | None
    text: str
    place: str


@dataclass(slots=True)
class Match:
    """The readings of one document. ``edition`` is None where no statutory table was recognised; ``spaced`` tells
    that figures were cut at blanks alone or that headings name columns out of their order, so that sums which fail
    may be the reading's doing; ``astray`` the latter alone."""

    edition: str | None = None
    spaced: bool = False
    astray: bool = False
    readings: list[RowReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def leftovers(self) -> int:
        return sum(finding.kind == "leftover" for finding in self.findings)

    @property
    def tables(self) -> set[str]:
        return {reading.table for reading in self.readings}


class Matcher:
    """Matches documents to the form; holds the lookups built once from the forms."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.judge = Judge(forms)
        self.cutter = Cutter(forms, self.judge)

    def readings(self, content: Content) -> Match:
        """All readings of one document, with its edition and findings."""
        printed = rows.rows(content, self.forms, self.judge, self.cutter)
        match = Match()
        used: set[int] = set()
        spans: list[tuple[str, int, int]] = []
        for first, last in self.application_spans(printed):
            spans.append(("applications", first, last))
            used |= self.read_applications(match, printed, first, last)
        edges = [(first, last) for _, first, last in spans]
        for first, last in match_review.spans(printed, self.forms, edges):
            spans.append(("review_litigation", first, last))
            used |= match_review.read(match, printed, first, last, self.forms)
        taken = {index for _, first, last in spans for index in range(first, last)}
        for first, last in match_article20.spans(printed, self.forms, taken):
            spans.append(("article20", first, last))
        match.edition = self.edition(printed, spans, match)
        for table, first, last in spans:
            if table == "article20":
                used |= match_article20.read(match, printed, first, last, self.forms)
            match.findings += self.leftovers(table, printed, first, last, used)
        match.spaced = match.astray or any(printed[index].spaced for index in used)
        if not match.readings:
            match.edition = None
        return match

    def rows_read(self, match: Match) -> int:
        """How many cells of the form have a text or a printed blank for certain."""
        return len({(reading.table, reading.row_key, column) for reading in match.readings if reading.fit == "exact"
                    for column, (text, _) in zip(reading.column_keys, reading.pieces, strict=True)
                    if text is not None})

    def is_whole(self, match: Match) -> bool:
        """Whether every row that its edition prints was found, each figure in its column."""
        if match.edition is None or any(reading.fit != "exact" for reading in match.readings):
            return False
        read = {(reading.table, reading.row_key) for reading in match.readings
                if all(text is not None for text, _ in reading.pieces)}
        wanted = {(table.name, row) for table in self.forms.tables.values()
                  for edition, row in table.columns if edition == match.edition}
        # a group printed as one row stands for the items below it
        return all(address in read or (address[0], address[1].rpartition(".")[0]) in read for address in wanted)

    # ---- the applications table

    def application_spans(self, printed: Sequence[Row]) -> Iterator[tuple[int, int]]:
        """Where applications tables stand: first row and past-the-last, one for each time the form begins anew."""
        table = self.forms.tables["applications"]
        rank = {key: index for index, key in enumerate(table.rows)}
        hits: list[tuple[int, int]] = []
        beyond = False  # past the headings of the next table, whose last heading is also the label of a row here
        for index, row in enumerate(printed):
            found = match_labels.scores(row, table)
            key = max(found, key=found.get, default=None)
            beyond = (beyond or self.is_review(row)) and not (key and found[key] >= SURE and rank[key] < 2)
            telling = row.figures or (len(row.label) >= 8 and not self.is_header(row, table))
            if key and found[key] >= SURE and telling and not beyond:
                hits.append((index, rank[key]))
        groups: list[list[tuple[int, int]]] = []
        for hit in hits:
            far = groups and hit[0] - groups[-1][-1][0] > len(table.rows)
            again = groups and hit[1] <= 1 and max(rank for _, rank in groups[-1]) > hit[1] + 2
            if not groups or far or again:
                groups.append([])
            groups[-1].append(hit)
        for group in groups:
            if len(group) < 2 and not any(printed[index].figures for index, _ in group):
                continue
            first = group[0][0]
            while first and group[0][0] - first < 6 and (
                self.is_header(printed[first - 1], table) or match_labels.scores(printed[first - 1], table)
            ):
                first -= 1
            last = group[-1][0] + 1
            while last < len(printed) and last - group[-1][0] <= REACH and not self.ends_table(printed[last]):
                last += 1
            yield first, last

    def is_review(self, row: Row) -> bool:
        return match_review.is_header(row, self.forms)

    def is_header(self, row: Row, table: TableForm) -> bool:
        """A heading row of the table: column labels and nothing else."""
        return not row.figures and any(
            fold.skeleton(cell.text) in table.column_labels or fold.skeleton(cell.text) in table.words
            for cell in row.labels
        )

    def ends_table(self, row: Row) -> bool:
        """Whether a row begins something else: a section, another table, running text."""
        return (
            any(fold.skeleton(cell.text) in self.forms.sections for cell in row.labels)
            or self.is_review(row)
            or any(match_labels.scores(row, self.forms.tables["article20"]).get(key, 0) >= SURE
                   for key in self.forms.tables["article20"].rows)
            or (not row.values and len(row.label) > 40)
        )

    def read_applications(self, match: Match, printed: Sequence[Row], first: int, last: int) -> set[int]:
        """Readings of one applications table; the indices of the rows that gave one."""
        table = self.forms.tables["applications"]
        stretch = [join_below(printed, index, last) for index in range(first, last)]
        keys = tuple(table.columns_of(table.rows[0], self.forms.editions[-1]))
        places = {
            number: learn([row for row in stretch if row.grid == number], keys, table.column_labels)
            for number in {row.grid for row in stretch}
        }
        plain = stretch
        stretch = [settled(row, places[row.grid].positions) for row in stretch]
        stretch = self.evened(with_halves_joined(stretch, table), table)
        scored = [{} if self.is_header(row, table) and len(row.labels) > 1 else found
                  for row, found in zip(stretch, match_labels.all_scores(stretch, table), strict=True)]
        chosen = [key if key and found[key] >= LIKELY else None
                  for key, found in zip(match_labels.chain(scored, table.rows), scored, strict=True)]
        self.fill_by_position(match, stretch, chosen, scored, table)
        match.astray = match.astray or any(columns.doubtful for columns in places.values())
        header = next((columns for columns in places.values() if columns.order != keys), None)
        used = set()
        dropped = blanks_dropped(printed[first:last], table)
        for index, (row, key) in enumerate(zip(stretch, chosen, strict=True)):
            if key is None:
                if plain[index].figures and not row.figures:
                    used.add(first + index)
                continue
            used.add(first + index)
            if plain[index] is not printed[first + index]:
                used.add(first + index + 1)
            if not row.values and not is_only(chosen, index, key):
                continue
            columns = places[row.grid]
            if row.glued and dropped:
                row = emptied(row)
            loose = loose_figures(stretch, chosen, index, self.forms) if plain[index] is printed[first + index] else []
            if len(loose) > 1 or (claimed_twice(stretch, chosen, index) and self.beside_vacancy(table, chosen, key)):
                row = emptied(row)
            order = header.order if header and columns.positions else columns.order
            fit, alternatives = place(row, columns)
            if len(loose) == 1 and fit == "exact":
                alternatives = [*alternatives, *completed(alternatives[0], loose[0].text)]
            for pieces in alternatives:
                match.readings.append(RowReading("applications", key, order, pieces, fit))
                if columns.other and any(text for text, _ in pieces):
                    match.readings.append(RowReading("applications", key, columns.other, pieces, fit))
            match.findings += unplaced("applications", stretch[index], alternatives)
        return used

    def evened(self, stretch: list[Row], table: TableForm) -> list[Row]:
        """The rows with figures that have slipped one line down: two whole labels, a row of figures right behind
        them, and one more that has no label, before the next label of the form."""
        found = list(stretch)
        for index in range(len(stretch) - 2):
            row, below = stretch[index], stretch[index + 1]
            if len(row.labels) < 2 or not len(row.figures) == len(below.figures) == table.width:
                continue
            keys = [self.whole_label(cell, table) for cell in (*row.labels[-2:], *stretch[index + 2].labels[-1:])]
            ranks = [table.rows.index(key) for key in keys if key]
            in_turn = len(ranks) == 3 and ranks == list(range(ranks[0], ranks[0] + 3))
            if in_turn and not match_labels.scores(below, table, wrapped=False):
                found[index] = replace(row, labels=row.labels[:-1], label_positions=None)
                found[index + 1] = replace(below, labels=row.labels[-1:], label_positions=None)
        return found

    def whole_label(self, cell: Cell, table: TableForm) -> str | None:
        """The row of the form whose whole label ends a cell."""
        found = match_labels.scores(Row([cell]), table, wrapped=False)
        return next((key for key, score in found.items() if score >= WHOLE), None)

    def fill_by_position(self, match: Match, stretch: list[Row], chosen: list[str | None],
                         scored: Sequence[dict[str, float]], table: TableForm):
        """Rows whose label is lost: taken for the missing rows of the form only where their number leaves no choice."""
        for start, end, before, after in match_labels.gaps(list(chosen)):
            if before is None and after is None:
                continue
            lower = table.rows.index(before) + 1 if before else 0
            upper = table.rows.index(after) if after else len(table.rows)
            nameless = [index for index in range(start, end) if len(stretch[index].figures) == table.width
                        and max(scored[index].values(), default=0) < SURE]
            vacancies = self.vacancies(table, lower, upper)
            fitting = [vacant for vacant in vacancies if len(vacant) == len(nameless)]
            below = [vacant for vacant in vacancies if len(vacant) == len(nameless) - 1]
            if not fitting and len(below) == 1 and nameless[:1] == [start] and start and not stretch[start - 1].figures:
                # one row more than is missing, right under a label without figures: they are that label's
                stretch[start - 1] = with_values(stretch[start - 1], stretch[start])
                stretch[start] = Row(grid=stretch[start].grid)
                nameless, fitting = nameless[1:], below
            elif nameless[:1] == [start] and start and not stretch[start - 1].figures:
                stretch[start - 1] = emptied(stretch[start - 1])  # theirs, or those of a row whose label is lost
                continue
            if not nameless or len(fitting) != 1:
                continue
            for index, key in zip(nameless, fitting[0], strict=True):
                chosen[index] = key
                row = stretch[index]
                text = " ".join(cell.text for cell in row.labels)
                match.findings.append(Finding("row_by_position", "applications", f"{text} → {key}", row.place))

    def beside_vacancy(self, table: TableForm, chosen: Sequence[str | None], key: str) -> bool:
        """Whether in every edition the form has a row right before or behind this one that is not printed."""
        orders = [[row for row in table.rows if (edition, row) in table.columns] for edition in self.forms.editions]
        return all(not set(order[max(0, order.index(key) - 1) : order.index(key) + 2]).issubset(chosen)
                   for order in orders if key in order)

    def vacancies(self, table: TableForm, lower: int, upper: int) -> list[list[str]]:
        """The rows of the form between two printed ones, once for each edition."""
        between = table.rows[lower:upper]
        lists = [[key for key in between if (edition, key) in table.columns] for edition in self.forms.editions]
        return [keys for index, keys in enumerate(lists) if keys not in lists[:index]]

    # ---- the document as a whole

    def edition(self, printed: Sequence[Row], spans: Sequence[tuple[str, int, int]], match: Match) -> str:
        """The form that the headings belong to: each label that only one edition prints has a vote."""
        votes: Counter[str] = Counter()
        seen = set()
        for _, first, last in spans:
            for row in printed[first:last]:
                for cell in row.labels:
                    skeleton = fold.skeleton(cell.text)
                    telling = next((label for label in self.forms.telling if skeleton.startswith(label)), None)
                    if telling and telling not in seen:
                        seen.add(telling)
                        votes[self.forms.telling[telling]] += 1
        for reading in match.readings:
            votes.update(self.editions_of(reading.table, reading.row_key))
        if votes:
            edition, count = votes.most_common(1)[0]
            if list(votes.values()).count(count) == 1:
                return edition
        match.findings.append(Finding("edition_unclear", None, str(dict(votes)), ""))
        return max(self.forms.editions, key=lambda edition: (votes[edition], edition))

    def editions_of(self, table: str, row: str | None) -> list[str]:
        """The edition that alone prints a row, if one does; a group may stand as one row in any edition."""
        form = self.forms.tables[table]
        if row is None or any(other.startswith(f"{row}.") for other in form.rows):
            return []
        editions = [edition for edition in self.forms.editions if (edition, row) in form.columns]
        return editions if len(editions) == 1 else []

    def leftovers(self, table: str, printed: Sequence[Row], first: int, last: int, used: set[int]) -> list[Finding]:
        """Texts inside a table that are neither label nor reading."""
        found = []
        inside = [index for index in range(first, last) if index in used]
        for index in range(first, max(inside, default=first) + 1):
            row = printed[index]
            if index in used:
                continue
            for cell in (*row.labels, *row.figures):
                skeleton = fold.skeleton(cell.text)
                if is_empty(cell.text) or self.forms.is_part_of_label(skeleton):
                    continue
                kind = "page_number" if PAGE_NUMBER.fullmatch(fold.plain(cell.text).strip()) and not row.figures[1:] \
                    else "leftover"
                found.append(Finding(kind, table, cell.text, cell.place))
        return found



def join_below(printed: Sequence[Row], index: int, last: int) -> Row:
    """A labelled row without figures takes those of a row right below that has figures and no label."""
    row = printed[index]
    if row.figures or not row.labels or index + 1 >= last:
        return row
    below = printed[index + 1]
    if below.labels or not below.figures or below.grid != row.grid or len(row.values) >= len(below.figures):
        return row
    return with_values(row, below)


def with_values(row: Row, below: Row) -> Row:
    """A row's labels with the figures printed one line further down."""
    return replace(below, labels=row.labels, label_positions=row.label_positions)


def with_halves_joined(stretch: Sequence[Row], table: TableForm) -> list[Row]:
    """The rows, where two lines hold the figures of one between them each figure in the order of its place in the line.

    So a converter sets a row that stands half a line above or below the two lines of its label.
    """
    found = list(stretch)
    for index in range(len(stretch) - 1):
        row, below = stretch[index], stretch[index + 1]
        if not (row.figures and below.figures and row.grid == below.grid
                and len(row.offsets) == len(row.values) and len(below.offsets) == len(below.values)):
            continue
        cells = sorted((offset, line, cell) for line, half in enumerate((row, below))
                       for offset, cell in zip(half.offsets, half.values, strict=True))
        clear = all(right[0] - left[0] - len(left[2].text) >= (CLEAR if left[1] != right[1] else 1)
                    for left, right in pairwise(cells))
        digits = all(any(character.isdigit() for cell in half.values for character in cell.text)
                     for half in (row, below))  # a word for nothing alone on a line may be a piece of a label
        own = max(match_labels.scores(below, table, wrapped=False).values(), default=0)
        if len(cells) == table.width and clear and digits and own < LIKELY:
            found[index] = replace(row, labels=[*row.labels, *below.labels], label_positions=None,
                                   values=[cell for _, _, cell in cells], offsets=[])
            found[index + 1] = Row(grid=row.grid)
    return found


def is_only(chosen: Sequence[str | None], index: int, key: str) -> bool:
    """Whether no other printed row stands for this row of the form."""
    return all(other != key for position, other in enumerate(chosen) if position != index)


def claimed_twice(stretch: Sequence[Row], chosen: Sequence[str | None], index: int) -> bool:
    """Whether another printed row, with other figures, claims the same row of the form: one of them is not it."""
    own = [cell.text.strip() for cell in stretch[index].figures]
    return bool(own) and any(
        chosen[other] == chosen[index] and stretch[other].figures
        and [cell.text.strip() for cell in stretch[other].figures] != own
        for other in range(len(stretch)) if other != index
    )


def loose_figures(stretch: Sequence[Row], chosen: Sequence[str | None], index: int, forms: Forms) -> list[Cell]:
    """Figures right below a row that are of no row of the form: perhaps the ends of figures cut in narrow columns."""
    if index + 1 >= len(stretch) or chosen[index + 1] is not None or stretch[index].drawn:
        return []
    below = stretch[index + 1]
    row_of_its_own = any(not forms.is_part_of_label(fold.skeleton(cell.text)) for cell in below.labels)
    return below.figures if below.grid == stretch[index].grid and stretch[index].figures and not row_of_its_own else []


def completed(pieces: Sequence[tuple[str | None, str]], end: str) -> Iterator[tuple]:
    """The readings of a row in which a loose figure ends one of its figures."""
    for position, (text, where) in enumerate(pieces):
        if text and text.strip().isdigit() and end.strip().isdigit() and text.strip() != "0":
            yield (*pieces[:position], (text.strip() + end.strip(), where), *pieces[position + 1 :])


def unplaced(table: str, row: Row, alternatives: Sequence[Sequence[tuple[str | None, str]]]) -> list[Finding]:
    """The figures of a row that stand in none of its readings."""
    placed = Counter(text.strip() for text, _ in alternatives[0] if text)
    for pieces in alternatives[1:]:
        placed |= Counter(text.strip() for text, _ in pieces if text)
    printed = "".join(sorted(placed.elements()))
    left = Counter(cell.text.strip() for cell in row.figures) - placed
    if row.glued and len(printed) >= sum(len(cell.text.strip()) for cell in row.figures):
        return []  # the digits are all there, cut in another way
    return [Finding("leftover", table, text, row.place) for text in left.elements()]


def emptied(row: Row) -> Row:
    """The row with its figures taken for lost, since what they are cannot be told."""
    return replace(row, values=[], positions=None, glued=False, counted=False, drawn=False)


def blanks_dropped(printed: Sequence[Row], table: TableForm) -> bool:
    """Whether a text without separators leaves out blank cells, so that its digits may be cut in any way.

    Told by a row of the table that has fewer digits than columns, which none has where all cells are printed.
    """
    return any(
        row.glued and 0 < sum(len(cell.text) for cell in row.figures) < table.width
        and max(match_labels.scores(row, table).values(), default=0) >= SURE
        for row in printed
    )
