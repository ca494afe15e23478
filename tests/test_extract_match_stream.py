"""Labels wrapped around their figures, aligned with the form as a whole."""

import random

import pytest

from extract import form, match_stream
from extract.grid import Cell
from extract.row import Row
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
TABLE = FORMS.tables["applications"]
KEYS = {edition: [key for key in TABLE.rows if (edition, key) in TABLE.columns] for edition in FORMS.editions}
GROUPS = ("三、本年度办理结果", "（三）不予公开", "（四）无法提供")


def wrapped(keys: list[str], width: int, figures_at: str, chance: random.Random | None = None) -> list[Row]:
    """The rows of a text whose labels are broken every ``width`` characters, figures beside the line ``figures_at``.

    With ``chance`` pieces of the groups' headings stand between the lines, as from a column further left.
    """
    rows, row = [], Row()
    for key in keys:
        label = TABLE.paths[key][-1]
        lines = [label[start : start + width] for start in range(0, len(label), width)]
        beside = {"first": 0, "middle": (len(lines) - 1) // 2, "last": len(lines) - 1}[figures_at]
        for number, line in enumerate(lines):
            if chance and chance.random() < 0.3:
                heading = chance.choice(GROUPS)
                row.labels.append(Cell(heading[: chance.randint(1, 3)], ""))
            row.labels.append(Cell(line, ""))
            if number == beside:
                row.values = [Cell(key, "")]
                rows.append(row)
                row = Row()
    return [*rows, row]


@pytest.mark.parametrize("edition", FORMS.editions)
@pytest.mark.parametrize("figures_at", ["first", "middle", "last"])
@pytest.mark.parametrize("width", [3, 4, 6, 9])
def test_every_row_of_figures_finds_its_label(edition, figures_at, width):
    rows = wrapped(KEYS[edition], width, figures_at)
    found = match_stream.standings(rows, TABLE)
    assert {index: standing.key for index, standing in found.items()} == dict(enumerate(KEYS[edition]))
    assert min(standing.share for standing in found.values()) > 0.9


@pytest.mark.parametrize("seed", range(10))
def test_words_of_other_columns_between_the_lines_lead_nowhere_else(seed):
    chance = random.Random(seed)
    rows = wrapped(KEYS["2021"], 4, chance.choice(("first", "middle", "last")), chance)
    found = match_stream.standings(rows, TABLE)
    assert all(standing.key == KEYS["2021"][index] for index, standing in found.items())
    assert len(found) > 20


@pytest.mark.parametrize("lost", range(2, 20, 3))
def test_a_lost_row_gives_its_figures_to_no_other(lost):
    keys = [key for index, key in enumerate(KEYS["2021"]) if index != lost]
    found = match_stream.standings(wrapped(keys, 5, "first"), TABLE)
    assert {index: standing.key for index, standing in found.items()} == dict(enumerate(keys))


def test_figures_without_any_words_of_the_form_stand_nowhere():
    note = Row([Cell("由办公室核对", "")], [Cell("9930", "")])
    rows = wrapped(KEYS["2021"], 5, "first")
    found = match_stream.standings([*rows[:4], note, *rows[4:]], TABLE)
    assert 4 not in found
    assert found[5].key == KEYS["2021"][4]


def test_nothing_gives_nothing():
    assert match_stream.standings([], TABLE) == {}
    assert match_stream.standings([Row([], [Cell("1", "")])], TABLE) == {}


def test_figures_above_all_the_words_stand_nowhere():
    bare = [Row([], [Cell("1", "")]), Row([], [Cell("2", "")])]
    labels = Row([Cell(TABLE.paths[key][-1], "") for key in KEYS["2021"][4:9]], [])
    assert match_stream.standings([*bare, labels], TABLE) == {}


@pytest.mark.parametrize("cut", [2, 4, 6, 11])
def test_two_labels_before_two_rows_of_figures_are_never_exchanged(cut):
    labels = [Cell(TABLE.paths[key][-1], "") for key in KEYS["2021"]]
    rows = [Row([label], [Cell("1", "")]) for label in labels]
    rest = [Cell(labels[10].text[cut:], "")] if labels[10].text[cut:] else []
    rows[9:12] = [Row([labels[9], Cell(labels[10].text[:cut], "")], [Cell("1", "")]), Row([], [Cell("2", "")]),
                  Row([*rest, labels[11]], [Cell("3", "")])]
    found = match_stream.standings(rows, TABLE)
    keys = {index: standing.key for index, standing in found.items()}
    assert {**keys, 9: KEYS["2021"][9], 10: KEYS["2021"][10]} == dict(enumerate(KEYS["2021"]))
    assert keys.get(9, KEYS["2021"][9]) == KEYS["2021"][9] and keys.get(10, KEYS["2021"][10]) == KEYS["2021"][10]
