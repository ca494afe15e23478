"""Clues to whose report a document is, of which year, and whether it is a report: what stands where.

Nothing is decided here. A clue is a piece of text and the kind of place it stands in; a year clue is a year and
the words it was read from. Words come from ``data/report_words.csv``; only the shapes of titles and years are patterns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract import report_kind, report_names, report_own, report_page, report_titles, report_years
from extract.report_text import (
    BODY,
    OPENING,
    address_parts,
    cited,
    close,
    closed_lines,
    running_text,
    spaced,
    spaced_lines,
    with_cited,
)
from extract.report_words import Clue, Words

HEAD_LINES = 40
BREADCRUMB = re.compile(r"[>»›＞].*[>»›＞]")
QUOTED = re.compile(r"<[\u4e00-\u9fff][^<>]*>")  # a title inside a title (<…格式>), which is no path of links


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


def clues(lines: Sequence[str], words: Words, title: str | None = None, url: str | None = None) -> Clues:
    """Clues of a document given as lines of text, its title on the site and its address, each where known."""
    raw = [line for line in lines if line.strip()]
    title = title or ""
    plain = report_page.without_furniture(spaced_lines(raw[:400]), words)
    plain = [part for line in plain[:HEAD_LINES] for part in labelled_title(line, words)] + plain[HEAD_LINES:]
    crumbs = [line for line in plain[:HEAD_LINES] if BREADCRUMB.search(QUOTED.sub("", line))]
    crumb_set = set(crumbs)
    plain = [line for line in plain if line not in crumb_set]
    closed = closed_lines(plain)
    found = Clues()
    found.host, found.path = address_parts(url)
    head = report_page.head_of(plain, HEAD_LINES, words)
    headed = report_page.without_menus(head, words)
    titles = report_titles.titles([spaced(part) for part in title.split("\n")], headed, words)
    found.title = titles[0].text if titles else close(spaced(title)) or None
    prose = running_text(closed)
    away = words.pattern(r"<visit>[^,。;\n]{2,24}?<visited_for>")
    if words.pattern("<portal|vague|basis>").search(prose):
        prose = words.pattern(r"[\u4e00-\u9fff]{2,8}<portal>|<vague>|<at>[^。,;\n]{2,80}<basis>").sub("", prose)
    found.opening, found.body = away.sub("", without_address(prose[:OPENING], words)), away.sub("", prose[:BODY])
    first = with_cited(closed)
    mentions = report_titles.mentions(first, words)
    found.cited = cited(first)
    found.names += [Clue(one.where, one.subject) for one in titles if one.subject]
    found.names += report_names.name_clues("address", found.path, words)
    found.names += report_names.publishers(plain[:HEAD_LINES], words)
    found.names += [Clue("opening", one.subject) for one in mentions if one.subject]
    found.names += report_names.subjects(found.opening, words)
    found.names += report_names.contacts(found.body, words)
    found.names += report_names.sites(found.body, words)
    found.names += [Clue("signature", close(line)) for line in report_names.signatures(plain[len(head) :], words)]
    found.names += [Clue("heading", line) for line in report_names.headings(plain, words)]
    found.names += [Clue("breadcrumb", part) for line in crumbs for part in re.split(r"[>»›＞]", close(line)) if part]
    found.names = [one for one in found.names if not report_own.is_own(one.text, words)]
    found.own = report_own.own_words(found.body, words)
    found.superiors = report_own.superiors(found.body, words)
    found.codes = report_own.index_codes(plain[:HEAD_LINES], words)
    found.old_form = report_own.old_form(found.body, words)
    found.whole = tuple(dict.fromkeys(words.pattern("<whole>(<own_county>)").findall(found.body)))
    found.years = report_years.year_clues(titles, mentions, closed, prose, words)
    found.published = report_years.published(plain[:HEAD_LINES], words)
    found.addressed = report_years.address_dates(found.path)
    found.kind, found.kind_reason = report_kind.kind(plain, closed, spaced(title), titles, words)
    listed = report_titles.listed(closed, words)
    if listed >= report_kind.INDEX and not report_kind.found(words, "report_part", found.body):
        found.kind, found.kind_reason = "catalogue", f"an index page: it lists {listed} reports"
    elif other := report_kind.other_report(found.kind, titles, head, found.body, words):
        found.kind, found.kind_reason = "not_a_report", other
    elif found.kind == "catalogue" and not title and publishes_its_own(found):
        found.kind, found.kind_reason = "report", "its first sentences publish its own report of a year"
    elif found.kind_reason == report_kind.NOTHING and speaks_of_a_year(found, "".join(closed), words):
        found.kind, found.kind_reason = "report", "its first sentences speak of the disclosure work of a year"
    copied = report_kind.copied(raw, plain, title, words, found.host)
    if copied and (found.kind == "report" or copied[0] == "translated_copy"):
        found.kind, found.kind_reason = copied  # a copy of a guide, a notice or a rule stays what it is
    return found


def without_address(text: str, words: Words) -> str:
    """The text without addresses behind their label. A list of words alone is looked for many times faster."""
    if not words.pattern("<address_label>").search(text):
        return text
    return words.pattern(r"\(?<address_label>(?::|<is>)[^,。;)\n]*").sub("", text)


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
    matter = report_kind.found(words, "matter", text) or report_kind.found(words, "report_path", found.path)
    if ("period" in strong and matter) or (
        strong and report_kind.found(words, "report_part", found.body)
    ):
        return True
    part = report_kind.found(words, "report_part", text) and matter
    spoken = part or report_kind.found(words, "year_body", found.opening)
    years = {clue.year for clue in found.years if clue.where == "body"}
    told = len(years) == 1 and report_kind.found(words, "report_self", found.opening)
    return bool(spoken) and (bool(told) or any(clue.where in ("period", "opening") for clue in found.years))
