"""The way to an answer: which text names the agency, what contradicts it, and what settles it."""

from transform import place_hosted, place_main, place_nameless, place_regions, place_rivals, place_units
from transform.place_answer import REPORTING
from transform.place_case import WEAK, Case
from transform.place_subjects import Subject


def decide(case: Case) -> None:
    """Write down whose the document is, or why that stays undecided."""
    subject = named_subject(case)
    if subject is None:
        place_nameless.settle_nameless(case)
        return
    case.answer.note(subject.where, subject.text)
    if subject.sort == "unknown":
        case.undecided(f"the register has no {subject.organ}", [])
    elif not is_contradicted(case, subject):
        settle(case, subject)


def named_subject(case: Case) -> Subject | None:
    """The text that names the agency, be it as who presents what a government publishes; None where there is none."""
    subject = place_main.main_subject(case)
    if subject is None:
        return place_main.counted_township(case) if case.answer.kind in REPORTING else None
    if subject.where in ("publisher", "heading") and place_main.is_superior(case, subject):
        return place_main.published_by(case, subject)
    return place_main.in_a_role(case, subject) if (subject.sort, subject.where) == ("township", "subject") else subject


def is_contradicted(case: Case, subject: Subject) -> bool:
    """Whether the rest of the document contradicts the agency named, which is then left undecided."""
    named = place_rivals.places(case, subject)
    weak = subject.where in WEAK
    if rivals := place_rivals.rivals(case, subject):
        case.contradicted(f"{subject.text} and {rivals[0].name} are both named in it", named + rivals)
    elif other := place_rivals.disputed(case, subject) or place_rivals.reported_by(case, subject):
        both = named + place_rivals.places(case, other)
        case.contradicted(f"{subject.text} and {other.text} both act in it", both)
    elif place_rivals.beside_a_county(case, subject):
        case.contradicted(f"{subject.text} stands beside it, the text speaks as a county", named)
    elif weak and named and place_hosted.host_denies(case, named):
        case.undecided(f"its address is not of {subject.text}", named)
    elif weak and subject.sort in ("department", "government") and (towns := place_rivals.acting_townships(case)):
        both = named + case.rows(towns[0].unit)
        case.contradicted(f"{subject.text} and {towns[0].text} both act in it", both)
    else:
        return False
    return True


def settle(case: Case, subject: Subject) -> None:
    """Find the division of the agency named."""
    if subject.sort == "township" or (subject.sort == "zone" and subject.unit):
        place_units.settle_unit(case, subject)
    else:
        place_regions.settle_region(case, subject, "" if subject.sort == "government" else subject.organ)
