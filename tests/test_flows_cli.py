"""The command line: what it answers, how it ends, and that help costs nothing."""

import csv
import json
import re
import shutil
import subprocess
import sys

import pytest

from flows import cli, gather, nightly
from flows.home import Home, project_data

SAMPLES = project_data() / "samples"
HEAVY = {"prefect", "polars", "duckdb", "pdfplumber", "docx", "opencc", "httpx", "highspy"}
ASK_FOR_HELP = """
import resource, sys
sys.argv = ["gongkai", "--help"]
from flows import cli
try:
    cli.main()
except SystemExit as end:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(end.code, used.ru_utime + used.ru_stime, *sys.modules, file=sys.stderr)
"""


def gongkai(*words) -> int:
    """The exit code of the command line with these words."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr(sys, "argv", ["gongkai", *map(str, words)])
        cli.main()
    return end.value.code or 0


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in which two samples are published."""
    folder = tmp_path_factory.mktemp("in")
    for name in ("baihua-2022.txt", "baikui-2021.txt"):
        shutil.copy(SAMPLES / name, folder)
    place = Home.at(tmp_path_factory.mktemp("home"))
    with nightly.logged(place, nightly.new_run_id()) as outcome:
        nightly.collect(place, outcome, gather.Wishes(paths=(folder,)))
        for documents in nightly.chunks(place):
            nightly.read(place, outcome, documents)
        nightly.build_and_publish(place, outcome)
    return place.root


def test_help_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", ASK_FOR_HELP], capture_output=True, text=True, check=True)
    code, seconds, *modules = done.stderr.split()
    assert code in ("0", "None") and not HEAVY & set(modules)
    assert float(seconds) < 1.5  # of processor time, on a machine however busy; half a second where it is not
    for command in ("run", "read", "check", "whose", "sql", "export", "status", "runs", "rollback", "serve"):
        assert command in done.stdout


@pytest.mark.parametrize("words", [
    ("nonsense",), ("read",), ("read", "no/such/file.pdf"), ("check", "no/such/file.pdf"), ("run", "no/such/folder"),
    ("export", "nonsense", "--out", "x.csv"), ("run", "--nonsense"), ("sql",), ("whose",), ("export", "facts"),
    ("export", "facts", "--out", "x.csv", "--year", "some"), ("form", "x.xlsx"), ("form", "x.xlsx", "--year", "2022"),
    ("form", "x.xlsx", "--year", "2022", "--region", "23", "--agency", "23"),
])
def test_wrong_usage_ends_with_two(words, capsys):
    assert gongkai(*words) == 2
    said = capsys.readouterr()
    assert said.err + said.out


@pytest.mark.parametrize("words, chinese", [
    (("nonsense",), "没有命令"), (("runn",), "是否想写"), (("read",), "缺少参数"), (("run", "--nonsense"), "没有选项"),
    (("export", "facts", "--year", "some"), "应为整数"), (("status", "--language", "fr"), "只能是"),
    (("status", "x"), "多出的词"), (("run", "--since", "tomorrow"), "应为日期"), (("whose",), "给出线索"),
    (("export", "facts"), "--out"), (("form", "x.xlsx", "--year", "2022"), "--agency"),
])
def test_wrong_usage_is_told_in_chinese_too(words, chinese, capsys):
    assert gongkai(*words) == 2
    assert chinese in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_wrong_line_of_the_sources_is_wrong_usage_and_is_named(command, tmp_path, capsys):
    (tmp_path / "s.csv").write_text("source,kind,address\na,list,https://a.example\nb,list,ftp://b\n", encoding="utf-8")
    home = Home.at(tmp_path / "home")
    home.ledger.touch()  # not a new home
    assert gongkai(command, "--sources", tmp_path / "s.csv", "--home", home.root) == 2
    said = capsys.readouterr().err
    assert "s.csv line 3: the address of a list begins with" in said and "第 3 行" in said
    assert list(home.root.iterdir()) == [home.ledger]


def test_every_option_is_explained_in_both_languages():
    for name in cli.app:
        if name.startswith("-"):
            continue
        for argument in cli.app[name].assemble_argument_collection():
            assert re.search("[\u4e00-\u9fff]", argument.parameter.help or ""), (name, argument.name)


@pytest.mark.parametrize("words", [
    ("sql", "select 1"), ("export", "facts", "--out", "facts.csv"), ("rollback",),
])
def test_without_a_release_the_end_is_one(words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert gongkai(*words, "--home", tmp_path / "home") == 1
    assert "gongkai" in capsys.readouterr().err


def test_brackets_in_a_name_are_said_as_they_are(capsys):
    name = f"[2022] of a [/township], {'long' * 40}.html"
    assert gongkai("check", name) == 2 and f"{name} does not exist" in capsys.readouterr().err


def test_status_before_the_first_run(tmp_path, capsys):
    assert gongkai("status", "--home", tmp_path) == 0
    assert "gongkai run" in capsys.readouterr().out


@pytest.mark.parametrize("words", [
    ("status",), ("runs",), ("releases",), ("sql", "select 1"), ("rollback",), ("run", "--dry-run"), ("run",),
    ("export", "facts", "--out", "facts.csv"), ("export", "list"), ("docs", "docs.html"),
])
def test_what_only_looks_makes_nothing(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert gongkai(*words, "--home", tmp_path / "home") in (0, 1, 2)
    assert not (tmp_path / "home").exists() and capsys.readouterr()


def test_a_run_with_nothing_to_collect_says_what_to_do(tmp_path, capsys):
    assert gongkai("run", "--home", tmp_path / "home") == 2
    assert "gongkai run FOLDER" in capsys.readouterr().err


def test_read_says_what_a_document_says(capsys):
    assert gongkai("read", SAMPLES / "baihua-2022.txt") == 0
    said = capsys.readouterr().out
    assert "232761201" in said and "2022" in said
    assert gongkai("read", SAMPLES / "baihua-2022.txt", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["facts"]) == 200 and found["documents"][0]["region_code"] == "232761201"
    assert gongkai("read", SAMPLES / "baikui-2021.txt", "--cells") == 0
    assert capsys.readouterr().out.count("| 第三表 |") >= 175
    assert gongkai("read", SAMPLES / "baikui-2021.txt", "--cells", "--language", "en") == 0
    assert capsys.readouterr().out.count("| applications |") >= 175


def test_read_touches_no_warehouse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert gongkai("read", SAMPLES / "baikui-2021.txt") == 0
    assert not list(tmp_path.iterdir())


def test_what_is_no_report_is_not_read(tmp_path, capsys):
    path = tmp_path / "notice.txt"
    path.write_text("各村：请于下周报送材料。", encoding="utf-8")
    assert gongkai("read", path) == 1 and "未入库" in capsys.readouterr().out
    assert gongkai("read", path, "--language", "en") == 1 and "set aside" in capsys.readouterr().out
    assert gongkai("check", path) == 1 and "not read" in capsys.readouterr().out


def test_check_holds_a_draft_against_the_form(tmp_path, capsys):
    text = (SAMPLES / "baihua-2022.txt").read_text(encoding="utf-8")
    assert gongkai("check", SAMPLES / "baihua-2022.txt") == 0
    capsys.readouterr()
    row = "\n一、本年新收政府信息公开申请数量\t0\t0"
    assert row in text
    draft = tmp_path / "draft.txt"
    draft.write_text(text.replace(row, row[:-1] + "3"), encoding="utf-8")
    assert gongkai("check", draft) == 1
    assert "3" in capsys.readouterr().out


def test_a_figure_that_cannot_be_read_is_told_with_the_one_the_sums_force(tmp_path, capsys):
    text = (SAMPLES / "baihua-2022.txt").read_text(encoding="utf-8")
    row = "\n一、本年新收政府信息公开申请数量\t0\t"
    assert row in text
    (tmp_path / "draft.txt").write_text(text.replace(row, row[:-2] + "o#\t"), encoding="utf-8")
    assert gongkai("check", tmp_path / "draft.txt") == 1
    assert "不是数字（印作：o#），按勾稽关系应为 0" in capsys.readouterr().out


def test_a_draft_left_blank_is_not_said_to_add_up(tmp_path, capsys):
    assert gongkai("check", SAMPLES / "baikui-2021.txt") == 0
    assert "有 1 处因留空而无法核对" in capsys.readouterr().out


def test_why_a_draft_is_not_read_is_said_in_the_language_of_the_check(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("通知：明天开会", encoding="utf-8")
    assert gongkai("check", tmp_path / "a.txt") == 1
    assert "没有认出这是政府信息公开工作年度报告" in capsys.readouterr().out


def test_sql(home, capsys):
    query = "select region_code, report_year from dim_document where state = 'loaded' order by all"
    assert gongkai("sql", query, "--home", home, "--csv") == 0
    assert capsys.readouterr().out.split() == ["region_code,report_year", "230111107,2021", "232761201,2022"]
    assert gongkai("sql", "select region_code, report_year from mart_township_comparison", "--home", home) == 0
    assert "230111107" in capsys.readouterr().out
    assert gongkai("sql", "select nonsense", "--home", home) == 1
    assert "nonsense" in capsys.readouterr().err


def test_a_question_cannot_change_the_release(home, capsys):
    assert gongkai("sql", "create table mine as select 1", "--home", home) == 1
    assert gongkai("sql", "delete from dim_document", "--home", home) == 1


def test_the_names_of_exports_as_the_help_asks_for_them(home, capsys):
    assert gongkai("export", "list", "--home", home) == 0
    assert {"facts", "documents", "township_comparison", "provincial_summary"} <= set(capsys.readouterr().out.split())


def test_export(home, tmp_path, capsys):
    out = tmp_path / "facts.csv"
    assert gongkai("export", "facts", "--out", out, "--home", home, "--year", "2022", "--province", "23") == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 200 and {row["region_code"] for row in rows} == {"232761201"}
    assert gongkai("export", "facts", "--out", out, "--home", home, "--province", "海中") == 1
    assert gongkai("export", "facts", "--out", tmp_path / "facts.odt", "--home", home) == 1


def test_form(home, tmp_path, capsys):
    out = tmp_path / "new" / "form.xlsx"
    assert gongkai("form", out, "--home", home, "--year", "2022", "--agency", "白桦乡") == 0
    assert out.read_bytes().startswith(b"PK") and str(out) in capsys.readouterr().out
    assert gongkai("form", out, "--home", home, "--year", "2022", "--region", "海中") == 1


def test_status_runs_and_releases(home, capsys, monkeypatch):
    for command in ("status", "runs", "releases"):
        assert gongkai(command, "--home", home) == 0
        assert "已发布" in capsys.readouterr().out or command == "releases"
        monkeypatch.setenv("GONGKAI_LANGUAGE", "en")
        assert gongkai(command, "--home", home) == 0
        assert "published" in capsys.readouterr().out or command == "releases"
        monkeypatch.delenv("GONGKAI_LANGUAGE")


def test_whose(capsys):
    assert gongkai("whose", "--title", "呼兰区白奎镇2021年政府信息公开工作年度报告") == 0
    found = json.loads(capsys.readouterr().out)
    assert "230111107" in json.dumps(found) and "2021" in json.dumps(found)
