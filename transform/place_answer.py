"""The answer to whose report a document is, and how it is written down: accepted with a name, or undecided and why."""

from dataclasses import dataclass, field

from transform.place_context import Context
from transform.place_names import OWN_KIND, Division

REPORTING = ("report", "pre_2019_report", "mirror", "interpretation")


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


class Settling(Context):
    """One document with the answer it is given."""

    def __init__(self, resolver, clues, answer: Answer, year: int | None):
        super().__init__(resolver, clues, year)
        self.answer = answer

    def accept(self, row: Division, agency: str, level: str, key: str | None = None) -> None:
        answer = self.answer
        rows = self.register.of_agency(row.key) if self.year is None else [row]
        if len({one.code for one in rows}) > 1:
            self.undecided(f"the code of {row.name} has changed, and the year is not known", rows)
            answer.agency, answer.agency_level = agency, level
            return
        answer.agency, answer.agency_level, answer.region_code = agency, level, row.code
        answer.agency_key = key or row.key
        answer.candidates = []

    def key_of(self, row: Division, organ: str) -> str:
        """The stable key of a division's department, the same whether it calls itself by its full or its short name."""
        return f"{row.key}:{self.letters.full_names.get(organ, organ)}"

    def undecided(self, reason: str, rows: list[Division]) -> None:
        self.answer.reason = f"region undecided: {reason}"
        self.answer.candidates = sorted({row.code for row in rows if row.code})
        names = {row.name for row in rows}
        if len(names) == 1:
            self.answer.agency = official(names.pop(), rows[0], self.resolver)

    def contradicted(self, reason: str, rows: list[Division]) -> None:
        """Undecided between agencies, none of which is named as its own."""
        self.undecided(reason, rows)
        self.answer.agency = None

    def excluding(self, clue: str, says: str, before: list[Division], after: list[Division]) -> list[Division]:
        """The candidates left, those the clue rules out noted."""
        gone = sorted({row.code or row.name for row in before} - {row.code or row.name for row in after})
        if gone:
            self.answer.note(clue, says, " ".join(gone[:20]))
        return after


def official(path: str, row: Division, resolver) -> str:
    """The agency's full official name: 人民政府, for streets 街道办事处, for zones as they call themselves."""
    if row.kind == "street":
        return path + resolver.office
    if row.kind in OWN_KIND:
        return path
    return path + resolver.government
