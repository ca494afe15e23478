"""Which documents the corpus holds: report, style and damage, drawn from the catalogue's shares."""

import random

from . import agencies, cells, characters, damage, figures, headings, labels, layout, rows, sites, tables, text
from .model import Report

TEXTS = frozenset(text.STYLES)
RUN_TOGETHER = ("A9", "A11", "a10", "lynx", "pandoc")
SHAPE_DAMAGES = (
    (rows.lose_own_label, 0.04), (tables.lone_piece, 0.02), (headings.retitle_sections, 0.2),
    (rows.break_page, 0.25), (rows.figures_below, 0.05), (rows.noise_rows, 0.12), (headings.captions, 0.2),
    (tables.appendix, 0.10), (tables.side_table, 0.06), (rows.lose_row, 0.05), (headings.cut_result_headers, 0.15),
    (headings.two_litigation_cells, 0.08), (tables.split_article20, 0.2), (headings.no_note, 0.2),
    (tables.lose_table, 0.03), (headings.lose_header, 0.04), (headings.header_below, 0.03),
)


def report(number: int, seed: int, levels: dict, style: str) -> tuple[Report, random.Random]:
    """A report composed and damaged, ready for a writer of its style."""
    rng = random.Random(f"{seed}/{number}/{style}")
    made = bare_report(rng, number, levels, style)
    spoil(made, rng, style)
    return made, rng


def bare_report(rng: random.Random, number: int, levels: dict, style: str) -> Report:
    agency = agencies.draw(rng, levels)
    year = rng.randrange(2019, 2025)
    edition = 2019 if year < 2021 else 2021
    if rng.random() < 0.06:
        edition = 4040 - edition
    profile = figures.pick_profile(rng)
    if agency["level"] in ("prefecture", "province") and profile in ("zero", "sparse"):
        profile = "dense"
    if agency["level"] == "township" and profile == "dense" and rng.random() < 0.5:
        profile = "sparse"
    merged = edition == 2021 and rng.random() < 0.08
    values = figures.draw(rng, edition, profile, merged)
    mistaken = style != "A9" and rng.random() < 0.12
    if mistaken:
        figures.make_mistakes(rng, values)
    made = Report(number, agency, year, edition, figures.to_truth(values, edition))
    mistaken = mistaken and not figures.holds(made.truth)
    made.damages += ["author_mistake"] * mistaken + ["other_merged"] * merged
    made.damages += ["form_of_other_year"] * (edition != (2019 if year < 2021 else 2021))
    if rng.random() < 0.25:
        kind = rng.choice(figures.BLANKS)
        if figures.leave_blank(rng, made.truth, kind):
            made.damage(f"blank_{kind}")
    name, alone = agencies.printed_name(rng, agency)
    made.title = agencies.title(rng, name, year)
    made.agency_decidable = alone
    made.damages.append(f"profile_{profile}")
    layout.compose(made, rng, name)
    if rng.random() < 0.12:
        made.blocks = [block for block in made.blocks if getattr(block, "level", 0) != 1]
        made.damage("no_title")
    return made


def spoil(made: Report, rng: random.Random, style: str) -> None:
    """Draw damage of the catalogue; about one document in seven stays clean."""
    if rng.random() < 0.15:
        damage.settle(made)
        return
    if rng.random() < 0.6:
        labels.respell(made, rng)
    if rng.random() < 0.08 and made.edition == 2021:
        cells.fee_in_yuan(made, rng)
    if rng.random() < 0.03 and style in ("html", "docx"):
        tables.total_first(made, rng)
    shapes = list(SHAPE_DAMAGES)
    for function, chance in shapes:
        if rng.random() < chance:
            function(made, rng)
    if rng.random() < 0.12 and style not in RUN_TOGETHER:
        cells.annotate(made, rng)
    elif rng.random() < 0.12 and style not in RUN_TOGETHER:
        cells.pad_figures(made, rng)
    if rng.random() < 0.3 and style != "A9":
        labels.wrap(made, rng, rng.choice(("\n", "\n", " ")))
    if rng.random() < 0.07:
        characters.odd_blanks(made, rng)
    if rng.random() < 0.05:
        rng.choice((characters.kangxi, characters.traditional, characters.mirror))(made, rng)
    if style in TEXTS:
        sites.spoil(made, style)
    damage.settle(made)
