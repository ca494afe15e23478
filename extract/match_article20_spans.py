"""Where the article-20 table stands among the printed rows."""

from collections.abc import Iterator, Sequence

from extract import fold, match_labels, match_sections
from extract.form import Forms
from extract.match_article20_heads import LONGEST, is_header
from extract.row import Row

REACH = 14  # printed rows between two hits of one table


def hit(row: Row, forms: Forms) -> str | None:
    """The row of the form that a printed row surely is."""
    found = match_labels.named(row, forms.tables["article20"])
    last = fold.without_remark(row.labels[-1].text) if row.labels else ""
    return found[0] if found and len(fold.skeleton(last)) <= LONGEST else None


def spans(printed: Sequence[Row], forms: Forms, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches that hold rows of the table under headings of the table."""
    titles = match_sections.titles_of(printed, "article20", forms)
    found = list(stretches(printed, forms, taken, titles))
    yield from match_sections.in_section(found, printed, forms.tables["article20"], titles, forms)


def stretches(
    printed: Sequence[Row], forms: Forms, taken: set[int], titles: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Every stretch that may be one; none goes on beyond the title of the section."""
    marks = [
        index for index, row in enumerate(printed)
        if index not in taken and ((hit(row, forms) and row.values) or is_header(row, forms))
    ]
    group: list[int] = []
    for index in [*marks, None]:
        if group and (index is None or index - group[-1] > REACH
                      or match_sections.title_between(titles, group[-1], index) is not None):
            heads = any(is_header(printed[mark], forms) for mark in group)
            if heads and any(hit(printed[mark], forms) for mark in group):
                end = min(group[-1] + 2, len(printed))
                title = match_sections.title_between(titles, group[-1], end)
                yield group[0], end if title is None else title
            group = []
        if index is not None:
            group.append(index)
