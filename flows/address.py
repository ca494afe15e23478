"""Addresses as browsers make them out of what pages write. No I/O."""

import re
from urllib.parse import SplitResult, parse_qs, quote, urldefrag, urljoin, urlsplit

FILE = re.compile(r"\.(pdf|docx?|wps|rtf|zip|rar|7z|xlsx?|ofd)$", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[^?#/]*|/\([a-z]\([^()/]*\)\)(?=/)", re.IGNORECASE)
SESSION_VALUE = re.compile(r"(jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|cfid|cftoken)=",
                           re.IGNORECASE)
INVISIBLE = str.maketrans("", "", "\t\r\n")  # what browsers leave out of an address
PORTS = {"http": ":80", "https": ":443"}


def address(base: str, written: str, letters: str = "utf-8") -> str | None:
    """A full web address as a browser makes it, without fragment or session, or None for what is none, or ``base``.
    ``letters`` is the encoding of the page, in which the letters of a query are sent."""
    before, mark, query = written.strip().translate(INVISIBLE).partition("?")
    try:
        url = urldefrag(urljoin(base, before.replace("\\", "/") + mark + query))[0].replace(" ", "%20")
        parts = urlsplit(SESSION.sub("", url))
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
        parts = parts._replace(netloc=_place(parts), query=_query(parts.query, letters))
    except (ValueError, LookupError):
        return None
    return parts.geturl() if valid and parts.geturl() != base else None


def _place(parts: SplitResult) -> str:
    """The host in small letters, without the port it would have anyway."""
    return parts.netloc.lower().removesuffix(PORTS.get(parts.scheme, ""))


def _query(query: str, letters: str) -> str:
    kept = "&".join(part for part in query.split("&") if not SESSION_VALUE.match(part))
    return "".join(letter if letter.isascii() else quote(letter, encoding=letters, errors="xmlcharrefreplace")
                   for letter in kept)


def is_file(url: str, said: str) -> bool:
    """Whether a link leads to a file, by its address or by the words on it."""
    parts = urlsplit(url)
    named = [value for values in parse_qs(parts.query).values() for value in values]
    return any(FILE.search(name) for name in (parts.path, said.strip(), *named))
