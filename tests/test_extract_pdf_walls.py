"""Tables with upright lines alone, words set as wide as their cells, and tables without lines over two pages."""

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
LEFT, TOP, WIDE, STEP, HIGH, SIZE = 40, 760, 130, 60, 24, 10
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
Text = tuple[float, float, str] | tuple[float, float, str, float]


def printed(*pages: list[Text], walls: list[float] = (), high: float = 0.0, flat: list[float] = ()) -> bytes:
    """Pages of texts: left, distance from the top, the text, and the blank between its letters if it is set wide; with
    a frame ``high`` points high and upright lines, or with lines between rows."""
    buffer = io.BytesIO()
    made = Canvas(buffer, pagesize=A4)
    for texts in pages:
        for x, down, text, *space in texts:
            own = made.beginText(x, TOP - down)
            own.setFont(FONT, SIZE)
            own.setCharSpace(space[0] if space else 0)
            own.textOut(text)
            made.drawText(own)
        for x in walls:
            made.line(x, TOP + 16, x, TOP + 16 - high)
        for down in (-16, high - 16) if walls else ():
            made.line(walls[0], TOP - down, walls[-1], TOP - down)
        for down in flat:
            made.line(LEFT, TOP - down, LEFT + WIDE + len(HEAD) * STEP, TOP - down)
        made.showPage()
    made.save()
    return buffer.getvalue()


def row(number: int, label: str, figures: list[str], aside: float = 4) -> list[Text]:
    places = [(LEFT + WIDE + column * STEP + aside, number * HIGH, text) for column, text in enumerate(figures) if text]
    return [(LEFT + 4, number * HIGH, label), *places]


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in line] for block in next(pdf.contents(data)).blocks if isinstance(block, Grid)
            for line in block.rows]  # fmt: skip


def test_upright_lines_alone_tell_the_columns_and_which_of_them_are_blank():
    walls = [LEFT, *(LEFT + WIDE + column * STEP for column in range(len(HEAD) + 1))]
    own = {"规章": ["", "4", "", "", "4"], "行政许可": ["", "17", "", "1", "18"], "行政处罚": ["", "", "", "3", "3"]}
    texts = row(0, "", HEAD) + [text for number, (label, line) in enumerate(own.items(), 1)
                                for text in row(number, label, line, aside=52)]  # fmt: skip
    found = {line[0]: line[-5:] for line in rows(printed(texts, walls=walls, high=4 * HIGH))}
    assert {label: found[label] for label in own} == own


def test_upright_lines_over_a_single_row_of_figures_leave_the_words_above_them():
    walls = [LEFT + column * STEP for column in range(len(HEAD) + 1)]
    texts = [(LEFT + column * STEP + 4, down, text) for down, line in ((0, HEAD), (HIGH, ["7", "0", "15", "3", "25"]))
             for column, text in enumerate(line)]  # fmt: skip
    found = rows(printed(texts, walls=walls, high=2 * HIGH))
    assert [line[-5:] for line in found] == [HEAD, ["7", "0", "15", "3", "25"]]


def test_a_figure_right_behind_a_label_that_fills_its_column_is_parted_from_it_by_the_line():
    walls = [LEFT, LEFT + WIDE, LEFT + WIDE + STEP, LEFT + WIDE + 2 * STEP]
    texts = row(0, "", HEAD[:2]) + row(1, "规章", ["1", "2"], aside=1)
    texts += [(LEFT + WIDE - 81, 2 * HIGH, "行政规范性文件数", 0), *row(2, "", ["305", "12"], aside=1)[1:]]
    found = {line[0]: line[-2:] for line in rows(printed(texts, walls=walls, high=3 * HIGH))}
    assert found["规章"] == ["1", "2"] and found["行政规范性文件数"] == ["305", "12"]


def test_a_label_set_as_wide_as_its_column_is_one_label():
    texts = row(0, "", HEAD) + row(1, "要求提供公开出版物", ["1", "0", "0", "2", "3"])
    texts += [(LEFT + 4, 2 * HIGH, "重复申请", 20), *row(2, "", ["0", "5", "", "", "5"])[1:]]
    texts += [(LEFT + 4, 3 * HIGH, "3", 0), (LEFT + 28, 3 * HIGH, "、其他", 18)]
    texts += row(3, "", ["7", "1", "0", "0", "8"])[1:]
    found = {"".join(line[0].split()): line for line in rows(printed(texts))}
    assert found["重复申请"][1:] == ["0", "5", "", "", "5"]
    assert found["3、其他"][1:] == ["7", "1", "0", "0", "8"]


def test_a_table_without_lines_that_goes_on_has_the_columns_named_on_its_first_page():
    first = row(0, "", [*HEAD, "备注"]) + row(1, "规章", ["1", "0", "", "2", "3"])
    first += row(2, "行政许可", ["4", "", "5", "", "9"])
    second = row(0, "行政处罚", ["", "", "", "8", "8"]) + row(1, "行政强制", ["", "", "6", "", "6", "无"])
    blocks = next(pdf.contents(printed(first, second))).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.rows[-2]] == ["行政处罚", "", "", "", "8", "8", ""]
    assert grid.rows[-1][-1].place.startswith("page 2")


def test_a_figure_run_together_with_a_remark_leaves_no_blank_in_its_column():
    texts = row(0, "", HEAD) + row(1, "规章", ["1", "0", "2", "2", "5"])
    texts += row(2, "行政许可", ["4", "0", "5"]) + [(LEFT + WIDE + 3 * STEP + 4, 2 * HIGH, "2604含信函等申请")]
    (found,) = [line for line in rows(printed(texts)) if line[0] == "行政许可"]
    assert "" not in found[-2:] and DOUBT in found[-2] + found[-1]


def test_a_short_label_with_its_number_is_no_figure_in_strips_or_without_lines():
    flat = [number * HIGH - 16 for number in range(5)]
    texts = row(0, "", HEAD) + row(1, "2重复申请", ["0", "5", "", "1", "6"])
    texts += row(2, "3其他", ["7", "1", "0", "0", "8"])
    texts += row(3, "5   要求行政机关确认", ["1", "0", "0", "0", "1"])
    for lines in (flat, []):
        found = {"".join(line[0].split()): line[1:] for line in rows(printed(texts, flat=lines))}
        assert found["3其他"] == ["7", "1", "0", "0", "8"] and found["2重复申请"] == ["0", "5", "", "1", "6"]
        assert found["5要求行政机关确认"] == ["1", "0", "0", "0", "1"]


def test_a_measure_set_a_hair_behind_its_figure_is_of_it():
    texts = row(0, "", HEAD) + row(1, "规章", ["", "", "", "5", "9"])
    for column, figure in enumerate(["12", "0", "7"]):
        x = LEFT + WIDE + column * STEP + 4
        texts += [(x, HIGH, figure), (x + 5 * len(figure) + 2.4, HIGH, "件")]
    (found,) = [line for line in rows(printed(texts)) if line[0] == "规章"]
    assert found[-5:] == ["12件", "0件", "7件", "5", "9"]
