"""Asking a site for an address as a guest: by its robots.txt, at a pace, one connection a host, within limits.

Every outcome is an ``Answer``, never an exception: what a site does wrong is something to write down.
"""

import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import stamina
from protego import Protego

from flows import connect

NAME = "gongkai"
REDIRECTS = 5
ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}  # one layer, and none that unpacks beyond a thousandfold
TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
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


@dataclass
class Exchange:
    """One request and what came of it, for the fetch log."""

    url: str
    asked_at: datetime
    seconds: float = 0.0
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass
class Answer:
    """``outcome``: fetched (``body`` is there), unchanged (304), gone (404, 410), refused (asking again will not
    help until something is changed), failed (it may help tomorrow). ``reason`` and ``remedy`` say more."""

    url: str
    outcome: str
    final_url: str = ""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    remedy: str = ""
    exchanges: list[Exchange] = field(default_factory=list)


class Refusal(Exception):
    """Not to be asked, or not to be taken; ``outcome`` is that of the answer."""

    def __init__(self, reason: str, remedy: str, outcome: str = "refused"):
        super().__init__(reason)
        self.reason, self.remedy, self.outcome = reason, remedy, outcome


class Hiccup(Exception):
    """Worth another try, after ``wait`` seconds where the site names them."""

    def __init__(self, reason: str, wait: float | None = None):
        super().__init__(reason)
        self.wait = wait


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
        tries = stamina.retry_context(_worth_waiting, attempts=self.manners.attempts, timeout=None,
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
                answer.outcome = _outcome(response)
                if answer.outcome in ("gone", "refused"):
                    answer.reason, answer.remedy = f"the site answers {_said(response)}", "open it in a browser and see"
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
                if response.status_code in TRY_AGAIN:
                    raise Hiccup(f"the site answers {_said(response)}", _retry_after(response))
                return response, _body(response, largest)
        except (Refusal, Hiccup) as problem:
            exchange.problem = str(problem)
            raise
        except Exception as problem:
            exchange.problem = _sentence(problem)
            raise _judged(problem, began, self.manners.longest) from problem
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


def _outcome(response: httpx.Response) -> str:
    if response.status_code == 304:
        return "unchanged"
    if response.is_success:
        return "fetched"
    return "gone" if response.status_code in (404, 410) else "refused"


def _body(response: httpx.Response, largest: int) -> bytes:
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in ENCODINGS:
        raise Refusal(f"packed as {packed!r}, which was not asked for", "collect it by hand")
    body = bytearray()
    # Read in pieces of at most 64 KB as sent, so that a bomb is noticed long before it fills the memory.
    for piece in response.iter_bytes():
        body += piece
        if len(body) > largest:
            raise Refusal(f"larger than the {largest} bytes allowed", "look whether it is one report at all; "
                          "raise the limit if it is")
    return bytes(body)


def _judged(problem: Exception, began: float, longest: float) -> Exception:
    """What an exception of a request means: a Refusal, a Hiccup, or our own mistake unchanged."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Refusal(f"the site's certificate cannot be trusted: {cause.verify_message}",
                           "set tls to unverified on its line in sources.csv if you accept that")
        if isinstance(cause, connect.Forbidden):
            return Refusal(str(cause), "allow the host by name if it is yours")
        cause = cause.__cause__ or cause.__context__
    if time.monotonic() - began >= longest:
        return Refusal(f"not finished within {longest:g} seconds", "collect it by hand, or raise the limit",
                       "failed")
    if isinstance(problem, httpx.DecodingError):
        return Refusal("its packing is damaged", "tell the site")
    if isinstance(problem, httpx.TransportError):
        return Hiccup(_sentence(problem))
    if isinstance(problem, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Refusal(f"no web address: {problem}", "correct the address")
    return problem


def _sentence(problem: Exception) -> str:
    if isinstance(problem, httpx.TimeoutException):
        return "no answer in time"
    return str(problem) or type(problem).__name__


def _said(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _worth_waiting(problem: Exception) -> bool | float:
    if not isinstance(problem, Hiccup) or (problem.wait or 0) > 120:
        return False
    return True if problem.wait is None else problem.wait


def _retry_after(response: httpx.Response) -> float | None:
    said = response.headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
