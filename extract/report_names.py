"""Texts that may name the agency: publishers, subjects of sentences, contact lines, signatures, headings, files."""

import re
from itertools import islice

from extract import report_titles
from extract.report_text import close, spaced
from extract.report_words import Clue, Words

TAIL_LINES = 12
SPREAD = re.compile(r"(?<=[\u4e00-\u9fff]) {1,2}(?=[\u4e00-\u9fff]\s*[:：|])")


def name_clues(where: str, name: str | None, words: Words) -> list[Clue]:
    """Clues in the name of a file or in the words of the link that led to it."""
    if not name:
        return []
    name = re.sub(r"\.[a-z]{3,5}$", "", name.split("!")[-1].rstrip("/").rsplit("/", 1)[-1])
    text = close(spaced(re.sub(r"[_\-]+", " ", name)))
    title = report_titles.named(text, where, words, False) if text else None
    return [Clue(where, title.subject)] if title and title.subject else []


def publishers(head: list[str], words: Words) -> list[Clue]:
    """Values behind labels such as 发布机构, on the label's line or the next."""
    label = words.pattern(r"<publisher_label>\s*[:：|]*\s*")
    stop = words.pattern(r"\s|\||<published_label>|<publisher_label>|\d{4}|<page_noise>")
    found = []
    if not words.pattern("<publisher_label>").search(close("".join(head))):
        return found
    for at, line in enumerate(head):
        hit = label.search(SPREAD.sub("", line) if " " in line else line)
        if not hit or len(line) > 200:
            continue
        value = stop.split(hit.string[hit.end() :].strip(" :|"), maxsplit=1)[0]
        if not value and hit.end() >= len(hit.string.rstrip()) and at + 1 < len(head) and len(head[at + 1]) <= 30:
            value = head[at + 1]
        if 2 <= len(value) <= 40:
            found.append(Clue("publisher", close(value)))
    return found


def subjects(opening: str, words: Words) -> list[Clue]:
    """Who acts: by whom it is compiled, and the subject of the first sentences."""
    agency = "([^,。;、:《》]{2,24}?<organ>)<of>?"
    compilers = (
        "<by>((?:(?!<by>)[^,。;、:《》]){2,40}?)<compiling>",
        r"<giving_out>([^,。;:《》\n\d]{2,30}?)<of>?(?=20\d\d年)",
        rf"<grounds>(?:20\d\d年度?)?{agency}<disclosure><state>",
    )
    openings = (
        r"<giving_out>20\d\d年度?([^,。;、:《》\n\d]{2,40}?)<disclosure><state_of_year>",
        rf"<in_view_of>(?:20\d\d年度?)?{agency}<disclosure><practice>",
    )
    found = [Clue(where, hit.group(1)) for where, forms in (("compiler", compilers), ("opening", openings))
             for form in forms for hit in words.pattern(form).finditer(opening)]
    start = words.pattern(  # its first words as one flat list, which is found faster
        rf"(?:\n|。|;|,|{words.any_of('report_part')})(?:(?:19|20)\d\d年?(?:度|以来|来|,)*,?)?([^,。;:、\n\d()]{{2,30}}?)"
        rf"(?={words.firsts('verb')})(?=<verb>)"
    )
    verb = words.pattern("<verb>|.*<by>")
    clauses = [hit.group(1) for hit in islice(start.finditer("\n" + opening), 14) if not verb.match(hit.group(1))]
    own = words.pattern(r"<we>(?:<own_department>|<own_township>|<own_any>|<own_county>)")
    asks = words.pattern("^<asking_lead>")
    clauses = [clause for clause in dict.fromkeys(clauses) if not own.search(clause) and not asks.match(clause)]
    return [Clue("subject", clause) for clause in clauses] + found


def contacts(body: str, words: Words) -> list[Clue]:
    body = re.sub(r"网址.{0,60}?[,。;)]", "", body)
    patterns = (
        r"[与同向](?:(?<!向)|(?<=[请可或接]向))([^,。;:()\n]{2,40}?)(?:\([^()]{0,60}\))?(?:<asking>|\(<asking_place>)",
        r"<contact_label>(?:单位|部门|机构|人)?:([^,。;()\n]{2,40})",
        *([r"<request>:?([^,。;:()\n]{2,40})"] if words.found("request", body) else []),
    )
    office = words.pattern("(?<=[局委厅会])<unit_office>+$")
    found = [hit.group(1) for form in patterns for hit in islice(words.pattern(form).finditer(body), 4)]
    return [Clue("contact", office.sub("", name)) for name in found]


def sites(body: str, words: Words) -> list[Clue]:
    """Departments whose own web site the text gives as where the report stands."""
    quoted = words.pattern('[“"]([^“”"]{2,30}?<organ>)(?:(?:门户|官方)?网站?[”"]|[”"](?:门户|官方)?网)')
    owners = quoted.findall(body) if "“" in body or '"' in body else []
    plain = words.pattern(r"<stands_on>([^,。;:、()《》“”\"\n]{2,30}?<organ>)(?:门户|官方)?网")
    return [Clue("web site", name) for name in (*owners, *plain.findall(body))]


def signatures(plain: list[str], words: Words) -> list[str]:
    ends = words.pattern(r"^[\u4e00-\u9fff()\s]{3,36}(?:<government>|<organ>|<zone>)$")
    lines = [line for line in plain[-TAIL_LINES:] if len(line) <= 40 and ends.match(line)]
    found = [line for line in lines if not is_site(line, words)]
    return found if len(set(found)) == 1 else []


def headings(plain: list[str], words: Words) -> list[str]:
    """Short lines at the head that are an agency's name and nothing else; none where several are, as in a menu."""
    ends = words.pattern(r"^[\u4e00-\u9fff()]{2,36}(?:<government>|<organ>|<zone>|<farm>|<own_township>)$")
    lines = [close(line) for line in plain[:12] if len(line) <= 36]
    found = [line for line in lines if ends.match(line) and not is_site(line, words)]
    return found if len(set(found)) == 1 else []


def is_site(line: str, words: Words) -> bool:
    """Whether a line names a government's web site (政府网站), which is no agency."""
    return bool(words.pattern("(?:<site>)\u7ad9?$").search(line))
