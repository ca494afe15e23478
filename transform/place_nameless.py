"""Documents that name no agency (我镇, 我局): what their host, path and the divisions they mention tell.

The county comes first, from the text or the host; a township only from a part of the path that writes one of that
county's names. What fits two stays undecided.
"""

from transform import place_subjects
from transform.place_addresses import counties_in, department, told, units
from transform.place_letters import LED
from transform.place_names import Division
from transform.place_regions import Regions
from transform.place_subjects import Subject
from transform.place_units import Units

ASKED = ("compiler", "contact")  # whom a site names as publisher or in its foot may only be whose site it is
SEAT = (*ASKED, "publisher", "signature")


class Nameless(Units, Regions):
    """A document none of whose texts names its agency."""

    def settle_nameless(self) -> None:
        own = self.clues.own[0] if self.clues.own else ""
        if own not in self.resolver.own_township | self.resolver.own_department and self.settle_seat():
            return
        if (own in self.resolver.own_township or not own) and self.unit_by_address(own):
            return
        if own in self.resolver.own_department and self.counted_department(own):
            return
        if own in self.resolver.own_department | self.resolver.own_county or (not own and self.clues.whole):
            self.region_by_address(own)
        if self.answer.region_code is None and not self.answer.reason:
            counties, _ = self.homes()
            self.undecided("no clue names the agency", counties if len(counties) < 20 else [])
            self.answer.agency = None

    def settle_seat(self) -> bool:
        """The government whose own office compiled or published the report; False where none did."""
        for subject in self.subjects:
            if subject.where in SEAT and self.is_seat(subject) and (subject.where in ASKED or self.speaks_for(subject)):
                rows = self.leaves(subject.above) or self.region_around(subject)[0]
                keys = {row.key for row in rows}
                row = self.register.in_year(keys.pop(), self.year) if len(keys) == 1 else None
                if row is not None and not self.host_denies([row]):
                    self.answer.note(subject.where, subject.text)
                    self.take_region(row, "")
                    return True
        return False

    def speaks_for(self, subject: Subject) -> bool:
        """Whether the text speaks as a division of that level (我县, 全市), or as the government's office (我办)."""
        own = [word for word in self.clues.own[:1] if word not in self.resolver.own_any] or self.clues.whole[:1]
        if not own or own[0] in self.resolver.own_office:
            return bool(own)
        levels = [row for one in subject.above[-1:] for row in self.rows(one)]
        return own[0] in self.resolver.own_county and (not levels or any(row.name.endswith(own[0]) for row in levels))

    def is_seat(self, subject: Subject) -> bool:
        """Whether it is a government's own office (县政府办公室)."""
        patterns = self.resolver.patterns
        return subject.unit is None and patterns.seat.search(patterns.leading.sub("", subject.text)) is not None

    def counted_department(self, own: str) -> bool:
        """Settle by the one department of the kind it calls itself that its opening names with its division, none whose
        guidance or orders it follows; False where it names none or several."""
        text, patterns = self.clues.opening, self.resolver.patterns
        named = {}
        for one in self.divisions(self.mentions(text)):
            organ = patterns.named_organ.match(text[one.end : one.end + 24])
            if organ and organ.group(1).endswith(own) and not patterns.led.match(text[one.end + organ.end() :]):
                named[one.text + organ.group(1)] = place_subjects.parse(
                    "opening text", one.text + organ.group(1), self.register, patterns
                )
        if len(named) != 1:
            return False
        subject = named.popitem()[1]
        self.answer.note(subject.where, subject.text)
        self.settle_region(subject, subject.organ)
        return True

    def homes(self) -> tuple[list[Division], bool]:
        """Counties the document may lie in, and whether there is only this one: named in the text, else the host's."""
        named = {
            row.key: row
            for _, mentions in self.around_nothing()
            for one in mentions
            for row in self.rows(one)
            if row.level == "county" and row.kind != "zone"
        }
        hosted = {one.row.key: one.row for one in self.hosted}
        counties = {key: row for key, row in hosted.items() if row.level == "county"}
        both = {key: row for key, row in named.items() if key in counties or self.under_hosted(row, hosted)}
        fitting = [row for row in (both or (counties | named)).values() if self.superior(row)]
        sure = len(fitting) == 1 and (bool(both) or told(self.hosted) is not None or not hosted)
        return fitting, sure

    def around_nothing(self):
        """All divisions the document names, with the clue they stand in."""
        clues = self.clues
        yield "names", [one for subject in self.subjects for one in subject.above]
        yield "index number", self.coded(clues.codes)
        yield "cited document", self.divisions(self.mentions(clues.cited))
        yield "running text", self.divisions(self.mentions(clues.body))
        yield self.listed()

    def under_hosted(self, row: Division, hosted: dict[str, Division]) -> bool:
        return any(wider.code in (row.prefecture, row.province) for wider in hosted.values())

    def unit_by_address(self, own: str) -> bool:
        """Settle by the path; False where it does not tell."""
        kinds = self.letters.own_kinds(own)
        counties, sure = self.homes()
        found = [one for county in counties[:20] for one in units(self.segments, county, self.spellings)]
        found = [
            one
            for one in found
            if one.row.near(self.year)
            and (one.row.kind in kinds or not own)
            and (one.tell >= LED or (sure and own) or self.is_named(one.row))
        ]
        keys = {one.row.key for one in found}
        if len(keys) == 1:
            self.answer.note("address", f"{found[0].part}: {found[0].row.name}")
            self.take_unit(keys.pop(), [one.row for one in found])
            return True
        if keys:
            self.undecided("its address fits several townships", [one.row for one in found])
            return True
        return False

    def is_named(self, row: Division) -> bool:
        """Whether the text has the township's name, be it among others."""
        return any(row.key == other.key for one in self.mentions(self.clues.body) for other in self.rows(one))

    def home_division(self, own: str) -> Division | None:
        row = told(self.hosted)
        if row is not None:
            return row
        if own in self.resolver.province_organs:
            rows = {one.row.key: one.row for one in self.hosted if one.row.level == "province" and one.tell >= LED}
            return rows.popitem()[1] if len(rows) == 1 else None
        word = own if own in self.resolver.own_county else next(iter(self.clues.superiors), "")
        fitting = {one.row.key: one.row for one in self.hosted if one.tell >= LED and self.level_fits(one.row, word)}
        if word and len(fitting) == 1:
            return fitting.popitem()[1]
        stems = [one.row for one in self.hosted if len(one.row.short) > 1 and one.row.short in self.clues.body]
        if len({row.key for row in stems}) == 1:
            return stems[0]
        return None

    def region_by_address(self, own: str) -> None:
        """The division a government or department is of, told by the host, or by the host and the county the text
        names; its name only where the path writes it."""
        home = self.home_division(own)
        row = self.register.in_year(home.key, self.year) if home else None
        if row is None:
            return
        level_word = own in self.resolver.own_county
        below = counties_in(self.segments, row, self.spellings) if row.level != "county" else []
        wanted = (own,) if level_word else self.clues.superiors[:1] if own else self.clues.whole
        if row.level != "county" and not wanted and own not in self.resolver.province_organs:
            self.undecided(f"the host is of {row.name}, whose counties' agencies may stand there too", [row])
            return
        if wanted and not any(self.level_fits(row, word) for word in wanted) or below:
            rows = [row, *(one.row for one in below)]
            self.undecided(f"the host is of {row.name}, the text speaks of another level", rows)
            return
        self.answer.note("host", f"{self.clues.host}: {row.name}")
        name = "" if level_word else department(self.segments, row, self.spellings)
        if level_word or name:
            self.take_region(row, name)
        else:
            self.answer.region_code, self.answer.agency_level = row.code, "department"
            self.answer.reason = "it is not named which of its agencies"
