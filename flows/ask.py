"""Questions to a home: SQL on the current release, and its state at a glance."""

import csv
import sys
from decimal import Decimal
from pathlib import Path

from flows import export, phrases, report
from flows import releases as published
from flows import runs as ledger_runs
from flows.home import Home

ROWS_SHOWN = 200


def answer(home: Path, query: str, as_csv: bool) -> None:
    """Print the answer to a query on the current release, as CSV where no person is looking.

    Raises duckdb.Error for a wrong query.
    """
    with published.connect(Home.there(home)) as con:
        cursor = con.execute(query)
        columns = [column[0] for column in cursor.description or []]
        rows = [[shown(value) for value in row] for row in cursor.fetchall()]
    if as_csv or not sys.stdout.isatty():
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows[:ROWS_SHOWN]:
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console()
    console.print(table, highlight=False, markup=False)
    if len(rows) > ROWS_SHOWN:
        console.print(f"{ROWS_SHOWN} of {len(rows)} rows; --csv prints all")


def shown(value):
    """A value as it is printed, as in the exports: money without needless zeros, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Decimal):
        return value
    number = export.plain(value)
    return number if isinstance(number, int) else f"{number:f}"


def status(home: Path, language: str) -> str:
    """The current release, the last runs and what waits for a person, as Markdown in ``zh`` or ``en``."""
    place, say = Home.there(home), phrases.words(language)
    lines = [f"# gongkai · {say['status']}", ""]
    if place.current.exists():
        lines += ["- " + say["release"].format(release=place.current.resolve().name), *report.figures(place, language)]
    else:
        lines.append(say["nothing_published"].format(home=place.root))
    for head, rows in (("addresses_waiting", ledger_runs.waiting(place)), ("not_taken_in", ledger_runs.refused(place)),
                       ("last_runs", ledger_runs.listing(place, 5))):
        if rows:
            lines += ["", f"## {say[head]}", "", *report.table(said(rows, language), language)]
    return "\n".join(lines)


def runs(home: Path, limit: int, language: str) -> str:
    """The last runs as Markdown in ``zh`` or ``en``."""
    rows = said(ledger_runs.listing(Home.there(home), limit), language)
    return "\n".join(report.table(rows, language)) or phrases.words(language)["no_runs"]


def said(rows: list[dict], language: str) -> list[dict]:
    """Rows of runs, pages or documents in the words of this language."""
    say = phrases.words(language)
    rows = [report.told(row, language) for row in rows]
    for row in rows:
        if "state" in row:
            row["state"] = phrases.value("run_state", row["state"], language)
        if row.get("note"):
            row["note"] = phrases.reason(row["note"], language)
        if "seconds" in row:
            row["seconds"] = " · ".join(f"{say[f'head.{name}']} {spent:.1f}" for name, spent in row["seconds"].items())
    return rows


def releases(home: Path, language: str) -> str:
    """The releases kept as Markdown in ``zh`` or ``en``."""
    rows = [{"run": release.run_id, "file": release.path.name, "current": "→" if release.is_current else "",
             "documents": (release.manifest.get("documents") or {}).get("loaded"),
             "notes": phrases.reason(release.manifest.get("notes") or "", language)}
            for release in published.listing(Home.there(home))]
    return "\n".join(report.table(rows, language)) or phrases.words(language)["no_releases"]
