"""The register of divisions in memory: every spelling of a name to the divisions that bore it, and names found in text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

FIRST_YEAR = 2018
TOWNSHIP_ENDINGS = {"街道": "street", "街道办": "street", "街道办事处": "street", "镇": "town", "乡": "township", "苏木": "sumu"}
OWN_KIND = ("zone", "farm", "bingtuan", "other")
TOO_GENERAL = re.compile("^(?:.{0,2}(?:街道|镇区|城区|郊区|矿区|市区|新区|园区|开发区|高新区|管委会|社区|农场|林场|牧场|林业局|分场|总场|渔场|良种场|园艺场)|.{2})$")


class Division(NamedTuple):
    """A row of the register; ``last`` is 9999 while it stands."""

    code: str | None
    name: str
    short: str
    level: str
    kind: str
    province: str
    prefecture: str | None
    county: str | None
    first: int
    last: int
    key: str
    syllables: str | None

    def near(self, year: int | None) -> bool:
        """In force in the year or the one beside it: a register's day is not the day of the change."""
        return year is None or self.first - 1 <= max(year, FIRST_YEAR) <= self.last + 1

    def holds(self, year: int | None) -> bool:
        return year is None or self.first <= max(year, FIRST_YEAR) <= self.last


class Mention(NamedTuple):
    """A name found in a text and the rows of the register that bear it."""

    start: int
    end: int
    text: str
    rows: tuple[int, ...]


def spellings(division: Division, others: str | None) -> set[str]:
    """How a division is written: its name, other names, without the peoples in it, with the ending of its office."""
    name, short, found = division.name, division.short, {division.name}
    found |= set((others or "").split("|")) - {""}
    if division.level == "township" and division.kind not in OWN_KIND:
        ending = next((end for end in ("街道", "苏木", "地区", "镇", "乡") if name.endswith(end)), "")
        if len(short) > 1 and short != name:
            found.add(short + ending)
        if ending in ("街道", "地区") and short != name:
            found |= {short + "街道", short + "办事处"} | ({short + "道"} if short.endswith("街") else set())
            found |= {short + "街"} if len(short) > 1 else set()
    elif division.kind == "zone":
        found |= {name.replace(long, brief) for long, brief in ZONE_FORMS if long in name}
    elif division.level == "county" and len(short) > 1:
        found |= {short + "县", short + "自治县"} if name.endswith("自治县") else set()
        found |= {short + "旗", short + "自治旗"} if name.endswith("自治旗") else set()
    elif division.level == "prefecture" and name.endswith("自治州"):
        found |= {short + "州", short + "自治州"}
    elif division.level == "province" and name.endswith("区"):
        found |= {short, short + "自治区"}
    general = division.kind in OWN_KIND
    return {text for text in found if len(text) > 1 and not (general and TOO_GENERAL.match(text))}


ZONE_FORMS = (
    ("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("高新技术开发区", "高新区"),
    ("高新技术产业园区", "高新区"), ("管理委员会", ""), ("管委会", ""),
)


@dataclass(slots=True)
class Register:
    """All rows; spelling → rows; the first two letters of spellings → their lengths; code → rows; code → agency key."""

    rows: list[Division]
    spelled: dict[str, tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]
    by_code: dict[str, tuple[int, ...]]
    keys: dict[str, str]
    shorts: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, frame: pl.DataFrame, aliases: list[dict[str, str]] = ()) -> "Register":
        """From the columns of ``data/places/divisions.parquet`` and the lines of ``data/aliases.csv``."""
        columns = ("region_code", "name", "short_name", "level", "kind", "province_code", "prefecture_code", "county_code",
                   "valid_from", "valid_to", "agency_key", "pinyin")
        frame = frame.with_columns(pl.col("valid_to").fill_null(9999))
        rows = [Division(*row) for row in frame.select(columns).iter_rows()]
        spelled, by_code, shorts = defaultdict(list), defaultdict(list), defaultdict(list)
        for index, (row, others) in enumerate(zip(rows, frame["other_names"], strict=True)):
            for text in spellings(row, others):
                spelled[text].append(index)
            if row.code:
                by_code[row.code].append(index)
            if row.level in ("county", "prefecture") and len(row.short) > 1:
                shorts[row.short].append(index)
        for alias in aliases:
            if alias.get("spelling") and alias.get("region_code") in by_code:
                spelled[alias["spelling"]] += by_code[alias["region_code"]]
        lengths = defaultdict(set)
        for text in spelled:
            lengths[text[:2]].add(len(text))
        return cls(rows, {text: tuple(found) for text, found in spelled.items()},
                   {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()},
                   {code: tuple(found) for code, found in by_code.items()},
                   {row.code: row.key for row in rows if row.code}, dict(shorts))

    def mentions(self, text: str) -> list[Mention]:
        """Names in the text from left to right, the longest at each place, none over another."""
        found, at, end = [], 0, len(text) - 1
        while at < end:
            for length in self.lengths.get(text[at: at + 2], ()):
                rows = self.spelled.get(text[at: at + length])
                if rows and at + length <= len(text):
                    found.append(Mention(at, at + length, text[at: at + length], rows))
                    at += length
                    break
            else:
                at += 1
        return found

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
