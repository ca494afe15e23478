"""Where the applications table stands among the printed rows."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extract import fold, match_labels, match_review_spans, match_sections
from extract.form import Forms, TableForm
from extract.row import Row

REACH = 3  # printed rows beyond the last labelled one that may still belong to the table, and more with its figures
HIGHEST = 6  # rows of headings above the first labelled one
LEAST_TELLING = 8  # characters of a label that tells a row without figures


class Hit(NamedTuple):
    """A printed row that surely is one of the form, and the place of that one in it."""

    index: int
    rank: int


def spans(printed: Sequence[Row], forms: Forms) -> list[tuple[int, int]]:
    """Where applications tables stand: first row and past-the-last, one for each time the form begins anew."""
    titles = match_sections.titles_of(printed, "applications", forms)
    found = list(stretches(printed, forms, titles))
    return match_sections.in_section(found, printed, forms.tables["applications"], titles, forms)


def stretches(printed: Sequence[Row], forms: Forms, titles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every stretch that may be such a table; none goes on beyond the title of its section or of one behind it."""
    table = forms.tables["applications"]
    ends = sorted([*titles, *match_sections.titles_of(printed, "after", forms)])
    found = list(hits(printed, forms, titles))
    known = {hit.index for hit in found}
    for group in grouped(found, ends, len(table.rows)):
        first, last = group[0].index, group[-1].index
        if first != last or printed[first].figures:
            limit = next((title for title in titles if title > last), len(printed))
            yield begin(printed, first, table), end(printed[:limit], last, known, forms)


def hits(printed: Sequence[Row], forms: Forms, titles: Collection[int]) -> Iterator[Hit]:
    """The rows with figures, or with a label long enough to tell, that surely are rows of the form."""
    table = forms.tables["applications"]
    beyond = False  # past the headings of the next table, whose last heading is also the label of a row here
    for index, row in enumerate(printed):
        found = match_labels.named(row, table)
        rank = table.rows.index(found[0]) if found else None
        heads = match_review_spans.is_header(row, forms)
        beyond = (beyond and index not in titles or heads) and rank not in (0, 1)
        telling = row.figures or (len(row.label) >= LEAST_TELLING and not is_header(row, table))
        if rank is not None and telling and not beyond:
            yield Hit(index, rank)


def grouped(found: Sequence[Hit], ends: Sequence[int], height: int) -> list[list[Hit]]:
    """The hits of one table each: not more than ``height`` rows apart, in one section, and not of a form begun anew."""
    groups: list[list[Hit]] = []
    for hit in found:
        above = groups[-1] if groups else []
        far = above and hit.index - above[-1].index > height
        again = above and hit.rank <= 1 and max(other.rank for other in above) > hit.rank + 2
        parted = above and match_sections.title_between(ends, above[-1].index, hit.index) is not None
        if not above or far or again or parted:
            groups.append([])
        groups[-1].append(hit)
    return groups


def begin(printed: Sequence[Row], hit: int, table: TableForm) -> int:
    """The first row of the table whose first hit this is: headings, and rows that may be of the form, stand above."""
    first = hit
    while first and hit - first < HIGHEST and (
        is_header(printed[first - 1], table) or match_labels.scores(printed[first - 1], table)
        or printed[first - 1].drawn and len(printed[first - 1].values) == table.width
    ):
        first -= 1
    return first


def end(printed: Sequence[Row], hit: int, known: Collection[int], forms: Forms) -> int:
    """Past the last row of the table whose last hit this is; ``known`` the hits of all tables."""
    last = hit + 1
    while last < len(printed) and not ends_table(printed[last], forms) and (
        last - hit <= REACH or len(printed[last].figures) == forms.tables["applications"].width and last not in known
    ):
        last += 1
    return last


def is_header(row: Row, table: TableForm) -> bool:
    """A heading row of the table: column labels and headings, the last of them no label of a row printed blank, which
    bears a number where it heads a column as well."""
    skeletons = [fold.skeleton(cell.text) for cell in row.labels]
    names_row = skeletons[-1:] and skeletons[-1] in table.row_labels and (
        skeletons[-1] not in table.column_labels or is_numbered(row))
    return not row.figures and not names_row and any(
        skeleton in table.column_labels or skeleton in table.words for skeleton in skeletons
    )


def is_numbered(row: Row) -> bool:
    """Whether the last label of a row bears a number, in its own cell or in one that holds no more."""
    *before, last = row.labels
    own = bool(before) and not fold.skeleton(before[-1].text)
    return bool(fold.number(last.text) or own and fold.number(before[-1].text))


def ends_table(row: Row, forms: Forms) -> bool:
    """Whether a row begins something else: a section, another table, running text."""
    return (
        any(forms.section(cell.text) for cell in row.labels)
        or match_review_spans.is_header(row, forms)
        or match_labels.named(row, forms.tables["article20"]) != []
        or row.is_prose
    )
