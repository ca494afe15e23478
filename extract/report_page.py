"""What a page shows around a report: links to other pages and the site's foot, which say nothing of whose it is."""

import re
from itertools import groupby

from extract.report_words import Words

PLACES, GOVERNMENTS = 3, 2  # names one below the other that make a menu; a city's and its county's may be a title's
LABEL_ALONE = 8  # characters: a line that is only the label of the next one
SENTENCE = re.compile(r"[^|。]{24,}。|[^|;]{24,};|[^|,。]{2,}[,。][^|。]{10,}。")


def without_furniture(plain: list[str], words: Words) -> list[str]:
    """The lines without links to the page before and after, without the site's foot, and, once sentences have begun,
    without all that stands behind a heading of related pages."""
    neighbour = words.pattern(r"(?:<neighbour_page>)\s*[:\uff1a|>]?.*$")
    foot, related = words.pattern(r"^[\s|>]*(?:<page_foot>)"), words.pattern(r"^[\s|>]*(?:<related_pages>)\W*$")
    any_of_them = words.pattern("<neighbour_page|page_foot|related_pages>")
    if not any_of_them.search("\n".join(plain)):
        return plain
    kept: list[str] = []
    begun = skip = False
    for line in plain:
        if skip:
            skip = False
            continue
        marked = any_of_them.search(line)
        if marked and begun and related.match(line):
            break
        hit = neighbour.search(line) if marked else None
        if hit:
            skip = len(line) <= LABEL_ALONE
            line = line[: hit.start()].rstrip(" |")
        if line and not (marked and begun and foot.match(line)):
            kept.append(line)
            begun = begun or SENTENCE.match(line) is not None
    return kept


def head_of(plain: list[str], most: int, words: Words) -> list[str]:
    """The lines before the first sentence on disclosure, that one included, where titles stand; at most so many. What
    stands as a title behind it is a link, while a page's own notices may stand before its title."""
    matter = words.pattern("<matter>")
    first = next((at for at, line in enumerate(plain[:most]) if SENTENCE.match(line) and matter.search(line)), most)
    return plain[: min(first + 1, most)]


def without_menus(head: list[str], words: Words) -> list[str]:
    """The head without runs of lines that are names of divisions, or of governments, and nothing else: a menu's."""
    places = words.pattern(r"[\u4e00-\u9fff]{1,12}(?:<own_county|own_township>)")
    governments = words.pattern(r"[\u4e00-\u9fff]{2,20}(?:<government>)")
    return without_runs(without_runs(head, places, PLACES), governments, GOVERNMENTS)


def without_runs(lines: list[str], form: re.Pattern, least: int) -> list[str]:
    """The lines without runs of at least so many different ones that are wholly of a form."""
    runs = (list(run) for _, run in groupby(lines, lambda line: form.fullmatch("".join(line.split())) is None))
    short = (run for run in runs if len(set(run)) < least or not form.fullmatch("".join(run[0].split())))
    return [line for run in short for line in run]
