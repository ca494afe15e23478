"""What a page leads to: reports on a list, its further pages, the files attached to a report. No I/O.

The words that make a link one to an annual report lie in data/discovery.csv.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import etree

from extract import encoding, kind
from extract.html import PAGE_END
from flows import page_words
from flows.address import FILE, address, is_file
from flows.home import table_rows

Vocabulary = dict[str, re.Pattern]

SCRIPTED_FILE = re.compile(r"[\"']([^\"'<>\s]{1,300}\.(?:pdf|docx?|wps|rtf|zip|rar|ofd))[\"']", re.IGNORECASE)
# How the commonest publishing system of Chinese authorities pages: createPageHTML(pages, current, "index", "html"),
# counted from 0 with index_1.html the second page; with an element named first, counted from 1, index_2.html.
PAGING = re.compile(r"createPageHTML\(\s*([\"'][\w-]*[\"']\s*,\s*)?(\d+)\s*,\s*\d+\s*,"
                    r"\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']")
REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
SENT_ON = re.compile(r"location(?:(?:\.href)?\s*=|\.(?:replace|assign)\()\s*[\"']([^\"']+)[\"']")
QUOTED = re.compile(r"[\"']([^\"'<>()]{1,300})[\"']")
LIKE_ADDRESS = re.compile(r"/|\.\w{2,5}(\?|$)")
CALL = re.compile(r"\w\(\s*[^)\s]")  # of a function, with something to act on
VIEWER = re.compile(r"\.s?html?$", re.IGNORECASE)
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
MOST_PAGES = 300  # further pages a list may name
LITTLE_TEXT = 200  # characters of a page that says nothing by itself
SHORT_SCRIPT = 1000  # characters of scripts that do nothing but send the reader on
LARGEST_PAGE = 30_000_000


class Link(NamedTuple):
    """An address to ask for, the words that led there, and what is expected: list, page, attachment or sitemap."""

    url: str
    words: str
    kind: str


def vocabulary(path: Path) -> Vocabulary:
    """The patterns of discovery.csv by role: report, year, next, number, unscripted, missing, passing."""
    patterns: dict[str, list[str]] = {}
    for row in table_rows(path):
        patterns.setdefault(row["role"], []).append(f"(?:{row['pattern']})")
    return {role: re.compile("|".join(parts), re.IGNORECASE) for role, parts in patterns.items()}


class Page:
    """A web page taken apart once. ``url`` is where it was found, after redirects."""

    def __init__(self, data: bytes, url: str):
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:8192], re.IGNORECASE)
        text, self.letters, _ = encoding.guess(data, declared[1].decode("ascii", "replace") if declared else None)
        text = PAGE_END.sub("", CONTROL.sub("", XML_HEAD.sub("", text)))
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except (etree.LxmlError, ValueError, AssertionError):  # an empty page leads nowhere, and neither does this
            root = None
        self.root = etree.Element("html") if root is None else root
        base = next((element.get("href") for element in self.root.iter("base") if element.get("href")), "")
        self.url = urljoin(url, base)
        self.scripts = "\n".join(element.text or "" for element in self.root.iter("script"))
        self.text = page_words.visible(self.root)
        self.title = " ".join((self.root.findtext(".//title") or "").split())[:page_words.LONGEST_ROW]

    # --- of a list

    def reports(self, words: Vocabulary, follow: str | None = None) -> Iterator[Link]:
        """The links whose words, with the row they stand in, are those of a report; or that ``follow`` fits."""
        wanted = re.compile(follow, re.IGNORECASE) if follow else None
        for element, url in self._addresses("a", "href"):
            said, row = page_words.of_link(element)
            if wanted:
                fits = wanted.search(said) or wanted.search(url)
            else:
                fits = words["report"].search(said) and words["year"].search(f"{said} {row}")
            if fits:
                yield Link(self._unframed(url), said, "attachment" if is_file(url, said) else "page")

    def further(self, words: Vocabulary) -> Iterator[Link]:
        """The other pages of this list; numbers count as such where they lead to its own folder."""
        here = self.url.partition("?")[0].rpartition("/")[0] + "/"
        for element, url in self._addresses("a", "href"):
            said = "".join(element.itertext())[:page_words.LONGEST_WORDS]
            numbered = words["number"].search(said) and url.partition("?")[0].rpartition("/")[0] + "/" == here
            if element.get("rel") == "next" or words["next"].search(said) or numbered:
                yield Link(url, "", "list")
        if len(self.text) < LITTLE_TEXT:
            for tag in ("frame", "iframe"):
                yield from (Link(url, "", "list") for _, url in self._addresses(tag, "src"))
        for _, url in [pair for pair in self._addresses("link", "href") if pair[0].get("rel") == "next"]:
            yield Link(url, "", "list")
        for named, count, stem, ending in PAGING.findall(self.scripts):
            first, past = (2, int(count) + 1) if named else (1, int(count))
            for number in range(first, min(past, MOST_PAGES)):
                yield Link(urljoin(self.url, f"{stem}_{number}.{ending}"), "", "list")

    def turns_by_script(self, words: Vocabulary) -> bool:
        """Whether there is a next page to which no address leads."""
        return any(CALL.search(page_words.script_of(element)) and not self._target(element, "href")
                   and words["next"].search("".join(element.itertext())[:page_words.LONGEST_WORDS])
                   for element in self.root.iter("a"))

    # --- of a report

    @cached_property
    def attachments(self) -> list[Link]:
        """The files that a report's page links, shows in a frame, or names in a script."""
        found: dict[str, Link] = {}
        for element, url in self._addresses("a", "href"):
            said, _ = page_words.of_link(element)
            if is_file(url, said):
                url = self._unframed(url)
                found.setdefault(url, Link(url, said, "attachment"))
        for tag, attribute in FRAMES.items():
            for _, url in self._addresses(tag, attribute):
                shown = self._shown_file(url)
                if shown:
                    found.setdefault(shown, Link(shown, "", "attachment"))
                elif tag in ("iframe", "frame") and len(self.text) < LITTLE_TEXT:
                    found.setdefault(url, Link(url, "", "page"))
        for match in SCRIPTED_FILE.finditer(self.scripts):
            url = self._address(match[1])
            if url:
                found.setdefault(url, Link(url, "", "attachment"))
        return list(found.values())

    # --- of any page

    def moved_to(self) -> str | None:
        """Where a page that is only a signpost sends its reader, by its head or by a script."""
        if len(self.text) >= LITTLE_TEXT:
            return None
        for element in self.root.iter("meta"):
            if (element.get("http-equiv") or "").lower() == "refresh":
                match = REFRESH.search(element.get("content") or "")
                return self._address(match[1]) if match else None
        match = SENT_ON.search(self.scripts) if len(self.scripts) < SHORT_SCRIPT else None
        return self._address(match[1]) if match else None

    def says_missing(self, words: Vocabulary) -> bool:
        """Whether the page says that there is none, though the site answered as if there were."""
        said = f"{self.title} {self.text}"
        short = len(self.text) < 2 * LITTLE_TEXT and not words["report"].search(said) and not self.attachments
        return short and bool(words["missing"].search(said))

    def needs_scripts(self, words: Vocabulary) -> bool:
        """Whether the page says next to nothing before its scripts have run."""
        if len(self.text) >= 2 * LITTLE_TEXT or not any(True for _ in self.root.iter("script")):
            return False
        if words["unscripted"].search("".join(self.root.itertext())):
            return True
        return len(self.text) < LITTLE_TEXT and not self.attachments and not self.moved_to()

    def fingerprint(self, words: Vocabulary) -> str:
        """SHA-256 of what a reader sees: the text, the pictures and the attached files, not the markup; nor what is
        another at every visit, such as how often the page was read."""
        pictures = [urlsplit(element.get("src") or "").path for element in self.root.iter("img")]
        files = [link.url for link in self.attachments]
        lasting = words["passing"].sub("", self.text)
        return hashlib.sha256("\n".join([lasting, *pictures, *files]).encode()).hexdigest()

    def _addresses(self, tag: str, attribute: str) -> Iterator[tuple[etree._Element, str]]:
        for element in self.root.iter(tag):
            url = self._target(element, attribute)
            if url:
                yield element, url

    def _target(self, element: etree._Element, attribute: str) -> str | None:
        """Where an element leads: its address, or the first one that its script names."""
        url = self._address(element.get(attribute) or "")
        if url or element.tag != "a":
            return url
        named = (self._address(match[1]) for match in QUOTED.finditer(page_words.script_of(element))
                 if LIKE_ADDRESS.search(match[1]))
        return next(filter(None, named), None)

    def _address(self, written: str) -> str | None:
        return address(self.url, written, self.letters)

    def _unframed(self, url: str) -> str:
        """The file itself where a link leads to a page that only shows it."""
        return self._shown_file(url) or url if VIEWER.search(urlsplit(url).path) else url

    def _shown_file(self, url: str) -> str | None:
        """The file that a frame shows, also through a viewer that takes it as a parameter."""
        for values in parse_qs(urlsplit(url).query).values():
            for value in values:
                if FILE.search(urlsplit(value).path):
                    return self._address(value)
        return url if FILE.search(urlsplit(url).path) else None


def is_page(data: bytes) -> bool:
    return len(data) <= LARGEST_PAGE and kind.detect(data) == "html"
