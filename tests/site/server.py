"""A small web site on loopback that does what sites of authorities do, good and bad, and remembers who asked."""

import gzip
import hashlib
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request as the site saw it: ``began`` and ``ended`` by the monotonic clock."""

    began: float
    host: str
    path: str
    headers: dict
    ended: float = 0.0
    status: int = 0


@dataclass
class Reply:
    """What stands at an address. ``etag`` and ``last_modified`` make it answer conditional requests."""

    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: dict = field(default_factory=dict)
    etag: bool = True
    pause: float = 0.0


class Site:
    """``pages`` maps a path to a Reply, or to a function of the request's handler that answers by itself."""

    def __init__(self):
        self.pages: dict[str, Reply | Callable] = {}
        self.asked: list[Asked] = []
        handler = type("Handler", (_Handler,), {"site": self})
        self.server = ThreadingHTTPServer(("", 0), handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a client that hangs up is no trouble of ours
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self, host: str | None = None) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked if host in (None, asked.host)]

    def shortest_pause(self, host: str) -> float:
        """The least time between the end of one request and the beginning of the next; below 0 they overlapped."""
        times = [asked for asked in self.asked if asked.host == host]
        times.sort(key=lambda asked: asked.began)
        return min((after.began - before.ended for before, after in zip(times, times[1:], strict=False)), default=9e9)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self):
        host = (self.headers.get("host") or "").rpartition(":")[0]
        self.record = Asked(time.monotonic(), host, self.path, dict(self.headers))
        self.site.asked.append(self.record)
        reply = self.site.pages.get(self.path, Reply(b"nothing here", status=404))
        try:
            if isinstance(reply, Reply):
                self.answer(reply)
            else:
                reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.record.ended = time.monotonic()

    def answer(self, reply: Reply) -> None:
        time.sleep(reply.pause)
        mark = f'"{hashlib.md5(reply.body).hexdigest()}"'
        conditional = reply.etag and reply.status == 200
        unchanged = conditional and self.headers.get("if-none-match") == mark
        body = b"" if unchanged else reply.body
        self.send_response(304 if unchanged else reply.status)
        if conditional:
            self.send_header("ETag", mark)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_response(self, code, message=None):
        self.record.status = code
        super().send_response(code, message)

    def log_message(self, *_):
        pass


def page(title: str, *parts: str, encoding: str = "utf-8") -> bytes:
    """A web page with its encoding declared, long enough not to look empty."""
    filler = "<p>" + "本机关依照条例公开政府信息，接受公众监督。" * 20 + "</p>"
    return (f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
            f"<title>{title}</title></head><body><h1>{title}</h1>{''.join(parts)}{filler}</body></html>"
            ).encode(encoding)


def listing(*links: tuple[str, str], more: str = "", encoding: str = "utf-8") -> bytes:
    """A list page of links (address, words), with ``more`` behind them."""
    items = "".join(f'<li><a href="{address}">{words}</a></li>' for address, words in links)
    return page("年度报告", f"<ul>{items}</ul>{more}", encoding=encoding)


def endless(handler) -> None:
    """A page that never ends, a little at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 1000)
        handler.wfile.flush()
        time.sleep(0.05)


def dripping(handler) -> None:
    """Headers that never end."""
    handler.record.status = 200
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


@cache
def packed(size: int, way: str = "gzip") -> bytes:
    return {"gzip": gzip, "deflate": zlib}[way].compress(b"\0" * size)


def bomb(handler, size: int = 20_000_000, way: str = "gzip") -> None:
    """Few bytes on the wire, many when unpacked."""
    body = packed(size, way)
    handler.send_response(200)
    handler.send_header("Content-Encoding", way)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def flaky(reply: Reply, failures: int = 1) -> Callable:
    """A page that answers 503 that many times before it answers."""
    left = [failures]

    def answer(handler) -> None:
        left[0] -= 1
        handler.answer(reply if left[0] < 0 else Reply(b"busy", status=503))
    return answer


def breaking_off(handler) -> None:
    """A page that promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"only this")
    handler.close_connection = True


def moved(address: str) -> Reply:
    return Reply(status=302, headers={"Location": address})
