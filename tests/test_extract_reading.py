import io
import random

import docx as writer
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract import archive, kind, reading
from extract.errors import Unreadable

TABLE = "".join(f"<tr><td rowspan=2>行{n}<td>{n}<td>{n * 7}</tr><tr><td>{n * 3}<td>&nbsp;</tr>" for n in range(30))


def sample(name: str) -> bytes:
    if name == "html":
        return f"<html><meta charset=gbk><body><p>正文<table>{TABLE}</table><p>完".encode("gbk")
    if name == "text":
        return "\n".join(f"行{n}\t{n}\t\t{n * 3}" for n in range(80)).encode()
    buffer = io.BytesIO()
    if name == "docx":
        made = writer.Document()
        table = made.add_table(9, 4)
        for number in range(9):
            table.cell(number, 0).text, table.cell(number, 3).text = f"行{number}", str(number)
        made.save(buffer)
    else:
        canvas = Canvas(buffer, pagesize=A4)
        canvas.grid([50, 150, 250, 350], [700 - 20 * n for n in range(9)])
        for number in range(8):
            canvas.drawString(55, 685 - 20 * number, f"row {number}")
            canvas.drawString(155, 685 - 20 * number, str(number * 7))
        canvas.save()
    return buffer.getvalue()


def mutated(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice([1, 4, 30])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    if seed % 3 == 0:
        del changed[chance.randrange(len(changed)) :]
    if seed % 5 == 0:
        start = chance.randrange(max(1, len(changed)))
        changed[start:start] = changed[start : start + chance.randrange(900)]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("name", ["html", "text", "docx", "pdf"])
def test_damaged_documents_are_read_or_refused_with_a_reason(name, seed):
    data = mutated(sample(name), seed)
    found = kind.detect(data)
    try:
        if found in reading.ARCHIVES:
            archive.members(data)
        else:
            assert list(reading.contents(found, data))
    except Unreadable as refused:
        assert refused.reason
        assert refused.remedy


def test_every_kind_is_read_converted_unpacked_or_set_aside():
    kinds = {*reading.READERS, *reading.CONVERTIBLE, *reading.ARCHIVES, *reading.SET_ASIDE}
    told = {"text", "html", "mhtml", "pdf", "docx", "doc", "rtf", "wordxml", "odt", "xlsx", "xls", "pptx", "ppt", "ofd",
            "zip", "gzip", "rar", "7z", "image", "encrypted", "empty", "unknown"}  # fmt: skip
    assert told <= kinds
