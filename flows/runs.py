"""The last nights at a glance, from the ledger: what ``gongkai runs`` and ``gongkai status`` show."""

from collections import Counter
from datetime import datetime
from statistics import median

from flows.home import Home
from flows.ledger import Ledger
from flows.lock import held
from flows.pages import Pages

COUNTED = ("new", "changed", "back", "gone", "refused", "failed")
NIGHTS_COMPARED = 14
THIN = 0.2  # of what nights usually bring
NOTICEABLE = 10  # documents a night usually brings before a lack of them means anything


def listing(home: Home, limit: int = 10) -> list[dict]:
    """One row a run, newest first: run, began, minutes, state, the collection's counts, seconds (by stage), note."""
    under_way = held(home)
    with Ledger.there(home.ledger) as ledger:
        rows = [_row(run) for run in ledger.runs(limit)]
    return [row | {"state": "killed"} if row["state"] == "running" and not under_way else row for row in rows]


def waiting(home: Home) -> list[dict]:
    """The addresses that wait for a person or another night: source, address, state, reason."""
    with Ledger.there(home.ledger) as ledger:
        return [{"source": page.source, "address": page.url, "state": page.state, "reason": page.reason}
                for page in Pages(ledger).waiting()]


def refused(home: Home) -> list[dict]:
    """What stands under a name but was not taken in: name, reason, remedy."""
    with Ledger.there(home.ledger) as ledger:
        return [{key: row[key] for key in ("source_file", "reason", "remedy")}
                for row in ledger.arrivals() if row["reason"] and not row["gone_at"]]


def changes(home: Home, since: datetime) -> list[dict]:
    """What became new, changed, gone or came back since then."""
    with Ledger.there(home.ledger) as ledger:
        return ledger.changes(since)


def thin(runs: list[dict]) -> list[str]:
    """Warnings where the newest run brought far less than usual; ``runs`` as the ledger gives them, newest first."""
    counts = [_collected(run) for run in runs]
    if not counts:
        return []
    tonight, before = counts[0], counts[1:NIGHTS_COMPARED + 1]
    warnings = []
    brought = [night["new"] + night["changed"] for night in before]
    if len(brought) >= 3 and (usual := median(brought)) >= NOTICEABLE:
        now = tonight["new"] + tonight["changed"]
        if now < THIN * usual:
            warnings.append(f"this night brought {now} documents where {usual:g} are usual: does a source fail?")
    silent = tonight["failed"] + tonight["refused"]
    if tonight["asked"] >= NOTICEABLE and silent > tonight["asked"] / 2:
        warnings.append(f"{silent} of {tonight['asked']} addresses gave nothing: look at the network and the sites")
    stood = sum(tonight[kind] for kind in ("known", "unchanged", "changed", "back"))
    if tonight["gone"] >= NOTICEABLE and tonight["gone"] > THIN * stood:
        warnings.append(f"{tonight['gone']} documents are gone that were there before: did a folder or site move?")
    return warnings


def _collected(run: dict) -> Counter:
    return Counter(next((stage["counts"] for stage in run["stages"] if stage["name"] == "collect"), {}))


def _per_stage(run: dict) -> dict[str, float]:
    """Seconds by stage; a stage may come in several portions."""
    seconds: dict[str, float] = {}
    for stage in run["stages"]:
        seconds[stage["name"]] = seconds.get(stage["name"], 0.0) + stage["seconds"]
    return seconds


def _row(run: dict) -> dict:
    counts = _collected(run)
    ended = run["ended_at"]
    return {
        "run": run["run_id"],
        "began": f"{run['started_at']:%Y-%m-%d %H:%M} UTC",
        "minutes": round((ended - run["started_at"]).total_seconds() / 60, 1) if ended else None,
        "state": run["state"],
        **{kind: counts[kind] for kind in COUNTED},
        "seconds": _per_stage(run),
        "note": run["note"],
    }
