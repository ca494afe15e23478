import json

import pytest

from extract import html, mhtml, reading
from extract.errors import Unreadable
from extract.grid import Grid


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "", way: int = 0):
    return list(html.contents(page(body, head)))[way]


def shape(grid: Grid) -> list[list[str]]:
    return [["^" if cell.covered else cell.text for cell in row] for row in grid.rows]


def grids(body: str) -> list[list[list[str]]]:
    return [shape(block) for block in read(body).blocks if isinstance(block, Grid)]


def lines(body: str, way: int = 0) -> list[str]:
    return [block.text for block in read(body, way=way).blocks if not isinstance(block, Grid)]


def test_spans_are_expanded():
    table = "<table><tr><td rowspan=2 colspan=2>a<td colspan=2>b<tr><td>1<td>2<tr><td>c<td>d<td>3<td>4</table>"
    assert grids(table) == [[["a", "^", "b", "^"], ["^", "^", "1", "2"], ["c", "d", "3", "4"]]]


@pytest.mark.parametrize("span", ["0", "9", "99999999999", "2.5", "x"])
def test_odd_row_spans_end_with_the_table(span):
    height = {"2.5": 2, "x": 1}.get(span, 3)
    (rows,) = grids(f"<table><tr><td rowspan={span}>a<td>1<tr><td>2<td>5<tr><td>3<td>6</table>")
    assert [row[0] for row in rows] == ["a", *["^"] * (height - 1), *["2", "3"][height - 1 :]]


def test_row_spans_end_with_their_row_group():
    table = "<table><thead><tr><td rowspan=9>a<td>1</thead><tbody><tr><td>b<td>2</tbody></table>"
    assert grids(table) == [[["a", "1"], ["b", "2"]]]


def test_a_huge_column_span_makes_no_columns():
    assert grids("<table><tr><td colspan=1000>head<tr><td>a<td>1</table>") == [[["head", "^"], ["a", "1"]]]


def test_labels_cut_into_spans_are_joined_and_numbers_apart_stay_apart():
    table = (
        "<table><tr><td><p><span>（</span> <span>三</span>\n<span>）</span><span>不予\n公开</span></p>"
        "<td><span>1.<font face='x'>属于</font></span><o:p></o:p><td><span>1</span> <span>2</span>"
        "<td><o:p>&nbsp;</o:p><td>社会<br>组织<td><p>1</p><p>2</p></table>"
    )
    assert grids(table) == [[["（三）不予公开", "1.属于", "1 2", "", "社会\n组织", "1\n2"]]]


def test_what_a_browser_does_not_show_is_left_out():
    table = (
        "<table><tr><!--[if gte mso 9]><xml><w:x>9</w:x></xml><![endif]--><td>a<td style='display: none'>8<td>1"
        "<![if !supportEmptyParas]>&nbsp;<![endif]></table><table hidden><tr><td>a<td>7</table>"
        "<script>var a='<table><tr><td>5';</script><style>td{}</style>"
    )
    assert grids(table) == [[["a", "1"]]]
    assert read(table).notes == ["hidden tables left out: 1"]


def test_layout_tables_are_lines_and_the_tables_in_them_grids():
    body = (
        "<table><tr><td>home<br>news</td><td><p>before</p><table><tr><td>a<td>1</table><p>after</p></td></tr></table>"
    )
    blocks = read(body).blocks
    assert [shape(b) if isinstance(b, Grid) else b.text for b in blocks] == [
        "home", "news", "before", [["a", "1"]], "after",
    ]  # fmt: skip


def test_a_table_never_closed_keeps_its_last_row():
    body = "<table><tr><td>a<td>0<td>1<tr><td>b<td>2<td>3<h2>next</h2><table><tr><td>c<td>4</table>"
    found = read(body).blocks
    assert shape(found[0])[:1] == [["a", "0", "1"]]
    assert shape(found[0])[1][:2] == ["b", "2"]
    assert shape(found[-1]) == [["c", "4"]]


def test_the_page_that_follows_a_table_never_closed_is_not_of_its_last_cell():
    prose = "五、存在的主要问题", "公开的形式较为单一，" * 4, "六、其他", "无。" * 9
    rest = "".join(f"<p>{text}</p>" for text in prose)
    body = f"<table><tr><td>尚未审结<td>其他结果<td>总计<tr><td>0<td>1<td>8{rest}"
    assert grids(body) == [[["尚未审结", "其他结果", "总计"], ["0", "1", "8"]]]
    assert lines(body)[0] == "五、存在的主要问题"


def test_rows_of_prose_inside_a_table_flow_as_lines():
    prose = "".join(f"<p>{'prose of a report ' * 5}{n}</p>" for n in range(8))
    body = f"<table><tr><td>a<td>1<tr><td colspan=2>{prose}<tr><td>b<td>2</table>"
    assert grids(body) == [[["a", "1"]], [["b", "2"]]]
    assert len(lines(body)) == 8


def test_a_table_of_one_column_is_lines():
    assert grids("<table><tr><td>a<tr><td>1</table>") == []
    assert lines("<table><tr><td>a<tr><td>1</table>") == ["a", "1"]


def test_preformatted_text_keeps_its_lines():
    assert lines("<pre>a  1\nb\t2</pre><div style='white-space: pre-wrap'>c\nd</div>") == ["a  1", "b\t2", "c", "d"]


def test_tables_of_paragraphs_stay_lines_blank_cells_included():
    assert lines("<div>a</div><div>&nbsp;</div><div>0</div><div></div>") == ["a", "", "0"]


def test_markdown_with_a_table_of_tags_keeps_its_lines():
    (first, *_) = html.contents("# 标题\n第一行\n<table>\n<tr><td>a</td><td>1</td></tr>\n</table>\n末行\n".encode())
    assert [block.text for block in first.blocks if not isinstance(block, Grid)] == ["# 标题", "第一行", "末行"]


def test_markdown_keeps_its_lines_beside_a_table_of_tags_though_it_has_divisions():
    source = "<div class='a'>\n\n| a | 1 |\n|---|---|\n| b | 2 |\n\n<table><tr><td>c</td></tr></table>\n</div>"
    (first, *_) = html.contents(source.encode())
    texts = [block.text for block in first.blocks if not isinstance(block, Grid)]
    assert texts[:3] == ["| a | 1 |", "|---|---|", "| b | 2 |"]


def test_second_way_gives_one_row_a_line():
    body = "<p>x</p><table><tr><td rowspan=2>a<td>1<td>&nbsp;<tr><td>2<td>3</table>"
    assert lines(body, way=1) == ["x", "a\t1\t", "2\t3"]


def test_metadata_links_and_pictures():
    head = "<title>某镇 年报</title><meta name='SiteName' content='某站'><base href='/x/'>"
    body = (
        "<h1>年报</h1><a href='a.pdf'>附件</a><a href='javascript:x()'>x</a><iframe src='b.pdf'></iframe>"
        "<embed src='c.pdf'><object data='d.doc'></object><script>show(\"e/f.pdf\")</script><img src=t.png width=600>"
        "<img src=icon.gif width=16>"
    )
    content = read(body, head)
    assert content.metadata == {
        "title": "某镇 年报", "h1": "年报", "base": "/x/", "SiteName": "某站", "encoding": "utf-8",
    }  # fmt: skip
    assert [link.address for link in content.links] == ["a.pdf", "b.pdf", "c.pdf", "d.doc", "e/f.pdf"]
    assert content.links[0].text == "附件"
    assert content.notes == ["pictures: 1 (t.png)"]


def test_declared_encoding_may_lie():
    text = page("<table><tr><td>规章<td>12</table>", "<meta charset=utf-8>").decode()
    content = next(html.contents(text.encode("gbk")))
    assert shape(content.blocks[0]) == [["规章", "12"]]


def test_endless_nesting_is_read_or_refused():
    assert lines("<span>" * 20000 + "deep") == ["deep"]
    assert "deep" in str(read("<table><tr><td>" * 600 + "deep").blocks)
    with pytest.raises(Unreadable):
        read("<div>" * 20000 + "deep")


def test_web_archive():
    archive = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/html;"
        b' charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=B9=E6=D5=C2<td>'
        b"7</table>\r\n--xx--\r\n"
    )
    (grid,) = next(mhtml.contents(archive)).blocks
    assert shape(grid) == [["规章", "7"]]


def test_unknown_kinds_are_refused_with_a_remedy():
    with pytest.raises(Unreadable) as refused:
        list(reading.contents("image", b"x"))
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("22<sup>1</sup>", "22[1]"),
        ("22<sup>（1）</sup>", "22（1）"),
        ("22<sub>①</sub>", "22[①]"),
        ("<sup>5</sup>", "5"),
        ("22<span style='font-size:8px;vertical-align: super'>1</span>", "22[1]"),
        ("<span style='vertical-align:middle'>2</span>2", "22"),
        ("2<span style='font-size:0'>1</span>2", "22"),
        ("2<span style='font-size: 0.5em'>1</span>2", "212"),
        ("<s>3</s>12", "12"),
        ("<strike>3</strike><del>4</del>12", "12"),
        ("<span style='text-decoration: line-through'>3</span>12", "12"),
        ("<span style='text-decoration: underline'>3</span>12", "312"),
        ("<span class=gone>3</span>12", "12"),
        ("<span class='other gone'>3</span>12", "12"),
        ("<span class=gone style='display:inline'>3</span>12", "312"),
        ("<span class='gone back'>3</span>12", "312"),
        ("<i id=off>3</i>12", "12"),
        ("<b class=old>3</b>12", "12"),
        ("<span class=paper>3</span>12", "312"),
        ("<p class=inner>3</p>12", "3\n12"),
        ("<em>3</em>12", "12"),
        ("<span aria-hidden=true>3</span>12", "312"),
        ("10<br>59", "10\n59"),
        ("<b style='display:block'>10</b><b style='display: table-cell'>59</b>", "10\n59"),
        ("<u class=cell>10</u><u class=cell>59</u>", "10\n59"),
        ("<u class=cell style='display:inline'>10</u><u class=cell style='display:inline'>59</u>", "1059"),
        ("1\u200b2", "1\u200b2"),
    ],
)  # fmt: skip
def test_a_figure_is_what_the_page_shows(cell, text):
    sheet = """<style><!-- /* .paper{display:none} */
        .gone, #off {display : none !important } .back{display:inline!important}
        .x{display:none} b.old{text-decoration:line-through} .out .inner{visibility:hidden} td em{visibility:hidden}
        u.cell{display:table-cell}
        @media print { .paper { display: none } } a:hover,.gone{color:red} --></style>"""
    table = f"<table><tr><td>a<td>{cell}<tr><td>b<td>1</table>"
    (first, _) = html.contents(page(table, sheet))
    (grid,) = [block for block in first.blocks if isinstance(block, Grid)]
    assert grid.rows[0][1].text == text


KEPT = "<p>a</p><table><tr><td>b</td><td>1</td></tr></table>"


@pytest.mark.parametrize("keeping", [
    f"<textarea style='display:none'>{KEPT.replace('<', '&lt;')}</textarea>",
    f"<template id=x>{KEPT}</template>",
    f"<script>show({json.dumps({'text': KEPT})})</script>",
    f"<script>show({json.dumps({'text': KEPT}).replace('<', chr(92) + 'u003c')})</script>",
])
def test_what_a_page_keeps_for_a_script_to_show_is_read_where_it_shows_no_table(keeping):
    (first, _) = html.contents(page(keeping))
    line, grid = first.blocks
    assert (line.text, [cell.text for cell in grid.rows[0]]) == ("a", ["b", "1"])
    (first, _) = html.contents(page(f"{keeping}<table><tr><td>c</td><td>2</td></tr></table>"))
    assert [[cell.text for cell in block.rows[0]] for block in first.blocks] == [["c", "2"]]


@pytest.mark.parametrize("between", ["<br>", "<p>&nbsp;</p>", "<br>&nbsp;<br>"])
def test_two_figures_in_one_cell_stay_two_when_its_row_is_a_line(between):
    assert lines(f"<table><tr><td>行政<br>许可<td>3{between}5</table>", way=1) == ["行政许可\t3 5"]


def test_what_only_scripts_show_is_read_where_the_sheets_hide_every_table():
    sheet = "<style>.tab{display:none}</style>"
    for hidden, count in (("<div class=tab>{}</div>", 1), ("<table><tr><td>b<td>2</table><div class=tab>{}</div>", 1)):
        body = hidden.format("<table><tr><td>a<td>1</table>")
        (first, _) = html.contents(page(body, sheet))
        assert len([block for block in first.blocks if isinstance(block, Grid)]) == count


def test_parts_of_a_page_that_hold_all_its_tables_are_shown_by_a_script():
    pane = "<div role=tabpanel style='color:red;display: none'><h2>c</h2><table><tr><td>a<td>1</table></div>"
    assert grids(f"<p>b</p>{pane}") == [[["a", "1"]]]
    assert grids(f"{pane}<table><tr><td>b<td>2</table>") == [[["b", "2"]]]
    assert grids(pane.replace("<table>", "<table hidden>")) == []
    assert grids(pane.replace("display: none", "text-decoration: line-through")) == []


def test_what_a_page_hides_stays_hidden_where_it_breaks_off_before_its_end():
    pane = "<div style='display: none'><table><tr><td>a<td>1</table></div>"
    for start, end, count in (("<html><body>", "</body></html>", 1), ("<html><body>", "", 0), ("", "", 1)):
        (first, _) = html.contents(f"{start}<p>b</p>{pane}{end}".encode())
        assert sum(isinstance(block, Grid) for block in first.blocks) == count


def test_a_frame_that_keeps_its_page_in_itself_is_opened():
    kept = "&lt;table&gt;&lt;tr&gt;&lt;td&gt;a&lt;td&gt;1&lt;/table&gt;"
    assert grids(f'<iframe srcdoc="{kept}"></iframe>') == [[["a", "1"]]]


def test_text_behind_the_end_of_the_page_is_read():
    assert grids("</body></html><table><tr><td>a<td>1</table></BODY ></html>") == [[["a", "1"]]]


def test_a_sheet_without_end_takes_no_time():
    for sheet in ("@" * 300_000, "a{" * 200_000, "." * 300_000, "a," * 100_000 + "{display:none}", "/* " * 200_000):
        assert read("<table><tr><td>a<td>1</table>", f"<style>{sheet}</style>").blocks


def test_a_table_of_one_cell_only_frames_its_figure():
    framed = "<table><tr><td>5</td></tr></table>"
    assert grids(f"<table><tr><td>a<td>{framed}<td>1</tr><tr><td>b<td>2<td>{framed}</table>") == [
        [["a", "5", "1"], ["b", "2", "5"]]
    ]


def test_fields_show_what_they_hold():
    fields = "<input value=5><td><input type=number value=7><td><input type=hidden value=9>1"
    assert grids(f"<table><tr><td>a<td>{fields}</table>") == [[["a", "5", "7", "1"]]]


def test_text_with_a_table_in_markup_keeps_its_lines():
    table = "<table><tr><td><p>a</p></td><td>1<br>2</td></tr></table>"
    content, *_ = html.contents(f"第一行\n第二行\n\n{table}\n\n| b | 3 |\n| c | 4 |\n".encode())
    lines = [block.text for block in content.blocks if not isinstance(block, Grid)]
    assert [line for line in lines if line.strip()] == ["第一行", "第二行", "| b | 3 |", "| c | 4 |"]


def test_the_foot_of_a_table_stands_below_its_rows_wherever_its_source_does():
    first, second, third = (f"<tr><td>{number}</td><td>{number}</td></tr>" for number in (1, 2, 3))
    assert grids(f"<table><tfoot>{third}</tfoot><thead>{first}</thead>{second}</table>") == [
        [["1", "1"], ["2", "2"], ["3", "3"]]]


LISTS = ("<dl><dt>一、新收</dt><dd>自然<br>人：3</dd><dd>总计：{0}</dd></dl>"
         "<dl><dt>二、结转</dt><dd>自然人：</dd><dd>总计：0</dd></dl>")


def test_lists_of_names_and_figures_under_a_label_are_rows_of_a_table():
    assert grids(LISTS.format(3)) == [[["", "自然人", "总计"], ["一、新收", "3", "3"], ["二、结转", "", "0"]]]


@pytest.mark.parametrize("body", [
    "<dl><dt>联系方式</dt><dd>电话见下</dd><dd>网址：无</dd></dl>", "<dl><dt>甲</dt><dd>乙：无</dd></dl>",
    "<dl><dd>自然人：3</dd></dl>", "<dl><dt>甲</dt><dt>乙</dt><dd>自然人：3</dd></dl>", "<dl></dl>"])
def test_other_lists_stay_lines(body):
    assert grids(body) == []


def test_lists_of_other_names_or_marks_are_tables_of_their_own():
    other = "<dl><dt>规章</dt><dd>现行有效件数：2</dd></dl>"
    assert len(grids(LISTS.format(3) + other)) == 2
    assert len(grids(LISTS.format(3) + "另有" + LISTS.format(4))) == 2
    assert grids(LISTS.format(3).replace("<dl>", "<dl hidden>")) == []


@pytest.mark.parametrize("head", [
    "<style>.t{display:table}.r{display:table-row}.r div{display:table-cell}</style>", "",
])
def test_elements_that_styles_set_as_a_table_are_one(head):
    own = [("", f" style='DISPLAY: {name}'")[not head] for name in ("table", "table-row", "table-cell")]
    row = f"<div class=r{own[1]}><div{own[2]}>{{}}</div><div{own[2]}>{{}}</div><div{own[2]}>{{}}</div></div>"
    body = f"<p>x</p><div class=t{own[0]}>{row.format('a', '', 'b')}{row.format('c', 1, '')}</div>"
    assert [shape(block) for block in read(body, head).blocks if isinstance(block, Grid)] == [
        [["a", "", "b"], ["c", "1", ""]]]


@pytest.mark.parametrize("row", [
    "<td>a<td>1</td><xd>2</td><td>3", "<td>a<td>1</td>2</td><td>3", "<td>a<td>1<td class='x>2</td><td class='>2<td>3",
])
def test_no_figure_of_a_row_whose_markup_is_damaged_is_certain(row):
    table = f"<table><tr><td>x<td>7<td>8<td>9<tr>{row}<tr><td>y<td>4<td>5<td>6</table>"
    assert grids(table) == [[["x", "7", "8", "9"], ["a", "\ufffd1", "\ufffd2", "\ufffd3"], ["y", "4", "5", "6"]]]
    assert lines(table, way=1) == ["x\t7\t8\t9", "a\t\ufffd1\t\ufffd2\t\ufffd3", "y\t4\t5\t6"]


def test_a_figure_whose_cell_tag_is_damaged_is_not_of_a_cell_left_open_above():
    rows = "<tr><td>甲<td>5<tc>0<tr><td>乙<td>1</td><ad>7<td>0</td></tr>"
    assert grids(f"<table>{rows}</table>") == [
        [["甲", "50", "^", "^"], ["乙", "\ufffd1", "\ufffd7", "\ufffd0"]]]


def test_cells_in_no_row_begin_one():
    assert grids("<table><tr><td>a<td>1</tr><td>b<td>2</tr><tr><td>c<td>3</table>") == [
        [["a", "1"], ["b", "2"], ["c", "3"]]]


def test_rows_that_do_not_end_where_most_do_or_meet_a_cell_from_above_are_torn():
    rows = "<tr><td>a<td colspan=3>b<tr><td>1<td rowspan=2>2<tr><td colspan=3>3<tr><td>4<td>5<tr><td>6<td>7"
    (grid,) = [block for block in read(f"<table>{rows}</table>").blocks if isinstance(block, Grid)]
    assert grid.torn == {0, 2}


def test_a_title_and_a_remark_beside_cells_damage_no_row():
    assert grids("<table>2030年<caption>1月12日</caption><tr><td>a<td>1</tr>5件 <tr><td>b<td>2</tr></table>") == [
        [["a", "1"], ["b", "2"]]]
