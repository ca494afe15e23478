"""Which division a government or department belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from transform.place_addresses import hints_at_county, lies_in, read
from transform.place_answer import official
from transform.place_branches import Branches
from transform.place_context import ABOVE_LEVELS, places_of
from transform.place_letters import FULL, LED
from transform.place_names import OWN_KIND, Division, Mention
from transform.place_subjects import Subject

SAME = "same organ elsewhere"
OWN_CLUES = (SAME, "before the name elsewhere", "title", "title line", "heading", "publisher", "signature",
             "index number", "source list", "source list's region")  # others may name a neighbour or who is above it

SITE_CLUES = ("heading", "publisher")  # a city's publishes for its counties


class Regions(Branches):
    """A document whose agency is a government, a department or a zone's body."""

    def settle_region(self, subject: Subject, organ: str) -> None:
        """Government or department: the division it belongs to, named before it or around."""
        mentions = list(subject.above)
        clue = subject.where
        rows = self.leaves(mentions)
        if not rows and subject.sort == "zone":
            rows = self.short_lead(subject)
        if not rows and subject.sort != "government":
            rows, clue = self.region_around(subject)
        if len({row.key for row in rows}) > 1:
            rows = self.told_apart(rows, subject)
        if subject.sort == "zone":
            rows = [row for row in rows if row.level == "county"]
        keys = {row.key for row in rows}
        if len(keys) != 1:
            self.undecided(
                f"{subject.text}: " + ("its division is not named" if not keys else "its division may be several"), rows
            )
            if subject.sort in ("department", "zone"):
                self.answer.agency, self.answer.agency_level = subject.text, "department"
            return
        row = self.register.in_year(keys.pop(), self.year, rows[0].name)
        if row is None:
            self.undecided(f"{subject.text}: {rows[0].name} was not yet set up in {self.year}", rows)
            return
        if subject.above and row.level == "prefecture" and self.is_of_county(organ):
            row = self.lost_county(row, subject)
            if row is None:
                self.undecided(f"{subject.text}: its county's name is lost", rows)
                return
        if subject.sort == "department" and self.take_branch(row, organ, clue):
            return
        shortened = self.shortened(row, organ) if row.level != "county" and subject.sort == "department" else []
        if len(shortened) == 1 and self.region_host(shortened[0]):
            row, organ = shortened[0], organ.removeprefix(shortened[0].short)
        elif shortened:
            self.undecided(f"{subject.text}: {shortened[0].short} may be {shortened[0].name}", [row, *shortened])
            return
        self.answer.note(clue, row.name)
        unit = self.zone_of(row, subject) if subject.sort == "zone" else None
        if unit:
            self.accept(unit, self.register.path_name(unit, self.year), "township")
            return
        tail = organ if subject.above else subject.text.removeprefix(row.name).removeprefix(row.short)
        stem = row.short if subject.sort == "zone" and not subject.above else ""
        self.take_region(row, "" if subject.sort == "government" else self.organ_name(tail), stem)

    def lost_county(self, city: Division, subject: Subject) -> Division | None:
        """The county of a city whose organ of that name the rest of the document names, where a copy has put another
        word for the county's name or none."""
        rows, clue = self.region_around(replace(subject, text=subject.organ, above=()))
        keys = {row.key for row in rows if clue in OWN_CLUES and lies_in(row, city)}
        return self.register.in_year(keys.pop(), self.year) if len(keys) == 1 else None

    def take_region(self, row: Division, organ: str, stem: str = "") -> None:
        """Accept the government of a division, or with ``organ`` its department of that name; ``stem`` is how a zone's
        name begins where it begins with its county's stem (五华科技产业园)."""
        county = self.county_addressed(row)
        if county is not None:
            self.undecided(f"its address is of {county.name}, the text names only {row.name}", [row, county])
            return
        path = self.register.path_name(row, self.year)
        path = path.removesuffix(row.name) + stem if stem else path
        if organ:
            self.accept(row, path + organ, "department", self.key_of(row, organ))
        else:
            self.accept(row, official(path, row, self.resolver), row.level)

    def county_addressed(self, row: Division) -> Division | None:
        """A county of a city or province that the host may be of where it cannot be the city's, or else the path writes
        in full: texts leave out the county that everyone there knows. None where the path writes the city itself."""
        paths = [one for part in self.segments for one in read(part, self.spellings) if one.tell == FULL]
        if row.level == "county" or any(one.row.key == row.key for one in paths):
            return None
        of_city = any(one.row.key == row.key for one in self.hosted)
        addressed = paths if of_city else [*self.hosted, *paths]
        return next((one.row for one in addressed if one.row.level == "county" and lies_in(one.row, row)), None)

    def zone_of(self, county: Division, subject: Subject) -> Division | None:
        """The only zone or farm of the county that the name ends with, where the register has one."""
        text = self.resolver.patterns.zone_tail.sub("", subject.text)
        rows = [self.register.at(code, self.year) for code in self.register.below(county.code)]
        fitting = [row for row in rows if row.kind in OWN_KIND and row.holds(self.year) and text.endswith(row.name)]
        return fitting[0] if len(fitting) == 1 else None

    def organ_name(self, tail: str) -> str:
        """The organ without the level word before it, without 政府 between (区政府国资局 → 国资局), and without its own
        office behind it (县教育局办公室 → 教育局)."""
        tail = self.resolver.patterns.own_desk.sub("", tail)
        government = self.resolver.patterns.government.match(tail[1:] if tail[:1] in self.letters.levels else "")
        word = self.leading_level(tail)
        if len(word) > 1 or government or (word and len(tail) > 3):
            tail = tail.removeprefix(word)
        found = self.resolver.patterns.government.match(tail)
        if found and len(tail) > found.end():
            rest = tail[found.end() :]
            return self.resolver.government + rest if self.resolver.patterns.own_office.match(rest) else rest
        return tail

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
        same = [one for one in self.subjects if one.above and one.organ and (organ in one.organ or one.organ in organ)]
        named = [(SAME, row) for one in same for row in self.leaves(one.above)]
        named += [(clue, row) for clue, mentions in self.around(subject) for one in mentions for row in self.rows(one)]
        told = [
            (clue, row)
            for clue, row in named
            if (row.level in wanted or clue == SAME)
            and self.level_fits(row, word)
            and (row.kind != "zone" or subject.sort != "zone")
        ]
        vouched = [pair for pair in told if pair[0] not in OWN_CLUES and self.is_vouched(*pair, word)]
        counties = [pair for pair in vouched if pair[1].level == "county"]
        own = [pair for pair in told if pair[0] in OWN_CLUES]
        own = [(clue, row) for clue, row in own if clue not in SITE_CLUES or row.level == "county"]
        for group in (own, counties, vouched):
            for clue in dict.fromkeys(clue for clue, _ in group):
                rows = [row for where, row in group if where == clue]
                if len({row.name for row in rows}) == 1:
                    return rows, clue
        if subject.sort == "zone":
            return [row for row in self.spelled(ABOVE_LEVELS[:1]) if self.zone_of(row, subject)], "host"
        return self.host_alone(wanted, word), "host"

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
        if row.level != "county":
            return self.host_alone((row.level,), "") == [row] or (bool(word) and self.on_its_site(row))
        return clue == "cited document" or bool(self.region_host(row)) or self.on_its_site(row)

    def on_its_site(self, row: Division) -> bool:
        """Whether the text names the division's site."""
        body, site = self.clues.body, self.resolver.patterns.site
        ends = (at + len(row.name) for at in places_of(row.name, body))
        return any(site.match(body[end : end + 12]) for end in ends)

    def leading_level(self, text: str) -> str:
        """The word of a level a name begins with (县 of 县教育局), the longest; empty where there is none."""
        if text.startswith(self.resolver.not_levels):
            return ""
        found = (word for word in self.letters.levels if text.startswith(word))
        return max(found, key=len, default="")

    def told_apart(self, rows: list[Division], subject: Subject) -> list[Division]:
        """Divisions of one name: by what is above them in the document, then by the host."""
        for clue, mentions in self.around(subject):
            others = [one for one in mentions if one.text not in {row.name for row in rows}]
            rows = self.excluding(
                clue,
                "、".join(dict.fromkeys(one.text for one in others)),
                rows,
                self.under_region(rows, others) or rows,
            )
            if len({row.key for row in rows}) == 1:
                return rows
        scores = {row.key: max(self.region_host(row), self.host_support(row)) for row in rows}
        best = max(scores.values())
        return [row for row in rows if scores[row.key] == best] if best else rows
