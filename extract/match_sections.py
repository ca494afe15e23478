"""The titles of the report's sections among the printed rows: which rows stand in the section of a table."""

from collections.abc import Sequence

from extract import match_labels
from extract.form import Forms, TableForm
from extract.row import Row


def titles_of(printed: Sequence[Row], table: str, forms: Forms) -> list[int]:
    """The printed rows in which the title of a table's section stands: the first one, and each behind the title of
    another section, where the report begins anew."""
    found, before = [], None
    for index, row in enumerate(printed):
        for cell in row.labels:
            section = forms.section(cell.text)
            if section == table != before:
                found.append(index)
            before = section or before
    return found


def title_between(titles: Sequence[int], before: int, behind: int) -> int | None:
    """The row of a title that stands between two printed rows, or in the latter; none if none does."""
    return next((title for title in titles if before < title <= behind), None)


def in_section(spans: Sequence[tuple[int, int]], printed: Sequence[Row], table: TableForm, titles: Sequence[int],
               forms: Forms) -> list[tuple[int, int]]:
    """The stretches that may hold a table: not those before the title of its section, such as statistics by topic, nor
    those below the title of one behind all tables, such as figures of several years, as long as all of their rows are
    printed again in the section. ``titles`` the rows in which its title stands."""
    ends = titles_of(printed, "after", forms)
    inside = [any(title <= first and title_between(ends, title, first) is None for title in titles)
              for first, _ in spans]
    rows = [[sure for row in printed[first:last] if (sure := {*match_labels.named(row, table, wrapped=False)})]
            for first, last in spans]
    own = {key for found, within in zip(rows, inside, strict=True) if within for sure in found for key in sure}
    return [span for span, found, within in zip(spans, rows, inside, strict=True)
            if within or not titles or any(sure.isdisjoint(own) for sure in found)]
