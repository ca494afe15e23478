"""One document on its way to an answer: which text names the agency, and what settles it."""


from transform.place_answer import REPORTING
from transform.place_rivals import ROLES, Rivals
from transform.place_subjects import Subject

SITES = ("site title", "publisher", "heading", "breadcrumb", "web site", "signature", "source list")
WEAK = (*SITES, "subject", "contact", "compiler")
STATED = ("title", "title line", "file_name", "opening", "heading", "publisher", "signature", "contact", "compiler")
INDIRECT = ("contact", "compiler", "breadcrumb", "publisher", "source list")


class Case(Rivals):
    """One document, its clues against the register."""

    def decide(self) -> None:
        subject = self.main_subject() or (self.counted_township() if self.answer.kind in REPORTING else None)
        if subject is None:
            self.settle_nameless()
            return
        if subject.where in ("publisher", "heading") and self.is_superior(subject):
            subject = self.published_by(subject)
        subject = self.in_a_role(subject) if (subject.sort, subject.where) == ("township", "subject") else subject
        self.answer.note(subject.where, subject.text)
        if subject.sort == "unknown":
            self.undecided(f"the register has no {subject.organ}", [])
            return
        rivals = self.rivals(subject)
        if rivals:
            both = self.places(subject) + rivals
            self.contradicted(f"{subject.text} and {rivals[0].name} are both named in it", both)
            return
        other = self.disputed(subject) or self.reported_by(subject)
        if other:
            both = self.places(subject) + self.places(other)
            self.contradicted(f"{subject.text} and {other.text} both act in it", both)
            return
        named = self.places(subject)
        if self.beside_a_county(subject):
            self.contradicted(f"{subject.text} stands beside it, the text speaks as a county", named)
            return
        if subject.where in WEAK and named and self.host_denies(named):
            self.undecided(f"its address is not of {subject.text}", named)
            return
        others = self.acting_townships()
        if others and subject.where in WEAK and subject.sort in ("department", "government"):
            both = named + self.rows(others[0].unit)
            self.contradicted(f"{subject.text} and {others[0].text} both act in it", both)
            return
        if subject.sort == "township" or (subject.sort == "zone" and subject.unit):
            self.settle_unit(subject)
        elif subject.sort == "government":
            self.settle_region(subject, "")
        else:
            self.settle_region(subject, subject.organ)

    def published_by(self, government: Subject) -> Subject:
        """The township that compiled or presents the report which the government publishes, or answers for it; else
        the government."""
        roles = ("compiler", "opening", "contact")
        towns = (one for one in self.subjects if one.where in roles and one.sort == "township")
        return next(towns, government)

    def in_a_role(self, clause: Subject) -> Subject:
        """The township that publishes, compiles, signs or answers the telephone, where a clause is about another one
        or such a department or government does; the clause's own where nobody else has such a role."""
        own = self.clues.own[:1]
        roles = [one for one in self.subjects if one.where in ROLES and (not own or self.fits_own(one, own[0]))]
        towns = [one for one in roles if one.sort == "township"]
        if not towns and not (own and own[0] in self.resolver.own_township):
            others = [one for one in roles if one.sort in ("department", "government")]
            towns = [one for one in others if one.where == "compiler" or self.trusted(one, own)]
        same = [one for one in towns if one.unit and self.shares_row(one, clause)]
        return clause if same or not towns else towns[0]

    def main_subject(self) -> Subject | None:
        """The most trusted text that names an agency of the kind the text calls its own; a place the register has not
        goes before a government or department, which may only be above it."""
        own = self.clues.own[:1]
        unknown = None
        for subject in self.subjects:
            if subject.sort == "none":
                continue
            if subject.sort == "unknown":
                unknown = unknown or (subject if subject.where in STATED else None)
                continue
            if subject.where in ("title line", *WEAK) and own and not self.fits_own(subject, own[0]):
                self.answer.note(subject.where, subject.text, f"the text calls its agency {own[0]}")
                continue
            if subject.where in INDIRECT and not self.trusted(subject, own):
                continue
            if subject.sort == "government" and subject.above and own and own[0] in self.resolver.own_township:
                self.answer.note(subject.where, subject.text, f"the text calls its agency {own[0]}")
                continue
            if subject.where in SITES and self.is_superior(subject) and not self.speaks_for(subject):
                self.answer.note(subject.where, subject.text, "it may only be whose site it is")
                continue
            return unknown if unknown and subject.sort in ("government", "department") else subject
        return unknown

    def is_superior(self, subject: Subject) -> bool:
        """Whether it is a government or its office, which publish the reports of those below them too."""
        return subject.sort == "government" or (subject.sort == "department" and self.is_seat(subject))

    def trusted(self, subject: Subject, own: tuple[str, ...]) -> bool:
        """Whether an agency that only compiles, publishes or answers the telephone may be the one that reports."""
        if subject.sort == "township":
            return True
        if subject.sort == "government":
            return not own or own[0] not in self.resolver.own_township | self.resolver.own_department
        if subject.where == "compiler":
            if own and own[0] not in self.resolver.own_any:
                return own[0] in self.resolver.own_department
            return not self.clues.whole and not self.is_seat(subject)
        return bool(own) and own[0] not in self.resolver.own_county or not self.clues.whole

    def fits_own(self, subject: Subject, own: str) -> bool:
        """Whether the text may call this agency so; a county's text has clauses about townships."""
        resolver = self.resolver
        if own in resolver.own_township:
            return subject.sort == "zone" or (subject.sort == "township" and self.is_of_kind(subject, own))
        if own in resolver.own_department:
            return subject.sort in ("department", "zone") or (subject.sort == "township" and own in resolver.own_office)
        return own not in resolver.own_county or (subject.sort, subject.where) != ("township", "subject")

    def is_of_kind(self, subject: Subject, own: str) -> bool:
        """Whether the township is, or was in another year, of the kind the text calls its own (我镇)."""
        rows = [row for key in {row.key for row in self.rows(subject.unit)} for row in self.register.of_agency(key)]
        return bool({row.kind for row in rows} & set(self.letters.own_kinds(own)))

    def counted_township(self) -> Subject | None:
        """The one township the text speaks of, first in its opening, then in the whole, then in the documents it
        cites, which are then its own; by a bare name, where it does not call itself a township, more than once."""
        clues, own = self.clues, self.clues.own[:1]
        if own and own[0] not in self.resolver.own_township:
            return None
        texts = {"opening text": clues.opening, "running text": clues.body, "cited document": clues.cited}
        for where, text in texts.items():
            units = [one for one in self.mentions(text) if self.is_township(one)]
            names = {one.text for one in units}
            shorts = {self.register.rows[one.rows[0]].short for one in units}
            named = own or any(self.resolver.patterns.reporting.match(text[one.end : one.end + 10]) for one in units)
            enough = len(units) > 1 or (units and named and (where == "opening text" or self.at_home(units[0])))
            if len(shorts) == 1 and enough:
                unit = max(units, key=lambda one: len(one.text))
                return Subject(where, unit.text, "township", unit, (), "")
            if names:
                self.answer.note(where, "、".join(sorted(names)), "several townships, or not its own kind")
        return None
