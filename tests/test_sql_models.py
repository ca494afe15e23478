"""Given rows, expected rows: one folder a model or check below tests/sql, named like it (a dot begins a case's name).

``given/<object>.csv`` holds rows of an object the model reads, only the columns that matter; ``expect.csv`` the
rows it must give, only the columns looked at; ``query.sql`` asks instead of ``select *`` where a macro is tested.
"""

import csv
import fnmatch
from pathlib import Path

import duckdb
import pytest

from flows import inputs, models, warehouse
from flows.home import Home, project_data, table_rows

CASES = sorted((Path(__file__).parent / "sql").iterdir())
MODELS = {model.name: model for folder in (*models.FOLDERS, "checks") for model in models.folder(folder)}


@pytest.fixture(scope="session")
def shapes(tmp_path_factory):
    """Columns and types of every object, from a warehouse of nothing; reads (object -> columns of it)."""
    home = Home.at(tmp_path_factory.mktemp("nothing"))
    with duckdb.connect() as con:
        warehouse.teach_intervals(con)
        inputs.register(con, home, "run", None)
        warehouse.make_objects(con, models.all_models())
        names = [name for (name,) in con.execute(
            "select table_name from information_schema.tables where not starts_with(table_name, 'source_') "
            "or table_name in (select view_name from duckdb_views())").fetchall()]
        return {name: con.execute(f"describe {name}").fetchall() for name in {*names, "source_correction",
                                                                              "source_arrival"}}


def lay_given(con, shapes, model, case):
    """Make what the model reads, empty but for the given rows."""
    read = model.reads
    given = {path.stem: path for path in (case / "given").glob("*.csv")}
    assert given.keys() <= read, f"{model.name} does not read {given.keys() - read}"
    for name in read:
        columns = ", ".join(f'"{row[0]}" {row[1]}' for row in shapes[name])
        con.execute(f"create table {name} ({columns})")
        if name in given:
            con.execute(f"insert into {name} by name select * from {inputs.csv_scan(given[name])}")


def result(con, model, case):
    if model.folder == "checks":
        con.execute(f"create view {model.name} as {model.body}")
    else:
        warehouse.make_object(con, model)
    query = case / "query.sql"
    con.execute(f"create table result as {query.read_text() if query.exists() else f'from {model.name}'}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_given_rows_give_expected_rows(shapes, case):
    model = MODELS[case.name.split(".")[0]]
    with duckdb.connect() as con:
        warehouse.teach_intervals(con)
        lay_given(con, shapes, model, case)
        result(con, model, case)
        con.execute(f"create view expect_text as select * from {inputs.csv_scan(case / 'expect.csv')}")
        columns = [row[0] for row in con.execute("describe expect_text").fetchall()]
        listed = ", ".join(f'"{column}"' for column in columns)
        con.execute(f"create table expect as select {listed} from result limit 0")
        con.execute("insert into expect by name select * from expect_text")
        found = con.execute(f"select {listed} from result order by all").fetchall()
        expected = con.execute(f"select {listed} from expect order by all").fetchall()
    assert found == expected


def cases_with_rows():
    """Names of the models and checks for which some case gives rows and expects rows."""
    return {case.name.split(".")[0] for case in CASES if lines(case / "expect.csv") > 1
            and any(lines(given) > 1 for given in (case / "given").glob("*.csv"))}


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("folder", ["marts", "checks"])
def test_every_mart_has_rows_and_every_check_rows_that_make_it_fail(folder):
    assert {model.name for model in models.folder(folder)} <= cases_with_rows()


@pytest.mark.parametrize("model", [model for model in models.all_models() if warehouse.has_key_to_check(model)],
                         ids=lambda model: model.name)
def test_every_key_has_a_check_that_two_equal_rows_make_fail(shapes, model):
    with duckdb.connect() as con:
        columns = ", ".join(f'"{row[0]}" {row[1]}' for row in shapes[model.name])
        con.execute(f"create table {model.name} ({columns})")
        assert not warehouse.run_key_check(con, model).stops
        for _ in range(2):
            con.execute(f"insert into {model.name} by name select null as \"{model.key[0]}\"")
        assert warehouse.run_key_check(con, model).stops


def test_promises_between_years_name_cells_of_the_form():
    form = {(cell["table"], cell["row_key"], cell["column_key"]) for edition in ("2019", "2021")
            for cell in table_rows(project_data() / "forms" / f"form-{edition}.csv")}
    for term in table_rows(project_data() / "year_identities.csv"):
        columns = {column for table, row, column in form if (table, row) == (term["table"], term["row_key"])}
        assert columns if term["column_key"] == "*" else term["column_key"] in columns, term


def test_every_cell_has_a_column_of_its_own_in_the_wide_report():
    with duckdb.connect() as con:
        inputs.register_forms(con, project_data())
        names = con.execute("select distinct replace(\"table\" || '__' || row_key || '__' || column_key, '.', '_') "
                            "from source_form").fetchall()
        addresses = con.execute("select distinct \"table\", row_key, column_key from source_form").fetchall()
    assert len(names) == len(addresses)


def test_every_object_and_column_is_told_in_both_languages(shapes):
    dictionary = warehouse.column_dictionary()
    told = table_rows(project_data() / "objects.csv")
    assert all(all(row.values()) for row in told)
    objects = {row["object"] for row in told}
    released = [model.name for model in models.all_models() if model.in_release]
    assert set(released) <= objects
    untold = {(name, row[0]) for name in released if name in shapes for row in shapes[name]
              if ("", row[0]) not in dictionary and (name, row[0]) not in dictionary and "__" not in row[0]}
    assert not untold


def test_every_model_has_its_three_lines():
    for model in models.all_models() + models.folder("exports"):
        assert {"grain", "key", "caveat"} <= model.head.keys(), model.name
    for model in models.folder("checks"):
        assert ("fail" in model.head) != ("warn" in model.head), model.name


def test_the_new_form_cuts_no_cell_that_both_editions_print():
    rows = {name: list(csv.DictReader((project_data() / name).open(encoding="utf-8"))) for name in (
        "legal_breaks.csv", "forms/form-2019.csv", "forms/form-2021.csv")}
    older, newer = ({(cell["row_key"], cell["column_key"]) for cell in rows[name] if cell["table"] == "article20"}
                    for name in ("forms/form-2019.csv", "forms/form-2021.csv"))
    law = next(row for row in rows["legal_breaks.csv"] if row["break_key"] == "form_2021")
    cut = {cell for cell in newer if fnmatch.fnmatchcase(cell[0], law["row_pattern"])}
    assert cut == {cell for cell in newer if cell not in older}
