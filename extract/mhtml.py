"""Web archives (MHTML), as browsers and Word save a page in one file, and mails that hold a page."""

import email
import email.policy
from collections.abc import Iterator

from extract import html
from extract.errors import Unreadable
from extract.grid import Content


def contents(data: bytes) -> Iterator[Content]:
    """The ways to read the archive's first page, as ``html.contents`` gives them. Raises Unreadable."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield from html.contents(part.get_payload(decode=True) or b"", part.get_content_charset())
            return
    raise Unreadable("the web archive or mail holds no page", "take its attachments out, or save it as HTML")
