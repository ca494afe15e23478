import gzip
import socket
import ssl
import subprocess
import threading
import time
import warnings
from functools import partial

import pytest
import stamina

from flows import connect, fetch
from flows.fetch import Fetcher, Manners, Wanted
from tests.site import server
from tests.site.server import Reply, Site

ALLOWED = frozenset({"127.0.0.1"})


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture(autouse=True)
def no_waiting():
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def get(site):
    fetchers = []

    def get(path, wanted=None, **manners):
        fetchers.append(Fetcher(Manners("us@example.org", **{"pace": 0, "allowed_hosts": ALLOWED, **manners})))
        url = path if "://" in path else site.url(path)
        return fetchers[-1].get(wanted or Wanted(url))
    yield get
    for fetcher in fetchers:
        fetcher.close()


def test_a_page_is_fetched_once_with_an_honest_name(get, site):
    site.pages["/a"] = Reply(b"hello")
    answer = get("/a")
    assert (answer.outcome, answer.body, answer.final_url) == ("fetched", b"hello", site.url("/a"))
    assert site.paths() == ["/robots.txt", "/a"]
    assert "gongkai" in site.asked[1].headers["User-Agent"] and "us@example.org" in site.asked[1].headers["User-Agent"]
    assert [(one.url, one.status) for one in answer.exchanges] == [
        (site.url("/robots.txt"), 404), (site.url("/a"), 200)]


def test_a_page_not_changed_is_not_sent_again(get, site):
    site.pages["/a"] = Reply(b"hello")
    first = get("/a")
    again = get("/a", Wanted(site.url("/a"), etag=first.headers["etag"]))
    assert again.outcome == "unchanged" and site.asked[-1].status == 304


@pytest.mark.parametrize("status,outcome", [(404, "gone"), (410, "gone"), (403, "refused"), (401, "refused")])
def test_what_a_site_answers(get, site, status, outcome):
    site.pages["/a"] = Reply(status=status)
    answer = get("/a")
    assert answer.outcome == outcome and str(status) in answer.reason


def test_what_is_worth_another_try_gets_it(get, site):
    site.pages["/a"] = server.flaky(Reply(b"at last"), failures=2)
    assert get("/a").body == b"at last"
    assert site.paths().count("/a") == 3


def test_a_server_in_trouble_is_asked_three_times_and_no_more(get, site):
    site.pages["/a"] = Reply(status=500)
    answer = get("/a")
    assert answer.outcome == "failed" and "500" in answer.reason
    assert site.paths().count("/a") == 3


def test_a_site_that_names_a_long_wait_is_left_alone(get, site):
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "3600"})
    assert get("/a").outcome == "failed"
    assert site.paths().count("/a") == 1


def test_a_page_cut_short_is_never_taken(get, site):
    site.pages["/a"] = server.breaking_off
    answer = get("/a")
    assert answer.outcome == "failed" and not answer.body


def test_redirects_are_followed_and_end(get, site):
    site.pages |= {"/a": server.moved("/b"), "/b": Reply(b"here"), "/round": server.moved("/round")}
    assert get("/a").final_url == site.url("/b")
    assert "redirects" in get("/round").reason


@pytest.mark.parametrize("target", [
    "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/",
    "http://0x7f000001/", "http://2130706433/", "http://127.1/", "http://[::ffff:10.0.0.1]/", "http://127.0.0.2/",
    "http://0.0.0.0/", "http://[64:ff9b::7f00:1]/", "http://[::127.0.0.1]/", "http://[::]/",
])
def test_a_redirect_to_an_address_that_is_not_public_is_refused(get, site, target):
    site.pages["/a"] = server.moved(target)
    answer = get("/a")
    assert answer.outcome == "refused" and "public" in answer.reason


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "javascript:x"])
def test_a_redirect_to_what_is_no_web_address_is_refused(get, site, target):
    site.pages["/a"] = server.moved(target)
    answer = get("/a")
    assert answer.outcome == "refused" and "web address" in answer.reason


def test_a_name_that_changes_its_address_gains_nothing(get, site, monkeypatch):
    """The address judged is the one connected to, so a second look-up never happens."""
    asked, connected = [], []

    def resolve(host, port, *_, **__):
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def dial(address, *_, **__):
        connected.append(address[0])
        raise OSError("no network here")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", dial)
    with stamina.set_testing(True, attempts=1):
        answer = get("http://rebinding.example/")
    assert answer.outcome == "failed" and connected == ["93.184.216.34"] and asked == ["rebinding.example"]


@pytest.mark.parametrize("address,public", [
    ("8.8.8.8", True), ("2400:3200::1", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
    ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
    ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:8.8.8.8", True), ("::ffff:127.0.0.1", False),
    ("64:ff9b::a00:1", False), ("2002:7f00:1::", False), ("64:ff9b::808:808", True), ("2002:808:808::", True),
    ("64:ff9b:1::a00:1", False), ("::7f00:1", False), ("fec0::1", False), ("ff0e::1", False), ("2001:db8::1", False),
    ("2001:0:0a00:1::", False), ("192.0.0.1", False), ("198.18.0.1", False), ("240.0.0.1", False),
])
def test_which_addresses_are_public(address, public):
    assert connect.is_public(address) is public


@pytest.mark.parametrize("target", ["http://0177.0.0.1/", "http://[no/", "http://a:b:c/", "http://\x01/", "http:///a",
                                    "//", "http://127.0.0.1:0/", "http://127.0.0.1:99999/"])
def test_a_redirect_to_what_can_be_no_address_ends(get, site, target):
    site.pages["/a"] = server.moved(target)
    assert get("/a").outcome in ("refused", "failed") and set(site.paths()) == {"/robots.txt", "/a"}


def test_names_and_passwords_in_an_address_are_not_sent(get, site):
    site.pages |= {"/a": server.moved(f"http://us:secret@127.0.0.1:{site.port}/b"), "/b": Reply(b"x")}
    answer = get("/a")
    assert answer.outcome == "refused" and "password" in answer.reason and "/b" not in site.paths()
    assert get(f"http://us:secret@127.0.0.1:{site.port}/b").outcome == "refused"


@pytest.mark.parametrize("letters", ["gbk", "utf-8"])
def test_a_redirect_in_letters_of_any_encoding_leads_where_it_says(get, site, letters):
    def send(handler):
        handler.record.status = 302
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /" + "年报 1".encode(letters)
                            + b".pdf\r\n\r\n")
    target = "/" + "".join(f"%{byte:02X}" for byte in "年报".encode(letters)) + "%201.pdf"
    site.pages |= {"/a": send, target: Reply(b"here")}
    assert get("/a").body == b"here", site.paths()


@pytest.mark.parametrize("status", [202, 206, 304, 451])
def test_what_is_no_whole_page_is_not_taken(get, site, status):
    site.pages["/a"] = Reply(b"" if status == 304 else b"part", status=status)
    answer = get("/a")
    assert answer.outcome == "refused" and str(status) in answer.reason and not answer.body


def test_a_page_larger_than_allowed_is_not_taken(get, site):
    site.pages["/a"] = Reply(b"x" * 2001)
    assert "larger" in get("/a", largest=2000).reason
    assert get("/a", largest=2001).outcome == "fetched"


def test_a_page_that_says_it_is_too_large_is_not_waited_for(get, site):
    def large(handler):
        handler.record.status = 200
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")
        time.sleep(3)
    site.pages["/a"] = large
    began = time.monotonic()
    assert "larger" in get("/a", largest=2000).reason and time.monotonic() - began < 2


@pytest.mark.parametrize("way", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(get, site, way):
    site.pages["/a"] = partial(server.bomb, way=way)
    answer = get("/a", largest=1_000_000)
    assert answer.outcome == "refused" and "larger" in answer.reason


def test_packing_that_was_not_asked_for_is_refused(get, site):
    for packing in ("gzip, gzip", "br", "zstd", "compress", "deflate, gzip"):
        site.pages["/a"] = Reply(b"x", headers={"Content-Encoding": packing})
        assert get("/a").outcome == "refused"
    site.pages["/a"] = Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert get("/a").outcome == "refused"


def test_a_packed_page_is_unpacked(get, site):
    site.pages["/a"] = Reply(gzip.compress(b"report"), headers={"Content-Encoding": "gzip"})
    assert get("/a").body == b"report"


@pytest.mark.parametrize("page", [server.endless, server.dripping])
def test_a_page_that_never_ends_is_left(get, site, page):
    site.pages["/a"] = page
    began = time.monotonic()
    answer = get("/a", longest=0.5)
    assert answer.outcome == "failed" and "within 0.5 seconds" in answer.reason
    assert time.monotonic() - began < 3


def test_robots_are_heeded(get, site):
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /no/\n"), "/no/a": Reply(b"x"), "/a": Reply(b"x")}
    assert "robots.txt" in get("/no/a").reason
    assert "/no/a" not in site.paths()
    assert get("/a").outcome == "fetched"


def test_a_rule_for_us_by_name_is_heeded(get, site):
    site.pages |= {"/robots.txt": Reply(b"User-agent: gongkai\nDisallow: /\n"), "/a": Reply(b"x")}
    assert get("/a").outcome == "refused"


def test_robots_that_cannot_be_had_forbid_all(get, site):
    site.pages["/a"] = Reply(b"x")
    for robots in (Reply(status=500), Reply(status=521), server.breaking_off, server.moved("ftp://example.org/"),
                   server.moved("http://10.0.0.1/robots.txt")):
        site.pages["/robots.txt"] = robots
        answer = get("/a")
        assert answer.outcome in ("failed", "refused") and "robots.txt" in answer.reason
    assert "/a" not in site.paths()


def test_robots_that_never_end_or_are_long_are_read_as_far_as_needed(get, site):
    rules = b"\xef\xbb\xbfUser-agent: *\nDisallow: /no/\n"
    site.pages |= {"/robots.txt": Reply(rules + b"# more\n" * 100_000), "/a": Reply(b"x"), "/no/a": Reply(b"x")}
    assert get("/a").outcome == "fetched" and get("/no/a").outcome == "refused"
    site.pages["/robots.txt"] = server.endless
    assert get("/a", longest=0.5).outcome == "failed"


def test_robots_may_lie_elsewhere_or_nowhere(get, site):
    site.pages |= {"/robots.txt": server.moved("/rules"), "/rules": Reply(b"User-agent: *\nDisallow: /no/\n"),
                   "/no/a": Reply(b"x"), "/a": Reply(b"x")}
    assert get("/no/a").outcome == "refused" and get("/a").outcome == "fetched"
    site.pages["/robots.txt"] = server.moved("/robots.txt")
    assert get("/no/a").outcome == "fetched"
    site.pages["/robots.txt"] = Reply(server.page("404"))
    assert get("/no/a").outcome == "fetched"


def test_the_pace_is_kept_also_by_several_threads(site):
    for number in range(4):
        site.pages[f"/{number}"] = Reply(b"x", pause=0.05)
    fetcher = Fetcher(Manners("us", pace=0.2, allowed_hosts=ALLOWED))
    threads = [threading.Thread(target=fetcher.get, args=(Wanted(site.url(f"/{number}")),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fetcher.close()
    assert len(site.asked) == 5 and site.shortest_pause("127.0.0.1") > 0.18


def test_a_pause_asked_for_in_robots_is_kept(site):
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 0.3\n"), "/a": Reply(b"x"), "/b": Reply(b"x")}
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED))
    for path in ("/a", "/b"):
        assert fetcher.get(Wanted(site.url(path))).outcome == "fetched"
    fetcher.close()
    assert site.asked[2].began - site.asked[1].ended > 0.28


def test_a_host_that_fails_three_times_is_left_alone(site):
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED, attempts=1))
    site.pages["/a"] = Reply(status=500)
    outcomes = [fetcher.get(Wanted(site.url("/a"))) for _ in range(5)]
    fetcher.close()
    assert {answer.outcome for answer in outcomes} == {"failed"}
    assert site.paths().count("/a") == 3
    assert "left alone" in outcomes[-1].reason and not outcomes[-1].exchanges


def test_a_host_that_names_a_long_wait_or_hangs_is_left_alone(site):
    site.pages |= {"/a": Reply(status=503, headers={"Retry-After": "7200"}), "/b": Reply(b"x")}
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED | {"localhost"}, longest=0.2))
    fetcher.get(Wanted(site.url("/a")))
    assert "left alone" in fetcher.get(Wanted(site.url("/b"))).reason and "/b" not in site.paths()
    site.pages |= {f"/{number}": server.endless for number in range(4)}
    outcomes = [fetcher.get(Wanted(site.url(f"/{number}", "localhost"))) for number in range(4)]
    fetcher.close()
    assert not outcomes[2].reason.endswith("next") and "left alone" in outcomes[3].reason


def test_a_host_that_refuses_everything_is_left_alone(site):
    site.pages |= {f"/{number}": Reply(status=403) for number in range(14)} | {"/5": Reply(b"x")}
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED))
    answers = [fetcher.get(Wanted(site.url(f"/{number}"))) for number in (*range(14), *range(14))]
    fetcher.close()
    asked = [path for path in site.paths() if path != "/robots.txt"]
    assert len(asked) == 6 + 10 and "left alone" in answers[-1].reason


def test_a_host_a_redirect_leads_to_answers_for_itself(site):
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED | {"localhost"}, attempts=1))
    site.pages |= {f"/{number}": server.moved(site.url("/down", "localhost")) for number in range(4)}
    site.pages |= {"/down": Reply(status=500), "/up": Reply(b"x")}
    answers = [fetcher.get(Wanted(site.url(f"/{number}"))) for number in range(4)]
    assert "left alone" in answers[3].reason and site.paths("localhost").count("/down") == 3
    assert fetcher.get(Wanted(site.url("/up"))).outcome == "fetched"
    fetcher.close()


def test_two_ways_of_judging_certificates_share_a_hosts_pace_and_its_failures(site):
    site.pages["/a"] = Reply(b"x")
    fetcher = Fetcher(Manners("us", pace=0.2, allowed_hosts=ALLOWED))
    for verified in (True, False):
        assert fetcher.get(Wanted(site.url("/a"), verified=verified)).outcome == "fetched"
    fetcher.close()
    assert len(site.asked) == 4 and site.shortest_pause("127.0.0.1") > 0.18


def test_a_run_that_is_stopped_does_not_wait_for_its_threads(site):
    site.pages["/a"] = server.endless
    fetcher = Fetcher(Manners("us", pace=0, allowed_hosts=ALLOWED, attempts=1))
    thread = threading.Thread(target=fetcher.get, args=(Wanted(site.url("/a")),))
    thread.start()
    while "/a" not in site.paths():
        time.sleep(0.01)
    fetcher.stop()
    thread.join(5)
    assert not thread.is_alive() and "stopped" in fetcher.get(Wanted(site.url("/a"))).reason
    fetcher.close()


@pytest.fixture
def secure_site(site, tmp_path):
    made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                           "/CN=elsewhere.example", "-keyout", tmp_path / "key", "-out", tmp_path / "certificate"],
                          capture_output=True)
    if made.returncode:
        pytest.skip("openssl could not make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site


def test_a_broken_certificate_is_accepted_only_where_the_source_says_so(get, secure_site):
    secure_site.pages["/a"] = Reply(b"x")
    url = secure_site.url("/a").replace("http:", "https:")
    answer = get(url)
    assert answer.outcome == "refused" and "certificate" in answer.reason and "sources.csv" in answer.remedy
    assert get(url, Wanted(url, verified=False)).outcome == "fetched"


def test_an_encryption_too_old_is_said_with_what_to_do(get, secure_site):
    secure_site.pages["/a"] = Reply(b"x")
    context = secure_site.server.socket.context
    with warnings.catch_warnings(action="ignore"):  # of their being old
        context.maximum_version, context.minimum_version = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    url = secure_site.url("/a").replace("http:", "https:")
    answer = get(url)
    assert answer.outcome == "refused" and "encrypted" in answer.reason and "unverified" in answer.remedy
    assert get(url, Wanted(url, verified=False)).outcome == "fetched"


def test_nothing_that_answers_is_no_exception(get):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = get(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert answer.outcome == "failed"
    assert get("http://not a name/").outcome in ("refused", "failed")
    assert get("http://127.0.0.1:99999/").outcome in ("refused", "failed")
    assert fetch.NAME in Manners("x").agent
