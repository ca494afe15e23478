"""Round trips: random figures that keep the form's identities, set as a page, text, Word or PDF, read back the same.

Where a rendering loses something the cell is flagged; a value that is not the printed one is never reported. The
writers are those of bench/corpus, which share nothing with the readers but the form.
"""

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.corpus import agencies, damage, figures, html, layout, paper, plan, text, word
from bench.corpus.model import Report
from flows import batch
from flows.reader import Arrived

LEVELS = agencies.load()
FEW = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**6)
SHAPES = st.tuples(SEEDS, st.sampled_from((2019, 2021)), st.sampled_from(tuple(figures.PROFILES)))


def report(seed: int, edition: int, profile: str, merged: bool = False) -> tuple[Report, random.Random]:
    """A report as authors mean it, undamaged."""
    rng = random.Random(seed)
    agency = agencies.draw(rng, LEVELS)
    values = figures.draw(rng, edition, profile, merged and edition == 2021)
    made = Report(1, agency, 2020 if edition == 2019 else 2023, edition, figures.to_truth(values, edition))
    name = agencies.official_name(agency)
    made.title = f"{name}{made.year}年政府信息公开工作年度报告"
    layout.compose(made, rng, name)
    damage.settle(made)
    return made, rng


def facts_of(data: bytes) -> dict[tuple, dict]:
    frames = batch.read([Arrived("0" * 64, "report", data)], "test")
    document = frames["documents"].row(0, named=True)
    assert document["outcome"] == "read", document["reason"]
    return {(row["table"], row["row_key"], row["column_key"]): row for row in frames["facts"].iter_rows(named=True)}


def compare(made: Report, facts: dict[tuple, dict]) -> tuple[list, list]:
    """Silent errors, and cells that could have been read and were not."""
    silent, flagged = [], []
    for address, truth in made.truth.items():
        fact = facts.get(tuple(address), {"status": "none", "value": None})
        if fact["status"] == "reported" and fact["value"] != truth.value:
            silent.append((*address, truth.value, fact["value"]))
        elif truth.recoverable and truth.status == "reported" and fact["status"] != "reported":
            flagged.append((*address, truth.value, fact["status"]))
    known = {tuple(address) for address in made.truth}
    silent += [(*address, "not printed", fact["value"]) for address, fact in facts.items()
               if address not in known and fact["status"] == "reported"]
    return silent, flagged


@pytest.mark.parametrize("style", ["A1", "A2", "A3", "A4", "A6", "A8", "markdown"])
@given(shape=SHAPES, merged=st.booleans())
@FEW
def test_text(style, shape, merged):
    made, rng = report(*shape, merged)
    written = text.write(made, rng, style).encode("utf-8")
    assert compare(made, facts_of(written)) == ([], [])


@given(shape=SHAPES)
@FEW
def test_one_cell_a_line_without_bars(shape):
    made, rng = report(*shape)
    assert compare(made, facts_of(text.write(made, rng, "A5").encode("gb18030"))) == ([], [])


@given(shape=SHAPES)
@FEW
def test_run_together_text_reports_nothing_wrong(shape):
    made, rng = report(*shape)
    silent, _ = compare(made, facts_of(text.write(made, rng, "A9").encode("utf-8")))
    assert silent == []


@pytest.mark.parametrize("style", ["plain", "word", "bare", "malformed"])
@given(shape=SHAPES, merged=st.booleans())
@FEW
def test_page(style, shape, merged):
    made, rng = report(*shape, merged)
    assert compare(made, facts_of(html.page(made, rng, style).encode("utf-8"))) == ([], [])


@given(shape=SHAPES)
@settings(FEW, max_examples=3)
def test_word(tmp_path_factory, shape):
    made, rng = report(*shape)
    path = tmp_path_factory.mktemp("word") / "report.docx"
    word.write(made, rng, path)
    assert compare(made, facts_of(path.read_bytes())) == ([], [])


@pytest.mark.parametrize("rules", paper.RULES)
@given(shape=SHAPES)
@settings(FEW, max_examples=3)
def test_paper(tmp_path_factory, rules, shape):
    made, rng = report(*shape)
    path = tmp_path_factory.mktemp("paper") / "report.pdf"
    paper.write(made, rng, path, rules)
    silent, flagged = compare(made, facts_of(path.read_bytes()))
    assert silent == [] and (flagged == [] or rules != "ruled")


@pytest.mark.parametrize("style", ["A1", "A2", "A6", "A7", "A11", "html"])
@given(seed=SEEDS)
@settings(FEW, max_examples=8)
def test_damage_is_flagged_and_never_reported_wrong(style, seed):
    """Any damage of the catalogue: a cell may be lost, no wrong value may be reported."""
    made, rng = plan.report(seed, seed, LEVELS, style)
    written = html.page(made, rng, "plain") if style == "html" else text.write(made, rng, style)
    frames = batch.read([Arrived("0" * 64, "report", written.encode("utf-8"))], "test")
    facts = {(row["table"], row["row_key"], row["column_key"]): row for row in frames["facts"].iter_rows(named=True)}
    silent, _ = compare(made, facts)
    assert silent == []


def test_the_comparison_sees_errors():
    made, _ = report(1, 2021, "middling")
    facts = {tuple(address): {"status": "reported", "value": truth.value} for address, truth in made.truth.items()}
    assert compare(made, facts) == ([], [])
    first, second = list(facts)[:2]
    facts[first] = {"status": "reported", "value": Decimal(-1)}
    facts[second] = {"status": "ambiguous", "value": None}
    silent, flagged = compare(made, facts)
    assert (len(silent), len(flagged)) == (1, 1)
