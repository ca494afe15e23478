"""Files that hold more than one report, and those that hold one report twice."""

import pytest

from extract import form, match
from extract.grid import Content, Line
from flows import reader
from flows.home import project_data

FORMS = form.load(reader.form_cells(), reader.table_rows(project_data() / "forms" / "labels.csv"))
MATCHER = match.Matcher(FORMS)
TABLE = FORMS.tables["applications"]
FIGURES = [str(number) for number in range(3, 28)]


def report(*figures: str, contents: bool = False) -> list[str]:
    """One report in lines of tabs; ``figures`` the total of each row of the applications table, once the natural
    persons' too."""
    titles = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
              "四、政府信息公开行政复议、行政诉讼情况"]
    keys = [row for row in TABLE.rows if ("2021", row) in TABLE.columns]
    rows = ["\t".join([TABLE.paths[row][-1], number, *"00000", number])
            for row, number in zip(keys, figures, strict=True)]
    article20 = ["信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t0\t0\t0", "行政规范性文件\t1\t0\t4"]
    heads = ["申请人情况", "\t自然人\t法人或其他组织\t\t\t\t\t总计",
             "\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"]
    review = ["行政复议\t\t\t\t\t行政诉讼", "\t".join("100010000000000"), "五、存在的主要问题及改进情况"]
    return [*(titles if contents else ()), titles[0], *article20, titles[1], *heads, *rows, titles[2], *review]


def several(lines: list[str]) -> bool:
    return MATCHER.readings(Content([Line(line, f"line {number}") for number, line in enumerate(lines, 1)])).several


@pytest.mark.parametrize("second, wanted", [
    ([*reversed(FIGURES)], True),  # another report
    (FIGURES, False),  # the same once more
    ([*FIGURES[:-1], "99"], False),  # the same but for one figure: that cell is in doubt, the file is not
    (["0"] * 25, True),
])
def test_sections_that_begin_anew_with_other_figures_are_another_report(second, wanted):
    assert several(report(*FIGURES) + report(*second)) is wanted


def test_a_list_of_contents_is_no_report():
    assert not several(report(*FIGURES, contents=True))


def test_reports_without_requests_are_told_apart_by_more_than_one_row():
    nothing = ["0"] * 25
    assert not several(report(*nothing) + report("2", *nothing[1:]))


def test_a_report_whose_last_table_is_lost_ends_where_the_next_begins():
    first = [line.replace("\t", " ") for line in report(*FIGURES) if not line.startswith(("行政复议", "1\t"))]
    second = [line.replace("\t", " ") for line in report(*reversed(FIGURES))]
    assert several(first + second)


def untitled(lines: list[str]) -> list[str]:
    """A report whose titles of sections are lost, as where its three tables are drawn as one."""
    return [line for line in lines if line[0] not in "二三四五"]


@pytest.mark.parametrize("both", [True, False])
def test_a_report_without_titles_ends_where_the_tables_begin_anew(both):
    second = report(*reversed(FIGURES))
    assert several(untitled(report(*FIGURES)) + (untitled(second) if both else second))


@pytest.mark.parametrize("both", [True, False])
def test_a_report_without_titles_printed_twice_is_one(both):
    second = report(*FIGURES)
    assert not several(untitled(report(*FIGURES)) + (untitled(second) if both else second))
