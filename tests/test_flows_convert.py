import io
import random
import subprocess

import docx as writer
import pytest
from docx.shared import RGBColor

from extract import docbook, kind, reading
from extract.errors import Unreadable
from extract.grid import Grid
from flows import convert, reader

LABELS = ["规章", "行政规范性文件", "行政许可", "重复申请"]


def rows(seed: int, columns: int) -> list[list[str]]:
    chance = random.Random(seed)
    return [[chance.choice(["", "0", "1", "7", "48", "1206"]) for _ in range(columns)] for _ in LABELS]


def document(figures: list[list[str]]) -> bytes:
    """A Word file whose first column is merged downwards."""
    made = writer.Document()
    made.add_paragraph("某某镇年度报告")
    table = made.add_table(len(LABELS) + 1, len(figures[0]) + 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "信息内容"
    table.cell(1, 0).merge(table.cell(len(LABELS), 0)).text = "本年度"
    for number, (label, row) in enumerate(zip(LABELS, figures, strict=True), 1):
        for column, text in enumerate([label, *row], 1):
            table.cell(number, column).text = text
    made.add_paragraph("完")  # LibreOffice loses a table that ends a Word 97 file
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Saves a DOCX in another format with LibreOffice."""

    def save(data: bytes, extension: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        (folder / "source.docx").write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
                   extension, "--outdir", str(folder), str(folder / "source.docx")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"source.{extension}").read_bytes()

    return save


def figures_of(data: bytes, found: str) -> dict[str, list[str]]:
    content = next(reading.contents(found, data))
    (grid,) = (block for block in content.blocks if isinstance(block, Grid))
    cells = [[cell.text for cell in row] for row in grid.rows]
    return {row[1]: row[2:] for row in cells if row[1] in LABELS}


@pytest.mark.system("soffice")
@pytest.mark.parametrize("columns", [1, 3, 7])
@pytest.mark.parametrize("extension", ["doc", "rtf", "odt"])
def test_tables_come_through_with_their_blank_cells(office, extension, columns):
    figures = rows(columns, columns)
    data = office(document(figures), extension)
    assert kind.detect(data) == extension
    converted, found, _ = next(convert.conversions(data, extension))
    assert figures_of(converted, found) == dict(zip(LABELS, figures, strict=True))


@pytest.mark.system("soffice")
def test_pdf_by_libreoffice_reads_the_same(office):
    figures = rows(8, 5)
    data = office(document(figures), "pdf")
    content = next(reading.contents("pdf", data))
    text = [cell.text for block in content.blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    if text:  # a table style without borders is still a table
        assert [cell for row in figures for cell in row if cell] == [cell for cell in text if cell.isdigit()]


@pytest.mark.system("soffice", "antiword")
def test_antiword_is_taken_only_where_it_keeps_the_tables(office):
    narrow, wide = office(document(rows(1, 1)), "doc"), office(document(rows(7, 7)), "doc")
    assert next(convert.conversions(wide, "doc"))[2] == "LibreOffice"
    converted, found, program = next(convert.conversions(narrow, "doc"))
    assert (found, program) in (("docbook", "antiword"), ("docx", "LibreOffice"))
    assert figures_of(converted, found) == dict(zip(LABELS, rows(1, 1), strict=True))


@pytest.mark.system("soffice")
@pytest.mark.parametrize("dress", ["superscript", "strike", "double_strike", "color"])
def test_letters_that_are_not_plain_are_left_to_libreoffice(office, dress):
    made = writer.Document(io.BytesIO(document([["22"], ["1"], ["0"], ["5"]])))
    run = made.tables[0].cell(1, 2).paragraphs[0].add_run("1")
    if dress == "color":
        run.font.color.rgb = RGBColor(255, 255, 255)
    else:
        setattr(run.font, dress, True)
    buffer = io.BytesIO()
    made.save(buffer)
    converted, found, program = next(convert.conversions(office(buffer.getvalue(), "doc"), "doc"))
    assert program == "LibreOffice"
    assert figures_of(converted, found)[LABELS[0]] == ["22[1]" if dress == "superscript" else "22"]


def test_a_missing_program_is_named(monkeypatch):
    monkeypatch.setattr(convert.shutil, "which", lambda _: None)
    with pytest.raises(Unreadable, match="LibreOffice") as refused:
        next(convert.conversions(b"{\\rtf1 text}", "rtf"))
    assert "install LibreOffice" in refused.value.remedy


def test_a_program_that_hangs_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(convert.shutil, "which", lambda name: str(slow) if name == "soffice" else None)
    with pytest.raises(Unreadable, match="within"):
        next(convert.conversions(b"{\\rtf1 text}", "rtf", timeout=0.5))


@pytest.mark.system("soffice")
def test_bytes_no_program_opens_are_refused():
    with pytest.raises(Unreadable):
        next(convert.conversions(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "doc"))


def test_docbook_with_bars_outside_of_tables_is_not_trusted():
    table = b"<informaltable><tgroup><tbody><row><entry>a</entry></row></tbody></tgroup></informaltable>"
    assert docbook.is_faithful(b"<book><para>text</para><para>" + table + b"</para></book>")
    assert not docbook.is_faithful(b"<book><para>|a |0 | |1 |</para><para>" + table + b"</para></book>")
    assert not docbook.is_faithful(b"<book><para>no table at all</para></book>")


def test_what_a_program_gives_can_be_read_in_every_way(monkeypatch):
    figures = rows(3, 7)
    monkeypatch.setattr(convert, "conversions", lambda data, found: iter([(data, "docx", "LibreOffice")]))
    found = [content.reader for content in reader.converted(document(figures), "doc")]
    assert found == ["LibreOffice+docx", "LibreOffice+docx as lines"]
