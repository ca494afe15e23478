"""A document's lines made ready: folded, joined where a line was cut, without the documents they cite."""

import re
from collections.abc import Iterator
from string import digits
from urllib.parse import unquote

from extract import fold, report_titles
from extract.grid import Content, Grid
from extract.report_words import Words

OPENING = 1500
SENTENCE = 10  # characters a sentence has at least
BODY = 9000
TITLED = re.compile(r"《[^《》]{0,120}》(?:\([^()]{0,40}\))?")
NUMBERED = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4,}[^号〕]*〕?\d*号")
CALLED = re.compile(r"\((?:以下|下文)?(?:统一)?简称[^()]{0,30}\)")
CUT = re.compile(r"[\u4e00-\u9fff0-9,、(《](?<!报告)(?<!年报)(?<!情况)(?<!日止)$")
RULES = "|./-"  # what stands between figures
DOTS = re.compile(r"\.\.\.+")  # begins with its letters: found faster
CUT_LENGTH = 25
STARTS_NEW = re.compile(rf"[(\[]?[{fold.NUMERALS}\d]{{1,2}}[)\]、.]|.*\||第[{fold.NUMERALS}]+")
LEADING, TRAILING = "#*>|•·- \t\r\n\v\f", "*| \t\r\n\v\f"
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


def spaced(line: str) -> str:
    """Plain characters, marks of lists and headings at the ends gone, blanks kept."""
    return trimmed(fold.plain(line))


def trimmed(text: str) -> str:
    return without_dots(text).lstrip(LEADING).rstrip(TRAILING)


def without_dots(text: str) -> str:
    """The text with the dots that end a sentence, or stand for what was left out, as its end."""
    return DOTS.sub("。", text) if "..." in text else text


def spaced_lines(lines: list[str]) -> list[str]:
    """Each line so, folded all at once, which takes a fraction of the time; empty ones are left out."""
    text = without_dots(fold.folded("\n".join(lines)))
    return [short for line in text.split("\n") if (short := line.lstrip(LEADING).rstrip(TRAILING))]


def close(text: str) -> str:
    return "".join(text.split())


def closed_lines(lines: list[str]) -> list[str]:
    """Each folded line without blanks, all at once; the mark between them is none that folding leaves."""
    return close("\0".join(lines)).split("\0") if lines else []


def address_parts(url: str | None) -> tuple[str, str]:
    """Host and path, letters small, what was written in per cent signs read."""
    found = HOST.match(url.strip()) if isinstance(url, str) else None
    return (found.group(1).lower(), unquote(found.group(2), errors="ignore").lower()) if found else ("", "")


def running_text(said: list[str]) -> str:
    """The sentences, one a line, without documents they cite."""
    return CALLED.sub("", without_cited("\n".join(said)))


def sentences(closed: list[str]) -> Iterator[str]:
    """Lines, without blanks, long enough to be sentences; a line cut inside a sentence goes on."""
    last, length = "", 0
    for line in closed:
        if length > BODY:
            break
        if "|" in line and is_figures(line):
            whole, last = last, ""
        else:
            length += len(line)
            cut = len(last) >= CUT_LENGTH and "|" not in last and CUT.search(last[-4:]) and not STARTS_NEW.match(line)
            if cut and not (last[-1].isdigit() and line[0].isdigit()) and not report_titles.is_link(line):
                last += line
                continue
            whole, last = last, line
        if len(whole) >= SENTENCE:
            yield whole
    if len(last) >= SENTENCE:
        yield last


def is_figures(line: str) -> bool:
    """Whether a line without blanks is a row of a table with figures behind its label."""
    behind = line.partition("|")[2].strip(RULES)
    return behind != "" and not behind.strip(RULES + digits)


def cited(text: str) -> str:
    """The documents a text cites, by title or number, one a line."""
    return "\n".join(TITLED.findall(text) + (NUMBERED.findall(text) if "〔" in text else []))


def without_cited(text: str) -> str:
    text = TITLED.sub("", text)
    return NUMBERED.sub("", text) if "〔" in text else text


def with_cited(said: list[str]) -> str:
    """The first of the sentences with the documents they cite."""
    first, length = [], 0
    for line in said:
        if length > OPENING:
            break
        if "|" not in line:
            first.append(line)
            length += len(line)
    return "\n".join(first)[:OPENING]


def without_others(text: str, words: Words) -> str:
    """The text without the portals of others, townships in general, and those whose reports it is compiled from."""
    if not any(words.found(group, text) for group in ("portal", "vague", "basis")):
        return text
    return words.pattern(r"[\u4e00-\u9fff]{2,8}<portal>|<vague>|<at>[^。,;\n]{2,80}<basis>").sub("", text)


def without_visits(text: str, words: Words) -> str:
    """The text without places that people went to, to learn."""
    if not words.found("visit", text):
        return text
    return words.pattern(r"<visit>[^,。;\n]{2,24}?<visited_for>").sub("", text)


def without_address(text: str, words: Words) -> str:
    """The text without addresses behind their label. A list of words alone is looked for many times faster."""
    if not words.pattern("<address_label>").search(text):
        return text
    return words.pattern(r"\(?<address_label>(?::|<is>)[^,。;)\n]*").sub("", text)
