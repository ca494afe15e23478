"""Which text of a document names its agency."""

from transform import place_hosted, place_organs, place_rivals
from transform.place_case import ROLES, SITES, WEAK, Case
from transform.place_subjects import Subject

STATED = ("title", "title line", "file_name", "opening", "heading", "publisher", "signature", "contact", "compiler")
INDIRECT = ("contact", "compiler", "breadcrumb", "publisher", "source list")


def main_subject(case: Case) -> Subject | None:
    """The most trusted text that names an agency of the kind the text calls its own; a place the register has not
    goes before a government or department, which may only be above it."""
    own = case.clues.own[:1]
    unknown = None
    for subject in case.subjects:
        if subject.sort == "none":
            continue
        if subject.sort == "unknown":
            unknown = unknown or (subject if subject.where in STATED else None)
            continue
        if subject.where in ("title line", *WEAK) and own and not fits_own(case, subject, own[0]):
            case.answer.note(subject.where, subject.text, f"the text calls its agency {own[0]}")
            continue
        if subject.where in INDIRECT and not trusted(case, subject, own):
            continue
        if subject.sort == "government" and subject.above and own and own[0] in case.resolver.own_township:
            case.answer.note(subject.where, subject.text, f"the text calls its agency {own[0]}")
            continue
        if subject.where in SITES and is_superior(case, subject) and not speaks_for(case, subject):
            case.answer.note(subject.where, subject.text, "it may only be whose site it is")
            continue
        return unknown if unknown and subject.sort in ("government", "department") else subject
    return unknown


def published_by(case: Case, government: Subject) -> Subject:
    """The township that compiled or presents the report which the government publishes, or answers for it; else
    the government."""
    roles = ("compiler", "opening", "contact")
    towns = (one for one in case.subjects if one.where in roles and one.sort == "township")
    return next(towns, government)


def in_a_role(case: Case, clause: Subject) -> Subject:
    """The township that publishes, compiles, signs or answers the telephone, where a clause is about another one
    or such a department or government does; the clause's own where nobody else has such a role."""
    own = case.clues.own[:1]
    roles = [one for one in case.subjects if one.where in ROLES and (not own or fits_own(case, one, own[0]))]
    towns = [one for one in roles if one.sort == "township"]
    if not towns and not (own and own[0] in case.resolver.own_township):
        others = [one for one in roles if one.sort in ("department", "government")]
        towns = [one for one in others if one.where == "compiler" or trusted(case, one, own)]
    same = [one for one in towns if one.unit and place_rivals.shares_row(case, one, clause)]
    return clause if same or not towns else towns[0]


def is_superior(case: Case, subject: Subject) -> bool:
    """Whether it is a government or its office, which publish the reports of those below them too."""
    return subject.sort == "government" or (subject.sort == "department" and place_organs.is_seat(case, subject))


def trusted(case: Case, subject: Subject, own: tuple[str, ...]) -> bool:
    """Whether an agency that only compiles, publishes or answers the telephone may be the one that reports."""
    if subject.sort == "township":
        return True
    if subject.sort == "government":
        return not own or own[0] not in case.resolver.own_township | case.resolver.own_department
    if subject.where == "compiler":
        if own and own[0] not in case.resolver.own_any:
            return own[0] in case.resolver.own_department
        return not case.clues.whole and not place_organs.is_seat(case, subject)
    return bool(own) and own[0] not in case.resolver.own_county or not case.clues.whole


def fits_own(case: Case, subject: Subject, own: str) -> bool:
    """Whether the text may call this agency so; a county's text has clauses about townships."""
    resolver = case.resolver
    if own in resolver.own_township:
        return subject.sort == "zone" or (subject.sort == "township" and is_of_kind(case, subject, own))
    if own in resolver.own_department:
        return subject.sort in ("department", "zone") or (subject.sort == "township" and own in resolver.own_office)
    return own not in resolver.own_county or (subject.sort, subject.where) != ("township", "subject")


def is_of_kind(case: Case, subject: Subject, own: str) -> bool:
    """Whether the township is, or was in another year, of the kind the text calls its own (我镇)."""
    rows = [row for key in {row.key for row in case.rows(subject.unit)} for row in case.register.of_agency(key)]
    return bool({row.kind for row in rows} & set(case.letters.own_kinds(own)))


def speaks_for(case: Case, subject: Subject) -> bool:
    """Whether the text speaks as a division of that level (我县, 全市), or as the government's office (我办)."""
    own = [word for word in case.clues.own[:1] if word not in case.resolver.own_any] or case.clues.whole[:1]
    if not own or own[0] in case.resolver.own_office:
        return bool(own)
    levels = [row for one in subject.above[-1:] for row in case.rows(one)]
    return own[0] in case.resolver.own_county and (not levels or any(row.name.endswith(own[0]) for row in levels))


def counted_township(case: Case) -> Subject | None:
    """The one township the text speaks of, first in its opening, then in the whole, then in the documents it
    cites, which are then its own; by a bare name, where it does not call itself a township, more than once."""
    clues, own = case.clues, case.clues.own[:1]
    if own and own[0] not in case.resolver.own_township:
        return None
    texts = {"opening text": clues.opening, "running text": clues.body, "cited document": clues.cited}
    for where, text in texts.items():
        units = [one for one in case.mentions(text) if place_organs.is_township(case, one)]
        names = {one.text for one in units}
        shorts = {case.register.rows[one.rows[0]].short for one in units}
        named = own or any(case.resolver.patterns.reporting.match(text[one.end : one.end + 10]) for one in units)
        sure = units and named and (where == "opening text" or place_hosted.at_home(case, units[0]))
        enough = len(units) > 1 or sure
        if len(shorts) == 1 and enough:
            unit = max(units, key=lambda one: len(one.text))
            return Subject(where, unit.text, "township", unit, (), "")
        if names:
            case.answer.note(where, "、".join(sorted(names)), "several townships, or not its own kind")
    return None
