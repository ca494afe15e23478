"""The whole road, documents in and exports out: by the stages as plain functions, and once by the command line."""

import csv
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows import export, gather, ingest, nightly
from flows.home import Home
from flows.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared"
TRUTH = Path(__file__).with_name("samples")
CELLS = ("table", "row_key", "column_key")
NO_TABLES = "无表格的通知\n\n各村：请于下周报送材料。\n"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def night(home: Home, *paths: Path) -> nightly.Outcome:
    """A run without Prefect: the stages of flows.night one after the other."""
    with nightly.logged(home, nightly.new_run_id()) as outcome:
        nightly.collect(home, outcome, gather.Wishes(paths=paths))
        for documents in nightly.chunks(home):
            nightly.read(home, outcome, documents)
        nightly.build_and_publish(home, outcome)
        if outcome.published:
            nightly.write_exports(home, outcome)
    return outcome


def exported(home: Home, name: str) -> list[dict[str, str]]:
    path = home.root / f"{name}.csv"
    export.write(home, name, path, language="en")
    return rows(path)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """The samples and five bad inputs, in a home of their own."""
    folder = tmp_path_factory.mktemp("in") / "samples"
    shutil.copytree(SAMPLES, folder)
    (folder / "notice.txt").write_text(NO_TABLES, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "cut.pdf").write_bytes((SAMPLES / "baoligen-2023.pdf").read_bytes()[:900])
    (folder / "2017.html").write_text("<h1>关店乡2017年政府信息公开年度报告</h1><p>主动公开信息12条，受理申请0件。</p>",
                                      encoding="utf-8")
    (folder / "奇怪 的 '名字', #1?%20 (终稿)").mkdir()
    shutil.copy(SAMPLES / "baikui-2021.txt", folder / "奇怪 的 '名字', #1?%20 (终稿)" / "=cmd|' 报告;\"x\".txt")
    (folder / os.fsdecode(b"\xb1\xa8\xb8\xe6.txt")).write_text(NO_TABLES + "又一份", encoding="utf-8")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200 * 1024 * 1024)
    home = Home.at(tmp_path_factory.mktemp("home"))
    outcome = night(home, folder)
    documents = {row["source_file"]: row for row in exported(home, "documents")}
    return home, folder, outcome, documents, exported(home, "facts")


def wrong_cells(facts: list[dict], truth: list[dict]) -> list[tuple]:
    """Cells of one document that are not exactly what the truth says; a blank is a blank."""
    found = {tuple(fact[name] for name in CELLS): fact for fact in facts}
    wanted = {tuple(cell[name] for name in CELLS): cell["value"] for cell in truth}
    wrong = [(address, value, found[address]["value"], found[address]["status"]) for address, value in wanted.items()
             if (found[address]["value"], found[address]["status"]) != (value, "reported" if value else "blank")]
    return wrong + [(address, "not printed", fact["value"], fact["status"]) for address, fact in found.items()
                    if address not in wanted and fact["status"] != "absent"]


def test_the_samples_are_published(samples):
    _, _, outcome, documents, _ = samples
    assert outcome.state == "published" and not [check for check in outcome.checks if check.stops]
    assert {documents[path.name]["state"] for path in SAMPLES.iterdir()} <= {"loaded", "superseded"}


@pytest.mark.parametrize("wanted", rows(TRUTH / "index.csv"), ids=lambda row: row["source_file"])
def test_samples_cell_by_cell(samples, wanted):
    _, _, _, documents, facts = samples
    own = [fact for fact in facts if fact["source_file"] == wanted["source_file"]]
    assert wrong_cells(own, rows(TRUTH / wanted["cells"])) == []
    for row in (documents[wanted["source_file"]], *own):
        assert {name: row[name] for name in ("region_code", "report_year", "edition")} \
            == {name: wanted[name] for name in ("region_code", "report_year", "edition")}
        assert wanted["agency_name"].endswith(row["agency_name"])


@pytest.mark.parametrize("folder, index", [("seeds", "truth/index.csv"), ("real", "index.csv")])
def test_shared_documents_cell_by_cell(tmp_path, folder, index):
    source = SHARED / folder
    if not source.exists():
        pytest.skip(f"{folder} of the shared folder is not here")
    home = Home.at(tmp_path / "home")
    wishes = tmp_path / "in"
    wishes.mkdir()
    wanted = rows(source / index)
    for row in wanted:
        shutil.copy(source / row["source_file"], wishes)
    assert night(home, wishes).state == "published"
    facts = exported(home, "facts")
    for row in wanted:
        own = [fact for fact in facts if fact["source_file"] == row["source_file"]]
        assert wrong_cells(own, rows((source / index).with_name(row["cells"]))) == []
        named = {(fact["region_code"], fact["report_year"]) for fact in own}
        assert named == {(row["region_code"], row["report_year"])}
        assert all(row["agency_official_name"].endswith(fact["agency_name"]) for fact in own)


@pytest.mark.parametrize("name, words", [
    ("notice.txt", ""), ("empty.txt", "empty"), ("cut.pdf", "damaged"), ("2017.html", "2017"),
    ("huge.txt", "large"),
])
def test_bad_inputs_end_as_rows_with_a_reason(samples, name, words):
    _, _, _, documents, facts = samples
    assert documents[name]["state"] == "set_aside"
    assert words in documents[name]["reason"] + documents[name]["report_year"] and documents[name]["reason"]
    assert not [fact for fact in facts if fact["source_file"] == name]


def test_odd_names_are_read_and_harmless(samples):
    _, folder, _, documents, _ = samples
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(documents) == len(files)
    odd = next(row for name, row in documents.items() if name.startswith(("奇怪", "'奇怪")))
    assert {odd["state"], documents["baikui-2021.txt"]["state"]} == {"loaded", "duplicate"}


def test_every_loaded_document_has_every_cell_of_its_form(samples):
    _, _, _, documents, facts = samples
    for name, row in documents.items():
        count = sum(fact["source_file"] == name for fact in facts)
        assert count == (200 if row["state"] in ("loaded", "superseded") else 0), name


def test_a_second_run_reads_nothing_and_publishes_nothing_new(samples):
    home, folder, first, _, facts = samples
    batches = {path.name: path.stat().st_mtime_ns for path in home.staged.iterdir() if path.is_dir()}
    release = home.current.resolve()
    second = night(home, folder)
    assert (second.state, second.read) == ("unchanged", 0)
    assert second.release == first.release == release
    assert {path.name: path.stat().st_mtime_ns for path in home.staged.iterdir() if path.is_dir()} == batches
    assert exported(home, "facts") == facts
    with Ledger(home.ledger) as ledger:
        assert len(ledger.unread(ingest.already_read(home))) == 0


def test_a_new_document_is_the_only_one_read(samples, tmp_path):
    home, folder, _, documents, _ = samples
    copy = tmp_path / "home"
    shutil.copytree(home.root, copy, symlinks=True, ignore=shutil.ignore_patterns("huge*"))
    text = (SAMPLES / "guandian-2022.txt").read_text(encoding="utf-8")
    new = tmp_path / "new.txt"
    new.write_text(text.replace("2022", "2023"), encoding="utf-8")
    outcome = night(Home.at(copy), new)
    assert (outcome.state, outcome.read) == ("published", 1)
    again = {row["sha256"]: row for row in exported(Home.at(copy), "documents")}
    assert again[hashlib.sha256(new.read_bytes()).hexdigest()]["report_year"] == "2023"
    assert len(again) == len({row["sha256"] for row in documents.values()}) + 1


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_command_line_runs_the_flow_without_a_server(tmp_path):
    for name in ("baihua-2022.txt", "beishan-2023.md"):
        shutil.copy(SAMPLES / name, tmp_path)
    home = tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    program = [str(Path(sys.executable).with_name("gongkai"))]
    done = subprocess.run([*program, "run", *map(str, tmp_path.glob("b*")), "--home", str(home)], env=environment,
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "文件 2 份：已入库 2" in done.stdout and "232761201" in done.stdout
    assert (home / "current.duckdb").exists() and (home / "prefect").is_dir()
    assert {"facts.csv", "documents.csv", "provincial_summary.csv"} <= {path.name for path in home.glob("exports/*")}
    with Ledger(home / "ledger.sqlite") as ledger:
        assert ledger.runs(1)[0]["state"] == "published"
