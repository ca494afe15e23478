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


@pytest.mark.parametrize(("old", "new"), [("</w:tc>", ""), ("<w:t>", "<w:e>"), ("<w:r>", "<w:r></w:tc>")])
def test_a_body_whose_tags_do_not_fit_together_is_not_read(old, new):
    whole = body(f"<w:tbl><w:tr>{cell('a')}{cell('5')}</w:tr></w:tbl>")
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(damaged, "w") as copy:
        for name in package.namelist():
            count = int(name == "word/document.xml")
            copy.writestr(name, package.read(name).replace(old.encode(), new.encode(), count))
    with pytest.raises(Unreadable):
        list(docx.contents(damaged.getvalue()))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("77") + run("1", '<w:vertAlign w:val="superscript"/>'), "77[1]"),
        (run("77") + run("1", '<w:vertAlign w:val="superscript"/>') + run("2", '<w:vertAlign w:val="superscript"/>'),
         "77[12]"),
        (run("77", '<w:vertAlign w:val="superscript"/>'), "77"),
        (run("77") + run("1", '<w:position w:val="8"/>'), "77[1]"),  # as LibreOffice writes it
        (run("7") + run("1", '<w:position w:val="2"/>') + run("2", '<w:position w:val="-2"/>'), "712"),
        (run("77") + run("2", '<w:rStyle w:val="Mark"/>'), "77[2]"),
        (run("77") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t></w:r>', "77[3]"),
        (run("9", "<w:strike/>") + run("77"), "77"),
        (run("9", "<w:dstrike/>") + run("77", '<w:strike w:val="0"/>'), "77"),
        (run("9", '<w:rStyle w:val="Old"/>') + run("77"), "77"),
        (run("9", '<w:rStyle w:val="Older"/>') + run("77"), "77"),
        (run("9", '<w:color w:val="ffffff"/>') + run("77"), "77"),
        (run("9", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="336699"/>') + run("77"), "977"),
        ('<w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>77</w:t></w:r></w:rubyBase></w:ruby>'
         "</w:r>", "77"),
        ('<w:r><w:sym w:font="Times New Roman" w:char="F037"/><w:sym w:font="Calibri" w:char="0037"/></w:r>', "77"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F037"/></w:r>', "\ufffd"),
        ('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>' + run("1234") + "</w:sdtContent></w:sdt>"
         + run("77"), "77"),
        ('<w:sdt><w:sdtPr/><w:sdtContent>' + run("77") + "</w:sdtContent></w:sdt>", "77"),
        ('<w:fldSimple w:instr="FORMTEXT 5">' + run("77") + "</w:fldSimple>", "77"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=5</w:instrText></w:r>' + run("77"), "77"),
    ],
)  # fmt: skip
def test_a_figure_is_what_the_document_shows(runs, text):
    document = writer.Document()
    for xml in ('<w:style {} w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
                '<w:style {} w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr>',
                '<w:style {} w:type="character" w:styleId="Older"><w:basedOn w:val="Old"/>'):  # fmt: skip
        document.styles.element.append(parse_xml(xml.format(WORD) + "</w:style>"))
    table = f"<w:tbl><w:tr>{cell('x')}<w:tc><w:tcPr/><w:p>{runs}</w:p></w:tc></w:tr><w:tr>{cell('y')}{cell('2')}" \
        "</w:tr></w:tbl>"
    for element in parse_xml(f"<w:body {WORD}>{table}</w:body>"):
        document.element.body.insert(0, element)
    assert read(saved(document))[0] == [["x", text], ["y", "2"]]


def test_rows_hidden_and_cells_deleted_are_left_out():
    xml = (
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell('x')}{cell('1')}</w:tr>"
        f"<w:tr>{cell('y')}{cell('3', '<w:cellDel/>')}{cell('2')}</w:tr></w:tbl>"
    )
    assert read(body(xml))[0] == [["y", "2"]]


def test_two_paragraphs_of_figures_in_one_cell_stay_two():
    two = "<w:tc><w:tcPr/><w:p><w:r><w:t>3</w:t></w:r></w:p><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>"
    data = body(f"<w:tbl><w:tr>{cell('x')}{two}</w:tr></w:tbl>")
    assert read(data)[0] == [["x", "3\n5"]]
    assert read(data, 1)[0] == "x\t3 5"


def test_a_table_of_one_cell_only_frames_its_figure():
    framed = f"<w:tc><w:tcPr/><w:tbl><w:tr>{cell('5')}</w:tr></w:tbl><w:p/></w:tc>"
    assert read(body(f"<w:tbl><w:tr>{cell('a')}{framed}</w:tr><w:tr>{cell('b')}{cell('2')}</w:tr></w:tbl>"))[0] == [
        ["a", "5"], ["b", "2"],
    ]  # fmt: skip


@pytest.mark.parametrize("width", [0, 1, 23, 89])
def test_a_grid_whose_columns_have_no_width_keeps_its_blank_cells(width):
    columns = "<w:tblGrid>" + f'<w:gridCol w:w="{width}"/>' * 4 + "</w:tblGrid>"
    lines = [["a", "", "2", ""], ["b", "1", "", "3"]]
    xml = "".join(f"<w:tr>{''.join(map(cell, line))}</w:tr>" for line in lines)
    assert read(body(f"<w:tbl>{columns}{xml}</w:tbl>"))[0] == lines
