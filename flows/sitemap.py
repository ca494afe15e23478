"""Sitemaps: the addresses they list, and the further sitemaps they name. No I/O."""

import re
import zlib
from collections.abc import Iterator

from lxml import etree

from extract import kind
from flows.address import address, is_file
from flows.discover import Link

LARGEST = 60_000_000  # bytes, unpacked


class NoSitemap(Exception):
    """What should be a sitemap is none."""


def links(data: bytes, url: str, follow: str) -> Iterator[Link]:
    """The addresses of a sitemap that ``follow`` fits, and the further sitemaps it names. Raises NoSitemap."""
    try:
        if kind.detect(data) == "gzip":
            data = zlib.decompressobj(31).decompress(data, LARGEST)
            if len(data) == LARGEST:
                raise NoSitemap(f"it unpacks to {LARGEST} bytes and more")
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.LxmlError, ValueError, zlib.error) as problem:
        raise NoSitemap(str(problem)) from problem
    for place in root.iter("{*}loc"):
        found = address(url, place.text or "")
        if found and etree.QName(place.getparent()).localname == "sitemap":
            yield Link(found, "", "sitemap")
        elif found and re.search(follow, found):
            yield Link(found, "", "attachment" if is_file(found, "") else "page")
