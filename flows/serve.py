"""``gongkai serve``: the nightly schedule, with no other service needed, or against a Prefect server there is."""

import os
from contextlib import nullcontext
from dataclasses import dataclass, field

from flows import alert, engine, phrases
from flows.home import Home
from flows.lock import Held, hold

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

        close_cut_nights(home)
        prefect_serve(deployment(home, schedule), limit=1)


def deployment(home: Home, schedule: Schedule):
    """The deployment: its schedule and the parameters every run begins with. The home's lock lets only one run at a
    time; a limit of Prefect's own would stay taken for ever by a run that was killed, and the schedule with it."""
    from prefect.schedules import Cron

    from flows.served import nightly

    return nightly.to_deployment(
        name=NAME, schedule=Cron(schedule.cron, timezone=schedule.timezone),
        parameters={"home": str(home.root), **schedule.parameters},
        description="Collects annual reports, reads what is new and publishes a release of the warehouse.",
        tags=["gongkai"])


def close_cut_nights(home: Home) -> int:
    """Tell Prefect, and the operator, of runs in this home that a power cut or kill ended without a word; how many."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    begun = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    try:
        with hold(home), get_client(sync_client=True) as client:
            runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=begun)))
            cut = [run for run in runs if run.deployment_id and run.parameters.get("home") == str(home.root)]
            for run in cut:
                client.set_flow_run_state(run.id, Crashed(message="the process that ran it is gone"), force=True)
    except Held:
        return 0  # one is under way, by hand
    if cut:
        say = phrases.words(phrases.chosen())
        alert.send(say["alert_cut_off"], say["cut_off"].format(runs=", ".join(run.name for run in cut)))
    return len(cut)
