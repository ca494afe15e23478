"""Which township a name means: candidates left by one clue after another, undecided where several stay."""

from transform.place_answer import Settling, official
from transform.place_context import IN_PASSING, places_of
from transform.place_names import Division
from transform.place_subjects import Subject

LINGERS = 3  # years a name may still be used after a division has taken another
LONGEST_NAME = 15  # letters of a division's name


class Units(Settling):
    """A document whose agency is a township, street, zone or farm."""

    def settle_unit(self, subject: Subject) -> None:
        rows = [row for row in map(self.register.rows.__getitem__, subject.unit.rows) if row.level == "township"]
        rows, why = self.narrow(rows, subject)
        if len({row.key for row in rows}) > 1:
            rows = [row for row in rows if row.near(self.year, LINGERS)] or rows
        rows = self.exact(rows, subject.unit.text)
        keys = {row.key for row in rows}
        if len(keys) != 1:
            self.undecided(why or f"{subject.unit.text} is the name of {len(keys)} divisions", rows)
            return
        if why:
            self.undecided(why, rows)
        else:
            self.take_unit(keys.pop(), rows)

    def take_unit(self, key: str, rows: list[Division]) -> None:
        """Accept the township in its year, if it stood then and its code is known."""
        row = self.register.in_year(key, self.year, rows[0].name)
        if row is None:
            self.undecided(f"{rows[0].name} was not yet set up in {self.year}", rows)
        elif row.code is None:
            self.undecided(f"the code of {row.name} is not known", rows)
        else:
            self.accept(row, official(self.register.path_name(row, self.year), row, self.resolver), "township")

    def narrow(self, rows: list[Division], subject: Subject) -> tuple[list[Division], str | None]:
        """Candidates left by one clue after another; the second result is a contradiction."""
        if subject.above:
            left = self.under(rows, subject.above)
            if left is None and not self.adjacent(rows, subject.unit.text):
                return rows, f"{subject.text}: no {subject.unit.text} in the division named before it"
            rows = self.excluding(subject.where, subject.text, rows, left or rows)
        if len({row.key for row in rows}) < 2:
            return rows, None
        rows = self.by_stem_before(rows, subject.unit.text)
        for clue, mentions in self.around(subject):
            if len({row.key for row in rows}) < 2:
                return rows, None
            # One text may name a neighbour, another the home: those that name in passing are weighed together.
            if clue in IN_PASSING:
                mentions = [one for _, named in self.in_texts() for one in named]
            rows = self.excluding(
                clue, "、".join(dict.fromkeys(one.text for one in mentions)), rows, self.under(rows, mentions) or rows
            )
        if len({row.key for row in rows}) > 1:
            rows = self.by_host(rows)
        if len({row.key for row in rows}) > 1:
            fitting = [row for row in rows if self.superior(row)]
            rows = self.excluding("superiors", "、".join(self.superiors), rows, fitting or rows)
        return rows, None

    def exact(self, rows: list[Division], name: str) -> list[Division]:
        """Within one county the row that bears just this name in the year goes before others so written."""
        if len({self.register.keys.get(row.county or "") or row.prefecture for row in rows}) > 1:
            return rows
        for fits in (
            lambda row: row.name == name and row.holds(self.year),
            lambda row: row.name == name,
            lambda row: row.holds(self.year),
        ):
            left = [row for row in rows if fits(row)]
            if len({row.key for row in left}) == 1:
                return left
        return rows

    def by_host(self, rows: list[Division]) -> list[Division]:
        scores = {row.key: self.host_support(row) for row in rows}
        best = max(scores.values())
        wider = {one.row.code for one in self.hosted}
        left = [
            row
            for row in rows
            if (scores[row.key] == best if best else wider & {row.county, row.prefecture, row.province})
        ]
        return self.excluding("host", self.clues.host, rows, left) if left else rows

    def by_stem_before(self, rows: list[Division], name: str) -> list[Division]:
        """Candidates whose county's or prefecture's stem stands right before the name somewhere (耿马大兴乡)."""
        said = "\n".join((*(one.text for one in self.clues.names), self.clues.body, self.clues.cited))
        for part in ("county", "prefecture"):
            above = {code: self.register.at(code, self.year) for row in rows if (code := getattr(row, part))}
            stems = {code: row.short for code, row in above.items() if len(row.short) > 1}
            left = [row for row in rows if (stem := stems.get(getattr(row, part))) and self.stands(stem + name, said)]
            if left:
                return self.excluding("stem before the name", stems[getattr(left[0], part)], rows, left)
        return rows

    def stands(self, words: str, said: str) -> bool:
        """Whether the words stand in a text without beginning inside a longer name (丰县 of 宝丰县)."""
        for at in places_of(words, said):
            begins = max(0, at - LONGEST_NAME)
            around = self.register.mentions(said[begins : at + len(words)])
            if not any(one.start < at - begins < one.end for one in around):
                return True
        return False
