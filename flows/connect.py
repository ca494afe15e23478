"""Connections only to public addresses, and never for longer than allowed.

A name is resolved here, every address it has is judged, and the connection goes to the very address that
was judged: a name that answers differently the second time (DNS rebinding) gains nothing by it, and
neither does a redirect, since every connection of a client passes through here.
"""

import socket
import ssl
import time
from ipaddress import IPv6Address, IPv6Network, ip_address

import httpcore
import httpx

UNICAST = IPv6Network("2000::/3")  # all of IPv6 that is the public internet
TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind a translator: the last 32 bits


class Forbidden(Exception):
    """The host lies at no public address."""


class Deadline:
    """The moment by which the request under way must have ended; shared by a client and its connections."""

    def __init__(self):
        self.at = float("inf")

    def begin(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """What remains, at most ``timeout``; a hair above zero once it is over, so that sockets do not wait."""
        rest = max(0.001, self.at - time.monotonic())
        return rest if timeout is None else min(rest, timeout)


def client(deadline: Deadline, allowed: frozenset[str], verified: bool, **options) -> httpx.Client:
    """A client of one connection that follows no redirects. ``allowed`` hosts are not judged, by name;
    ``verified`` False accepts any certificate and the old ciphers of old sites. ``options`` go to httpx.Client."""
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_tls(verified), max_connections=1, keepalive_expiry=30, network_backend=_Judge(deadline, allowed))
    return httpx.Client(transport=transport, trust_env=False, follow_redirects=False, **options)


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, also where an IPv4 address is wrapped in it."""
    found = ip_address(address.partition("%")[0])
    if not isinstance(found, IPv6Address):
        return found.is_global and not found.is_multicast
    wrapped = ip_address(int(found) & 0xFFFFFFFF) if found in TRANSLATED else found.ipv4_mapped or found.sixtofour
    if wrapped is not None:
        return is_public(str(wrapped))
    return found in UNICAST and found.is_global and not found.teredo


def _tls(verified: bool) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # some builds of Python would take older ones
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.options |= 0x4  # OP_LEGACY_SERVER_CONNECT, named only from Python 3.12 on
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


class _Judge(httpcore.SyncBackend):
    def __init__(self, deadline: Deadline, allowed: frozenset[str]):
        self.deadline, self.allowed = deadline, allowed

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        problem: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = super().connect_tcp(address, port, self.deadline.left(timeout), local_address, socket_options)
                return _Timed(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} has no address: {error}") from error
        addresses = list(dict.fromkeys(entry[4][0] for entry in found))
        if host.lower().rstrip(".") in self.allowed:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise Forbidden(f"{host} lies at {', '.join(addresses)}, which is no public address")
        return public


class _Timed(httpcore.NetworkStream):
    """A stream that knows the deadline: a server that sends a byte now and then is no way round it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline):
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer, timeout=None):
        return self.stream.write(buffer, self.deadline.left(timeout))

    def close(self):
        self.stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout)), self.deadline)

    def get_extra_info(self, info):
        return self.stream.get_extra_info(info)
