"""Divisions named around an agency's name rather than in it: elsewhere in the document, by its host or by its site."""

from collections.abc import Iterable, Sequence

from transform.place_addresses import hints_at_county
from transform.place_context import ABOVE_LEVELS, Context, places_of
from transform.place_letters import LED
from transform.place_names import OWN_KIND, Division, Mention
from transform.place_subjects import Subject

SAME = "same organ elsewhere"
OWN_CLUES = (SAME, "before the name elsewhere", "title", "title line", "heading", "publisher", "signature",
             "index number", "source list", "source list's region")  # others may name a neighbour or who is above it

SITE_CLUES = ("heading", "publisher")  # a city's publishes for its counties


class Surroundings(Context):
    """A document whose agency is named without its division, or with only a piece of it."""

    def leaves(self, mentions: Sequence[Mention]) -> list[Division]:
        """Rows of the mentions that have no other mentioned division below them, kept consistent with those above."""
        groups = [self.rows(one) for one in mentions]
        if not groups:
            return []
        last = groups[-1]
        for group in groups[:-1]:
            named = {row.key for row in group}
            inside = [
                row
                for row in last
                if named & {self.register.keys.get(code or "") for code in (row.county, row.prefecture, row.province)}
            ]
            last = inside or last
        return last

    def short_lead(self, subject: Subject) -> list[Division]:
        """The county whose stem the name begins with, right before what the zone is (太仓高新区); none where other
        words follow the stem, which is then part of another name (莲花山度假区 is not of 莲花县), or where the register
        knows a farm or zone of that whole name, which may lie anywhere (七星林场)."""
        text = subject.text
        province = next((row for row in self.register.provinces() if text.startswith(row.short)), None)
        text = text[len(province.short) :] if province else text
        if any(one.start == 0 for one in self.register.mentions(text)):
            return []
        plain = self.resolver.patterns.plain_zone
        found = next(
            (self.register.shorts[text[:size]] for size in (4, 3, 2)
             if text[:size] in self.register.shorts and plain.match(text[size:])), ()
        )
        rows = [self.register.rows[index] for index in found]
        rows = [row for row in rows if not province or row.province == province.code]
        rows = [row for row in rows if row.near(self.year)]
        return rows if rows and all(row.level == "county" for row in rows) else []

    def region_around(self, subject: Subject) -> tuple[list[Division], str]:
        """For an agency named without its division: the only one at its level that the rest of the document gives as
        its own - with the same organ, as publisher - or names while the host or the site's name says so too."""
        word = self.leading_level(subject.text)
        organ = subject.text[1:] if word else subject.text
        word = word or self.level_word(organ)
        wanted = self.letters.levels.get(word, ABOVE_LEVELS[:2])

        def fits(clue: str, row: Division) -> bool:
            return (
                (row.level in wanted or clue == SAME)
                and self.level_fits(row, word)
                and (row.kind != "zone" or subject.sort != "zone")
            )

        same = [one for one in self.subjects if one.above and one.organ and self.is_same_organ(organ, one.organ)]
        beside = [(SAME, row) for one in same for row in self.leaves(one.above)]
        beside += self.told_by((*self.beside(subject), self.listed()))
        beside = [pair for pair in beside if fits(*pair)]
        own = ((clue, row) for clue, row in beside if clue in OWN_CLUES)
        found = alike((clue, row) for clue, row in own if clue not in SITE_CLUES or row.level == "county")
        if not found:
            others = [pair for pair in beside if pair[0] not in OWN_CLUES]
            others += (pair for pair in self.told_by(self.in_texts()) if fits(*pair))
            vouched = [pair for pair in others if self.is_vouched(*pair, word)]
            found = alike(pair for pair in vouched if pair[1].level == "county") or alike(vouched)
        if found:
            return found
        if subject.sort == "zone":
            return [row for row in self.spelled(ABOVE_LEVELS[:1]) if self.zone_of(row, subject)], "host"
        return self.host_alone(wanted, word), "host"

    def told_by(self, named: Iterable[tuple[str, Sequence[Mention]]]) -> list[tuple[str, Division]]:
        """The divisions that mentions may mean, each with the clue it stands in."""
        return [(clue, row) for clue, mentions in named for one in mentions for row in self.rows(one)]

    def is_same_organ(self, organ: str, other: str) -> bool:
        """Whether two names of organs may be one's, the longer with its desk behind it or a level's or government's
        word before it; other words before it may be a place's, whose organ is another (third school, 甲乙 third
        school)."""
        lead = other.removesuffix(organ) if other.endswith(organ) else ""
        lead = self.resolver.patterns.government.sub("", lead.removeprefix(self.leading_level(lead)))
        return not lead and (organ in other or other in organ)

    def host_alone(self, wanted: Sequence[str], word: str) -> list[Division]:
        """The division the host spells, of the level wanted; none where it also spells one that lies above others of
        that level, or where the path may be of one of its counties."""
        fitting = [one for one in self.hosted if one.row.level in wanted and self.level_fits(one.row, word)]
        if any(one.tell < LED for one in fitting):
            return []
        rows = [one.row for one in fitting]
        lowest = min((ABOVE_LEVELS.index(row.level) for row in rows), default=len(ABOVE_LEVELS))
        rows += self.spelled(ABOVE_LEVELS[lowest + 1 :])
        if lowest == 0:
            return rows
        if not word and not self.speaks_of_city():
            return []  # counties' departments stand on their city's site too
        return [] if any(hints_at_county(self.segments, row, self.spellings) for row in rows) else rows

    def speaks_of_city(self) -> bool:
        """Whether the text obeys or speaks for a level above counties (市委, 全省) and for none of counties alone."""
        levels = [self.letters.levels.get(word, ()) for word in (*self.clues.superiors, *self.clues.whole)]
        return bool(levels) and all(level[:1] != ("county",) for level in levels)

    def is_vouched(self, clue: str, row: Division, word: str) -> bool:
        """Whether a division the text only names is its own: by the host, by the site's name - a prefecture's carries
        its counties too, so only for an agency that says its level - or because a county's document is cited, which
        nobody outside the county obeys."""
        if self.host_denies([row]):
            return False
        if row.level != "county":
            return self.host_alone((row.level,), "") == [row] or (bool(word) and self.on_its_site(row))
        return clue == "cited document" or bool(self.region_host(row)) or self.on_its_site(row)

    def on_its_site(self, row: Division) -> bool:
        """Whether the text names the division's site."""
        body, site = self.clues.body, self.resolver.patterns.site
        ends = (at + len(row.name) for at in places_of(row.name, body))
        return any(site.match(body[end : end + 12]) for end in ends)

    def zone_of(self, county: Division, subject: Subject) -> Division | None:
        """The only zone or farm of the county that the name ends with, where the register has one."""
        text = self.resolver.patterns.zone_tail.sub("", subject.text)
        rows = [self.register.at(code, self.year) for code in self.register.below(county.code)]
        fitting = [row for row in rows if row.kind in OWN_KIND and row.holds(self.year) and text.endswith(row.name)]
        return fitting[0] if len(fitting) == 1 else None

    def leading_level(self, text: str) -> str:
        """The word of a level a name begins with (县 of 县教育局), the longest; empty where there is none."""
        if text.startswith(self.resolver.not_levels):
            return ""
        found = (word for word in self.letters.levels if text.startswith(word))
        return max(found, key=len, default="")


def alike(told: Iterable[tuple[str, Division]]) -> tuple[list[Division], str] | None:
    """The divisions of the first clue that names only one, and the clue."""
    by_clue: dict[str, list[Division]] = {}
    for clue, row in told:
        by_clue.setdefault(clue, []).append(row)
    return next(((rows, clue) for clue, rows in by_clue.items() if len({row.name for row in rows}) == 1), None)
