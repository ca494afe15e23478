"""Which division a government or department belongs to."""

from dataclasses import replace

from transform.place_addresses import lies_in, read
from transform.place_answer import official
from transform.place_around import OWN_CLUES
from transform.place_branches import Branches
from transform.place_letters import FULL
from transform.place_names import Division
from transform.place_subjects import Subject


class Regions(Branches):
    """A document whose agency is a government, a department or a zone's body."""

    def settle_region(self, subject: Subject, organ: str) -> None:
        """Government or department: the division it belongs to, named before it or around."""
        rows, clue = self.possible_regions(subject)
        row = self.only_region(rows, subject)
        if row and subject.above and self.is_below(row, organ):
            row = self.lost_county(row, subject)
        if row is None or (subject.sort == "department" and self.take_branch(row, organ, clue)):
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

    def possible_regions(self, subject: Subject) -> tuple[list[Division], str]:
        """The divisions it may belong to, and the clue that names them."""
        clue = subject.where
        rows = self.leaves(subject.above)
        if not rows and subject.sort == "zone":
            rows = self.short_lead(subject)
        if not rows and subject.sort != "government":
            rows, clue = self.region_around(subject)
        if len({row.key for row in rows}) > 1:
            rows = self.told_apart(rows, subject)
        return [row for row in rows if subject.sort != "zone" or row.level == "county"], clue

    def only_region(self, rows: list[Division], subject: Subject) -> Division | None:
        """The division that all the rows are of, in its year; None, and undecided, where there is no such."""
        keys = {row.key for row in rows}
        if len(keys) != 1:
            self.undecided(f"{subject.text}: its division may be several" if keys
                           else f"{subject.text}: its division is not named", rows)
            if subject.sort in ("department", "zone"):
                self.answer.agency, self.answer.agency_level = subject.text, "department"
            return None
        row = self.register.in_year(keys.pop(), self.year, rows[0].name)
        if row is None:
            self.undecided(f"{subject.text}: {rows[0].name} was not yet set up in {self.year}", rows)
        return row

    def lost_county(self, city: Division, subject: Subject) -> Division | None:
        """The county of a city whose organ of that name the rest of the document names, where a copy has put another
        word for the county's name or none; None, and undecided, where it names none."""
        rows, clue = self.region_around(replace(subject, text=subject.organ, above=()))
        keys = {row.key for row in rows if clue in OWN_CLUES and lies_in(row, city) and row.key != city.key}
        row = self.register.in_year(keys.pop(), self.year) if len(keys) == 1 else None
        if row is None:
            self.contradicted(f"{subject.text}: its county's name is lost", [city])
        return row

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
