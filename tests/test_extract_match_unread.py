"""Rows whose labels are printed without figures are lost to the reader, not left out by the author."""

from flows import single

TITLE = "松坪乡人民政府2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
ROWS = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "1.属于国家秘密",
        "2.没有现成信息需要另行制作", "2.重复申请", "（七）总计", "四、结转下年度继续办理"]


def statuses(*lines: str) -> dict[str, set[str]]:
    """What the rows of a text say that prints some rows, and lines without figures behind the fifth."""
    rows = [f"{label} 0 0 0 0 0 0 0" for label in ROWS]
    text = TITLE + "\n".join([*rows[:5], *lines, *rows[5:]])
    found: dict[str, set[str]] = {}
    for fact in single.read_bytes("page.txt", text.encode()).frames["facts"].iter_rows(named=True):
        found.setdefault(fact["row_key"], set()).add(fact["status"])
    return found


def test_a_label_between_whose_lines_another_column_stands():
    said = statuses("（五）不予 1.信访举报投", "处理", "诉类申请")
    assert said["outcome.not_processed.petition_or_complaint"] == {"missing"}


def test_a_label_of_which_nothing_is_printed():
    assert statuses()["outcome.not_processed.petition_or_complaint"] == {"absent"}
