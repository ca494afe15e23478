"""Marks on a page that are no part of a figure: a figure struck through, the raised number of a note."""

from extract.pdf_letters import Letter
from extract.pdf_lines import lines
from extract.pdf_page import Page
from extract.pdf_ruled import merged
from extract.pdf_rules import Rule

LONGEST = 150.0  # points of a line that strikes out a figure
STRIKE = (0.1, 0.6)  # letter sizes above the baseline
BEYOND = 0.6  # letter sizes by which a strike may pass beyond what it strikes
SMALLER = 0.86  # of the size of the figure: browsers set raised text at five sixths, Word at two thirds
OFF_BASE = 0.1  # letter sizes by which a raised or lowered letter stands off the line
NEAR = 0.5  # letter sizes between a figure and its mark
MARKS = frozenset("*※†‡#①②③④⑤⑥⑦⑧⑨⑩()（）[]")


def cleared(page: Page) -> Page:
    """The page without struck letters and the lines through them; marks of notes behind figures in brackets."""
    struck: set[Letter] = set()
    strikes: list[Rule] = []
    short = [rule for rule in merged(page.rules) if not rule.upright and rule.end - rule.start <= LONGEST]
    for rule in short:
        through = [letter for letter in page.letters if _strikes(rule, letter)]
        size = max((letter.size for letter in through), default=0.0)
        first, last = min((one.x0 for one in through), default=0.0), max((one.x1 for one in through), default=0.0)
        if through and rule.start >= first - BEYOND * size and rule.end <= last + BEYOND * size:
            struck.update(through)
            strikes.append(rule)
    letters = [letter for letter in page.letters if letter not in struck] if struck else page.letters
    rules = [rule for rule in page.rules if not any(_is_part(rule, strike) for strike in strikes)]
    return page._replace(letters=_with_notes(letters), rules=rules)


def _strikes(rule: Rule, letter: Letter) -> bool:
    low, high = STRIKE
    height = (letter.base - rule.at) / max(letter.size, 1.0)
    return low <= height <= high and rule.start <= letter.middle <= rule.end


def _is_part(rule: Rule, strike: Rule) -> bool:
    return not rule.upright and abs(rule.at - strike.at) < 1 and strike.start - 1 <= rule.start <= strike.end


def _with_notes(letters: list[Letter]) -> list[Letter]:
    small = {letter for line in lines(letters) for letter in _notes(line)}
    if not small:
        return letters
    marked: list[Letter] = []
    for line in lines(letters):
        for before, letter, after in zip([None, *line], line, [*line[1:], None], strict=False):
            if letter in small:
                opening = "" if before in small else "["
                closing = "" if after in small else "]"
                letter = letter._replace(text=f"{opening}{letter.text}{closing}")
            marked.append(letter)
    return marked


def _notes(line: list[Letter]) -> list[Letter]:
    """The letters of a line that are marks of notes: small, off the line, and right behind a figure."""
    found: list[Letter] = []
    figure = before = None
    for letter in line:
        if figure and _is_note(letter, figure) and letter.x0 - before.x1 < NEAR * figure.size:
            found.append(letter)
        else:
            figure = letter if letter.text.isdigit() else None
        before = letter
    return found


def _is_note(letter: Letter, figure: Letter) -> bool:
    is_off = abs(letter.base - figure.base) >= OFF_BASE * figure.size
    return is_off and letter.size <= SMALLER * figure.size and (letter.text.isdigit() or letter.text in MARKS)
