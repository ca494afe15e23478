import io
import random

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract import pdf
from extract.errors import Unreadable

DIGITS = "0123456789"
ROWS = ["2023 1 14 9", "0 3 58 267"]


def printed(said: dict[str, str]) -> bytes:
    """A document whose file calls the digits it draws by other names."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # anew, so that each file has a font of its own
    buffer = io.BytesIO()
    made = Canvas(buffer, pageCompression=0)
    made.setFont("Vera", 10)
    for number, row in enumerate(ROWS):
        made.drawString(50, 700 - 20 * number, f"cases decided: {row}")
    made.showPage()
    made.save()
    data = buffer.getvalue()
    start, end = data.index(b"beginbfchar"), data.index(b"endbfchar")
    names = data[start:end]
    for digit, other in said.items():
        names = names.replace(f"<{ord(digit):02X}> <{ord(digit):04X}>".encode(),
                              f"<{ord(digit):02X}> <{ord(other):04x}>".encode())  # fmt: skip
    return data[:start] + names + data[end:]


def test_digits_drawn_as_the_file_says_are_read():
    assert [block.text[-len(row):] for block, row in zip(_blocks(printed({})), ROWS, strict=True)] == ROWS


@pytest.mark.parametrize("seed", range(6))
def test_a_file_that_calls_its_digits_others_than_it_draws_is_not_read(seed):
    others = list(DIGITS)
    random.Random(seed).shuffle(others)
    with pytest.raises(Unreadable, match="draw other digits"):
        _blocks(printed(dict(zip(DIGITS, others, strict=True))))


def test_a_file_that_calls_each_digit_by_the_next_is_not_read():
    with pytest.raises(Unreadable, match="draw other digits"):
        _blocks(printed(dict(zip(DIGITS, DIGITS[1:] + DIGITS[0], strict=True))))


def _blocks(data: bytes) -> list:
    return next(pdf.contents(data)).blocks
