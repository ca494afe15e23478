"""What the words of an organ's name say: of which level it is, whether it is a government's own office."""

from transform.place_case import Case
from transform.place_divisions import ABOVE_LEVELS, OWN_KIND, Division, Mention
from transform.place_subjects import Subject


def leading_level(case: Case, text: str) -> str:
    """The word of a level a name begins with (县 of 县教育局), the longest; empty where there is none."""
    if text.startswith(case.resolver.not_levels):
        return ""
    found = (word for word in case.letters.levels if text.startswith(word))
    return max(found, key=len, default="")


def level_fits(case: Case, row: Division, word: str) -> bool:
    return word not in case.letters.levels or row.name.endswith(word)


def level_word(case: Case, organ: str) -> str:
    at = case.clues.body.find(organ) if organ else -1
    return case.clues.body[at - 1] if at > 0 else ""


def organ_name(case: Case, tail: str) -> str:
    """The organ without the level word before it, without 政府 between (区政府国资局 → 国资局), and without its own
    office behind it (县教育局办公室 → 教育局)."""
    tail = case.resolver.patterns.own_desk.sub("", tail)
    government = case.resolver.patterns.government.match(tail[1:] if tail[:1] in case.letters.levels else "")
    word = leading_level(case, tail)
    if len(word) > 1 or government or (word and len(tail) > 3):
        tail = tail.removeprefix(word)
    found = case.resolver.patterns.government.match(tail)
    if found and len(tail) > found.end():
        rest = tail[found.end() :]
        return case.resolver.government + rest if case.resolver.patterns.own_office.match(rest) else rest
    return tail


def is_seat(case: Case, subject: Subject) -> bool:
    """Whether it is a government's own office (县政府办公室)."""
    patterns = case.resolver.patterns
    return subject.unit is None and patterns.seat.search(patterns.leading.sub("", subject.text)) is not None


def is_same_organ(case: Case, organ: str, other: str) -> bool:
    """Whether two names of organs may be one's, the longer with its desk behind it or a level's or government's
    word before it; other words before it may be a place's, whose organ is another (third school, 甲乙 third
    school)."""
    lead = other.removesuffix(organ) if other.endswith(organ) else ""
    lead = case.resolver.patterns.government.sub("", lead.removeprefix(leading_level(case, lead)))
    return not lead and (organ in other or other in organ)


def is_below(case: Case, row: Division, organ: str) -> bool:
    """Whether an organ's name begins with the word of a level below the division's, its government named between or
    not (区财政局 of a city, 市财政局 of a province)."""
    word = leading_level(case, case.resolver.patterns.government.sub("", organ))
    lowest = next(iter(case.letters.levels.get(word, ())), row.level)
    return not (word and row.name.endswith(word)) and lowest in ABOVE_LEVELS[: ABOVE_LEVELS.index(row.level)]


def is_township(case: Case, mention: Mention) -> bool:
    """Whether a name in running text is a township's; one that ends as the text calls itself (其中本镇) is not."""
    rows = [case.register.rows[index] for index in mention.rows]
    own = case.resolver.patterns.own.search(mention.text)
    return not own and all(row.level == "township" and row.kind not in OWN_KIND for row in rows)
