"""Attachments packed in ZIP or gzip: their members, within bounds that no bomb passes."""

import gzip
import io
import zipfile
import zlib

from extract.errors import Unreadable

MOST_MEMBERS = 500
LARGEST_TOTAL = 300_000_000
HIGHEST_RATIO = 200
RATIO_FREE = 10_000_000
DEEPEST = 2
UTF8_NAME = 0x800
ENCRYPTED = 0x1
REMEDY = "unpack it by hand and put its files in its place"


def members(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of every file in the archive, archives inside it unpacked too (``inner.zip/name``), two deep.

    Names in GBK are read as such. Raises Unreadable on damage, a password, too many members or too many bytes.
    """
    return _members(data, DEEPEST, LARGEST_TOTAL)


def _members(data: bytes, depth: int, budget: int) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for name, content in _gzip(data, budget) if data[:2] == b"\x1f\x8b" else _zip(data, budget):
        budget -= len(content)
        inner = content[:4] == b"PK\x03\x04" and not _is_office(content)
        if inner and depth > 1:
            found.extend((f"{name}/{member}", part) for member, part in _members(content, depth - 1, budget))
        else:
            found.append((name, content))
        if len(found) > MOST_MEMBERS:
            raise Unreadable(f"the archive holds more than {MOST_MEMBERS} files", REMEDY)
    return found


def _gzip(data: bytes, budget: int) -> list[tuple[str, bytes]]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(budget + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"the archive is damaged: {error}", "fetch it again") from error
    if len(content) > budget:
        raise Unreadable(f"the archive unpacks to more than {budget // 1_000_000} MB", REMEDY)
    return [("content", content)]


def _zip(data: bytes, budget: int) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bombs(entries, budget)
            return [(_name(entry), archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        raise Unreadable(f"the archive is damaged: {error}", "fetch it again") from error


def _refuse_bombs(entries: list[zipfile.ZipInfo], budget: int) -> None:
    """From the declared sizes; a member that unpacks to more than it declares fails its checksum when read."""
    if len(entries) > MOST_MEMBERS:
        raise Unreadable(f"the archive holds more than {MOST_MEMBERS} files", REMEDY)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unreadable("the archive is locked with a password", REMEDY)
    if sum(entry.file_size for entry in entries) > budget:
        raise Unreadable(f"the archive unpacks to more than {budget // 1_000_000} MB", REMEDY)
    for entry in entries:
        if entry.file_size > RATIO_FREE and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size):
            raise Unreadable(f"{_name(entry)} unpacks to over {HIGHEST_RATIO} times its size", REMEDY)


def _name(entry: zipfile.ZipInfo) -> str:
    """Archives made on Chinese Windows write names in GBK without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_office(content: bytes) -> bool:
    """Word and its like are ZIP files too, and documents, not archives."""
    return any(mark in content for mark in (b"[Content_Types].xml", b"OFD.xml", b"mimetypeapplication/"))
