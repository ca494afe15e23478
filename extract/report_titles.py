"""Titles of reports: the report's name with whose it is and of which year before it, on one to three lines."""

import re
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

# Each alternative begins with its own letter, which is found faster than a condition on the letter before.
YEAR = r"(?:1(?<!\d\d)9\d\d(?!\d)|2(?<!\d\d)0\d\d(?!\d)|二[〇○零OoＯ0]{1}[一二三四五六七八九〇○零0]{2})"
REPORT = re.compile(
    rf"(?:(?<!人民)政府|政务)?(?:信息|政务|事务)(?:信息)?公开(?:工作)?(?:情况)?(?P<inner>{YEAR})?(?:年度|年)?(?:工作)?(?:情况)?(?:的)?(?:年度)?"
    r"(?:工作)?(?:总结)?(?:报告|年报)(?:书)?"
)
DAY = re.compile(r"(?:19|20)\d\d(?:([-/.])\d\d?\1\d\d?|年\d\d?月\d\d?日)(?:\s+\d\d?:\d\d(?::\d\d)?)?")
LABEL = re.compile(r"^[【\[][^】\]]{1,6}[】\]]")  # which rendering it is
DATED = re.compile(r"(?<=[告报])[\s(\[]*(?:19|20)\d\d([-/.])\d\d?\1\d\d?[\s)\]]*$")  # a day behind a title
# Digits lost or misread: no year, nor part of a name.
BROKEN_YEAR = re.compile(r"^[\dOIl]{2,5}年(?:度)?|(?<![\dA-Za-z])[\dOIl]{2,5}(?:年度?)?$")
SITE = re.compile(r"[-_—–|]+")
MATTER, REPORTS = "公开", "报"
SUBJECT_MATTER = re.compile(f"{MATTER}.*(?:报告|年报)", re.DOTALL)
BEHIND = re.compile(rf"^[(\[]?(?P<behind>{YEAR})(?:年度[)\]]?|年[)\]])")
CLOSED = re.compile(r"(?:\([^()]*\))?[》〉]|[^》]*$")
LINK = re.compile(rf"^[^,。;:《]*?{REPORT.pattern}[^,。;:\u4e00-\u9fff]*$")
NO_TITLE = re.compile(r"[。;,|]|:\d\d|\d{4}-\d|时间:|来源:|日期:")
TAIL = re.compile(
    r"[》\])]*(?:\(?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?\)?)?(?:\.[a-z]{3,4})?(?:\((?:全文|公示|正文)?\))?[-_—–|]?.{0,24}$"
)
SENTENCE_END = re.compile("[。;]")
DIGITS = {
    **{str(digit): str(digit) for digit in range(10)},
    **dict(zip("〇○零一二三四五六七八九OoＯ", "0001234567890" + "00", strict=False)),
}


class Title(NamedTuple):
    """A report's title or the naming of one: the words before the report's name without the year, and the year."""

    where: str
    text: str
    subject: str
    year: int | None


def to_year(text: str) -> int | None:
    digits = "".join(DIGITS.get(letter, "?") for letter in text)
    return int(digits) if digits.isdigit() and 1990 <= int(digits) <= 2100 else None


@lru_cache(maxsize=4)
def patterns(words) -> tuple[re.Pattern, ...]:
    fillers = words.any_of("filler")
    return (
        re.compile(rf"^(?:.*(?:{words.any_of('compiled')}))?(?:{fillers})*"),
        re.compile(r"(?:关于|的|度|年度)+$"),
        re.compile(rf"^[》\s]*(?:{words.any_of('cited')})"),
        re.compile(words.any_of("cited_lead") or "$^"),
    )


def speaks_of_report(text: str) -> bool:
    """Whether a report's name may stand in the text; most texts lack one of its words, which is seen at once."""
    return REPORTS in text and MATTER in text and SUBJECT_MATTER.search(text) is not None


def is_link(line: str) -> bool:
    """Whether a line is a report's title and nothing else."""
    return speaks_of_report(line) and LINK.search(line) is not None


def named(text: str, where: str, words, whole: bool) -> Title | None:
    """The first report named in ``text``; ``whole`` demands that the text ends with it, as a title does."""
    if not speaks_of_report(text):
        return None
    lead, trail, cited, cited_lead = patterns(words)
    for hit in REPORT.finditer(text):
        rest = text[hit.end() :]
        if (whole and not TAIL.match(rest)) or cited.match(rest):
            continue
        start = max((text.rfind(mark, 0, hit.start()) for mark in ",。;:!?《“\n"), default=-1)
        if start >= 0 and text[start] == "《" and not CLOSED.match(rest):
            continue  # a document about such reports
        before = LABEL.sub("", text[start + 1 : hit.start()])
        site = SITE.search(before.strip("-_—–|")) if where == "title" else None
        if cited_lead.search(before) or (whole and re.search("公布|发布|按时|编制", before)):
            continue
        years = list(re.finditer(YEAR, before))
        behind = BEHIND.match(rest)
        inner = hit.group("inner") or (behind.group("behind") if behind else None)
        year = to_year(years[-1].group()) if years else to_year(inner) if inner else None
        subject = before
        for found in reversed(years):
            subject = subject[: found.start()] + re.sub("^(?:年度|年|度)", "", subject[found.end() :])
        subject = re.sub(r"\((?:以下|下文)?简称.*$", "", subject)
        if "、" in subject or subject.count("(") != subject.count(")"):
            subject = ""  # those it was compiled from, or reports that are listed: their year may be another
            year = None if where == "opening" else year
        subject = trail.sub("", lead.sub("", BROKEN_YEAR.sub("", subject.strip("-—_ ()【】[]、.·"))))
        return Title("site title" if site else where, text, subject, year)
    return None


def joined(lines: list[str], at: int, count: int) -> str:
    return "".join("".join(lines[at : at + count]).split())


def titles(given: list[str], head: list[str], words) -> list[Title]:
    """Titles found: the given one first, then the one on a line of its own at the page's head; none of several that
    differ, which a page lists."""
    title = named("".join(DAY.sub(" ", "".join(given)).split()), "title", words, False) if given else None
    found = [title] if title else []
    below = on_lines(head, words)
    if len({one.year for one in below if one.year}) > 1 and not (title and title.subject):
        return found  # a list of reports
    stems = {words.pattern("<government>$").sub("", one.subject) for one in below if one.subject and one.year}
    shortest = min(stems, key=len, default="")
    if any(shortest not in stem for stem in stems):
        return found  # reports of neighbours beside it
    return found + [one._replace(where="title line") if one.where == "title" else one for one in below[:1]]


def on_lines(lines: list[str], words) -> list[Title]:
    """Titles on lines of their own: those that say whose and of which year, else whose, else of which year."""
    lines = [DATED.sub("", line) for line in lines]
    below = [one for at in range(len(lines)) if (one := title_at(lines, at, words)) and (one.subject or one.year)]
    below = [one for one, later in pairwise([*below, None]) if not (later and adds_nothing(one, later, words))]
    return [one for one in below if one.subject and one.year] or [one for one in below if one.subject] or below


def adds_nothing(longer: Title, title: Title, words) -> bool:
    """Whether the lines that one title has before another, which says whose and of which year by itself, end with no
    word of an agency or a place: they are labels or a menu's."""
    if not (title.subject and title.year) or not longer.text.endswith(title.text) or longer.text == title.text:
        return False
    before = longer.text.removesuffix(title.text)
    named = words.pattern("(?:<government|organ|zone|farm|own_county|own_township|zone_tail>)$")
    return not named.search(before)


def title_at(head: list[str], at: int, words) -> Title | None:
    """A title that begins on line ``at`` and runs over at most three lines."""
    for count in (1, 2, 3):
        text = joined(head, at, count)
        if len(text) > 90 or NO_TITLE.search(text):
            return None
        title = named(text, "title", words, True)
        if title and REPORT.search(text).end() > len(text) - len(joined(head, at + count - 1, 1)):
            return with_agency_above(title, head, at)
    return None


def with_agency_above(title: Title, head: list[str], at: int) -> Title:
    """A title that begins with the year takes its agency from the line before."""
    above = "".join(head[at - 1].split()) if at else ""
    if title.subject or not title.year or not re.fullmatch(r"[\u4e00-\u9fff()]{3,36}", above):
        return title
    return title._replace(subject=above, text=above + title.text)


def mentions(opening: str, words) -> list[Title]:
    """Reports named in the first sentences as the one at hand. A line that is a report's title and nothing else is no
    sentence: where it is not the title, it is a link."""
    lines = (line for line in opening.split("\n") if not is_link(line))
    sentences = islice((sentence for line in lines for sentence in SENTENCE_END.split(line)), 12)
    found = [named(sentence, "opening", words, False) for sentence in sentences]
    return [one for one in found if one and (one.subject or one.year)]


def listed(closed: list[str], words) -> int:
    """How many different reports are named by lines of their own, as on an index page."""
    lines = (line for line in closed if 12 <= len(line) <= 80 and speaks_of_report(line))
    found = (named(line, "title", words, True) for line in lines)
    return len({(one.subject, one.year) for one in found if one and one.year})
