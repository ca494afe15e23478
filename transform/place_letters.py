"""Names in Latin letters, as web addresses write them: syllables in full or their initials, with an ending's letters.

Addresses are written by hand: several forms of one name are known, and one form may fit several places. What fits
several is given as all of them; who asks decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from transform.place_divisions import Division
from transform.place_names import Register

FULL, LED, ENDED, BARE = 4, 3, 2, 1


@dataclass(frozen=True)
class Letters:
    """From ``data/places/letters.csv``: word → its letters by kind, longest words of places first, levels of the words
    of divisions, kinds of townships by the word they call themselves, full names of departments by their short ones."""

    divisions: dict[str, tuple[str, ...]]
    levels: dict[str, tuple[str, ...]]
    townships: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    government: tuple[str, ...]
    departments: dict[str, tuple[str, ...]]
    full_names: dict[str, str]

    @classmethod
    def of(cls, rows: Sequence[dict[str, str]]) -> "Letters":
        def told(kind: str, column: str) -> dict[str, tuple[str, ...]]:
            return {row["word"]: tuple(row[column].split()) for row in rows if row["kind"] == kind}

        departments: dict[str, list[str]] = {}
        for word, letters in told("department", "letters").items():
            for one in letters:
                departments.setdefault(one, []).append(word)
        return cls(
            longest_first(told("division", "letters")),
            told("division", "of"),
            longest_first(told("township", "letters")),
            told("township", "of"),
            tuple(letter for letters in told("government", "letters").values() for letter in letters),
            {letters: tuple(words) for letters, words in departments.items()},
            {short: word for word, shorts in told("department", "of").items() for short in shorts},
        )

    def endings(self, row: Division) -> tuple[str, ...]:
        """Letters of the ending of a division's or township's name."""
        words = self.townships if row.level == "township" else self.divisions
        return next((words[word] for word in words if row.name.endswith(word)), ())

    @cached_property
    def host_ends(self) -> tuple[str, ...]:
        """What may stand in a host behind a division's stem: nothing, its ending, its government, or both."""
        ends = dict.fromkeys(end for ends in self.divisions.values() for end in ends)
        return ("", *ends, *self.government, *(end + "zf" for end in ends), *(end + "rmzf" for end in ends))

    def own_kinds(self, own: str) -> tuple[str, ...]:
        """Kinds of townships that call themselves so (我镇 → town); empty for other words."""
        return self.kinds.get(own, ())


@dataclass(slots=True)
class Spellings:
    """Counties, prefectures and provinces by their letters; made once for a register."""

    register: Register
    letters: Letters
    full: dict[str, list[Division]] = field(default_factory=dict)
    initials: dict[str, list[Division]] = field(default_factory=dict)
    mixed: dict[str, list[Division]] = field(default_factory=dict)

    def load(self) -> None:
        """Index the divisions above townships; nothing is done a second time."""
        if self.full:
            return
        for code, indexes in self.register.by_code.items():
            if len(code) == 9:
                continue
            for row in {self.register.rows[index].syllables: self.register.rows[index] for index in indexes}.values():
                for reading in row.readings:
                    self.add(row, reading.split())

    def add(self, row: Division, parts: list[str]) -> None:
        self.full.setdefault("".join(parts), []).append(row)
        if len(parts) > 1:
            first = initials(parts)
            self.initials.setdefault(first, []).append(row)
            forms = {parts[0] + first[1:], first[0] + "".join(parts[1:]), first[:-1] + parts[-1], sounds(parts)}
            for form in forms - {first}:
                self.mixed.setdefault(form, []).append(row)


def longest_first(letters: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {word: letters[word] for word in sorted(letters, key=len, reverse=True)}


def initials(parts: list[str]) -> str:
    return "".join(part[0] for part in parts)


def sounds(parts: list[str]) -> str:
    """Initials with those sounds whole that take two letters (tzh: tong zhou)."""
    return "".join(part[:2] if part[:2] in ("zh", "ch", "sh") else part[0] for part in parts)


def same_ending(row: Division, end: str, letters: Letters) -> bool:
    """Whether the letters behind a stem are the ending of this division (x: 县)."""
    return end in ("", *letters.government) or end.removesuffix("zf").removesuffix("rm") in letters.endings(row)


def tells(written: str, row: Division, letters: Letters) -> Iterator[int]:
    """How surely (FULL, ENDED) letters write a township's name, once for each way of reading it that they fit."""
    for reading in row.readings:
        if not reading.isascii():
            continue
        parts = reading.split()
        if len(parts) > 1 and ends_it(written, "".join(parts), row, letters):
            yield FULL
        if ends_it(written, first := initials(parts), row, letters) and written != first:
            yield ENDED


def ends_it(written: str, stem: str, row: Division, letters: Letters) -> bool:
    """Whether behind a township's stem stand the letters of its ending, those of its government too, or none."""
    if not written.startswith(stem):
        return False
    tail = written[len(stem) :]
    return not tail or any(
        tail == end or (tail.startswith(end) and tail[len(end) :] in letters.government) for end in letters.endings(row)
    )
