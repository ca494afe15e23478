"""The patterns that take a name apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_STEM = 10  # letters before the word a township's name ends with


@dataclass(frozen=True)
class Patterns:
    """Patterns of the vocabulary's words, made once."""

    government: re.Pattern
    office: re.Pattern
    organ: re.Pattern
    zone: re.Pattern
    plain_zone: re.Pattern
    leading: re.Pattern
    zone_tail: re.Pattern
    own_office: re.Pattern
    seat: re.Pattern
    disclosure: re.Pattern
    site: re.Pattern
    named_organ: re.Pattern
    led: re.Pattern
    offices: re.Pattern
    reporting: re.Pattern
    level: re.Pattern
    nobody: re.Pattern
    unknown: re.Pattern
    own: re.Pattern
    branch: re.Pattern
    own_desk: re.Pattern

    @classmethod
    def of(cls, words) -> "Patterns":
        """``words`` has ``groups`` and ``pattern(form)``, which puts a group's words for its name between < and >."""
        pattern, groups = words.pattern, words.groups
        organs_end = "".join({word[-1] for word in groups["organ"]})
        return cls(
            government=pattern("^<government>"),
            office=pattern("^<government|street_office>?<township_office>*$"),
            organ=pattern(r"<organ>(?:\([^()]*\))?$"),
            zone=pattern(f"{not_after(groups['managing'])}<zone>|<farm>"),
            plain_zone=pattern("^<zone_trade>*<zone>"),
            leading=pattern("<leading_office>$"),
            zone_tail=pattern("<zone_tail|township_office>+$"),
            own_office=pattern("<government_office>"),
            seat=pattern("<government_seat><government>?$"),
            disclosure=pattern(f"(?<=[{organs_end}])<government>$"),
            site=pattern("^[”\"]?<site>(?!<own_department>)"),
            named_organ=pattern("([\u4e00-\u9fff]{1,20}?<organ>)(?!<organ_goes_on>)"),
            led=pattern("<led>"),
            offices=pattern("<township_office>+$"),
            reporting=pattern("<government>|.{0,6}<matter|reporting>"),
            level=pattern("<own_county>"),
            nobody=pattern(
                "^<no_agency>|^<government><no_agency>$|^<street_government>+<township_office>*$|^<inner_office>$|[“”\"]"
            ),
            unknown=unknown_place(words),
            own=pattern("<own_lead><own_township>$"),
            branch=pattern("<branch>$"),
            own_desk=pattern(f"(?:{after(groups['desk_of'])})<unit_office>$"),
        )


def unknown_place(words) -> re.Pattern:
    """What follows the places of a name and is itself a place the register has not: a township's word, a government
    or an office that only townships have ends it. A level (县政府) or one who sits elsewhere (驻京办事处) is none."""
    offices = "<township_office|inner_office>*"
    no_place = "<no_agency|own_lead>|<own_township>+$|<own_county|level>?<government>|.*<elsewhere>"
    return words.pattern(
        rf"^(?!{no_place})[\u4e00-\u9fff]{{1,{LONGEST_STEM}}}"
        rf"(?:<own_township><government>?{offices}|(?<=..)<government>{offices}|<township_only_office>)$"
    )


def after(words: Sequence[str]) -> str:
    """A condition that one of the words stands before."""
    return "|".join(f"(?<={word})" for word in words)


def not_after(words: Sequence[str]) -> str:
    """A condition that none of the words stands before: 城市管理委员会 is no zone's."""
    return "".join(rf"(?<!{word})" for word in words)
