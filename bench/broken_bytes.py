"""Files broken on purpose: cut short, bytes flipped anywhere, in words, in markup, in packed streams, encodings mixed.

Each takes the bytes and a random source and gives other bytes, or None where the file is not of a kind it can break.
Those of ``KEEPS_FIGURES`` leave every digit, and every byte that parts figures in plain text, as it was.
"""

import io
import random
import re
import unicodedata
import zipfile
import zlib

SEPARATORS = b"0123456789.-+|\t\n\r <>/&"
STREAM = re.compile(rb"/FlateDecode.{0,200}?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
MARKUP = re.compile(rb"<[^<>]{1,200}>")


def is_plain(data: bytes) -> bool:
    """Text or a page in UTF-8, where a letter's bytes are told from a figure's."""
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end is gone."""
    return data[: rng.randrange(1, len(data))]


def flip_words(data: bytes, rng: random.Random) -> bytes | None:
    """Bits flipped in up to 40 bytes of the letters of a text or a page."""
    return flip(data, rng, only_words=True) if is_plain(data) else None


def flip_any(data: bytes, rng: random.Random) -> bytes:
    """Bits flipped in up to 40 bytes wherever they are."""
    return flip(data, rng, only_words=False)


def flip(data: bytes, rng: random.Random, only_words: bool) -> bytes:
    """Flip bits in up to 40 bytes; with ``only_words`` only inside letters, so that no figure changes."""
    broken = bytearray(data)
    for _ in range(rng.randrange(1, 41)):
        at = rng.randrange(len(broken))
        changed = broken[at] ^ (1 << rng.randrange(8))
        whole = broken[:at] + bytes((changed,)) + broken[at + 1 :]
        if only_words and (broken[at] < 0x80 or changed in SEPARATORS or is_figure(broken, at) or is_figure(whole, at)):
            continue
        broken[at] = changed
    return bytes(broken)


def is_figure(data: bytes, at: int) -> bool:
    """Whether the letter one of whose bytes is at that place is a digit or separator of another width."""
    first, last = at, at + 1
    while first and data[first] & 0xC0 == 0x80:
        first -= 1
    while last < len(data) and data[last] & 0xC0 == 0x80:
        last += 1
    plain = unicodedata.normalize("NFKC", data[first:last].decode("utf-8", "replace"))
    return any(byte in SEPARATORS for byte in plain.encode())


def flip_markup(data: bytes, rng: random.Random) -> bytes | None:
    """Letters inside tags of a page become other letters: an element or an attribute of another name."""
    tags = list(MARKUP.finditer(data)) if is_plain(data) else []
    if len(tags) < 50:
        return None
    broken = bytearray(data)
    for tag in rng.sample(tags, rng.randrange(1, 6)):
        letters = [at for at in range(*tag.span()) if chr(data[at]).isascii() and chr(data[at]).isalpha()]
        if letters:
            broken[rng.choice(letters)] = rng.choice(b"abcdefghijklmnopqrstuvwxyz")
    return bytes(broken)


def flip_packed(data: bytes, rng: random.Random) -> bytes | None:
    """Bits flipped in the words of a Word document's text, which is packed again with a sum that is right."""
    if not data.startswith(b"PK"):
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if "word/document.xml" not in archive.namelist():
            return None
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "word/document.xml":
                content = rng.choice((flip_markup, flip_words))(content, rng) or content
            packed.writestr(entry, content)
    return out.getvalue()


def flip_streams(data: bytes, rng: random.Random) -> bytes | None:
    """Bits flipped inside packed streams of a PDF, packed again where that is no longer than it was."""
    if not data.startswith(b"%PDF"):
        return None
    broken = bytearray(data)
    for found in STREAM.finditer(data):
        if rng.random() < 0.3:
            try:
                packed = zlib.compress(flip(zlib.decompress(found[1]), rng, only_words=False), 9)
            except zlib.error:
                continue
            if len(packed) <= len(found[1]):
                broken[slice(*found.span(1))] = packed.ljust(len(found[1]), b"\0")
    return bytes(broken)


def mix_encodings(data: bytes, rng: random.Random) -> bytes | None:
    """From some place on, or up to it, a text is in another encoding."""
    if not is_plain(data):
        return None
    text = data.decode("utf-8")
    at = rng.randrange(len(text))
    other = rng.choice(("gb18030", "big5", "utf-16-le"))
    parts = [text[:at], text[at:]]
    names = rng.sample(("utf-8", other), 2)
    return b"".join(part.encode(name, "replace") for part, name in zip(parts, names, strict=True))


BREAKS = {"cut": cut, "flipped": flip_words, "flipped_any": flip_any, "markup_flipped": flip_markup,
          "packed_flipped": flip_packed, "streams_flipped": flip_streams, "encodings_mixed": mix_encodings}
KEEPS_FIGURES = frozenset(("cut", "flipped", "markup_flipped", "packed_flipped", "encodings_mixed"))
