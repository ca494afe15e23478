"""What the way to a document tells of it: the page that led to a file, and the source that led to the page."""

import csv
import shutil

import pytest

from flows import gather, nightly, reader, single
from flows.home import Home, project_data
from flows.sources import COLUMNS
from tests.site import server
from tests.site.server import Reply, Site

TITLE = "呼兰区白奎镇2021年政府信息公开工作年度报告"
NAMELESS = (project_data() / "samples" / "baikui-2021.txt").read_text(encoding="utf-8").replace("呼兰区", "").replace(
    "白奎镇", "本镇").replace("2021年", "本年")


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def documents(tmp_path):
    """One collection from the sources given, and the documents it leaves to read, read: their rows by name."""
    def documents(*lines):
        home = Home.at(tmp_path / "home")
        path = tmp_path / "sources.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(lines)
        wishes = gather.Wishes(sources=path, contact="us@example.org", pace=0.0,
                               allowed_hosts=frozenset({"127.0.0.1", "localhost"}))
        found = {}
        with nightly.logged(home, "one") as outcome:
            nightly.collect(home, outcome, wishes)
        with nightly.desk(home) as desk:
            from flows import ingest

            for arrived in ingest.load(desk, nightly.unread(home, desk), ingest.Reading()):
                frames = single.batch.read([arrived], "test")
                found[arrived.source_file] = frames["documents"].row(0, named=True) | {"asked_as": arrived}
        return found
    return documents


def test_the_sample_says_nothing_of_itself_without_the_words_taken_out():
    row = reader.Reader().named(reader.Arrived("", "a.txt", b""), None)
    assert row["region_code"] is None and row["report_year"] is None


@pytest.mark.parametrize("listed", [True, False])
def test_a_file_that_names_nobody_is_told_by_the_page_that_led_to_it(site, documents, listed):
    """By the words on the list that led to the page, or by the page's own title where no list did."""
    site.pages |= {
        "/list.html": Reply(server.listing(("/page.html", TITLE))),
        "/page.html": Reply(server.page(TITLE, '<a href="/files/1.doc">附件</a>')),
        "/files/1.doc": Reply(NAMELESS.encode(), "application/msword"),
    }
    kind, start = ("list", "/list.html") if listed else ("page", "/page.html")
    row = documents({"source": "town", "kind": kind, "address": site.url(start)})[site.url("/files/1.doc")]
    assert (row["outcome"], row["region_code"], row["report_year"]) == ("read", "230111107", 2021), row["reason"]


def test_a_file_on_another_host_is_asked_about_by_its_pages_address(site, documents):
    site.pages |= {"/page.html": Reply(server.page(TITLE, f'<a href="{site.url("/1.doc", "localhost")}">附件</a>')),
                   "/1.doc": Reply(NAMELESS.encode(), "application/msword")}
    found = documents({"source": "town", "kind": "page", "address": site.url("/page.html")})
    assert found[site.url("/1.doc", "localhost")]["asked_as"].url == site.url("/page.html")
    assert found[site.url("/page.html")]["asked_as"].url == site.url("/page.html")


@pytest.mark.parametrize("kind", ["attachment", "folder"])
def test_whose_reports_a_source_gives_settles_what_the_document_leaves_open(site, documents, tmp_path, kind):
    text = NAMELESS.replace("本年", "2021年")
    site.pages["/1.doc"] = Reply(text.encode(), "application/msword")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "1.txt").write_text(text, encoding="utf-8")
    address = site.url("/1.doc") if kind == "attachment" else str(tmp_path / "inbox")
    line = {"source": "town", "kind": kind, "address": address}
    row, = documents(line).values()
    assert row["region_code"] is None
    shutil.rmtree(tmp_path / "home")
    row, = documents(line | {"agency_name": "白奎镇人民政府", "region_code": "230111107"}).values()
    assert (row["region_code"], row["report_year"]) == ("230111107", 2021), row["evidence"]


def test_a_source_does_not_overrule_what_the_document_says(site, documents):
    site.pages["/1.doc"] = Reply((project_data() / "samples" / "baihua-2022.txt").read_bytes(), "application/msword")
    row, = documents({"source": "town", "kind": "attachment", "address": site.url("/1.doc"),
                      "agency_name": "白奎镇人民政府", "region_code": "230111107"}).values()
    assert row["region_code"] != "230111107"
