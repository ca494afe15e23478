"""The nightly flow as a Prefect server runs it: by the clock or by hand, its parameters with help in the UI."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_table_artifact

from flows import alert, engine, gather, night, phrases, report, runs
from flows.home import Home
from flows.ledger import Ledger
from flows.lock import hold

SHOWN = 500  # rows of an artifact's table
KINDS = ("stage", "collected", "kind")


def night_name() -> str:
    return f"night of {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def tell_failure(flow, flow_run, state) -> None:
    alert.send(f"gongkai: {flow_run.name} {state.type.value.lower()}", state.message or "no message; see the run's log")


@flow(name="gongkai", flow_run_name=night_name, on_failure=[tell_failure], on_crashed=[tell_failure])
def nightly(home: str, sources: str | None = None, only: str | None = None, since: datetime | None = None,
            paths: list[str] | None = None, contact: str | None = None, allowed_hosts: list[str] | None = None,
            pace_seconds: float = 3.0) -> str:
    """Collect annual reports, read what is new, and publish a new release of the warehouse.

    Args:
        home: The folder that holds everything produced. One run at a time may use it.
        sources: The file of sources; empty for the one that comes with the project (data/sources.csv).
        only: The name of one source, to collect from it alone, active or not.
        since: Ask every page found since this time again, due or not.
        paths: Files or folders to collect instead of the sources.
        contact: An e-mail or web address that every site asked is told; empty for GONGKAI_CONTACT.
        allowed_hosts: Hosts that may lie at addresses that are not public, such as a server of your own.
        pace_seconds: Seconds between two requests to one host, where its line in sources.csv names no other.
    """
    usual = gather.Wishes()
    wishes = gather.Wishes(
        paths=tuple(map(Path, paths or ())), sources=Path(sources) if sources else usual.sources, only=only or None,
        since=since, contact=contact or None, allowed_hosts=frozenset(allowed_hosts or ()), pace=pace_seconds)
    place = Home.at(home)
    began = datetime.now(UTC)
    with hold(place):
        engine.settle(place)
        outcome = night.night_flow.fn(str(place.root), wishes)
    show(place, outcome, began)
    if not outcome.published:
        raise RuntimeError("no release was published; the artifact `night` says which check forbids it")
    return str(outcome.release)


def show(home: Home, outcome, began: datetime) -> None:
    """Tables of the night in the UI, and a word to the operator where it brought too little."""
    language = phrases.chosen()
    say = phrases.words(language)
    put([{"stage": name, "seconds": round(seconds, 1)} for name, seconds in outcome.seconds.items()]
        + [{"collected": kind, "count": count} for kind, count in sorted(outcome.collected.items())],
        "night-figures", say["night_figures"], say)
    for key, rows in (("changes", runs.changes(home, began)), ("refused", runs.refused(home)),
                      ("waiting", runs.waiting(home))):
        shown = [{name: str(value or "") for name, value in report.told(row, language).items()} for row in rows[:SHOWN]]
        put(shown, f"night-{key}", say[f"night_{key}"].format(count=len(rows)), say)
    with Ledger(home.ledger) as ledger:
        warnings = outcome.alarms + runs.thin(ledger.runs(runs.NIGHTS_COMPARED + 1))
    if warnings:
        alert.send(say["alert_look"], "\n".join(phrases.reason(warning, language) for warning in warnings))


def put(rows: list[dict], key: str, description: str, say: dict[str, str]) -> None:
    """A table in the UI, its headings and the kinds in it in the language of the operator."""
    words = [{say.get(f"head.{name}", name): say.get(f"head.{value}", value) if name in KINDS else value
              for name, value in row.items()} for row in rows]
    create_table_artifact(words, key=key, description=description)
