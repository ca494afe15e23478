"""Text as converters leave it: the styles A1 to A11 of tables in running text.

A writer takes a report and its random source, gives the text, and marks in the report's truth what its style loses.
"""

import random

from . import decide, sites
from .model import Cell, Paragraph, Report, Table, expand

HEADINGS = {1: "# ", 2: "## "}


def document(report: Report, rng: random.Random, table_text, marked: bool = False) -> str:
    """The whole text; ``table_text`` sets one table."""
    parts = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            parts.append((HEADINGS.get(block.level, "") if marked else "") + block.text)
        else:
            parts.append(table_text(block, rng, report))
    gap = rng.choice(("\n", "\n\n"))
    return gap.join(parts) + "\n"


def flat(text: str) -> str:
    return text.replace("\n", "")


def figures_of(row: list[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.address]


def drop_blanks(row: list[Cell], report: Report) -> list[Cell]:
    """The row without its empty cells; which column the rest stands in is then lost."""
    if lose_half_blank(figures_of(row), report):
        report.damage("blanks_dropped")
    return [cell for cell in row if cell.text.strip()]


def lose_half_blank(holding: list[Cell], report: Report) -> bool:
    """Where some figures of a row are empty and the places are gone, none of the row can be told."""
    empty = [cell for cell in holding if not cell.text.strip()]
    half = 0 < len(empty) < len(holding)
    if half:
        report.lose([cell.address for cell in holding])
    return half


def tab_rows(table: Table, rng: random.Random, report: Report) -> str:
    """A1: rows of cells between tabs, merged cells empty; some converters drop what is covered or shift a row."""
    manner = rng.choice(("full", "full", "narrow", "ragged"))
    lines = []
    grid = expand(table)
    if table.continued and not grid[0][0][1].text and rng.random() < 0.6:
        grid = [row[1:] for row in grid]
        report.damage("first_column_vanished")
    for row in grid:
        words = []
        for kind, cell in row:
            if kind == "cell":
                words.append(cell.text.replace("\n", " ") if cell.address is None else flat(cell.text))
            elif kind == "down" or manner == "full" or (manner == "narrow" and not is_label(cell)):
                words.append("")
        if manner == "ragged" and rng.random() < 0.15 and words[0] == "":
            words = [*words[1:], ""]
            report.damage("shifted_row")
            lose_half_blank(figures_of([cell for _, cell in row]), report)
        lines.append("\t".join(words))
    if manner == "narrow":
        report.damage("covered_cells_dropped")
    if table.name == "review_litigation" and rng.random() < 0.3:
        lines.append("\t".join(["---"] * 15))
        report.damage("markdown_rule")
    if rng.random() < 0.1 and len(lines) > 8:
        lines.insert(rng.randrange(5, len(lines)), "")
        report.damage("blank_line_in_table")
    return "\n".join(lines)


def is_label(cell: Cell) -> bool:
    return cell.address is None


def fillers(row: list[Cell]) -> int:
    return sum(cell.colspan - 1 for cell in row)


def bar_lines(table: Table, rng: random.Random, report: Report) -> str:
    """A2: one cell a line ending in a bar; colspan fillers on a line of their own."""
    keep, wrapped = manner(report, rng)
    lines = []
    for row in reorder_header(table, rng, report):
        for cell in row if keep else drop_blanks(row, report):
            lines.append(cell.text.replace("\n", wrapped) + " |")
        if fillers(row) and rng.random() < 0.9:
            lines.append("|" * fillers(row))
    return "\n".join(lines)


def manner(report: Report, rng: random.Random) -> tuple[bool, str]:
    """Whether empty cells keep a line of their own, and what a line break inside a cell became: once a document."""
    own = random.Random(report.number)
    return own.random() < 0.75, own.choice((" ", "", " "))


def reorder_header(table: Table, rng: random.Random, report: Report) -> list[list[Cell]]:
    """Some dumps print 总计 before 法人或其他组织, in the header only (B9)."""
    rows = table.rows
    if table.name == "applications" and len(rows) > 3 and rows[1][-1].text == "总计" and rng.random() < 0.15:
        second = [rows[1][0], rows[1][-1], *rows[1][1:-1]]
        rows = [rows[0], second, *rows[2:]]
        report.damage("total_header_moved")
    return rows


def lone_bars(table: Table, rng: random.Random, report: Report) -> str:
    """A3: the bar stands on a line of its own between cells."""
    keep, wrapped = manner(report, rng)
    lines = []
    for row in table.rows:
        for cell in row if keep else drop_blanks(row, report):
            lines += [cell.text.replace("\n", wrapped), "|"]
    return "\n".join(lines)


def indented(table: Table, rng: random.Random, report: Report) -> str:
    """A4: one cell a line behind a tab, a blank line between rows, empty cells as lines with only a tab."""
    rows = []
    for row in expand(table):
        cells = [(kind, cell) for kind, cell in row if kind != "right"]
        rows.append("\n".join("\t" + (cell.text if kind == "cell" else "") for kind, cell in cells))
    return "\n\n".join(rows) + "\n"


def spaced(table: Table, rng: random.Random, report: Report) -> str:
    """A5: one cell a line, a blank line after every cell, covered and empty cells dropped."""
    _, wrapped = manner(report, rng)
    cells = [cell for row in table.rows for cell in drop_blanks(row, report)]
    return "\n\n".join(cell.text.replace("\n", wrapped) for cell in cells)


def glued_rows(table: Table, rng: random.Random, report: Report, lead: str = "") -> str:
    """A6: cells between bars, the fillers glued to the end of the row, as many as the site felt like."""
    keep, wrapped = manner(report, rng)
    style = random.Random(report.number + 1).choice(("exact", "exact", "none", "any"))
    lines = []
    for row in table.rows:
        cells = row if keep else drop_blanks(row, report)
        count = {"exact": fillers(row), "none": 0, "any": rng.choice((0, fillers(row), 4))}[style]
        holding = figures_of(row)
        if keep and holding and not holding[-1].text.strip() and any(cell.text.strip() for cell in holding):
            report.lose([cell.address for cell in holding])
        line = lead + "".join(cell.text.replace("\n", wrapped) + " | " for cell in cells)
        lines.append(line.rstrip() + (" " + "|" * count if count and not cells else "|" * count))
    return "\n".join(lines)


def led_rows(table: Table, rng: random.Random, report: Report) -> str:
    """A7: as A6 with a bar in front, or a bar alone and the cells on the lines below it."""
    if random.Random(report.number + 2).random() < 0.5:
        return glued_rows(table, rng, report, lead="| ")
    keep, wrapped = manner(report, rng)
    lines = []
    for row in table.rows:
        lines.append("|")
        lines += [cell.text.replace("\n", wrapped) + " |" for cell in (row if keep else drop_blanks(row, report))]
    return "\n".join(lines)


def broken_rows(table: Table, rng: random.Random, report: Report) -> str:
    """A8: as A6, every cell with a line break before it and blanks around."""
    keep, _ = manner(report, rng)
    lines = []
    for row in table.rows:
        cells = row if keep else drop_blanks(row, report)
        lines.append(" |".join(f" \n {cell.text} " for cell in cells) + " |" + "|" * fillers(row))
    return "\n".join(lines)


def run_together(table: Table, rng: random.Random, report: Report) -> str:
    """A9: no separator at all, stray blanks in some rows; a page's number has a line of its own, as text has it."""
    lines = []
    stray = random.Random(report.number + 3).random() < 0.3
    for row in table.rows:
        words = [flat(cell.text).strip() for cell in row]
        if stray and len(figures_of(row)) > 5 and rng.random() < 0.3:
            words = [word + (" " if rng.random() < 0.4 else "") for word in words]
            report.damage("stray_blanks")
        apart = "\n" if row[0].role == "noise" else ""
        lines.append(f"{apart}{''.join(words)}{apart}")
    report.damage("digits_joined")
    return random.Random(report.number + 4).choice(("", "\n")).join(lines)


def single_blanks(table: Table, rng: random.Random, report: Report) -> str:
    """A11: headings cut letter by letter over several lines, rows of figures with single blanks."""
    lines = []
    for row in table.rows:
        holding = figures_of(row)
        if not holding and table.name == "review_litigation" and len(row) > 4:
            heights = max(len(flat(cell.text)) for cell in row)
            for at in range(heights):
                letters = [flat(cell.text)[at] for cell in row if len(flat(cell.text)) > at]
                lines.append(" ".join(letters))
            continue
        if lose_half_blank(holding, report):
            report.damage("blanks_dropped")
        lines.append(" ".join(word for word in (flat(cell.text).strip() for cell in row) if word))
    report.damage("letters_header")
    return "\n".join(lines)


def markdown(table: Table, rng: random.Random, report: Report) -> str:
    """A pipe table as Markdown exporters write it, merged cells empty, a rule after the first row."""
    grid = expand(table)
    width = max(len(row) for row in grid)
    repeat = random.Random(report.number + 5).random() < 0.25
    lines = []
    for row in grid:
        words = [cell.text.replace("\n", "<br>") if kind == "cell" or (repeat and is_label(cell)) else ""
                 for kind, cell in row]
        lines.append("| " + " | ".join(words + [""] * (width - len(words))) + " |")
    at = rng.choice((1, 1, min(3, len(lines) - 1)))
    lines.insert(at, "|" + " --- |" * width)
    if repeat:
        report.damage("merged_labels_repeated")
    return "\n".join(lines)


STYLES = {
    "A1": tab_rows, "A2": bar_lines, "A3": lone_bars, "A4": indented, "A5": spaced, "A6": glued_rows, "A7": led_rows,
    "A8": broken_rows, "A9": run_together, "A11": single_blanks, "markdown": markdown,
}


def write(report: Report, rng: random.Random, style: str) -> str:
    text = document(report, rng, STYLES[style], marked=style == "markdown" or (style == "A1" and rng.random() < 0.3))
    if style == "A9":
        decide.settle_joined(report)
    return sites.each_line_once(report, text) if style == sites.ONCE else text
