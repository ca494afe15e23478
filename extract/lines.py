"""Lines of text into cells: tabs, bars, columns of blanks, one cell a line, or everything run together.

The result is a list of ``Piece``: a cell's text, whether it begins a line, and whether the line's own layout
says that a row ends there. What row or column a piece belongs to is not decided here.
"""

import re
from collections.abc import Iterator, Sequence

from extract import fold, line_bars, line_paragraphs, serials
from extract.cells import Judge, is_empty
from extract.form import Forms
from extract.grid import Line
from extract.line_layout import LONGEST_LABEL, layout, runs
from extract.line_pieces import Piece, row_of_lines, row_pieces

WIDE_GAP = re.compile(r"\s{2,}|\u3000+")
PAGE_NUMBER = re.compile(r"\s*\\?[-—–－·]+\s*\d{1,4}\s*[-—–－·]+\s*")
# blanks between a label's number and its mark, which follow figures only where words stand right behind the mark
NUMBER_APART = re.compile(r"^(\s*[(（]?\d{1,2})(\s+)([.．、])(?=\D)|(?<=\s)(\d)(\s+)([.．、])(?=[\u4e00-\u9fff])")
HEADING = re.compile(r"^\s*#{1,6}\s+")
LABEL_AND_DIGITS = re.compile(r"(.*[\u4e00-\u9fff)\]、])(\d[\d ]{4,})\s*")
NUMBERING = rf"(?:(?:\(\s*)?[{fold.NUMERALS}]{{1,2}}\s*[)、.]+|\(?\d\s*[)、.])\s*"
MARKS = r"/\-—–―"  # of empty cells
WIDE_DIGITS = re.compile(rf"\d(?:\s*[\d{MARKS}]){{5,}}\s*\d")  # of a whole row, one for each of seven columns
DIGITS_ALONE = re.compile(r"\s*\d(?:\s*\d){6,}\s*")
ALL_EMPTY = rf"[{MARKS}]{{7}}"  # the marks of a whole row
APART = re.compile(r"\s+|(?<=\d)(?=-(?!-))")  # only the next number can begin with a minus; two mark an empty cell
FIGURE_OR_DASH = re.compile(r"[\d-]+")
RUN_OF_DASHES = re.compile(r"\d--|--\d|--$")  # a single one between digits may be of a date
COLUMNS = 7  # of the widest table with labels
LEAST_TOGETHER = 3  # rows of digits right behind their labels
ALL_NAMED = 0.95  # share that labels must make up of a line without digits for it to be several of them
COVERED = 0.85  # share of a line that labels and digits must make up for it to count as run together


class Cutter:
    """Cuts lines into pieces; holds the patterns built from the form's own labels."""

    def __init__(self, forms: Forms, judge: Judge):
        self.judge = judge
        self.sections = frozenset(forms.sections)
        spellings = {spelling for spelling in forms.spellings if len(fold.skeleton(spelling)) >= 2}
        ordered = sorted(spellings, key=lambda spelling: -len(fold.skeleton(spelling)))
        self.label = re.compile(rf"(?:{NUMBERING})?(?:{'|'.join(loose(spelling) for spelling in ordered)})")
        self.units = {word for kind, words in forms.value_words.items() if kind.endswith("unit") for word in words}
        units = "".join({character for words in forms.value_words.values() for word in words for character in word})
        self.figures = re.compile(
            rf"(?P<figures>[\d\s.{MARKS}{units}]*?(?:\d|{ALL_EMPTY})[\s{MARKS}{units}]*)"
            rf"(?P<rest>(?:{NUMBERING})?[^\d\s.{MARKS}{units}].*)?", re.DOTALL)

    def pieces(self, lines: Sequence[Line]) -> list[Piece]:
        """All pieces of a run of lines, in order."""
        lines = serials.without(line_paragraphs.led_by_tabs(lines, self.is_title), self.judge.forms)
        together = self.runs_together(lines)
        found: list[Piece] = []
        above: Sequence[Line] = ()  # the run before, where its cells end at bars
        for kind, run in runs(lines, self.is_title):
            if line_bars.ends_apart(above) and self.judge.is_figure(run[0].text):
                found.append(Piece(run[0].text, run[0].place, True, between=True))
                run = run[1:]
            found += self.from_words(run, together) if kind == "words" else getattr(self, f"from_{kind}")(run)
            above = run if kind == "bars" else ()
        return found

    def runs_together(self, lines: Sequence[Line]) -> bool:
        """Whether labels and the figures of whole rows run together, so that blanks part them by chance only."""
        wide = (line.text for line in lines if WIDE_DIGITS.search(line.text) and layout(line.text) == "words")
        tails = (tail for text in wide for _, tail in self.tails(fold.plain(text)) if not tail[:1].isspace())
        found = map(self.figures.fullmatch, tails)
        return sum(len(WIDE_DIGITS.findall(one["figures"])) for one in found if one) >= LEAST_TOGETHER

    def tails(self, plain: str) -> list[tuple[re.Match, str]]:
        """The labels of a line, each with the text up to the next one."""
        labels = list(self.label.finditer(plain))
        ends = [*(match.start() for match in labels[1:]), len(plain)]
        return [(match, plain[match.end() : end]) for match, end in zip(labels, ends, strict=False)]

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a section, which stands between tables, never in a cell."""
        return len(text) <= LONGEST_LABEL and fold.skeleton(text) in self.sections

    def from_tabs(self, lines: Sequence[Line]) -> Iterator[Piece]:
        for line in lines:
            cells = line.text.split("\t")
            yield from row_pieces(cells, line.place)

    def from_tab_cells(self, lines: Sequence[Line]) -> Iterator[Piece]:
        """One cell a line, each led by a tab; a line without one continues the cell above, an empty one ends a row."""
        row: list[tuple[str, str]] = []
        for line in [*lines, Line("", "")]:
            if line.text.startswith("\t"):
                row.append((line.text.lstrip("\t"), line.place))
            elif not line.text.strip("\r\n") and row:
                yield from row_of_lines(row)
                row = []
            elif row:
                text, place = row[-1]
                row[-1] = (f"{text}\n{line.text}", place)

    def from_fenced(self, lines: Sequence[Line]) -> Iterator[Piece]:
        return line_bars.fenced(lines)

    def from_bars(self, lines: Sequence[Line]) -> Iterator[Piece]:
        return line_bars.barred(lines, self.judge)

    def from_words(self, lines: Sequence[Line], together: bool) -> Iterator[Piece]:
        """Lines with no separator but blanks, or, where labels and figures run ``together``, with none."""
        above = ""
        for line in lines:
            text = NUMBER_APART.sub(r"\1\4\3\6\2\5", HEADING.sub("", line.text))
            if is_empty(text):
                continue
            if PAGE_NUMBER.fullmatch(text):
                yield Piece(text, line.place, True)
                continue
            if glued := self.cut_glued(text, together):
                yield from (
                    Piece(cell, line.place, index == 0, glued=True) for index, cell in enumerate(glued)
                )
                continue
            gaps = WIDE_GAP.split(text.strip())
            in_row = sum(self.judge.is_figure(gap) for gap in gaps) > 1
            cells = text.split() if self.holds_rows(text) else [
                cell for gap in gaps for cell in self.cut_blanks(gap, in_row, above) if cell]
            above = text
            spaced = len(cells) > 1
            end = 0
            for index, cell in enumerate(cells):
                start = text.find(cell, end)
                end = max(start, end) + len(cell)
                yield Piece(cell, line.place, index == 0, spaced=spaced, offset=start)

    def cut_blanks(self, text: str, in_row: bool, above: str) -> list[str]:
        """A label followed by figures, or figures alone, with single blanks between them; else the text whole.

        ``in_row`` further figures stand in the line, so that any words will do, damaged ones too; the end of a label
        that begins on the line ``above`` will do anyway.
        """
        words = apart(self.with_units(text.split()))
        count = len(words)
        while count and self.judge.is_figure(words[count - 1]) and not any(map(self.is_opening, words[:count][-2:-1])):
            count -= 1
        figures = words[count:]
        if not figures or (count == 0 and len(figures) == 1):
            return [text]
        label = " ".join(words[:count])
        named = in_row and (fold.skeleton(label) or fold.number(label)) \
            or self.label.search(fold.plain(label)) or self.ends_label(above, label)
        if label and not named and len(figures) < 3:
            return [text]
        return [label, *figures]

    def with_units(self, words: Sequence[str]) -> list[str]:
        """The words, a unit as one with the figure before it."""
        found: list[str] = []
        for word in words:
            if found and word in self.units and self.judge.is_figure(found[-1]):
                found[-1] += f" {word}"
            else:
                found.append(word)
        return found

    def holds_rows(self, text: str) -> bool:
        """Whether one line holds several rows, and blanks part labels and figures alike."""
        if len(text) <= LONGEST_LABEL:
            return False
        found = [self.figures.fullmatch(tail) for _, tail in self.tails(fold.plain(text)) if tail[:1].isspace()]
        return sum(one is not None and self.begins_label(one["rest"]) for one in found) >= LEAST_TOGETHER

    def ends_label(self, above: str, text: str) -> bool:
        """Whether a line ends a label that begins on the line above it."""
        end = fold.skeleton(text)
        both = fold.skeleton(above) + end
        return end != "" and any(len(label) > len(end) and both.endswith(label) for label in self.judge.forms.skeletons)

    def is_opening(self, word: str) -> bool:
        """Whether a word is the first part of something, such as the number of a label or of a page."""
        return word.isascii() and word.endswith((".", "-")) and not self.judge.is_figure(word)

    def cut_glued(self, text: str, together: bool) -> list[str]:
        """Labels and digits run together: the pieces in order, or nothing where the text is not of that kind."""
        plain = fold.plain(text).strip()  # how far a line is indented says nothing of what it is made of
        if together and DIGITS_ALONE.fullmatch(plain):
            return plain.split()
        tails = self.tails(plain)
        named = sum(len(match.group()) for match, _ in tails)
        if not re.search(rf"\d|{ALL_EMPTY}", plain):
            return [match.group() for match, _ in tails] if len(tails) > 2 and named >= ALL_NAMED * len(plain) else []
        found = [self.figures.fullmatch(tail) for _, tail in tails]
        digits = [one["figures"] for one in found if one and self.begins_label(one["rest"])]
        certain = len(digits) > 2 or (digits and (together or named + sum(map(len, digits)) >= COVERED * len(plain)))
        if not certain or (not together and all(figures[0].isspace() for figures in digits)):
            cells = cut_misspelt(plain)
            return cells if len(cells) > 1 else []
        cells, last = [], 0
        for (match, _), figures in zip(tails, found, strict=True):
            cells += [plain[last : match.start()], match.group()]
            last = match.end()
            if figures:
                cells += APART.split(figures["figures"])
                last += len(figures["figures"])
        return [part for cell in [*cells, plain[last:]] if cell.strip() for part in cut_misspelt(cell.strip())]

    def begins_label(self, rest: str | None) -> bool:
        """Whether what follows figures is nothing, or the beginning of a label that is cut."""
        return not rest or self.judge.forms.is_part_of_label(fold.skeleton(rest))


def apart(words: list[str]) -> list[str]:
    """The words, those of figures and dashes for nothing that run together cut where each column has one character."""
    count = len(words)
    while count and FIGURE_OR_DASH.fullmatch(words[count - 1]):
        count -= 1
    together = "".join(words[count:])
    return [*words[:count], *together] if RUN_OF_DASHES.search(together) and len(together) == COLUMNS else words


def cut_misspelt(text: str) -> list[str]:
    """Words that no label matches and the digits run together with them; the text whole where it is not so, as where
    wide blanks part its cells."""
    short = len(text) <= LONGEST_LABEL and not WIDE_GAP.search(text.strip())
    found = LABEL_AND_DIGITS.fullmatch(text) if short else None
    return [found.group(1), *found.group(2).split()] if found else [text]


def loose(spelling: str) -> str:
    """A pattern for the words of a label, whatever stands between them."""
    between = rf"(?:\(\s*[{fold.NUMERALS}]{{1,2}}\s*\)|[^\w])*"
    words = between.join(re.escape(character) for character in fold.skeleton(spelling))
    return rf"{words}(?:[^\w\s.{MARKS}(\[|]|[/—–―](?![\d{MARKS}]))*"
