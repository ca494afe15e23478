"""Spelling differences that carry no meaning: one folded form for the same printed word.

Compatibility characters, Kangxi radicals, traditional characters, inserted pinyin and blanks differ from
rendering to rendering; labels are compared only after all of them are folded away.
"""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

# Radicals of the supplement block that compatibility normalisation leaves as they are, and what they stand for.
RADICALS = str.maketrans(
    "⺀⺁⺄⺆⺈⺊⺌⺍⺕⺗⺘⺙⺝⺟⺠⺢⺤⺥⺦⺧⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺻⺼⺽⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
    "⺀厂乙冂刀卜小小彐心手攵月母民水爪爪丬牛疋四示礻竹糸纟网网网羊羊羊老聿肉臼虎衤西西见角角讠贝足车辶辶辶阝钅长长长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾齐齐齿龙龙龙龟",
)
# What normalisation changes in nearly every text; without it most texts are normal, which is seen at once.
FREQUENT = {mark: unicodedata.normalize("NFKC", mark) for mark in "，：；（）？！％－．…\u3000\xa0０１２３４５６７８９"}
UNSEEN = "\x00\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad"
# Unseen characters, and the mark with which Markdown goes on in the next line or says that a mark is one of the text.
INVISIBLE = re.compile(rf"[{UNSEEN}]|\\(?=\s*$|[*\[\]().#!_+~-])", re.MULTILINE)
RARE = re.compile(rf"[{UNSEEN}\u2e80-\u2eff\\]")  # with the radicals: one look tells that a text has none of them
PINYIN = re.compile(r"\((?:\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü])+\s?\)", re.IGNORECASE)  # blanks may have come in
NUMERALS = "一二三四五六七八九十"  # of which the numbers of sections, rows and articles are made
NUMBERING = re.compile(rf"[(\[]?(?:[{NUMERALS}]+|\d+)[)\]、.,:]+|[(\[][{NUMERALS}]+$")
NUMBER = re.compile(rf"\s*[(\[]?\s*([{NUMERALS}]+|\d+)\s*[)\]、.,:]|\s*[(\[]\s*([{NUMERALS}]+)\s*$")
REMARK = re.compile(r"(.*?[\u3400-\u9fff][^()]*)\(.*\)\s*", re.DOTALL)
NOT_WORD = re.compile(r"[^\w\ufffd]|[\d_〇]")  # an odd letter is part of a word: it may stand for a lost one


@cache
def converter() -> OpenCC:
    return OpenCC("t2s")


def folded(text: str) -> str:
    """The text in plain modern characters: NFKC, radicals and traditional forms folded, pinyin and marks removed.

    Line breaks and blanks stay.
    """
    for mark, normal in FREQUENT.items():
        text = text.replace(mark, normal)
    modern = unicodedata.normalize("NFKC", text)
    if RARE.search(modern):
        modern = INVISIBLE.sub("", modern).translate(RADICALS)
    return modern if modern.isascii() else PINYIN.sub("", converter().convert(modern))


plain = lru_cache(maxsize=65536)(folded)  # labels and cells come again and again


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Only the words of a label: plain text without blanks, numbering, punctuation and digits."""
    compact = re.sub(r"\s+", "", plain(text))
    return NOT_WORD.sub("", NUMBERING.sub("", compact))


def without_remark(text: str) -> str:
    """Plain text without the remark in brackets that ends it, where words stand before the brackets."""
    found = REMARK.fullmatch(plain(text))
    return found.group(1) if found else text


def number(text: str) -> str:
    """The number printed before a label, without its marks; '' where there is none.

    Where a cell is cut behind it, only its first bracket is there.
    """
    found = NUMBER.match(plain(text))
    return found.group(1) or found.group(2) if found else ""
