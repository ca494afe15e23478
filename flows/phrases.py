"""What a check says, in Chinese or English; the words lie in data/check.csv and data/reasons.csv."""

import re
from functools import cache

from flows.home import project_data
from flows.reader import table_rows


@cache
def words(language: str) -> dict[str, str]:
    """The phrases of a check in ``chinese`` or ``english``, by key."""
    return {row["key"]: row[language] for row in table_rows(project_data() / "check.csv")}


def reason(text: str, language: str) -> str:
    """Why a document is not read, or what to do about it, in this language; what has no translation stays as it is.

    Reasons are kept in English. Several may stand in one text, a semicolon between them.
    """
    if language == "english":
        return text
    whole = translated(text)
    return whole or words("chinese")["and"].join(translated(part) or part for part in text.split("; "))


def translated(text: str) -> str | None:
    """The Chinese of a reason, with what it names in its places; None where there is no translation."""
    for pattern, chinese in patterns():
        if found := pattern.fullmatch(text):
            return chinese.format(*found.groups())
    return None


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """The reasons with what fills their braces, the most particular first."""
    rows = sorted(table_rows(project_data() / "reasons.csv"), key=lambda row: -len(row["english"]))
    return [(re.compile(re.escape(row["english"]).replace(r"\{\}", "(.+)"), re.DOTALL), row["chinese"])
            for row in rows]
