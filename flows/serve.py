"""``gongkai serve``: the nightly schedule, with no other service needed, or against a Prefect server there is."""

import os
from contextlib import nullcontext
from dataclasses import dataclass, field

from flows import engine
from flows.home import Home

NAME = "nightly"


@dataclass(frozen=True)
class Schedule:
    """When: a cron line in a time zone; ``parameters`` of the flow in flows/served.py beyond the home."""

    cron: str = "30 3 * * *"
    timezone: str = "Asia/Shanghai"
    parameters: dict = field(default_factory=dict)


def serve(home: Home, schedule: Schedule, port: int | None = None) -> None:
    """Run the nights as scheduled until stopped (Ctrl-C, SIGTERM). Where no PREFECT_API_URL is set, a server of
    our own stands on loopback meanwhile, with its UI; ``port`` is its port, 4200 by default."""
    engine.settle(home)
    own = not os.environ.get(engine.API)
    with engine.server(home, port or 4200) if own else nullcontext(os.environ.get(engine.API)) as address:
        os.environ[engine.API] = address
        from prefect import serve as prefect_serve

        prefect_serve(deployment(home, schedule), limit=1)


def deployment(home: Home, schedule: Schedule):
    """The deployment: its schedule and the parameters every run begins with."""
    from prefect.schedules import Cron

    from flows.served import nightly

    return nightly.to_deployment(
        name=NAME, schedule=Cron(schedule.cron, timezone=schedule.timezone),
        parameters={"home": str(home.root), **schedule.parameters}, concurrency_limit=1,
        description="Collects annual reports, reads what is new and publishes a release of the warehouse.",
        tags=["gongkai"])
