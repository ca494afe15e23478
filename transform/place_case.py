"""One document on its way to an answer: its clues against the register in one year, and the answer it is given."""

import re
from collections.abc import Iterable
from functools import cached_property

from transform import place_addresses, place_subjects
from transform.place_answer import Answer, official
from transform.place_divisions import Division, Mention
from transform.place_subjects import Subject

SITES = ("site title", "publisher", "heading", "breadcrumb", "web site", "signature", "source list")
WEAK = (*SITES, "subject", "contact", "compiler")
ROLES = ("publisher", "signature", "contact", "compiler")
TRUST = (
    "title",
    "title line",
    "file_name",
    "address",
    "opening",
    "site title",
    "heading",
    "publisher",
    "subject",
    "signature",
    "contact",
    "compiler",
    "web site",
    "source list",
    "breadcrumb",
)
SENTENCE = re.compile("[,。;:]")


class Case:
    """What is known of one document, looked up when it is asked for. ``resolver`` has the register and the vocabulary,
    ``clues`` are as ``extract.report.Clues``."""

    def __init__(self, resolver, clues, answer: Answer, year: int | None):
        self.resolver, self.register, self.clues, self.year = resolver, resolver.register, clues, year
        self.answer = answer
        self.found: dict[str, list[Mention]] = {}
        self.letters, self.spellings = resolver.letters, resolver.spellings
        parsed = [place_subjects.parse(one.where, one.text, self.register, resolver.patterns) for one in clues.names]
        self.subjects: list[Subject] = sorted(parsed, key=lambda one: TRUST.index(one.where))

    def mentions(self, text: str) -> list[Mention]:
        """Names in a text of the document, looked for once."""
        if text not in self.found:
            self.found[text] = self.register.mentions(text)
        return self.found[text]

    def rows(self, mention: Mention) -> list[Division]:
        """The rows a mention may mean in the year, those of other years only where there is none."""
        rows = [self.register.rows[index] for index in mention.rows]
        return [row for row in rows if row.near(self.year)] or rows

    def divisions(self, mentions: Iterable[Mention]) -> list[Mention]:
        return [one for one in mentions if self.register.rows[one.rows[0]].level != "township"]

    def coded(self, codes: Iterable[str]) -> list[Mention]:
        """The divisions of such codes, as if they were named."""
        found = ((code, self.register.by_code.get(code.removesuffix("00").removesuffix("00"))) for code in codes)
        return [Mention(0, 0, code, tuple(rows)) for code, rows in found if rows]

    @cached_property
    def hosted(self) -> list[place_addresses.Told]:
        """The divisions the host may be of, those of the year."""
        found = place_addresses.divisions(self.clues.host, self.spellings)
        return [one for one in found if one.row.near(self.year)] or found

    @cached_property
    def segments(self) -> list[str]:
        return place_addresses.segments(self.clues.path, self.resolver.path_noise)

    @cached_property
    def superiors(self) -> tuple[str, ...]:
        """Endings of counties by the lowest superior the text names (县委); none where a city's may be meant."""
        own = [word for word in self.clues.superiors if self.letters.levels.get(word, ())[:1] == ("county",)]
        return tuple(dict.fromkeys(own))

    @cached_property
    def sentences(self) -> str:
        """The lines of the text that are sentences."""
        return "\n".join(line for line in self.clues.body.split("\n") if SENTENCE.search(line))

    def accept(self, row: Division, agency: str, level: str, key: str | None = None) -> None:
        answer = self.answer
        rows = self.register.of_agency(row.key) if self.year is None else [row]
        if len({one.code for one in rows}) > 1:
            self.undecided(f"the code of {row.name} has changed, and the year is not known", rows)
            answer.agency, answer.agency_level = agency, level
            return
        answer.agency, answer.agency_level, answer.region_code = agency, level, row.code
        answer.agency_key = key or row.key
        answer.candidates = []

    def key_of(self, row: Division, organ: str) -> str:
        """The stable key of a division's department, the same whether it calls itself by its full or its short name."""
        return f"{row.key}:{self.letters.full_names.get(organ, organ)}"

    def undecided(self, reason: str, rows: list[Division]) -> None:
        self.answer.reason = f"region undecided: {reason}"
        self.answer.candidates = sorted({row.code for row in rows if row.code})
        names = {row.name for row in rows}
        if len(names) == 1:
            self.answer.agency = official(names.pop(), rows[0], self.resolver)

    def contradicted(self, reason: str, rows: list[Division]) -> None:
        """Undecided between agencies, none of which is named as its own."""
        self.undecided(reason, rows)
        self.answer.agency = None

    def excluding(self, clue: str, says: str, before: list[Division], after: list[Division]) -> list[Division]:
        """The candidates left, those the clue rules out noted."""
        gone = sorted({row.code or row.name for row in before} - {row.code or row.name for row in after})
        if gone:
            self.answer.note(clue, says, " ".join(gone[:20]))
        return after
