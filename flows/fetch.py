"""Asking a site for an address as a guest: by its robots.txt, at a pace, one connection a host, within limits.

Every outcome is an ``Answer``, never an exception: what a site does wrong is something to write down.
"""

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import stamina
from protego import Protego

from flows import answers, connect
from flows.answers import Answer, Exchange, Hiccup, Refusal

NAME = "gongkai"
REDIRECTS = 5
ROBOTS_SIZE = 500_000
LONGEST_PAUSE = 600.0  # seconds between requests a site may ask for and still be visited
HOST_FAILURES = 3  # addresses of a host that fail one after the other before it is left alone for the night


@dataclass(frozen=True)
class Manners:
    """How sites are asked. Times in seconds, sizes in bytes; ``contact`` is told to every site;
    ``allowed_hosts`` may lie at addresses that are not public."""

    contact: str
    pace: float = 3.0
    allowed_hosts: frozenset[str] = frozenset()
    largest: int = 100_000_000
    longest: float = 120.0
    attempts: int = 3
    first_wait: float = 5.0

    @property
    def agent(self) -> str:
        return f"{NAME}/1 (archive of disclosure annual reports; contact: {self.contact})"


@dataclass(frozen=True)
class Wanted:
    """An address to ask for, and what is known of it from last time."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    verified: bool = True
    pace: float | None = None


class _Host:
    """One host in one night: its connection, its robots.txt and when it may be asked again."""

    def __init__(self, manners: Manners, verified: bool):
        self.deadline = connect.Deadline()
        self.client = connect.client(
            self.deadline, manners.allowed_hosts, verified, timeout=httpx.Timeout(30, connect=15),
            headers={"User-Agent": manners.agent, "Accept-Encoding": "gzip, deflate",
                     "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"})
        self.lock = threading.RLock()
        # A run killed a moment ago may have asked just then: the first request waits its turn too.
        self.pace = manners.pace
        self.ready_at = time.monotonic() + self.pace
        self.robots: dict[str, Protego | Refusal] = {}  # by origin
        self.failures = 0


class Fetcher:
    """Asks addresses; safe to use from several threads, each host is asked by one at a time."""

    def __init__(self, manners: Manners):
        self.manners = manners
        self._hosts: dict[tuple[str, bool], _Host] = {}
        self._lock = threading.Lock()

    def get(self, wanted: Wanted) -> Answer:
        answer = Answer(wanted.url, "failed")
        try:
            host = self._host(wanted.url, wanted.verified)
            if host.failures >= HOST_FAILURES:
                answer.reason = f"the host failed {HOST_FAILURES} times tonight and is left alone until the next"
                return answer
            self._try(wanted, answer)
        except Refusal as refusal:
            answer.outcome, answer.reason, answer.remedy = refusal.outcome, refusal.reason, refusal.remedy
        except Hiccup as hiccup:
            host.failures += 1
            answer.reason, answer.remedy = str(hiccup), "nothing: it is asked again another night"
        else:
            host.failures = 0
        return answer

    def close(self) -> None:
        for host in self._hosts.values():
            host.client.close()

    def _try(self, wanted: Wanted, answer: Answer) -> None:
        tries = stamina.retry_context(answers.worth_waiting, attempts=self.manners.attempts, timeout=None,
                                      wait_initial=self.manners.first_wait, wait_max=60.0, wait_jitter=1.0)
        for attempt in tries:
            with attempt:
                self._follow(wanted, answer)

    def _follow(self, wanted: Wanted, answer: Answer) -> None:
        url = wanted.url
        for _ in range(REDIRECTS + 1):
            host = self._host(url, wanted.verified)
            with host.lock:
                self._heed_robots(host, url, wanted, answer)
                response, body = self._exchange(host, url, wanted, answer, self.manners.largest)
            if not response.has_redirect_location:
                answer.final_url, answer.body, answer.headers = url, body, dict(response.headers)
                answer.outcome = answers.outcome_of(response)
                if answer.outcome in ("gone", "refused"):
                    answer.reason = f"the site answers {answers.said_by(response)}"
                    answer.remedy = "open it in a browser and see"
                return
            url = str(httpx.URL(url).join(response.headers["location"]).copy_with(fragment=None))
        raise Refusal(f"more than {REDIRECTS} redirects, the last to {url}", "name the address they should lead to")

    def _exchange(self, host: _Host, url: str, wanted: Wanted, answer: Answer, largest: int):
        """One request after its pause: the response and its body, unpacked."""
        time.sleep(max(0.0, host.ready_at - time.monotonic()))
        exchange = Exchange(url, datetime.now(UTC))
        answer.exchanges.append(exchange)
        began = time.monotonic()
        host.deadline.begin(self.manners.longest)
        try:
            with host.client.stream("GET", url, headers=_conditions(wanted)) as response:
                exchange.status, exchange.headers = response.status_code, dict(response.headers)
                if response.status_code in answers.TRY_AGAIN:
                    raise Hiccup(f"the site answers {answers.said_by(response)}", answers.wait_asked_for(response))
                return response, answers.body_of(response, largest)
        except (Refusal, Hiccup) as problem:
            exchange.problem = str(problem)
            raise
        except Exception as problem:
            exchange.problem = answers.sentence(problem)
            raise answers.meaning_of(problem, began, self.manners.longest) from problem
        finally:
            exchange.seconds = time.monotonic() - began
            host.ready_at = time.monotonic() + host.pace

    def _heed_robots(self, host: _Host, url: str, wanted: Wanted, answer: Answer) -> None:
        robots = host.robots.get(_origin(url)) or self._read_robots(host, url, wanted, answer)
        if isinstance(robots, Refusal):
            raise robots
        if not robots.can_fetch(url, NAME):
            raise Refusal("the site's robots.txt asks not to fetch it", "ask the site for leave, or for the file")
        pause = robots.crawl_delay(NAME) or 0.0
        if pause > LONGEST_PAUSE:
            raise Refusal(f"the site asks for {pause:g} seconds between requests", "collect it by hand")
        host.pace = max(self.manners.pace if wanted.pace is None else wanted.pace, pause)

    def _read_robots(self, host: _Host, url: str, wanted: Wanted, answer: Answer) -> Protego | Refusal:
        """RFC 9309: no such file allows all, a server in trouble allows nothing."""
        place = f"{_origin(url)}/robots.txt"
        plain = Wanted(place, verified=wanted.verified)
        try:
            for _ in range(REDIRECTS + 1):
                response, body = self._exchange(host, place, plain, answer, ROBOTS_SIZE)
                if not response.has_redirect_location:
                    break
                place = str(httpx.URL(place).join(response.headers["location"]))
            robots = Protego.parse(body.decode("utf-8", "replace") if response.is_success else "")
        except Refusal as refusal:
            robots = Refusal(f"its robots.txt could not be had: {refusal.reason}", refusal.remedy, refusal.outcome)
        except Hiccup as hiccup:
            raise Hiccup(f"its robots.txt could not be had: {hiccup}", hiccup.wait) from hiccup
        host.robots[_origin(url)] = robots
        return robots

    def _host(self, url: str, verified: bool) -> _Host:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refusal(f"{url} is no web address", "correct the address")
        key = (parts.hostname.lower(), verified)
        with self._lock:
            if key not in self._hosts:
                self._hosts[key] = _Host(self.manners, verified)
            return self._hosts[key]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _conditions(wanted: Wanted) -> dict[str, str]:
    said = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.last_modified}
    return {name: value for name, value in said.items() if value}
