"""One document on its own: what it says and whether its sums hold; touches no warehouse."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from flows import batch
from flows.ingest import code_version
from flows.reader import Arrived

TABLE_ORDER = ("article20", "applications", "review_litigation")


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
    def sound(self) -> bool:
        return self.loaded and self.failing.is_empty() and self.unclear.is_empty()


def read(file: Path) -> Found:
    """Read one file."""
    data = file.read_bytes()
    arrived = Arrived(hashlib.sha256(data).hexdigest(), file.name, data)
    return Found(file.name, batch.read([arrived], code_version()))


def as_markdown(found: Found, cells: bool) -> str:
    """What the document says, for a person."""
    document = found.document
    lines = [f"# {found.name}", "", *(f"- {name}: {document[name]}" for name in (
        "agency_name", "region_code", "report_year", "edition", "kind", "format", "reader", "title", "candidates",
        "reason", "remedy") if document[name] is not None)]
    if not found.loaded:
        return "\n".join([*lines, "", "**set aside**"])
    lines += ["", verdict(found)]
    facts = found.frames["facts"]
    shown = facts if cells else facts.filter((pl.col("value") != 0) | ~pl.col("status").is_in(["reported", "absent"]))
    lines += ["", "| table | row | column | value | status | proof | implied | printed | place |", "|" + "---|" * 9]
    for row in shown.iter_rows(named=True):
        values = (row["table"], row["row_key"], row["column_key"], plain(row["value"]), row["status"], row["proof"],
                  plain(row["implied_value"]), (row["raw_text"] or "").replace("\n", "⏎"), row["place"])
        lines.append("| " + " | ".join("" if value is None else str(value) for value in values) + " |")
    if not cells:
        lines += ["", "Cells that report 0 or that the form does not print are left out; --cells lists all."]
    return "\n".join(lines)


def verdict(found: Found) -> str:
    """Whether the sums of the form hold, in sentences."""
    if not found.loaded:
        return f"{found.name}: not read — {found.document['reason']}. {found.document['remedy'] or ''}"
    facts = found.frames["facts"]
    proven = (facts["proof"] == "proven").sum()
    lines = [f"{found.name}: {len(facts)} cells 单元格, {proven} proven 已核验, "
             f"{len(found.unclear)} unclear 不清, {len(found.failing)} sums do not hold 勾稽不符"]
    lines += [f"- {sentence}" for sentence in found.failing["sentence"]]
    explained = (pl.col("stage") == "proof") & ~pl.col("kind").is_in(["mismatch", "agency_mismatch"])
    lines += [f"  - {text}" for text in found.frames["findings"].filter(explained)["text"] if text]
    for row in found.unclear.head(40).iter_rows(named=True):
        candidates = f" ({row['candidates']})" if row["candidates"] else ""
        lines.append(f"- {row['table']} · {row['row_key']} · {row['column_key']}: {row['status']}{candidates}")
    return "\n".join(lines)


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
