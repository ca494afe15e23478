"""What an address alone tells: the divisions its host may be of, and the townships its path may name.

The host's last part decides, parts before it only within it. A stem in full, or initials led by those of the province
or prefecture, tell one division or several; bare initials (mz) fit many and never decide alone.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from transform import place_hosts
from transform.place_divisions import Division, lies_in
from transform.place_letters import BARE, ENDED, FULL, LED, Spellings, initials, same_ending, tells


class Told(NamedTuple):
    """A division, how surely the address tells it (FULL, LED, ENDED, BARE), and the part it was read from."""

    row: Division
    tell: int
    part: str


def divisions(host: str, spellings: Spellings) -> list[Told]:
    """The divisions a government's host may be of, only those it tells best; empty for other hosts."""
    spellings.load()
    scope: list[Told] = []
    for label in reversed(place_hosts.labels(host)):
        known = [] if scope else own_domain(label, spellings)
        found = known or best(read(label, spellings))
        if scope:
            inside = [one for one in found if any(lies_in(one.row, wider.row) for wider in scope)]
            found = [one._replace(tell=max(one.tell, LED)) for one in inside] if told(scope) else inside
        scope = found or scope
    return scope


def told(found: list[Told]) -> Division | None:
    """The one division told in full or with its lead; None where there are several or it is told less surely."""
    rows = {one.row.key: one.row for one in found}
    return rows.popitem()[1] if len(rows) == 1 and min(one.tell for one in found) >= LED else None


def best(found: list[Told]) -> list[Told]:
    """Those told in full, else those told by initials and more, else all."""
    top = max((one.tell for one in found), default=0)
    return [one for one in found if one.tell >= min(top, ENDED) and (one.tell == FULL or top < FULL)]


def own_domain(label: str, spellings: Spellings) -> list[Told]:
    """The province whose domain it is, or the divisions an alias gives the part of a host to."""
    codes = [code for code, own in place_hosts.PROVINCE_DOMAINS.items() if own == label]
    codes += spellings.register.hosts.get(label, ())
    return [Told(spellings.register.at(code, None), FULL, label) for code in codes]


def read(label: str, spellings: Spellings) -> list[Told]:
    """All divisions the part of a host may write, a lead of its province or prefecture before it."""
    found = []
    for end in spellings.letters.host_ends:
        base = label.removesuffix(end) if end else label
        if end and base == label:
            continue
        for size in range(len(base) - 1):
            lead, rest = base[:size], base[size:]
            lead = "" if lead in place_hosts.NATION else lead
            for row, tell in stems(rest, bool(lead), end, spellings):
                if same_ending(row, end, spellings.letters) and (not lead or leads(lead, row, spellings)):
                    found.append(Told(row, tell, label))
    return found


def stems(rest: str, led: bool, end: str, spellings: Spellings) -> Iterable[tuple[Division, int]]:
    for row in spellings.full.get(rest, ()):
        yield row, FULL if " " in row.syllables or len(end) > 1 else BARE
    for row in spellings.initials.get(rest, ()):
        yield row, LED if led else ENDED if end else BARE
    for row in spellings.mixed.get(rest, ()):
        yield row, LED if led else ENDED


def leads(lead: str, row: Division, spellings: Spellings) -> bool:
    """Whether the letters before a stem are its province's or prefecture's."""
    if lead in place_hosts.PROVINCES.get(row.province, ()):
        return True
    codes = {code for code in (row.prefecture, row.province) if code and code != row.code}
    above = (
        *spellings.full.get(lead, ()),
        *spellings.initials.get(lead, ()),
        *(spellings.initials.get(lead[:-1], ()) if lead.endswith("s") else ()),
    )
    return any(one.code in codes for one in above)


def segments(path: str, noise: frozenset[str]) -> list[str]:
    """Runs of letters in the path that may write a name, without those every site has (zfxxgk)."""
    return [part for part in dict.fromkeys(re.findall("[a-z]{3,}", path)) if part not in noise]


def units(path: list[str], county: Division, spellings: Spellings) -> list[Told]:
    """Townships of a county that parts of a path may write, the county's letters before them or not; a part that may
    be the county's own name, as the folder of its site is, writes no township of that name."""
    if not path:
        return []
    before = county_leads(county, spellings)
    townships = spellings.register.within(county.code)
    return [
        Told(row, LED if lead and tell < FULL else tell, part)
        for part in path if part not in before
        for lead in before if part.startswith(lead)
        for row in townships
        for tell in tells(part[len(lead) :], row, spellings.letters)
    ]


def county_leads(county: Division, spellings: Spellings) -> list[str]:
    """How paths begin the names of a county's bodies: nothing, its letters, those of its prefecture and its own."""
    own = written(county, spellings)
    above = spellings.register.at(county.prefecture, None) if county.prefecture else None
    wider = written(above, spellings) if above else []
    return ["", *own, *(first + second for first in wider for second in own)]


def written(row: Division, spellings: Spellings) -> list[str]:
    ends = ("", *spellings.letters.endings(row))
    parts = [reading.split() for reading in row.readings]
    stems = [*map("".join, parts), *map(initials, parts)]
    return [stem + end for stem in dict.fromkeys(stems) for end in ends]


def counties_in(path: list[str], wider: Division, spellings: Spellings) -> list[Told]:
    """Counties of a prefecture or province that parts of a path write with their endings or in full."""
    found = [one for part in path for one in read(part, spellings) if one.tell > BARE]
    return [one for one in found if one.row.level == "county" and lies_in(one.row, wider)]


def hints_at_county(path: list[str], wider: Division, spellings: Spellings) -> bool:
    """Whether a part of a path may begin with one of a prefecture's counties (lyqczj), be it only by its initials."""
    stems = {stem for row in spellings.register.within(wider.code) for stem in written(row, spellings) if len(stem) > 2}
    return any(part.startswith(stem) for part in path for stem in stems)


def department(path: list[str], county: Division, spellings: Spellings) -> str | None:
    """The one department that a part of the path writes, its division's letters before it or not."""
    names = {
        names[0]
        for part in path
        for lead in (*county_leads(county, spellings), *spellings.letters.endings(county))
        if part.startswith(lead) and len(names := spellings.letters.departments.get(part[len(lead) :], ())) == 1
    }
    return names.pop() if len(names) == 1 else None
