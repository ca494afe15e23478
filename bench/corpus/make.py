"""Documents from plans: a style by name, how it is written, how much of the corpus it is."""

import random
from pathlib import Path

from . import agencies, characters, html, plan, text
from .index import Made

TEXT_SHARE = {"A1": 9, "A2": 9, "A3": 5, "A4": 5, "A5": 7, "A6": 9, "A7": 6, "A8": 4, "A9": 5, "A11": 3, "markdown": 5}
HTML_SHARE = {"plain": 8, "word": 6, "nested": 3, "chrome": 4, "malformed": 3, "small": 3, "hidden": 2, "bare": 3}
TEXT_ENCODINGS = (("utf-8", 80), ("utf-8-sig", 6), ("gb18030", 10), ("utf-16", 4))
HTML_ENCODINGS = (("utf-8", 74), ("utf-8-sig", 3), ("gb18030", 10), ("gbk", 6), ("utf-16", 3), ("wrong_declaration", 4))


def pick(rng: random.Random, weighted) -> str:
    names, weights = zip(*weighted, strict=True)
    return rng.choices(names, weights=weights)[0]


def text_document(number: int, seed: int, levels: dict, style: str, folder: Path) -> Made:
    report, rng = plan.report(number, seed, levels, style)
    written = text.write(report, rng, style)
    encoding = "utf-8" if set(report.damages) & {"mirror_pinyin", "kangxi_radicals", "odd_blanks"} \
        else pick(rng, TEXT_ENCODINGS)
    path = folder / f"{number:04d}.{'md' if style == 'markdown' else 'txt'}"
    path.write_bytes(characters.encode(written, rng, encoding))
    if encoding != "utf-8":
        report.damage(f"encoding_{encoding}")
    return Made(f"{number:04d}", report, style, path)


def html_document(number: int, seed: int, levels: dict, style: str, folder: Path) -> Made:
    report, rng = plan.report(number, seed, levels, "html")
    written = html.page(report, rng, style)
    encoding = pick(rng, HTML_ENCODINGS)
    if "traditional" in report.damages and rng.random() < 0.7:
        encoding = "big5"
    elif set(report.damages) & {"mirror_pinyin", "kangxi_radicals", "odd_blanks", "traditional"}:
        encoding = "utf-8"
    path = folder / f"{number:04d}.html"
    path.write_bytes(characters.encode(written, rng, encoding))
    if encoding != "utf-8":
        report.damage(f"encoding_{encoding}")
    name = {"plain": "A12", "word": "A13"}.get(style, f"html_{style}")
    return Made(f"{number:04d}", report, name, path)


PURE = {("text", style): share for style, share in TEXT_SHARE.items()} \
    | {("html", style): share for style, share in HTML_SHARE.items()}
MAKERS = {"text": text_document, "html": html_document}


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
    levels = agencies.load()
    made = []
    for number, (maker, style) in enumerate(apportion(PURE, documents)):
        made.append(MAKERS[maker](number, seed, levels, style, folder))
    return made
