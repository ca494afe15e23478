"""The build as a whole: pure, complete, commented, and its checks stop what is wrong."""

from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from flows import inputs, models, warehouse

NEW = ("received.new", "total")


def build(home, run="r1"):
    return warehouse.build(home, home.releases / ".build.duckdb", run).path


def ask(path, query):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def test_nothing_staged_builds_an_empty_warehouse(staging):
    report = warehouse.build(staging.home, staging.home.releases / ".build.duckdb", "r1")
    assert report.rows["dim_document"] == report.rows["fct_request"] == 0
    assert not [check for check in warehouse.check(report.path) if check.stops]


def test_every_cell_of_the_form_becomes_one_fact(staging, report):
    staging.lay("b1", report("x", values={NEW: 4}), report("y", 2020, edition="2019"))
    path = build(staging.home)
    assert ask(path, "select source_file, count(*) from fct_value join dim_document using (document_id) "
                     "group by all order by all") == [("x.html", 200), ("y.html", 198)]
    assert ask(path, "select value from fct_request join dim_form_cell using (cell_id) "
                     "where row_key = 'received.new' and column_key = 'total' order by report_year") == [(0,), (4,)]
    assert not [check for check in warehouse.check(path) if check.rows]


def test_the_newest_reading_of_the_same_bytes_counts(staging, report):
    staging.lay("b1", report("x", values={NEW: 4}, read_at=datetime(2026, 2, 1, tzinfo=UTC)))
    staging.lay("b2", report("x", values={NEW: 5}, read_at=datetime(2026, 3, 1, tzinfo=UTC)))
    path = build(staging.home)
    assert ask(path, "select max(value) from fct_request") == [(5,)]
    assert ask(path, "select count(*) from fct_value") == [(200,)]


def test_a_batch_still_being_written_is_not_read(staging, report):
    staging.lay("b1", report("x"))
    staging.lay(".b2", report("y"))
    assert ask(build(staging.home), "select count(*) from fct_value") == [(200,)]


def test_two_builds_give_the_same_rows_in_the_same_order(staging, report):
    staging.lay("b1", *(report(f"s{number}", 2019 + number % 5, agency_key=f"K{number}") for number in range(30)))
    first = warehouse.build(staging.home, staging.home.releases / ".one.duckdb", "r1")
    second = warehouse.build(staging.home, staging.home.releases / ".two.duckdb", "r1")
    assert first.rows == second.rows
    for name in first.rows:
        assert ask(first.path, f"from {name}") == ask(second.path, f"from {name}"), name


def test_facts_lie_by_year_block_of_agencies_and_cell(staging, report):
    staging.lay("b1", *(report(f"s{number}", 2021 + number % 3, agency_key=f"K{number % 4}") for number in range(9)))
    found = ask(build(staging.home), "select report_year, agency_id // 8192, cell_id, agency_id, document_id "
                                     "from fct_request")
    assert found == sorted(found)


def test_undecided_reports_stay_in_the_facts_and_enter_no_comparison(staging, report):
    staging.lay("b1", report("x"), report("y", None), report("z", agency_key=None, region_code=None))
    path = build(staging.home)
    assert ask(path, "select count(distinct document_id) from fct_request") == [(3,)]
    assert ask(path, "select count(*) from mart_township_comparison") == [(1,)]
    assert ask(path, "select distinct state from dim_document") == [("loaded",)]


def test_a_correction_stands_while_its_guard_holds(staging, report, monkeypatch, tmp_path):
    line = "411528211,2022,applications,received.new,total,4,40,slip,letter,open"
    with_corrections(monkeypatch, tmp_path, line)
    staging.lay("b1", report("x", values={NEW: 4}))
    path = build(staging.home)
    assert ask(path, "select value, raw_text from fct_request where correction_id is not null") == [(40, "4")]
    assert ask(path, "select printed_value, value_now, correction_outcome from dim_document_correction") == [
        (Decimal(4), Decimal(40), "applied")]
    staging.lay("b2", report("fixed", values={NEW: 40}), day=datetime(2026, 2, 1, tzinfo=UTC))
    path = build(staging.home)
    assert ask(path, "select correction_outcome from dim_document_correction") == [("closed",)]
    assert ask(path, "select max(value) from fct_request where correction_id is null") == [(40,)]
    assert [check.name for check in warehouse.check(path) if check.rows] == ["correction_to_mend"]


def with_corrections(monkeypatch, tmp_path, *lines):
    """Stand-in corrections, the project's other data as it is."""
    file = tmp_path / "corrections.csv"
    head = "agency_key,report_year,table,row_key,column_key,was,now,reason,source,status"
    file.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    register = inputs.register_corrections
    monkeypatch.setattr(inputs, "register_corrections", lambda con, data: register(con, tmp_path))


def test_every_table_and_column_is_commented(staging):
    path = build(staging.home)
    assert ask(path, "select table_name from duckdb_tables() where comment is null and not internal union all "
                     "select table_name || '.' || column_name from duckdb_columns() where comment is null "
                     "and not internal") == []
    told = "select comment from duckdb_tables() where table_name = 'mart_township_comparison'"
    assert "乡镇" in ask(path, told)[0][0] and "townships" in ask(path, told)[0][0]


def test_a_double_key_is_found(staging):
    path = build(staging.home)
    with duckdb.connect(str(path)) as con:
        con.execute("insert into dim_agency by name select 99 as agency_id union all select 99 as agency_id")
    failing = [check for check in warehouse.check(path) if check.stops]
    assert [check.name for check in failing] == ["key_dim_agency"]
    assert failing[0].sample == [{"agency_id": 99, "rows": 2}]


def test_a_document_of_the_last_release_may_not_go(staging, report):
    staging.lay("b1", report("x"))
    staging.home.current.symlink_to(build(staging.home))
    for file in staging.home.staged.glob("b1/*"):
        file.unlink()
    staging.arrivals.clear()
    staging.lay("b2", report("y", 2023))
    path = warehouse.build(staging.home, staging.home.releases / ".next.duckdb", "r2").path
    assert [check.name for check in warehouse.check(path) if check.stops] == ["document_lost"]


def test_an_error_names_the_file_to_mend():
    broken = models.Model("odd", "marts", {}, "select nothing from nowhere")
    with duckdb.connect() as con, pytest.raises(RuntimeError, match="sql/marts/odd.sql"):
        warehouse.make_objects(con, [broken])


def test_the_log_of_changes_tells_what_is_new_since_the_last_release(staging, report):
    staging.lay("b1", report("x", values={NEW: 4}))
    staging.home.current.symlink_to(build(staging.home))
    staging.lay("b2", report("x2", values={NEW: 6}), report("z", 2023), day=datetime(2026, 2, 1, tzinfo=UTC))
    path = warehouse.build(staging.home, staging.home.releases / ".next.duckdb", "r2").path
    assert ask(path, "select change_kind, row_key, column_key, value_before::int, value::int from mart_change "
                     "order by all") == [("other_document", *NEW, 4, 6), ("report_added", None, None, None, None)]


class FullDisk:
    def execute(self, query):
        raise duckdb.IOException('Could not write file "x.duckdb": No space left on device')


def test_a_full_disk_is_no_fault_of_the_sql():
    with pytest.raises(OSError, match="No space left on device"):
        warehouse.make_objects(FullDisk(), models.folder("marts")[1:2])
