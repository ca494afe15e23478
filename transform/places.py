"""Whose report it is: from clues to one division and agency, or to the candidates and the reason they stay apart.

A name that only one division bears decides. A name that several bear is settled only by another clue - a county
before it, elsewhere in the text, in a cited document, in the host - and stays undecided where none tells them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from transform import place_years
from transform.place_context import ABOVE_LEVELS, AUTONOMOUS, LEVEL_WORDS, Context
from transform.place_names import OWN_KIND, Division, Mention, Register
from transform.place_subjects import Patterns, Subject

WEAK = ("publisher", "subject", "signature", "contact", "compiler", "breadcrumb", "heading")


@dataclass(slots=True)
class Answer:
    """``region_code`` and ``report_year`` are None where undecided; ``candidates`` are then the possible codes."""

    agency: str | None = None
    agency_key: str | None = None
    agency_level: str | None = None
    region_code: str | None = None
    report_year: int | None = None
    kind: str = "not_a_report"
    title: str | None = None
    candidates: list[str] = field(default_factory=list)
    evidence: list[dict[str, str]] = field(default_factory=list)
    reason: str | None = None

    def note(self, clue: str, says: str, excluded: str = "") -> None:
        self.evidence.append({"clue": clue, "says": says, "excluded": excluded})


class Resolver:
    """Decides by a register and the vocabulary's patterns; holds no state of documents."""

    def __init__(self, register: Register, words):
        self.register = register
        self.patterns = Patterns.of(words)
        self.own_township = set(words.groups.get("own_township", ()))
        self.government, self.office = words.first("official_township"), words.first("official_street")
        self.own_county = set(words.groups.get("own_county", ()))
        self.own_department = set(words.groups.get("own_department", ()))

    def resolve(self, clues) -> Answer:
        """``clues`` as ``extract.report.Clues``; never raises for what a document says."""
        answer = Answer(kind=clues.kind, title=clues.title)
        answer.note("kind", clues.kind_reason)
        year, why = place_years.decide(clues.years, clues.published)
        answer.report_year = year
        for clue in clues.years:
            if clue.where != "body":
                answer.note(f"year in {clue.where}", f"{clue.year}: {clue.text}")
        answer.note("year", why)
        if year is not None and year < 2019 and answer.kind == "report":
            answer.kind = "pre_2019_report"
        if answer.kind not in (*REPORTING, "translated_copy"):
            answer.report_year, why = None, f"a {answer.kind} has no report year"
        Case(self, clues, answer, year).decide()
        if answer.report_year is None:
            answer.reason = "; ".join(filter(None, (answer.reason, f"year undecided: {why}")))
        return answer


class Case(Context):
    """One document on its way to an answer."""

    def __init__(self, resolver: Resolver, clues, answer: Answer, year: int | None):
        super().__init__(resolver.register, resolver.patterns, clues, year)
        self.resolver, self.answer = resolver, answer

    def decide(self) -> None:
        subject = self.main_subject() or (self.counted_township() if self.answer.kind in REPORTING else None)
        if subject is None:
            self.undecided("no clue names the agency", [])
            return
        self.answer.note(subject.where, subject.text)
        if subject.sort == "township" or (subject.sort == "zone" and subject.unit):
            self.settle_unit(subject)
        elif subject.sort == "government":
            self.settle_region(subject, "")
        else:
            self.settle_region(subject, subject.organ)

    def main_subject(self) -> Subject | None:
        """The most trusted text that names an agency of the kind the text calls its own."""
        own = self.clues.own[:1]
        for subject in self.subjects:
            if subject.sort == "none":
                continue
            if subject.where in WEAK and own and not self.fits_own(subject, own[0]):
                self.answer.note(subject.where, subject.text, f"the text calls its agency {own[0]}")
                continue
            if subject.where in ("contact", "compiler", "breadcrumb", "publisher") and not self.trusted(subject, own):
                continue
            return subject
        return None

    def trusted(self, subject: Subject, own: tuple[str, ...]) -> bool:
        """Whether an agency that only compiles, publishes or answers the telephone may be the one that reports."""
        if subject.sort == "township":
            return True
        if subject.sort == "government":
            return not own or own[0] not in self.resolver.own_township | self.resolver.own_department
        if subject.where == "compiler":
            return bool(own) and own[0] in self.resolver.own_department
        return bool(own) and own[0] not in self.resolver.own_county or not self.clues.whole

    def fits_own(self, subject: Subject, own: str) -> bool:
        if own in self.resolver.own_township:
            return subject.sort in ("township", "zone")
        if own in self.resolver.own_department:
            return subject.sort in ("department", "zone", "township")
        return True

    def counted_township(self) -> Subject | None:
        """The one township the running text speaks of, first in its opening, then in the whole."""
        for where, text in (("opening text", self.clues.opening), ("running text", self.clues.body)):
            mentions = self.register.mentions(text)
            units = [one for one in mentions if self.is_township(one)]
            names = {one.text for one in units}
            shorts = {self.register.rows[one.rows[0]].short for one in units}
            own = self.clues.own[:1]
            if (
                len(shorts) == 1
                and (len(units) > 1 or where == "opening text")
                and (not own or own[0] in self.resolver.own_township)
            ):
                unit = max(units, key=lambda one: len(one.text))
                return Subject(where, unit.text, "township", unit, (), "")
            if names:
                self.answer.note(where, "、".join(sorted(names)), "several townships, or not its own kind")
        return None

    def settle_unit(self, subject: Subject) -> None:
        rows = [row for row in self.rows(subject.unit) if row.level == "township"]
        rows, why = self.narrow(rows, subject)
        rows = self.exact(rows, subject.unit.text)
        keys = {row.key for row in rows}
        if len(keys) != 1:
            self.undecided(why or f"{subject.unit.text} is the name of {len(keys)} divisions", rows)
            return
        row = self.register.in_year(keys.pop(), self.year)
        if why:
            self.undecided(why, rows)
        elif row is None:
            self.undecided(f"{subject.unit.text} was not yet set up in {self.year}", rows)
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
        for clue, mentions in self.around(subject):
            if len({row.key for row in rows}) < 2:
                return rows, None
            rows = self.excluding(
                clue, "、".join(dict.fromkeys(one.text for one in mentions)), rows, self.under(rows, mentions) or rows
            )
        if len({row.key for row in rows}) > 1:
            rows = self.by_host(rows)
        if len({row.key for row in rows}) > 1:
            rows = self.by_short_names(rows, subject)
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

    def excluding(self, clue: str, says: str, before: list[Division], after: list[Division]) -> list[Division]:
        gone = sorted({row.code or row.name for row in before} - {row.code or row.name for row in after})
        if gone:
            self.answer.note(clue, says, " ".join(gone[:20]))
        return after

    def by_host(self, rows: list[Division]) -> list[Division]:
        scores = {row.key: self.host_support(row) for row in rows}
        best = max(scores.values())
        left = [row for row in rows if scores[row.key] == best]
        return self.excluding("host", self.clues.host, rows, left) if best else rows

    def by_short_names(self, rows: list[Division], subject: Subject) -> list[Division]:
        """Candidates whose county's stem the text repeats (风情耿马), where only one county's is."""
        text = self.clues.body.replace(subject.unit.text, "") if subject.unit else self.clues.body
        counties = {row.county: self.register.at(row.county, self.year) for row in rows if row.county}
        hits = [
            code
            for code, county in counties.items()
            if county and len(county.short) > 1 and text.count(county.short) > 1
        ]
        left = [row for row in rows if row.county in hits]
        if len(hits) != 1 or not left:
            return rows
        return self.excluding("stem of a county in the text", counties[hits[0]].short, rows, left)

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
        row = self.register.in_year(keys.pop(), self.year)
        if row is None:
            self.undecided(f"{subject.text}: {rows[0].name} was not yet set up in {self.year}", rows)
            return
        self.answer.note(clue, row.name)
        unit = self.zone_of(row, subject) if subject.sort == "zone" else None
        if unit:
            self.accept(unit, self.register.path_name(unit, self.year), "township")
            return
        path = self.register.path_name(row, self.year)
        if subject.sort == "government":
            self.accept(row, official(path, row, self.resolver), row.level)
        else:
            tail = self.organ_name(
                organ if subject.above else subject.text.removeprefix(row.name).removeprefix(row.short)
            )
            self.accept(row, path + tail, "department", f"{row.key}:{tail}")

    def zone_of(self, county: Division, subject: Subject) -> Division | None:
        """The only zone or farm of the county that the name ends with, where the register has one."""
        text = self.resolver.patterns.zone_tail.sub("", subject.text)
        rows = [self.register.at(code, self.year) for code in self.register.below(county.code)]
        fitting = [row for row in rows if row.kind in OWN_KIND and row.holds(self.year) and text.endswith(row.name)]
        return fitting[0] if len(fitting) == 1 else None

    def organ_name(self, tail: str) -> str:
        """The organ without the level word before it and without 政府 between (区政府国资局 → 国资局)."""
        government = self.resolver.patterns.government.match(tail[1:] if tail[:1] in LEVEL_WORDS else "")
        if tail[:3] == AUTONOMOUS or government or (tail[:1] in LEVEL_WORDS and len(tail) > 3):
            tail = tail.removeprefix(AUTONOMOUS) if tail[:3] == AUTONOMOUS else tail[1:]
        found = self.resolver.patterns.government.match(tail)
        if found and len(tail) > found.end():
            rest = tail[found.end() :]
            return self.resolver.government + rest if rest[:2] == "办公" else rest
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
        """The county whose stem the name begins with (太仓高新区)."""
        text = subject.text
        province = next((row for row in self.register.provinces() if text.startswith(row.short)), None)
        text = text[len(province.short) :] if province else text
        found = next(
            (self.register.shorts[text[:size]] for size in (4, 3, 2) if text[:size] in self.register.shorts), ()
        )
        rows = [self.register.rows[index] for index in found]
        rows = [row for row in rows if not province or row.province == province.code]
        rows = [row for row in rows if row.near(self.year)]
        return rows if rows and all(row.level == "county" for row in rows) else []

    def region_around(self, subject: Subject) -> tuple[list[Division], str]:
        """For an agency named without its division: the only one the rest of the document names at its level."""
        organ = subject.text[1:] if subject.text[:1] in LEVEL_WORDS else subject.text
        word = AUTONOMOUS if subject.text[:3] == AUTONOMOUS else subject.text[:1]
        word = word if word in LEVEL_WORDS else self.level_word(organ)
        wanted = LEVEL_WORDS.get(word, ABOVE_LEVELS[:2])
        same = [one for one in self.subjects if one.above and one.organ and (organ in one.organ or one.organ in organ)]
        for clue, mentions in (
            ("same organ elsewhere", [one for other in same for one in other.above[-1:]]),
            *self.around(subject),
        ):
            rows = [
                row
                for one in mentions
                for row in self.rows(one)
                if row.level in wanted and self.level_fits(row, word) and (row.kind != "zone" or subject.sort != "zone")
            ]
            keys = {row.key for row in rows}
            if len(keys) == 1 and (clue != "running text" or self.region_host(rows[0])):
                return rows, clue
            if len(keys) > 1:
                kept = [row for row in rows if self.region_host(row)]
                if len({row.key for row in kept}) == 1:
                    return kept, f"{clue} and host"
        return [
            row for row in self.hosted(wanted) if self.level_fits(row, word)
        ] if subject.sort != "zone" else [], "host"

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
        below = [one for one in self.register.mentions(self.clues.body) if self.is_township(one)]
        counties = {
            self.register.keys.get(self.register.rows[index].county or "")
            for one in below
            for index in one.rows
            if len(one.rows) == 1
        }
        inside = [row for row in rows if row.key in counties]
        if inside:
            rows = self.excluding("townships in the text", "、".join({one.text for one in below}), rows, inside)
        scores = {row.key: max(self.region_host(row), self.host_support(row)) for row in rows}
        best = max(scores.values())
        return [row for row in rows if scores[row.key] == best] if best else rows

    def accept(self, row: Division, agency: str, level: str, key: str | None = None) -> None:
        answer = self.answer
        answer.agency, answer.agency_level, answer.region_code = agency, level, row.code
        answer.agency_key = key or row.key
        answer.candidates = []

    def undecided(self, reason: str, rows: list[Division]) -> None:
        self.answer.reason = f"region undecided: {reason}"
        self.answer.candidates = sorted({row.code for row in rows if row.code})
        names = {row.name for row in rows}
        if len(names) == 1:
            self.answer.agency = official(names.pop(), rows[0], self.resolver)


REPORTING = ("report", "pre_2019_report", "mirror", "interpretation")


def official(path: str, row: Division, resolver: Resolver) -> str:
    """The agency's full official name: 人民政府, for streets 街道办事处, for zones as they call themselves."""
    if row.kind == "street":
        return path + resolver.office
    if row.kind in OWN_KIND:
        return path
    return path + resolver.government
