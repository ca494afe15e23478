"""Agencies named beside the one taken for its own: what contradicts it leaves a document undecided."""

import re
from collections import Counter
from functools import cached_property

from transform.place_addresses import told, units
from transform.place_context import IN_PASSING, related
from transform.place_nameless import Nameless
from transform.place_names import Division, Mention
from transform.place_subjects import Subject

APART = ("title line", "heading", "signature", "publisher", "site title", "breadcrumb")  # may be links or a menu's
BESIDE = (*APART, "contact", "subject", *IN_PASSING)  # where a township may be named that is not the one reporting
OUTSIDE = ("title", "title line", "file_name", "heading", "publisher")
SECONDING = ("title", "file_name", "opening", "publisher", "signature", "contact", "compiler")
SENTENCE = re.compile("[,。;:]")
ROLES = ("publisher", "signature", "contact", "compiler")


class Rivals(Nameless):
    """A document that may name several agencies."""

    def places(self, subject: Subject) -> list[Division]:
        return self.rows(subject.unit) if subject.unit else self.leaves(subject.above)

    def disputed(self, subject: Subject) -> Subject | None:
        """Another agency that publishes, compiles, signs or answers the telephone, of a division elsewhere, where a
        department or government only does so too."""
        if subject.where not in ROLES or subject.sort not in ("department", "government"):
            return None
        mine = self.places(subject)
        others = [one for one in self.subjects if one.where in ROLES and one.sort not in ("none", "unknown")]
        return next((one for one in others if mine and (rows := self.places(one)) and not related(mine, rows)), None)

    def reported_by(self, town: Subject) -> Subject | None:
        """The department, government or zone whose report the sentences say it is, where a township only stands beside
        it - on a line of its own, as whom to ask - and the text does not call itself a township."""
        own = self.clues.own[:1]
        if town.sort != "township" or town.where not in BESIDE or (own and own[0] in self.resolver.own_township):
            return None
        apart = town.where in APART
        if apart and self.said_of(town):
            return None
        roles = ("opening", "compiler", "subject", "contact") if apart else ("opening", "compiler")
        said = [one for one in self.subjects if one.where in roles]
        if any(one.sort == "township" and one.unit and self.shares_row(one, town) for one in said):
            return None
        others = (one for one in said if one.sort in ("department", "government", "zone"))
        return next((one for one in others if one.where != "subject" or one.text in self.sentences), None)

    def beside_a_county(self, town: Subject) -> bool:
        """Whether the text speaks as a county (我县) and its sentences do not name the township on a line beside it."""
        speaks = self.clues.own[:1] and self.clues.own[0] in self.resolver.own_county
        return bool(speaks) and town.sort == "township" and town.where in APART and not self.said_of(town)

    def said_of(self, town: Subject) -> bool:
        """Whether the sentences name the township."""
        keys = {row.key for row in self.rows(town.unit)}
        found = (row for one in self.mentions(self.sentences) for row in self.named(one.text))
        return any(row.key in keys for row in found)

    def at_home(self, unit: Mention) -> bool:
        """Whether a township of that name lies in the county that the host surely tells."""
        home = told(self.hosted)
        return home is not None and any(row.county == home.code for row in self.rows(unit))

    def rivals(self, subject: Subject) -> list[Division]:
        """Townships that the text names as often as one that is only named in its sentences."""
        if subject.sort != "township":
            return []
        if subject.where in APART:
            return [] if self.seconded(subject) else self.contradicting(subject)
        if subject.where not in ("subject", "contact", "compiler", *IN_PASSING):
            return []
        outside = [one.text for one in self.clues.names if one.where in OUTSIDE]
        texts = (*outside, self.clues.body, self.clues.cited)
        counts = Counter(one.text for text in texts for one in self.mentions(text) if self.is_township(one))
        own = {row.key for row in self.rows(subject.unit)}
        mine = sum(n for name, n in counts.items() if own & self.keys_of(name))
        others = [name for name, n in counts.items() if n >= mine and not own & self.keys_of(name)]
        return [row for name in others for row in self.named(name)] or self.addressed(own)

    def seconded(self, town: Subject) -> bool:
        """Whether a clue of another kind that says whose report it is names the same township."""
        others = (one for one in self.subjects if one.where in SECONDING and one.where != town.where and one.unit)
        return any(one.sort == "township" and self.shares_row(one, town) for one in others)

    def contradicting(self, subject: Subject) -> list[Division]:
        """The townships that the sentences name, or whose report they present, where they name only others than the
        line that stands apart."""
        own = {row.key for row in self.rows(subject.unit)}
        said = [*self.mentions(self.sentences), *(one.unit for one in self.subjects if one.where == "opening")]
        rows = [row for one in said if one and self.is_township(one) for row in self.named(one.text)]
        return [] if own & {row.key for row in rows} else rows

    @cached_property
    def sentences(self) -> str:
        """The lines of the text that are sentences."""
        return "\n".join(line for line in self.clues.body.split("\n") if SENTENCE.search(line))

    def addressed(self, keys: set[str]) -> list[Division]:
        """Townships that the address writes in a county of the given ones, where it writes none of these."""
        rows = [row for key in sorted(keys) for row in self.of_key(key)]
        counties = {row.county: self.register.at(row.county, self.year) for row in rows}
        found = [one.row for code, row in counties.items() if code for one in units(self.segments, row, self.spellings)]
        return [] if keys & {row.key for row in found} else [row for row in found if row.near(self.year)]

    def of_key(self, key: str) -> list[Division]:
        row = self.register.in_year(key, self.year)
        return [row] if row else []

    def named(self, name: str) -> list[Division]:
        return [self.register.rows[index] for index in self.register.spelled[name]]

    def keys_of(self, name: str) -> set[str]:
        return {row.key for row in self.named(name)}

    def shares_row(self, one: Subject, other: Subject) -> bool:
        return bool({row.key for row in self.rows(one.unit)} & {row.key for row in self.rows(other.unit)})

    def acting_townships(self) -> list[Subject]:
        """Townships that are subjects of its first sentences, where the text calls itself no department or county."""
        own = self.clues.own[:1]
        if own and own[0] in self.resolver.own_department | self.resolver.own_county:
            return []
        return [one for one in self.subjects if one.where == "subject" and one.sort == "township"]
