"""The day a page says it was published: printed beside a label near its head, or in its metadata."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from extract import fold
from extract.report_words import Words

HEAD_LINES = 40
DAY = re.compile(r"(?<!\d)(20\d\d)\s?[-/.\u5e74]\s?(\d{1,2})\s?[-/.\u6708]\s?(\d{1,2})(?!\d)")
BESIDE = 6  # characters between a label and its date


def published_on(lines: Sequence[str], metadata: Mapping[str, str], words: Words) -> date | None:
    """The day of publication that lines (the document's, in order) and metadata (name → content) agree on.

    None where neither says one, or they say several: then nothing tells which is the day.
    """
    days = set(labelled(lines, words)) | set(declared(metadata, words))
    return days.pop() if len(days) == 1 else None


def labelled(lines: Sequence[str], words: Words) -> list[date]:
    """The days printed right behind a label of publication, among the first lines."""
    label = words.pattern(r"(?<![\u4e00-\u9fff])<publication_day_label>\s*[:|]*\s*")
    found = []
    for line in [fold.plain(line) for line in lines if line.strip()][:HEAD_LINES]:
        for hit in label.finditer(line):
            printed = DAY.search(line, hit.end(), hit.end() + BESIDE + len("2000-00-00") + 4)
            if printed and printed.start() - hit.end() <= BESIDE:
                found.append(day(printed))
    return [one for one in found if one]


def declared(metadata: Mapping[str, str], words: Words) -> list[date]:
    """The days that the page's named metadata give for publication."""
    names = {name.lower() for name in words.groups.get("publication_day_meta", ())}
    texts = [content for name, content in metadata.items() if name.lower() in names]
    return [one for text in texts for printed in [DAY.match(text.strip())] if printed and (one := day(printed))]


def day(printed: re.Match) -> date | None:
    """The date of a match of year, month and day; None for one that no calendar has."""
    try:
        return date(int(printed[1]), int(printed[2]), int(printed[3]))
    except ValueError:
        return None
