"""What a check says is said in the language of the check."""

import ast
import importlib
from pathlib import Path

import pytest

from extract import pdf, reading
from flows import phrases, single

ROOT = Path(__file__).parents[1]
FILLED = "7"
WHOLE = ("Unreadable", "Refusal", "Refused", "Hiccup")  # raised with a reason, and most with a remedy


def texts(node: ast.expr, module) -> list[str]:
    """What an expression that gives a text may say, with ``FILLED`` where something is filled in."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Name):
        value = getattr(module, node.id, None)
        return [value] if isinstance(value, str) else []
    if isinstance(node, ast.IfExp):
        return [*texts(node.body, module), *texts(node.orelse, module)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else FILLED for part in node.values)]
    return []


def written(room: str) -> set[str]:
    """Every reason and remedy that the code of a room writes where it gives a document up."""
    said = set()
    for path in sorted((ROOT / room).glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        for call in calls:
            name = getattr(call.func, "id", "")
            method = getattr(call.func, "attr", "")
            arguments = call.args[:2] if name in WHOLE else call.args[:1] if method == "undecided" else \
                call.args[1:] if name in ("stopped", "set_aside") or method == "_doubt" else []
            module = importlib.import_module(f"{room}.{path.stem}") if arguments else None
            said |= {text for one in arguments for text in texts(one, module)}
    return said


def test_every_reason_for_giving_a_document_up_is_said_in_chinese():
    said = written("extract") | written("flows") | written("transform")
    said |= {text for pair in (*reading.SET_ASIDE.values(), *pdf.ERRORS.values()) for text in pair}
    said |= {"scanned pictures without a text layer", "the PDF holds no text", "no statutory table was found"}
    assert len(said) > 60
    assert not [text for text in sorted(said) if phrases.translated(text) is None]


@pytest.mark.parametrize("text, chinese", [
    ("region undecided: 龙华区: its division may be several; candidates: 440309|460106",
     "归属未定：龙华区可能属于几个区划；候选：440309|460106"),
    ("set aside as guide (year undecided: a guide has no report year)",
     "这是指南，不是年度报告（年度未定：非年度报告，没有报告年度）"),
    ("set aside as guide (region undecided: 城关镇 is the name of 106 divisions; year undecided: a guide has no report "
     "year); candidates: 1|2",
     "这是指南，不是年度报告（归属未定：有 106 个区划叫城关镇；年度未定：非年度报告，没有报告年度）；候选：1|2"),
    ("region undecided: 甲县 and 乙乡 both act in it", "归属未定：文中甲县和乙乡都像是发文机关"),
    ("s.csv line 2: pace_seconds is 'abc'; it is a number of seconds from 0 to 600",
     "s.csv 第 2 行：pace_seconds 写作 'abc'，应为 0 到 600 之间的秒数"),
])
def test_one_reason_within_another_is_said_in_chinese_too(text, chinese):
    assert phrases.reason(text, "zh") == chinese


@pytest.mark.parametrize("text", [
    "no list of arrivals: documents stand under their hashes",
    "data/places/divisions.parquet is missing: agencies have no regions above them",
    "changes are not told: the last release has another shape (Binder Error: no column (agency_key); really)"])
def test_the_notes_of_a_release_and_a_full_disk_are_said_in_chinese(text):
    assert phrases.translated(text)
    assert phrases.translated("database or disk is full")


def test_a_place_is_told_in_chinese():
    assert phrases.place("page 2, table 1, row 4, column 3", "zh") == "第 2 页第 1 个表第 4 行第 3 列"
    assert phrases.place("table at line 69, row 4, column 1", "zh") == "第 69 行起的表第 4 行第 1 列"
    assert phrases.place("line 13 · line 14", "zh") == "第 13 行 · 第 14 行"
    assert phrases.place("line 13", "en") == "line 13"


def test_a_reason_keeps_what_it_names_and_what_has_no_translation():
    assert phrases.reason("no statutory table was found; pictures: 2 (a.png, b.png)", "zh") == (
        "没有找到法定表格；其中有图片（2 (a.png, b.png)）")
    assert phrases.reason("an archive of 3 files, 2 of them documents", "zh") == (
        "压缩包内有 3 个文件，其中 2 个是文档")
    assert phrases.reason("the file is empty; something new", "zh") == "文件是空的；something new"
    assert phrases.reason("the file is empty", "en") == "the file is empty"


@pytest.mark.parametrize("data, chinese, english", [
    (b"\xff\xd8\xff\xe0" + bytes(200), "这是图片，没有文字", "a picture without text"),
    (b"", "文件是空的", "the file is empty"),
    (b"%PDF-1.4\n%%EOF", "PDF 已损坏或不完整。请重新下载", "the PDF is damaged or cut short. fetch it again"),
])
def test_a_file_that_cannot_be_read_is_told_from_one_that_is_no_report(data, chinese, english):
    found = single.read_bytes("report.pdf", data)
    assert found.document["kind"] == "unknown"
    assert chinese in single.check(found, "zh") and english in single.check(found, "en")
