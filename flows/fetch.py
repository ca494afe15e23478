"""Asking a site for an address as a guest: by its robots.txt, at a pace, one connection a host, within limits.

Every outcome is an ``Answer``, never an exception: what a site does wrong is something to write down.
"""

import math
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
HOST_DENIALS = 10  # addresses of a host refused one after the other: it wants no guests tonight
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
    """One host in one night: its connections, one for each way of judging certificates and one in use at a time, its
    robots.txt, and when it was last asked."""

    def __init__(self, manners: Manners):
        self.manners = manners
        self.deadline = connect.Deadline()
        self.clients: dict[bool, httpx.Client] = {}
        self.lock = threading.RLock()
        self.pace = manners.pace
        # A run killed a moment ago may have asked just then: the first request waits its turn too.
        self.asked_at = time.monotonic()
        self.robots: dict[tuple[str, bool], Protego | Refusal] = {}  # by origin
        self.failures = self.denials = 0

    def client(self, verified: bool) -> httpx.Client:
        if verified not in self.clients:
            self.clients[verified] = connect.client(
                self.deadline, self.manners.allowed_hosts, verified, timeout=httpx.Timeout(30, connect=15),
                headers={"User-Agent": self.manners.agent, "Accept-Encoding": "gzip, deflate",
                         "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"})
        return self.clients[verified]


class Fetcher:
    """Asks addresses; safe to use from several threads, each host is asked by one at a time."""

    def __init__(self, manners: Manners):
        self.manners = manners
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def get(self, wanted: Wanted) -> Answer:
        answer = Answer(wanted.url, "failed")
        asked: list[_Host] = []
        try:
            self._try(wanted, answer, asked)
        except Refusal as refusal:
            answer.outcome, answer.reason, answer.remedy = refusal.outcome, refusal.reason, refusal.remedy
            if refusal.outcome == "failed" and asked:
                asked[-1].failures += 1
        except Hiccup as hiccup:
            asked[-1].failures += 1 if (hiccup.wait or 0) <= answers.LONGEST_WAIT else HOST_FAILURES
            answer.reason, answer.remedy = str(hiccup), "nothing: it is asked again another night"
        else:
            for host in asked:
                host.failures = 0
            asked[-1].denials = asked[-1].denials + 1 if answer.outcome == "refused" else 0
        return answer

    def rest(self, hostname: str) -> float:
        """How many seconds more a host is to be left alone; below 0 how long it could have been asked already."""
        host = self._hosts.get(hostname.lower())
        return host.asked_at + host.pace - time.monotonic() if host else -math.inf

    def stop(self) -> None:
        """Have all threads end soon: what is under way is broken off, nothing more is asked."""
        self._stopped.set()
        for host in list(self._hosts.values()):
            host.deadline.begin(0)

    def close(self) -> None:
        for host in self._hosts.values():
            for client in host.clients.values():
                client.close()

    def _try(self, wanted: Wanted, answer: Answer, asked: list[_Host]) -> None:
        tries = stamina.retry_context(answers.worth_waiting, attempts=self.manners.attempts, timeout=None,
                                      wait_initial=self.manners.first_wait, wait_max=60.0, wait_jitter=1.0)
        for attempt in tries:
            with attempt:
                self._follow(wanted, answer, asked)

    def _follow(self, wanted: Wanted, answer: Answer, asked: list[_Host]) -> None:
        url = wanted.url
        for _ in range(REDIRECTS + 1):
            host = self._host(url)
            if host.failures >= HOST_FAILURES:
                raise Refusal(f"the host failed {HOST_FAILURES} times tonight and is left alone until the next",
                              "nothing: it is asked again another night", "failed")
            if host.denials >= HOST_DENIALS:
                raise Refusal(f"the host refused {HOST_DENIALS} addresses tonight and is left alone until the next",
                              "open it in a browser; ask the site for leave", "failed")
            asked.append(host)
            with host.lock:
                self._heed_robots(host, url, wanted, answer)
                response, body = self._exchange(host, url, wanted, answer, self.manners.largest)
            if not response.has_redirect_location:
                answer.final_url, answer.headers = url, dict(response.headers)
                answer.outcome = answers.outcome_of(response, bool(_conditions(wanted)))
                answer.body = body if answer.outcome == "fetched" else b""
                if answer.outcome in ("gone", "refused"):
                    answer.reason = f"the site answers {answers.said_by(response)}"
                    answer.remedy = "open it in a browser and see"
                return
            url = answers.redirected_to(response, url)
        raise Refusal(f"more than {REDIRECTS} redirects, the last to {url}", "name the address they should lead to")

    def _exchange(self, host: _Host, url: str, wanted: Wanted, answer: Answer, largest: int, cut: bool = False):
        """One request after its pause: the response and its body, unpacked."""
        if self._stopped.wait(max(0.0, host.asked_at + host.pace - time.monotonic())):
            raise Refusal("the run was stopped", "nothing: it is asked again", "failed")
        exchange = Exchange(url, datetime.now(UTC))
        answer.exchanges.append(exchange)
        began = time.monotonic()
        host.deadline.begin(self.manners.longest)
        try:
            with host.client(wanted.verified).stream("GET", url, headers=_conditions(wanted)) as response:
                exchange.status, exchange.headers = response.status_code, dict(response.headers)
                if answers.is_trouble(response):
                    raise Hiccup(f"the site answers {answers.said_by(response)}", answers.wait_asked_for(response))
                return response, answers.body_of(response, largest, cut)
        except (Refusal, Hiccup) as problem:
            exchange.problem = str(problem)
            raise
        except Exception as problem:
            exchange.problem = answers.sentence(problem)
            raise answers.meaning_of(problem, began, self.manners.longest) from problem
        finally:
            host.asked_at = time.monotonic()
            exchange.seconds = host.asked_at - began

    def _heed_robots(self, host: _Host, url: str, wanted: Wanted, answer: Answer) -> None:
        robots = host.robots.get((_origin(url), wanted.verified)) or self._read_robots(host, url, wanted, answer)
        if isinstance(robots, Refusal):
            raise robots
        if not robots.can_fetch(url, NAME):
            raise Refusal("the site's robots.txt asks not to fetch it", "ask the site for leave, or for the file")
        pause = robots.crawl_delay(NAME) or 0.0
        if pause > LONGEST_PAUSE:
            raise Refusal(f"the site asks for {pause:g} seconds between requests", "collect it by hand")
        host.pace = max(self.manners.pace if wanted.pace is None else wanted.pace, pause)

    def _read_robots(self, host: _Host, url: str, wanted: Wanted, answer: Answer) -> Protego | Refusal:
        """RFC 9309: no such file allows all, a server in trouble allows nothing; a long one is read as far as it
        must be."""
        place = f"{_origin(url)}/robots.txt"
        plain = Wanted(place, verified=wanted.verified)
        try:
            for _ in range(REDIRECTS + 1):
                response, body = self._exchange(host, place, plain, answer, ROBOTS_SIZE, cut=True)
                if not response.has_redirect_location:
                    break
                place = answers.redirected_to(response, place)
            robots = Protego.parse(body.decode("utf-8-sig", "replace") if response.is_success else "")
        except Refusal as refusal:
            robots = Refusal(f"its robots.txt could not be had: {refusal.reason}", refusal.remedy, refusal.outcome)
        except Hiccup as hiccup:
            raise Hiccup(f"its robots.txt could not be had: {hiccup}", hiccup.wait) from hiccup
        host.robots[_origin(url), wanted.verified] = robots
        return robots

    def _host(self, url: str) -> _Host:
        try:
            parts = urlsplit(url)
            sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise Refusal(f"{url} is no web address", "correct the address")
        if parts.username is not None or parts.password is not None:
            raise Refusal("the address holds a name or a password, which are not sent", "name it without them")
        with self._lock:
            if parts.hostname not in self._hosts:
                self._hosts[parts.hostname] = _Host(self.manners)
            return self._hosts[parts.hostname]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _conditions(wanted: Wanted) -> dict[str, str]:
    said = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.last_modified}
    return {name: value for name, value in said.items() if value}
