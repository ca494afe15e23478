"""What a document says around a name: divisions named elsewhere in it, right before the name, or in its host."""

from collections.abc import Iterable, Sequence

from transform import place_hosts, place_subjects
from transform.place_names import OWN_KIND, Division, Mention, Register
from transform.place_subjects import Patterns, Subject

TRUST = (
    "title",
    "file_name",
    "opening",
    "heading",
    "publisher",
    "subject",
    "signature",
    "contact",
    "compiler",
    "breadcrumb",
)
ABOVE_LEVELS = ("county", "prefecture", "province")
AUTONOMOUS = "自治区"
LEVEL_WORDS = {
    AUTONOMOUS: ("province",),
    "省": ("province",),
    "市": ("prefecture", "county"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "区": ("county", "province"),
    "旗": ("county",),
}


class Context:
    """One document's texts against the register, in one year. ``clues`` as ``extract.report.Clues``."""

    def __init__(self, register: Register, patterns: Patterns, clues, year: int | None):
        self.register, self.clues, self.year = register, clues, year
        parsed = [place_subjects.parse(one.where, one.text, register, patterns) for one in clues.names]
        self.subjects: list[Subject] = sorted(parsed, key=lambda one: TRUST.index(one.where))

    def rows(self, mention: Mention) -> list[Division]:
        """The rows a mention may mean in the year, those of other years only where there is none."""
        rows = [self.register.rows[index] for index in mention.rows]
        return [row for row in rows if row.near(self.year)] or rows

    def around(self, subject: Subject) -> Iterable[tuple[str, Sequence[Mention]]]:
        """Divisions named elsewhere, nearest first."""
        clues, register = self.clues, self.register
        text = subject.unit.text if subject.unit else subject.organ
        yield "before the name elsewhere", self.adjacent_mentions(text)
        for where in TRUST[:-1]:
            yield where, [one for other in self.subjects if other.where == where for one in other.above]
        yield "breadcrumb", [one for other in self.subjects if other.where == "breadcrumb" for one in other.above]
        yield "opening text", self.divisions(register.mentions(clues.opening))
        yield "cited document", self.divisions(register.mentions(clues.cited))
        yield "running text", self.divisions(register.mentions(clues.body))

    def divisions(self, mentions: Iterable[Mention]) -> list[Mention]:
        return [one for one in mentions if self.register.rows[one.rows[0]].level != "township"]

    def adjacent_mentions(self, name: str) -> list[Mention]:
        """Divisions that stand right before the name anywhere in the document."""
        found = []
        for text in (*(one.text for one in self.clues.names), self.clues.body, self.clues.cited):
            mentions = self.register.mentions(text) if name in text else []
            for before, after in zip(mentions, mentions[1:], strict=False):
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
        above = {level: self.register.at(getattr(row, level), self.year) for level in ("county", "prefecture")}
        parts = {
            level: (one.syllables, one.province) if one and one.syllables else None for level, one in above.items()
        }
        return place_hosts.support(self.clues.host, parts["county"], parts["prefecture"])

    def region_host(self, row: Division) -> int:
        parts = (row.syllables, row.province) if row.syllables else None
        return place_hosts.support(self.clues.host, parts, None)

    def hosted(self, wanted: tuple[str, ...]) -> list[Division]:
        """The divisions of the wanted levels whose syllables a government's host spells in full."""
        codes = place_hosts.spelled_in(self.clues.host, self.register.syllables())
        rows = [self.register.at(code, self.year) for code in codes]
        return [row for row in rows if row and row.level in wanted]

    def level_fits(self, row: Division, word: str) -> bool:
        return word not in LEVEL_WORDS or row.level == "province" or row.name.endswith(word)

    def under_region(self, rows: list[Division], mentions: Sequence[Mention]) -> list[Division]:
        named = {self.register.rows[index].key for one in mentions for index in one.rows}
        return [
            row
            for row in rows
            if named & {self.register.keys.get(code or "") for code in (row.prefecture, row.province)}
        ]

    def is_township(self, mention: Mention) -> bool:
        rows = [self.register.rows[index] for index in mention.rows]
        return all(row.level == "township" and row.kind not in OWN_KIND for row in rows)

    def level_word(self, organ: str) -> str:
        at = self.clues.body.find(organ) if organ else -1
        return self.clues.body[at - 1] if at > 0 else ""
