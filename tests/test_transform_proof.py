"""What the identities prove, on random tables whose truth is known; the same in thousands: python -m bench.proof."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import proof as bench
from transform import choose, cuts, explain, fill, hearing, printings, proof, readings, trellis
from transform.readings import Piece, Reading, Row

EDITIONS, WORDS = bench.load()
FORM = EDITIONS["2021"]


def row(row_key, table="applications"):
    return FORM.rows[table, row_key]


def judged(printed):
    rows, strays = printings.assembled(FORM, printed, WORDS)
    assert not strays
    return hearing.heard(FORM, rows)


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_wrong_cells_are_noticed_one_is_found_and_three_erased_are_refilled(name):
    seen = bench.errors_and_erasures(EDITIONS[name], np.random.default_rng(7), 60)
    assert seen == {"1 wrong: noticed": 60, "2 wrong: noticed": 60, "3 wrong: noticed": 60,
                    "1 wrong: cell and number found": 60, "3 erased: refilled": 60}


@pytest.mark.parametrize("name", ["2019", "2021"])
@pytest.mark.parametrize("sound", [True, False])
def test_damaged_rows_are_resolved_or_flagged_but_never_wrong(name, sound):
    seen = bench.damaged_rows((EDITIONS[name], WORDS), np.random.default_rng(11), 80, sound)
    assert not [figure for figure in seen if "SILENT" in figure]
    assert seen["rows joined: resolved"] or not sound


def test_beside_a_lost_row_a_sum_that_fails_alone_leaves_the_others_open():
    found = judged(bench.damaged(FORM, bench.true_table(FORM, np.random.default_rng(5), dense=True), {}, None))
    wrong, lost = row("outcome.granted")[-1], row("outcome.partially_granted")
    sheet = found.sheet.without(lost).with_values([wrong], [found.sheet.values[wrong] + 10**6])
    results = proof.results(FORM.matrix, FORM.components, sheet)
    fails = {FORM.identities[identity] for identity, result in enumerate(results) if result == proof.FAILS}
    assert fails == {"applications.sum.outcome.granted", "applications.outcomes.total"}


@pytest.mark.parametrize("lost", range(7))
def test_figures_that_moved_into_the_place_of_a_lost_column_are_flagged_but_blank_totals_are_not(lost):
    rng = np.random.default_rng(lost)
    found = judged(bench.damaged(FORM, bench.true_table(FORM, rng, dense=True), {}, rng, lost))
    statuses = {said.status for cell, said in zip(FORM.cells[: FORM.form_size], found.said, strict=False)
                if cell.table == "applications"}
    assert statuses == ({"reported", "blank"} if lost == 6 else {"ambiguous"})


@given(st.integers(0, 2**32 - 1), st.integers(1, 25))
@settings(max_examples=8, deadline=None)
def test_any_number_of_joined_rows_of_a_dense_table_comes_back(seed, count):
    rng = np.random.default_rng(seed)
    values = bench.true_table(FORM, rng, dense=True)
    keys = [key for table, key in FORM.rows if table == "applications" and (table, key) not in FORM.parts]
    damages = {str(key): "joined" for key in rng.choice(keys, count, replace=False)}
    found = judged(bench.damaged(FORM, values, damages, rng))
    for cell, said in enumerate(found.said[: FORM.form_size]):
        if FORM.cells[cell].table == "applications" and said.status != "ambiguous":
            assert said.reading.value == values[cell]
            assert found.proofs[cell] == "proven"


@given(st.lists(st.integers(0, 120), min_size=6, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_cuts_of_a_joined_row_are_all_that_satisfy_its_sum_and_no_other(parts):
    digits = "".join(map(str, [*parts, sum(parts)]))
    cells = row("outcome.granted")
    found = cuts.joined(FORM, cells, [Piece("outcome.granted", None, digits, None, "")], WORDS)
    every = set()
    for borders in combinations(range(1, len(digits)), 6):
        texts = [digits[start:end] for start, end in zip((0, *borders), (*borders, len(digits)), strict=True)]
        numbers = tuple(map(int, texts))
        if all(str(number) == text for number, text in zip(numbers, texts, strict=True)):
            every.add(numbers)
    balanced = {numbers for numbers in every if sum(numbers[:6]) == numbers[6]}
    assert {tuple(option[cell].value for cell in cells) for option in found.options} == (
        every if len(every) == 1 else balanced)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_options_survive_exactly_if_some_combination_of_all_rows_satisfies_every_identity(data):
    keys = ["outcome.granted", "outcome.partially_granted", "outcome.total", "carried_out"]
    values = {key: data.draw(st.lists(st.integers(0, 3), min_size=6, max_size=6)) for key in keys}
    values["outcome.total"] = [sum(pair) for pair in zip(values[keys[0]], values[keys[1]], strict=True)]
    rows = []
    for key in keys:
        shifted = [values[key], data.draw(st.permutations(values[key])), data.draw(st.permutations(values[key]))]
        options = [dict(zip(row(key), (Reading("number", value) for value in [*numbers, sum(numbers)]), strict=True))
                   for numbers in shifted]
        rows.append(Row(row(key), readings.distinct(options)))
    known = np.array([sum(pair) for pair in zip(values["outcome.total"], values["carried_out"], strict=True)])
    sheet = bench.sheet(FORM, np.zeros(len(FORM.cells), dtype=np.int64))
    sheet = sheet.with_values(row("received.new"), [*known, known.sum()])
    for one in rows:
        if len(one.options) == 1:  # nothing to choose: its figures stand on the sheet
            sheet = sheet.with_values(list(one.options[0]), [reading.value for reading in one.options[0].values()])
    survivors, undecided, met = choose.decide(FORM, rows, sheet)
    expected = [set() for _ in rows]
    for combination in product(*(row.options for row in rows)):
        cells = {cell: reading.value for option in combination for cell, reading in option.items()}
        if not proof.residuals(FORM.matrix, sheet.with_values(cells, cells.values())).any():
            for kept, option in zip(expected, combination, strict=True):
                kept.add(readings.says(option))
    assert not undecided and met.any() == any(len(one.options) > 1 for one in rows)
    assert [{readings.says(option) for option in options} for options in survivors] == expected


def test_a_row_that_lost_figures_does_not_choose_what_makes_up_for_them_in_others():
    granted = readings.short(FORM, row("outcome.granted"), [Piece(None, None, "2", None, "")] * 2, WORDS)
    lossy = readings.short(FORM, row("outcome.partially_granted"),
                           [Piece(None, None, text, None, "") for text in ("4", "15")], WORDS)  # of 9 2 0 0 0 4 15
    assert granted.fits and not lossy.fits
    sheet = bench.sheet(FORM, np.zeros(len(FORM.cells), dtype=np.int64))
    for key in ("outcome.total", "received.new"):
        sheet = sheet.with_values(row(key), [11, 2, 0, 0, 0, 4, 17])
    survivors, *_ = choose.decide(FORM, [granted, lossy], sheet)  # 2 stands first, not behind
    assert list(map(len, survivors)) == [6, 21]


def test_a_false_cut_that_meets_its_authors_wrong_total_is_flagged_where_no_sum_across_holds():
    values = bench.true_table(FORM, np.random.default_rng(5), dense=True)
    lossy = ("received.new", "outcome.total")
    values[row("outcome.granted")] = [252, 19, 0, 183, 240, 0, 703]  # as 252, 190, 18, 3, 240, 0 it makes 703
    printed = bench.damaged(FORM, values, {"outcome.granted": "joined"} | dict.fromkeys(lossy, "short"),
                            np.random.default_rng(5))
    for one in printed:
        del one.pieces[:one.row_key in lossy]
    assert {judged(printed).said[cell].status for cell in row("outcome.granted")} == {"ambiguous"}


def test_open_cells_that_would_have_to_be_below_nothing_are_a_conflict():
    matrix = np.array([[1, 1, 1, -2], [0, 0, 1, -3]])  # a + b + c = 2, c = 3; the last stands for what is printed
    sheet = proof.Sheet(np.array([0, 0, 0, 1]), np.array([proof.UNKNOWN] * 3 + [proof.FIXED]), np.arange(4) == 3)
    assert proof.solve(matrix, sheet, sheet.state == proof.UNKNOWN)[1]


def test_past_its_bound_the_search_gives_no_answer(monkeypatch):
    rng = np.random.default_rng(3)
    values = bench.true_table(FORM, rng, dense=True)
    damages = dict.fromkeys([key for table, key in FORM.rows if table == "applications"], "short")
    monkeypatch.setattr(trellis, "WORK", 50)
    found = judged(bench.damaged(FORM, values, damages, rng))
    assert found.undecided
    for cell, said in enumerate(found.said[: FORM.form_size]):
        assert said.status != "reported" or said.reading.value == values[cell]


def test_past_its_bound_one_row_gives_no_answer(monkeypatch):
    monkeypatch.setattr(fill, "WORK", 20)
    pieces = [Piece("outcome.granted", None, "1213141516171887", None, "")]
    assert not cuts.joined(FORM, row("outcome.granted"), pieces, WORDS).complete


def test_seven_zeros_run_together_are_seven_zeros_but_six_leave_open_which_is_blank():
    seven = cuts.joined(FORM, row("outcome.granted"), [Piece("outcome.granted", None, "0000000", None, "")], WORDS)
    assert len(seven.options) == 1 and seven.plain
    zeros = [Piece("outcome.granted", None, "0", None, "")] * 6
    assert len(readings.short(FORM, row("outcome.granted"), zeros, WORDS).options) == 7


@pytest.mark.parametrize(("text", "count"), [
    ("007", 1), ("0075", 1), ("00070", 0), ("00", 3), ("51422", 21), ("000", 1), ("1005", 7), ("1.53", 0),
])
def test_joined_counts_have_no_idle_zeros_and_no_points(text, count):
    cells = FORM.rows["article20", "regulation"]
    found = cuts.joined(FORM, cells, [Piece("regulation", None, text, None, "")], WORDS)
    assert len(found.options) == count


def test_a_blank_between_joined_digits_ends_a_number():
    pieces = [Piece("outcome.total", None, text, None, "") for text in ("9", "0", "00", "0", "09")]
    found = cuts.joined(FORM, row("outcome.total"), pieces, WORDS)
    [option] = found.options
    assert [option[cell].value for cell in row("outcome.total")] == [9, 0, 0, 0, 0, 0, 9]


@pytest.mark.parametrize(("text", "figures"), [
    ("1—————1", [1, *[None] * 5, 1]),
    ("10/////10", [10, *[None] * 5, 10]),
    ("--12--34----46", [None, 12, None, 34, None, None, 46]),  # two strokes to a cell
    ("--------------", [None] * 7),
    ("12/034//46", [12, None, 0, 34, None, None, 46]),
    ("12----3446", None),  # four cells beside 12, 34 and 46, or two beside 12, 3, 4, 4 and 6
    ("1------1", None),  # too few for either
])
def test_marks_of_empty_cells_among_joined_counts_are_cells_of_their_own(text, figures):
    found = cuts.joined(FORM, row("outcome.total"), [Piece("outcome.total", None, text, None, "")], WORDS)
    values = [[option[cell].value for cell in row("outcome.total")] for option in found.options]
    assert values == ([figures] if figures else [])
    assert all(option[cell].kind == ("number" if option[cell].value is not None else "blank")
               for option in found.options for cell in option)


def test_a_count_and_an_amount_run_together_stay_open():
    form = EDITIONS["2019"]
    cells = form.rows["article20", "central_procurement"]
    found = cuts.joined(form, cells, [Piece("central_procurement", None, "12575.50元", None, "")], WORDS)
    assert {(str(option[cells[0]].value), str(option[cells[1]].value)) for option in found.options} == {
        ("1", "2575.50"), ("12", "575.50"), ("125", "75.50"), ("1257", "5.50"), ("None", "12575.50")}
    assert {option[cells[1]].unit for option in found.options} == {"元"}


def test_errors_too_many_to_explain_are_left_unexplained():
    values = bench.true_table(FORM, np.random.default_rng(1), dense=True)
    keys = ["outcome.granted", "outcome.partially_granted", "received.new", "carried_out"]
    wrong = values.copy()
    wrong[[row(key)[place] for place, key in enumerate(keys)]] += [1, 20, 300, 4000]
    component = max(FORM.components, key=len)
    assert explain.explanations(FORM.matrix[component], bench.sheet(FORM, wrong)) == []


def test_equally_small_explanations_are_all_listed():
    values = bench.true_table(FORM, np.random.default_rng(2), dense=True)
    values[row("reconsideration", "review_litigation")] = [5, 0, 0, 0, 0]
    identity = FORM.identities.index("review_litigation.sum.reconsideration")
    found = explain.explanations(FORM.matrix[[identity]], bench.sheet(FORM, values))
    cells = row("reconsideration", "review_litigation")
    assert found == [{cells[0]: 0}, {cells[4]: 5}]


def test_unknown_cells_that_cannot_be_made_to_fit_are_a_failure_not_a_gap():
    values = bench.true_table(FORM, np.random.default_rng(4), dense=True)
    cell = row("outcome.granted")[0]
    wrong = values.copy()
    wrong[row("outcome.granted")[6]] += 5
    results = proof.results(FORM.matrix, FORM.components, bench.sheet(FORM, wrong, [cell]))
    assert proof.FAILS in results
    sound = proof.results(FORM.matrix, FORM.components, bench.sheet(FORM, values, [cell]))
    assert proof.FAILS not in sound and proof.OPEN in sound


def test_the_same_figures_in_other_columns_are_never_mixed():
    cells = row("outcome.unable_to_provide.not_held")

    def printed(*texts):
        return Row(cells, [{cell: readings.read_cell(text, True, WORDS)
                            for cell, text in zip(cells, texts, strict=True)}])

    first = printed("0", "0", "0", "0", "12", "0", "不适用")
    moved = printed("0", "0", "0", "12", "0", "0", "不适用")
    assert hearing.crossed(first, moved, set(cells)).options == [*first.options, *moved.options]
    misread = printed("0", "0", "0", "7", "1", "0", "不适用")
    assert len(hearing.crossed(first, misread, set(cells)).options) == 4  # each way may have misread another cell
