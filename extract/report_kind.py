"""What a document is: a report, or an interpretation, guide, catalogue, notice, mirror, translated copy, …"""

import re
import unicodedata
from operator import ne
from string import ascii_letters

from extract import fold, report_titles

TONED = re.compile(r"\((?<=[\u3400-\u9fff].)[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
HAN = re.compile("[\u4e00-\u9fff]")
NO_LETTER = bytes(set(range(128)) - set(ascii_letters.encode()))
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|on|for|is)\b", re.IGNORECASE)
ARTICLES = r"<first_article>[\s\S]+<second_article>"
ARTICLE = rf"(?:^|[。;…\n])<article_opens>[{fold.NUMERALS}]+<article_closes>(?!<article_cited>|$)"
CITED = r"《[^《》]*》|\([^()]*<document_number>\)"  # titles and numbers of documents
CITED_END = re.compile("[^,。;《》]{2}》")  # the last word of a cited document whose first bracket was lost
OTHER_REPORT = re.compile(r"^[^,。;:|]{4,40}(?<!年度)(?<!工作)报告(?:\([^()]*\))?$")
INDEX = 4  # titles of different reports that make a page an index
NOTHING = "neither a title nor parts of a report"


def kind(plain: list[str], closed: list[str], title: str | None, titles: list, words) -> tuple[str, str]:
    """What kind of text the document is and why: from its lines plain, and without blanks; its title on the site, the
    titles found."""
    given = "".join((titles[0].text if titles else title or heading(plain)).split())
    other = by_page_title("".join((title or "").split()), words)
    return other or by_title(given, titles, words, "".join(closed))


def copied(raw: list[str], plain: list[str], title: str | None, words, host: str) -> tuple[str, str] | None:
    """mirror or translated_copy, and why, where the lines as they are show a text that others have copied."""
    whole = "\n".join(raw[:400])
    head = "".join(((title or "") + "\n".join(plain[:3])).split())
    if is_foreign(whole):
        return "translated_copy", "the text is not Chinese"
    if len(TONED.findall(((title or "") + whole).replace("（", "(").replace("）", ")"))) >= 2:
        return "mirror", "pinyin stands behind its characters"
    if host and not host.endswith(".gov.cn") and is_traditional((title or "") + whole):
        return "mirror", "traditional characters on a foreign host"
    said = "" if host.endswith(".gov.cn") else head + "".join(whole[:6000].split())
    advert = words.pattern("<advert>").search(said)
    return ("mirror", f"an advert stands in the text: {advert.group()}") if advert else None


def by_page_title(title: str, words) -> tuple[str, str] | None:
    """What the page's own title says it is, where it names no report; menus in its text may name some."""
    if report_titles.REPORT.search(title):
        return None
    names = ((name, words.found(name, title)) for name in ("guide", "catalogue", "notice"))
    return next(((name, f"its title says {word}") for name, word in names if word), None)


def heading(plain: list[str]) -> str:
    """The first line, where it is no sentence."""
    return plain[0] if plain and len(plain[0]) < 40 and not re.search("[,。;:…]", plain[0]) else ""


def other_report(kind: str, titles: list, head: list[str], body: str, words) -> str | None:
    """That a line at the page's head is the title of a report on something else, where no title names a report and the
    text has no part that only reports on disclosure have; None otherwise. A line that only says that it is a report of
    a year belongs to a title on several lines."""
    if titles or kind not in ("report", "not_a_report"):
        return None
    if any(report_titles.MATTER in part and part in body for part in words.groups["report_part"]):
        return None
    lines = ("".join(line.split()) for line in head)
    found = (one for one in lines if OTHER_REPORT.search(one) and report_titles.MATTER not in one)
    return next((f"it is headed {one}" for one in found), None)


def by_title(title: str, titles: list, words, text: str) -> tuple[str, str]:
    for name in ("interpretation", "comparison"):
        word = words.found(name, title)
        if word and len(title) <= 60:
            return name, f"its title says {word}"
    word = words.found("interpretation_body", text[:400])
    if word:
        return "interpretation", f"its first words say {word}"
    word = words.found("model_text", text[:400])
    if word:
        return "not_a_report", f"its first words say {word}"
    word = words.found("guide_self", text[:1500])
    if word and not any(one.year for one in titles):
        return "guide", f"it says of itself {word}"
    if titles:
        return "report", "its title names a report"
    for name in ("guide", "catalogue", "notice", "not_report"):
        word = words.found(name, title[:80])
        if word and len(title) <= 80:
            return ("not_a_report" if name == "not_report" else name), f"its title says {word}"
    return by_text(words, text)


def by_text(words, text: str) -> tuple[str, str]:
    opening = words.pattern(CITED).sub("", text[:1500])
    word = words.found("survey", opening)
    if word:
        return "notice", f"its first words say {word}"
    if words.pattern(ARTICLES).search(text[:1500]):
        return "not_a_report", "it is set in articles, as rules are"
    parts = [word for word in words.groups.get("report_part", ()) if word in text]
    marks = parts + [word for word in words.groups.get("report_body", ()) if word in text and word not in parts]
    said = "it has the parts of a report: " + ", ".join(marks[:4])
    if parts and (len(marks) >= 2 or words.found("report_self", opening)):
        return "report", said
    if words.pattern(ARTICLE).search(text[:1500]):
        return "not_a_report", "it is set in articles, as rules are"
    for name in ("guide", "catalogue", "notice"):
        word = words.pattern(f"(<{name}>)(?!<cited_on>)").search(CITED_END.sub("", opening[:400]))
        if word:
            return name, f"its first words say {word.group(1)}"
    short = parts and len(text) < 1200 and words.found("year_body", text)
    return ("report", said) if short else ("not_a_report", NOTHING)


def is_foreign(text: str) -> bool:
    """Sentences of another language; figures, codes and addresses are none."""
    latin = len(text[:4000].encode("ascii", "ignore").translate(None, NO_LETTER))
    if latin <= 40 or latin <= 4 * len(HAN.findall(text, 0, 4000)):
        return False
    particles = len(ENGLISH.findall(text[:4000]))
    return particles >= 3 and particles * 60 >= latin


def is_traditional(text: str) -> bool:
    text = unicodedata.normalize("NFKC", text[:2000])
    folded = fold.converter().convert(text)
    return folded != text and sum(map(ne, text, folded)) > max(6, len(text) // 20)
