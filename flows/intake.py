"""What a page brought, taken in: judged, written down in one transaction, and followed where it leads."""

import hashlib
import logging
import sqlite3
from urllib.parse import urlsplit

from flows import discover
from flows.answers import Answer
from flows.collect import CollectReport, Desk
from flows.discover import Vocabulary
from flows.follow import Follower
from flows.ledger import Arrival
from flows.pages import Known, Pages, Schedule
from flows.sources import Source

log = logging.getLogger(__name__)

MAINTAINERS = "tell the maintainers of this project"


class Intake:
    """The answers of one night, one after the other; what became of each is counted in ``report``."""

    def __init__(self, run_id: str, sources: dict[str, Source], schedule: Schedule, words: Vocabulary, desk: Desk):
        self.run_id, self.sources, self.schedule, self.words, self.desk = run_id, sources, schedule, words, desk
        self.pages, self.report = Pages(desk.ledger), CollectReport()
        self.follower = Follower(sources, words, self.pages, desk.now, self.report)

    def take(self, page: Known, answer: Answer) -> list[Known]:
        """Take in one answer; what it leads to, to be asked tonight. A mistake of ours sets that page aside."""
        try:
            return self._take(page, answer)
        except (sqlite3.Error, OSError):
            raise
        except Exception as mistake:  # ours; yet one page must not end every night from now on
            log.exception("%s could not be taken in", page.url)
            self._set_aside(page, f"could not be taken in: {type(mistake).__name__}: {mistake}")
            return []

    def _take(self, page: Known, answer: Answer) -> list[Known]:
        _judge(page, answer)
        shown = None
        if answer.outcome == "unchanged" and not page.is_document:
            answer.body = self.desk.store.get(page.sha256)  # what to look for may have changed since
            answer.final_url = answer.final_url or page.url
        if answer.body and discover.is_page(answer.body):
            shown = discover.Page(answer.body, answer.final_url)
        if shown and page.is_document and shown.says_missing(self.words):
            answer.outcome, answer.reason, answer.body, shown = "gone", "the page says that there is none", b"", None
        fetched = answer.outcome == "fetched"
        fingerprint = shown.fingerprint(self.words) if shown else hashlib.sha256(answer.body).hexdigest()
        standing = fetched and page.sha256 and page.state != "gone"
        if standing and fingerprint == page.fingerprint and self.desk.store.holds(page.sha256):
            answer.outcome = "unchanged"
        elif standing and page.is_document and shown and shown.needs_scripts(self.words):
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
            page.asked_at, page.due_at = self.desk.now, self.schedule.next(page, self.desk.now)
            found = self.follower.follow(page, answer, shown) if answer.body else []
            self.pages.keep(page)
        return found

    def _set_aside(self, page: Known, reason: str) -> None:
        with self.desk.ledger.transaction():
            kept = self.pages.get(page.url) or page
            kept.state, kept.reason, kept.asked_at = "failed", reason, self.desk.now
            kept.etag = kept.last_modified = None  # the next time it is to be sent whole
            kept.due_at = self.schedule.next(kept, self.desk.now)
            self.pages.keep(kept)
            if kept.is_document and kept.sha256 is None:
                self._arrive(kept, "", None, reason, MAINTAINERS)
        self.report.counts.update(["asked", "failed"])
        self._problem(kept, MAINTAINERS)

    def _log(self, page: Known, answer: Answer, fetched: bool) -> None:
        for exchange in answer.exchanges:
            last = fetched and exchange is answer.exchanges[-1]
            self.pages.log(self.run_id, page.url, exchange,
                           hashlib.sha256(answer.body).hexdigest() if last else None)

    def _outcome(self, page: Known, answer: Answer, shown: discover.Page | None, sha256: str | None) -> str:
        """Bring page and ledger up to date with an answer; what became of it, for the counts."""
        if answer.outcome == "gone":
            return self._gone(page, answer)
        if answer.outcome in ("refused", "failed"):
            return self._refused(page, answer)
        page.state = "standing"
        scripted = bool(shown and shown.needs_scripts(self.words))
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
            if page.sha256 or self.sources[page.source].kind != "section":
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
