"""Clues to whose report a document is, of which year, and whether it is a report: what stands where.

Nothing is decided here. A clue is a piece of text and the kind of place it stands in; a year clue is a year and
the words it was read from. Words come from ``data/report_words.csv``; only the shapes of titles and years are patterns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract import report_kind, report_names, report_own, report_page, report_titles, report_years
from extract.report_text import (
    BODY,
    OPENING,
    address_parts,
    cited,
    close,
    closed_lines,
    running_text,
    sentences,
    spaced,
    spaced_lines,
    with_cited,
    without_address,
    without_others,
    without_visits,
)
from extract.report_words import Clue, Words

HEAD_LINES = 40
BREADCRUMB = re.compile(r"[>»›＞].*[>»›＞]")
BETWEEN = re.compile(r"[>»›＞]")
QUOTED = re.compile(r"<[\u4e00-\u9fff][^<>]*>")  # a title inside a title, which is no path of links


@dataclass(slots=True)
class Clues:
    """What a document says of itself.

    ``names`` texts that may name the agency, most trusted first · ``own`` what it calls itself (我镇 → 镇) · ``whole``
    levels it speaks for as a whole (县 of 全县) · ``superiors`` whose committees and governments it obeys,
    lowest level first (县 of 县委) · ``codes`` divisions' six digits in its index number · ``source_region`` of who
    listed it · ``opening``, ``body`` running text without cited documents, ``cited`` those documents · ``years`` year
    clues · ``old_form`` it has parts only reports up to 2018 have · ``published`` year and month of publication,
    ``addressed`` those in its address.
    """

    title: str | None = None
    kind: str = "not_a_report"
    kind_reason: str = ""
    names: list[Clue] = field(default_factory=list)
    own: tuple[str, ...] = ()
    opening: str = ""
    body: str = ""
    cited: str = ""
    years: list[report_years.YearClue] = field(default_factory=list)
    published: tuple[int, int] | None = None
    addressed: tuple[tuple[int, int], ...] = ()
    whole: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    source_region: str | None = None
    old_form: bool = False
    host: str = ""
    path: str = ""


class Page(NamedTuple):
    """A document's lines made ready: as they are, plain, without blanks, those that are paths of links, those above its
    tables; its title on the site and the titles found."""

    raw: list[str]
    plain: list[str]
    closed: list[str]
    crumbs: list[str]
    head: list[str]
    title: str
    titles: list[report_titles.Title]


def clues(lines: Sequence[str], words: Words, title: str | None = None, url: str | None = None) -> Clues:
    """Clues of a document given as lines of text, its title on the site and its address, each where known."""
    page = page_of(lines, title or "", words)
    found = Clues(title=page.titles[0].text if page.titles else close(spaced(page.title)) or None)
    found.host, found.path = address_parts(url)
    said = list(sentences(page.closed))
    prose = without_others(running_text(said), words)
    found.opening = without_visits(without_address(prose[:OPENING], words), words)
    found.body = without_visits(prose[:BODY], words)
    first = with_cited(said)
    mentions = report_titles.mentions(first, words)
    found.cited = cited(first)
    found.names = [one for one in named(page, found, mentions, words) if not report_own.is_own(one.text, words)]
    found.own = report_own.own_words(found.body, words)
    found.superiors = report_own.superiors(found.body, words)
    found.codes = report_own.index_codes(page.plain[:HEAD_LINES], words)
    found.old_form = report_own.old_form(found.body, words)
    found.whole = tuple(dict.fromkeys(words.pattern("<whole>(<own_county>)").findall(found.body)))
    found.years = report_years.year_clues(page.titles, mentions, page.closed, prose, words)
    found.published = report_years.published(page.plain[:HEAD_LINES], words)
    found.addressed = report_years.address_dates(found.path)
    found.kind, found.kind_reason = kind(page, found, words)
    return found


def page_of(lines: Sequence[str], title: str, words: Words) -> Page:
    """Lines of text and a title made ready."""
    raw = [line for line in lines if line.strip()]
    plain = report_page.without_furniture(spaced_lines(raw[:400]), words)
    if words.pattern("<title_label>").search(close("".join(plain[:HEAD_LINES]))):
        plain = [part for line in plain[:HEAD_LINES] for part in labelled_title(line, words)] + plain[HEAD_LINES:]
    top = plain[:HEAD_LINES] if BREADCRUMB.search("\n".join(plain[:HEAD_LINES])) else []
    crumbs = [line for line in top if BREADCRUMB.search(QUOTED.sub("", line))]
    plain = [line for line in plain if line not in crumbs] if crumbs else plain
    head = report_page.head_of(plain, HEAD_LINES, words)
    headed = report_page.without_menus(head, words)
    titles = report_titles.titles([spaced(part) for part in title.split("\n")], headed, words)
    return Page(raw, plain, closed_lines(plain), crumbs, head, title, titles)


def named(page: Page, found: Clues, mentions: Sequence[report_titles.Title], words: Words) -> Iterator[Clue]:
    """The texts that may name the agency, most trusted first."""
    yield from (Clue(one.where, one.subject) for one in page.titles if one.subject)
    yield from report_names.name_clues("address", found.path, words)
    yield from report_names.publishers(page.plain[:HEAD_LINES], words)
    yield from (Clue("opening", one.subject) for one in mentions if one.subject)
    yield from report_names.subjects(found.opening, words)
    yield from report_names.contacts(found.body, words)
    yield from report_names.sites(found.body, words)
    signed = report_names.signatures(page.plain[len(page.head) :], words)
    yield from (Clue("signature", close(line)) for line in signed)
    yield from (Clue("heading", line) for line in report_names.headings(page.plain, words))
    yield from (Clue("breadcrumb", part) for line in page.crumbs for part in BETWEEN.split(close(line)) if part)


def kind(page: Page, found: Clues, words: Words) -> tuple[str, str]:
    """The document's kind and why, all its clues taken together."""
    name, reason = report_kind.kind(page.plain, page.closed, spaced(page.title), page.titles, words)
    has_parts = words.found("report_part", found.body)
    if not has_parts and (listed := report_titles.listed(page.closed, words)) >= report_kind.INDEX:
        name, reason = "catalogue", f"an index page: it lists {listed} reports"
    elif other := report_kind.other_report(name, page.titles, page.head, found.body, words):
        name, reason = "not_a_report", other
    elif name == "catalogue" and not page.title and publishes_its_own(found):
        name, reason = "report", "its first sentences publish its own report of a year"
    elif reason == report_kind.NOTHING and speaks_of_a_year(found, "".join(page.closed), words):
        name, reason = "report", "its first sentences speak of the disclosure work of a year"
    copied = report_kind.copied(page.raw, page.plain, page.title, words, found.host)
    if copied and (name == "report" or copied[0] == "translated_copy"):
        return copied  # a copy of a guide, a notice or a rule stays what it is
    return name, reason


def labelled_title(line: str, words: Words) -> list[str]:
    """A line of a table that gives the title behind its label, with the title on a line of its own before it."""
    if "|" not in line or not words.pattern("<title_label>").search(close(line)):
        return [line]
    cells = [cell.strip(" :") for cell in line.split("|")]
    titles = [value for label, value in pairwise(cells) if value and close(label) in words.groups["title_label"]]
    return [*titles, line]


def publishes_its_own(found: Clues) -> bool:
    """Whether its first sentences name its own report and give the period reported on, whatever lists they mention."""
    return any(clue.where == "opening" for clue in found.names) and any(clue.where == "period" for clue in found.years)


def speaks_of_a_year(found: Clues, text: str, words: Words) -> bool:
    """It names its own report of a year, or speaks of disclosure and of the year it reports on."""
    if any(clue.where == "opening" for clue in found.names) and any(clue.where == "opening" for clue in found.years):
        return True
    strong = {clue.where for clue in found.years} & {"period", "opening"}
    matter = words.found("matter", text) or words.found("report_path", found.path)
    if ("period" in strong and matter) or (
        strong and words.found("report_part", found.body)
    ):
        return True
    part = words.found("report_part", text) and matter
    spoken = part or words.found("year_body", found.opening)
    years = {clue.year for clue in found.years if clue.where == "body"}
    told = len(years) == 1 and words.found("report_self", found.opening)
    return bool(spoken) and (bool(told) or any(clue.where in ("period", "opening") for clue in found.years))
