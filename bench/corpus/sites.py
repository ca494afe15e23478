"""What the text of real sites shows besides: words lost out of headings, headings in pieces, rows and notes of a
province's own, each line kept but once. Drawn apart from the rest, so that a corpus is else what it was before."""

import random

from .model import Cell, Report

LOST_WORDS = {"本年制发件数": "本年发件", "现行有效件数": "现行有效件"}
PIECES = {"商业企业": 2, "科研机构": 2, "社会公益组织": 2, "法律服务机构": 2, "本年新制作数量": 3, "本年新公开数量": 3,
          "本年制发件数": 4, "本年废止件数": 4, "现行有效件数": 4, "本年处理决定数量": 4}
NOTES = {"上一年项目数量": "（指{before}年事项数）", "本年增/减": "（指{year}年增加或减少的事项数，减少为负数）",
         "处理决定数量": "（指{year}年办件量）"}
FURTHER = "其他主动公开文件（含以本单位名义发布的各类文件）"
A_CELL_A_LINE = ("A2", "A3", "A5")
ONCE = "A5"  # where every cell has a line of its own, which is then no line of another


def spoil(report: Report, style: str) -> None:
    """Damage to one report that is to be written as text in this style."""
    rng = random.Random(f"sites/{report.number}/{style}/{report.title}")
    if rng.random() < 0.1:
        lose_words(report)
    if rng.random() < 0.2 and style in A_CELL_A_LINE:
        cut_headings(report)
    if rng.random() < 0.15 and report.edition == 2019:
        further_row(report, rng)
        note_headings(report)


def lose_words(report: Report) -> None:
    """A converter left characters of headings out."""
    for table in report.tables("article20"):
        for cell in (cell for row in table.rows for cell in row if cell.text in LOST_WORDS):
            cell.text = LOST_WORDS[cell.text]
            report.damage("heading_words_lost")


def cut_headings(report: Report) -> None:
    """A heading of two lines stands in two cells, which a table that is drawn never shows."""
    for table in report.tables():
        for row in table.rows:
            for at in reversed(range(len(row))):
                cut = PIECES.get(row[at].text)
                if cut and row[at].address is None:
                    row[at : at + 1] = [Cell(row[at].text[:cut]), Cell(row[at].text[cut:], colspan=row[at].colspan)]
                    report.damage("heading_in_two_cells")


def further_row(report: Report, rng: random.Random) -> None:
    """A row that the form does not have, with figures, behind those of the first item."""
    for table in report.tables("article20"):
        at = next((at for at, row in enumerate(table.rows) if row[-1].address
                   and row[-1].address.row_key == "normative_document"), None)
        if at is not None:
            figures = [Cell(str(rng.randrange(60)), role="noise") for _ in range(3)]
            table.rows.insert(at + 1, [Cell(FURTHER), *figures])
            report.damage("further_row")


def note_headings(report: Report) -> None:
    for table in report.tables("article20"):
        for cell in (cell for row in table.rows for cell in row if cell.text in NOTES):
            cell.text += NOTES[cell.text].format(before=report.year - 1, year=report.year)
            report.damage("headings_noted")


def each_line_once(report: Report, text: str) -> str:
    """A site that drops every line it has shown before: which cell a figure stood in is lost, and most are gone."""
    if random.Random(f"once/{report.number}/{report.title}").random() >= 0.1:
        return text
    report.lose(report.truth)
    report.damage("each_line_once")
    return "\n".join(dict.fromkeys(text.split("\n")))
