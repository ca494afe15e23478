"""The Prefect flow of a night and its tasks. Imported only when a flow runs: Prefect takes a second to import."""

import logging
from datetime import UTC, datetime

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.runtime import task_run

from flows import mistakes, nightly, phrases, report
from flows.gather import Wishes
from flows.home import Home
from flows.ingest import Unread
from flows.nightly import Outcome

HOUR = 3600  # seconds

for runs in ("prefect.flow_runs", "prefect.task_runs"):
    logging.getLogger(runs).addFilter(mistakes.without_traceback)


@task(name="collect", retries=1, retry_delay_seconds=30, timeout_seconds=9 * HOUR)
def collect(home: Home, outcome: Outcome, wishes: Wishes) -> None:
    nightly.collect(home, outcome, wishes)


@task(name="read documents", task_run_name="read {first}-{last}", retries=1, timeout_seconds=HOUR)
def read(home: Home, outcome: Outcome, documents: list[Unread], first: int, last: int) -> int:
    return nightly.read(home, outcome, documents, again=task_run.run_count > 1)


@task(name="build, check and publish", retries=1, timeout_seconds=HOUR)
def build_and_publish(home: Home, outcome: Outcome) -> None:
    nightly.build_and_publish(home, outcome)


@task(name="export", retries=1, timeout_seconds=HOUR)
def write_exports(home: Home, outcome: Outcome) -> None:
    nightly.write_exports(home, outcome)


@task(name="report", timeout_seconds=HOUR)
def tell(home: Home, outcome: Outcome) -> str:
    text = report.night(home, outcome, phrases.chosen())
    create_markdown_artifact(text, key="night", description=f"gongkai {outcome.run_id}")
    return text


def flow_run_name() -> str:
    return f"night of {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


@flow(name="gongkai night", flow_run_name=flow_run_name, validate_parameters=False, log_prints=False)
def night_flow(home: str, wishes: Wishes) -> Outcome:
    """Collect the reports wished for, read what is new, and publish a new release of the warehouse."""
    place = Home.at(home)
    with nightly.logged(place, nightly.new_run_id()) as outcome:
        collect(place, outcome, wishes)
        done, chunks = 0, nightly.chunks(place)
        wanted = sum(map(len, chunks))
        say = phrases.words(phrases.chosen())
        progress = create_progress_artifact(0.0, key="reading", description=say["to_read"].format(count=wanted))
        for documents in chunks:
            done += read(place, outcome, documents, done + 1, done + len(documents))
            update_progress_artifact(progress, 100.0 * done / wanted)
            get_run_logger().info("%s of %s documents read", done, wanted)
        build_and_publish(place, outcome)
        if outcome.published:
            write_exports(place, outcome)
        tell(place, outcome)
    return outcome
