import gzip
import time
from urllib.parse import quote

import pytest

from flows import discover, sitemap
from flows.address import address
from flows.home import project_data
from tests.site import server

WORDS = discover.vocabulary(project_data() / "discovery.csv")
HERE = "http://www.example.gov.cn/zwgk/nb/index.html"


def page(*parts, encoding="utf-8"):
    return discover.Page(server.page("年度报告", *parts, encoding=encoding), HERE)


def reports(*parts, follow=None):
    return [(link.url.removeprefix("http://www.example.gov.cn"), link.kind)
            for link in page(*parts).reports(WORDS, follow)]


@pytest.mark.parametrize("words", [
    "某镇2023年政府信息公开工作年度报告", "某镇2023年度政府信息公开工作报告", "2023年政府信息公开年报",
    "某局二〇二三年度政府信息公开年度报告",
    "某街道2023年政府信息公开工作…", "某乡2023年政务公开年度报告", "某镇 2023 年度报告",
])
def test_words_of_a_report(words):
    assert reports(f'<a href="a.html">{words}</a>') == [("/zwgk/nb/a.html", "page")]


@pytest.mark.parametrize("words", [
    "政府信息公开年报", "政府信息公开指南", "2023年部门预算", "2023年政府信息公开指南", "首页",
    "关于2009年政府信息公开年度报告",
])
def test_words_of_something_else(words):
    assert reports(f'<a href="a.html">{words}</a>') == []


def test_a_year_beside_the_link_and_words_beside_a_button_count():
    assert reports('<ul><li><a href="a.html">某镇政府信息公开年度报告</a><span>2024-01-20</span></li></ul>')
    row = '<table><tr><td>某镇2023年政府信息公开年度报告</td><td><a href="b.pdf">下载</a></td></tr></table>'
    assert reports(row) == [("/zwgk/nb/b.pdf", "attachment")]


def test_a_title_says_what_the_list_cut_short():
    assert reports('<a href="a.html" title="某镇2023年政府信息公开工作年度报告">某镇2023年政府...</a>')


def test_follow_replaces_the_usual_words():
    links = '<a href="art_1_2023.html">查看</a><a href="b.html">2023年政府信息公开年度报告</a>'
    assert reports(links, follow=r"art_\d+_2023") == [("/zwgk/nb/art_1_2023.html", "page")]


def test_addresses_are_made_whole_and_what_is_none_is_left_out():
    words = "2023年政府信息公开年度报告"
    hrefs = ["../x.html#top", "//other.gov.cn/a.html", "javascript:void(0)", "mailto:a@b.cn", "", "#", "http://[bad/",
             "/y;jsessionid=12AB?id=1", " z\n.html "]
    found = [link.url for link in page(*(f'<a href="{href}">{words}</a>' for href in hrefs)).reports(WORDS)]
    assert found == ["http://www.example.gov.cn/zwgk/x.html", "http://other.gov.cn/a.html",
                     "http://www.example.gov.cn/y?id=1", "http://www.example.gov.cn/zwgk/nb/z.html"]


@pytest.mark.parametrize("written,expected", [
    ("2023 年报.pdf", "/zwgk/nb/2023%20年报.pdf"), ("\\upload\\a.pdf", "/upload/a.pdf"),
    ("a.html#top", "/zwgk/nb/a.html"),
    ("HTTP://WWW.Example.gov.cn:80/A.html", "/A.html"), ("/a?PHPSESSID=1&id=2", "/a?id=2"), ("/a?id=2&jsessionid=3",
     "/a?id=2"), ("/a;jsessionid=1A", "/a"), ("/(S(ab12))/a.aspx", "/a.aspx"), ("/a?sid=1", "/a?sid=1"),
    ("/a?u=\\b", "/a?u=\\b"), ("?page=2", "/zwgk/nb/index.html?page=2"),
])
def test_an_address_is_what_a_browser_makes_of_it(written, expected):
    assert address(HERE, written) == "http://www.example.gov.cn" + expected


def test_letters_in_a_query_are_sent_in_the_pages_encoding():
    links = '<a href="down.asp?name=报告.pdf">附件</a>'
    for letters in ("gbk", "utf-8"):
        found, = page(links, encoding=letters).attachments
        assert found.url.endswith("down.asp?name=" + quote("报告", encoding=letters) + ".pdf")


@pytest.mark.parametrize("link", [
    """<a href="javascript:void(0)" onclick="window.open('a.html','_blank')">{}</a>""",
    """<a href="javascript:openIt('a.html?x=1', 3)">{}</a>""", """<a onclick='location.href="/b/c"'>{}</a>""",
])
def test_a_link_that_works_by_script_leads_where_the_script_says(link):
    assert len(reports(link.format("某镇2023年政府信息公开年度报告"))) == 1


def test_a_file_may_be_named_in_a_query():
    assert reports('<a href="/down?file=/2023/a.docx">2023年政府信息公开年度报告</a>') == [
        ("/down?file=/2023/a.docx", "attachment")]


def test_a_base_address_is_heeded():
    shown = discover.Page('<base href="/other/"><a href="a.html">2023年政府信息公开年度报告</a>'.encode(), HERE)
    assert [link.url for link in shown.reports(WORDS)] == ["http://www.example.gov.cn/other/a.html"]


def test_a_page_in_gbk_is_read():
    shown = page('<a href="a.html">某镇2023年政府信息公开年度报告</a>', encoding="gbk")
    assert [link.words for link in shown.reports(WORDS)] == ["某镇2023年政府信息公开年度报告"]


@pytest.mark.parametrize("parts,expected", [
    ('<a href="index_2.html">下一页</a>', ["index_2.html"]),
    ('<a href="?page=2">&gt;</a>', ["index.html?page=2"]),
    ('<a href="p2.html" rel="next">more</a>', ["p2.html"]),
    ('<script>createPageHTML(3, 0, "index", "html");</script>', ["index_1.html", "index_2.html"]),
    ('<script>createPageHTML("page_div",3, 1,"fy","shtml",40);</script>', ["fy_2.shtml", "fy_3.shtml"]),
    ('<a href="javascript:next()">下一页</a>', []),
    ("""<a onclick="go('/zwgk/nb/index_2.html')">下一页</a>""", ["index_2.html"]),
    ('<a href="index_2.html">2</a><a href="?p=3">[3]</a><a href="/2.html">2</a>', ["index_2.html", "index.html?p=3"]),
])
def test_further_pages(parts, expected):
    found = [link.url.removeprefix("http://www.example.gov.cn/zwgk/nb/") for link in page(parts).further(WORDS)]
    assert found == expected


def test_a_list_in_a_frame_is_another_page_of_it():
    framed = discover.Page(b'<html><frameset><frame src="left.html"><frame src="list.html"></frameset></html>', HERE)
    assert [link.url.rpartition("/")[2] for link in framed.further(WORDS)] == ["left.html", "list.html"]


@pytest.mark.parametrize("link,turned", [
    ("""<a href="javascript:__doPostBack('pager','2')">下一页</a>""", True),
    ('<a href="#" onclick="goPage(2)">下一页</a>', True), ('<a href="javascript:void(0)">首页</a>', False),
    ('<a href="index_2.html" onclick="count(2)">下一页</a>', False), ("<a>下一页</a>", False),
    ('<a href="javascript:next()">下一页</a>', False),
])
def test_a_list_that_only_scripts_turn_is_noticed(link, turned):
    assert page(link).turns_by_script(WORDS) is turned


@pytest.mark.parametrize("said", ["您访问的页面不存在或已被删除", "404 Not Found", "抱歉，没有找到您要的页面"])
def test_a_page_that_says_there_is_none_is_noticed(said):
    assert discover.Page(f"<html><body>{said}，返回首页</body></html>".encode(), HERE).says_missing(WORDS)
    assert not page(f"<p>{said}</p>").says_missing(WORDS)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("data", [
    "<div>" * 250 + "x<b></b>" * 200_000, "<table><tr><td>" * 80 + '<a href="a">下载</a>' * 5000,
    "<script>" + '"a' * 1_000_000 + "</script>", "<script>createPageHTML(" + " " * 1_000_000 + "</script>",
    "<a href=x>" + "信息公开" * 300_000, '<a onclick="' + "('" * 300_000 + '">下一页</a>',
])
def test_a_page_made_to_be_slow_is_taken_apart_all_the_same(data):
    began = time.monotonic()
    shown = discover.Page(f"<html><body>{data}".encode(), HERE)
    list(shown.reports(WORDS)), list(shown.further(WORDS)), shown.turns_by_script(WORDS), shown.needs_scripts(WORDS)
    assert shown.fingerprint(WORDS) and time.monotonic() - began < 20


@pytest.mark.parametrize("parts,expected", [
    ('<a href="a.pdf">附件</a>', "a.pdf"), ('<a href="/download?id=3">附件：报告.docx</a>', "/download?id=3"),
    ('<iframe src="/pdfjs/viewer.html?file=/files/a.pdf"></iframe>', "/files/a.pdf"),
    ('<embed src="a.PDF">', "a.PDF"), ('<script>show("/files/b.pdf")</script>', "/files/b.pdf"),
    ('<a href="a.zip">all</a>', "a.zip"), ('<a href="a.html">no file</a>', None),
])
def test_attachments(parts, expected):
    found = [link.url for link in page(parts).attachments]
    assert found == ([discover.urljoin(HERE, expected)] if expected else [])


def test_the_fingerprint_is_what_a_reader_sees():
    first = page("<p>新收 3 件</p>").fingerprint(WORDS)
    assert page('<script>var nonce = 17</script><div class="x"><p>新收 3\n件</p></div>').fingerprint(WORDS) == first
    assert page("<p>新收 4 件</p>").fingerprint(WORDS) != first
    assert page('<p>新收 3 件</p><img src="t.png">').fingerprint(WORDS) != first
    assert page('<p>新收 3 件</p><a href="a.pdf"></a>').fingerprint(WORDS) != first


@pytest.mark.parametrize("said", [
    "浏览次数：{}", "阅读量 [{}]", "点击数:{}次", "您是第{}位访客", "今天是2026年1月{}日 星期一"])
def test_what_differs_at_every_visit_is_no_change(said):
    first, second = (page(f"<p>新收 3 件</p><p>{said.format(number)}</p>") for number in (12, 13))
    assert first.fingerprint(WORDS) == second.fingerprint(WORDS)
    assert page(f"<p>新收 4 件</p><p>{said.format(12)}</p>").fingerprint(WORDS) != first.fingerprint(WORDS)


def test_a_page_that_only_shows_a_file_stands_for_the_file():
    words = "2023年政府信息公开年度报告"
    assert reports(f'<a href="/pdf/viewer.html?file=/2023/a.pdf">{words}</a>') == [("/2023/a.pdf", "attachment")]
    found, = page('<a href="show.shtml?f=b.doc">附件</a>').attachments
    assert found.url.endswith("/zwgk/nb/b.doc")


def test_a_page_filled_in_by_scripts_is_noticed():
    empty = '<html><body><div id="app"></div><script src="app.js"></script></body></html>'
    assert discover.Page(empty.encode(), HERE).needs_scripts(WORDS)
    told = "<html><script>x</script><body><noscript>请启用JavaScript后浏览</noscript></body></html>"
    assert discover.Page(told.encode(), HERE).needs_scripts(WORDS)
    assert not page("<script>count()</script>").needs_scripts(WORDS)
    framed = '<html><script>x</script><iframe src="a.pdf"></iframe></html>'
    assert not discover.Page(framed.encode(), HERE).needs_scripts(WORDS)


def test_a_signpost_says_where_to():
    sign = b'<html><head><meta http-equiv="refresh" content="0; url=/new/"></head></html>'
    assert discover.Page(sign, HERE).moved_to() == "http://www.example.gov.cn/new/"
    assert page('<meta http-equiv="refresh" content="300">').moved_to() is None
    for script in ("window.location.href = './new/';", 'location.replace("new/")', "top.location='new/'"):
        sign = f"<html><body><script>{script}</script></body></html>".encode()
        assert discover.Page(sign, HERE).moved_to() == "http://www.example.gov.cn/zwgk/nb/new/"
        assert not discover.Page(sign, HERE).needs_scripts(WORDS)
        assert page(f"<script>{script}</script>").moved_to() is None


def test_a_sitemap_and_an_index_of_sitemaps():
    urls = (b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>'
            b"http://www.example.gov.cn/nb/1.html</loc></url><url><loc>http://www.example.gov.cn/x.html</loc></url>"
            b"</urlset>")
    assert [link.url for link in sitemap.links(urls, HERE, "/nb/")] == ["http://www.example.gov.cn/nb/1.html"]
    assert len(list(sitemap.links(gzip.compress(urls), HERE, "/nb/"))) == 1
    index = b"<sitemapindex><sitemap><loc>http://www.example.gov.cn/s1.xml</loc></sitemap></sitemapindex>"
    assert [link.kind for link in sitemap.links(index, HERE, "/nb/")] == ["sitemap"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"<", b"<html>\x00<a href='\xff\xfe'>x</a>", b"<a href=x" * 50])
def test_no_page_is_too_broken(data):
    shown = discover.Page(data, HERE)
    list(shown.reports(WORDS)), list(shown.further(WORDS)), shown.turns_by_script(WORDS)
    assert shown.fingerprint(WORDS)
    with pytest.raises(sitemap.NoSitemap):
        list(sitemap.links(data, HERE, "x"))
