"""The vocabulary by groups, and clues: texts and where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple


class Clue(NamedTuple):
    """A text that names the agency or places around it, and where it stands."""

    where: str
    text: str


@dataclass(frozen=True, eq=False)
class Words:
    """Vocabulary by group, as in ``data/report_words.csv``, longest words first."""

    groups: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Sequence[dict[str, str]]) -> "Words":
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(row["group"], []).append(row["word"])
        return cls({name: tuple(sorted(words, key=len, reverse=True)) for name, words in groups.items()})

    def first(self, group: str) -> str:
        return self.groups[group][0]

    def found(self, group: str, text: str) -> str | None:
        """The first word of a group that stands in a text. Of few words it is seen faster than by a pattern."""
        return next((word for word in self.groups.get(group, ()) if word in text), None)

    @cache  # noqa: B019 - one object per process
    def pattern(self, form: str) -> re.Pattern:
        """A pattern made once; ``<group>`` or ``<group|other>`` in it stands for the groups' words as alternatives. A
        pattern that begins with one flat list of them is found many times faster than one of lists in lists."""
        return re.compile(re.sub(r"<([\w|]+)>", lambda hit: f"(?:{self.any_of(hit.group(1))})", form))

    @cache  # noqa: B019 - one object per process
    def any_of(self, group: str) -> str:
        """The group, or the groups with bars between them, as alternatives of a pattern."""
        return "|".join(re.escape(word) for name in group.split("|") for word in self.groups.get(name, ()))

    @cache  # noqa: B019 - one object per process
    def firsts(self, group: str) -> str:
        """The first letters of the group's words, as a set of a pattern: seen faster than which of many words it is."""
        return f"[{re.escape(''.join(sorted({word[0] for word in self.groups[group]})))}]"
