"""One document on its own: what it says and whether its sums hold; touches no warehouse."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from extract import archive, kind
from extract.errors import Unreadable
from extract.reading import ARCHIVES
from flows import batch, phrases, report
from flows.ingest import code_version
from flows.reader import SET_ASIDE_AS, Arrived, documents, form_cells

LISTED = 40  # lines of a list; what is beyond is counted
ABOUT = ("agency_name", "region_code", "report_year", "edition", "kind", "format", "reader", "title", "candidates",
         "reason", "remedy")


@dataclass(frozen=True)
class Found:
    """The staged frames of one document."""

    name: str
    frames: dict[str, pl.DataFrame]

    @cached_property
    def document(self) -> dict:
        return self.frames["documents"].row(0, named=True)

    @property
    def loaded(self) -> bool:
        return self.document["outcome"] == "read"

    @property
    def failing(self) -> pl.DataFrame:
        return self.frames["identity_checks"].filter(pl.col("result") == "fails")

    @property
    def unclear(self) -> pl.DataFrame:
        """Cells that should hold something and whose value is not known."""
        return self.frames["facts"].filter(pl.col("status").is_in(["missing", "ambiguous", "unreadable"]))

    @property
    def absent(self) -> pl.DataFrame:
        """Cells of rows that the file does not print, nor as one row with others of their group."""
        facts = self.frames["facts"]
        printed = facts.filter(pl.col("status") != "absent")["row_key"].unique().implode()
        return facts.filter((pl.col("status") == "absent")
                            & ~pl.col("row_key").str.replace(r"\.[^.]*$", "").is_in(printed))

    @property
    def blank(self) -> pl.DataFrame:
        """Cells that the file prints empty."""
        return self.frames["facts"].filter(pl.col("status") == "blank")

    @property
    def sound(self) -> bool:
        return self.loaded and all(cells.is_empty() for cells in (self.failing, self.unclear, self.absent))

    def says_as(self, other: "Found") -> bool:
        """Whether both give the same report: whose, of which year, and with the same figures."""
        names = ("agency_key", "region_code", "report_year", "edition")
        cells = [one.frames["facts"].select("table", "row_key", "column_key", "status", "value").sort(pl.all())
                 for one in (self, other)]
        return all(self.document[name] == other.document[name] for name in names) and cells[0].equals(cells[1])


def read(file: Path) -> Found:
    """Read one file. An archive of several documents stands for its report, where it holds no other one."""
    data = file.read_bytes()
    found = read_bytes(file.name, data)
    if found.loaded or kind.detect(data) not in ARCHIVES:
        return found
    try:
        members = documents(archive.members(data))
    except Unreadable:
        return found
    reports = [one for one in (read_bytes(f"{file.name}!{name}", member) for name, member in members) if one.loaded]
    return reports[0] if reports and all(one.says_as(reports[0]) for one in reports) else found


def read_bytes(name: str, data: bytes) -> Found:
    return Found(name, batch.read([Arrived(hashlib.sha256(data).hexdigest(), name, data)], code_version()))


def as_markdown(found: Found, cells: bool, language: str) -> str:
    """What the document says, for a person, in ``zh`` or ``en``."""
    say = phrases.words(language)
    about = {name: found.document[name] for name in ABOUT if found.document[name] is not None}
    about["kind"] = phrases.value("kind", about["kind"], language)
    about |= {name: phrases.reason(about[name], language) for name in ("reason", "remedy") if name in about}
    lines = [f"# {found.name}", "", *(f"- {say[f'head.{name}']}: {text}" for name, text in about.items())]
    if not found.loaded:
        return "\n".join([*lines, "", say["aside"]])
    lines += ["", check(found, language)]
    facts = found.frames["facts"]
    shown = facts if cells else facts.filter((pl.col("value") != 0) | ~pl.col("status").is_in(["reported", "absent"]))
    lines += ["", *report.table([as_row(cell, found, language) for cell in shown.iter_rows(named=True)], language)]
    return "\n".join([*lines, *([] if cells else ["", say["cells_left_out"]])])


def as_row(cell: dict, found: Found, language: str) -> dict:
    """One cell for a person: named by the labels of the form in Chinese, by its keys in English."""
    where = {"table": cell["table"], "row": cell["row_key"], "column": cell["column_key"]}
    label = labels(found).get((cell["table"], cell["row_key"], cell["column_key"]))
    if language == "zh" and label:  # a group printed as one row is no row of the form
        where = {"table": phrases.words(language)[cell["table"]], "row": label["row_label"].replace("/", " "),
                 "column": label["column_label"]}
    return where | {
        "value": plain(cell["value"]),
        "status": phrases.value("status", cell["status"], language),
        "proof": phrases.value("proof", cell["proof"], language),
        "implied": plain(cell["implied_value"]),
        "printed": cell["raw_text"], "place": phrases.place(cell["place"] or "", language),
    }


def labels(found: Found) -> dict[tuple[str, str, str], dict[str, str]]:
    """Address → what the edition of the form that the document prints calls it."""
    return {(row["table"], row["row_key"], row["column_key"]): row for row in form_cells()[found.document["edition"]]}


def check(found: Found, language: str) -> str:
    """Whether the sums of the form hold, what is unclear and what is left blank, for the clerk who filled it in."""
    say = phrases.words(language)
    if not found.loaded:
        return f"{found.name}: {unread(found.document, language)}"
    facts = found.frames["facts"]
    proven = (facts["proof"] == "proven").sum()
    lines = [f"{found.name}: " + say["counts"].format(cells=len(facts), proven=proven)]
    if found.sound:
        open_sums = (found.frames["identity_checks"]["result"] == "open").sum()
        lines.append(say["sound_so_far"].format(count=open_sums) if open_sums else say["sound"])
    if len(found.failing):
        lines += ["", say["failing"].format(count=len(found.failing))]
        lines += [f"- {sentence}" for sentence in found.failing["sentence"]]
        lines += [f"- {line}" for line in mendings(found, say)]
    for key, cells in (("unclear", found.unclear), ("absent", found.absent), ("blank", found.blank)):
        if len(cells):
            lines += ["", say[key].format(count=len(cells)), *listed(cells, found, say)]
    if not facts.filter((pl.col("table") == "article20") & (pl.col("value") != 0)).is_empty():
        lines += ["", say["article20_unproven"]]
    return "\n".join(lines)


def unread(document: dict, language: str) -> str:
    """Why the document is not read, and what to do about it."""
    why, remedy = document["reason"] or "", document["remedy"] or ""
    if why.startswith(SET_ASIDE_AS):  # whose a text is that is no report, and where its words lie, is not the question
        why, remedy = why.partition(" (")[0], ""
    why, remedy = (phrases.reason(text, language) for text in (why, remedy))
    return phrases.words(language)["unread"].format(reason=why, remedy=remedy).strip()


def mendings(found: Found, say: dict[str, str]) -> Iterator[str]:
    """What might mend the sums that fail: one way, one of several, or none found."""
    for text in found.frames["findings"].filter(pl.col("kind") == "explanation")["text"]:
        head, colon, changes = text.partition(": ")
        key = "mend_none" if not colon else "mend" if head.startswith("the fewest") else "mend_one"
        yield say[key].format(text=changes)


def listed(cells: pl.DataFrame, found: Found, say: dict[str, str]) -> list[str]:
    """The cells as lines of a list, those of a row that say the same together."""
    whole = Counter(found.frames["facts"].select("table", "row_key").iter_rows())
    named_as = labels(found)
    alike: dict[tuple, list[str]] = {}
    for cell in cells.iter_rows(named=True):
        address = (cell["table"], cell["row_key"], cell["column_key"])
        label = named_as.get(address, {"row_label": cell["row_key"], "column_label": cell["column_key"]})
        named = (*address[:2], label["row_label"].replace("/", " "), reason(cell, say))
        alike.setdefault(named, []).append(label["column_label"])
    lines = [
        f"- {say[table]} {row_label} "
        + (say["whole"] if len(columns) == whole[table, row_key] > 1 else say["or"].join(columns))
        + (f": {why}" if why else "")
        for (table, row_key, row_label, why), columns in alike.items()
    ]
    return [*lines[:LISTED], *([say["more"].format(count=len(lines) - LISTED)] if len(lines) > LISTED else [])]


def reason(cell: dict, say: dict[str, str]) -> str:
    """Why the number of a cell is not known, with what is printed there; nothing of a cell printed empty."""
    if cell["status"] in ("blank", "absent"):
        return ""
    forced = say["implied"].format(value=plain(cell["implied_value"])) if cell["implied_value"] is not None else ""
    if cell["candidates"]:
        among = [say["nothing"] if way == "blank" else way for way in cell["candidates"].split("|")]
        return say["ambiguous_among"].format(candidates=say["or"].join(among)) + forced
    printed = say["printed"].format(text=" ".join(cell["raw_text"].split())) if cell["raw_text"] else ""
    return say[cell["status"]] + printed + forced


def as_json(found: Found) -> str:
    """Everything staged of the document, as JSON."""
    whole = {name: frame.to_dicts() for name, frame in found.frames.items()}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=lambda value: plain(value) or str(value))


def plain(value) -> str | None:
    """A number without needless zeros."""
    if value is None:
        return None
    try:
        return f"{value.normalize():f}"
    except AttributeError:
        return str(value)
