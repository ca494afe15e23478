"""Tables whose totals are left blank in a text that drops blank cells, and others that look alike."""

import numpy as np
import pytest

from bench import proof as bench
from transform import hearing, printings
from transform.orders import Printed
from transform.readings import Piece

EDITIONS, WORDS = bench.load()
TABLES = 12


def short(form, row_key: str, texts: list[str], left_out: int | None) -> Printed:
    columns = [form.cells[cell].column_key for cell in form.rows["applications", row_key]]
    if left_out is None:
        pieces = [Piece(row_key, column, text, None, row_key) for column, text in zip(columns, texts, strict=True)]
        return Printed("applications", row_key, "exact", pieces)
    return Printed("applications", row_key, "short", [
        Piece(row_key, None, text, None, row_key) for place, text in enumerate(texts) if place != left_out])


def counted(form, rng, dense: bool, left_out, error: bool = False) -> tuple[int, int, int]:
    """Figures printed, read, and wrong, in a random table; ``left_out`` a row's texts → the column that it drops."""
    values = bench.true_table(form, rng, dense)
    rows = {key: cells for key, cells in form.rows.items() if key[0] == "applications" and key not in form.parts}
    if error:
        values[list(rows.values())[rng.integers(len(rows))][rng.integers(7)]] += rng.integers(1, 30)
    printed, dropped = [], set()
    for (_, row_key), cells in rows.items():
        texts = [str(values[cell]) for cell in cells]
        place = left_out(texts)
        dropped |= {cells[place]} if place is not None else set()
        printed.append(short(form, row_key, texts, place))
    found = hearing.heard(form, printings.assembled(form, printed, WORDS)[0])
    said = {cell: found.said[cell] for cells in rows.values() for cell in cells}
    read = {cell: one.reading.value for cell, one in said.items() if one.status == "reported"}
    wrong = sum(cell in dropped or value != values[cell] for cell, value in read.items())
    return len(said) - len(dropped), len(read), wrong


@pytest.mark.parametrize("name", ["2019", "2021"])
@pytest.mark.parametrize("dense", [True, False])
def test_a_table_that_prints_no_totals_is_read(name, dense):
    rng = np.random.default_rng(3)
    tables = [counted(EDITIONS[name], rng, dense, lambda texts: 6) for _ in range(TABLES)]
    assert sum(wrong for *_, wrong in tables) == 0
    assert sum(printed == read for printed, read, _ in tables) >= (TABLES if dense else TABLES - 3)


@pytest.mark.parametrize("kind", ["another column", "a nought of each row", "a nought or the total"])
@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize("error", [True, False])
def test_where_another_cell_is_left_out_no_figure_is_read_in_a_wrong_column(kind, dense, error):
    rng = np.random.default_rng(4)
    column = rng.integers(6)

    def left_out(texts: list[str]) -> int | None:
        if kind == "another column":
            return column
        places = [place for place, text in enumerate(texts) if text == "0" or kind.endswith("total") and place == 6]
        return int(rng.choice(places)) if places else None

    assert sum(counted(EDITIONS["2021"], rng, dense, left_out, error)[2] for _ in range(TABLES)) == 0


def test_a_table_without_totals_and_with_an_error_of_its_author_is_read_right_or_not_at_all():
    rng = np.random.default_rng(5)
    tables = [counted(EDITIONS["2021"], rng, True, lambda texts: 6, error=True) for _ in range(TABLES)]
    assert sum(wrong for *_, wrong in tables) == 0


@pytest.mark.parametrize("beside, wanted", [("short", "ambiguous"), ("exact", "reported")])
def test_a_row_of_lines_that_does_not_add_up_may_hold_a_stray_figure_where_blank_cells_are_left_out(beside, wanted):
    form = EDITIONS["2021"]
    texts = ["9", "0", "3", "4", "0", "0", "5"]  # 9 0 3 0 0 5 and the number of a page, or an author's error
    own = short(form, "outcome.granted", texts, None)
    own = own._replace(pieces=[piece._replace(place=f"line {line}") for line, piece in enumerate(own.pieces)])
    other = short(form, "outcome.partially_granted", ["0"] * 7, 6 if beside == "short" else None)
    found = hearing.heard(form, printings.assembled(form, [own, other], WORDS)[0])
    assert {found.said[cell].status for cell in form.rows["applications", "outcome.granted"]} == {wanted}


def test_a_total_that_only_a_second_reading_of_a_row_makes_add_up_is_in_doubt():
    form = EDITIONS["2021"]
    own, other = ([short(form, "outcome.granted", texts.split(), 0)] for texts in ("- 0 1 0 0 1 1无", "- 0 1 0 0 1"))
    rows, second = (printings.assembled(form, printed, WORDS)[0] for printed in (own, other))
    found = hearing.heard(form, rows, second)
    assert {found.said[cell].status for cell in form.rows["applications", "outcome.granted"]} == {"ambiguous"}


@pytest.mark.parametrize("beside, page, at, wanted", [
    ("short", "5", 60, "ambiguous"), ("short", "105", 600, "reported"), ("short", "0", 60, "reported"),
    ("exact", "5", 60, "reported"), ("inferred", "5", 60, "ambiguous"), ("inferred", "105", 600, "reported"),
    ("short", "28", 16, "reported"), ("inferred", "28", 16, "reported")])
def test_a_row_of_lines_without_a_sum_may_hold_the_number_of_a_page_where_blank_cells_are_left_out(
        beside, page, at, wanted):
    form = EDITIONS["2021"]

    def lines(row_key: str, texts: list[str], line: int, fit: str = "exact") -> Printed:
        columns = [form.cells[cell].column_key for cell in form.rows["article20", row_key]]
        return Printed("article20", row_key, fit, [
            Piece(row_key, None if fit == "short" else column, text, None, f"line {place}")
            for place, (column, text) in enumerate(zip(columns, texts, strict=False), line)])

    own = "inferred" if beside == "inferred" else "exact"
    printed = [lines("regulation", ["264", page, "1442"], at, own), lines("licensing", [page], at + 10, own),
               lines("normative_document", ["3248", "2007"] + ["0"] * (beside != "short"), at + 20, beside)]
    found = hearing.heard(form, printings.assembled(form, printed, WORDS)[0])
    cells = [*form.rows["article20", "regulation"], *form.rows["article20", "licensing"]]
    assert {found.said[cell].status for cell in cells} == {wanted}


def test_a_row_is_open_where_one_way_to_read_it_may_hold_the_number_of_a_page():
    form = EDITIONS["2021"]
    column = form.cells[form.rows["article20", "penalty"][0]].column_key
    ways = [Printed("article20", "penalty", "exact", [Piece("penalty", column, text, None, "line 200")])
            for text in ("0", "3", "30")]
    beside = Printed("article20", "regulation", "short", [Piece("regulation", None, "21", None, "line 19")])
    found = hearing.heard(form, printings.assembled(form, [*ways, beside], WORDS)[0])
    assert found.said[form.rows["article20", "penalty"][0]].status == "ambiguous"


@pytest.mark.parametrize("slipped", [False, True])
def test_rows_without_totals_keep_their_columns_where_these_balance_with_rows_that_print_theirs(slipped):
    form = EDITIONS["2021"]
    rows = [key for table, key in form.rows if table == "applications" and (table, key) not in form.parts]
    figures = {"received.new": 9, "outcome.granted": 7, "outcome.denied.state_secret": 1, "outcome.total": 8,
               "carried_out": 1}
    printed = []
    for row in rows:
        texts = ["0"] * 5 + [str(figures.get(row, 0))] * 2
        if row.startswith("outcome."):
            texts = [*texts[1:], ""] if slipped else [*texts[:-1], ""]
        printed.append(short(form, row, texts, None))
    found = hearing.heard(form, printings.assembled(form, printed, WORDS)[0])
    said = {found.said[cell].status for row in rows for cell in form.rows["applications", row][:-1]}
    assert said == ({"ambiguous"} if slipped else {"reported"})
