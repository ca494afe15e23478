"""Letters of a page that are none of its text by their size: specks that nobody can see, and large letters of a
watermark, over which others are printed."""

from statistics import median

from extract.pdf_letters import Letter

SPECK = 0.15  # of the usual size of the page's letters; the mark of a note has half of it
LARGE = 2.5  # times the usual size
HIGH = 0.8  # letter sizes of a letter above its baseline
MIDDLE = 0.35  # of them: where its middle is


def of_text(letters: list[Letter]) -> list[Letter]:
    """The letters but specks and watermarks."""
    usual = median(letter.size for letter in letters) if letters else 0.0
    seen = [letter for letter in letters if letter.size > SPECK * usual or letter.bottom - letter.top > SPECK * usual]
    large = [letter for letter in seen if letter.size > LARGE * usual]
    marks = {_line(mark) for mark in large if any(_is_over(letter, mark) for letter in seen)}
    return [letter for letter in seen if _line(letter) not in marks]


def _line(letter: Letter) -> tuple[float, float]:
    return round(letter.base, 1), round(letter.size, 1)


def _is_over(letter: Letter, mark: Letter) -> bool:
    """Whether a letter far smaller than another has its middle within it."""
    height = letter.base - MIDDLE * letter.size
    is_small = LARGE * letter.size < mark.size
    return is_small and mark.x0 < letter.middle < mark.x1 and mark.base - HIGH * mark.size < height < mark.base
