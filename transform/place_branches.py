"""An organ whose name has the stem of one of a city's counties, or only a county's word: of which county it is."""

from transform.place_answer import Settling
from transform.place_around import Surroundings
from transform.place_context import ABOVE_LEVELS
from transform.place_names import Division


class Branches(Settling, Surroundings):
    """A document whose agency may be of a county that its name gives only by the stem."""

    def take_branch(self, row: Division, organ: str, clue: str) -> bool:
        """Accept an office's branch for a county, which its name ends with: by its full name, or by the stem of one of
        the city's counties (财政局丙分局), undecided where two bear it. False where the organ is no such branch."""
        branch = self.resolver.patterns.branch.search(organ)
        if not branch:
            return False
        office, counties = organ[: branch.start()], [row] if row.level == "county" else self.city_counties(row)
        named = {one.key: one for one in counties if len(one.short) > 1 and office.endswith(one.short)}
        if len(named) > 1:
            self.undecided(f"{organ} may be of several counties", list(named.values()))
            return True
        if named and len(office) > len((county := named.popitem()[1]).short):
            office, called = office.removesuffix(county.short), county.short
        elif row.level == "county" and self.resolver.patterns.organ.search(office):
            county, called = row, row.name
        else:
            return False
        if self.host_denies([county]):
            return False
        city = self.register.at(county.prefecture or county.province, self.year)
        self.answer.note(clue, county.name)
        office = office.removeprefix(city.short)
        agency = self.register.path_name(city, self.year) + office + called + branch.group()
        self.accept(county, agency, "department", self.key_of(county, office) + branch.group())
        return True

    def city_counties(self, row: Division) -> list[Division]:
        return [one for one in self.register.within(row.code) if one.near(self.year)]

    def shortened(self, row: Division, organ: str) -> list[Division]:
        """Divisions within one whose stem an organ's name begins with (开州 of 重庆市开州财政局)."""
        patterns = self.resolver.patterns
        cities = self.register.cities_of(row.code) if row.level == "province" else []
        found = {
            one.key: one
            for one in (*self.city_counties(row), *(one for one in cities if one.near(self.year)))
            if len(one.short) > 1 and organ.startswith(one.short)
            if len(organ) > len(one.short) + 1 and patterns.organ.search(organ[len(one.short) :])
        }
        return list(found.values())

    def is_below(self, row: Division, organ: str) -> bool:
        """Whether an organ's name begins with the word of a level below the division's, its government named between or
        not (区财政局 of a city, 市财政局 of a province)."""
        word = self.leading_level(self.resolver.patterns.government.sub("", organ))
        lowest = next(iter(self.letters.levels.get(word, ())), row.level)
        return not (word and row.name.endswith(word)) and lowest in ABOVE_LEVELS[: ABOVE_LEVELS.index(row.level)]
