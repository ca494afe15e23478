"""The register of divisions in memory: every spelling to the divisions so written, and names found in text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from transform.place_divisions import FIRST_YEAR, STANDING, Division, Mention

COLUMNS = (
    "region_code",
    "name",
    "short_name",
    "level",
    "kind",
    "province_code",
    "prefecture_code",
    "county_code",
    "valid_from",
    "valid_to",
    "agency_key",
    "pinyin",
)
APART = ",。;:、\n("  # behind which a name begins; "" at the text's beginning is in it, too
ABOVE_DIGITS = {9: (6,), 6: (4, 2)}  # digits of a code → of those of the divisions it lies in


class Rows(dict[int, Division]):
    """The register's rows, made into divisions one by one as they are asked for."""

    def __init__(self, columns: list[list]):
        super().__init__()
        self.columns = columns

    def __missing__(self, index: int) -> Division:
        self[index] = Division(*(column[index] for column in self.columns))
        return self[index]


@dataclass(slots=True)
class Register:
    """All rows; spelling → rows; the last two letters of spellings → their lengths; their last letters; code → rows;
    code → agency key; stem → counties and prefectures. Few letters end names, so they are looked for by their ends."""

    rows: Rows
    spelled: dict[str, list[int]]
    lengths: dict[str, list[int]]
    ends: re.Pattern
    by_code: dict[str, list[int]]
    keys: dict[str, str]
    shorts: dict[str, list[int]]
    all_provinces: list[Division] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=dict)
    by_above: dict[str, list[str]] = field(default_factory=dict)
    hosts: dict[str, list[str]] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()

    @classmethod
    def of(cls, frame: pl.DataFrame, aliases: list[dict[str, str]] = (), joining: Iterable[str] = ()) -> "Register":
        """From the columns of ``data/places/divisions.parquet``, the lines of ``data/aliases.csv``, and the single
        letters that stand before a name without being part of it."""
        frame = frame.with_columns(pl.col("valid_to").fill_null(STANDING)).with_row_index("row")
        rows = Rows([frame[name].to_list() for name in COLUMNS])
        by_code = grouped(frame.filter(pl.col("region_code").is_not_null()), "region_code")
        told = frame.select("row", pl.col("spellings").str.split("|").alias("spelling")).explode("spelling")
        told = told.filter(pl.col("spelling").str.len_chars() > 1)
        wanted = [
            (alias["spelling"], row)
            for alias in aliases
            if alias["spelling"]
            for row in by_code.get(alias["region_code"], ())
        ]
        if wanted:
            extra = pl.DataFrame(wanted, schema={"spelling": pl.String, "row": told.schema["row"]}, orient="row")
            told = pl.concat([told, extra.select(told.columns)])
        tails, sizes = pl.col("spelling").str.slice(-2).alias("tail"), pl.col("spelling").str.len_chars().alias("row")
        lengths = grouped(told.select(tails, sizes).unique().sort("row", descending=True), "tail")
        above = frame.filter(
            pl.col("level").is_in(["county", "prefecture"]) & (pl.col("short_name").str.len_chars() > 1)
        )
        return cls(
            rows,
            grouped(told.unique(maintain_order=True), "spelling"),
            lengths,
            re.compile(f"[{re.escape(''.join(sorted({tail[-1] for tail in lengths})))}]"),
            by_code,
            dict(zip(frame["region_code"], frame["agency_key"], strict=True)),
            grouped(above, "short_name"),
            hosts=alias_hosts(aliases),
            joining=frozenset(joining),
        )

    def mentions(self, text: str) -> list[Mention]:
        """Names in the text from left to right, the longest at each place, none over another."""
        found: list[Mention] = []
        for start, length in sorted(self.spelled_in(text)):
            last = found[-1].end if found else 0
            if start >= last and not (length == -2 and (self.is_tail(text, start) or self.joins(text, start, last))):
                name = text[start : start - length]
                found.append(Mention(start, start - length, name, tuple(self.spelled[name])))
        return found

    def is_tail(self, text: str, start: int) -> bool:
        """Whether one letter alone stands before a name of two letters: then the name is a longer one that the register
        does not know."""
        before, further = text[max(start - 1, 0) : start], text[max(start - 2, 0) : start - 1] if start > 1 else ""
        return before.isalpha() and before not in self.joining and not further.isalpha()

    def joins(self, text: str, start: int, last: int) -> bool:
        """Whether the first of a name's two letters joins it to what stands before (条例和县政府文件 names no 和县),
        where that is no name, which ends at ``last``."""
        before = text[max(start - 1, 0) : start]
        stands_apart = start == last or before in self.joining or before in APART
        return text[start] in self.joining and not stands_apart

    def spelled_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each spelling begins, and its length with a minus before it, so that the longest sorts first."""
        lengths, spelled = self.lengths.get, self.spelled
        for hit in self.ends.finditer(text, 1):
            end = hit.end()
            for length in lengths(text[end - 2 : end], ()):
                if length <= end and text[end - length : end] in spelled:
                    yield end - length, -length

    def in_year(self, key: str, year: int | None, name: str = "") -> Division | None:
        """The row of an agency in a year: in force then - of several the one of that name, else the last - else the
        last one before, else the first one if it follows within a year; None where the agency began later. Without a
        year the latest."""
        rows = self.of_agency(key)
        if year is None:
            return rows[-1]
        begun = [row for row in rows if row.first <= max(year, FIRST_YEAR)]
        holding = sorted((row for row in begun if row.holds(year)), key=lambda row: row.name == name)
        follows = rows[:1] if rows and rows[0].level == "township" and rows[0].near(year) else []
        return (holding or begun or follows or [None])[-1]

    def of_agency(self, key: str) -> list[Division]:
        """All rows of an agency, the earliest first."""
        if not self.by_key:
            for index, own in enumerate(self.rows.columns[COLUMNS.index("agency_key")]):
                self.by_key.setdefault(own, []).append(index)
        return sorted((self.rows[index] for index in self.by_key.get(key, ())), key=lambda row: (row.first, row.last))

    def below(self, code: str) -> list[str]:
        """Codes of the townships and the like of a county, or of the counties of a prefecture or province."""
        if not self.by_above:
            for other in self.by_code:
                for size in ABOVE_DIGITS.get(len(other), ()):
                    self.by_above.setdefault(other[:size], []).append(other)
        return self.by_above.get(code, [])

    def within(self, code: str) -> list[Division]:
        """Their rows, of all years."""
        return [self.rows[index] for below in self.below(code) for index in self.by_code[below]]

    def cities_of(self, province: str) -> list[Division]:
        """The prefectures, of all years, of a province."""
        codes = (f"{province}{number:02}" for number in range(100))
        return [self.rows[index] for code in codes for index in self.by_code.get(code, ())]

    def provinces(self) -> list[Division]:
        if not self.all_provinces:
            self.all_provinces += [self.rows[rows[-1]] for code, rows in self.by_code.items() if len(code) == 2]
        return self.all_provinces

    def at(self, code: str | None, year: int | None) -> Division | None:
        """The row of a code in a year, else the nearest one."""
        rows = [self.rows[index] for index in self.by_code.get(code, ())]
        return min(rows, key=lambda row: (not row.holds(year), -row.last)) if rows else None

    def path_name(self, row: Division, year: int | None) -> str:
        """Prefecture, county and own name; a county-level city goes without its prefecture, a district under a
        municipality with the municipality."""
        above = [self.at(code, year) for code in (row.prefecture, row.county) if code and code != row.code]
        county = row if row.level == "county" else next((part for part in above if part.level == "county"), None)
        if county is not None and county.name.endswith("市") and county.kind == "county":
            above = [part for part in above if part.level == "county"]
        elif not row.prefecture and county is not None and row.province in MUNICIPALITIES:
            above = [self.at(row.province, year), *above]
        name = row.name
        return "".join(part.name for part in above if part and not name.startswith(part.name)) + name


MUNICIPALITIES = ("11", "12", "31", "50")


def alias_hosts(aliases: list[dict[str, str]]) -> dict[str, list[str]]:
    """Part of a host → codes of the divisions it serves, where no rule can know."""
    hosts: dict[str, list[str]] = {}
    for alias in aliases:
        if alias.get("host"):
            hosts.setdefault(alias["host"], []).append(alias["region_code"])
    return hosts


def grouped(frame: pl.DataFrame, by: str) -> dict[str, list[int]]:
    """Value of a column → the values of ``row`` with it, in their order."""
    groups = frame.group_by(by, maintain_order=True).agg("row")
    return dict(zip(groups[by].to_list(), groups["row"].to_list(), strict=True))
