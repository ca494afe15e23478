"""What came of asking: the shapes of an answer, and what a response or an exception of a request means."""

import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from flows import connect

ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}  # one layer, and none that unpacks beyond a thousandfold
TRY_AGAIN = {408, 425, 429}  # and whatever a server in trouble says, 5xx
WHOLE = {200, 203}  # of the successes those that are a whole page: not a part of it (206), not a promise of it (202)
LONGEST_WAIT = 120.0  # seconds a site may ask for and still be tried again tonight


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


def outcome_of(response: httpx.Response, conditional: bool) -> str:
    """The outcome that a status stands for, one not worth another try. ``conditional``: it was asked for only if
    it had changed; without that, "not modified" says nothing."""
    if response.status_code == 304 and conditional:
        return "unchanged"
    if response.status_code in WHOLE:
        return "fetched"
    return "gone" if response.status_code in (404, 410) else "refused"


def is_trouble(response: httpx.Response) -> bool:
    """Whether a status is worth another try."""
    return response.status_code in TRY_AGAIN or response.is_server_error


def redirected_to(response: httpx.Response, url: str) -> str:
    """Where a response found at ``url`` sends its reader. Raises Refusal where that is no address."""
    raw = next(value for name, value in response.headers.raw if name.lower() == b"location")
    # Old sites write their letters as bytes of an encoding only they know: those are kept, as browsers do.
    written = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in raw).strip()
    try:
        return str(httpx.URL(url).join(written).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        raise Refusal(f"it leads to {written!r}, which is no web address", "tell the site") from None


def body_of(response: httpx.Response, largest: int, cut: bool = False) -> bytes:
    """The body, unpacked, of at most ``largest`` bytes; what is larger raises Refusal, or is ``cut`` there."""
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in ENCODINGS:
        raise Refusal(f"packed as {packed!r}, which was not asked for", "collect it by hand")
    said = response.headers.get("content-length", "")
    if said.isdecimal() and len(said) < 20 and int(said) > largest and not cut:
        raise _too_large(largest)
    body = bytearray()
    # Read in pieces of at most 64 KB as sent, so that a bomb is noticed long before it fills the memory.
    for piece in response.iter_bytes():
        body += piece
        if len(body) > largest and cut:
            return bytes(body[:largest])
        if len(body) > largest:
            raise _too_large(largest)
    return bytes(body)


def _too_large(largest: int) -> Refusal:
    return Refusal(f"larger than the {largest} bytes allowed", "look whether it is one report at all; "
                   "raise the limit if it is")


def meaning_of(problem: Exception, began: float, longest: float) -> Exception:
    """What an exception of a request means: a Refusal, a Hiccup, or our own mistake unchanged."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Refusal(f"the site's certificate cannot be trusted: {cause.verify_message}",
                           "set tls to unverified on its line in sources.csv if you accept that")
        if isinstance(problem, httpx.ConnectError) and isinstance(cause, ssl.SSLError) and cause.reason:
            return Refusal(f"no encrypted connection is possible: {cause.reason}", "set tls to unverified on its line "
                           "in sources.csv if its encryption is only old; or name its http:// address")
        if isinstance(cause, connect.Forbidden):
            return Refusal(str(cause), "allow the host by name if it is yours")
        cause = cause.__cause__ or cause.__context__
    if time.monotonic() - began >= longest:
        return Refusal(f"not finished within {longest:g} seconds", "collect it by hand, or raise the limit",
                       "failed")
    if isinstance(problem, httpx.DecodingError):
        return Refusal("its packing is damaged", "tell the site")
    if isinstance(problem, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Refusal(f"no web address: {problem}", "correct the address")
    if isinstance(problem, httpx.TransportError):
        return Hiccup(sentence(problem))
    return problem


def sentence(problem: Exception) -> str:
    if isinstance(problem, httpx.TimeoutException):
        return "no answer in time"
    return str(problem) or type(problem).__name__


def said_by(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def worth_waiting(problem: Exception) -> bool | float:
    """Whether to try again, or after how many seconds."""
    if not isinstance(problem, Hiccup) or (problem.wait or 0) > LONGEST_WAIT:
        return False
    return True if problem.wait is None else problem.wait


def wait_asked_for(response: httpx.Response) -> float | None:
    """The seconds a Retry-After names, in either of its two forms."""
    said = response.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
