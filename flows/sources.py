"""Where to collect from: the lines of data/sources.csv, or of a file like it."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

KINDS = ("list", "section", "page", "attachment", "sitemap", "folder", "bucket")
WEB = ("list", "section", "page", "attachment", "sitemap")
FIRST_YEAR = 2019
SLOWEST = 600  # seconds
COLUMNS = ("source", "kind", "address", "agency_name", "region_code", "follow", "pace_seconds", "tls", "active", "note")


class Wrong(ValueError):
    """A line of the file of sources cannot be used; the message says which, why, and what is allowed."""


@dataclass(frozen=True)
class Source:
    """One place: ``follow`` is a pattern on a link's words or address that replaces the usual one;
    ``pace`` seconds between requests (None: the usual); ``verified`` whether its certificate must be in order."""

    name: str
    kind: str
    address: str
    agency_name: str | None = None
    region_code: str | None = None
    follow: str | None = None
    pace: float | None = None
    verified: bool = True

    def starts(self, this_year: int) -> list[str]:
        """The addresses to begin at: a section has one for each report year that can be out."""
        if self.kind != "section":
            return [self.address]
        return [self.address.replace("{year}", str(year)) for year in range(FIRST_YEAR, this_year)]


def load(path: Path, only: str | None = None) -> list[Source]:
    """The active sources of a file, or the one named ``only``, active or not. Raises Wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except UnicodeDecodeError:
        raise Wrong(f"{path} is not in UTF-8: save it as \"CSV UTF-8\"") from None
    except (OSError, csv.Error) as problem:
        raise Wrong(f"{path} cannot be read: {problem}") from None
    found, names = [], set()
    for number, row in enumerate(rows, 2):
        try:
            source = _source(row)
        except ValueError as problem:
            raise Wrong(f"{path} line {number}: {problem}") from None
        if source.name in names:
            raise Wrong(f"{path} line {number}: the source {source.name!r} is named twice")
        names.add(source.name)
        if source.name == only or (only is None and _cell(row, "active") in (None, "yes")):
            found.append(source)
    if only is not None and not found:
        raise Wrong(f"{path} names no source {only!r}; it names {', '.join(sorted(names)) or 'none'}")
    return found


def _source(row: dict) -> Source:
    unknown = set(row) - set(COLUMNS)
    if unknown:
        raise ValueError(f"unknown columns {sorted(map(str, unknown))}; known are {', '.join(COLUMNS)}")
    name, kind, address = (_needed(row, column) for column in ("source", "kind", "address"))
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; allowed are {', '.join(KINDS)}")
    if kind in WEB and not re.match(r"https?://[^/]", address):
        raise ValueError(f"the address of a {kind} begins with http:// or https://, not {address!r}")
    if kind == "section" and "{year}" not in address:
        raise ValueError("the address of a section holds {year}")
    if kind == "sitemap" and not _cell(row, "follow"):
        raise ValueError("a sitemap needs follow, a pattern on the address")
    for column, allowed in (("tls", ("verified", "unverified")), ("active", ("yes", "no"))):
        if _cell(row, column) not in (None, *allowed):
            raise ValueError(f"{column} is {row[column]!r}; allowed are {' and '.join(allowed)}")
    if kind in WEB and "@" in urlsplit(address).netloc:
        raise ValueError("the address holds a name or a password, which are neither sent nor kept")
    return Source(name, kind, address, _cell(row, "agency_name"), _cell(row, "region_code"), _pattern(row),
                  _pace(row), _cell(row, "tls") != "unverified")


def _pace(row: dict) -> float | None:
    pace = _cell(row, "pace_seconds")
    try:
        seconds = float(pace) if pace else None
    except ValueError:
        seconds = -1.0
    if seconds is not None and not 0 <= seconds <= SLOWEST:
        raise ValueError(f"pace_seconds is {pace!r}; it is a number of seconds from 0 to {SLOWEST}")
    return seconds


def _pattern(row: dict) -> str | None:
    follow = _cell(row, "follow")
    try:
        re.compile(follow or "")
    except re.error as problem:
        raise ValueError(f"follow is no pattern: {problem}") from None
    return follow


def _needed(row: dict, column: str) -> str:
    value = _cell(row, column)
    if not value:
        raise ValueError(f"the column {column} is empty")
    return value


def _cell(row: dict, column: str) -> str | None:
    return (row.get(column) or "").strip() or None
