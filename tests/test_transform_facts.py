"""Readings into facts: what a cell says, how far it is proved, and whose mistake a broken identity is."""

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import proof as bench
from transform import cuts, facts, identities, numbers, readings, schema
from transform.readings import Piece

FORMS = Path(__file__).parents[1] / "data" / "forms"
SHARED = Path(__file__).parents[2] / "shared"
CELLS = pl.concat([
    pl.read_csv(FORMS / f"form-{name}.csv").with_columns(edition=pl.lit(name)) for name in ("2019", "2021")
])
IDENTITIES = pl.read_csv(FORMS / "identities.csv")
WORDS = numbers.vocabulary(csv.DictReader((FORMS / "labels.csv").open(encoding="utf-8")))
FORM = identities.load(IDENTITIES, CELLS)["2021"]
GRANTED = "outcome.granted"
OTHERS = ("outcome.other.correction_lapsed", "outcome.other.fee_lapsed", "outcome.other.other")


class Report:
    """A report as rows of texts by (table, row_key), with the fit of those that are not exact."""

    def __init__(self, values=None):
        values = np.zeros(len(FORM.cells), dtype=int) if values is None else values
        self.texts = {key: [str(values[cell]) for cell in cells] for key, cells in FORM.rows.items()
                      if key not in FORM.parts}
        self.fits = {}
        self.again = []  # further printings of a row

    def set(self, row_key, texts, fit="exact", table="applications"):
        self.texts[table, row_key] = list(texts)
        self.fits[table, row_key] = fit
        return self

    def drop(self, *row_keys, table="applications"):
        for row_key in row_keys:
            del self.texts[table, row_key]
        return self

    def frame(self):
        rows = []
        printed = [*((key, texts, self.fits.get(key, "exact")) for key, texts in self.texts.items()), *self.again]
        for ordinal, ((table, row_key), texts, fit) in enumerate(printed):
            cells = FORM.rows.get((table, row_key), [])
            for piece, text in enumerate(texts):
                column = FORM.cells[cells[piece]].column_key if fit in ("exact", "inferred") else None
                rows.append({
                    "sha256": "a", "ordinal": ordinal, "table": table, "row_key": row_key, "fit": fit,
                    "column_key": column, "piece": piece, "text": text, "unit": None, "place": f"row {ordinal}",
                })
        return schema.ROW_READINGS.frame(rows)

    def read(self, second=None):
        return facts.from_readings(self.frame(), {"a": "2021"}, CELLS, IDENTITIES, WORDS,
                                   second=second.frame() if second else None)


def cell(found, row_key, column_key="total", table="applications"):
    return found.facts.row(
        by_predicate=(pl.col("table") == table) & (pl.col("row_key") == row_key) & (pl.col("column_key") == column_key),
        named=True,
    )


def row(found, row_key, column, table="applications"):
    return found.facts.filter((pl.col("table") == table) & (pl.col("row_key") == row_key))[column].to_list()


def kinds(found):
    return set(found.findings["kind"])


@pytest.fixture
def dense():
    values = bench.true_table(FORM, np.random.default_rng(5), dense=True)
    return values


def test_a_sound_report_is_read_and_proven_and_the_frames_have_their_shape(dense):
    found = Report(dense).read()
    assert found.facts.schema == pl.Schema(schema.FACTS.schema)
    assert found.identity_checks.schema == pl.Schema(schema.IDENTITY_CHECKS.schema)
    assert found.findings.schema == pl.Schema(schema.FINDINGS.schema)
    assert found.facts.height == 200
    assert found.facts["value"].to_list() == [Decimal(int(value)) for value in dense[:200]]
    counted = found.facts.filter(pl.col("table") != "article20")
    assert set(counted["proof"]) == {"proven"}
    assert set(found.identity_checks["result"]) == {"holds"}
    assert found.identity_checks.height == 42
    assert found.findings.is_empty()
    assert (found.facts["proof"] == "proven").sum() == 190


def test_no_reading_at_all_is_all_missing_and_an_unknown_edition_is_left_out():
    found = facts.from_readings(schema.ROW_READINGS.empty(), {"a": "2021", "b": "2019", "c": None}, CELLS, IDENTITIES,
                                WORDS)
    assert found.facts.group_by("sha256", "status").len().sort("sha256").rows() == [
        ("a", "missing", 200), ("b", "missing", 198)]
    assert set(found.identity_checks["result"]) == {"open"}


def test_one_wrong_cell_is_contradicted_and_told_with_the_number_the_form_forces(dense):
    report = Report(dense)
    wrong = FORM.position["applications", GRANTED, "enterprise"]
    report.texts["applications", GRANTED][1] = str(dense[wrong] + 3)
    found = report.read()
    told = cell(found, GRANTED, "enterprise")
    assert told["proof"] == "contradicted"
    assert (told["value"], told["implied_value"]) == (int(dense[wrong]) + 3, int(dense[wrong]))
    assert found.facts["implied_value"].count() == 1
    assert row(found, GRANTED, "proof") == ["contradicted"] * 7
    assert row(found, "outcome.partially_granted", "proof").count("contradicted") == 1
    assert {"mismatch", "explanation"} == kinds(found)


def test_review_totals_that_do_not_add_up_are_kept_as_printed_with_both_figures():
    found = Report().set("reconsideration", ["10", "1", "0", "0", "0"], table="review_litigation").read()
    assert row(found, "reconsideration", "proof", "review_litigation") == ["contradicted"] * 5
    assert row(found, "reconsideration", "value", "review_litigation") == [10, 1, 0, 0, 0]
    assert cell(found, "reconsideration", table="review_litigation")["implied_value"] == 11
    check = found.identity_checks.row(by_predicate=pl.col("result") == "fails", named=True)
    assert (check["left_value"], check["right_value"]) == (11, 0)
    assert check["sentence"] == "第四表：行政复议 结果维持 10 + 结果纠正 1 ≠ 总计 0"


def test_the_sentence_names_the_figures_of_a_clerk(dense):
    found = Report().set("received.new", ["3", "0", "1", "0", "0", "0", "7"]).read()
    sentences = found.identity_checks.filter(pl.col("result") == "fails")["sentence"].to_list()
    assert "第三表：一、本年新收政府信息公开申请数量 自然人 3 + 科研机构 1 ≠ 总计 7" in sentences


def test_a_blank_row_is_blank_with_the_zeros_the_form_forces(dense):
    values = dense.copy()
    total, out = (FORM.rows["applications", key] for key in ("outcome.total", "carried_out"))
    values[FORM.rows["applications", "received.new"]] -= values[out]
    values[out] = 0
    if (values < 0).any():
        pytest.skip("the drawn table carried over more than was new")
    found = Report(values).set("carried_out", [""] * 7).read()
    assert row(found, "carried_out", "status") == ["blank"] * 7
    assert row(found, "carried_out", "value") == [None] * 7
    assert row(found, "carried_out", "implied_value") == [0] * 7
    assert "fails" not in set(found.identity_checks["result"])


def test_a_blank_row_that_should_hold_something_is_no_violation():
    report = Report().set("received.new", ["5", "0", "0", "0", "0", "0", "5"]).set("carried_out", ["/"] * 7)
    found = report.read()
    assert "fails" not in set(found.identity_checks["result"])
    assert row(found, "carried_out", "implied_value") == [5, 0, 0, 0, 0, 0, 5]
    assert row(found, "carried_out", "value") == [None] * 7


def test_blank_totals_beside_filled_parts_are_no_violation():
    report = Report().set(GRANTED, ["3", "", "", "", "", "", ""]).set("outcome.total", ["3", "", "", "", "", "", ""])
    report.set("received.new", ["3", "0", "0", "0", "0", "0", "3"])
    found = report.read()
    assert "fails" not in set(found.identity_checks["result"])
    assert cell(found, GRANTED)["implied_value"] == 3
    assert cell(found, GRANTED, "enterprise")["implied_value"] == 0


def test_a_blank_that_cannot_be_nothing_is_a_violation():
    found = Report().set(GRANTED, ["3", "", "", "0", "0", "0", "4"]).read()
    check = found.identity_checks.row(by_predicate=pl.col("identity") == f"applications.sum.{GRANTED}", named=True)
    assert check["result"] == "fails"


def test_blanks_that_may_be_anything_are_not_said_to_be_nothing():
    report = Report().set("received.carried_in", [""] * 7).set("carried_out", [""] * 7)
    found = report.read()
    assert row(found, "carried_out", "implied_value") == [None] * 7
    assert row(found, "carried_out", "proof") == ["unproven"] * 7
    assert cell(found, "received.new")["proof"] == "proven"


def test_three_lost_cells_are_refilled_beside_and_never_in_the_value(dense):
    report = Report(dense)
    for row_key, place in ((GRANTED, 0), (GRANTED, 6), ("outcome.total", 0)):
        report.texts["applications", row_key][place] = None
    found = report.read()
    for row_key, column in ((GRANTED, "natural_person"), (GRANTED, "total"), ("outcome.total", "natural_person")):
        told = cell(found, row_key, column)
        assert (told["status"], told["value"], told["proof"]) == ("missing", None, "unproven")
        assert told["implied_value"] == int(dense[FORM.position["applications", row_key, column]])


def test_an_unreadable_cell_is_no_number_and_says_why():
    found = Report().set(GRANTED, ["见附件", *["0"] * 6]).read()
    told = cell(found, GRANTED, "natural_person")
    assert (told["status"], told["value"], told["raw_text"], told["implied_value"]) == ("unreadable", None, "见附件", 0)
    assert "unreadable" in kinds(found)


def test_a_whole_number_printed_with_a_point_is_that_number():
    assert cell(Report().set(GRANTED, ["0.00", *["0"] * 6]).read(), GRANTED, "natural_person")["value"] == 0


@pytest.mark.parametrize("text", ["1.5", "-1", "9" * 15])
def test_a_count_of_requests_is_a_whole_number_from_0_up(text):
    assert cell(Report().set(GRANTED, [text, *["0"] * 6]).read(), GRANTED, "natural_person")["status"] == "unreadable"


def test_an_amount_keeps_its_decimals_and_its_unit():
    report = Report().set("administrative_fee", ["120000.50元"], table="article20")
    told = cell(report.read(), "administrative_fee", "amount", "article20")
    assert (told["value"], told["unit"], told["proof"]) == (Decimal("120000.5"), "元", "unproven")
    told = cell(Report().read(), "administrative_fee", "amount", "article20")
    assert told["unit"] == "万元"


@pytest.mark.parametrize("text", ["3万", "3万元", "12元"])
def test_an_amount_of_money_is_no_count(text):
    for counted, unit in ((True, "件"), (False, "项")):
        assert readings.read_cell(text, counted, WORDS, unit).kind == "unreadable"
    assert readings.read_cell("0元", True, WORDS, "件").value == 0


def test_an_annotated_number_is_read_with_a_note():
    found = Report().set("normative_document", ["22（其中修订16件）", "0", "22"], table="article20").read()
    assert cell(found, "normative_document", "issued", "article20")["value"] == 22
    assert kinds(found) == {"note"}


def test_a_row_lost_within_a_table_is_absent_and_a_lost_tail_is_missing():
    found = Report().drop("outcome.denied.state_secret", "outcome.total", "carried_out").read()
    assert set(row(found, "outcome.denied.state_secret", "status")) == {"absent"}
    assert set(row(found, "carried_out", "status")) == {"missing"}
    assert set(row(found, "carried_out", "value")) == {None}


def test_a_row_lost_with_its_numbers_is_not_blamed_on_the_author(dense):
    found = Report(dense).drop("outcome.partially_granted").read()
    cells = FORM.rows["applications", "outcome.partially_granted"]
    assert row(found, "outcome.partially_granted", "implied_value") == [int(value) for value in dense[cells]]
    assert "fails" not in set(found.identity_checks["result"])


def test_other_outcomes_printed_as_one_row_stand_for_their_three_items(dense):
    report = Report(dense)
    total = sum(dense[FORM.rows["applications", key]] for key in OTHERS)
    report.drop(*OTHERS).set("outcome.other", [str(value) for value in total])
    found = report.read()
    assert found.facts.height == 207
    assert row(found, "outcome.other", "value") == [int(value) for value in total]
    assert row(found, "outcome.other", "proof") == ["proven"] * 7
    for key in OTHERS:
        assert set(row(found, key, "status")) == {"absent"}
        assert set(row(found, key, "implied_value")) == {None}
    assert set(found.identity_checks["result"]) == {"holds"}


def test_two_printings_of_a_row_that_agree_are_one():
    report = Report()
    report.again = [(("applications", GRANTED), ["0"] * 7, "exact")]
    found = report.read()
    assert row(found, GRANTED, "status") == ["reported"] * 7
    assert kinds(found) == set()


def test_two_printings_that_differ_are_decided_by_the_identities(dense):
    report = Report(dense)
    wrong = list(report.texts["applications", GRANTED])
    wrong[0] = str(int(wrong[0]) + 1)
    report.again = [(("applications", GRANTED), wrong, "exact")]
    found = report.read()
    assert row(found, GRANTED, "value") == [int(dense[cell]) for cell in FORM.rows["applications", GRANTED]]
    assert row(found, GRANTED, "proof") == ["proven"] * 7


def test_two_printings_that_no_identity_decides_are_ambiguous():
    report = Report()
    report.again = [(("article20", "penalty"), ["5"], "exact")]
    told = cell(report.read(), "penalty", "decisions", "article20")
    assert (told["status"], told["value"], told["candidates"]) == ("ambiguous", None, "0|5")


def test_a_label_printed_twice_with_figures_once_is_read_once():
    report = Report()
    report.again = [(("applications", GRANTED), [""] * 7, "exact")]
    assert row(report.read(), GRANTED, "status") == ["reported"] * 7


def test_a_joined_row_is_cut_where_the_identities_force_it(dense):
    texts = [str(dense[cell]) for cell in FORM.rows["applications", GRANTED]]
    found = Report(dense).set(GRANTED, ["".join(texts)], "joined").read()
    assert [str(int(value)) for value in row(found, GRANTED, "value")] == texts
    assert row(found, GRANTED, "proof") == ["proven"] * 7


def test_two_rows_that_may_be_cut_in_turn_leave_the_cut_of_a_third_certain():
    rows = {GRANTED: [0, 11, 0, 42, 0, 0, 53],  # or 0, 1, 10, ..., where the next is 34, 11, 6, ...
            "outcome.partially_granted": [34, 1, 16, 0, 0, 0, 51],
            "outcome.denied.state_secret": [0, 12, 10, 0, 0, 0, 22]}  # or 0, 1, 21, ...
    values = np.zeros(len(FORM.cells), dtype=int)
    for key, figures in rows.items():
        values[FORM.rows["applications", key]] = figures
    for key in ("outcome.total", "received.new"):
        values[FORM.rows["applications", key]] = np.sum(list(rows.values()), axis=0)
    report = Report(values)
    for key, figures in rows.items():
        report.set(key, ["".join(map(str, figures))], "joined")
    found = report.read()
    assert row(found, "outcome.denied.state_secret", "value") == rows["outcome.denied.state_secret"]
    for key in (GRANTED, "outcome.partially_granted"):
        assert row(found, key, "status") == ["reported", "ambiguous", "ambiguous", *["reported"] * 4]
        assert row(found, key, "proof") == ["proven", "unproven", "unproven", *["proven"] * 4]


NO_NOUGHTS = np.full(len(FORM.cells), 4)


def test_a_joined_row_under_no_identity_is_ambiguous_with_its_candidates():
    found = Report().set("normative_document", ["51422"], "joined", "article20").read()
    assert row(found, "normative_document", "status", "article20") == ["ambiguous"] * 3
    assert row(found, "normative_document", "candidates", "article20") == ["5|51|514", "1|2|4|14|42|142", "2|22|422"]


@pytest.mark.parametrize(("digits", "read"), [("123", None), ("607", None), ("003", [0, 0, 3])])
def test_digits_under_no_identity_are_cut_only_where_no_cell_can_be_empty(digits, read):
    found = Report(NO_NOUGHTS).set("normative_document", [digits], "joined", "article20").read()
    assert row(found, "normative_document", "value", "article20") == (read or [None] * 3)


@pytest.mark.parametrize(("licences", "read"), [(["0"], [6, 0, 7]), (["4"], [None] * 3), ([""], [None] * 3)])
def test_digits_under_no_identity_fill_all_cells_of_an_author_who_writes_noughts(licences, read):
    report = Report(NO_NOUGHTS).set("normative_document", ["607"], "joined", "article20")
    found = report.set("licensing", licences, "exact", "article20").read()
    assert row(found, "normative_document", "value", "article20") == read


@pytest.mark.parametrize(("lines", "read"), [((11, 12), None), ((11, 11), 10964)])
def test_a_number_on_a_line_of_its_own_ends_no_figure_under_no_identity(lines, read):
    cells = FORM.rows["article20", "penalty"]
    pieces = [Piece("penalty", None, text, None, f"line {line}")
              for text, line in zip(("1096", "4"), lines, strict=True)]
    found = [option[cells[0]].value for option in cuts.joined(FORM, cells, pieces, WORDS).options]
    assert found == ([read] if read else [])


def test_where_most_sums_fail_in_figures_cut_at_blanks_a_row_that_adds_up_is_not_certain_either():
    total_first = {GRANTED: [7, 0, 0, 0, 0, 0, 7]}  # 7 of others, or 7 of natural persons
    total_first |= {row_key: [6 + size, 3, 1, 0, size, 0, 2] for size, (table, row_key) in enumerate(FORM.rows)
                    if table == "applications" and row_key.startswith("outcome.denied.")}
    report = Report()
    for key, figures in total_first.items():
        report.set(key, map(str, figures))
    for key in ("outcome.total", "received.new"):
        report.set(key, map(str, np.sum(list(total_first.values()), axis=0)))
    proved = report.read()
    assert set(row(proved, GRANTED, "status")) == {"reported"}
    said = facts.doubted(proved, ["a"])
    assert set(said.filter(pl.col("row_key") == GRANTED)["status"]) == {"ambiguous"}
    assert said.filter(pl.col("table") == "article20").equals(proved.facts.filter(pl.col("table") == "article20"))


def test_six_zeros_in_a_row_of_seven_leave_every_cell_open_but_say_what_is_forced():
    found = Report().set(GRANTED, ["0"] * 6, "short").read()
    assert row(found, GRANTED, "status") == ["ambiguous"] * 7
    assert row(found, GRANTED, "candidates") == ["0|blank"] * 7
    assert row(found, GRANTED, "implied_value") == [0] * 7


def test_digits_that_no_cut_makes_add_up_are_in_no_cell_for_certain_whatever_sums_hold_across():
    carried = ["0", "0", "0", "418", "139", "0", "557"]
    report = Report().set("received.carried_in", carried).set("carried_out", ["004181390557"], "joined")
    found = report.read()  # a cell is left empty: the first two noughts may stand in any of the first three
    assert set(row(found, "carried_out", "status")) == {"ambiguous"}
    assert row(found, "received.carried_in", "value") == list(map(int, carried))


def test_a_short_row_whose_figures_fit_nowhere_blames_no_one():
    found = Report().set(GRANTED, ["3", "1", "9"], "short").read()
    assert row(found, GRANTED, "value") == [None] * 7
    assert set(row(found, GRANTED, "status")) == {"ambiguous"}
    assert "fails" not in set(found.identity_checks["result"])


@pytest.mark.parametrize("texts, stands", [
    (["", "3", "", "9", "", "", "12"], True), (["", "3", "", "9", "", "", "3"], False),
    (["", "", "", "", "", "", "5"], False), (["4", "", "3", "", "", "", ""], True),
    (["4", "", "见", "", "", "", "9"], True),
])
def test_blank_cells_that_only_the_rows_around_tell_are_where_the_sum_of_their_row_does_not_speak_against_it(
        texts, stands):
    """A row that prints no total has no sum that does, one that prints its total alone that of the total's column."""
    found = Report().set(GRANTED, texts, "inferred").read()
    printed = [None if text in ("", "见") else int(text) for text in texts]
    assert row(found, GRANTED, "value") == (printed if stands else [None] * 7)
    assert stands or "ambiguous" in row(found, GRANTED, "status")


@pytest.mark.parametrize("texts, stands", [
    (["252", "156", "308", "143", "859", "", ""], False), (["252", "156", "308", "143", "85", "", ""], True),
    (["", "3", "", "", "", "", ""], True),
])
def test_where_the_last_figure_of_a_row_without_a_total_may_be_it_two_blank_cells_may_be_left_out(texts, stands):
    found = Report().set(GRANTED, texts).read()
    assert set(row(found, GRANTED, "status")) == ({"reported", "blank"} if stands else {"ambiguous"})
    assert stands or row(found, GRANTED, "candidates")[-1] == "859|blank"


def test_a_table_printed_as_one_line_is_read_over_all_its_rows():
    report = Report()
    for row_key in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        report.drop(row_key, table="review_litigation")
    report.set(None, ["100010000020002"], "joined",
               "review_litigation")
    found = report.read()
    assert row(found, "reconsideration", "value", "review_litigation") == [1, 0, 0, 0, 1]
    assert row(found, "litigation.direct", "value", "review_litigation") == [0] * 5
    assert row(found, "litigation.after_reconsideration", "value", "review_litigation") == [2, 0, 0, 0, 2]


def test_a_row_the_edition_does_not_know_is_a_leftover():
    report = Report()
    frame = report.frame()
    stray = frame.head(1).with_columns(row_key=pl.lit("other_public_service"), text=pl.lit("17"),
                                       ordinal=pl.lit(999, pl.Int32))
    found = facts.from_readings(pl.concat([frame, stray]), {"a": "2021"}, CELLS, IDENTITIES, WORDS)
    assert found.findings.select("kind", "text").rows() == [("leftover", "17")]


def test_a_slip_of_the_first_reading_is_mended_by_a_second_that_the_identities_confirm(dense):
    first, second = Report(dense), Report(dense)
    first.texts["applications", GRANTED][0] += "0"
    second.texts["applications", "carried_out"][2] = str(int(second.texts["applications", "carried_out"][2]) + 7)
    found = first.read(second)
    assert found.facts["value"].to_list() == [Decimal(int(value)) for value in dense[:200]]
    assert set(found.identity_checks["result"]) == {"holds"}


def test_a_mistake_that_both_readings_show_is_the_agencys_own():
    report = Report().set("reconsideration", ["10", "1", "0", "0", "0"], table="review_litigation")
    found = report.read(report)
    mismatch = found.findings.row(by_predicate=pl.col("kind") == "agency_mismatch", named=True)
    assert "10" in mismatch["text"] and "≠" in mismatch["text"]
    assert row(found, "reconsideration", "proof", "review_litigation") == ["contradicted"] * 5


def test_readings_that_differ_and_no_identity_decides_are_ambiguous():
    first = Report().set("reconsideration", ["10", "1", "0", "0", "0"], table="review_litigation")
    second = Report().set("reconsideration", ["10", "2", "0", "0", "0"], table="review_litigation")
    found = first.read(second)
    told = cell(found, "reconsideration", "corrected", "review_litigation")
    assert (told["status"], told["candidates"]) == ("ambiguous", "1|2")
    assert "agency_mismatch" not in kinds(found)


def test_a_second_reading_that_breaks_more_is_not_heard():
    first = Report().set("reconsideration", ["10", "1", "0", "0", "0"], table="review_litigation")
    second = Report().set("reconsideration", ["0", "10", "1", "0", "0"], table="review_litigation")
    for row_key in ("litigation.direct", "litigation.after_reconsideration"):
        second.set(row_key, ["1", "0", "0", "0", "0"], table="review_litigation")
    found = first.read(second)
    assert row(found, "reconsideration", "value", "review_litigation") == [10, 1, 0, 0, 0]
    assert "mismatch" in kinds(found) and "agency_mismatch" not in kinds(found)


def test_a_table_only_the_second_way_finds_is_read_from_it(dense):
    first = Report(dense)
    for table, row_key in list(first.texts):
        if table == "review_litigation":
            first.drop(row_key, table=table)
    found = first.read(Report(dense))
    assert set(found.facts.filter(pl.col("table") == "review_litigation")["proof"]) == {"proven"}


def test_beside_a_row_that_is_not_printed_figures_are_not_proven_to_stand_in_their_row(dense):
    report = Report(dense)
    taken = report.texts["applications", GRANTED]
    report.texts["applications", "outcome.partially_granted"] = taken
    dense[FORM.rows["applications", "outcome.partially_granted"]] = 0
    found = report.drop(GRANTED).read()
    neighbours = found.facts.filter(pl.col("row_key").is_in(["received.carried_in", "outcome.partially_granted"]))
    assert "proven" not in set(neighbours.filter(pl.col("value") > 0)["proof"])


def test_a_table_that_is_lost_casts_no_doubt_on_the_next_one(dense):
    report = Report(dense)
    for table, row_key in list(report.texts):
        if table == "applications":
            report.drop(row_key, table=table)
    found = report.read()
    assert set(found.facts.filter(pl.col("table") == "review_litigation")["proof"]) == {"proven"}


def test_where_a_lost_row_held_figures_a_rows_own_sum_does_not_prove_its_place(dense):
    found = Report(dense).drop("outcome.denied.state_secret").read()
    lost = dense[FORM.rows["applications", "outcome.denied.state_secret"]] > 0
    assert row(found, GRANTED, "proof") == ["unproven" if held else "proven" for held in lost] and lost.any()
    assert set(row(found, "received.new", "proof")) == {"proven"}


def test_where_a_column_is_lost_the_sums_of_the_others_do_not_prove_their_place(dense):
    report = Report(dense)
    for key, texts in report.texts.items():
        if key[0] == "applications":
            report.texts[key] = [*texts[1:], None]
    found = report.read()
    assert "proven" not in set(found.facts.filter(pl.col("table") == "applications")["proof"])


def test_of_two_different_tables_none_is_chosen_because_its_sums_hold(dense):
    other = Report(bench.true_table(FORM, np.random.default_rng(8), dense=True))
    report = Report(dense)
    report.texts["applications", GRANTED][1] += "0"
    report.again = [(key, texts, "exact") for key, texts in other.texts.items() if key[0] == "applications"]
    found = report.read()
    differing = found.facts.filter((pl.col("table") == "applications") & (pl.col("status") == "reported"))
    assert set(row(found, GRANTED, "status")) >= {"ambiguous"}
    assert all(Decimal(int(dense[FORM.position[tuple(cell)]])) == value
               for *cell, value in differing.select("table", "row_key", "column_key", "value").iter_rows())


def test_its_own_sum_does_not_tell_which_of_two_printings_of_a_channel_is_the_reports():
    report = Report().set("reconsideration", ["10", "1", "0", "0", "0"], table="review_litigation")
    report.again = [(("review_litigation", "reconsideration"), ["2", "1", "0", "0", "3"], "exact")]
    found = report.read()
    assert row(found, "reconsideration", "status", "review_litigation") == [
        "ambiguous", "reported", "reported", "reported", "ambiguous"]


@pytest.mark.parametrize(("digits", "figures"), [
    ("1200012", [12, 0, 0, 0, 12]),
    ("1213141554", [12, 13, 14, 15, 54]),  # the only one of 126 cuts
    ("0132841", None),  # 0, 1, 32, 8, 41, or a blank and 13 and 28
    ("15121845", None),
])
def test_one_sum_tells_the_cut_unless_with_a_cell_blank_another_adds_up(digits, figures):
    found = Report().set("litigation.direct", [digits], "joined", "review_litigation").read()
    assert row(found, "litigation.direct", "value", "review_litigation") == (figures or [None] * 5)
    assert set(row(found, "litigation.direct", "status", "review_litigation")) == {
        "reported" if figures else "ambiguous"}


def test_a_row_of_joined_digits_that_adds_up_in_no_way_leaves_those_under_no_other_sum_open(dense):
    report = Report(dense).set("litigation.direct", ["1213141554"], "joined", "review_litigation")
    report.set(GRANTED, ["12000000013"], "joined")  # a figure of it is lost
    assert set(row(report.read(), "litigation.direct", "status", "review_litigation")) == {"ambiguous"}


def test_where_more_is_wrong_than_a_slip_the_sums_that_hold_beside_it_prove_nothing(dense):
    report = Report(dense)
    rows = [key for key in report.texts if key[0] == "applications" and key[1].startswith("outcome.denied")]
    for key, below in zip(rows, rows[1:], strict=False):
        report.texts[key] = report.texts[below]
    found = report.read()
    assert "proven" not in set(found.facts.filter(pl.col("table") == "applications")["proof"])
    assert "fails" in set(found.identity_checks["result"])


def test_two_sound_readings_that_differ_leave_the_cells_open(dense):
    first, second = Report(dense), Report(dense)
    swapped = [("applications", key) for key in (GRANTED, "outcome.partially_granted")]
    first.texts[swapped[0]], first.texts[swapped[1]] = first.texts[swapped[1]], first.texts[swapped[0]]
    found = first.read(second)
    assert "ambiguous" in set(row(found, GRANTED, "status"))
    assert "fails" not in set(found.identity_checks["result"])


def test_a_figure_under_no_sum_that_two_ways_read_differently_is_ambiguous():
    second = Report().set("penalty", ["7"], table="article20")
    told = cell(Report().read(second), "penalty", "decisions", "article20")
    assert (told["status"], told["candidates"]) == ("ambiguous", "0|7")


def test_words_in_the_place_of_a_figure_leave_the_others_where_a_second_way_allows_them():
    first = Report().set(GRANTED, ["见附件", *"000000"])
    found = first.read(Report().set(GRANTED, list("000000"), fit="short"))
    assert row(found, GRANTED, "status") == ["unreadable", *["reported"] * 6]


def test_rows_slipped_by_one_are_put_right_by_a_second_reading(dense):
    first = Report(dense)
    rows = [key for key in first.texts if key[0] == "applications" and key[1].startswith("outcome.denied")]
    for key, below in zip(rows, rows[1:], strict=False):
        first.texts[key] = first.texts[below]
    del first.texts[rows[-1]]
    found = first.read(Report(dense))
    assert [found.facts.filter(pl.col("row_key") == key)["value"].to_list() for _, key in rows] == [
        [int(value) for value in dense[FORM.rows[key]]] for key in rows]


def test_damage_that_both_ways_show_is_not_blamed_on_the_agency_where_no_slip_explains_it(dense):
    report = Report(dense)
    for key, texts in report.texts.items():
        if key[0] == "applications":
            report.texts[key] = ["", *texts[:-1]]
    found = report.read(report)
    assert "mismatch" in kinds(found) and "agency_mismatch" not in kinds(found)


PIECES = st.one_of(
    st.none(), st.integers(0, 10**13).map(str),
    st.sampled_from(["", "0", "1", "/", "12", "0 0", "1.5", "-3", "见附件", "00"]),
    st.text(alphabet="0123456789 .,-件元三", max_size=24),
)
ADDRESSES = st.sampled_from([*FORM.rows, ("applications", None), ("review_litigation", None), ("article20", None),
                             ("applications", "unheard_of")])


FITS = st.sampled_from(["exact", "inferred", "short", "joined"])


@given(st.lists(st.tuples(ADDRESSES, FITS, st.lists(PIECES, max_size=9)), max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_is_printed_every_cell_gets_one_fact_and_only_reported_ones_have_a_number(printed, twice):
    report = Report()
    for (table, row_key), fit, texts in printed:
        placed = fit in ("exact", "inferred")
        room = len(FORM.rows.get((table, row_key), texts)) if placed else len(texts)
        if not placed or row_key not in (None, "unheard_of"):
            report.again.append(((table, row_key), texts[:room], fit))
    found = report.read(Report() if twice else None)
    assert found.facts.select("table", "row_key", "column_key").is_unique().all()
    assert found.facts.height in (200, 207)
    assert (found.facts["value"].is_not_null() == (found.facts["status"] == "reported")).all()
    assert set(found.facts["proof"]) <= {"proven", "unproven", "contradicted"}
    judged = found.facts.filter(pl.col("proof") != "unproven")
    assert set(judged["status"]) <= {"reported", "blank"}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared examples are not on this machine")
def test_the_printed_report_of_a_county_has_just_its_authors_two_mistakes():
    rows = {}
    with (SHARED / "real" / "hongze-2023.csv").open(encoding="utf-8-sig") as file:
        for line in csv.DictReader(file):
            rows.setdefault((line["table"], line["row_key"]), []).append(line["value"])
    report = Report()
    report.texts = rows
    found = report.read()
    failing = found.identity_checks.filter(pl.col("result") == "fails")["identity"].to_list()
    assert [name.removeprefix("review_litigation.sum.") for name in failing] == [
        "reconsideration", "litigation.after_reconsideration"]
    assert found.facts.filter(pl.col("proof") == "contradicted").height == 10


@pytest.mark.parametrize("text", ["9" * 40, "0." + "1" * 40, "9" * 30 + ".5"])
def test_a_number_longer_than_any_figure_is_unreadable(text):
    words = numbers.vocabulary([])
    assert {readings.read_cell(text, counted, words).kind for counted in (True, False)} == {"unreadable"}
