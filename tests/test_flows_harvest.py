"""Three nights at a site that does everything, with what must have come of them."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import stamina

from flows import collect, discover, gather, sources
from flows.home import Home
from flows.ledger import Ledger
from flows.pages import Pages, Schedule
from flows.raw import Store
from tests.site import server
from tests.site.bucket import Bucket
from tests.site.server import Reply, Site

FIRST = datetime(2026, 1, 31, 20, tzinfo=UTC)
WORDS = "某镇{}年政府信息公开工作年度报告"
COLUMNS = sources.COLUMNS
PATIENCE = 2.0  # seconds for one request


def report_page(text, encoding="utf-8", more=""):
    return server.page(WORDS.format(2023), f"<p>{text}</p>{more}", encoding=encoding)


@pytest.fixture
def site():
    server.packed(20_000_000)  # not while the clock runs
    with Site() as site, stamina.set_testing(True, attempts=3, cap=True):
        furnish(site)
        yield site


def furnish(site):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("a.txt", "a report")
    first = [(f"r/{name}", WORDS.format(year)) for name, year in (
        ("utf8.html", 2023), ("gbk.html", 2022), ("paper.pdf", 2021), ("pack.zip", 2020), ("edited.html", 2019))]
    second = [(f"r/{name}", WORDS.format(year)) for name, year in (
        ("removed.html", 2023), ("moved", 2022), ("slow.html", 2021), ("flaky.html", 2020))]
    bad = [(f"b/{name}", WORDS.format(2023)) for name in (
        "private", "endless", "bomb", "lost", "trouble", "scripted.html", "empty")]
    site.pages |= {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /secret/\n"),
        "/nb/index.html": Reply(server.listing(*first, ("/about.html", "政府信息公开指南"),
                                               more='<script>createPageHTML(3, 0, "index", "html");</script>')),
        "/nb/index_1.html": Reply(server.listing(*second, encoding="gbk")),
        "/nb/index_2.html": Reply(server.listing(*bad, ("/secret/a.html", WORDS.format(2023)))),
        "/nb/r/utf8.html": Reply(report_page("甲", more='<a href="/files/a.pdf">附件</a><a href="b.doc">b.doc</a>')),
        "/files/a.pdf": Reply(b"%PDF-1.4 attached", "application/pdf"),
        "/nb/r/b.doc": Reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word", "application/msword"),
        "/nb/r/gbk.html": Reply(report_page("乙", "gbk")),
        "/nb/r/paper.pdf": Reply(b"%PDF-1.4 paper", "application/pdf"),
        "/nb/r/pack.zip": Reply(archive.getvalue(), "application/zip"),
        "/nb/r/edited.html": Reply(report_page("新收 3 件")),
        "/nb/r/removed.html": Reply(report_page("丙")),
        "/nb/r/moved": server.moved("/nb/r/there.html"),
        "/nb/r/there.html": Reply(report_page("丁"), etag=False),
        "/nb/r/slow.html": Reply(report_page("戊"), pause=0.3),
        "/nb/r/flaky.html": server.flaky(Reply(report_page("己"))),
        "/nb/b/private": server.moved("http://192.168.1.1/report.html"),
        "/nb/b/endless": server.endless,
        "/nb/b/bomb": server.bomb,
        "/nb/b/trouble": Reply(status=500),
        "/nb/b/empty": Reply(b""),
        "/nb/b/scripted.html": Reply(b'<html><div id="app"></div><script src="a.js"></script></html>'),
        "/secret/a.html": Reply(report_page("庚")),
    }


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


def line(name, kind, address, **more):
    return {"source": name, "kind": kind, "address": address, **more}


def night(home, now, *lines, **wishes):
    """One night's collection: its report, and the ledger's rows as they then are."""
    path = home.root / "sources.csv"
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    usual = {"contact": "us@example.org", "pace": 0.0, "allowed_hosts": frozenset({"127.0.0.1", "localhost"})}
    wish = gather.Wishes(sources=path, **{**usual, **wishes})
    with Ledger(home.ledger) as ledger:
        report = gather.everything(wish, collect.Desk(ledger, Store(home.raw), now, largest=1_000_000), now.isoformat())
        return report, ledger.arrivals(), ledger.changes(now)


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    manners = gather.Manners
    monkeypatch.setattr(gather, "Manners", lambda *words, **options: manners(*words, **options, longest=PATIENCE))
    monkeypatch.setattr("flows.fetch.HOST_FAILURES", 100)


def by_path(site, rows):
    return {row["source_file"].removeprefix(site.url("")): row for row in rows}


def test_three_nights(site, home):
    start = line("town", "list", site.url("/nb/index.html"))
    documents = {"/nb/r/utf8.html", "/nb/r/gbk.html", "/nb/r/paper.pdf", "/nb/r/pack.zip", "/nb/r/edited.html",
                 "/nb/r/removed.html", "/nb/r/moved", "/nb/r/slow.html", "/nb/r/flaky.html", "/files/a.pdf",
                 "/nb/r/b.doc"}
    refused = {"/nb/b/private": "no public address", "/nb/b/endless": "within", "/nb/b/bomb": "larger",
               "/nb/b/lost": "404", "/nb/b/trouble": "500", "/nb/b/scripted.html": "scripts",
               "/nb/b/empty": "sent nothing", "/secret/a.html": "robots.txt"}

    report, rows, changes = night(home, FIRST, start)
    found = by_path(site, rows)
    assert {path for path, row in found.items() if not row["reason"]} == documents
    assert {path for path, row in found.items() if row["reason"]} == set(refused)
    for path, words in refused.items():
        assert words in found[path]["reason"] and found[path]["remedy"], path
    assert found["/files/a.pdf"]["led_from"] == site.url("/nb/r/utf8.html")
    assert found["/files/a.pdf"]["words"] == WORDS.format(2023) + " 附件"
    assert found["/nb/r/utf8.html"]["led_from"] == site.url("/nb/index.html")
    assert Store(home.raw).get(found["/nb/r/gbk.html"]["sha256"]).decode("gbk")
    assert "/secret/a.html" not in site.paths() and "/about.html" not in site.paths()
    assert max(site.paths().count(path) for path in documents - {"/nb/r/flaky.html"}) == 1
    assert site.paths().count("/nb/r/flaky.html") == 2 and site.paths().count("/nb/b/trouble") == 3
    assert site.paths().count("/robots.txt") == 1
    assert len(changes) == len(documents) + 1  # the page of scripts has bytes too

    # The second night: one page edited, one removed, one that differs only in what nobody sees, one new.
    site.asked.clear()
    site.pages["/nb/r/edited.html"] = Reply(report_edited := report_page("新收 4 件"))
    del site.pages["/nb/r/removed.html"]
    unseen = report_page("丁").replace(b"<body>", b"<body><script>n=9</script>")
    site.pages["/nb/r/there.html"] = Reply(unseen, etag=False)
    site.pages["/nb/index.html"].body += f'<a href="r/late.html">{WORDS.format(2024)}</a>'.encode()
    site.pages["/nb/r/late.html"] = Reply(report_page("辛"))
    report, rows, changes = night(home, FIRST + timedelta(days=1), start)
    kinds = {row["source_file"].removeprefix(site.url("")): row["kind"] for row in changes}
    assert kinds == {"/nb/r/edited.html": "changed", "/nb/r/removed.html": "gone", "/nb/r/late.html": "new"}
    versions = [row for row in rows if row["source_file"].endswith("edited.html")]
    assert [row["gone_at"] is None for row in versions] == [False, True]
    assert versions[1]["sha256"] == hashlib.sha256(report_edited).hexdigest()
    gone = by_path(site, rows)["/nb/r/removed.html"]
    assert gone["gone_at"] and Store(home.raw).get(gone["sha256"])
    unsent = {asked.path for asked in site.asked if asked.status == 304}
    assert {"/nb/r/utf8.html", "/files/a.pdf", "/nb/r/pack.zip", "/nb/index_1.html"} <= unsent

    # The third night: the removed page is back as it was, nothing else happens.
    site.pages["/nb/r/removed.html"] = Reply(report_page("丙"))
    report, rows, changes = night(home, FIRST + timedelta(days=2), start)
    assert [(row["source_file"].removeprefix(site.url("")), row["kind"]) for row in changes] == [
        ("/nb/r/removed.html", "back")]
    assert by_path(site, rows)["/nb/r/removed.html"]["gone_at"] is None


def test_a_second_run_in_the_same_night_asks_nothing(site, home):
    start = line("town", "list", site.url("/nb/index.html"))
    night(home, FIRST, start)
    site.asked.clear()
    report, _, changes = night(home, FIRST + timedelta(hours=2), start)
    assert site.asked == [] and not report.counts


def test_since_asks_again_what_was_found_since_then(site, home):
    start = line("town", "list", site.url("/nb/index.html"))
    night(home, FIRST, start)
    site.asked.clear()
    night(home, FIRST + timedelta(hours=12), start, since=FIRST + timedelta(minutes=1))
    assert "/nb/r/utf8.html" not in site.paths()
    night(home, FIRST + timedelta(hours=12), start, since=FIRST - timedelta(days=1))
    assert "/nb/r/utf8.html" in site.paths()


def test_every_host_is_asked_by_one_connection_at_its_pace(site, home):
    site.pages["/two.html"] = Reply(server.listing(*[(f"/p{number}.html", WORDS.format(2023)) for number in range(4)]))
    site.pages |= {f"/p{number}.html": Reply(report_page(str(number)), pause=0.02) for number in range(4)}
    night(home, FIRST, line("one", "list", site.url("/two.html")),
          line("two", "list", site.url("/two.html", "localhost"), pace_seconds="0.2"), pace=0.1)
    assert len(site.paths("127.0.0.1")) == len(site.paths("localhost")) == 6
    assert site.shortest_pause("127.0.0.1") > 0.09
    assert site.shortest_pause("localhost") > 0.09
    pages_only = [asked for asked in site.asked if asked.host == "localhost" and asked.path != "/robots.txt"]
    assert min(b.began - a.ended for a, b in zip(pages_only, pages_only[1:], strict=False)) > 0.19
    hosts = [asked.host for asked in site.asked]
    assert hosts.index("localhost") < len(hosts) - 1 - hosts[::-1].index("127.0.0.1"), "not one host after the other"


def test_each_kind_of_source(site, home, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("a report")
    site.pages |= {
        "/2019/": Reply(server.listing(("a.html", WORDS.format(2019)))), "/2019/a.html": Reply(report_page("2019")),
        "/map.xml": Reply(f"<urlset><url><loc>{site.url('/m/1.html')}</loc></url></urlset>".encode(), "text/xml"),
        "/m/1.html": Reply(report_page("mapped")),
    }
    bucket = tmp_path / "bucket"
    bucket.mkdir()
    (bucket / "b.txt").write_text("another")
    lines = [line("page", "page", site.url("/nb/r/utf8.html")), line("file", "attachment", site.url("/nb/r/paper.pdf")),
             line("years", "section", site.url("/{year}/")), line("map", "sitemap", site.url("/map.xml"), follow="/m/"),
             line("inbox", "folder", str(tmp_path / "inbox")), line("bucket", "bucket", bucket.as_uri()),
             line("off", "page", site.url("/nb/r/gbk.html"), active="no")]
    report, rows, _ = night(home, FIRST, *lines)
    names = {row["source_file"].removeprefix(site.url("")).removeprefix(bucket.as_uri()) for row in rows}
    assert names == {"/nb/r/utf8.html", "/files/a.pdf", "/nb/r/b.doc", "/nb/r/paper.pdf", "/2019/a.html", "/m/1.html",
                     "a.txt", "/b.txt"}
    site.asked.clear()
    report, rows, changes = night(home, FIRST + timedelta(hours=1), *lines)
    assert not changes and report.counts["known"] == 2
    night(home, FIRST + timedelta(hours=1), *lines, only="off")
    assert site.paths() == ["/robots.txt", "/nb/r/gbk.html"]


def test_a_bucket_is_collected_and_its_unchanged_objects_are_not_fetched_again(home, monkeypatch):
    with Bucket() as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        bucket.objects |= {"in/a.txt": b"one", "in/deep/b.txt": b"two", "in/big.bin": b"x" * 1_000_001, "out/c": b"no"}
        source = line("bucket", "bucket", "s3://bucket/in")
        _, rows, _ = night(home, FIRST, source)
        assert {row["source_file"]: bool(row["reason"]) for row in rows} == {
            "s3://bucket/in/a.txt": False, "s3://bucket/in/deep/b.txt": False, "s3://bucket/in/big.bin": True}
        del bucket.objects["in/a.txt"]
        report, _, _ = night(home, FIRST + timedelta(days=1), source)
        assert report.counts == {"known": 2, "gone": 1}


def test_an_object_that_cannot_be_had_does_not_keep_the_next_ones(home, monkeypatch):
    with Bucket() as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        bucket.objects |= {f"in/{number}.txt": b"%d" % number for number in range(3)}
        get = gather.obstore.get

        def broken(place, path):
            if path.endswith("0.txt"):
                raise gather.BaseError("denied")
            return get(place, path)
        monkeypatch.setattr(gather.obstore, "get", broken)
        source = line("bucket", "bucket", "s3://bucket/in")
        report, rows, _ = night(home, FIRST, source)
        assert len(rows) == 2 and "0.txt" in report.problems[0] and "denied" in report.problems[0]
        bucket.objects.clear()
        report, rows, _ = night(home, FIRST + timedelta(days=1), source)
        assert "empty" in report.problems[0] and not [row for row in rows if row["gone_at"]]


@pytest.mark.parametrize("data,words", [("某县政府,list".encode("gbk"), "UTF-8"), (None, "cannot be read")])
def test_a_file_of_sources_that_is_none_is_said(tmp_path, data, words):
    path = tmp_path / "sources.csv"
    if data:
        path.write_bytes(data)
    with pytest.raises(sources.Wrong, match=words):
        sources.load(path)


def test_a_list_that_suddenly_leads_nowhere_is_said(site, home):
    start = line("town", "list", site.url("/nb/index.html"))
    night(home, FIRST, start)
    site.pages["/nb/index.html"] = Reply(server.listing(("/x.html", "首页")))
    report, _, _ = night(home, FIRST + timedelta(days=1), start)
    assert any("leads to 0 reports where it led to 5" in problem for problem in report.problems)


def test_a_list_that_is_gone_is_said_but_not_a_year_that_never_was(site, home):
    site.pages["/2019/"] = Reply(server.listing(("a.html", WORDS.format(2019))))
    report, _, _ = night(home, FIRST, line("town", "list", site.url("/lost.html")),
                         line("years", "section", site.url("/{year}/")))
    assert len(report.problems) == 1 and "/lost.html" in report.problems[0] and "404" in report.problems[0]


def test_a_signpost_is_followed_every_night(site, home):
    site.pages["/"] = Reply(b'<html><head><meta http-equiv="refresh" content="0;url=/nb/index_1.html"></head></html>')
    lines = [line("town", "list", site.url("/"))]
    _, rows, _ = night(home, FIRST, *lines)
    assert site.url("/nb/r/slow.html") in {row["source_file"] for row in rows}
    site.asked.clear()
    night(home, FIRST + timedelta(days=100), *lines)
    night(home, FIRST + timedelta(days=101), *lines)
    assert site.paths().count("/nb/index_1.html") == 2


def test_a_plan_asks_nothing_and_writes_nothing(site, home):
    start = line("town", "list", site.url("/nb/index.html"))
    night(home, FIRST, line("inbox", "folder", "/nowhere"))
    path = home.root / "sources.csv"
    with path.open("a", newline="") as stream:
        csv.DictWriter(stream, COLUMNS).writerow(start)
    with Ledger(home.ledger) as ledger:
        desk = collect.Desk(ledger, Store(home.raw), FIRST)
        assert gather.planned(gather.Wishes(sources=path), desk) == ["/nowhere", start["address"]]
        assert Pages(ledger).get(start["address"]) is None
    assert site.asked == []


def test_nobody_is_asked_without_a_contact(site, home, monkeypatch):
    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)
    report, rows, _ = night(home, FIRST, line("town", "list", site.url("/nb/index.html")), contact=None)
    assert "GONGKAI_CONTACT" in report.alarms[0] and site.asked == []


def test_a_page_that_trips_us_ends_neither_this_night_nor_the_next(site, home, monkeypatch):
    links = discover.Page.moved_to

    def trip(page):
        if page.url.endswith("gbk.html"):
            raise KeyError("our mistake")
        return links(page)
    with monkeypatch.context() as patch:
        patch.setattr(discover.Page, "moved_to", trip)
        report, rows, _ = night(home, FIRST, line("town", "list", site.url("/nb/index.html")))
    assert any("gbk.html" in problem and "our mistake" in problem for problem in report.problems)
    assert site.url("/nb/r/utf8.html") in {row["source_file"] for row in rows}
    report, rows, _ = night(home, FIRST + timedelta(days=1), line("town", "list", site.url("/nb/index.html")))
    assert site.url("/nb/r/gbk.html") in {row["source_file"] for row in rows}


def test_no_source_is_said(home):
    report, _, _ = night(home, FIRST)
    assert "no active source" in report.alarms[0]


def test_a_page_is_asked_less_and_less_often(home):
    days, due, page = [], FIRST, None
    from flows.home import project_data
    from flows.pages import Known
    schedule = Schedule(project_data() / "revisit.csv")
    page = Known("http://a/", "page", "s", None, None, FIRST, FIRST, changed_at=FIRST, state="standing")
    while due < FIRST + timedelta(days=1500):
        after = schedule.next(page, due)
        days.append((after - due).days)
        due = after
    assert days == sorted(days) and days[0] == 1 and days[-1] == 90 and len(days) < 60
    page.kind = "list"
    assert (schedule.next(page, due) - due).days == 7
    page.state = "failed"
    assert (schedule.next(page, due) - due).days == 1


@pytest.mark.parametrize("row,words", [
    (line("a", "blog", "http://a/"), "kind is 'blog'"), (line("a", "list", "a.html"), "http://"),
    (line("a", "section", "http://a/"), "{year}"), (line("a", "sitemap", "http://a/"), "follow"),
    (line("a", "list", "http://a/", follow="("), "no pattern"), (line("a", "list", "http://a/", tls="maybe"), "tls"),
    (line("", "list", "http://a/"), "source is empty"), (line("a", "list", "http://us:secret@a/"), "password"),
    (line("a", "list", "http://a/", pace_seconds="quick"), "pace_seconds"),
    (line("a", "list", "http://a/", pace_seconds="-1"), "pace_seconds"),
    (line("a", "list", "http://a/", pace_seconds="nan"), "pace_seconds"),
])
def test_a_wrong_line_is_said_with_its_number(home, row, words):
    with pytest.raises(sources.Wrong, match="line 2") as problem:
        night(home, FIRST, row)
    assert words in str(problem.value)


def test_a_list_without_end_ends(site, home):
    for number in range(400):
        more = f'<a href="{number + 1}.html?PHPSESSID={number}">下一页</a>'
        site.pages[f"/more/{number}.html"] = Reply(server.listing((f"/r{number}.html", WORDS.format(2023)), more=more))
    report, _, _ = night(home, FIRST, line("town", "list", site.url("/more/0.html")))
    asked = [path for path in site.paths() if path.startswith("/more/")]
    assert len(asked) == 301 and any("301 pages lead on" in problem for problem in report.problems)


def test_signposts_in_a_circle_end(site, home):
    for number in range(20):
        site.pages[f"/sign{number}"] = Reply(
            f'<html><meta http-equiv="refresh" content="0;url=/sign{number + 1}"></html>'.encode())
    report, _, _ = night(home, FIRST, line("town", "list", site.url("/sign0")))
    assert len([path for path in site.paths() if path.startswith("/sign")]) == 6
    assert any("lead on" in problem for problem in report.problems)


def test_reports_that_get_new_addresses_at_every_visit_are_said(site, home):
    for number in range(2):
        links = [(f"/s{number}/{year}.html", WORDS.format(year)) for year in range(2019, 2025)]
        site.pages["/list.html"] = Reply(server.listing(*links))
        report, _, _ = night(home, FIRST + timedelta(days=number), line("town", "list", site.url("/list.html")))
    assert any("all 6 reports of the list are at new addresses" in problem for problem in report.problems)


def test_a_list_that_only_scripts_turn_is_said(site, home):
    turn = """<a href="javascript:__doPostBack('pager','2')">下一页</a>"""
    site.pages["/list.html"] = Reply(server.listing(("/r/1.html", WORDS.format(2023)), more=turn))
    report, rows, _ = night(home, FIRST, line("town", "list", site.url("/list.html")))
    assert any("a script turns its pages" in problem for problem in report.problems) and rows


def test_a_page_that_turns_into_nothing_leaves_what_it_was(site, home):
    """A page that suddenly needs scripts, or says it is not there, does not replace the report that it was."""
    scripted = b'<html><div id="app"></div><script src="a.js"></script></html>'
    missing = "<html><body>您访问的页面不存在，返回首页</body></html>".encode()
    source = line("page", "page", site.url("/nb/r/gbk.html"))
    _, before, _ = night(home, FIRST, source)
    site.pages["/nb/r/gbk.html"] = Reply(scripted)
    report, rows, changes = night(home, FIRST + timedelta(days=1), source)
    assert [row["sha256"] for row in rows] == [before[0]["sha256"]] and not rows[0]["gone_at"] and not changes
    assert report.counts["refused"] == 1 and "scripts" in report.problems[0]
    site.pages["/nb/r/gbk.html"] = Reply(missing)
    _, rows, changes = night(home, FIRST + timedelta(days=2), source)
    assert [row["sha256"] for row in rows] == [before[0]["sha256"]] and rows[0]["gone_at"]
    assert [row["kind"] for row in changes] == ["gone"]


def test_bytes_that_the_store_lost_are_fetched_again(site, home):
    source = line("file", "attachment", site.url("/nb/r/paper.pdf"))
    _, (row,), _ = night(home, FIRST, source)
    lost = home.raw / row["sha256"][:2] / row["sha256"]
    lost.unlink()
    report, rows, changes = night(home, FIRST + timedelta(days=1), source)
    assert lost.exists() and [one["sha256"] for one in rows] == [row["sha256"]] and not changes


def test_marks_that_deceive_are_not_believed_for_ever(site, home):
    source = line("file", "attachment", site.url("/nb/r/paper.pdf"))
    night(home, FIRST, source)
    night(home, FIRST + timedelta(days=1), source)
    night(home, FIRST + timedelta(days=40), source)
    assert [asked.status for asked in site.asked if asked.path == "/nb/r/paper.pdf"] == [200, 304, 200]


def test_a_source_that_is_renamed_keeps_its_pages(site, home):
    address = site.url("/nb/index_1.html")
    night(home, FIRST, line("old", "list", address))
    site.asked.clear()
    night(home, FIRST + timedelta(days=1), line("new", "list", address))
    assert {"/nb/index_1.html", "/nb/r/slow.html", "/nb/r/removed.html"} <= set(site.paths())
    site.asked.clear()
    lines = [line("new", "list", address), line("one", "page", site.url("/nb/r/slow.html"))]
    night(home, FIRST + timedelta(days=2), *lines, only="one")
    assert site.paths() == ["/robots.txt", "/nb/r/slow.html"]


def test_a_page_that_becomes_a_list_is_asked_as_one(site, home):
    night(home, FIRST, line("page", "page", site.url("/nb/index_1.html")))
    _, rows, _ = night(home, FIRST + timedelta(hours=1), line("list", "list", site.url("/nb/index_1.html")))
    assert site.url("/nb/r/slow.html") in {row["source_file"] for row in rows}


def test_pages_asked_by_a_clock_that_went_wrong_are_asked_again(site, home):
    source = line("file", "attachment", site.url("/nb/r/paper.pdf"))
    night(home, FIRST + timedelta(days=9000), source)
    site.asked.clear()
    night(home, FIRST, source)
    assert "/nb/r/paper.pdf" in site.paths()
    site.asked.clear()
    night(home, FIRST + timedelta(hours=1), source)
    assert site.asked == []


def test_every_file_of_a_page_is_known_by_its_page(site, home):
    """Forty townships' files on one page that no list names: each is called by the page's title and its own words."""
    files = "".join(f'<p><a href="/f/{number} 号.pdf">附件{number}</a></p>' for number in range(40))
    site.pages["/all.html"] = Reply(server.page("某县2023年政府信息公开工作年度报告", files))
    for number in range(40):
        site.pages[f"/f/{number}%20%E5%8F%B7.pdf"] = Reply(b"%%PDF-1.4 %d" % number, "application/pdf")
    _, rows, _ = night(home, FIRST, line("all", "page", site.url("/all.html")))
    led = [row for row in rows if row["led_from"] == site.url("/all.html")]
    assert len(led) == 40 and not [row for row in led if row["reason"]]
    assert led[0]["words"].startswith("某县2023年政府信息公开工作年度报告 附件")


def test_a_file_that_is_called_by_name_is_not_called_by_its_pages_name(site, home):
    files = f'<a href="/f/1.pdf">{WORDS.format(2022)}.pdf</a>'
    site.pages["/all.html"] = Reply(server.page("某县2023年政府信息公开工作年度报告", files))
    site.pages["/f/1.pdf"] = Reply(b"%PDF-1.4", "application/pdf")
    _, rows, _ = night(home, FIRST, line("all", "page", site.url("/all.html")))
    assert by_path(site, rows)["/f/1.pdf"]["words"] == WORDS.format(2022) + ".pdf"


def test_a_night_that_cannot_write_ends_at_once(site, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")
    site.pages["/slow.html"] = server.endless
    monkeypatch.setattr(Store, "put", full)
    with pytest.raises(OSError, match="No space"):
        night(home, FIRST, line("one", "page", site.url("/nb/r/gbk.html")),
              line("two", "page", site.url("/slow.html", "localhost")))


def test_many_hosts_take_turns(site, home, monkeypatch):
    """More hosts than are asked at once, each with several pages: no host waits until others are through."""
    monkeypatch.setitem(globals(), "PATIENCE", 60.0)
    hosts = [f"127.0.0.{number}" for number in range(1, 13)]
    lines = [line(f"{host}-{number}", "page", site.url(f"/t{number}.html", host))
             for host in hosts for number in range(6)]
    site.pages |= {f"/t{number}.html": Reply(report_page(str(number))) for number in range(6)}
    night(home, FIRST, *lines, pace=0.2, allowed_hosts=frozenset(hosts))
    first = {host: min(asked.began for asked in site.asked if asked.host == host) for host in hosts}
    last = {host: max(asked.began for asked in site.asked if asked.host == host) for host in hosts}
    assert len(site.asked) == 12 * 7 and max(first.values()) < min(last.values())
