"""Whose report it is: from clues to one division and agency, or to the candidates and the reason they stay apart.

A name that only one division bears decides. A name that several bear is settled only by another clue - a county
before it, elsewhere in the text, in a cited document, in the host - and stays undecided where none tells them apart.
"""

from transform import place_decide, place_years
from transform.place_answer import REPORTING, Answer
from transform.place_case import Case
from transform.place_letters import Letters, Spellings
from transform.place_names import Register
from transform.place_patterns import Patterns


class Resolver:
    """Decides by a register and the vocabulary's patterns; holds no state of documents."""

    def __init__(self, register: Register, words, letters: Letters):
        self.register, self.letters = register, letters
        self.spellings = Spellings(register, letters)
        self.path_noise = frozenset(words.groups.get("path_noise", ()))
        self.patterns = Patterns.of(words)
        self.not_levels = words.groups["not_level"]
        self.own_township = set(words.groups.get("own_township", ()))
        self.government, self.office = words.first("official_township"), words.first("official_street")
        self.own_county = set(words.groups.get("own_county", ()))
        self.own_any = set(words.groups.get("own_any", ()))
        self.province_organs = set(words.groups.get("province_organ", ()))
        self.own_office = set(words.groups.get("own_office", ()))
        self.own_department = set(words.groups.get("own_department", ()))

    def resolve(self, clues) -> Answer:
        """``clues`` as ``extract.report.Clues``; never raises for what a document says."""
        answer = Answer(kind=clues.kind, title=clues.title)
        answer.note("kind", clues.kind_reason)
        year, why = place_years.decide(clues.years, clues.published, clues.addressed)
        answer.report_year = year
        for clue in clues.years:
            if clue.where != "body":
                answer.note(f"year in {clue.where}", f"{clue.year}: {clue.text}")
        answer.note("year", why)
        if answer.kind == "report" and (clues.old_form if year is None else year < 2019):
            answer.kind = "pre_2019_report"
        if answer.kind not in (*REPORTING, "translated_copy"):
            answer.report_year, why = None, f"a {answer.kind} has no report year"
        place_decide.decide(Case(self, clues, answer, year))
        if answer.report_year is None:
            answer.reason = "; ".join(filter(None, (answer.reason, f"year undecided: {why}")))
        return answer
