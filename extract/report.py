"""Clues to whose report a document is, of which year, and whether it is a report: what stands where.

Nothing is decided here. A clue is a piece of text and the kind of place it stands in; a year clue is a year and
the words it was read from. Words come from ``data/report_words.csv``; only the shapes of titles and years are patterns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from extract import fold, report_kind, report_titles, report_years
from extract.grid import Content, Grid

HEAD_LINES = 40
OPENING = 1500
BODY = 9000
TAIL_LINES = 12


class Clue(NamedTuple):
    """A text that names the agency or places around it, and where it stands."""

    where: str
    text: str


@dataclass(frozen=True, eq=False)
class Words:
    """Vocabulary by group, as in ``data/report_words.csv``, longest words first."""

    groups: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Sequence[dict[str, str]]) -> "Words":
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(row["group"], []).append(row["word"])
        return cls({name: tuple(sorted(words, key=len, reverse=True)) for name, words in groups.items()})

    def first(self, group: str) -> str:
        return self.groups[group][0]

    @cache  # noqa: B019 - one object per process
    def any_of(self, group: str) -> str:
        """The group as alternatives of a pattern."""
        return "|".join(re.escape(word) for word in self.groups.get(group, ()))


@dataclass(slots=True)
class Clues:
    """What a document says of itself.

    ``names`` texts that may name the agency, most trusted first · ``own`` what it calls itself (我镇 → 镇) · ``whole``
    levels it speaks for as a whole (县 of 全县) · ``superiors`` whose committees and governments it obeys,
    lowest level first (县 of 县委) · ``codes`` divisions' six digits in its index number · ``source_region`` of who
    listed it · ``opening``, ``body`` running text without cited documents, ``cited`` those documents · ``years`` year
    clues · ``old_form`` it has parts only reports up to 2018 have · ``published`` year and month of publication.
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
    whole: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    source_region: str | None = None
    old_form: bool = False
    host: str = ""
    path: str = ""


CITED = re.compile(r"《[^《》]{0,120}》(?:\([^()]{0,40}\))?|[\u4e00-\u9fff]{2,8}〔\d{4,}[^号〕]*〕?\d*号")
CALLED = re.compile(r"\((?:以下|下文)?(?:统一)?简称[^()]{0,30}\)")
CUT = re.compile(r"[\u4e00-\u9fff0-9,、(《](?<!报告)(?<!年报)(?<!情况)$")
CUT_LENGTH = 25
STARTS_NEW = re.compile(r"[(\[]?[一二三四五六七八九十\d]{1,2}[)\]、.]|.*\||第[一二三四五六七八九十]+")
LEADING, TRAILING = "#*>|•·- \t\r\n\v\f", "*| \t\r\n\v\f"
BREADCRUMB = re.compile(r"[>»›＞].*[>»›＞]")
HOST = re.compile(r"^(?:[a-z]+:)?//([^/:?#]+)[^/?#]*([^?#]*)", re.IGNORECASE)


def content_lines(content: Content) -> list[str]:
    """Lines of running text and rows of grids, in reading order, the cells of a row set apart by bars."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Grid):
            lines += [" | ".join(" ".join(cell.text.split()) for cell in row) for row in block.rows]
        else:
            lines += block.text.split("\n")
    return lines


def content_heads(content: Content) -> list[str]:
    """What the file says of itself outside its text, labels before values."""
    return [f"{name}: {value}" for name, value in content.metadata.items() if value]


def spaced(line: str) -> str:
    """Plain characters, marks of lists and headings at the ends gone, blanks kept."""
    text = fold.plain(line).lstrip(LEADING).rstrip(TRAILING)
    return re.sub(r"\.{3,}", "。", text) if "..." in text else text


def close(text: str) -> str:
    return "".join(text.split())


def clues(lines: Sequence[str], words: Words, title: str | None = None, url: str | None = None) -> Clues:
    """Clues of a document given as lines of text, its title on the site and its address, each where known."""
    raw = [line for line in lines if line.strip()]
    title = title or ""
    plain = [spaced(line) for line in raw[:400]]
    plain = [line for line in plain if line]
    crumbs = [line for line in plain[:HEAD_LINES] if BREADCRUMB.search(line)]
    crumb_set = set(crumbs)
    plain = [line for line in plain if line not in crumb_set]
    found = Clues()
    found.host, found.path = address_parts(url)
    titles = report_titles.titles([spaced(part) for part in title.split("\n")], plain[:HEAD_LINES], words)
    found.title = titles[0].text if titles else close(spaced(title)) or None
    prose = running_text(plain)
    address = re.compile(rf"\(?(?:{words.any_of('address_label')})[:为是][^,。;)\n]*")
    found.opening, found.body = address.sub("", prose[:OPENING]), prose[:BODY]
    found.cited = "\n".join(CITED.findall(with_cited(plain)))
    found.names += [Clue(one.where, one.subject) for one in titles if one.subject]
    found.names += name_clues("address", found.path, words)
    found.names += publishers(plain[:HEAD_LINES], words)
    found.names += [
        Clue("opening", one.subject) for one in report_titles.mentions(with_cited(plain), words) if one.subject
    ]
    found.names += subjects(found.opening, words)
    found.names += contacts(found.body, words)
    found.names += [Clue("signature", close(line)) for line in signatures(plain, words)]
    found.names += [Clue("heading", line) for line in headings(plain, words)]
    found.names += [Clue("breadcrumb", part) for line in crumbs for part in re.split(r"[>»›＞]", close(line)) if part]
    found.own = own_words(found.body, words)
    found.superiors = superiors(found.body, words)
    found.codes = index_codes(plain[:HEAD_LINES], words)
    found.old_form = old_form(found.body, words)
    found.whole = tuple(dict.fromkeys(re.findall(rf"全({words.any_of('own_county')})", found.body)))
    found.years = report_years.year_clues(titles, plain, prose, words)
    found.published = report_years.published(plain[:HEAD_LINES], words)
    listed = report_titles.listed(plain, words)
    found.kind, found.kind_reason = report_kind.kind(raw, plain, title, titles, words, found.host)
    if listed >= report_kind.INDEX and not any(part in found.body for part in words.groups["report_part"]):
        found.kind, found.kind_reason = "catalogue", f"an index page: it lists {listed} reports"
    elif found.kind_reason == report_kind.NOTHING and speaks_of_a_year(found, words):
        found.kind, found.kind_reason = "report", "its first sentences speak of the disclosure work of a year"
    return found


def speaks_of_a_year(found: Clues, words: Words) -> bool:
    spoken = report_kind.found(words, "year_body", found.opening)
    return bool(spoken) and any(clue.where in ("period", "opening") for clue in found.years)


def name_clues(where: str, name: str | None, words: Words) -> list[Clue]:
    """Clues in the name of a file or in the words of the link that led to it."""
    name = re.sub(r"\.[a-z]{3,5}$", "", (name or "").split("!")[-1].rstrip("/").rsplit("/", 1)[-1])
    text = close(spaced(re.sub(r"[_\-]+", " ", name)))
    title = report_titles.named(text, where, words, False) if text else None
    return [Clue(where, title.subject)] if title and title.subject else []


def address_parts(url: str | None) -> tuple[str, str]:
    """Host and path, letters small, what was written in per cent signs read."""
    found = HOST.match(url.strip()) if isinstance(url, str) else None
    return (found.group(1).lower(), unquote(found.group(2), errors="ignore").lower()) if found else ("", "")


def running_text(plain: list[str]) -> str:
    """Lines long enough to be sentences, without documents they cite; a line cut inside a sentence goes on."""
    sentences: list[str] = []
    for line in plain:
        last = sentences[-1] if sentences else ""
        if len(last) >= CUT_LENGTH and "|" not in last and CUT.search(last[-4:]) and not STARTS_NEW.match(line):
            sentences[-1] += close(line)
        elif len(line) >= 10:
            sentences.append(close(line))
    return CALLED.sub("", CITED.sub("", "\n".join(sentences)))


def with_cited(plain: list[str]) -> str:
    return "\n".join(close(line) for line in plain if len(line) >= 10 and "|" not in line)[:OPENING]


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
        for hit in re.finditer(
            rf"(?:根据|结合|依据|按照|和)(?:20\d\d年度?)?([^,。;、:《》和]{{2,24}}?(?:{words.any_of('organ')}))(?:的)?"
            r"(?:政府)?信息公开(?:工作)?(?:开展)?(?:实际)?情况",
            opening,
        )
    ]
    start = re.compile(
        rf"(?:^|[\n。;,])(?:(?:19|20)\d\d年?(?:度|以来|来|,)*,?)?([^,。;:、\n\d()]{{2,30}}?)(?=(?:{words.any_of('verb')}))"
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
    )
    office = re.compile(rf"(?<=[局委厅会])(?:{words.any_of('unit_office')})+$")
    found = [hit.group(1) for pattern in patterns for hit in list(re.finditer(pattern, body))[:4]]
    return [Clue("contact", office.sub("", name)) for name in found]


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


def old_form(body: str, words: Words) -> bool:
    """Two parts or more that the form since 2019 has dropped, and none that it brought."""
    old, new = (sum(word in body for word in words.groups[group]) for group in ("old_form", "new_form"))
    return old >= 2 and not new


def superiors(body: str, words: Words) -> tuple[str, ...]:
    """Levels whose committee or government the text speaks of without a name before it (县委, 区政府), lowest first."""
    levels, bodies = words.any_of("own_county"), words.any_of("superior_body")
    lead = re.compile(rf"(?:^|[\n,。;、(“]|{words.any_of('superior_lead')}|{bodies})$")
    hits = re.finditer(rf"({levels})(?:{bodies})", body)
    found = {hit.group(1) for hit in hits if lead.search(body[max(hit.start() - 4, 0) : hit.start()])}
    return tuple(word for word in words.groups.get("own_county", ()) if word in found)


def index_codes(head: list[str], words: Words) -> tuple[str, ...]:
    """Six digits an index number begins with, behind the two of a credit code where it is one (11330822...)."""
    label = re.compile(rf"(?:{words.any_of('index_label')})\s*[:：|]*\s*(?:1[1-9](?=\d{{6}}))?(\d{{6}})")
    return tuple(dict.fromkeys(hit.group(1) for line in head for hit in label.finditer(line)))


def own_words(body: str, words: Words) -> tuple[str, ...]:
    """What the text calls its own agency, the most frequent first."""
    kinds = "|".join(words.any_of(group) for group in ("own_township", "own_county", "own_department", "own_any"))
    counts: dict[str, int] = {}
    for word in re.findall(rf"(?:我|本)({kinds})(?!级)", body):
        counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts, key=lambda word: (word in words.groups["own_any"], -counts[word])))
