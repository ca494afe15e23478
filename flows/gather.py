"""The first stage of a night: everything that is to be collected, from the paths named and from the sources."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from flows import collect, discover, harvest, sources
from flows.collect import CollectReport, Desk
from flows.fetch import Fetcher, Manners
from flows.harvest import Night
from flows.home import project_data
from flows.ledger import Arrival, File
from flows.pages import Schedule
from flows.sources import Source

CONTACT = "GONGKAI_CONTACT"


@dataclass(frozen=True)
class Wishes:
    """What a run is asked to collect. ``paths`` alone, where there are any; else the ``sources`` file's active
    lines, or its one line ``only``. ``since`` asks every page found since then again. ``contact`` is what sites
    are told about who asks; no web page is asked without one."""

    paths: tuple[Path, ...] = ()
    sources: Path = field(default_factory=lambda: project_data() / "sources.csv")
    only: str | None = None
    since: datetime | None = None
    contact: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    pace: float = 3.0
    longest: timedelta = timedelta(hours=8)

    def lines(self) -> list[Source]:
        """The sources wanted. Raises sources.Wrong."""
        return [] if self.paths and not self.only else sources.load(self.sources, self.only)


def everything(wishes: Wishes, desk: Desk, run_id: str, environment: Mapping[str, str] = os.environ) -> CollectReport:
    """Collect what is wished for. Counts and problems of all sources together; raises only sources.Wrong."""
    report = collect.local(list(wishes.paths), desk)
    report.alarms += lacking(wishes, environment)
    lines = wishes.lines()
    with desk.ledger.transaction():
        for source in lines:
            place = collect.source_of(Path(source.address)) if source.kind == "folder" else source.name
            desk.ledger.keep_source(place, source.agency_name, source.region_code)
    for source in lines:
        if source.kind == "folder":
            report.add(collect.local([Path(source.address)], desk))
        elif source.kind == "bucket":
            report.add(bucket(source, desk))
    web = {source.name: source for source in lines if source.kind in sources.WEB}
    contact = wishes.contact or environment.get(CONTACT)
    if web and contact:
        report.add(_web(web, contact, wishes, desk, run_id))
    return report


def lacking(wishes: Wishes, environment: Mapping[str, str] = os.environ) -> list[str]:
    """What keeps a run with these wishes from collecting, each with what to do about it. Raises sources.Wrong."""
    lines = wishes.lines()
    if not lines and not wishes.paths:
        return [f"{wishes.sources} has no active source and no path was given: nothing is collected. Name files or "
                "folders (gongkai run FOLDER), or write sources (OPERATING.md, Sources)"]
    web = sum(source.kind in sources.WEB for source in lines)
    if web and not (wishes.contact or environment.get(CONTACT)):
        return [f"{web} web sources are not asked, since sites are to be told who asks: "
                f"set {CONTACT} to an e-mail or web address"]
    return []


def planned(wishes: Wishes, desk: Desk) -> list[str]:
    """What a run would look at now: paths and addresses, before anything new is found. Asks nothing."""
    lines = wishes.lines()
    local = [str(path) for path in wishes.paths] + [line.address for line in lines if line.kind not in sources.WEB]
    web = {source.name: source for source in lines if source.kind in sources.WEB}
    return local + [page.url for page in harvest.planned(_night(web, None, wishes, ""), desk)]


def bucket(source: Source, desk: Desk) -> CollectReport:
    """Collect the objects of a bucket; one whose size and time are the same as last time is not fetched again."""
    report = CollectReport()
    known, met = desk.ledger.files(source.name), set()
    try:
        place = from_url(source.address)
        objects = sorted((about for group in obstore.list(place) for about in group), key=lambda about: about["path"])
    except Exception as problem:  # whatever a store raises, the other sources go on
        report.problems.append(f"the bucket {source.address} ({source.name}) could not be read: {problem}")
        return report
    for about in objects:
        name = f"{source.address.rstrip('/')}/{about['path']}"
        met.add(name.encode())
        try:
            report.counts[_take_object(place, about, name, known.get(name.encode()), source, desk)] += 1
        except BaseError as problem:  # of that object; the next ones may be sound
            report.problems.append(f"{name} ({source.name}) could not be read: {problem}")
    if known and not met:
        report.problems.append(f"the bucket {source.address} ({source.name}) is empty, and held {len(known)} objects: "
                               "they are not taken for gone")
        return report
    with desk.ledger.transaction():
        for file in known.values():
            if file.path not in met:
                desk.ledger.drop_file(file.path)
                report.counts["gone"] += desk.ledger.gone(file.source_file, desk.now)
    return report


def _take_object(place, about: dict, name: str, before: File | None, source: Source, desk: Desk) -> str:
    time = int(about["last_modified"].timestamp() * 1e9)
    if before and (before.size, before.mtime_ns) == (about["size"], time):
        desk.ledger.seen(name, desk.now)
        return "known"
    reason = remedy = None
    sha256 = ""
    if about["size"] > desk.largest:
        reason = f"too large: {about['size']} bytes where {desk.largest} are allowed; not stored"
        remedy = "look whether it is one report at all; raise the limit if it is"
    else:
        sha256 = desk.store.put(bytes(obstore.get(place, about["path"]).bytes()))
    with desk.ledger.transaction():
        desk.ledger.keep_file(File(name.encode(), name, source.name, sha256, about["size"], time, None))
        kind = desk.ledger.arrive(Arrival(name, sha256, source.name, url=name, size=about["size"],
                                          reason=reason, remedy=remedy), desk.now)
    return "refused" if reason else kind


def _web(web: dict[str, Source], contact: str, wishes: Wishes, desk: Desk, run_id: str) -> CollectReport:
    manners = Manners(contact, pace=wishes.pace, allowed_hosts=wishes.allowed_hosts, largest=desk.largest)
    fetcher = Fetcher(manners)
    try:
        return harvest.web(_night(web, fetcher, wishes, run_id), desk)
    finally:
        fetcher.close()


def _night(web: dict[str, Source], fetcher: Fetcher | None, wishes: Wishes, run_id: str) -> Night:
    data = project_data()
    since = wishes.since.replace(tzinfo=wishes.since.tzinfo or UTC) if wishes.since else None
    return Night(run_id, web, fetcher, Schedule(data / "revisit.csv"), discover.vocabulary(data / "discovery.csv"),
                 since, wishes.longest, whole=wishes.only is None)
