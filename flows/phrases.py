"""What a person is told, in Chinese or English. The words lie in data: phrases.csv, reasons.csv and values.csv."""

import os
import re
from functools import cache

from flows.home import project_data, table_rows

LANGUAGE = "GONGKAI_LANGUAGE"
LANGUAGES = ("zh", "en")
ASIDE = r"; (?![^()]*\))"  # between the reasons of one text, not within brackets
ANY, ONE, ALL = f"((?:(?!{ASIDE}).)+)", "((?:(?!; ).)+)", "(.+)"  # what fills the braces of a reason
PLACE = re.compile(r"\b(table at line|page|table|row|column|line) (\d+)(?:, )?")


def chosen() -> str:
    """The language set in the environment, Chinese unless one is."""
    language = os.environ.get(LANGUAGE, LANGUAGES[0])
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def words(language: str) -> dict[str, str]:
    """The phrases in ``zh`` or ``en``, by key."""
    return {row["key"]: row[language] for row in table_rows(project_data() / "phrases.csv")}


@cache
def values(column: str) -> dict[str, str]:
    """The Chinese of the values that an enumerated column may hold; empty for any other column."""
    return {row["value"]: row["value_zh"] for row in table_rows(project_data() / "values.csv")
            if row["column"] == column}


def value(column: str, text: str, language: str) -> str:
    """A value of an enumerated column in this language."""
    return text if language == "en" else values(column).get(text, text)


def reason(text: str, language: str) -> str:
    """Why a document is not read, or what to do about it, in this language; what has no translation stays as it is.

    Reasons are kept in English. Several may stand in one text, a semicolon between them, and one within another.
    """
    if language == "en":
        return text
    whole = translated(text)
    return whole or words("zh")["and"].join(translated(part) or part for part in re.split(ASIDE, text))


def translated(text: str) -> str | None:
    """The Chinese of a reason, with what it names in its places; None where there is no translation."""
    for pattern, chinese in patterns():
        if found := pattern.fullmatch(text):
            return chinese.format(*(reason(part, "zh") for part in found.groups()))
    return None


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """The reasons with what fills their braces, the most particular first: those that begin with words of their own."""
    rows = sorted(table_rows(project_data() / "reasons.csv"), key=lambda row: (row["en"][0] == "{", -len(row["en"])))
    return [(re.compile(filled(row["en"]), re.DOTALL), row["zh"]) for row in rows]


def filled(text: str) -> str:
    """The pattern of a reason. A brace pair stands for one reason, brackets included; in a text that begins with
    braces for one without a list in brackets; a starred pair for whatever stands there."""
    return re.escape(text).replace(r"\{\*\}", ALL).replace(r"\{\}", ONE if text[0] == "{" else ANY)


def place(text: str, language: str) -> str:
    """A place in a document ("page 2, table 1, row 4, column 3", "line 7") in this language."""
    if language == "en":
        return text
    return PLACE.sub(lambda found: words("zh")[f"place.{found[1]}"].format(found[2]), text)
