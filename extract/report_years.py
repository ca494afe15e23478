"""Year clues: the years a document gives in its title, its period of statistics and its first sentences.

A year is read only from four digits that stand before 年, or in the title before the report's name. Runs of digits that
lost a character (202011日至1231日) are kept as ``run``: they may agree with a year, never give one.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from extract.report_titles import YEAR, Title, to_year

PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[01]?1月0?1日?(?:[^。;\d]{0,8})(?:((?:19|20)\d\d)年)?12月[0-3]?\d日?")
PERIOD_END = re.compile(r"截[至止][^。;\d]{0,6}((?:19|20)\d\d)年12月3[01]日")
MONTH, LAST_MONTH = "月", "12月"
RUN = re.compile(r"(?<!\d)(20\d\d)\d{0,2}月?\d{0,2}日?(?:[^。;\d]{0,4})(?:(20\d\d)\d{0,4}|\d{1,4})月?日?")
STARTS = re.compile(
    rf"[\n。]({YEAR})年(?:度|以来|来|,|，|是|全年|[\u4e00-\u9fff]{{2,24}}?(?:坚持|认真|严格|根据|按照|在|持续|深入|始终|高度))"
)
SINCE = re.compile("年(?:以来|来)$")
ANY = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)年(?!\d{1,2}月)(?:度)?")  # begins with its digits: found faster
DATE = re.compile(r"((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.]\d{1,2}")

ADDRESS_DATE = re.compile(r"(?<!\d)t?(20[12]\d)[-/]?(0[1-9]|1[0-2]|[1-9](?=/))(?=\d{2}(?!\d)|[/_-]|$)")


class YearClue(NamedTuple):
    """A year, the kind of place it stands in, the words it was read from."""

    where: str
    year: int
    text: str
    times: int = 1


def year_clues(titles: list[Title], named: list[Title], closed: list[str], prose: str, words) -> list[YearClue]:
    """All year clues, most trusted kinds first: title, period, opening, then run and body, which only agree. ``named``
    reports that the first sentences name, ``closed`` the lines without blanks, ``prose`` the running text."""
    found = [YearClue("title", one.year, one.text) for one in titles if one.year]
    found += periods(closed)
    found += [YearClue("opening", one.year, one.text[:60]) for one in named if one.year]
    plan = words.pattern("<plan>")
    said = list(ANY.finditer(prose))
    planned = {int(hit.group(1)) for hit in said if plan.search(sentence_from(prose, hit.start()))}
    starts = ((to_year(hit.group(1)), hit.group().strip()) for hit in STARTS.finditer("\n" + prose[:1500]))
    found += [YearClue("opening", year, start) for year, start in starts if year not in planned]
    if words.found("report_self", prose[:1500]):
        compiled = words.pattern(rf"({YEAR})年度?[^,。;《》\n\d]{{0,30}}<matter>[^,。;《》\n\d]{{0,20}}<report_self>")
        found += [YearClue("opening", to_year(hit.group(1)), hit.group()) for hit in compiled.finditer(prose[:1500])]
    label = words.pattern("<period>")
    text = "\n".join(closed)
    lost = (RUN.search(text[hit.end() : hit.end() + 60].split("\n")[0]) for hit in label.finditer(text))
    found += [YearClue("run", int(hit.group(1)), hit.group()) for hit in lost if hit]
    years = [int(hit.group(1)) for hit in said if not carried(prose, hit, words)]
    years = [year for year in years if year not in planned]  # what is planned for a year is not reported of it
    found += [YearClue("body", year, f"{year} × {years.count(year)}", years.count(year)) for year in sorted(set(years))]
    return without_since([clue for clue in found if clue.year])


def without_since(found: list[YearClue]) -> list[YearClue]:
    """The clues without first sentences that only say since when (2018年以来), where others name a later year."""
    latest = max((clue.year for clue in found if clue.where == "opening"), default=0)
    return [one for one in found if one.where != "opening" or one.year == latest or not SINCE.search(one.text)]


def sentence_from(text: str, start: int) -> str:
    """What a sentence still says from a place on."""
    return re.split("[。;\n]", text[start : start + 120], maxsplit=1)[0]


def carried(text: str, hit: re.Match, words) -> bool:
    """Whether a year is one that requests are carried over to, that a law is of, or that others are compared with."""
    if words.pattern("<law_year|compared>").match(text, hit.end()):
        return True
    return words.pattern("<carried_to|compared_with>$").search(text[max(hit.start() - 6, 0) : hit.start()]) is not None


def address_dates(path: str) -> tuple[tuple[int, int], ...]:
    """Years and months in an address; they give no year, but a body's only year does not lie behind them all."""
    return tuple((int(year), int(month)) for year, month in ADDRESS_DATE.findall(path))


def periods(closed: list[str]) -> list[YearClue]:
    """Years from 1 January to 31 December, or to the day of December on which a report was closed; a period that spans
    two years says nothing. A line that was cut inside goes on in the next."""
    found = []
    for first, second in pairwise([*closed, ""]):
        if MONTH not in first and MONTH not in second:
            continue
        line = first + second
        if LAST_MONTH not in line:
            continue
        for hit in PERIOD.finditer(line):
            if hit.group(2) in (None, hit.group(1)):
                found.append(YearClue("period", int(hit.group(1)), hit.group()))
        found += [YearClue("period", int(hit.group(1)), hit.group()) for hit in PERIOD_END.finditer(line)]
    return list(dict.fromkeys(found))


def published(head: list[str], words) -> tuple[int, int] | None:
    """Year and month of publication, where a labelled date gives it."""
    if not words.pattern("<published_label>").search("".join(head)):
        return None
    label = words.pattern(r"(?<![\u4e00-\u9fff])<published_label>\s*[:：|]*\s*")
    for line in head:
        hit = label.search(line)
        date = DATE.search(line, hit.end()) if hit else None
        if date and date.start() - hit.end() < 6:
            return int(date.group(1)), int(date.group(2))
    return None
