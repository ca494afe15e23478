"""The web part of a night: ask every page that is due, take in what came, follow where it leads.

Threads only ask; everything is judged and written here, one page at a time and each in one transaction, so a
run that is killed has either taken a page in whole or not at all.
"""

import hashlib
import logging
import sqlite3
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows import discover
from flows.answers import Answer
from flows.collect import CollectReport, Desk
from flows.discover import Vocabulary
from flows.fetch import Fetcher, Wanted
from flows.follow import Follower
from flows.ledger import Arrival
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
        self.report = CollectReport()
        self.queues: dict[str, deque[Known]] = {}
        self.under_way: dict[Future, str] = {}
        self.follower = Follower(night.sources, night.words, self.pages, desk.now, self.report)

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
                    self._finish(*future.result())
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

    def _finish(self, page: Known, answer: Answer) -> None:
        try:
            self._take(page, answer)
        except (sqlite3.Error, OSError):
            raise
        except Exception as mistake:  # ours; yet one page must not end every night from now on
            log.exception("%s could not be taken in", page.url)
            self._set_aside(page, f"could not be taken in: {type(mistake).__name__}: {mistake}")

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
                                remedy="tell the maintainers of this project")

    # --- what came

    def _take(self, page: Known, answer: Answer) -> None:
        """Write down one answer and queue what it leads to."""
        _judge(page, answer)
        shown = None
        if answer.outcome == "unchanged" and not page.is_document:
            answer.body = self.desk.store.get(page.sha256)  # what to look for may have changed since
            answer.final_url = answer.final_url or page.url
        if answer.body and discover.is_page(answer.body):
            shown = discover.Page(answer.body, answer.final_url)
        if shown and page.is_document and shown.says_missing(self.night.words):
            answer.outcome, answer.reason, answer.body, shown = "gone", "the page says that there is none", b"", None
        fetched = answer.outcome == "fetched"
        fingerprint = shown.fingerprint(self.night.words) if shown else hashlib.sha256(answer.body).hexdigest()
        standing = fetched and page.sha256 and page.state != "gone"
        if standing and fingerprint == page.fingerprint and self.desk.store.holds(page.sha256):
            answer.outcome = "unchanged"
        elif standing and page.is_document and shown and shown.needs_scripts(self.night.words):
            answer.outcome, answer.body, fetched = "refused", b"", False
            answer.reason = "the page is empty now until its scripts have run"
            answer.remedy = "look at it in a browser; what it said before stands"
        sha256 = self.desk.store.put(answer.body) if answer.outcome == "fetched" else None
        with self.desk.ledger.transaction():
            self._log(page, answer, fetched)
            kind = self._outcome(page, answer, shown, sha256)
            self.report.counts.update(["asked", kind])
            if fetched:
                page.etag, page.last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
            if answer.outcome == "fetched":
                page.sha256, page.fingerprint, page.changed_at = sha256, fingerprint, self.desk.now
            page.found_at = min(page.found_at, self.desk.now)  # but for a clock that went wrong
            page.changed_at = page.changed_at and min(page.changed_at, self.desk.now)
            page.asked_at, page.due_at = self.desk.now, self.night.schedule.next(page, self.desk.now)
            found = self.follower.follow(page, answer, shown) if answer.body else []
            self.pages.keep(page)
        for link in found:
            self._queue(link)

    def _set_aside(self, page: Known, reason: str) -> None:
        with self.desk.ledger.transaction():
            kept = self.pages.get(page.url) or page
            kept.state, kept.reason, kept.asked_at = "failed", reason, self.desk.now
            kept.etag = kept.last_modified = None  # the next time it is to be sent whole
            kept.due_at = self.night.schedule.next(kept, self.desk.now)
            self.pages.keep(kept)
            if kept.is_document and kept.sha256 is None:
                self._arrive(kept, "", None, reason, "tell the maintainers of this project")
        self.report.counts.update(["asked", "failed"])
        self._problem(kept, "tell the maintainers of this project")

    def _log(self, page: Known, answer: Answer, fetched: bool) -> None:
        for exchange in answer.exchanges:
            last = fetched and exchange is answer.exchanges[-1]
            self.pages.log(self.night.run_id, page.url, exchange,
                           hashlib.sha256(answer.body).hexdigest() if last else None)

    def _outcome(self, page: Known, answer: Answer, shown: discover.Page | None, sha256: str | None) -> str:
        """Bring page and ledger up to date with an answer; what became of it, for the counts."""
        if answer.outcome == "gone":
            return self._gone(page, answer)
        if answer.outcome in ("refused", "failed"):
            return self._refused(page, answer)
        page.state = "standing"
        scripted = bool(shown and shown.needs_scripts(self.night.words))
        page.reason = "the page is empty until its scripts have run" if scripted else None
        if not page.is_document:
            if scripted:
                page.state = "refused"
                self._problem(page, "name the address its scripts ask, or collect by hand")
            return "lists"
        if answer.outcome == "unchanged":
            self.desk.ledger.seen(page.url, self.desk.now)
            return "unchanged"
        remedy = "save the page from a browser and collect the file" if scripted else None
        return self._arrive(page, sha256, len(answer.body), page.reason, remedy)

    def _gone(self, page: Known, answer: Answer) -> str:
        if page.state != "gone":
            page.changed_at = self.desk.now
        page.state, page.reason = "gone", answer.reason
        if not page.is_document:
            # The lists of some years of a section may never have been; any other list should be there.
            if page.sha256 or self.night.sources[page.source].kind != "section":
                self._problem(page, "look whether the list moved, and correct its line in the sources")
            return "lists"
        if page.sha256 is None:
            self._arrive(page, "", None, f"nothing is there: {answer.reason}", "look whether the page moved")
            return "refused"
        return "gone" if self.desk.ledger.gone(page.url, self.desk.now) else "unchanged"

    def _refused(self, page: Known, answer: Answer) -> str:
        page.state, page.reason = answer.outcome, answer.reason
        if page.is_document and page.sha256 is None:
            self._arrive(page, "", None, answer.reason, answer.remedy)
        elif answer.exchanges:
            self._problem(page, answer.remedy)
        return answer.outcome

    def _arrive(self, page: Known, sha256: str, size: int | None, reason: str | None, remedy: str | None) -> str:
        kind = self.desk.ledger.arrive(
            Arrival(page.url, sha256, page.source, page.url, page.led_from, size, reason, remedy, page.words),
            self.desk.now)
        return "refused" if reason else kind

    def _problem(self, page: Known, remedy: str) -> None:
        self.report.problems.append(f"{page.url} ({page.source}): {page.reason}" + (f"; {remedy}" if remedy else ""))


def _judge(page: Known, answer: Answer) -> None:
    """What a site says is there but is not."""
    if answer.outcome == "fetched" and not answer.body:
        answer.outcome, answer.reason, answer.remedy = "failed", "the site sent nothing", "open it in a browser and see"
    if answer.outcome == "fetched" and page.is_document and _is_home(answer.final_url) and not _is_home(page.url):
        answer.outcome, answer.reason, answer.body = "gone", "the site sends its front page instead", b""
    if answer.outcome != "fetched":
        answer.body = b""


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and parts.path.lower() in ("", "/", "/index.html", "/index.htm", "/index.shtml")
