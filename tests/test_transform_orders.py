"""The order of a table's columns, where its headings leave two open."""

import pytest

from bench import proof as bench
from transform import orders
from transform.orders import Printed
from transform.readings import Piece

EDITIONS, WORDS = bench.load()
FORM = EDITIONS["2021"]
COLUMNS = tuple(FORM.cells[cell].column_key for cell in FORM.rows["applications", "received.new"])
TOTAL_FIRST = (COLUMNS[-1], *COLUMNS[:-1])
FIRST_BEHIND = (*COLUMNS[1:-1], COLUMNS[0], COLUMNS[-1])


def printed(row_key: str, texts: str, *ways: tuple[str, ...]) -> list[Printed]:
    return [Printed("applications", row_key, "exact", [
        Piece(row_key, column, text, None, row_key) for column, text in zip(way, texts.split(), strict=True)
    ]) for way in ways or (COLUMNS, TOTAL_FIRST)]


def told(*rows: list[Printed]) -> set[tuple]:
    return {one.order for one in orders.settled(FORM, [one for row in rows for one in row], WORDS)}


@pytest.mark.parametrize("telling, wanted", [
    ("2 3 0 0 0 1 6", {COLUMNS}),
    ("6 2 3 0 0 0 1", {TOTAL_FIRST}),
    ("6 0 0 0 0 0 6", {COLUMNS, TOTAL_FIRST}),  # adds up in both
    ("2 3 0 0 0 1 7", {COLUMNS, TOTAL_FIRST}),  # in neither
])
def test_rows_that_add_up_in_one_order_alone_tell_that_of_rows_without_a_total(telling, wanted):
    assert told(printed("received.new", telling), printed("outcome.granted", "2 0 0 0 0 1 -")) == wanted


def test_a_row_speaks_against_no_order_in_which_its_total_is_blank():
    assert told(printed("received.new", "2 3 0 0 0 1 6"), printed("outcome.granted", "8 0 0 0 8 0 -")) == {COLUMNS}


def test_a_first_figure_that_is_the_sum_of_several_others_is_no_part_of_a_blank_total():
    rows = printed("received.new", "6 2 3 0 0 1 -"), printed("outcome.granted", "0 0 - - - - -")
    assert told(*rows) == {TOTAL_FIRST}


def test_a_row_read_in_one_order_tells_as_well():
    assert told(printed("received.new", "2 3 0 0 0 1 6", COLUMNS), printed("outcome.granted", "2 0 0 0 0 1 -")) \
        == {COLUMNS}


def test_rows_that_tell_different_orders_leave_both_open():
    rows = printed("received.new", "2 3 0 0 0 1 6"), printed("outcome.granted", "3 2 0 0 0 0 1")
    assert told(*rows) == {COLUMNS, TOTAL_FIRST}


def test_orders_with_the_total_in_one_place_cannot_be_told_by_sums():
    assert told(printed("received.new", "2 3 0 0 0 1 6", COLUMNS, FIRST_BEHIND)) == {COLUMNS, FIRST_BEHIND}


def test_of_three_orders_those_with_the_total_where_it_adds_up_are_left():
    every = COLUMNS, TOTAL_FIRST, FIRST_BEHIND
    rows = (printed("received.new", "2 3 0 0 0 1 6", COLUMNS, FIRST_BEHIND),
            printed("outcome.granted", "2 0 0 0 0 1 -", *every))
    assert told(*rows) == {COLUMNS, FIRST_BEHIND}
