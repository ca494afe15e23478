"""Texts that may name the agency: publishers, subjects of sentences, contact lines, signatures, headings, files."""

import re

from extract import report_titles
from extract.report_text import close, spaced
from extract.report_words import Clue, Words

TAIL_LINES = 12


def name_clues(where: str, name: str | None, words: Words) -> list[Clue]:
    """Clues in the name of a file or in the words of the link that led to it."""
    name = re.sub(r"\.[a-z]{3,5}$", "", (name or "").split("!")[-1].rstrip("/").rsplit("/", 1)[-1])
    text = close(spaced(re.sub(r"[_\-]+", " ", name)))
    title = report_titles.named(text, where, words, False) if text else None
    return [Clue(where, title.subject)] if title and title.subject else []


def publishers(head: list[str], words: Words) -> list[Clue]:
    """Values behind labels such as 发布机构, on the label's line or the next."""
    label = re.compile(rf"(?:{words.any_of('publisher_label')})\s*[:：|]*\s*")
    stop = re.compile(
        rf"\s|\||{words.any_of('published_label')}|{words.any_of('publisher_label')}|\d{{4}}|{words.any_of('page_noise')}"
    )
    found = []
    for at, line in enumerate(head):
        hit = label.search(re.sub(r"(?<=[\u4e00-\u9fff]) {1,2}(?=[\u4e00-\u9fff]\s*[:：|])", "", line))
        if not hit or len(line) > 200:
            continue
        value = stop.split(hit.string[hit.end() :].strip(" :|"), maxsplit=1)[0]
        if not value and hit.end() >= len(hit.string.rstrip()) and at + 1 < len(head) and len(head[at + 1]) <= 30:
            value = head[at + 1]
        if 2 <= len(value) <= 40:
            found.append(Clue("publisher", close(value)))
    return found


def subjects(opening: str, words: Words) -> list[Clue]:
    """Who acts: 由…编制, and the subject of the first sentences."""
    found = [
        Clue("compiler", hit.group(1))
        for hit in re.finditer(
            rf"由([^,。;、:《》由]{{2,40}}?)(?:{words.any_of('compiling')})",
            opening,
        )
    ]
    found += [
        Clue("compiler", hit.group(1))
        for hit in re.finditer(r"(?:公布|发布|公开)([^,。;:《》\n\d]{3,30}?)的?(?=20\d\d年)", opening)
    ]
    found += [
        Clue("compiler", hit.group(1))
        for hit in re.finditer(
            rf"(?:根据|结合|依据|按照|和)(?:20\d\d年度?)?([^,。;、:《》和]{{2,24}}?(?:{words.any_of('organ')}))(?:的)?"
            r"(?:政府)?信息公开(?:工作)?(?:开展)?(?:实际)?情况",
            opening,
        )
    ]
    start = re.compile(
        rf"(?:^|[\n。;,]|{words.any_of('report_part')})(?:(?:19|20)\d\d年?(?:度|以来|来|,)*,?)?([^,。;:、\n\d()]{{2,30}}?)(?=(?:{words.any_of('verb')}))"
    )
    verb = re.compile(rf"(?:{words.any_of('verb')}|.*由)")
    clauses = [hit.group(1) for hit in list(start.finditer(opening))[:14] if not verb.match(hit.group(1))]
    own = re.compile(
        rf"[我本](?:{words.any_of('own_department')}|{words.any_of('own_township')}|{words.any_of('own_any')}|{words.any_of('own_county')})"
    )
    asks = re.compile(rf"^(?:{words.any_of('asking_lead')})")
    clauses = [clause for clause in dict.fromkeys(clauses) if not own.search(clause) and not asks.match(clause)]
    return [Clue("subject", clause) for clause in clauses] + found


def contacts(body: str, words: Words) -> list[Clue]:
    label = words.any_of("contact_label")
    body = re.sub(r"网址.{0,60}?[,。;)]", "", body)
    patterns = (
        rf"(?:请|可)?(?:与|同|向)([^,。;:()]{{2,40}}?)(?:\([^()]{{0,60}}\))?(?:{words.any_of('asking')}|\((?:{words.any_of('asking_place')}))",
        rf"(?:{label})(?:单位|部门|机构|人)?:([^,。;()\n]{{2,40}})",
        rf"(?:{words.any_of('request')}):?([^,。;:()]{{2,40}})",
    )
    office = re.compile(rf"(?<=[局委厅会])(?:{words.any_of('unit_office')})+$")
    found = [hit.group(1) for pattern in patterns for hit in list(re.finditer(pattern, body))[:4]]
    return [Clue("contact", office.sub("", name)) for name in found]


def sites(body: str, words: Words) -> list[Clue]:
    """Departments whose own web site the text gives as where the report stands."""
    owner = rf"[^“”\"]{{2,30}}?(?:{words.any_of('organ')})"
    return [Clue("web site", name) for name in re.findall(rf"[“\"]({owner})(?:门户|官方)?网站?[”\"]", body)]


def signatures(plain: list[str], words: Words) -> list[str]:
    ends = re.compile(
        rf"^[\u4e00-\u9fff()\s]{{3,36}}(?:{words.any_of('government')}|{words.any_of('organ')}|{words.any_of('zone')})$"
    )
    return [line for line in plain[-TAIL_LINES:] if len(line) <= 40 and ends.match(line)]


def headings(plain: list[str], words: Words) -> list[str]:
    """Short lines at the head that are an agency's name and nothing else."""
    kinds = "|".join(words.any_of(group) for group in ("government", "organ", "zone", "farm", "own_township"))
    ends = re.compile(rf"^[\u4e00-\u9fff()]{{2,36}}(?:{kinds})$")
    return [close(line) for line in plain[:12] if len(line) <= 36 and ends.match(close(line))]
