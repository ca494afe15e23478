"""The one way into the readers: a kind of document and its bytes give what the document says."""

from collections.abc import Callable, Iterator

from extract import docbook, docx, html, mhtml, pdf, text
from extract.errors import Unreadable
from extract.grid import Content

READERS: dict[str, Callable[[bytes], Iterator[Content]]] = {
    "text": text.contents,
    "html": html.contents,
    "mhtml": mhtml.contents,
    "pdf": pdf.contents,
    "docx": docx.contents,
    "docbook": docbook.contents,
}
CONVERTIBLE = frozenset(("doc", "rtf", "wordxml", "odt"))
ARCHIVES = frozenset(("zip", "gzip"))
SET_ASIDE = {
    "empty": ("the file is empty", "fetch it again"),
    "image": ("the document is a picture without text", "read it by eye or by character recognition, outside of this"),
    "ofd": ("OFD documents are not read", "open it in an OFD reader and save it as PDF"),
    "xlsx": ("a spreadsheet is not a published report", "save it as PDF or HTML if it holds one"),
    "xls": ("a spreadsheet is not a published report", "save it as PDF or HTML if it holds one"),
    "pptx": ("slides are not read", "save them as PDF if they hold a report"),
    "ppt": ("slides are not read", "save them as PDF if they hold a report"),
    "rar": ("RAR archives are not opened", "unpack it and put its files in its place"),
    "7z": ("7z archives are not opened", "unpack it and put its files in its place"),
    "encrypted": ("the file is locked with a password", "remove the password and save it again"),
    "unknown": ("the bytes are of no known kind of document", "open it by hand and save it as PDF"),
}


def contents(kind: str, data: bytes) -> Iterator[Content]:
    """The ways of reading a document of this kind (see ``kind.detect``), in order of trust.

    Raises Unreadable, also for kinds that must first be converted (``CONVERTIBLE``) or unpacked (``ARCHIVES``),
    and in place of whatever error a library raises on damaged bytes.
    """
    if kind not in READERS:
        raise Unreadable(*SET_ASIDE.get(kind, (f"{kind} documents are not read as they are", "convert it first")))
    try:
        yield from READERS[kind](data)
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # a damaged file may raise anything from inside a library
        reason = f"the {kind} document is damaged: {type(error).__name__}: {error}"
        raise Unreadable(reason, "fetch it again") from error
