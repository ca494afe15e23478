"""The web part of a night: ask every page that is due, and every one they lead to.

Threads only ask; everything is judged and written in the night's own thread (flows/intake.py), one page at a time
and each in one transaction, so a run that is killed has either taken a page in whole or not at all.
"""

import logging
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.answers import Answer
from flows.collect import CollectReport, Desk
from flows.discover import Vocabulary
from flows.fetch import Fetcher, Wanted
from flows.intake import MAINTAINERS, Intake
from flows.pages import Known, Pages, Schedule
from flows.sources import Source

log = logging.getLogger(__name__)

HOSTS_AT_ONCE = 8
RECENT = timedelta(days=25)
FIRST_PAGES = {"list": "start", "section": "start", "page": "page", "attachment": "attachment", "sitemap": "start"}


@dataclass
class Night:
    """One night's collection from the web: the sources asked, how, by which rules, and until when."""

    run_id: str
    sources: dict[str, Source]
    fetcher: Fetcher
    schedule: Schedule
    words: Vocabulary
    since: datetime | None = None
    longest: timedelta = timedelta(hours=8)
    whole: bool = True  # all active sources are asked, not one alone


def planned(night: Night, desk: Desk) -> list[Known]:
    """What would be asked now, before anything new is found; nothing is asked or written."""
    pages = Pages(desk.ledger)
    new = [page for page in _starts(night, desk) if not pages.get(page.url)]
    return new + pages.due(night.sources, desk.now, night.since)


def _starts(night: Night, desk: Desk) -> list[Known]:
    return [Known(url, FIRST_PAGES[source.kind], source.name, None, None, desk.now, desk.now)
            for source in night.sources.values() for url in source.starts(desk.now.year)]


def web(night: Night, desk: Desk) -> CollectReport:
    """Ask all that is due, and all it leads to, each host by one connection at its pace. The counts tell what
    became of the pages asked (asked, unchanged, new, changed, back, gone, refused, failed, found)."""
    return _Harvest(night, desk).run()


class _Harvest:
    def __init__(self, night: Night, desk: Desk):
        self.night, self.desk, self.pages = night, desk, Pages(desk.ledger)
        self.intake = Intake(night.run_id, night.sources, night.schedule, night.words, desk)
        self.report = self.intake.report
        self.queues: dict[str, deque[Known]] = {}
        self.under_way: dict[Future, str] = {}

    def run(self) -> CollectReport:
        ends_at = time.monotonic() + self.night.longest.total_seconds()
        with self.desk.ledger.transaction():
            for page in _starts(self.night, self.desk):
                self.pages.begin(page, self.night.sources if self.night.whole else None)
        for page in self.pages.due(self.night.sources, self.desk.now, self.night.since):
            self._queue(page)
        pool = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="ask")
        try:
            while self._begin(pool, ends_at) or self.under_way:
                done, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    del self.under_way[future]
                    for link in self.intake.take(*future.result()):
                        self._queue(link)
        except BaseException:
            self.night.fetcher.stop()  # else the threads would go on, and this would wait for them
            raise
        finally:
            pool.shutdown(cancel_futures=True)
        left = sum(map(len, self.queues.values()))
        if left:
            self.report.problems.append(f"the night was too short: {left} pages were left for the next")
        return self.report

    def _queue(self, page: Known) -> None:
        self.queues.setdefault(urlsplit(page.url).hostname or "", deque()).append(page)

    def _begin(self, pool: ThreadPoolExecutor, ends_at: float) -> bool:
        """Ask one page each of hosts that are not being asked, those first that have rested longest; False when
        nothing was begun. Never more than can be asked at once: what waits in the pool would be asked past the end."""
        begun = False
        while len(self.under_way) < HOSTS_AT_ONCE and time.monotonic() < ends_at:
            free = self.queues.keys() - self.under_way.values()
            if not free:
                break
            host = min(sorted(free), key=self.night.fetcher.rest)
            self.under_way[pool.submit(self._ask, self.queues[host].popleft())] = host
            if not self.queues[host]:
                del self.queues[host]
            begun = True
        return begun

    def _ask(self, page: Known) -> tuple[Known, Answer]:
        source = self.night.sources[page.source]
        # A site whose marks say "unchanged" of a page that did change is found out now and then.
        recent = page.asked_at is not None and self.desk.now - page.asked_at < RECENT
        held = recent and page.sha256 is not None and page.state != "gone" and self.desk.store.has(page.sha256)
        wanted = Wanted(page.url, page.etag if held else None, page.last_modified if held else None,
                        source.verified, source.pace)
        try:
            return page, self.night.fetcher.get(wanted)
        except Exception as mistake:  # ours; yet one page must not end every night from now on
            log.exception("%s could not be asked", page.url)
            return page, Answer(page.url, "failed", reason=f"could not be asked: {type(mistake).__name__}: {mistake}",
                                remedy=MAINTAINERS)
