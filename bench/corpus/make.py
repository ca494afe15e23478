"""Documents from plans: a kind by name, how it is written, through which programs it goes, and its share."""

import random
import re
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from . import agencies, characters, html, others, paper, plan, programs, text, word
from .index import Made
from .model import Report

TEXTS = {"A1": 9, "A2": 9, "A3": 5, "A4": 5, "A5": 7, "A6": 9, "A7": 6, "A8": 4, "A9": 5, "A11": 3, "markdown": 5}
PAGES = {"plain": 8, "word": 6, "nested": 3, "chrome": 4, "malformed": 3, "small": 3, "hidden": 2, "bare": 3}
PURE = {("text", name): share for name, share in TEXTS.items()} | {("html", name): s for name, s in PAGES.items()}
PURE |= {("other", name): 0.6 for name in others.KINDS}
TEXT_ENCODINGS = {"utf-8": 80, "utf-8-sig": 6, "gb18030": 10, "utf-16": 4}
PAGE_ENCODINGS = {"utf-8": 74, "utf-8-sig": 3, "gb18030": 10, "gbk": 6, "utf-16": 3, "wrong_declaration": 4}
NEEDS_UNICODE = {"mirror_pinyin", "kangxi_radicals", "odd_blanks", "traditional"}

PIPES = "markdown_strict+pipe_tables"
# name → (share, what is written, the programs it goes through, whether the rendering keeps columns)
ROUTES = {
    "docx": (8, "docx", (), True),
    "docx_office": (5, "html", ("office:docx",), True),
    "doc": (7, "docx", ("office:doc:MS Word 97",), True),
    "rtf": (6, "docx", ("office:rtf",), True),
    "html_office": (4, "docx", ("office:html:HTML (StarWriter)",), True),
    "pdf_ruled": (7, "pdf:ruled", (), True),
    "pdf_partly": (5, "pdf:partly", (), True),
    "pdf_borderless": (7, "pdf:borderless", (), True),
    "pdf_office": (8, "docx", ("office:pdf",), True),
    "pdf_chromium": (8, "page", ("chromium",), True),
    "A10_office": (5, "docx", ("office:pdf", "layout"), False),
    "A10_chromium": (5, "page", ("chromium", "layout"), False),
    "A10_reportlab": (5, "pdf:ruled", ("layout",), False),
    "lynx": (4, "html", ("lynx",), False),
    "w3m": (4, "html", ("w3m",), True),
    "pandoc_plain": (3, "html", ("pandoc:plain",), True),
    "pandoc_markdown": (3, "html", ("pandoc:markdown-bracketed_spans-native_spans-raw_html",), True),
    "pandoc_pipe": (3, "bare", (f"pandoc:{PIPES}",), True),
    "pandoc_docx": (3, "docx", ("pandoc:gfm",), True),
    "zip_docx": (1, "docx", ("zip",), True),
    "zip_pdf": (1, "pdf:ruled", ("zip",), True),
    "zip_html": (1, "html", ("zip",), True),
    "zip_doc": (1, "docx", ("office:doc:MS Word 97", "zip"), True),
    "scan_pdf": (3, "pdf:ruled", ("scan",), False),
    "scan_png": (2, "pdf:ruled", ("picture",), False),
}


@dataclass
class Job:
    """A document on its way: where it stands now and the programs still to come."""

    made: Made
    rng: random.Random
    steps: list[str] = field(default_factory=list)


def pick(rng: random.Random, weighted: dict[str, int]) -> str:
    return rng.choices(list(weighted), weights=list(weighted.values()))[0]


def apportion(shares: dict, documents: int) -> list:
    """The kinds of all documents, by largest remainder, in a fixed order."""
    whole = sum(shares.values())
    exact = {kind: documents * share / whole for kind, share in shares.items()}
    counts = {kind: int(number) for kind, number in exact.items()}
    left = documents - sum(counts.values())
    for kind in sorted(exact, key=lambda kind: counts[kind] - exact[kind])[:left]:
        counts[kind] += 1
    return [kind for kind, number in counts.items() for _ in range(number)]


def corpus(folder: Path, documents: int, seed: int, pure: bool) -> list[Made]:
    """Write the documents below ``folder``; without ``pure`` all of the programs must be installed."""
    shares = PURE if pure else PURE | {("route", name): route[0] for name, route in ROUTES.items()}
    if not pure and programs.absent():
        raise SystemExit(f"not installed: {', '.join(programs.absent())}; --pure makes the styles that need none")
    levels = agencies.load()
    workshop = folder.parent / "workshop"
    workshop.mkdir(exist_ok=True)
    jobs = []
    for number, (maker, style) in enumerate(apportion(shares, documents)):
        jobs.append(MAKERS[maker](number, seed, levels, style, workshop))
    finish(jobs, workshop)
    for job in jobs:
        deliver(job, folder)
    shutil.rmtree(workshop)
    return [job.made for job in jobs]


def text_job(number: int, seed: int, levels: dict, style: str, folder: Path) -> Job:
    report, rng = plan.report(number, seed, levels, style)
    written = text.write(report, rng, style)
    plain = set(report.damages) & NEEDS_UNICODE
    encoding = "utf-8" if plain else pick(rng, TEXT_ENCODINGS)
    path = folder / f"{number:04d}.{'md' if style == 'markdown' else 'txt'}"
    path.write_bytes(characters.encode(written, rng, encoding))
    return encoded(Job(Made(f"{number:04d}", report, style, path), rng), encoding)


def html_job(number: int, seed: int, levels: dict, style: str, folder: Path) -> Job:
    report, rng = plan.report(number, seed, levels, "html")
    written = html.page(report, rng, style)
    encoding = "utf-8" if set(report.damages) & NEEDS_UNICODE else pick(rng, PAGE_ENCODINGS)
    if "traditional" in report.damages and "odd_blanks" not in report.damages and rng.random() < 0.7:
        encoding = "big5"
    path = folder / f"{number:04d}.html"
    path.write_bytes(characters.encode(written, rng, encoding))
    name = {"plain": "A12", "word": "A13"}.get(style, f"html_{style}")
    return encoded(Job(Made(f"{number:04d}", report, name, path), rng), encoding)


def encoded(job: Job, encoding: str) -> Job:
    if encoding != "utf-8":
        job.made.report.damage(f"encoding_{encoding}")
    return job


def other_job(number: int, seed: int, levels: dict, style: str, folder: Path) -> Job:
    """A document that is no report of the form."""
    report, rng, written = others.write(number, seed, levels, style)
    path = folder / f"{number:04d}.txt"
    path.write_text(written, encoding="utf-8")
    return Job(Made(f"{number:04d}", report, f"other_{style}", path, digital=False), rng)


def route_job(number: int, seed: int, levels: dict, style: str, folder: Path) -> Job:
    """A document written as DOCX, page or PDF, with the programs it goes through afterwards."""
    _, source, steps, keeps_columns = ROUTES[style]
    manner = "docx" if style.startswith("docx") else style.split("_")[0].lower()
    report, rng = plan.report(number, seed, levels, manner)
    path = folder / f"{number:04d}.{ {'page': 'html', 'bare': 'html'}.get(source, source.split(':')[0]) }"
    if source == "docx":
        word.write(report, rng, path)
    elif source.startswith("pdf"):
        paper.write(report, rng, path, source.split(":")[1])
    else:
        path.write_text(print_page(report, rng, source), encoding="utf-8")
    if not keeps_columns:
        lose_half_blank(report)
    return Job(Made(f"{number:04d}", report, style, path, not style.startswith("scan")), rng, list(steps))


def print_page(report: Report, rng: random.Random, source: str) -> str:
    written = html.page(report, rng, "bare" if source == "bare" else rng.choice(("plain", "plain", "word")))
    if source != "page":
        return written
    family = rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"))
    look = "table{border-collapse:collapse;width:100%}td{font-size:9pt}"
    return written.replace("</head>", f"<style>body{{font-family:'{family}'}}{look}</style></head>")


def lose_half_blank(report: Report) -> None:
    for table in report.tables():
        for row in table.rows:
            text.lose_half_blank(text.figures_of(row), report)


def finish(jobs: list[Job], workshop: Path) -> None:
    """Run the programs, LibreOffice over many files at a time."""
    while waiting := [job for job in jobs if job.steps]:
        for kind in sorted({job.steps[0] for job in waiting if job.steps[0].startswith("office:")}):
            batch = [job for job in waiting if job.steps[0] == kind]
            target = kind.removeprefix("office:")
            results = programs.office([job.made.path for job in batch], target, workshop / target.split(":")[0])
            for job, result in zip(batch, results, strict=True):
                job.made.path = result
        for job in waiting:
            step = job.steps.pop(0)
            if not step.startswith("office:"):
                single(job, step, workshop)


def single(job: Job, step: str, workshop: Path) -> None:
    """One program over one file."""
    path, rng = job.made.path, job.rng
    name, _, target = step.partition(":")
    if name == "chromium":
        job.made.path = programs.chromium(path, workshop / f"{path.stem}.pdf")
    elif name == "zip":
        job.made.path = pack(path, rng, workshop)
    elif name in ("scan", "picture"):
        job.made.path = picture(path, name, workshop)
    else:
        written = {
            "layout": lambda: programs.layout_text(path),
            "lynx": lambda: programs.lynx(path, rng.choice((80, 120, 200))),
            "w3m": lambda: programs.w3m(path, rng.choice((80, 120, 200))),
            "pandoc": lambda: programs.pandoc(path, target),
        }[name]()
        job.made.path = workshop / f"{path.stem}.{'md' if target.startswith(('markdown', 'gfm')) else 'txt'}"
        job.made.path.write_bytes(written)
        if target not in ("gfm", PIPES):
            lose_cut_figures(job.made.report, written.decode("utf-8"))


def lose_cut_figures(report: Report, written: str) -> None:
    """Rows whose figures no longer follow one another in the text, each in one piece, are not decidable."""
    for table in report.tables():
        left_out = "[TABLE]" in written and not any(
            cell.text in written for row in table.rows for cell in row if len(cell.text) > 5)
        for row in table.rows:
            if left_out:  # so pandoc writes a table that plain text cannot set
                report.lose([cell.address for cell in text.figures_of(row)])
                report.damage("table_left_out")
                continue
            holding = text.figures_of(row)
            words = [re.escape(cell.text.strip()) for cell in holding if any(map(str.isdigit, cell.text))]
            lonely = rf"(?m)(?<![0-9.]){words[0]}[ │|]*$" if len(words) == 1 else ""
            if not re.search(lonely or r"[^0-9]*?".join(words), written):
                report.lose([cell.address for cell in holding])
                report.damage("figures_cut")


def pack(path: Path, rng: random.Random, workshop: Path) -> Path:
    target = workshop / f"{path.stem}.zip"
    name = rng.choice(("年度报告", "2021年政府信息公开工作年度报告", "report")) + path.suffix
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, name)
    return target


def picture(pdf: Path, kind: str, workshop: Path) -> Path:
    """Pages as pictures: a PDF without text, or the first page as PNG."""
    from PIL import Image

    pages = [Image.open(page).convert("L") for page in programs.pictures(pdf, workshop)]
    target = workshop / f"{pdf.stem}_scan.{'pdf' if kind == 'scan' else 'png'}"
    if kind == "scan":
        pages[0].save(target, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(target)
    return target


def deliver(job: Job, folder: Path) -> None:
    """Move the file to its place; some bear a suffix that is not theirs."""
    suffix = job.made.path.suffix
    if job.rng.random() < 0.04:
        suffix = job.rng.choice((".doc", ".html", ".txt", ".wps", ""))
        job.made.report.damage("wrong_suffix")
    target = folder / f"{job.made.identifier}{suffix}"
    shutil.move(job.made.path, target)
    job.made.path = target


MAKERS = {"text": text_job, "html": html_job, "other": other_job, "route": route_job}
