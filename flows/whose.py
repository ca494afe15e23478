"""Whose report, which year, what kind: loads the register of places and the words, and glues clues to decisions."""

import gc
import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from extract import report, report_dates, report_names
from extract.grid import Content
from extract.report_text import content_lines
from extract.report_words import Clue, Words
from flows.home import project_data, table_rows
from transform.place_answer import Answer
from transform.place_letters import Letters
from transform.place_names import Register
from transform.places import Resolver

FIELDS = ("agency", "region_code", "report_year", "kind", "candidates", "evidence")


def rows_of(name: str) -> list[dict[str, str]]:
    return table_rows(project_data() / name)


@dataclass
class Answerer:
    """Answers for documents; load once per process."""

    words: Words
    resolver: Resolver

    @classmethod
    def load(cls) -> "Answerer":
        return loaded()

    def answer(
        self,
        content: Content | None = None,
        url: str | None = None,
        title: str | None = None,
        text: str | None = None,
        source_file: str | None = None,
        hint: str | None = None,
        source_agency: str | None = None,
        source_region: str | None = None,
    ) -> Answer:
        """Whose report a document is. ``content`` or ``text`` what it says, ``title`` its title on the site, ``url``
        its address, ``source_file`` its name in its folder, ``hint`` words of the link that led to it,
        ``source_agency`` and ``source_region`` the agency's name and the region's code on the list it came from: they
        only settle what the document leaves open."""
        lines: list[str] = []
        if content is not None:
            lines = content_lines(content)
            title = title or content.metadata.get("title")
        if text:
            lines += text.split("\n")
        clues = report.clues(lines, self.words, title=title, url=url)
        for where, name in (("file_name", source_file), ("breadcrumb", hint)):
            clues.names += report_names.name_clues(where, name, self.words)
        if hint and not any(clue.where in ("title", "period", "opening") for clue in clues.years):
            # A file that says no year itself: the words of the link that led to it are its title on the site.
            clues.years += [clue for clue in report.clues([], self.words, title=hint).years if clue.where == "title"]
        if source_agency:
            clues.names.append(Clue("source list", source_agency))
        clues.source_region = source_region or None
        return self.resolver.resolve(clues)

    def published_on(self, content: Content) -> date | None:
        """The day on which a page says it was published."""
        return report_dates.published_on(content_lines(content), content.metadata, self.words)


@lru_cache(maxsize=1)
def loaded() -> Answerer:
    words = Words.of(rows_of("report_words.csv"))
    frame = pl.read_parquet(project_data() / "places" / "divisions.parquet")
    register = Register.of(frame, rows_of("aliases.csv"), words.groups["before_name"])
    letters = Letters.of(rows_of("places/letters.csv"))
    gc.freeze()  # the register stays: looking it through for what may go takes a tenth of the time
    return Answerer(words, Resolver(register, words, letters))


def evidence_text(answer: Answer) -> str:
    """The evidence as one line of JSON."""
    return json.dumps(answer.evidence, ensure_ascii=False)


def text_of(value) -> str | None:
    """The text, line breaks written as two characters made into one; None for what is no text."""
    return value.replace("\\r", "").replace("\\n", "\n") if isinstance(value, str) and value.strip() else None


def answer_record(record: dict, answerer: Answerer | None = None) -> dict:
    """One object of ``url``, ``title``, ``text`` - any of them missing or odd - to the answer's fields."""
    if not isinstance(record, dict):
        return asdict(Answer(reason="not an object")) | {"kind": "not_a_report"}
    url, title, text = (text_of(record.get(name)) for name in ("url", "title", "text"))
    answer = (answerer or Answerer.load()).answer(None, url=url, title=title, text=text)
    return {name: getattr(answer, name) for name in (*FIELDS, "agency_key", "agency_level", "title", "reason")}


def answer_line(line: str, answerer: Answerer | None = None) -> dict:
    """One line of JSON to the answer; a line that is none gives an answer that says so."""
    try:
        record = json.loads(line)
    except ValueError as problem:
        return {name: getattr(Answer(), name) for name in FIELDS} | {"reason": f"not JSON: {problem}"}
    return answer_record(record, answerer)
