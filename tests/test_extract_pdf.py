import io
import random
import re

import pytest
from PIL import Image
from reportlab.lib.colors import black, white, yellow
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import pdf, pdf_page, reading
from extract.errors import Unreadable
from extract.grid import Grid
from extract.pdf_lines import DOUBT

FONT = "STSong-Light"
LABELS = ["规章", "行政规范性文件", "行政许可决定", "行政处罚", "重复申请", "其他处理结果"]
HEAD = ["自然人", "商业企业", "科研机构", "其他", "总计"]
LEFT, TOP, WIDE, STEP, HIGH = 40, 760, 110, 62, 20
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def canvas(size=A4) -> tuple[Canvas, io.BytesIO]:
    buffer = io.BytesIO()
    made = Canvas(buffer, pagesize=size)
    made.setFont(FONT, 10)
    return made, buffer


def finished(made: Canvas, buffer: io.BytesIO) -> bytes:
    made.showPage()
    made.save()
    return buffer.getvalue()


def figures(seed: int, blank: float = 0.0) -> list[list[str]]:
    chance = random.Random(seed)

    def pick() -> str:
        return "" if chance.random() < blank else str(chance.choice([0, 0, 1, 3, 7, 12, 48, 305, 1206]))

    return [[pick() for _ in HEAD] for _ in LABELS]


def draw(made: Canvas, rows: list[list[str]], lines: str = "all", head: bool = True, top: float = TOP) -> None:
    """A table: labels left, figures centred. ``lines``: all, none, flat, open (no line below, none at the sides)."""
    table = [["", *HEAD], *([label, *row] for label, row in zip(LABELS, rows, strict=False))][0 if head else 1 :]
    for number, row in enumerate(table):
        y = top - number * HIGH - 14
        made.drawString(LEFT + 3, y, row[0])
        for column, text in enumerate(row[1:]):
            made.drawCentredString(LEFT + WIDE + column * STEP + STEP / 2, y, text)
    right, bottom = LEFT + WIDE + len(HEAD) * STEP, top - len(table) * HIGH
    if lines in ("all", "flat", "open"):
        for number in range(len(table) + (lines != "open")):
            made.line(LEFT, top - number * HIGH, right, top - number * HIGH)
    if lines in ("all", "open"):
        for column in range(len(HEAD) + (lines == "all")):
            x = LEFT + WIDE + column * STEP
            made.line(x, top, x, bottom)
    if lines == "all":
        made.line(LEFT, top, LEFT, bottom)


def blocks(data: bytes, way: int = 0) -> list:
    return list(pdf.contents(data))[way].blocks


def grids(data: bytes) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in block.rows] for block in blocks(data) if isinstance(block, Grid)]


def texts(data: bytes, way: int = 0) -> list[str]:
    return [block.text for block in blocks(data, way) if not isinstance(block, Grid)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("blank", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("lines", ["all", "open", "flat", "none"])
def test_figures_stand_in_their_columns_with_and_without_lines(lines, blank, seed):
    made, buffer = canvas()
    rows = figures(seed, blank)
    made.drawString(LEFT, TOP + 30, "第一部分工作的总体情况")
    draw(made, rows, lines)
    data = finished(made, buffer)
    (grid,) = grids(data)
    assert [[label, *row] for label, row in zip(LABELS, rows, strict=True)] == [row[-6:] for row in grid[-6:]]
    assert [text for text in grid[0] if text] == HEAD
    assert texts(data) == ["第一部分工作的总体情况"]


def test_a_page_turned_reads_upright():
    for turn in (90, 180, 270):
        made, buffer = canvas(landscape(A4))
        made.drawString(LEFT, 580, "标题")
        draw(made, figures(5), top=560)
        made.setPageRotation(turn)
        assert grids(finished(made, buffer))[0][1][1:] == figures(5)[0]


@pytest.mark.parametrize(("angle", "x", "y"), [(-90, 0, A4[1]), (90, A4[0], 0), (180, *A4)])
def test_a_table_drawn_sideways_reads_upright(angle, x, y):
    made, buffer = canvas()
    made.translate(x, y)
    made.rotate(angle)
    draw(made, figures(6), top=560)
    assert [row[1:] for row in grids(finished(made, buffer))[0][1:]] == figures(6)


def test_a_table_set_sideways_on_an_upright_page_is_read_beside_the_upright_one():
    made, buffer = canvas()
    rows, other = [["1206", "305", "48", "12", "48"]] * 6, figures(5)
    draw(made, other)
    made.saveState()
    made.translate(560, 60)
    made.rotate(90)
    draw(made, rows, top=200)
    made.restoreState()
    assert [grid[1:] for grid in grids(finished(made, buffer))] == [
        [[label, *row] for label, row in zip(LABELS, own, strict=True)] for own in (rows, other)
    ]  # fmt: skip


def test_lone_figures_below_a_page_end_keep_their_columns():
    made, buffer = canvas()
    draw(made, figures(7), "none")
    made.showPage()
    made.setFont(FONT, 10)
    rows = [["", "", "4", "", ""], ["", "15", "", "", "6"]]
    draw(made, rows, "none", head=False)
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid[-2:]] == rows


def test_single_figures_under_as_many_words_are_certain_though_two_columns_stand_close():
    made, buffer = canvas()
    places = [LEFT + WIDE + at for at in (20, 80, 140, 200, 213)]
    rows = [["1", "0", "2", "0", "3"], ["0", "0", "0", "4", "4"], ["5", "1", "0", "0", "6"]]
    for word, place in zip(["自然人", "商业企业", "科研机构", "其", "总"], places, strict=True):
        made.drawCentredString(place, TOP - 14, word)
    for number, (label, row) in enumerate(zip(LABELS, rows, strict=False), 1):
        made.drawString(LEFT, TOP - number * HIGH - 14, label)
        for figure, place in zip(row, places, strict=True):
            made.drawCentredString(place, TOP - number * HIGH - 14, figure)
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid[-3:]] == rows


def test_rows_parted_by_lines_keep_an_empty_column_over_the_page_end():
    made, buffer = canvas()
    draw(made, figures(7), "flat")
    made.showPage()
    made.setFont(FONT, 10)
    rows = [["1", "", "4", "0", "5"], ["2", "", "0", "15", "17"], ["0", "", "3", "1", "4"]]
    draw(made, rows, "flat", head=False)
    made.line(LEFT + 55, 500, LEFT + 300, 500)  # of another table, which begins where the labels above go on
    made.line(LEFT + 55, 480, LEFT + 300, 480)
    (first, *_) = grids(finished(made, buffer))
    assert [row[-5:] for row in first[len(LABELS) + 1 :][:3]] == rows


def test_a_label_that_runs_into_the_first_figure_makes_no_blank_of_it():
    made, buffer = canvas()
    draw(made, [["3", "1", "0", "0", "4"], ["", "2", "1", "0", "15"], ["7", "0", "0", "1", "8"]], "none")
    made.drawString(LEFT + 102, TOP - 2 * HIGH - 14, "的数量12")
    (grid,) = grids(finished(made, buffer))
    assert grid[2][-5] != "" and grid[2][-4:] == ["2", "1", "0", "15"]


def test_a_label_in_two_lines_finds_the_figures_between_them():
    made, buffer = canvas()
    for number, (label, row) in enumerate([("确认或重新", "123"), ("无正当理由", "456"), ("重复申请", "789")]):
        y = TOP - number * 34
        if number < 2:
            made.drawString(LEFT, y + 6, label)
            made.drawString(LEFT, y - 6, "出具信息")
        else:
            made.drawString(LEFT, y, label)
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * STEP, y, text)
    (grid,) = grids(finished(made, buffer))
    assert grid == [
        ["确认或重新\n出具信息", "1", "2", "3"], ["无正当理由\n出具信息", "4", "5", "6"], ["重复申请", "7", "8", "9"],
    ]  # fmt: skip


def test_a_number_wrapped_in_a_narrow_cell_is_one_number():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 96], [TOP, TOP - 30, TOP - 60])
    made.drawString(LEFT + 2, TOP - 18, "收费")
    made.drawString(LEFT + 62, TOP - 12, "961716")
    made.drawString(LEFT + 62, TOP - 24, ".28")
    made.drawString(LEFT + 2, TOP - 48, "许可")
    made.drawString(LEFT + 62, TOP - 42, "1")
    made.drawString(LEFT + 62, TOP - 54, "2")
    assert grids(finished(made, buffer)) == [[["收费", "961716.28"], ["许可", "1\n2"]]]


def test_an_annotated_number_wrapped_after_its_first_digit_is_whole():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 98], [TOP, TOP - 70])
    made.drawString(LEFT + 2, TOP - 18, "重复申请")
    for number, line in enumerate(["2", "8（其", "中修", "订1", "件）"]):
        made.drawString(LEFT + 66, TOP - 15 - number * 13, line)
    assert grids(finished(made, buffer)) == [[["重复申请", "28（其中修订1件）"]]]


def test_numbers_wrapped_in_columns_without_lines_are_whole():
    made, buffer = canvas()
    for column, (upper, lower) in enumerate([("84", ""), ("28", "1"), ("10", "37"), ("0", ""), ("48", "5")]):
        made.drawString(LEFT + column * 40, TOP, upper)
        made.drawString(LEFT + column * 40, TOP - 14, lower)
    assert grids(finished(made, buffer)) == [[["", "84", "281", "1037", "0", "485"]]]


def test_a_label_running_over_its_line_stays_in_its_cell():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 120], [TOP, TOP - 30])
    made.drawString(LEFT + 2, TOP - 18, "危及三安全一稳")
    made.drawString(LEFT + 90, TOP - 18, "383")
    assert grids(finished(made, buffer)) == [[["危及三安全一稳", "383"]]]


def test_a_point_set_lower_stays_between_its_digits():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 130], [TOP, TOP - 30])
    made.drawString(LEFT + 2, TOP - 18, "收费")
    made.drawString(LEFT + 62, TOP - 18, "96171")
    made.drawString(LEFT + 87, TOP - 22, ".")
    made.drawString(LEFT + 90, TOP - 18, "6")
    assert grids(finished(made, buffer)) == [[["收费", "96171.6"]]]


def test_merged_cells_and_a_vertical_label():
    made, buffer = canvas()
    made.rect(LEFT, TOP - 80, 120, 80)
    made.line(LEFT + 20, TOP, LEFT + 20, TOP - 80)
    made.line(LEFT + 70, TOP, LEFT + 70, TOP - 80)
    for number in range(4):
        made.line(LEFT + 20, TOP - number * 20, LEFT + 120, TOP - number * 20)
        made.drawString(LEFT + 5, TOP - 15 - number * 18, "办理结果"[number])
        made.drawString(LEFT + 24, TOP - 14 - number * 20, f"标签{number}")
        made.drawString(LEFT + 90, TOP - 14 - number * 20, str(number * 7))
    (block,) = blocks(finished(made, buffer))
    assert block.rows[0][0].text.replace("\n", "") == "办理结果"
    assert [[cell.text for cell in row[1:]] for row in block.rows] == [[f"标签{n}", str(n * 7)] for n in range(4)]
    assert [row[0].covered for row in block.rows] == [False, True, True, True]
    assert block.rows[2][2].place == "page 1, table 1, row 3, column 3"


def test_highlighted_prose_is_no_table():
    made, buffer = canvas()
    prose = [f"第{n}行正文，全年公开信息{n * 13}条，比上年增加{n}条，办结率百分之百。" for n in range(1, 9)]
    for number, line in enumerate(prose):
        made.setFillColor(white if number % 2 else yellow)
        made.rect(LEFT, TOP - number * 18 - 4, 400, 16, stroke=0, fill=1)
        made.setFillColorRGB(0, 0, 0)
        made.drawString(LEFT, TOP - number * 18, line)
    data = finished(made, buffer)
    assert grids(data) == []
    assert texts(data) == prose
    assert texts(data, 1) == prose


def test_bold_made_by_printing_twice_counts_once():
    made, buffer = canvas()
    for shift in (0, 0.3):
        made.drawString(LEFT + shift, TOP, "总计 11 条")
    (text,) = texts(finished(made, buffer))
    assert text.replace(" ", "") == "总计11条"


def picture_page(made: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    made.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 210 * mm, 297 * mm)


def test_scans_are_refused_and_a_single_picture_page_noted():
    made, buffer = canvas()
    picture_page(made)
    with pytest.raises(Unreadable, match="scanned pictures"):
        list(pdf.contents(finished(made, buffer)))
    made, buffer = canvas()
    draw(made, figures(8))
    made.showPage()
    picture_page(made)
    assert next(pdf.contents(finished(made, buffer))).notes == ["pictures: page 2 holds no text but a picture"]


def test_locked_empty_and_cut_files_are_refused():
    made = Canvas(locked := io.BytesIO(), encrypt="secret")
    made.drawString(0, 0, "text")
    made.save()
    with pytest.raises(Unreadable, match="password"):
        list(pdf.contents(locked.getvalue()))
    made, buffer = canvas()
    with pytest.raises(Unreadable, match="no text"):
        list(pdf.contents(finished(made, buffer)))
    with pytest.raises(Unreadable):
        list(reading.contents("pdf", b"%PDF-1.4\n1 0 obj\n<<"))


def test_pages_beyond_the_bound_are_noted(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    made, buffer = canvas()
    for _ in range(4):
        made.setFont(FONT, 10)
        made.drawString(LEFT, TOP, "一页正文，足够长的一行字，好让它算作有文字的一页")
        made.showPage()
    made.save()
    content = next(pdf.contents(buffer.getvalue()))
    assert content.notes == ["pages read: the first 2 of 4"]
    assert len(content.blocks) == 2


def test_letters_of_a_page_beyond_the_bound_are_counted_and_none_is_cut_from_its_figure(monkeypatch):
    made, buffer = canvas()
    made.drawString(LEFT, TOP, "一页正文，足够长的一行字，好让它算作有文字的一页 12345")
    made.drawString(LEFT, TOP - 20, "下一行")
    data = finished(made, buffer)
    assert pdf_page.MOST_LETTERS == 30_000
    assert next(pdf.contents(data)).notes == []
    monkeypatch.setattr(pdf_page, "MOST_LETTERS", 28)
    content = next(pdf.contents(data))
    assert content.notes == ["page 1: 10 letters beyond the first 28 are not read"]
    assert [block.text for block in content.blocks] == ["一页正文，足够长的一行字，好让它算作有文字的一页"]


def test_junk_before_the_head_does_no_harm():
    made, buffer = canvas()
    draw(made, figures(9))
    assert grids(b"HTTP/1.1 200 OK\r\n\r\n" + finished(made, buffer))[0][1][1:] == figures(9)[0]


@pytest.mark.parametrize("draw_at", ["left", "middle", "right"])
def test_a_figure_running_over_its_border_stays_whole_in_its_cell(draw_at):
    made, buffer = canvas()
    rows = [["1134", "93", "88888"], ["5", "120", "7"], ["0", "4520", "6"]]
    borders = [LEFT, LEFT + 60, LEFT + 76, LEFT + 92, LEFT + 108]
    made.grid(borders, [TOP - 20 * number for number in range(4)])
    for number, row in enumerate(rows):
        made.drawString(LEFT + 2, TOP - 20 * number - 14, LABELS[number])
        for column, text in enumerate(row, 1):
            left, y = borders[column], TOP - 20 * number - 14
            if draw_at == "left":
                made.drawString(left + 2, y, text)
            elif draw_at == "middle":
                made.drawCentredString(left + 8, y, text)
            else:
                made.drawRightString(left + 14, y, text)
    (grid,) = grids(finished(made, buffer))
    wrong = [
        (cell, text) for line, row in zip(grid, rows, strict=True) for cell, text in zip(line[1:], row, strict=True)
        if cell != text and DOUBT not in cell
    ]
    assert wrong == [] and [line[0] for line in grid] == LABELS[:3]


def test_single_digits_that_touch_over_a_border_are_never_one_number_beside_a_blank():
    made, buffer = canvas()
    rows = [["1", "0", "0", "2"], ["0", "3", "1", "0"], ["4", "0", "0", "0"]]
    borders = [LEFT, LEFT + 60, *(LEFT + 60 + 6 * number for number in range(1, 5))]
    made.grid(borders, [TOP - 20 * number for number in range(4)])
    for number, row in enumerate(rows):
        made.drawString(LEFT + 2, TOP - 20 * number - 14, LABELS[number])
        for column, text in enumerate(row, 1):
            made.drawString(borders[column] + 0.5, TOP - 20 * number - 14, text)
    (grid,) = grids(finished(made, buffer))
    wrong = [
        (cell, text) for line, row in zip(grid, rows, strict=True) for cell, text in zip(line[1:], row, strict=True)
        if cell != text and DOUBT not in cell
    ]
    assert wrong == []


def test_figures_printed_over_one_another_are_in_doubt():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 120], [TOP, TOP - 30])
    made.drawString(LEFT + 2, TOP - 18, "收费")
    made.drawString(LEFT + 62, TOP - 18, "1134")
    made.drawString(LEFT + 72, TOP - 18, "75")
    data = finished(made, buffer)
    for way in (0, 1):
        (grid,) = [block for block in blocks(data, way) if isinstance(block, Grid)]
        assert DOUBT in grid.rows[0][1].text


def test_two_figures_below_one_another_with_room_beside_them_are_not_one():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 86], [TOP, TOP - 30])
    made.drawString(LEFT + 2, TOP - 18, "许可")
    made.drawString(LEFT + 65, TOP - 12, "10")
    made.drawString(LEFT + 65, TOP - 24, "59")
    assert grids(finished(made, buffer)) == [[["许可", "10\n59"]]]


def ruled_pair(draw_figure) -> bytes:
    """A ruled table of two rows whose first figure is drawn by ``draw_figure`` at its place."""
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 90, LEFT + 160], [TOP, TOP - 30, TOP - 60])
    made.drawString(LEFT + 2, TOP - 48, LABELS[1])
    made.drawString(LEFT + 95, TOP - 48, "12")
    made.drawString(LEFT + 2, TOP - 18, LABELS[0])
    draw_figure(made, LEFT + 95, TOP - 18)
    made.setFont(FONT, 10)
    made.setFillColor(black)
    made.drawString(LEFT, TOP - 90, "下面是说明文字，共一行，说明文字说明文字")
    return finished(made, buffer)


def white_letter(made, x, y):
    made.drawString(x, y, "77")
    made.setFillColor(white)
    made.drawString(x + 20, y, "9")


def white_letter_on_colour(made, x, y):
    made.setFillColor(black)
    made.rect(x - 2, y - 4, 40, 16, stroke=0, fill=1)
    made.setFillColor(white)
    made.drawString(x, y, "77")


def covered(made, x, y):
    made.drawString(x, y, "934")
    made.setFillColor(white)
    made.rect(x - 2, y - 4, 40, 16, stroke=0, fill=1)
    made.setFillColor(black)
    made.drawString(x, y, "77")


def lit_up(made, x, y):
    made.drawString(x, y, "77")
    made.setFillColor(yellow, alpha=0.4)
    made.rect(x - 2, y - 4, 40, 16, stroke=0, fill=1)


def invisible(made, x, y):
    made.drawString(x, y, "77")
    words = made.beginText(x + 20, y)
    words.setTextRenderMode(3)
    words.textOut("9")
    words.setTextRenderMode(0)
    made.drawText(words)


def another_below(made, x, y):
    made.drawString(x, y, "77")
    words = made.beginText(x, y)
    words.setTextRenderMode(3)
    words.textOut("90")
    words.setTextRenderMode(0)
    made.drawText(words)


def clipped(made, x, y):
    made.drawString(x, y, "77")
    made.saveState()
    path = made.beginPath()
    path.rect(x, y - 200, 30, 30)
    made.clipPath(path, stroke=0)
    made.drawString(x + 14, y, "9")
    made.restoreState()


def clipped_in_place(made, x, y):
    made.saveState()
    path = made.beginPath()
    path.rect(x - 5, y - 10, 60, 30)
    made.clipPath(path, stroke=0)
    made.drawString(x, y, "77")
    made.restoreState()


def watermark(made, x, y):
    made.drawString(x, y, "77")
    made.saveState()
    made.translate(x + 5, y - 5)
    made.rotate(45)
    made.setFont(FONT, 30)
    made.drawString(-20, 0, "20230105")
    made.restoreState()


def pale_on_pale(made, x, y):
    made.setFillColorRGB(0.91, 0.93, 0.97)
    made.rect(x - 2, y - 4, 60, 16, stroke=0, fill=1)
    made.setFillColor(black)
    made.drawString(x, y, "77")
    made.setFillColor(white)
    made.drawString(x + 20, y, "9")


def speck(made, x, y):
    made.drawString(x, y, "77")
    made.setFont(FONT, 0.4)
    made.drawString(x + 20, y, "9")


def level_watermark(made, x, y):
    made.setFillGray(0.85)
    made.setFont(FONT, 40)
    made.drawString(x - 90, y - 10, "公开2023")
    made.setFillColor(black)
    made.setFont(FONT, 10)
    made.drawString(x, y, "77")


def in_form(made, x, y):
    made.beginForm("inner")
    made.setFont(FONT, 10)
    made.drawString(0, 0, "77")
    made.endForm()
    made.saveState()
    made.translate(x, y)
    made.doForm("inner")
    made.restoreState()


def struck(made, x, y):
    made.drawString(x, y, "9")
    made.drawString(x + 8, y, "77")
    made.line(x - 1, y + 3, x + 6, y + 3)


def field(made, x, y):
    made.acroForm.textfield(value="77", x=x, y=y - 3, width=40, height=14, fontSize=9, borderWidth=0, name="figure")


@pytest.mark.parametrize("size", [6, 10 * 5 / 6])  # Word's and a browser's
@pytest.mark.parametrize("raised", [True, False])
def test_a_small_digit_off_the_line_is_the_mark_of_a_note(raised, size):
    def noted(made, x, y):
        made.drawString(x, y, "77")
        made.setFont(FONT, size)
        made.drawString(x + 10.2, y + (4 if raised else -2), "1")
        made.drawString(x + 13.4, y + (4 if raised else -2), "2")

    (grid,) = grids(ruled_pair(noted))
    assert grid[0][1] == "77[12]"


@pytest.mark.parametrize(
    "draw_figure",
    [struck, field, white_letter, white_letter_on_colour, covered, lit_up, invisible, another_below, clipped,
     clipped_in_place, watermark, in_form, pale_on_pale, speck, level_watermark],
)
def test_a_figure_is_what_the_page_shows(draw_figure):
    (grid,) = grids(ruled_pair(draw_figure))
    assert grid == [[LABELS[0], "77"], [LABELS[1], "12"]]


def test_letters_that_are_not_seen_are_counted():
    (first, *_) = pdf.contents(ruled_pair(invisible))
    assert first.notes == ["page 1: 1 letters left out that are not seen or stand aslant"]


@pytest.mark.parametrize("way", ["below", "above", "invisible"])
def test_a_scan_with_recognised_text_is_a_scan(way):
    sheet = Image.new("L", (600, 840), 250)
    made, buffer = canvas()
    if way == "invisible":
        made.drawInlineImage(sheet, 0, 0, *A4)
    words = made.beginText(LEFT, TOP)
    words.setFont(FONT, 10)
    words.setTextRenderMode(3 if way == "invisible" else 0)
    for line in ["三、收到和处理政府信息公开申请情况", "规章 5 6 7", "行政规范性文件 1 2 3"] * 4:
        words.textLine(line)
    made.drawText(words)
    if way == "below":
        made.drawImage(ImageReader(sheet), 0, 0, *A4)
    data = finished(made, buffer)
    if way == "above":  # text in sight on a picture, as on coloured paper
        assert len(texts(data)) > 4
    else:
        with pytest.raises(Unreadable, match="scanned"):
            list(pdf.contents(data))


def test_a_figure_that_touches_its_label_is_a_figure():
    made, buffer = canvas()
    for number, (label, figure) in enumerate([("规章", "29"), ("许可", "32"), ("行政规范性文件", "17")]):
        words = label if len(label) == 2 else label + figure
        made.drawString(LEFT, TOP - 20 * number, words)
        if words == label:
            made.drawString(LEFT + 70, TOP - 20 * number, figure)
        made.drawString(LEFT + 120, TOP - 20 * number, "114")
    assert grids(finished(made, buffer)) == [
        [["规章", "29", "114"], ["许可", "32", "114"], ["行政规范性文件", "17", "114"]]
    ]


def test_text_with_a_shadow_is_seen():
    made, buffer = canvas()
    made.setFillColor(white)
    made.drawString(LEFT + 0.3, TOP - 0.3, "规章")
    made.setFillColor(black)
    made.drawString(LEFT, TOP, "规章")
    assert texts(finished(made, buffer)) == ["规章"]


def dotted(made, x0, y0, x1, y1):
    """A line of dots, each a shape of its own, as some makers draw it."""
    count = int(max(abs(x1 - x0), abs(y1 - y0)) / 1.2)
    for number in range(count + 1):
        made.circle(x0 + (x1 - x0) * number / count, y0 + (y1 - y0) * number / count, 0.3, stroke=0, fill=1)


def test_lines_of_thousands_of_dots_are_lines():
    made, buffer = canvas()
    rows = figures(11, 0.5)
    draw(made, rows, "none", head=False)
    right, bottom = LEFT + WIDE + len(HEAD) * STEP, TOP - len(rows) * HIGH
    for number in range(len(rows) + 1):
        dotted(made, LEFT, TOP - number * HIGH, right, TOP - number * HIGH)
    for x in [LEFT, *(LEFT + WIDE + column * STEP for column in range(len(HEAD) + 1))]:
        dotted(made, x, TOP, x, bottom)
    assert grids(finished(made, buffer)) == [[[label, *row] for label, row in zip(LABELS, rows, strict=True)]]


def test_digits_set_wide_in_drawn_cells_are_one_number():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 140, LEFT + 220], [TOP, TOP - 30, TOP - 60])
    for number, row in enumerate([["12", "3806.25"], ["7", "491"]]):
        made.drawString(LEFT + 2, TOP - 18 - number * 30, LABELS[number][:4])
        for column, text in enumerate(row):
            made.drawString(LEFT + 66 + column * 80, TOP - 18 - number * 30, text, charSpace=5)
    assert grids(finished(made, buffer)) == [[["规章", "12", "3806.25"], ["行政规范", "7", "491"]]]


def test_figures_side_by_side_in_one_drawn_cell_are_not_one_number():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 220], [TOP, TOP - 30, TOP - 60])
    for number, row in enumerate(["105", "240"]):
        made.drawString(LEFT + 2, TOP - 18 - number * 30, LABELS[number][:4])
        for column, text in enumerate(row):
            made.drawString(LEFT + 66 + column * 24, TOP - 18 - number * 30, text)
    assert [row[-3:] for row in grids(finished(made, buffer))[0]] == [["1", "0", "5"], ["2", "4", "0"]]


def test_numbers_wrapped_in_several_cells_are_whole_though_their_padding_is_wide():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 82, LEFT + 104, LEFT + 126], [TOP, TOP - 30])
    made.drawString(LEFT + 2, TOP - 18, "许可")
    for column, (upper, lower) in enumerate([("1", "0"), ("5", "9"), ("7", "")]):
        made.drawString(LEFT + 66.5 + column * 22, TOP - 12, upper)
        made.drawString(LEFT + 66.5 + column * 22, TOP - 24, lower)
    assert grids(finished(made, buffer)) == [[["许可", "10", "59", "7"]]]


def test_cells_of_several_lines_between_flat_lines_are_whole():
    made, buffer = canvas()
    rows = [["重复申请", ["12"], ["26（含", "上年2件）"], ["0"]], ["其他处理", ["1", "0", "4"], ["7"], ["3"]],
            ["行政处罚", ["5"], [""], ["0"]], ["行政许可", ["0"], ["18"], ["2", "2"]]]  # fmt: skip
    for number, (label, *cells) in enumerate(rows):
        made.line(LEFT, TOP - number * 50, LEFT + 300, TOP - number * 50)
        made.drawString(LEFT + 2, TOP - number * 50 - 28, label)
        for column, cell in enumerate(cells):
            for line, text in enumerate(cell):
                y = TOP - number * 50 - 28 - (line - (len(cell) - 1) / 2) * 13
                made.drawCentredString(LEFT + 120 + column * 60, y, text)
    made.line(LEFT, TOP - 200, LEFT + 300, TOP - 200)
    assert grids(finished(made, buffer)) == [
        [["重复申请", "12", "26（含\n上年2件）", "0"], ["其他处理", "1\n0\n4", "7", "3"], ["行政处罚", "5", "", "0"],
         ["行政许可", "0", "18", "2\n2"]]
    ]  # fmt: skip


@pytest.mark.parametrize("lines", ["all", "flat", "none"])
def test_digits_set_wide_one_by_one_are_one_number(lines):
    made, buffer = canvas()
    rows = [["481", "20", "7", "1096", "305"], ["12", "0", "33", "5", "64"]]
    draw(made, [[""] * 5] * 2, lines, head=False)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            for place, digit in enumerate(text):
                made.drawString(LEFT + WIDE + column * STEP + 15 + place * 6.6, TOP - number * HIGH - 14, digit)
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid] == rows


@pytest.mark.parametrize("lines", ["all", "flat", "none"])
def test_digits_set_wide_in_one_stroke_are_one_number(lines):
    made, buffer = canvas()
    rows = [["481", "20", "7", "1096", "305"], ["12", "0", "33", "5", "64"]]
    draw(made, [[""] * 5] * 2, lines, head=False)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * STEP + 5, TOP - number * HIGH - 14, text, charSpace=6)
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid] == rows


@pytest.mark.parametrize("align", ["left", "middle"])
def test_a_wrapped_remark_in_columns_without_lines_stays_with_its_figure(align):
    made, buffer = canvas()
    rows = [["5", "8", "0"], ["7", ["26（含", "上年2件）"], "3"], ["0", "1", ["9", "（其中修", "订1件）"]],
            ["2", "4", "6"]]  # fmt: skip
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * 46, LABELS[number][:5])
        for column, cell in enumerate(row):
            for line, text in enumerate(cell):
                y = TOP - number * 46 - (line - (len(cell) - 1) / 2) * 13
                x = LEFT + WIDE + column * STEP
                made.drawString(x, y, text) if align == "left" else made.drawCentredString(x + 20, y, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid] == [
        ["5", "8", "0"], ["7", "26（含上年2件）", "3"], ["0", "1", "9（其中修订1件）"], ["2", "4", "6"],
    ]  # fmt: skip


def test_words_wrapped_in_the_place_of_a_figure_do_not_end_the_table():
    made, buffer = canvas()
    rows = [["5", "8", "0"], ["7", ["详见公", "告"], "3"], ["2", "4", "6"]]
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * 30, LABELS[number][:5])
        for column, cell in enumerate(row):
            for line, text in enumerate(cell):
                y = TOP - number * 30 - (line - (len(cell) - 1) / 2) * 13
                made.drawCentredString(LEFT + WIDE + column * STEP, y, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid] == [["5", "8", "0"], ["7", "详见公告", "3"], ["2", "4", "6"]]


def test_words_in_the_place_of_a_figure_beside_lines_of_its_label_do_not_end_the_table():
    made, buffer = canvas()
    rows = [["5", "8", "0"], ["", "7", "3"], ["2", "4", "6"]]
    for number, row in enumerate(rows):
        label = ["重复申请", "或者其他", "处理结果", "的数量"] if number == 1 else [LABELS[number][:5]]
        for line, text in enumerate(label):
            made.drawString(LEFT, TOP - number * 50 - (line - 1.5 * (number == 1)) * 13, text)
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP, TOP - number * 50, text)
    for line, text in enumerate(["详见公", "告"]):
        made.drawCentredString(LEFT + WIDE, TOP - 50 - (line - 0.5) * 13, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid] == [["5", "8", "0"], ["详见公告", "7", "3"], ["2", "4", "6"]]


def test_a_figure_cut_by_the_end_of_a_page_is_one():
    made, buffer = canvas()
    pages = [[("规章", ["7"], ["0"]), ("属于", ["5"], ["2"])],
             [("国家", [""], ["6（含", "上年2", "件）"]), ("行政", ["1"], ["4"])]]  # fmt: skip
    for rows in pages:
        made.setFont(FONT, 10)
        made.grid([LEFT, LEFT + 26, LEFT + 64, LEFT + 102], [TOP - 50 * number for number in range(3)])
        for number, (label, *cells) in enumerate(rows):
            made.drawString(LEFT + 3, TOP - 14 - number * 50, label)
            for column, cell in enumerate(cells):
                for line, text in enumerate(cell):
                    made.drawString(LEFT + 31 + column * 38, TOP - 14 - number * 50 - line * 13, text)
        made.showPage()
    made.save()
    assert [[text.replace("\n", "") for text in row] for grid in grids(buffer.getvalue()) for row in grid] == [
        ["规章", "7", "0"], ["属于国家", "5", "26（含上年2件）"], ["", "", ""], ["行政", "1", "4"],
    ]  # fmt: skip


def test_the_first_row_of_a_page_is_its_own_where_figures_begin_anew():
    made, buffer = canvas()
    for rows in ([("规章", "7", "0"), ("许可", "5", "2")], [("处罚", "3", "6"), ("行政", "1", "4")]):
        made.setFont(FONT, 10)
        made.grid([LEFT, LEFT + 26, LEFT + 70, LEFT + 114], [TOP - 50 * number for number in range(3)])
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                made.drawString(LEFT + 3 + (column > 0) * (column * 44 - 16), TOP - 14 - number * 50, text)
        made.showPage()
    made.save()
    assert [row for grid in grids(buffer.getvalue()) for row in grid] == [
        ["规章", "7", "0"], ["许可", "5", "2"], ["处罚", "3", "6"], ["行政", "1", "4"],
    ]  # fmt: skip


@pytest.mark.parametrize("lines", ["flat", "none"])
def test_digits_set_wide_one_by_one_are_in_doubt_where_no_line_parts_columns(lines):
    made, buffer = canvas()
    draw(made, [[""] * 5] * 3, lines, head=False)
    for number, row in enumerate([["48", "2", "", "31"], ["12", "", "33", "5"], ["7", "65", "20", ""]]):
        for column, text in enumerate(row):
            for place, digit in enumerate(text):
                made.drawString(LEFT + WIDE + column * STEP + place * 11, TOP - number * HIGH - 14, digit)
    (grid,) = grids(finished(made, buffer))
    assert all(DOUBT in text for row in grid for text in row[1:] if text)


def test_two_digits_set_wide_under_one_word_are_in_doubt():
    made, buffer = canvas()
    for x, head, digits in ((200, "上一年项目数量", "3"), (400, "本年增减数量", "99")):
        made.drawCentredString(x, TOP, head)
        for place, digit in enumerate(digits):
            made.drawString(x - 5 + place * 10, TOP - HIGH, digit)
    made.drawString(LEFT, TOP, "信息内容")
    made.drawString(LEFT, TOP - HIGH, LABELS[1])
    (grid,) = grids(finished(made, buffer))
    assert all(DOUBT in text for text in grid[-1][1:] if text)


def test_figures_that_touch_over_two_columns_are_in_doubt_beside_a_blank():
    made, buffer = canvas()
    rows = [["总", "维", "纠"], ["7965", "9", "3"], ["12", "8", "0"]]
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * HIGH, ["", *LABELS][number])
        for column, text in enumerate(row):
            for place, digit in enumerate(text):
                made.drawString(LEFT + WIDE + column * 20 + place * 5, TOP - number * HIGH, digit)
    (grid,) = grids(finished(made, buffer))
    assert [row[-3:] for row in grid][-2] == ["79659" + DOUBT, DOUBT, "3"]


def test_the_beginnings_of_numbers_above_their_row_make_no_row_of_blanks():
    made, buffer = canvas()
    for step, row in ((0, HEAD), (20, ["", "", "143", "", "119"]), (33, ["7", "6", "8", "1", "4"])):
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP, TOP - step, text)
    made.drawString(LEFT, TOP - 33, LABELS[0])
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid[-2:]] == [
        [DOUBT, DOUBT, "143" + DOUBT, DOUBT, "119" + DOUBT], ["7", "6", "8" + DOUBT, "1", "4" + DOUBT]
    ]  # fmt: skip


def test_the_beginning_of_a_number_above_the_first_row_leaves_its_end_uncertain():
    made, buffer = canvas()
    for step, row in ((20, ["", "", "", "", "143"]), (33, ["7", "6", "2", "1", "8"]), (60, ["1", "1", "0", "0", "2"])):
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP, TOP - step, text)
    made.drawString(LEFT, TOP - 33, LABELS[0])
    made.drawString(LEFT, TOP - 60, LABELS[1])
    (grid,) = grids(finished(made, buffer))
    assert [row[-1] for row in grid] == ["143" + DOUBT, "8" + DOUBT, "2"]


@pytest.mark.parametrize("last", [None, "0"])
def test_digits_alone_at_the_head_of_the_next_page_may_end_numbers_of_the_last_row_but_no_noughts(last):
    made, buffer = canvas()
    rows = figures(3)
    rows[-1][1:] = [last or text for text in rows[-1][1:]]
    draw(made, rows, "none")
    made.showPage()
    made.setFont(FONT, 10)
    made.drawCentredString(LEFT + WIDE + 2.5 * STEP, TOP, "4")
    made.drawString(LEFT, TOP - 40, "五、存在的主要问题及改进情况")
    (grid,) = grids(finished(made, buffer))
    assert grid[-2][1:] == rows[-2] and grid[-1][1:] == [text + DOUBT for text in rows[-1]]


def test_a_column_of_figures_in_one_cell_beside_the_rows_of_a_drawn_table_makes_no_blanks():
    made, buffer = canvas()
    right = LEFT + WIDE + 3 * STEP
    for number in range(6):
        made.line(LEFT, TOP - number * HIGH, right - STEP, TOP - number * HIGH)
    for x in (LEFT, LEFT + WIDE, LEFT + WIDE + STEP, right - STEP, right):
        made.line(x, TOP, x, TOP - 5 * HIGH)
    made.line(right - STEP, TOP, right, TOP)
    made.line(right - STEP, TOP - 5 * HIGH, right, TOP - 5 * HIGH)
    for number, row in enumerate([["规章", "5", "3", "8"]] * 5):
        for x, text in zip((LEFT, LEFT + WIDE, LEFT + WIDE + STEP, right - STEP), row, strict=True):
            made.drawString(x + 5, TOP - number * HIGH - 14, text)
    (grid,) = grids(finished(made, buffer))
    assert all("".join(row[-1]).strip() for row in grid)


def test_a_number_shown_in_one_stroke_is_one_though_it_reaches_below_two_words():
    made, buffer = canvas()
    for x, text in ((LEFT, "信息内容"), (200, "本年制发件数"), (400, "现行有  效件数")):
        made.drawString(x, TOP, text)
    for number, (own, last) in enumerate([("3", "42493"), ("70", "35878")], 1):
        for x, text in ((LEFT, LABELS[number]), (220, own), (425, last)):
            made.drawString(x, TOP - number * HIGH, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[-1] for row in grid[-2:]] == ["42493", "35878"]


def test_rows_of_figures_with_one_cell_before_them_are_no_strips():
    made, buffer = canvas()
    for number in range(5):
        made.line(LEFT + 90 * (number in (1, 2, 3)), TOP - 40 * number, LEFT + 300, TOP - 40 * number)
        if number < 4:
            made.drawString(LEFT + 2, TOP - 24 - number * 40, LABELS[number][:5])
            for column in range(3):
                made.drawString(LEFT + 110 + column * 60, TOP - 24 - number * 40, str(number * 3 + column))
    (grid,) = grids(finished(made, buffer))
    assert grid == [[LABELS[number][:5], *(str(number * 3 + column) for column in range(3))] for number in range(4)]


@pytest.mark.parametrize("at_top", [True, False])
def test_a_number_wrapped_before_its_remark_is_whole_in_columns_without_lines(at_top):
    made, buffer = canvas()
    rows = [["5", "8", "0"], ["7", ["2", "6（含", "上年2", "件）"], "3"], ["0", "1", "9"], ["2", "4", "6"]]
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * 56, LABELS[number][:5])
        for column, cell in enumerate(row):
            for line, text in enumerate(cell):
                y = TOP - number * 56 - (line - (0 if at_top else (len(cell) - 1) / 2)) * 13
                made.drawString(LEFT + WIDE + column * STEP, y, text)
    (grid,) = grids(finished(made, buffer))
    wanted = [["5", "8", "0"], ["7", "26（含上年2件）", "3"], ["0", "1", "9"], ["2", "4", "6"]]
    assert [row[1:] for row in grid] == wanted


def test_a_digit_alone_below_a_figure_puts_both_in_doubt():
    made, buffer = canvas()
    for number, row in enumerate([["124", "8", "0"], ["2", "3000", "16"]]):
        made.drawString(LEFT, TOP - number * 30, LABELS[number][:5])
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * STEP, TOP - number * 30, text)
    made.drawString(LEFT + WIDE + 2 * STEP, TOP - 43, "8")
    (grid,) = grids(finished(made, buffer))
    assert "16" not in grid[1] and "168" not in grid[1]
    assert [grid[0][1:], grid[1][1:3]] == [["124", "8", "0"], ["2", "3000"]]


def test_the_rest_of_a_number_at_the_head_of_a_page_is_put_back():
    made, buffer = canvas()
    for rows in ([("规章", "7", "0"), ("许可", "5", "12")], [("", "", "4"), ("行政", "1", "4")]):
        made.setFont(FONT, 10)
        made.grid([LEFT, LEFT + 26, LEFT + 70, LEFT + 94], [TOP - 50 * number for number in range(3)])
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                made.drawString(LEFT + 3 + (column > 0) * (column * 44 - 16), TOP - 14 - number * 50, text)
        made.showPage()
    made.save()
    assert [row[-1].replace("\n", "") for grid in grids(buffer.getvalue()) for row in grid] == ["0", "124", "", "4"]


def test_lines_that_begin_further_in_part_the_columns_of_labels():
    made, buffer = canvas()
    starts = [LEFT, LEFT + 70, LEFT + 70, LEFT, LEFT]
    for number, start in enumerate(starts):
        made.line(start, TOP - number * HIGH, LEFT + 360, TOP - number * HIGH)
    made.drawString(LEFT + 2, TOP - HIGH - 14, "（六）其他")
    for number, label in enumerate(["1.逾期不补正", "2.逾期不缴费", "3.其他"]):
        made.drawString(LEFT + 74, TOP - number * HIGH - 14, label)
    made.drawString(LEFT + 2, TOP - 3 * HIGH - 14, "四、结转下年度继续办理")
    for number in range(4):
        for column in range(4):
            made.drawCentredString(LEFT + 180 + column * 50, TOP - number * HIGH - 14, str(7 * number + column))
    (grid,) = grids(finished(made, buffer))
    assert [row[:2] for row in grid] == [["（六）其他", "1.逾期不补正"], ["", "2.逾期不缴费"], ["", "3.其他"],
                                         ["四、结转下年度继续办理", ""]]  # fmt: skip
    assert [row[2:] for row in grid] == [[str(7 * number + column) for column in range(4)] for number in range(4)]


@pytest.mark.parametrize("lines", ["flat", "none"])
def test_a_measure_behind_a_blank_is_no_column_of_its_own(lines):
    made, buffer = canvas()
    rows = [["3", "1件", "0", "0", "4"], ["0", "2", "1", "0", "3"], ["7", "0", "0", "1件", "8"]]
    draw(made, [[text if text.isdigit() else "" for text in row] for row in rows], lines)
    for row, column in ((0, 1), (2, 3)):
        middle = LEFT + WIDE + column * STEP + STEP / 2
        made.drawCentredString(middle, TOP - (row + 1) * HIGH - 14, "1 件", charSpace=0.6)
    (grid,) = grids(finished(made, buffer))
    assert [[text.replace(" ", "") for text in row[-5:]] for row in grid[-3:]] == rows


def test_a_figure_set_a_line_lower_than_its_row_is_no_blank_of_it():
    made, buffer = canvas()
    rows = [["3", "1", "0", "0", "4"], ["0", "2", "1", "0", ""], ["", "5", "0", "", "8"]]
    lower = [None, (4, "22611"), (0, "540")]
    for number, (label, row, loose) in enumerate(zip(LABELS, rows, lower, strict=False)):
        y = TOP - number * 40
        made.drawString(LEFT, y, label)
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP, y, text)
        if loose:
            made.drawCentredString(LEFT + WIDE + loose[0] * STEP, y - 13, loose[1])
    (grid,) = grids(finished(made, buffer))
    assert [row[-6:] for row in grid] == [
        [LABELS[0], *rows[0]], [LABELS[1], *rows[1][:-1], "22611" + DOUBT], [LABELS[2], "540" + DOUBT, *rows[2][1:]]
    ]  # fmt: skip


def test_a_label_whose_last_line_stands_lowest_does_not_move_its_row_below_the_next():
    made, buffer = canvas()
    for number, label in enumerate(["（一）予以公开", "（二）部分公开", "（三）不予公开"]):
        made.drawString(LEFT + 50, TOP - number * 22, label)
        for column in range(4):
            made.drawString(LEFT + 160 + column * STEP, TOP - number * 22, str(4 * number + column))
    for line, text in enumerate(["三、", "本年", "度办", "理结", "果"]):
        made.drawString(LEFT, TOP + 30 - line * 15, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[-4:] for row in grid] == [[str(4 * number + column) for column in range(4)] for number in range(3)]


def test_a_figure_and_its_remark_beside_a_label_of_several_rows_are_of_the_row_in_their_middle():
    made, buffer = canvas()
    for number, row in enumerate([["5", "8", "0"], ["7", "6"], ["2", "4", "6"]]):
        for column, text in enumerate([LABELS[number][:5], *row]):
            made.drawString(LEFT + 60 + column * STEP, TOP - number * 40, text)
    for line, text in enumerate(["26", "（含上", "年2", "件）"]):
        made.drawString(LEFT + 60 + 3 * STEP, TOP - 19 - line * 14, text)
    for line, text in enumerate(["（三）不予", "公开"]):
        made.drawString(LEFT, TOP - 8 - line * 14, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[-3:] for row in grid if row[-1]] == [["5", "8", "0"], ["7", "6", "26（含上年2件）"], ["2", "4", "6"]]


def test_the_number_before_a_remark_that_is_cut_puts_the_figure_above_it_in_doubt():
    made, buffer = canvas()
    rows = [(0, "一、本年新收", ["8", "529", "2570"]), (13, "申请数量", ["", "4（含", "7"]), (26, "", ["", "上年", ""]),
            (60, "二、上年结转", ["3", "0", "3"]), (90, "（一）公开", ["4", "6", "10"]), (103, "", ["", "8（其", ""]),
            (116, "", ["", "中修", ""])]  # fmt: skip
    for down, label, row in rows:
        made.drawString(LEFT, TOP - down, label)
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * STEP, TOP - down, text)
    data = finished(made, buffer)
    for way in (0, 1):
        found = [cell.text for block in blocks(data, way)
                 for cell in (sum(block.rows, ()) if isinstance(block, Grid) else [block])]  # fmt: skip
        words = " ".join(found).split()
        assert {"8", "3", "4", "10"} <= set(words)
        assert {"529", "2570", "6"}.isdisjoint(words)


def test_a_remark_in_a_row_of_its_own_leaves_the_row_above_certain():
    made, buffer = canvas()
    for number, row in enumerate([["5", "8"], ["7", "6"], ["2", "4"]]):
        for column, text in enumerate([LABELS[number][:5], *row]):
            made.drawString(LEFT + column * WIDE, TOP - number * 17, text)
    made.drawString(LEFT, TOP - 51, LABELS[3])
    made.drawString(LEFT + WIDE, TOP - 51, "3")
    for line, text in enumerate(["26（含", "上年2", "件）"]):
        made.drawString(LEFT + 2 * WIDE, TOP - 51 - line * 12, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[-2:] for row in grid] == [["5", "8"], ["7", "6"], ["2", "4"], ["3", "26（含上年2件）"]]


def test_words_in_a_column_without_figures_have_their_own_place():
    made, buffer = canvas()
    for column, text in enumerate(["0", "2", "见附件", "0", "5"]):
        made.drawCentredString(LEFT + 20 + column * STEP, TOP, text)
    (grid,) = grids(finished(made, buffer))
    assert grid[0][-5:] == ["0", "2", "见附件", "0", "5"]


def two_line_rows(rows: list[list[str]], ends: dict[int, tuple[int, str]]) -> bytes:
    """Rows whose labels have two lines; ``ends``: figures beside the second lines, by row: column and text."""
    made, buffer = canvas()
    for number, row in enumerate(rows):
        y = TOP - number * 46
        made.drawString(LEFT, y, LABELS[number][:2])
        made.drawString(LEFT, y - 13, LABELS[number][2:] or "其二")
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * STEP, y, text)
        if number in ends:
            made.drawString(LEFT + WIDE + ends[number][0] * STEP, y - 13, ends[number][1])
    return finished(made, buffer)


def test_a_figure_beside_the_second_line_of_a_label_is_no_blank_of_its_first():
    rows = [["3", "1", "2", ""], ["0", "2", "1", "3"], ["7", "5", "0", "12"], ["1", "1", "1", "3"]]
    (grid,) = grids(two_line_rows(rows, {0: (3, "6"), 2: (1, "4")}))
    whole = [row[-4:] for row in grid if row[-4]]
    assert whole == [["3", "1", "2", DOUBT], rows[1], ["7", "5" + DOUBT, "0", "12"], rows[3]]
    assert [row[-4:] for row in grid if "6" + DOUBT in row or "4" + DOUBT in row] == [
        ["", "", "", "6" + DOUBT], ["", "4" + DOUBT, "", ""]
    ]  # fmt: skip


def test_the_end_of_a_number_beside_the_second_line_of_a_label_leaves_no_figure_certain_in_any_reading():
    rows = [["3", "1", "2", "2570"], ["0", "2", "1", "3"], ["7", "5", "0", "12"], ["1", "1", "1", "3"]]
    for way in (0, 1):
        found = blocks(two_line_rows(rows, {0: (3, "6")}), way)
        text = " ".join(cell.text for block in found
                        for cell in (sum(block.rows, ()) if isinstance(block, Grid) else [block]))  # fmt: skip
        assert "2570" + DOUBT in text


def test_columns_joined_by_a_figure_too_long_for_its_own_are_in_doubt():
    made, buffer = canvas()
    rows = [["863", "13267", "", "20360"], ["5", "9", "8", "22"], ["7", "", "9", "16"], ["2", "4", "", "6"]]
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * 20, LABELS[number])
        for x, text in zip((0, 40, 58, 100), row, strict=True):
            made.drawString(LEFT + WIDE + x, TOP - number * 20, text)
    (grid,) = grids(finished(made, buffer))
    middle = [row[-2] for row in grid]
    assert all(not text or text.endswith(DOUBT) for text in middle)


def test_a_round_seal_over_a_table_draws_no_cells():
    made, buffer = canvas()
    rows = figures(5)
    draw(made, rows)
    made.circle(LEFT + WIDE + 3.5 * STEP, TOP - 3 * HIGH, 45)
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid[1:]] == rows


@pytest.mark.parametrize("number", ["61596.639869", "958642元", "1167"])
def test_a_number_that_runs_on_beyond_the_last_border_is_whole_or_in_doubt_in_every_reading(number):
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 60, LEFT + 90], [TOP - 20 * row for row in range(3)])
    for row, text in enumerate([number, "0"]):
        made.drawString(LEFT + 2, TOP - 20 * row - 14, LABELS[row])
        made.drawString(LEFT + 75, TOP - 20 * row - 14, text)
    data = finished(made, buffer)
    for way in range(2):
        (grid,) = [block for block in blocks(data, way) if isinstance(block, Grid)]
        text = grid.rows[0][-1].text
        assert text.startswith(number.rstrip("元")) or DOUBT in text


def test_a_number_that_runs_on_beyond_the_page_is_in_doubt():
    made, buffer = canvas()
    made.grid([LEFT, 560, A4[0] - 4], [TOP, TOP - 20])
    made.drawString(LEFT + 2, TOP - 14, LABELS[0])
    made.drawString(562, TOP - 14, "65958642.380429")
    (grid,) = grids(finished(made, buffer))
    assert DOUBT in grid[0][1]


def test_a_cell_whose_figure_stands_beside_the_page_is_no_blank():
    made, buffer = canvas()
    made.grid([LEFT, 560, A4[0] - 10, A4[0] + 90], [TOP, TOP - 20])
    for x, text in ((LEFT, LABELS[0]), (562, "7"), (A4[0] + 40, "38")):
        made.drawString(x + 2, TOP - 14, text)
    (grid,) = grids(finished(made, buffer))
    assert grid[0][:2] == [LABELS[0], "7"] and DOUBT in grid[0][2]


def test_a_cell_that_is_clipped_away_with_its_figure_is_no_blank():
    made, buffer = canvas()
    made.saveState()
    path = made.beginPath()
    path.rect(0, 0, 420, A4[1])
    made.clipPath(path, stroke=0)
    made.grid([LEFT, 300, 380, 460], [TOP, TOP - 20, TOP - 40])
    for y, row in ((TOP, [LABELS[0], "7"]), (TOP - 20, [LABELS[2], "5"])):
        for x, text in zip((LEFT, 302), row, strict=True):
            made.drawString(x + 2, y - 14, text)
    made.restoreState()
    (grid,) = grids(finished(made, buffer))
    assert grid == [[LABELS[0], "7", DOUBT], [LABELS[2], "5", DOUBT]]


def test_a_number_of_which_a_digit_is_clipped_away_is_in_doubt():
    def draw_figure(made, x, y):
        made.saveState()
        path = made.beginPath()
        path.rect(0, 0, x + 6, A4[1])
        made.clipPath(path, stroke=0)
        made.drawString(x, y, "4")
        made.drawString(x + 6, y, "5")
        made.restoreState()

    (grid,) = grids(ruled_pair(draw_figure))
    assert DOUBT in grid[0][1]


def test_the_number_of_a_page_among_the_labels_of_a_table_without_lines_moves_no_row():
    made, buffer = canvas()
    rows = figures(6)
    draw(made, rows[:3], "none")
    made.drawString(LEFT + 3, TOP - 4 * HIGH - 10, "3")
    for number, row in enumerate(rows[3:]):
        y = TOP - (5 + 2 * number) * HIGH
        made.drawString(LEFT + 3, y + 7, LABELS[3 + number][:2])
        made.drawString(LEFT + 3, y - 7, LABELS[3 + number][2:])
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP + STEP / 2, y, text)
    (grid,) = grids(finished(made, buffer))
    found = [(row[0].replace("\n", ""), row[-5:]) for row in grid if any(row[-5:])]
    assert found[1:] == list(zip(LABELS, rows, strict=True))


def test_labels_of_two_columns_that_touch_are_two():
    made, buffer = canvas()
    groups, items = ["（一）某项", "（二）某项", "（三）某项", "（四）无法提供"], ["一项", "二项", "三项", "四项"]
    for number, (group, item) in enumerate(zip(groups, items, strict=True)):
        y = TOP - 2 * number * HIGH
        made.drawString(LEFT, y + 6, group)
        made.drawString(LEFT + 72, y + 6, item)
        made.drawString(LEFT + 72, y - 6, "的续行")
        for column in range(4):
            made.drawString(LEFT + 150 + column * 40, y, str(number + column))
    (grid,) = grids(finished(made, buffer))
    assert ["（四）无法提供", "四项\n的续行", "3", "4", "5", "6"] in grid


def test_half_a_label_beside_the_figures_of_its_row_is_no_row_of_blanks():
    made, buffer = canvas()
    rows = figures(7)
    draw(made, rows, "none")
    y = TOP - (len(LABELS) + 2) * HIGH
    made.drawString(LEFT + 3, y + 6, "其他法律行政法规")
    made.drawString(LEFT + 3, y - 9, "止公开")  # its second line, as far below as a row
    for column in range(len(HEAD)):
        made.drawCentredString(LEFT + WIDE + column * STEP + STEP / 2, y, "4")
        made.drawCentredString(LEFT + WIDE + column * STEP + STEP / 2, y - 15, "0")
    (grid,) = grids(finished(made, buffer))
    (row,) = [row for row in grid if "其他法律" in row[0]]
    assert row[-5:] == ["4"] * 5 or all(DOUBT in text for text in row[-5:])


def test_words_over_a_figure_do_not_move_it_to_the_next_column():
    made, buffer = canvas()
    rows = figures(8)
    draw(made, rows, "none")
    made.drawString(LEFT + WIDE + STEP / 2 - 2, TOP - 3 * HIGH - 12, "内部资料")
    (grid,) = grids(finished(made, buffer))
    assert grid[3][-5:][1:] == rows[2][1:]
    assert rows[2][0] in grid[3][-5]


def test_the_size_of_the_page_may_be_stated_for_the_whole_document():
    made, buffer = canvas()
    draw(made, figures(9), top=A4[1] - 5)
    data = finished(made, buffer)
    size = re.search(rb"/MediaBox \[[^]]*\]", data).group()
    assert data.count(size) == 1
    data = data.replace(size, b" " * len(size)).replace(b"/Type /Pages", b"/Type /Pages " + size)
    assert [row[1:] for row in grids(data)[0][1:]] == figures(9)


@pytest.mark.parametrize(("upper", "lower", "joined"), [
    (["", "3", "0", "5"], ["保护第三方权益", "", "", ""], ["保护第三方权益", "3", "0", "5"]),
    (["保护第三方权益", "", "", ""], ["", "3", "", "5"], ["保护第三方权益", "3", "", "5"]),
    (["保护第三方合法的", "", "", ""], ["权益", "3", "0", "5"], ["保护第三方合法的权益", "3", "0", "5"]),
    (["规章", "3", "0", ""], ["", "", "", "5"], ["规章", "3", "0", "5"]),
    (["规章", "", "", ""], ["行政处罚", "3", "0", "5"], None),
    (["规章", "1", "2", "3"], ["行政处罚", "", "", ""], None),
])  # fmt: skip
def test_a_row_cut_by_the_end_of_a_page_has_its_label_and_its_figures(upper, lower, joined):
    made, buffer = canvas()
    columns = [LEFT, LEFT + 86, LEFT + 126, LEFT + 166, LEFT + 206]
    for rows in ([["行政许可决定", "7", "8", "9"], upper], [lower, ["其他处理结果", "4", "0", "1"]]):
        made.setFont(FONT, 10)
        made.grid(columns, [TOP - HIGH * number for number in range(3)])
        for number, row in enumerate(rows):
            for left, text in zip(columns, row, strict=False):
                made.drawString(left + 3, TOP - HIGH * number - 14, text)
        made.showPage()
    made.save()
    rows = [row for grid in grids(buffer.getvalue()) for row in grid if any(row)]
    assert rows[1:-1] == ([joined] if joined else [upper, lower])


def test_a_number_wrapped_above_and_below_the_first_row_is_whole_or_in_doubt():
    made, buffer = canvas()
    for number, (label, row) in enumerate(zip(LABELS, [["3849", "4921", ""], ["368", "0", "99"]], strict=False)):
        made.drawString(LEFT, TOP - number * 2 * HIGH, label)
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * 40, TOP - number * 2 * HIGH, text)
    made.drawString(LEFT + WIDE + 80, TOP + 7, "2600")
    made.drawString(LEFT + WIDE + 80, TOP - 7, "3")
    (grid,) = grids(finished(made, buffer))
    assert grid[0][-1] == "26003" or DOUBT in grid[0][-1]


def test_words_wrapped_in_the_place_of_a_figure_of_the_only_row_are_no_blank():
    made, buffer = canvas()
    for column, (word, text) in enumerate(zip(HEAD, ["0", "", "2", "0", "2"], strict=True)):
        made.drawCentredString(LEFT + WIDE + column * STEP, TOP, word)
        made.drawCentredString(LEFT + WIDE + column * STEP, TOP - 30, text)
    made.drawCentredString(LEFT + WIDE + STEP, TOP - 24, "见附")
    made.drawCentredString(LEFT + WIDE + STEP, TOP - 36, "件")
    (grid,) = grids(finished(made, buffer))
    assert "见附" in grid[-1][-4] and grid[-1][-5] == "0"


def test_a_table_cut_within_its_head_by_the_end_of_a_page_is_one():
    made, buffer = canvas()
    borders = [LEFT, LEFT + 90, *(LEFT + 90 + 50 * column for column in range(1, 6))]
    made.grid([borders[0], borders[1], borders[5], borders[6]], [TOP, TOP - HIGH])
    for left, text in zip([borders[0], borders[1], borders[5]], ["", "法人或其他组织", "总计"], strict=True):
        made.drawString(left + 3, TOP - 14, text)
    made.drawCentredString(A4[0] / 2, 40, "- 1 -")
    made.showPage()
    made.setFont(FONT, 10)
    rows = [["", *HEAD[:4], ""], ["规章", "1", "", "0", "", "4"], ["行政处罚", "", "2", "", "3", ""]]
    made.grid(borders, [TOP - HIGH * number for number in range(4)])
    for number, row in enumerate(rows):
        for left, text in zip(borders, row, strict=False):
            made.drawString(left + 3, TOP - HIGH * number - 14, text)
    data = finished(made, buffer)
    assert grids(data) == [[["", "法人或其他组织", "", "", "", "总计"], *rows]]
    assert texts(data) == ["-1-"]
    (grid,) = [block for block in blocks(data) if isinstance(block, Grid)]
    assert grid.rows[2][1].place == "page 2, table 1, row 2, column 2"


def test_a_column_word_of_two_letters_set_wide_is_one_column():
    made, buffer = canvas()
    rows = [["17", "", "0", "0"], ["0", "8", "", "8"]]
    middles = [LEFT + WIDE + column * STEP for column in range(4)]
    for middle, word, texts_below in zip(middles, ["结果", "其他", "尚未", ""], zip(*rows, strict=True), strict=True):
        made.drawCentredString(middle, TOP, word)
        for number, text in enumerate(texts_below, 1):
            made.drawCentredString(middle, TOP - 20 * number, text)
    made.drawCentredString(middles[3] - 10, TOP, "总")
    made.drawCentredString(middles[3] + 4, TOP, "计")
    for number in range(2):
        made.drawString(LEFT, TOP - 20 * (number + 1), LABELS[number])
    (grid,) = grids(finished(made, buffer))
    assert [row[-4:] for row in grid[-2:]] == rows and len(grid[-1]) == 5


def labelled(made: Canvas, labels: list[str], rows: list[list[str]], pitch: float, off: float) -> None:
    """A table without lines, its figures ``off`` points above the middle of their labels, the lines of which, parted
    by strokes, are 24 points apart."""
    for column, word in enumerate(HEAD):
        made.drawCentredString(LEFT + WIDE + column * STEP, TOP, word)
    for number, (label, row) in enumerate(zip(labels, rows, strict=True), 1):
        y = TOP - number * pitch
        parts = label.split("|")
        for place, part in enumerate(parts):
            made.drawString(LEFT, y + 12 * (len(parts) - 1) - 24 * place, part)
        for column, text in enumerate(row):
            made.drawCentredString(LEFT + WIDE + column * STEP, y + off, text)


def found_rows(grid: list[list[str]]) -> list[tuple[str, list[str]]]:
    return [("".join(row[:-5]), row[-5:]) for row in grid[1:]]


@pytest.mark.parametrize("off", [9, -9])
def test_figures_at_the_top_or_foot_of_tall_cells_without_lines_stay_with_their_labels(off):
    made, buffer = canvas()
    labelled(made, LABELS, figures(8), 30, off)
    (grid,) = grids(finished(made, buffer))
    assert found_rows(grid) == list(zip(LABELS, figures(8), strict=True))


def test_figures_between_two_labels_without_lines_are_in_doubt():
    made, buffer = canvas()
    labelled(made, LABELS, figures(8), 30, 13)
    (grid,) = grids(finished(made, buffer))
    rows = [row for row in grid[2:] if not row[0]]  # the first one has no label above it
    assert rows and all(DOUBT in text for row in rows for text in row[1:])


def test_figures_two_lines_below_their_labels_are_not_the_next_label_s():
    made, buffer = canvas()
    labelled(made, LABELS, figures(8), 34, -23)
    (grid,) = grids(finished(made, buffer))
    assert not any(text.isdigit() for row in grid[1:] if row[0] for text in row[1:])


def test_labels_of_two_lines_set_with_wide_leading_are_one_round_their_figures():
    made, buffer = canvas()
    labels = ["规章", "行政规范|性文件", "行政许可|决定", "行政处罚", "重复|申请", "其他处理|结果"]
    labelled(made, labels, figures(9), 50, 0)
    (grid,) = grids(finished(made, buffer))
    assert found_rows(grid) == [(label.replace("|", "\n"), row) for label, row in zip(labels, figures(9), strict=True)]


def test_lines_of_a_long_label_without_lines_are_no_blank_rows():
    made, buffer = canvas()
    rows = [["1", "0", "2", "0", "3"], ["0", "7", "0", "0", "7"]]
    labelled(made, ["规章", "申请人逾期|未按通知|要求缴纳|费用不再处理"], rows, 70, 0)
    (grid,) = grids(finished(made, buffer))
    assert not [row for row in grid[1:] if row[0] and not any(row[1:])]


def test_digits_set_wide_one_by_one_beside_words_are_one_number():
    made, buffer = canvas()
    made.drawString(LEFT, TOP + 60, "全年受理申请")
    for place, digit in enumerate("2023151846"):
        made.drawString(LEFT + 60 + place * 5, TOP + 60, digit)
    rows = [["24", "0", "2", "10", "36"], ["0", "73", "0", "0", "73"], ["48", "0", "0", "11", "59"]]
    draw(made, [[""] * 5] * 3, "none")
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            for place, digit in enumerate(text):
                made.drawString(LEFT + WIDE + column * STEP + 25 + place * 6.3, TOP - number * HIGH - 14, digit)
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid[1:]] == rows


def test_a_letter_from_another_font_is_of_the_word_beside_it():
    made, buffer = canvas()
    rows = figures(4)
    draw(made, rows, "none", head=False)
    for column, word in enumerate(HEAD):
        x = LEFT + WIDE + column * STEP + STEP / 2 - 16
        made.drawString(x, TOP + 6, word[0])
        made.drawString(x + 11.5, TOP + 6, word[1:])
    (grid,) = grids(finished(made, buffer))
    assert [text for text in grid[0] if text][:3] == HEAD[:3]


def test_a_remark_shown_in_pieces_is_of_its_figure():
    made, buffer = canvas()
    rows = [["7", "0", "2", "0", "9"], ["0", "0", "4", "1", "5"]]
    draw(made, rows, "none")
    x, y = LEFT + WIDE + STEP / 2 + 3, TOP - HIGH - 14
    for step, text in [(0, "（含"), (21, "3"), (27.5, "件）")]:
        made.drawString(x + step, y, text)
    (grid,) = grids(finished(made, buffer))
    assert [row[-5:] for row in grid[1:]] == [["7（含3件）", *rows[0][1:]], rows[1]]


def test_figures_under_the_words_of_columns_parted_by_lines_are_rows():
    made, buffer = canvas()
    draw(made, figures(3), "none")
    for x in [LEFT, *(LEFT + WIDE + column * STEP for column in range(6))]:
        made.line(x, TOP, x, TOP - 7 * HIGH)
    for y in (TOP, TOP - 7 * HIGH):
        made.line(LEFT, y, LEFT + WIDE + 5 * STEP, y)
    (grid,) = grids(finished(made, buffer))
    assert [[label, *row] for label, row in zip(LABELS, figures(3), strict=True)] == [row[-6:] for row in grid[-6:]]


def test_a_figure_whose_end_its_cell_has_no_room_for_is_in_doubt():
    made, buffer = canvas()
    made.grid([LEFT, LEFT + 90, LEFT + 140, LEFT + 160], [TOP, TOP - HIGH, TOP - 2 * HIGH])
    for number, row in enumerate([["规章", "4", "99"], ["行政处罚", "7", "12"]]):
        for x, text in zip([LEFT, LEFT + 90, LEFT + 140], row, strict=True):
            made.drawString(x + 3, TOP - number * HIGH - 10, text)
    made.saveState()
    path = made.beginPath()
    path.rect(LEFT + 140, TOP - HIGH, 20, HIGH)
    made.clipPath(path, stroke=0)
    made.drawString(LEFT + 143, TOP - HIGH - 9, "1（")
    made.restoreState()
    (grid,) = grids(finished(made, buffer))
    assert DOUBT in grid[0][2] and grid[1] == ["行政处罚", "7", "12"]


def test_no_number_goes_on_behind_a_nought_over_the_end_of_a_page():
    made, buffer = canvas()
    borders = [LEFT, LEFT + 80, LEFT + 92, LEFT + 104]
    for number, row in enumerate([["规章", "1", "3"], ["申请人逾期不补", "0", "2"]]):
        made.grid(borders, [TOP - number * HIGH, TOP - (number + 1) * HIGH])
        for x, text in zip(borders, row, strict=False):
            made.drawString(x + 3, TOP - number * HIGH - 14, text)
    made.showPage()
    made.setFont(FONT, 10)
    for number, row in enumerate([["申请人逾期不交", "0", "5"], ["其他", "4", "6"]]):
        made.grid(borders, [TOP - number * HIGH, TOP - (number + 1) * HIGH])
        for x, text in zip(borders, row, strict=False):
            made.drawString(x + 3, TOP - number * HIGH - 14, text)
    found = [row for grid in grids(finished(made, buffer)) for row in grid]
    assert found == [["规章", "1", "3"], ["申请人逾期不补", "0", "2"], ["申请人逾期不交", "0", "5"], ["其他", "4", "6"]]


def test_figures_at_the_right_of_words_set_in_the_middle_are_of_the_column_they_reach_into():
    made, buffer = canvas()
    rights = [200, 240, 280, 330, 380, 400, 420]
    words = ["自然人", "企业", "科研", "公益组织", "法律服务", "其", "总"]
    rows = [["4", "0", "0", "1", "2", "0", "7"], ["0", "3", "0", "0", "0", "6", "9"]]
    for right, word in zip(rights, words, strict=True):
        made.drawRightString(right - 4, TOP, word)
        for number, row in enumerate(rows, 1):
            made.drawRightString(right, TOP - number * HIGH, row[rights.index(right)])
    for number in (1, 2):
        made.drawString(LEFT, TOP - number * HIGH, LABELS[number])
    (grid,) = grids(finished(made, buffer))
    assert [row[-7:] for row in grid[1:]] == rows and len(grid[0]) == 8


def test_figures_at_the_left_of_words_go_on_over_a_page_end_in_their_columns():
    made, buffer = canvas()
    for column, word in enumerate(HEAD):
        made.drawString(LEFT + WIDE + column * 40, TOP, word[:3])
    for number, row in enumerate([["1", "", "2", "", "3"], ["48", "1", "", "7", "56"]], 1):
        made.drawString(LEFT, TOP - number * HIGH, LABELS[number])
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * 40, TOP - number * HIGH, text)
    made.showPage()
    made.setFont(FONT, 10)
    rows = [["3", "", "", "", "3"], ["1", "", "", "5", "6"]]
    for number, row in enumerate(rows):
        made.drawString(LEFT, TOP - number * HIGH, LABELS[3 + number])
        for column, text in enumerate(row):
            made.drawString(LEFT + WIDE + column * 40, TOP - number * HIGH, text)
    assert [row[-5:] for row in grids(finished(made, buffer))[-1]][-2:] == rows


@pytest.mark.parametrize("sides", ["no sides", "no rows"])
def test_a_second_reading_that_lacks_borders_is_none(sides):
    made, buffer = canvas()
    draw(made, figures(3), "none")
    for number in range(2 if sides == "no rows" else len(LABELS) + 2):
        y = TOP - number * HIGH * (len(LABELS) + 1 if sides == "no rows" else 1)
        made.line(LEFT, y, LEFT + WIDE + len(HEAD) * STEP, y)
    for column in range(len(HEAD) + (sides == "no rows")):
        made.line(LEFT + WIDE + column * STEP, TOP, LEFT + WIDE + column * STEP, TOP - HIGH * (len(LABELS) + 1))
    if sides == "no rows":
        made.line(LEFT, TOP, LEFT, TOP - HIGH * (len(LABELS) + 1))
    assert not [block for block in blocks(finished(made, buffer), 1) if isinstance(block, Grid)]


@pytest.mark.parametrize("rows", [1, 2])
def test_a_box_drawn_round_a_table_of_one_figure_to_a_row_parts_no_columns(rows):
    made, buffer = canvas()
    for number in range(rows + 1):
        made.drawString(LEFT + 5, TOP - number * HIGH, ["信息内容", *LABELS][number])
        made.drawString(LEFT + 200, TOP - number * HIGH, ["本年处理决定数量", "207", "9"][number])
    made.rect(LEFT, TOP - 5 - rows * HIGH, 400, 20 + rows * HIGH)
    (grid,) = grids(finished(made, buffer))
    assert [row[-2:] for row in grid][1:] == [["规章", "207"], ["行政规范性文件", "9"]][:rows]


def test_a_row_of_two_cells_that_holds_a_heading_above_its_figure_is_drawn_in_part():
    made, buffer = canvas()
    for number, row in enumerate([("第二十条", ""), ("信息内容", "本年处理决定数量"), ("行政许可", "207")]):
        for column, text in enumerate(row):
            made.drawString(LEFT + 5 + 200 * column, TOP - number * HIGH, text)
    for left in (LEFT, LEFT + 200):
        made.rect(LEFT, TOP - 50, left, 65)
    (grid,) = grids(finished(made, buffer))
    assert grid[-1][-2:] == ["行政许可", "207"]


def test_recognised_text_above_figures_in_sight_takes_none_of_their_digits():
    made, buffer = canvas()
    rows = [[str(7 * number * column + 161) for column in range(5)] for number in range(3, 3 + len(LABELS))]
    draw(made, [[""] * 5] * len(LABELS))
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            x, y = LEFT + WIDE + column * STEP + STEP / 2 - 7.5, TOP - number * HIGH - 14
            for mode, aside in ((0, 0.0), (3, 0.2 * number - 1)):
                made.saveState()
                printed = made.beginText(x + aside, y + 0.2 * column)
                printed.setFont(FONT, 10 - 0.4 * bool(mode))
                printed.setTextRenderMode(mode)
                printed.textOut(text)
                made.drawText(printed)
                made.restoreState()
    (grid,) = grids(finished(made, buffer))
    assert [row[1:] for row in grid[1:]] == rows
