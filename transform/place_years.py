"""The report year from year clues: one value, or none and the reason."""

from collections.abc import Sequence


def decide(
    clues: Sequence, published: tuple[int, int] | None, addressed: Sequence[tuple[int, int]] = ()
) -> tuple[int | None, str]:
    """The year all strong clues agree on, and the reason.

    ``clues`` have ``where`` and ``year``. Title, period of statistics and first sentences are strong; a run of digits
    that lost characters and years of the running text only agree; a publication before the year's end contradicts,
    as dates in the address do where only the running text gives a year.
    """
    strong = {
        where: sorted({clue.year for clue in clues if clue.where == where}) for where in ("title", "period", "opening")
    }
    title, period, opening = strong["title"], strong["period"], strong["opening"]
    if len(title) > 1:
        return None, f"titles give several years: {', '.join(map(str, title))}"
    year, reason = choose(title, period, opening)
    if year is None and not (title or period or opening):
        published = published or max(addressed, default=None)
        year, reason = from_body([clue for clue in clues if clue.where == "body"], published)
    if year is None:
        return None, reason
    said = {clue.year: clue.times for clue in clues if clue.where == "body"}
    later = [other for other, times in said.items() if other > year and times > 1]
    if later and year not in said and sum(map(bool, (title, period, opening))) == 1:
        return None, f"{reason} says {year}, the text only {', '.join(map(str, later))}"
    if published and (published[0] < year or (published[0] == year and published[1] < 11)):
        return None, f"{reason}, but it was published {published[0]}-{published[1]:02}"
    return year, reason


def choose(title: list[int], period: list[int], opening: list[int]) -> tuple[int | None, str]:
    if title and period:
        if title[0] in period:
            return title[0], "title and period of statistics agree"
        return None, f"title says {title[0]}, period of statistics {', '.join(map(str, period))}"
    if title:
        if opening and title[0] not in opening and len(opening) == 1:
            return None, f"title says {title[0]}, first sentences {opening[0]}"
        return title[0], "title"
    if len(period) == 1:
        if opening and period[0] not in opening:
            return None, f"period of statistics says {period[0]}, first sentences {', '.join(map(str, opening))}"
        return period[0], "period of statistics"
    if len(period) > 1:
        return None, "several periods of statistics"
    if len(opening) == 1:
        return opening[0], "first sentences"
    return None, f"first sentences give several years: {', '.join(map(str, opening))}" if opening else "no year found"


def from_body(clues: Sequence, published: tuple[int, int] | None) -> tuple[int | None, str]:
    """The only year of the text, where it stands there more than once or just before the publication: one mention may
    be left over from another year's report."""
    if len({clue.year for clue in clues}) != 1:
        return None, "no title, period or first sentence gives a year"
    year = clues[0].year
    if clues[0].times > 1 or (published and published[0] == year + 1):
        return year, "the only year of the text"
    return None, f"the text names {year} once, which may be left over"
