from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from transform import identities

FORMS = Path(__file__).parents[1] / "data" / "forms"


@pytest.fixture(scope="module")
def editions():
    cells = pl.concat([
        pl.read_csv(FORMS / f"form-{name}.csv").with_columns(edition=pl.lit(name)) for name in ("2019", "2021")
    ])
    return identities.load(pl.read_csv(FORMS / "identities.csv"), cells)


def applications(edition):
    """The check matrix of the applications table as the form prints it."""
    cells = [index for index, cell in enumerate(edition.cells[: edition.form_size]) if cell.table == "applications"]
    rows = [index for index, table in enumerate(edition.tables) if table == "applications"]
    matrix = edition.matrix[np.ix_(rows, cells)]
    return matrix[(matrix != 0).any(axis=1)]


@pytest.mark.parametrize(("name", "form_size", "shape", "rank"), [
    ("2021", 200, (39, 175), 37), ("2019", 198, (37, 161), 35),
])
def test_the_applications_table_is_a_code_of_known_size_and_rank(editions, name, form_size, shape, rank):
    matrix = applications(editions[name])
    assert editions[name].form_size == form_size
    assert matrix.shape == shape
    assert np.linalg.matrix_rank(matrix) == rank


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_no_three_cells_are_dependent_so_the_distance_is_at_least_four(editions, name):
    matrix = applications(editions[name]).astype(float)
    gram = matrix.T @ matrix
    pairs = gram.diagonal()[:, None] * gram.diagonal()[None, :] - gram**2
    assert (pairs[~np.eye(len(pairs), dtype=bool)] > 0).all()
    # Three columns are dependent when the determinant of their Gram matrix vanishes.
    for first in range(matrix.shape[1]):
        schur = gram - np.outer(gram[first], gram[first]) / gram[first, first]
        rest = np.delete(np.delete(schur, first, 0), first, 1)
        determinants = rest.diagonal()[:, None] * rest.diagonal()[None, :] - rest**2
        assert (determinants[~np.eye(len(rest), dtype=bool)] > 1e-6).all()


def test_four_cells_can_be_dependent(editions):
    edition = editions["2021"]
    rows = ("outcome.granted", "outcome.partially_granted")
    cells = [edition.position[identities.Address("applications", row, column)]
             for row in rows for column in ("enterprise", "other")]
    assert np.linalg.matrix_rank(edition.matrix[:, cells]) == 3
    assert all(np.linalg.matrix_rank(edition.matrix[:, list(three)]) == 3 for three in combinations(cells, 3))


def test_the_review_rows_stand_alone_and_the_applications_hang_together(editions):
    sizes = sorted(len(component) for component in editions["2021"].components)
    assert sizes == [1, 1, 1, 40]
    assert sorted(len(component) for component in editions["2019"].components) == [1, 1, 1, 37]


def test_a_group_that_some_forms_print_as_one_row_is_known_with_its_items(editions):
    edition = editions["2021"]
    assert len(edition.cells) == 207
    assert {row for row, in {tuple(key[1:]) for key in edition.parts}} == {"outcome.other"}
    items = next(iter(edition.parts.values()))
    assert len(items) == 3
    assert not editions["2019"].parts


def test_totals_are_told_from_the_matrix(editions):
    edition = editions["2021"]
    sums = {(edition.cells[index].row_key, edition.cells[index].column_key) for index in np.flatnonzero(edition.sums)}
    assert ("outcome.granted", "total") in sums
    assert ("outcome.total", "enterprise") in sums
    assert ("received.new", "enterprise") not in sums
