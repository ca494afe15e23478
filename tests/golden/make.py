"""python tests/golden/make.py FOLDER [NAME]: the documents of this folder and their cells.

Each is set by the writers of bench/corpus, which know nothing of the readers, with chosen damage instead of drawn. The
files here are kept as they are; this only shows how they came about. Needs the programs that bench/corpus needs.
"""

import csv
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import (
    agencies,
    characters,
    damage,
    figures,
    headings,
    html,
    labels,
    layout,
    paper,
    programs,
    rows,
    tables,
    text,
    word,
)
from bench.corpus.make import lose_cut_figures
from bench.corpus.model import COLUMNS, Address, Paragraph, Report

INDEX = ("document", "edition", "agency_name", "region_code", "report_year", "state", "needs")
CELLS = ("table", "row_key", "column_key", "value", "status")
NAMED = "根据《中华人民共和国政府信息公开条例》，{agency}编制{year}年度报告，" \
    "数据统计期限为{year}年1月1日至{year}年12月31日。"


@dataclass
class Wanted:
    """One document: its name, what it is written with, and what is done to the report before that."""

    name: str
    write: Callable[[Report, random.Random, Path], None]
    suffix: str = "txt"
    edition: int = 2021
    year: int | None = None
    profile: str = "middling"
    merged: bool = False
    spoil: tuple = ()
    needs: str = ""


def as_text(style: str):
    def write(report, rng, path):
        path.write_text(text.write(report, rng, style), encoding="utf-8")
    return write


def as_page(style: str):
    def write(report, rng, path):
        path.write_text(html.page(report, rng, style), encoding="utf-8")
    return write


def as_word(report, rng, path):
    word.write(report, rng, path)


def as_paper(rules: str):
    def write(report, rng, path):
        paper.fonts = lambda: ["STSong-Light"]  # not embedded, so that the file stays small
        paper.pdfmetrics.registerFont(paper.UnicodeCIDFont("STSong-Light"))
        paper.write(report, rng, path, rules)
    return write


def as_layout(report, rng, path):
    """A10: a PDF of LibreOffice through pdftotext -layout."""
    source = path.with_suffix(".docx")
    word.write(report, rng, source)
    (made,) = programs.office([source], "pdf", path.parent / "office")
    path.write_bytes(programs.layout_text(made))
    lose_cut_figures(report, path.read_text(encoding="utf-8"))
    source.unlink()
    programs.shutil.rmtree(path.parent / "office")


def as_converted(kind: str):
    def write(report, rng, path):
        source = path.with_suffix(".docx")
        word.write(report, rng, source)
        (made,) = programs.office([source], kind, path.parent / "office")
        programs.shutil.move(made, path)
        source.unlink()
        programs.shutil.rmtree(path.parent / "office")
    return write


def as_rich_text(report, rng, path):
    source = path.with_suffix(".html")
    source.write_text(html.page(report, rng, "bare"), encoding="utf-8")
    path.write_bytes(programs.run("pandoc", "-s", source, "-t", "rtf").stdout)
    source.unlink()


def only_titles(report: Report, rng: random.Random) -> None:
    """A14: the tables are pictures."""
    report.blocks = [block for block in report.blocks if isinstance(block, Paragraph)]


def first_lines(report: Report, rng: random.Random) -> None:
    """A15: a line above each table says that tables follow."""
    for table in report.tables():
        at = report.blocks.index(table)
        report.blocks.insert(at, Paragraph("该部分以表格形式报告。表格如下:", 9))


def blanks(kind: str):
    def leave(report: Report, rng: random.Random) -> None:
        addresses = [a for a in report.truth if kind == "row_four" and a.row_key == "carried_out"
                     or kind == "middle" and a.table == "applications" and a.column_key not in (COLUMNS[0], "total")]
        for table in report.tables():
            for row in table.rows:
                for cell in row:
                    if cell.address in addresses and report.truth[cell.address].value == 0:
                        cell.text = ""
                        report.truth[cell.address].value, report.truth[cell.address].status = None, "blank"
    return leave


TEXTS = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A11", "markdown")
BROKEN = (rows.break_page,)
WANTED = [
    *(Wanted(f"{style}-{edition}", as_text(style), "md" if style == "markdown" else "txt", edition,
             profile="sparse" if style == "A9" else "middling")
      for style in TEXTS for edition in (2021, 2019)),
    *(Wanted(f"A10-{edition}", as_layout, edition=edition) for edition in (2021, 2019)),
    *(Wanted(f"{name}-{edition}", as_page(style), "html", edition)
      for name, style in (("A12", "plain"), ("A13", "word")) for edition in (2021, 2019)),
    Wanted("A14-2021", as_text("A6"), spoil=(only_titles,)),
    *(Wanted(f"A15-{edition}", as_text("A3"), edition=edition, spoil=(first_lines,)) for edition in (2021, 2019)),
    *(Wanted(f"A16-{edition}", as_text("A6"), edition=edition, spoil=(tables.lone_piece,)) for edition in (2021, 2019)),
    Wanted("B1-page_break", as_text("A1"), spoil=BROKEN),
    Wanted("B1-page_break_bars", as_text("A2"), spoil=BROKEN),
    Wanted("B2-own_label_lost", as_text("A1"), spoil=(rows.lose_own_label,)),
    Wanted("B3-figures_below", as_text("A1"), spoil=(rows.figures_below,)),
    Wanted("B5-article20_in_pieces", as_text("A6"), spoil=(tables.split_article20,)),
    Wanted("B6-cut_headings", as_text("A5"), spoil=(headings.cut_result_headers, headings.two_litigation_cells)),
    Wanted("B7-other_as_one_row", as_text("A6"), merged=True),
    Wanted("B8-form_of_other_year", as_page("plain"), "html", 2019, year=2023),
    Wanted("B10-side_tables", as_page("chrome"), "html", spoil=(tables.side_table, tables.appendix)),
    Wanted("B12-captions_and_noise", as_text("A2"), spoil=(headings.captions, rows.noise_rows)),
    Wanted("C-spellings", as_text("A5"), spoil=(labels.respell,)),
    Wanted("C-wrapped", as_page("malformed"), "html", spoil=(lambda report, rng: labels.wrap(report, rng),)),
    Wanted("C-kangxi", as_text("A6"), spoil=(characters.kangxi,)),
    Wanted("C-traditional", as_text("A6"), spoil=(characters.traditional,)),
    Wanted("C-pinyin", as_page("nested"), "html", spoil=(characters.mirror,)),
    Wanted("D-blank_row_four", as_text("A4"), spoil=(blanks("row_four"),), profile="sparse"),
    Wanted("D-blank_middle", as_page("bare"), "html", spoil=(blanks("middle"),)),
    Wanted("D-total_first", as_page("plain"), "html", spoil=(tables.total_first,)),
    *(Wanted(f"docx-{edition}", as_word, "docx", edition) for edition in (2021, 2019)),
    *(Wanted(f"pdf_{rules}-{edition}", as_paper(rules), "pdf", edition)
      for rules in paper.RULES for edition in (2021, 2019)),
    Wanted("doc-2021", as_converted("doc:MS Word 97"), "doc", needs="antiword"),
    Wanted("rtf-2019", as_rich_text, "rtf", 2019, needs="soffice"),
]


def report(wanted: Wanted, number: int, levels: dict) -> tuple[Report, random.Random]:
    rng = random.Random(f"golden/{wanted.name}")
    agency = agencies.draw(rng, {level: levels[level] for level in levels})
    while agency["level"] not in ("township", "county"):
        agency = agencies.draw(rng, levels)
    year = wanted.year or (2020 if wanted.edition == 2019 else 2023)
    values = figures.draw(rng, wanted.edition, wanted.profile, wanted.merged)
    made = Report(number, agency, year, wanted.edition, figures.to_truth(values, wanted.edition))
    name = agencies.official_name(agency)
    made.title = f"{name}{year}年政府信息公开工作年度报告"
    layout.compose(made, rng, name)
    made.blocks[1] = Paragraph(NAMED.format(agency=name, year=year))
    for spoil in wanted.spoil:
        spoil(made, rng)
    damage.settle(made)
    return made, rng


def main(folder: Path, only: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    levels = agencies.load()
    index = []
    for number, wanted in enumerate(WANTED):
        made, rng = report(wanted, number, levels)
        path = folder / f"{wanted.name}.{wanted.suffix}"
        if only and not wanted.name.startswith(only):
            continue
        wanted.write(made, rng, path)
        loaded = any(isinstance(block, tables.Table) for block in made.blocks)
        index.append((path.name, wanted.edition if loaded else "", agencies.official_name(made.agency),
                      made.agency["region_code"], made.year, "loaded" if loaded else "set_aside", wanted.needs))
        write_cells(path.with_suffix(".csv"), made if loaded else None)
        print(path.name, made.damages)
    with open(folder / "index.csv", "w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([INDEX, *index])


def write_cells(path: Path, made: Report | None) -> None:
    """The cells of the form; ``open`` are those whose places or cuts the text has lost."""
    with open(path, "w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(CELLS)
        for address, truth in made.truth.items() if made else ():
            status = truth.status if truth.recoverable or truth.status == "missing" else "open"
            writer.writerow((*Address(*address), "" if truth.value is None else f"{truth.value:f}", status))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
