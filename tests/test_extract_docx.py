import io
import zipfile

import docx as writer
import pytest
from docx.oxml import parse_xml

from extract import docx, reading
from extract.errors import Unreadable
from extract.grid import Grid

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def body(xml: str) -> bytes:
    """A document with ``xml`` as its body."""
    document = writer.Document()
    for element in parse_xml(f"<w:body {WORD}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def read(data: bytes, way: int = 0) -> list:
    blocks = list(docx.contents(data))[way].blocks
    return [[["^" if c.covered else c.text for c in row] for row in b.rows] if isinstance(b, Grid) else b.text
            for b in blocks]  # fmt: skip


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_merged_cells_and_order():
    document = writer.Document()
    document.add_paragraph("一\n二")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "head"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "side"
    for row in (1, 2):
        for column in (1, 2):
            table.cell(row, column).text = str(row * 10 + column)
    table.cell(2, 2).text = ""
    document.add_paragraph("end")
    expected = [["head", "^", "^"], ["side", "11", "12"], ["^", "21", ""]]
    assert read(saved(document)) == ["一", "二", expected, "end"]
    assert read(saved(document), 1) == ["一", "二", "head", "side\t11\t12", "21\t", "end"]


def test_tracked_changes_show_the_last_version():
    xml = (
        "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>c</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell('x')}{cell('1')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell('y')}{cell('2')}</w:tr></w:tbl>"
    )
    assert read(body(xml)) == ["ac", [["x", "1"]]]


def test_grid_before_and_slivers_between_columns():
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 20, 1000, 1000))
    wide, narrow = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="1"/>'
    xml = (
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr>{cell('a', wide)}{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr>{cell('b', narrow)}{cell('3', wide)}{cell('4')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("5")}{cell("6")}</w:tr></w:tbl>'
    )
    assert read(body(xml)) == [[["a", "1", "2"], ["b", "3", "4"], ["^", "5", "6"]]]


def test_nested_table_and_text_box():
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    inner = f"<w:tbl><w:tr>{cell('n')}{cell('1')}</w:tr></w:tbl>"
    xml = (
        f"<w:p><w:r><w:t>a</w:t></w:r>{box}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )
    assert read(body(xml)) == ["a", "boxed", "outer", [["n", "1"]]]


def test_damage_is_unreadable():
    whole = saved(writer.Document())
    with pytest.raises(Unreadable):
        list(reading.contents("docx", whole[: len(whole) // 2]))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(Unreadable):
        list(docx.contents(empty.getvalue()))
