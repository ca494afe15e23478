"""The text of a cell into a number, exactly or not at all.

A number is read only where the cell leads with one well-formed number and says nothing that changes it; a cell
that could mean two things is unreadable, never guessed at. Words (blanks, units, signs) come from data/forms.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

# and the mark with which Markdown says that the next one is of the text
INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\\(?=[*\[\]().#!_+~-])")
NOTHING = re.compile(r"[\s/\\\-‐‑‒–—―─－~]*")
DASH = re.compile("[‐‑‒–—―−]")
NUMBER = re.compile(r"(?P<sign>[+-]?)\s*(?P<whole>(?:0|[1-9]\d*)(?!,?\d)|[1-9]\d{0,2}(?:,\d{3})+(?!,?\d))"
                    r"(?P<part>\.\d+)?(?!\.)")
NOTES = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[*※†‡#①-⑳])+\s*")
CLAUSE = re.compile(r"\s*[,;:。]\s*[^\d\s].*", re.DOTALL)  # not behind 、, which numbers a label
KEPT_FORMS = {"<super>", "<sub>", "<circle>", "<fraction>", "<square>"}  # a footnote's digit is not the number's
DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"千": 1000, "百": 100, "十": 10}


class Number(NamedTuple):
    """What a cell says. ``kind``: number · blank (printed empty) · lost (the file does not hold it) ·
    unreadable. ``note`` is what stands beside the number, or why there is none; ``unit`` only as printed."""

    value: Decimal | None
    kind: str
    note: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """Words that may stand in a value cell: those for nothing, units → unit kept or None, signs → + or -."""

    blanks: frozenset[str]
    units: Mapping[str, str | None]
    signs: Mapping[str, str]

    def __hash__(self) -> int:
        return id(self)

    def counts(self, unit: str | None) -> bool:
        """Whether a unit counts things, of which there are no fractions."""
        return unit in self.units and self.units[unit] is None

    def leading_sign(self, text: str) -> str:
        """The text with a sign word at its head written as a sign."""
        word = leading_word(self.signs, text)
        return self.signs[word] + text[len(word):] if word else text


def vocabulary(labels: Iterable[Mapping[str, str]]) -> Vocabulary:
    """The words of the rows of data/forms/labels.csv of kind blank, unit and money_unit (kept), count_unit (dropped)
    and sign."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for label in labels:
        words[label["kind"]][plain(label["spelling"])] = label["key"]
    return Vocabulary(
        frozenset(words["blank"]),
        dict.fromkeys(words["count_unit"]) | words["unit"] | words["money_unit"],
        dict(words["sign"]),
    )


@lru_cache(maxsize=65536)
def parse(text: str | None, words: Vocabulary) -> Number:
    """The number a cell prints. None (the file lost the cell) gives kind lost; a value only ever with kind number."""
    if text is None:
        return Number(None, "lost")
    printed = plain(text)
    if NOTHING.fullmatch(printed) or printed in words.blanks:
        return Number(None, "blank")
    if (whole := ideographs(printed)) is not None:
        return Number(Decimal(whole), "number")
    signed = words.leading_sign(DASH.sub("-", printed))
    match = NUMBER.match(signed)
    if not match:
        return Number(None, "unreadable", "no well-formed number leads the cell")
    value = Decimal(match["sign"] + match["whole"].replace(",", "") + (match["part"] or ""))
    rest = signed[match.end():].strip()
    word = leading_word(words.units, rest)
    rest = rest[len(word):]
    bracketed = rest.strip("() ")
    if rest.startswith("(") and bracketed in words.units:
        return Number(value, "number", None, words.units[bracketed])
    if rest and not NOTES.fullmatch(rest) and not CLAUSE.fullmatch(rest):
        return Number(None, "unreadable", "what follows the number may change it")
    return Number(value, "number", rest or None, words.units.get(word))


def plain(text: str) -> str:
    """The text without invisible characters, full-width forms as plain ones, blanks around it dropped.

    Raised, circled and fractional digits stay what they are: folded, a footnote mark would join the number.
    """
    folded = "".join(
        character if unicodedata.decomposition(character).split(" ")[0] in KEPT_FORMS
        else unicodedata.normalize("NFKC", character)
        for character in INVISIBLE.sub("", text)
    )
    return folded.strip()


def ideographs(text: str) -> int | None:
    """A whole number below 10 000 written in ideographs in full, else None.

    A lone stroke 一 is not taken for a one: in a table it is as often a dash.
    """
    if text in DIGITS:
        return None if text == "一" else DIGITS[text]
    value = digit = 0
    for character in text:
        if character in PLACES:
            value, digit = value + (digit or 1) * PLACES[character], 0
        else:
            digit = DIGITS.get(character, 0)
    whole = spelled(value + digit)
    plainly = text.replace("〇", "零").replace("两", "二")
    short = whole.removeprefix("一") if whole.startswith("一十") else whole
    return value + digit if value and plainly in (whole, short) else None


def spelled(value: int) -> str:
    """A whole number below 10 000 in ideographs: none of its places is left out in speech."""
    names = {number: name for name, number in reversed(DIGITS.items())}
    text = ""
    for name, place in (*PLACES.items(), ("", 1)):
        digit, value = divmod(value, place)
        if digit:
            text += names[digit] + name
        elif value and text and not text.endswith("零"):
            text += "零"
    return text


def leading_word(words: Iterable[str], text: str) -> str:
    """The longest of the words that the text begins with, or an empty string."""
    return max((word for word in words if text.startswith(word)), key=len, default="")
