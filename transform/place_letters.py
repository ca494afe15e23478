"""Names in Latin letters, as web addresses write them: syllables in full or their initials, with an ending's letters.

Addresses are written by hand: several forms of one name are known, and one form may fit several places. What fits
several is given as all of them; who asks decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transform.place_names import Division, Register

FULL, LED, ENDED, BARE = 4, 3, 2, 1


@dataclass(frozen=True)
class Letters:
    """From ``data/places/letters.csv``: word → its letters by kind, levels of the words of divisions, kinds of
    townships by the word they call themselves, the full names of departments by their short ones."""

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
            told("division", "letters"),
            told("division", "of"),
            told("township", "letters"),
            told("township", "of"),
            tuple(letter for letters in told("government", "letters").values() for letter in letters),
            {letters: tuple(words) for letters, words in departments.items()},
            {short: word for word, shorts in told("department", "of").items() for short in shorts},
        )

    def endings(self, row: Division) -> tuple[str, ...]:
        """Letters of the ending of a division's or township's name."""
        for words in (self.divisions, self.townships):
            found = next((words[word] for word in sorted(words, key=len, reverse=True) if row.name.endswith(word)), ())
            if found and (row.level == "township") == (words is self.townships):
                return found
        return ()

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
    units: dict[str, dict[str, list[tuple[int, Division]]]] = field(default_factory=dict)
    counties: dict[str, list[Division]] = field(default_factory=dict)
    county_codes: list[str] = field(default_factory=list)

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

    def units_of(self, county: str) -> dict[str, list[tuple[int, Division]]]:
        """The county's townships by the letters that may write them, and how much those tell (FULL, ENDED)."""
        if county not in self.units:
            forms = self.units[county] = {}
            for code in self.register.below(county):
                for row in map(self.register.rows.__getitem__, self.register.by_code[code]):
                    for form, tell in self.forms(row):
                        forms.setdefault(form, []).append((tell, row))
        return self.units[county]

    def counties_of(self, prefecture: str) -> list[Division]:
        """The counties, of all years, of a prefecture or province."""
        if prefecture not in self.counties:
            if not self.county_codes:
                self.county_codes += [code for code in self.register.by_code if len(code) == 6]
            codes = (code for code in self.county_codes if code.startswith(prefecture))
            self.counties[prefecture] = [self.register.rows[at] for code in codes for at in self.register.by_code[code]]
        return self.counties[prefecture]

    def cities_of(self, province: str) -> list[Division]:
        """The prefectures, of all years, of a province."""
        codes = (f"{province}{number:02}" for number in range(100))
        return [self.register.rows[at] for code in codes for at in self.register.by_code.get(code, ())]

    def forms(self, row: Division) -> Iterable[tuple[str, int]]:
        tails = {""} | {end + tail for end in self.letters.endings(row) for tail in ("", *self.letters.government)}
        for reading in row.readings:
            if not reading.isascii():
                continue
            parts = reading.split()
            whole, first = "".join(parts), initials(parts)
            if len(parts) > 1:
                yield from ((whole + tail, FULL) for tail in tails)
            yield from ((first + tail, ENDED) for tail in tails if tail)


def initials(parts: list[str]) -> str:
    return "".join(part[0] for part in parts)


def sounds(parts: list[str]) -> str:
    """Initials with those sounds whole that take two letters (tzh: tong zhou)."""
    return "".join(part[:2] if part[:2] in ("zh", "ch", "sh") else part[0] for part in parts)


def same_ending(row: Division, end: str, letters: Letters) -> bool:
    """Whether the letters behind a stem are the ending of this division (x: 县)."""
    return end in ("", *letters.government) or end.removesuffix("zf").removesuffix("rm") in letters.endings(row)
