"""Bytes to text. A declared encoding is a hint; what decodes into common Chinese characters is the proof."""

import codecs
import re

from charset_normalizer import from_bytes

from extract.errors import Unreadable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHINESE = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
ALIASES = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
           "cp950": "big5hkscs", "utf8": "utf-8", "utf-16": "utf-16-le", "utf_16": "utf-16-le"}
PUBLIC_NAMES = {"big5hkscs": "big5"}
SCORED = 20000
LOST = "\ufffd"
UTF8_LETTER = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x80-\x84\x86-\x9f]")
TOO_DAMAGED = 0.3
STROKES = frozenset(map(chr, range(0x2500, 0x2580)))


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the encoding that proved right.

    UTF-8, GB18030 (with GBK and GB2312), Big5, UTF-16, with or without a byte order mark. ``declared`` decides
    only where the bytes do not. A letter cut off at the end is dropped; damaged bytes inside stay visible as
    U+FFFD. Raises Unreadable where no encoding gives writing.
    """
    text, name, damage = guess(data, declared)
    if damage > TOO_DAMAGED:
        raise Unreadable("no known encoding turns the bytes into writing", "open the file and save it again as UTF-8")
    return text, PUBLIC_NAMES.get(name, name)


def guess(data: bytes, declared: str | None = None) -> tuple[str, str, float]:
    """As ``decode``, without raising: text, codec, and the share of non-ASCII letters that were lost."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            if _damage(text) < TOO_DAMAGED:
                return _without_cut_tail(text), name, _damage(text)
    if data.isascii() and data.count(0) * 10 < len(data):
        return data.decode("ascii"), "utf-8", 0.0
    if _is_sound_utf8(data):
        return _without_cut_tail(data.decode("utf-8", "replace")), "utf-8", 0.0
    hint = _codec(declared)
    candidates = [name for name in dict.fromkeys((hint, *CHINESE)) if name and _is_possible(name, data)]
    texts = {name: data.decode(name, "replace") for name in candidates}
    best = max(candidates, key=lambda name: _score(texts[name]))
    if _score(texts[best]) < 0.3:
        best = _second_opinion(data, texts) or best
    return _without_cut_tail(texts[best]), best, _damage(texts[best])


def _is_sound_utf8(data: bytes) -> bool:
    """Whole as UTF-8 but for a cut tail, with letters enough that chance is excluded."""
    try:
        data[: max(0, len(data) - 3)].decode("utf-8")
    except UnicodeDecodeError as error:
        # cutting three bytes may itself cut a letter; anything before that is damage
        if error.start < len(data) - 6:
            return False
    return len(UTF8_LETTER.findall(data[: 1 << 20])) >= 4


def _codec(declared: str | None) -> str | None:
    name = (declared or "").strip().strip("\"'").lower()
    name = ALIASES.get(name, name)
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _is_possible(name: str, data: bytes) -> bool:
    """UTF-16 without a mark only where half of the bytes look like its high bytes."""
    if not name.startswith("utf-16"):
        return True
    high = data[1 if name.endswith("le") else 0 :: 2][:SCORED]
    likely = sum(1 for byte in high if byte in (0x00, 0x20, 0x30, 0xFF) or 0x4E <= byte <= 0x9F)
    return len(high) > 0 and likely > 0.9 * len(high)


def _score(text: str) -> float:
    """Share of common letters among those that are not ASCII, less what was lost; the strokes of drawn tables, of which
    a text may hold more than letters, say nothing."""
    letters = [letter for letter in text[: 10 * SCORED] if letter > "\x7f" and letter not in STROKES][:SCORED]
    nulls = text[:SCORED].count("\x00")
    if not letters:
        return 0.5 - nulls / (len(text) + 1)
    common = sum(map(_is_common, letters))
    return common / len(letters) - 3 * letters.count(LOST) / len(letters) - nulls / len(letters)


def _is_common(letter: str) -> bool:
    if "\u3000" <= letter <= "\u301f" or "\uff01" <= letter <= "\uff5e" or "\u2010" <= letter <= "\u2026":
        return True
    if not "\u4e00" <= letter <= "\u9fff":
        return letter in "\xa0\xb7"
    # the first levels of GB 2312 and of Big5 hold what is in daily use, simplified and traditional
    first_gb = "\xb0\xa1" <= letter.encode("gb2312", "ignore").decode("latin-1") <= "\xd7\xf9"
    return first_gb or "\xa4\x40" <= letter.encode("big5", "ignore").decode("latin-1") <= "\xc6\x7e"


def _second_opinion(data: bytes, texts: dict[str, str]) -> str | None:
    """What charset-normalizer says where nothing reads as Chinese; its text is added to ``texts``."""
    found = from_bytes(data[: 1 << 16]).best()
    if found is None:
        return None
    name = found.encoding
    texts.setdefault(name, data.decode(name, "replace"))
    return name if _damage(texts[name]) < 0.05 else None


def _damage(text: str) -> float:
    """Share of lost letters and of control characters among all that is not ASCII."""
    sample = text[: 10 * SCORED]
    letters = sum(1 for letter in sample if letter > "\x7f")
    controls = len(CONTROL.findall(sample))
    return (sample.count(LOST) + controls) / (letters + controls) if letters or controls > 8 else 0.0


def _without_cut_tail(text: str) -> str:
    return text.rstrip(LOST) if text.endswith(LOST) else text
