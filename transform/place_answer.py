"""The answer to whose report a document is, and how an agency is called in it."""

from dataclasses import dataclass, field

from transform.place_divisions import OWN_KIND, Division

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


def official(path: str, row: Division, resolver) -> str:
    """The agency's full official name: 人民政府, for streets 街道办事处, for zones as they call themselves."""
    if row.kind == "street":
        return path + resolver.office
    if row.kind in OWN_KIND:
        return path
    return path + resolver.government
