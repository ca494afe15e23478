"""The READMEs say what is so: their SQL runs and answers as shown, their commands, files and names exist.

`python tests/test_readme.py` runs the questions on data/samples and writes the answers into both READMEs.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from decimal import Decimal
from pathlib import Path

import pytest

from flows import cli, export, models, nightly, releases
from flows.gather import Wishes
from flows.home import Home

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted(ROOT.glob("OPERATING*.md"))]
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)+)", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]+`|^    .+$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`((?:data|sql|flows|extract|transform|tests|bench)/[\w./-]+)`")
PRODUCED = ("data/current.duckdb", "data/raw", "data/staged", "data/releases", "data/exports", "bench/out")


def build(folder: Path) -> Home:
    """A home in ``folder`` with one release of the sample reports, made by the stages of a night, without Prefect."""
    home = Home.at(folder)
    with nightly.logged(home, nightly.new_run_id()) as outcome:
        nightly.collect(home, outcome, Wishes(paths=(ROOT / "data" / "samples",)))
        for documents in nightly.chunks(home):
            nightly.read(home, outcome, documents)
        nightly.build_and_publish(home, outcome)
    assert outcome.published, outcome.checks
    return home


def table(con, sql: str) -> str:
    """The answer to a query as Markdown."""
    cursor = con.execute(sql)
    heads = [column[0] for column in cursor.description]
    lines = [heads, ["---"] * len(heads), *([shown(value) for value in row] for row in cursor.fetchall())]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def shown(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(export.plain(value) if isinstance(value, Decimal) else value).replace("|", "\\|")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Every `gongkai COMMAND --option …` in the code of a page."""
    for code in CODE.findall(text(page)):
        for line in code.splitlines():
            for command, rest in re.findall(r"\bgongkai ([a-z]+)\b([^`#|]*)", line):
                yield command, re.findall(r"(?<!\S)--[a-z-]+", rest)


def test_every_question_is_answered_as_shown_and_the_python_runs(tmp_path):
    home = build(tmp_path / "data")
    asked = QUESTION.findall(text(READMES[0]))
    assert len(asked) >= 10
    with releases.connect(home) as con:
        for sql, answer in asked:
            assert table(con, sql) == answer, f"{sql}\nIs this better now? Then run: python tests/test_readme.py"
    snippets = PYTHON.findall(text(READMES[0]))
    assert snippets
    with chdir(tmp_path):
        for snippet in snippets:
            exec(snippet, {})


def test_both_readmes_ask_and_answer_the_same():
    for pattern in (QUESTION, PYTHON):
        ours, theirs = (pattern.findall(text(page)) for page in READMES)
        assert ours == theirs
    assert text(READMES[0]).count("```sql") == len(QUESTION.findall(text(READMES[0])))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page):
    met = list(commands(page))
    assert met
    for command, options in met:
        assert command in list(cli.app), f"there is no gongkai {command}"
        known = {name for argument in cli.app[command].assemble_argument_collection() for name in argument.names}
        assert set(options) <= known | {"--help"}, (command, options)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_files_and_folders_exist(page):
    targets = set(re.findall(r"^([a-z0-9]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?m)(?:^ *|`|&& |RUN )make ([a-z0-9]+)", "\n".join(CODE.findall(text(page)))))
    assert named <= targets, named - targets
    absent = [name for name in NAMED.findall(text(page))
              if not name.startswith(PRODUCED) and not (ROOT / name).exists()]
    assert not absent


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_tables_and_exports_named_exist(page):
    models_there = {model.name for model in models.all_models()}
    named = set(re.findall(r"\b(?:mart|fct|dim)_[a-z0-9_]+", text(page)))
    assert named <= models_there, named - models_there
    exported = set(re.findall(r"gongkai export ([a-z_0-9]+)", text(page))) - {"list"}
    assert exported and exported <= set(export.names())


def rewrite() -> None:
    """Write today's answers into both READMEs."""
    with tempfile.TemporaryDirectory() as folder, releases.connect(build(Path(folder) / "data")) as con:
        for page in READMES:
            page.write_text(QUESTION.sub(
                lambda found: f"```sql\n{found['sql']}```\n\n{table(con, found['sql'])}", text(page)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(rewrite())
