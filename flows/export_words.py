"""An export in the reader's language: headings, the values of enumerated columns, reasons and places."""

from collections.abc import Callable, Iterator
from functools import cache

from flows import phrases, warehouse
from flows.home import project_data, table_rows

CONTRACT = ("facts", "documents")  # read by tools: English names and values whatever the language
REASONS = ("reason", "set_aside_reason", "finding")
PLACES = ("place", "other_place", "counting_place")
LABELS = {"zh": "_en", "en": "_zh"}  # how the columns end that are for the other language
YES_OR_NO = "boolean"


@cache
def about(name: str) -> dict[str, str]:
    """The line of data/exports.csv on an export: title and note in both languages."""
    return next(row for row in table_rows(project_data() / "exports.csv") if row["export"] == name)


def shown(columns: list[str], language: str) -> list[int]:
    """The places of the columns this reader is shown: all but the labels in the other language."""
    return [place for place, column in enumerate(columns) if not column.endswith(LABELS[language])]


def heading(column: str, language: str = "zh") -> str:
    """The heading of a column: Chinese from data/columns.csv, its own name where that has none or in English."""
    return (warehouse.column_words(column) or {}).get("heading_zh") or column if language == "zh" else column


def meaning(column: str, language: str) -> str:
    """What a column holds, from data/columns.csv."""
    return (warehouse.column_words(column) or {}).get(language, "")


def in_chinese(columns: list[str], types: list[str], rows: Iterator[list]) -> Iterator[list]:
    """The rows with Chinese values; keys by which a cell is found stay."""
    translated = [(place, say) for place, column in enumerate(columns) if (say := chinese(column, types[place]))]
    for row in rows:
        for place, say in translated:
            row[place] = row[place] and say(row[place])
        yield row


def chinese(column: str, kind: str) -> Callable[[str], str] | None:
    """How a value of this column is said in Chinese; None where it stays as it is."""
    if column == "legal_breaks":
        return lambda text: "；".join(law_names().get(key, key) for key in text.split("|"))
    if column in REASONS:
        return lambda text: phrases.reason(text, "zh")
    if column in PLACES:
        return lambda text: phrases.place(text, "zh")
    words = phrases.values(YES_OR_NO if kind == "BOOLEAN" else column)
    return (lambda text: words.get(text, text)) if words else None


@cache
def law_names() -> dict[str, str]:
    return {row["break_key"]: row["label_zh"] for row in table_rows(project_data() / "legal_breaks.csv")}
