"""The made corpus: its truth keeps the form's identities, its damage is on record, and its scorer counts rightly."""

import random
import re
from collections import Counter

import pytest

from bench import accuracy, broken_bytes, mutate
from bench.corpus import agencies, decide, figures, html, index, make, plan, text
from bench.corpus.model import expand, form

LEVELS = agencies.load()


def reports(count: int, style: str = "A1"):
    return [plan.report(number, 5, LEVELS, style) for number in range(count)]


@pytest.mark.parametrize("edition", (2019, 2021))
@pytest.mark.parametrize("merged", (False, True))
def test_drawn_figures_keep_every_identity(edition, merged):
    rng = random.Random(1)
    for profile in figures.PROFILES:
        values = figures.draw(rng, edition, profile, merged and edition == 2021)
        truth = figures.to_truth(values, edition)
        assert figures.holds(truth)
        assert {cell.address for cell in form(edition)} <= truth.keys()


def test_author_mistakes_break_an_identity_and_are_on_record():
    mistaken = [report for report, _ in reports(150) if "author_mistake" in report.damages]
    assert mistaken
    untouched = {"table_lost", "row_lost", "annotated_cells"}
    plain = [r for r in mistaken if not untouched & set(r.damages) and not any("blank" in d for d in r.damages)]
    assert plain and not any(figures.holds(report.truth) for report in plain)


def test_blanks_are_truth_without_a_value():
    for report, _ in reports(60):
        for truth in report.truth.values():
            assert (truth.value is None) == (truth.status != "reported")


def test_damage_on_record_shows_in_the_report():
    seen = Counter()
    for report, _ in reports(120):
        seen.update(report.damages)
        parts = report.tables("applications")
        whole = not set(report.damages) & {"table_lost"}
        if whole:
            assert (len(parts) > 1) == bool({"page_break", "own_label_lost"} & set(report.damages))
        statuses = {truth.status for truth in report.truth.values()}
        if "row_lost" in report.damages and "other_merged" not in report.damages:
            assert "absent" in statuses
        if "table_lost" in report.damages:
            assert "missing" in statuses
    assert {"labels", "page_break", "noise_rows", "article20_split", "row_lost", "captions"} <= seen.keys()


def test_tables_stay_rectangles_through_all_damage():
    for report, _ in reports(120, "html"):
        for table in report.tables():
            assert len({len(row) for row in expand(table)}) == 1, (report.number, report.damages)


def test_every_printed_figure_is_in_the_text_it_was_written_to():
    for style in text.STYLES:
        for report, rng in reports(6, style):
            written = text.write(report, rng, style)
            for truth in report.truth.values():
                assert truth.status not in ("reported", "unreadable") or truth.text.strip() in written


def test_what_sites_show_is_on_record_and_nothing_of_a_text_of_lines_shown_once_is_decidable():
    seen = Counter()
    for style in ("A2", "A5"):
        for report, rng in reports(150, style):
            written = text.write(report, rng, style)
            seen.update(report.damages)
            if "each_line_once" in report.damages:
                lines = written.split("\n")
                assert len(lines) == len(set(lines)) and not any(t.recoverable for t in report.truth.values())
    assert {"heading_words_lost", "heading_in_two_cells", "further_row", "headings_noted", "each_line_once"} \
        <= seen.keys()


def test_pages_hold_every_figure():
    for style in html.PAGES:
        for report, rng in reports(4, "html"):
            page = html.page(report, rng, style)
            assert report.damages == list(dict.fromkeys(report.damages))
            assert page.count("<table") >= len(report.tables())


def test_run_together_rows_are_decidable_only_with_one_cut():
    assert decide.cuts_with_total(["0"] * 7) == [(0,) * 7]
    assert (5, 1, 4, 2, 2, 0, 14) in decide.cuts_with_total(["5", "1", "4", "2", "2", "0", "14"])
    assert decide.cuts("101", 2) == [(10, 1)]


def test_corpus_is_the_same_for_the_same_seed(tmp_path):
    first, second = tmp_path / "one" / "documents", tmp_path / "two" / "documents"
    for folder in (first, second):
        folder.mkdir(parents=True)
        index.write(folder.parent, make.corpus(folder, 24, 9, pure=True))
    assert (first.parent / "index.jsonl").read_bytes() == (second.parent / "index.jsonl").read_bytes()
    assert [p.read_bytes() for p in sorted(first.iterdir())] == [p.read_bytes() for p in sorted(second.iterdir())]
    read = index.read(first.parent)
    assert len(read) == 24 and all(len(d["cells"]) >= 198 for d in read if d["digital"])


def test_scorer_tells_right_flagged_and_silent():
    cell = {"table": "t", "row_key": "r", "column_key": "c", "raw_text": "3", "status": "reported"}
    kept, lost = cell | {"value": "3", "recoverable": "1"}, cell | {"value": "3", "recoverable": "0"}
    blank = cell | {"value": "", "status": "blank", "recoverable": "1"}
    three, four, none = ({"status": s, "value": v} for s, v in (("reported", "3.00"), ("reported", "4"), ("blank", "")))
    assert [accuracy.judge(kept, fact, True) for fact in (three, four, none)] == ["right", "silent", "flagged"]
    assert [accuracy.judge(blank, fact, True) for fact in (three, none)] == ["silent", "right"]
    assert [accuracy.judge(lost, fact, True) for fact in (three, four, none)] == ["guessed_right", "silent", "lost"]
    assert accuracy.judge(blank, {}, False) == "flagged"


def test_a_reader_that_always_says_zero_scores_badly(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    index.write(tmp_path, make.corpus(folder, 60, 2, pure=True))
    assert accuracy.all_zero(index.read(tmp_path)) < 0.7


def test_mutants_keep_the_truth_of_what_is_still_printed():
    for number, mutation in enumerate(mutate.SHAPES):
        mutant = mutate.shaped(number, 3, LEVELS, mutation)
        assert mutant.data and len(mutant.cells) >= 198
    joined = [mutate.shaped(number, 3, LEVELS, "digits_joined") for number in range(8)]
    assert any(cell["recoverable"] == "0" for mutant in joined for cell in mutant.cells)


def test_flips_in_words_leave_figures_alone():
    data = "一、本年新收 | 12 | 0 |".encode()
    changed = broken_bytes.flip(data, random.Random(4), only_words=True)
    assert changed != data and changed.endswith(b" | 12 | 0 |")


def test_words_flipped_leave_digits_of_every_width():
    data = "全年收到申请１２３４５６７８９０件：７，８．９件。".encode() * 20
    for seed in range(40):
        text = broken_bytes.flip(data, random.Random(seed), only_words=True).decode("utf-8", "replace")
        assert re.findall("[0-9０-９]+", text) == re.findall("[0-9０-９]+", data.decode())
