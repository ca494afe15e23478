"""Tables without lines, set by programs that break lines and rows where they like."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import pdf
from extract.grid import Grid
from extract.pdf_lines import DOUBT

FONT = "STSong-Light"
HEAD = ["自然人", "商业企业", "科研机构", "其他", "总计"]
LEFT, TOP, WIDE, STEP, HIGH = 40, 760, 110, 62, 24
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def printed(pages: list[list[tuple[float, float, str]]], rules: list[tuple[float, float, float, float]] = ()) -> bytes:
    """Pages of texts, each with its left and its distance from the top of the table, the first page with lines."""
    buffer = io.BytesIO()
    made = Canvas(buffer, pagesize=A4)
    for number, texts in enumerate(pages):
        made.setFont(FONT, 10)
        for x, down, text in texts:
            made.drawString(x, TOP - down, text)
        for x0, down0, x1, down1 in [] if number else rules:
            made.line(x0, TOP - down0, x1, TOP - down1)
        made.showPage()
    made.save()
    return buffer.getvalue()


def row(down: float, label: str, figures: list[str], aside: float = 0.0) -> list[tuple[float, float, str]]:
    places = [(LEFT + WIDE + column * STEP + aside, down, text) for column, text in enumerate(figures) if text]
    return [(LEFT, down, label), *places] if label else places


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in line] for block in next(pdf.contents(data)).blocks if isinstance(block, Grid)
            for line in block.rows]  # fmt: skip


def test_a_number_broken_before_its_remark_is_whole_where_lines_stand_far_apart():
    texts = row(0, "", HEAD) + row(HIGH, "规章", ["0", "4", "", "1", "9"])
    texts += row(2 * HIGH, "行政许可", ["4", "0", "0", "1", "44"]) + row(2 * HIGH + 20, "", ["3（另"])
    texts += row(2 * HIGH + 40, "", ["有10"]) + row(2 * HIGH + 60, "", ["件）"])
    texts += row(2 * HIGH + 84, "行政处罚", ["7", "", "2", "0", "9"])
    found = {line[0]: line[-5:] for line in rows(printed([texts]))}
    assert found["行政许可"] == ["43（另有10件）", "0", "0", "1", "44"]
    assert found["行政处罚"] == ["7", "", "2", "0", "9"]


def test_a_line_of_a_remark_close_behind_a_figure_leaves_this_one_in_its_column():
    x = LEFT + WIDE + 3 * STEP
    texts = [*row(0, "", HEAD[:4]), (x + 24, 0, HEAD[4])]
    texts += [*row(HIGH, "规章", ["0", "4", "0"]), (x + 12, HIGH, "1"), (x + 32, HIGH, "5")]
    texts += [*row(3 * HIGH, "行政许可", ["83", "15", "0"]), (x + 12, 3 * HIGH, "9")]
    texts += [(x + 22, 3 * HIGH + 12 * line, text) for line, text in ((-1, "116（"), (0, "含上年"), (1, "21件）"))]
    texts += [*row(5 * HIGH, "行政处罚", ["7", "1", "2"]), (x + 12, 5 * HIGH, "0"), (x + 30, 5 * HIGH, "10")]
    (line,) = [line for line in rows(printed([texts])) if line[0] == "行政许可"]
    assert line[-5:] == ["83", "15", "0", "9", "116（含上年21件）"]


def test_the_end_of_a_number_on_the_next_page_puts_the_row_before_it_in_doubt():
    first = row(0, "", HEAD) + row(HIGH, "规章", ["0", "4", "0", "1", "5"])
    first += row(2 * HIGH, "行政许可", ["147", "117", "271", "2", "53"])
    second = row(0, "", ["（其中", "", "", "", "7（其"]) + row(14, "", ["20件）", "", "", "", "中27"])
    second += row(28, "", ["", "", "", "", "件）"]) + row(60, "行政处罚", ["85", "", "1", "1", "87"])
    second += row(60 + HIGH, "行政强制", ["8", "1", "1", "1", "11"])
    found = {line[0]: line[-5:] for line in rows(printed([first, second]))}
    assert found["规章"] == ["0", "4", "0", "1", "5"]
    assert all(DOUBT in text for text in found["行政许可"])


def test_a_label_on_the_next_page_leaves_no_blank_certain():
    first = row(0, "", HEAD) + row(HIGH, "规章", ["0", "4", "0", "1", "5"])
    first += row(2 * HIGH, "", ["1", "1", "", "2", "4"])
    second = row(0, "", HEAD) + row(HIGH, "行政许可", []) + row(2 * HIGH, "行政处罚", ["85", "", "1", "1", "87"])
    second += row(3 * HIGH, "行政强制", ["8", "1", "1", "1", "11"])
    found = {line[0]: line[-5:] for line in rows(printed([first, second]))}
    assert all(text == DOUBT for text in found["行政许可"])
    assert found["行政处罚"] == ["85", "", "1", "1", "87"]


def test_figures_at_the_left_of_their_columns_are_under_the_words_that_stand_right_of_them():
    lefts = [LEFT + WIDE, LEFT + WIDE + 60, LEFT + WIDE + 120, LEFT + WIDE + 180, LEFT + WIDE + 222]
    texts = [(x, 0, text) for x, text in zip([160, 222, 282, 333, 395], HEAD, strict=True)]
    for number, (label, own) in enumerate([("规章", "7"), ("行政许可", "0"), ("行政处罚", "3")], 1):
        texts += [(LEFT, number * HIGH, label), (lefts[0], number * HIGH, own), (lefts[4], number * HIGH, own)]
    assert [line[-5:] for line in rows(printed([texts]))][1:] == [[own, "", "", "", own] for own in "703"]


def test_figures_between_two_words_of_columns_without_any_are_in_doubt():
    texts = row(0, "", HEAD)
    for number, label in enumerate(["规章", "行政许可", "行政处罚"], 1):
        texts += row(number * HIGH, label, ["", "", "5"], aside=-14)
    found = [line[-5:] for line in rows(printed([texts]))][1:]
    assert all(DOUBT in "".join(line) and "5" not in line for line in found)


def test_strokes_for_none_may_be_in_doubt():
    texts = row(0, "", HEAD) + row(HIGH, "规章", ["0"] * 5) + row(HIGH + 15, "", ["-", "", "", "", "-"])
    texts += row(2 * HIGH + 24, "行政许可", ["1", "-", "-", "-", "1"]) + row(3 * HIGH + 24, "行政处罚", ["-"] * 5)
    assert [line[-5:] for line in rows(printed([texts])) if line[0] == "行政许可"] == [["1", "-", "-", "-", "1"]]


def test_figures_in_cells_as_high_as_two_labels_are_not_those_of_the_upper_one():
    right, foot = LEFT + WIDE + 3 * STEP, 5 * HIGH
    borders = [LEFT, LEFT + WIDE, LEFT + WIDE + STEP, LEFT + WIDE + 2 * STEP, right]
    rules = [(x, 0, x, foot) for x in borders] + [(LEFT, down, right, down) for down in (0, HIGH, 3 * HIGH, foot)]
    rules += [(LEFT, down, LEFT + WIDE, down) for down in (2 * HIGH, 4 * HIGH)]
    texts = [(LEFT + WIDE + 5 + column * STEP, 16, text) for column, text in enumerate(["上一年", "增/减", "数量"])]
    for number, label in enumerate(["规章", "规范性文件", "行政许可", "行政处罚"], 1):
        texts.append((LEFT + 5, number * HIGH + 16, label))
    texts += row(2 * HIGH + 16, "", ["6", "77", "753"], aside=9) + row(3 * HIGH + 16, "", ["4", "", "8"], aside=9)
    found = {line[0]: line[-3:] for line in rows(printed([texts], rules))}
    assert found["规章"] == ["", "", ""] and found["规范性文件"] == ["6", "77", "753"]
    assert found["行政许可"] == ["4", "", "8"]


def test_the_heading_of_a_table_is_no_word_of_a_column_though_figures_stand_under_it():
    words = [(216, "本年制发"), (334, "本年废止"), (451, "现行有效")]
    texts = [(290, 0, "第一项"), *((x, HIGH, text) for x, text in words)]
    texts += [(LEFT, 2 * HIGH, "规章"), (417, 2 * HIGH, "0")]
    texts += [(LEFT, 3 * HIGH, "规范性文件"), (300, 3 * HIGH, "17352"), (417, 3 * HIGH, "1952")]
    flat = [(LEFT, number * HIGH - 16, 520, number * HIGH - 16) for number in range(5)]
    for rules in (flat, []):
        found = {line[0]: [text.strip(DOUBT) for text in line[1:]] for line in rows(printed([texts], rules))}
        assert found["规章"] == ["", "", "0"] and found["规范性文件"] == ["", "17352", "1952"]
