"""Build time, memory, size and query times of a warehouse of 56 million made-up facts.

    python -m bench.warehouse --agencies 40000 --years 7 --home bench/out/warehouse

Stages the reports unless they lie there already, builds and publishes in one process, then asks the
questions of the issue on a warm connection. Figures go to the screen; bench/warehouse.md keeps the last ones.
"""

import argparse
import resource
import time
from pathlib import Path
from statistics import median

import numpy as np

from bench import synthetic
from flows import publication, releases, warehouse
from flows.home import Home

FIRST_YEAR = 2019
BATCH = 2000  # reports
TURNS = 7
QUESTIONS = {
    "rank all townships by one figure": (
        "select agency_id, value, rank() over (order by value desc) from fct_request join dim_form_cell as cell "
        "using (cell_id) where cell.row_key = 'received.new' and cell.column_key = 'total' and report_year = 2024 "
        "order by value desc, agency_id limit 100", 40),
    "one figure by province and year": (
        "select province_code, report_year, sum(value), count(value) from fct_request "
        "join dim_agency using (agency_id) join dim_form_cell as cell using (cell_id) "
        "where cell.row_key = 'received.new' and cell.column_key = 'total' group by all", 40),
    "a county's table": (
        "select agency_name, report_year, requests_new, disclosure_rate from mart_township_comparison "
        "where county_code = '411528' order by all", 40),
    "year over year": (
        "select agency_id, value_before, value, growth from mart_year_over_year where row_key = 'received.new' "
        "and column_key = 'total' and report_year = 2024 order by growth desc nulls last, agency_id limit 100", 40),
    "a whole form by province": (
        "select province_code, sum(columns('.*__.*')) from fct_wide_report where report_year = 2024 group by all", 250),
    "a whole form by province, ready made": (
        "select * from mart_provincial_summary where report_year = 2024 and basis = 'township'", 250),
    "one report": (
        "select * from fct_wide_report where agency_id = (select agency_id from dim_agency "
        "where agency_key = '411528211') and report_year = 2024", 40),
    "one report, cell by cell": (
        "select cell_id, value, raw_text, place from fct_value where is_current and report_year = 2024 "
        "and agency_id = (select agency_id from dim_agency where agency_key = '411528211')", 40),
    "the same, by the name of its file": (
        "select row_label, column_label, value, raw_text from fct_value join dim_document using (document_id) "
        "join dim_form_cell using (cell_id) where source_file = '411528211-2024.html'", 40),
}


def stage(home: Home, agencies: int, years: int) -> None:
    chosen, draws = synthetic.townships(agencies), np.random.default_rng(1)
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        for number, start in enumerate(range(0, chosen.height, BATCH)):
            synthetic.lay(home, chosen.slice(start, BATCH), year, f"{year}-{number:03}", draws)
    synthetic.lay_arrivals(home)


def measure(home: Home, memory: str) -> None:
    built = warehouse.build(home, home.releases / ".bench.duckdb", "bench", memory)
    say("build", built.seconds, "s")
    say("of these by the processors", sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), "s")
    say("facts", sum(built.rows[name] for name in ("fct_request", "fct_review_litigation", "fct_article20")), "")
    say("highest memory in the build", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "GB")
    started = time.monotonic()
    checks = warehouse.check(built.path)
    say("checks", time.monotonic() - started, "s")
    started = time.monotonic()
    path = publication.publish(home, built.path, "bench", checks=checks)
    say("publication with Parquet", time.monotonic() - started, "s")
    say("highest memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "GB")
    say("file", path.stat().st_size / 1e6, "MB")


def ask(home: Home) -> None:
    with releases.connect(home) as con:
        for name, (query, limit) in QUESTIONS.items():
            con.execute(query).fetchall()
            passed, worked = zip(*(timed(con, query) for _ in range(TURNS)), strict=True)
            say(name, 1000 * median(passed), f"ms (at most {limit}; {1000 * median(worked):,.1f} of the processors)")


def timed(con, query: str) -> tuple[float, float]:
    """Seconds that passed, and seconds the processors worked for it, which other programs change less."""
    started, working = time.perf_counter(), time.process_time()
    con.execute(query).fetchall()
    return time.perf_counter() - started, time.process_time() - working


def say(name: str, figure: float, unit: str) -> None:
    print(f"| {name} | {figure:,.1f} {unit} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=40_000)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--memory", default="6GB", help="DuckDB's own limit")
    parser.add_argument("--home", type=Path, default=Path("bench/out/warehouse"))
    wanted = parser.parse_args()
    home = Home.at(wanted.home)
    if not (home.staged / "arrivals.parquet").exists():
        stage(home, wanted.agencies, wanted.years)
    if not releases.release_path(home, "bench").exists():
        measure(home, wanted.memory)
    ask(home)


if __name__ == "__main__":
    main()
