"""What a document is, told from its bytes alone: names and declared types of real sites lie."""

import io
import re
import zipfile

from extract import encoding

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"CHM\x03", "unknown"),
)
OFFICE_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
SNIFFED = 1 << 18
TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|meta|title|table|tbody|tr|td|th|div|p|span|br|ul|li|h[1-6]|font|a|center)\b)",
    re.IGNORECASE,
)
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
STRONG_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
WORD_XML = re.compile(rb"<\?mso-application\s+progid=.Word|<w:wordDocument\b|<pkg:package\b")
MIME_HEAD = re.compile(rb"(?im)^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)")


def detect(data: bytes) -> str:
    """The kind of a document.

    One of text, html, mhtml, pdf, docx, doc, rtf, wordxml, odt, xlsx, xls, pptx, ppt, ofd, zip, gzip, rar, 7z,
    image, encrypted (an Office file under a password), empty, unknown. Markdown is text. Never raises.
    """
    head = data[:SNIFFED]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not start:
        return "empty"
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if _is_bitmap(head):
        return "image"
    if head.startswith(b"PK"):
        return _zip_kind(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if re.search(rb"%PDF-\d", head[:1024]) and not start.startswith(b"<"):
        return "pdf"
    if MIME_HEAD.search(head[:4096]) and b"mime-version" in head[:4096].lower():
        return "mhtml"
    if WORD_XML.search(head[:4096]):
        return "wordxml"
    return _text_kind(head)


def _is_bitmap(head: bytes) -> bool:
    bmp = head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00"
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    heic = head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"avif", b"mif1")
    return bmp or webp or heic


def _zip_kind(data: bytes) -> str:
    names = _zip_names(data)
    for folder, kind in OFFICE_FOLDERS:
        if any(name.startswith(folder) for name in names) and "[Content_Types].xml" in names:
            return kind
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        return "odt"
    return "zip"


def _zip_names(data: bytes) -> set[str]:
    """Member names; from the local headers where the directory at the end is lost."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        found = re.finditer(rb"PK\x03\x04.{22}(..).{2}", data, re.DOTALL)
        return {
            data[match.end() : match.end() + int.from_bytes(match[1], "little")].decode("utf-8", "replace")
            for match in found
        }


def _ole_kind(data: bytes) -> str:
    for stream, kind in OLE_STREAMS:
        if (stream + "\x00").encode("utf-16-le") in data:
            return kind
    return "unknown"


def _text_kind(head: bytes) -> str:
    text, _, damage = encoding.guess(head)
    if damage > 0.2 or not _is_writing(text):
        return "unknown"
    opening = re.sub(r"^(?:\s|<!--.*?-->|<\?.*?\?>)+", "", text[:20000], flags=re.DOTALL)
    tags = len(TAG.findall(text))
    if STRONG_TAG.search(text) and tags >= 2:
        return "html"
    if TAG.match(opening) and tags >= 2:
        return "html"
    # Markdown breaks the lines of its table cells with <br> and is no page for that
    return "html" if tags - len(LINE_BREAK.findall(text)) >= 10 else "text"


def _is_writing(text: str) -> bool:
    """Whether the text is writing, not bytes of a program read as letters."""
    sample = text[:20000]
    odd = sum(1 for letter in sample if ord(letter) < 32 and letter not in "\t\r\n\x0b\x0c\x1a\x1e\x1f\x00")
    return odd <= max(3, len(sample) // 100)
