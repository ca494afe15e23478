"""What a document says around a name: divisions named elsewhere in it, right before the name, or in its address."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from transform import place_addresses, place_hosts, place_subjects
from transform.place_letters import LED
from transform.place_names import OWN_KIND, Division, Mention
from transform.place_subjects import Subject

TRUST = (
    "title",
    "title line",
    "file_name",
    "address",
    "opening",
    "site title",
    "heading",
    "publisher",
    "subject",
    "signature",
    "contact",
    "compiler",
    "web site",
    "source list",
    "breadcrumb",
)
IN_PASSING = ("opening text", "cited document", "running text")
BEFORE = 24  # letters before a township's name that may write the divisions it lies in
ABOVE_LEVELS = ("county", "prefecture", "province")


class Context:
    """One document's texts against the register, in one year. ``clues`` as ``extract.report.Clues``."""

    def __init__(self, resolver, clues, year: int | None):
        self.resolver, self.register, self.clues, self.year = resolver, resolver.register, clues, year
        self.found: dict[str, list[Mention]] = {}
        self.letters, self.spellings = resolver.letters, resolver.spellings
        parsed = [place_subjects.parse(one.where, one.text, self.register, resolver.patterns) for one in clues.names]
        self.subjects: list[Subject] = sorted(parsed, key=lambda one: TRUST.index(one.where))

    def mentions(self, text: str) -> list[Mention]:
        """Names in a text of the document, looked for once."""
        if text not in self.found:
            self.found[text] = self.register.mentions(text)
        return self.found[text]

    def rows(self, mention: Mention) -> list[Division]:
        """The rows a mention may mean in the year, those of other years only where there is none."""
        rows = [self.register.rows[index] for index in mention.rows]
        return [row for row in rows if row.near(self.year)] or rows

    def around(self, subject: Subject) -> Iterable[tuple[str, Sequence[Mention]]]:
        """Divisions named elsewhere, nearest first."""
        yield from self.beside(subject)
        yield from self.in_texts()
        yield self.listed()

    def beside(self, subject: Subject) -> Iterable[tuple[str, Sequence[Mention]]]:
        """Divisions named right before its name, before other names, and by an index number."""
        text = subject.unit.text if subject.unit else subject.organ
        yield "before the name elsewhere", self.adjacent_mentions(text)
        for where in TRUST:
            yield where, [one for other in self.subjects if other.where == where for one in other.above]
        yield "index number", self.coded(self.clues.codes)

    def in_texts(self) -> Iterable[tuple[str, Sequence[Mention]]]:
        """Divisions that texts name which may name them in passing."""
        for where, said in zip(IN_PASSING, (self.clues.opening, self.clues.cited, self.clues.body), strict=True):
            yield where, self.divisions(self.mentions(said))

    def listed(self) -> tuple[str, Sequence[Mention]]:
        """The division of the list that led to the document."""
        return "source list's region", self.coded([self.clues.source_region] if self.clues.source_region else [])

    def coded(self, codes: Iterable[str]) -> list[Mention]:
        """The divisions of such codes, as if they were named."""
        found = ((code, self.register.by_code.get(code.removesuffix("00").removesuffix("00"))) for code in codes)
        return [Mention(0, 0, code, tuple(rows)) for code, rows in found if rows]

    @cached_property
    def hosted(self) -> list[place_addresses.Told]:
        """The divisions the host may be of, those of the year."""
        found = place_addresses.divisions(self.clues.host, self.spellings)
        return [one for one in found if one.row.near(self.year)] or found

    def host_denies(self, rows: Iterable[Division]) -> bool:
        """Whether a government's host surely tells divisions that none of the rows is, lies in or lies above."""
        told = [one.row for one in self.hosted if one.tell >= LED]
        return bool(told) and not related(rows, told)

    @cached_property
    def segments(self) -> list[str]:
        return place_addresses.segments(self.clues.path, self.resolver.path_noise)

    def superior(self, row: Division) -> bool:
        """False where the text speaks of superiors the division or its county cannot have: a county committee in a
        district. Provinces that are autonomous regions speak of themselves as districts do."""
        county = row if row.level == "county" else self.register.at(row.county, self.year)
        wanted = self.superiors
        return not wanted or county is None or row.level not in ("county", "township") or county.name.endswith(wanted)

    @cached_property
    def superiors(self) -> tuple[str, ...]:
        """Endings of counties by the lowest superior the text names (县委); none where a city's may be meant."""
        own = [word for word in self.clues.superiors if self.letters.levels.get(word, ())[:1] == ("county",)]
        return tuple(dict.fromkeys(own))

    def divisions(self, mentions: Iterable[Mention]) -> list[Mention]:
        return [one for one in mentions if self.register.rows[one.rows[0]].level != "township"]

    def adjacent_mentions(self, name: str) -> list[Mention]:
        """Divisions that stand right before the name anywhere in the document."""
        found = []
        for text in (*(one.text for one in self.clues.names), self.clues.body, self.clues.cited):
            for at in places_of(name, text):
                mentions = self.mentions(text[max(at - BEFORE, 0) : at + len(name)])
                for before, after in pairwise(mentions):
                    if after.text == name and after.start - before.end <= 4:
                        found += self.divisions([before])
        return found

    def adjacent(self, rows: list[Division], name: str) -> bool:
        return self.under(rows, self.adjacent_mentions(name)) is not None

    def under(self, rows: list[Division], mentions: Sequence[Mention]) -> list[Division] | None:
        """The rows that lie in a division mentioned, by the lowest level that tells; None where no row does."""
        keys = self.register.keys
        found = None
        for level in ABOVE_LEVELS:
            named = {
                self.register.rows[index].key
                for one in mentions
                for index in one.rows
                if self.register.rows[index].level == level
            }
            inside = [row for row in found or rows if keys.get(getattr(row, level) or "") in named]
            if inside:
                found = inside
                if len({row.key for row in found}) == 1:
                    break
        return found

    def host_support(self, row: Division) -> int:
        if any(
            code in (row.county, row.prefecture)
            for part in place_hosts.labels(self.clues.host)
            for code in self.register.hosts.get(part, ())
        ):
            return 3
        county, prefecture = (self.readings(self.register.at(code, self.year)) for code in (row.county, row.prefecture))
        best = max(place_hosts.support(self.clues.host, one, other) for one in county for other in prefecture)
        written = [{one[0].replace(" ", "") for one in readings if one} for readings in (county, prefecture)]
        shared = set.intersection(*written)
        return 1 if shared & set(place_hosts.labels(self.clues.host)) else best  # the city's host is not its county's

    def region_host(self, row: Division) -> int:
        return max(place_hosts.support(self.clues.host, one, None) for one in self.readings(row))

    def readings(self, row: Division | None) -> list[tuple[str, str] | None]:
        """Syllables and province of a division, in each way its letters may be read."""
        return [(reading, row.province) for reading in row.readings] if row and row.readings else [None]

    def spelled(self, wanted: tuple[str, ...]) -> list[Division]:
        """The divisions of the wanted levels that the host spells surely."""
        rows = [one.row for one in self.hosted if one.tell >= LED]
        return [row for row in rows if row.level in wanted]

    def level_fits(self, row: Division, word: str) -> bool:
        return word not in self.letters.levels or row.name.endswith(word)

    def under_region(self, rows: list[Division], mentions: Sequence[Mention]) -> list[Division]:
        named = {self.register.rows[index].key for one in mentions for index in one.rows}
        return [
            row
            for row in rows
            if named & {self.register.keys.get(code or "") for code in (row.prefecture, row.province)}
        ]

    def is_township(self, mention: Mention) -> bool:
        """Whether a name in running text is a township's; one that ends as the text calls itself (其中本镇) is not."""
        rows = [self.register.rows[index] for index in mention.rows]
        own = self.resolver.patterns.own.search(mention.text)
        return not own and all(row.level == "township" and row.kind not in OWN_KIND for row in rows)

    def level_word(self, organ: str) -> str:
        at = self.clues.body.find(organ) if organ else -1
        return self.clues.body[at - 1] if at > 0 else ""


def places_of(words: str, text: str) -> Iterator[int]:
    """Where the words begin in a text, none over another; nowhere where there are no words."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def related(some: Iterable[Division], others: Sequence[Division]) -> bool:
    """Whether one of some divisions is, lies in or lies above one of the others."""
    return any(
        row.key == one.key or place_addresses.lies_in(row, one) or place_addresses.lies_in(one, row)
        for row in some
        for one in others
    )
