"""What a single printed text could be: a figure, a blank, a label, or words of another kind."""

import re
from functools import lru_cache

from extract import fold
from extract.form import Forms

DASHES = re.compile(r"[/\\\-—–―－_~*·.…]+")
DIGITS_AND_MARKS = re.compile(r"[\d\s/\-—–―]+")  # of numbers and empty cells run together
ANNOTATION = re.compile(r"\(.*\)|\[.*\]|【.*】|[*※†‡]+", re.DOTALL)
NUMBER = re.compile(r"[+\-−]?\s*\d[\d,\s]*(?:\.\s*\d+)?")
UNKNOWN = "\ufffd"  # stands for a letter that cannot be told, as the readers of pages give it: here, for a digit
NUMERAL = re.compile(f"[〇零两百千万{fold.NUMERALS}]+")
LEAST_WORDS = 4  # characters of a label that is not known; a word in place of a figure is shorter or known


class Judge:
    """Tells figures from labels with the words of the form; one per set of forms."""

    def __init__(self, forms: Forms):
        self.forms = forms
        words = {word for words in forms.value_words.values() for word in words}
        signs = "|".join(re.escape(word) for word in forms.value_words.get("sign", ()))
        units = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self.figure_pattern = re.compile(rf"(?:{signs})?\s*{NUMBER.pattern}\s*(?:{units})?")
        self.is_figure = lru_cache(maxsize=65536)(self._is_figure)

    def _is_figure(self, text: str) -> bool:
        """Whether the text could be the content of a value cell: a number or a word for one or for none."""
        plain = fold.plain(text).strip().strip("*").strip()
        if plain in self.forms.value_words.get("zero", ()):
            return True
        if not plain or plain in self.forms.blanks or DASHES.fullmatch(plain):
            return bool(plain)
        if "".join(plain.split()) in self.forms.instead:
            return True
        bare = ANNOTATION.sub("", plain.replace(UNKNOWN, "0")).strip()
        return bool(self.figure_pattern.fullmatch(bare))


def is_numeral(text: str) -> bool:
    """Whether the text is a number in ideographs alone; before a label it numbers that."""
    return bool(NUMERAL.fullmatch(fold.plain(text).strip()))


@lru_cache(maxsize=65536)
def is_empty(text: str) -> bool:
    """Whether nothing is printed."""
    return not fold.INVISIBLE.sub("", text).strip()
