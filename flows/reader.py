"""One document: bytes into readings and whose report it is. What stops a document becomes a reason, not an error."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from extract import archive, form, kind, reading
from extract.errors import Unreadable
from extract.grid import Content
from extract.match import Matcher
from extract.match_result import Match
from flows import convert, whose
from flows.home import project_data, table_rows

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # else a line for every font that is not as it should be
# Kinds that are set aside whatever tables they show; any other page with the statutory tables is read as a report.
NEVER_LOADED = frozenset(("interpretation", "pre_2019_report", "translated_copy", "comparison"))
SET_ASIDE_AS = "set aside as"  # how the reason of a document begins that is another kind than a report


class Arrived(NamedTuple):
    """A document to read: its bytes and every name it is known by; ``source_agency`` and ``source_region`` whose
    reports its source gives, where that is known."""

    sha256: str
    source_file: str
    data: bytes
    url: str | None = None
    hint: str | None = None
    source_agency: str | None = None
    source_region: str | None = None


@dataclass
class Reading:
    """What one document gave: its row for ``documents`` so far, its match, a second one where it was already made,
    and the ways not yet taken to read it."""

    arrived: Arrived
    document: dict
    match: Match | None = None
    second: Match | None = None
    ways: Iterator[Content] = field(default_factory=lambda: iter(()))

    @property
    def loaded(self) -> bool:
        return self.document["outcome"] == "read"


def form_cells() -> dict[str, list[dict[str, str]]]:
    """Edition → rows of its form file."""
    files = sorted((project_data() / "forms").glob("form-*.csv"))
    return {path.stem.removeprefix("form-"): table_rows(path) for path in files}


class Reader:
    """Reads documents; loads the forms and the register of places once."""

    def __init__(self):
        forms = form.load(form_cells(), table_rows(project_data() / "forms" / "labels.csv"))
        self.matcher = Matcher(forms)
        self.answerer = whose.Answerer.load()

    def read(self, arrived: Arrived) -> Reading:
        """Read one document as far as it goes; never raises for what a document holds."""
        result = Reading(arrived, {"sha256": arrived.sha256, "outcome": "set_aside", "kind": "unknown"})
        try:
            result.document["format"], result.ways = self.opened(arrived.data)
            content = next(result.ways)
        except Unreadable as problem:
            result.document |= {"format": result.document.get("format") or kind.detect(arrived.data),
                                "reason": problem.reason, "remedy": problem.remedy}
            # What a name and an address tell of whose it is; of what kind it is nobody knows who cannot read it.
            result.document |= self.named(arrived, None) | {"kind": "unknown", "reason": problem.reason}
            if problem.passing:
                result.document["code_version"] = None  # read by no code, so it is read again
            return result
        self.judge(result, content)
        return result

    def opened(self, data: bytes) -> tuple[str, Iterator[Content]]:
        """The kind and the ways of reading it; an archive of one document stands for that document."""
        found = kind.detect(data)
        if found in reading.ARCHIVES:
            members = archive.members(data)
            found_in = documents(members)
            if len(found_in) != 1:
                raise Unreadable(f"an archive of {len(members)} files, {len(found_in)} of them documents",
                                 "its members are read as documents of their own")
            inner, ways = self.opened(found_in[0][1])
            return f"{found}/{inner}", ways
        return found, converted(data, found) if found in reading.CONVERTIBLE else reading.contents(found, data)

    def judge(self, result: Reading, content: Content) -> None:
        """Match the content to the form, find whose it is, and decide whether it is loaded."""
        result.match = self.matcher.readings(content)
        if not result.match.stacked and not self.matcher.is_whole(result.match):
            content = self.better_way(result, content)
        result.document["reader"] = content.reader
        document = result.document
        document |= self.named(result.arrived, content)
        document["published_on"] = self.answerer.published_on(content)
        tables = result.match.tables
        document["edition"] = result.match.edition
        document["leftovers"] = result.match.leftovers
        # A mirror's text in a file from a person's own folder is a copy of a report; on a foreign site it is not taken.
        mirrored = document["kind"] == "mirror" and result.arrived.url is not None
        never = document["kind"] in NEVER_LOADED or mirrored
        if never or (document["kind"] not in ("report", "mirror") and "applications" not in tables):
            undecided = f" ({document['reason']})" if document["reason"] else ""
            document["reason"] = f"{SET_ASIDE_AS} {document['kind'].replace('_', ' ')}{undecided}"
            document["remedy"] = "nothing to do, unless it is a report after all: then see data/report_words.csv"
        elif not tables:
            document["reason"] = "; ".join(["no statutory table was found", *content.notes])
            document["remedy"] = "look at the page: its tables may be pictures, an attachment, or missing"
        elif result.match.several:
            document["reason"] = "the file holds more than one report"
            document["remedy"] = "save each report of it as a file of its own"
        else:
            document["outcome"] = "read"
            document["kind"] = "report"
            document["reason"] = "; ".join(filter(None, (document["reason"], *content.notes))) or None

    def better_way(self, result: Reading, content: Content) -> Content:
        """Where a part of the form was not found, the next way of reading, if it finds more of it."""
        try:
            other = next(result.ways, None)
        except Unreadable:
            return content
        if other is None:
            return content
        second = self.matcher.readings(other)
        result.second = None if second.astray else second
        if second.astray or self.matcher.rows_read(result.second) <= self.matcher.rows_read(result.match):
            return content
        result.match, result.second = result.second, result.match
        return other

    def again(self, result: Reading) -> Match | None:
        """A second, independent reading of the same document, where its format offers one and it can be a witness."""
        if result.second or result.match.stacked:
            return result.second
        try:
            content = next(result.ways, None)
        except Unreadable:
            return None
        second = self.matcher.readings(content) if content else None
        return None if second and second.astray else second  # figures in another order are no witness

    def named(self, arrived: Arrived, content: Content | None) -> dict:
        """Whose report and of which year, as columns of ``documents``."""
        answer = self.answerer.answer(content, url=arrived.url, source_file=arrived.source_file, hint=arrived.hint,
                                      source_agency=arrived.source_agency, source_region=arrived.source_region)
        return {
            "kind": answer.kind, "title": answer.title, "agency_name": answer.agency, "agency_key": answer.agency_key,
            "agency_level": answer.agency_level, "region_code": answer.region_code,
            "report_year": answer.report_year, "candidates": "|".join(answer.candidates) or None,
            "evidence": whose.evidence_text(answer), "reason": answer.reason,
        }


def converted(data: bytes, found: str) -> Iterator[Content]:
    """The ways of reading a document that another program must first turn into a kind that can be read: as each
    program gives it, then the other ways to read what the last one gave."""
    ways: Iterator[Content] = iter(())
    for made, inner, program in convert.conversions(data, found):
        ways = (replace(content, reader=f"{program}+{content.reader}") for content in reading.contents(inner, made))
        yield from islice(ways, 1)
    yield from ways


def documents(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Name and bytes of the members of an archive that can be read as documents."""
    return [(name, data) for name, data in members if readable(kind.detect(data))]


def readable(found: str) -> bool:
    return found in reading.READERS or found in reading.CONVERTIBLE or found in reading.ARCHIVES
