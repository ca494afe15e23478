"""The command line. Everything heavy is imported where it is used, so that ``--help`` answers at once."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

app = App(
    name="gongkai",
    help="公开: China's disclosure reports as proven, comparable data. 政府信息公开年度报告 → 可核验、可比较的数据。",
    version="0.1.0",
)
HomeOption = Annotated[Path, Parameter(name="--home", help="root of everything produced 产出的根目录")]
DEFAULT_HOME = Path("data")


def main() -> None:
    """Run the command line; exit 2 for wrong usage, 1 where the work could not be done."""
    try:
        sys.exit(app(sys.argv[1:], exit_on_error=True) or 0)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as problem:
        if is_our_mistake(problem):
            raise
        complain(str(problem))
        sys.exit(1)


def is_our_mistake(problem: Exception) -> bool:
    """Whether a traceback helps: only for what the operator cannot mend."""
    import sqlite3

    import duckdb

    from flows.lock import Held
    from flows.sources import Wrong

    return not isinstance(problem, (Held, Wrong, LookupError, ValueError, OSError, duckdb.Error, sqlite3.Error)) \
        or isinstance(problem, (KeyError, IndexError))


def complain(text: str) -> None:
    from rich.console import Console
    from rich.text import Text

    # a Text, since brackets in a name or message are no markup; unbroken, so that paths can be copied
    Console(stderr=True).print(Text.assemble(("gongkai", "bold red"), ": ", text), soft_wrap=True)


def show(markdown: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    if console.is_terminal:
        console.print(Markdown(markdown))
    else:
        print(markdown)


def missing(*paths: Path) -> bool:
    """Complain of paths that are not there."""
    absent = [path for path in paths if not path.exists()]
    for path in absent:
        complain(f"{path} does not exist 路径不存在")
    return bool(absent)


@app.command
def run(
    *paths: Path,
    home: HomeOption = DEFAULT_HOME,
    sources: Annotated[Path | None, Parameter(help="file of sources; default data/sources.csv")] = None,
    only: Annotated[str | None, Parameter(help="collect this source alone")] = None,
    since: Annotated[datetime | None, Parameter(help="ask every page found since then again")] = None,
    allow_host: Annotated[tuple[str, ...], Parameter(help="a host that may lie at a private address")] = (),
    pace: Annotated[float, Parameter(help="seconds between two requests to one host")] = 3.0,
    dry_run: Annotated[bool, Parameter(negative="", help="say what would be collected, and stop")] = False,
) -> int:
    """Collect, read, build, check, publish and export. 采集、读取、建库、核验、发布、导出。

    PATHs are files or folders of reports; without any, the sources are asked. Exit 0 when a release
    stands at the end, 1 when none was published, 2 for wrong usage.
    """
    if missing(*paths):
        return 2
    from flows import gather, nightly, report
    from flows.home import Home

    usual = gather.Wishes()
    wishes = gather.Wishes(paths=tuple(paths), sources=sources or usual.sources, only=only, since=since, pace=pace,
                           allowed_hosts=frozenset(allow_host))
    place = Home.there(home)
    if dry_run:
        with nightly.desk(place, looking=True) as desk:
            print("\n".join(gather.planned(wishes, desk)))
        return 0
    if not paths and not place.ledger.exists() and not wishes.lines():
        complain(gather.lacking(wishes)[0])
        return 2
    place = Home.at(home)
    outcome = nightly.run(place, wishes)
    show(report.night(place, outcome))
    return 0 if outcome.published else 1


@app.command
def read(
    file: Path,
    cells: Annotated[bool, Parameter(negative="", help="list every cell 列出每个单元格")] = False,
    json: Annotated[bool, Parameter(negative="", help="as JSON")] = False,
) -> int:
    """Print what one document says, with status and proof; touches no warehouse. 读一份文件，不入库。"""
    if missing(file):
        return 2
    from flows import single

    found = single.read(file)
    print(single.as_json(found)) if json else show(single.as_markdown(found, cells))
    return 0 if found.loaded else 1


@app.command
def check(
    file: Path,
    english: Annotated[bool, Parameter(negative="", help="say it in English 用英文说明")] = False,
) -> int:
    """Check a report, or a draft of one, by the form's own arithmetic. 发布前自查：勾稽关系是否成立。

    Exit 0 when no sum of the form fails and every cell is read or left blank (those are listed), 1 when not or when the
    file is no report, 2 when there is no such file. 退出码：0 无误（留空只作提示），1 有误或不是报告，2 无此文件。
    """
    if missing(file):
        return 2
    from flows import single

    found = single.read(file)
    show(single.check(found, "english" if english else "chinese"))
    return 0 if found.sound else 1


@app.command
def whose(
    url: str | None = None,
    title: str | None = None,
    text: str | None = None,
    jsonl: Annotated[bool, Parameter(negative="", help="objects on standard input, one answer a line")] = False,
) -> int:
    """Say whose report a text is, of which region and year. 判定报告归属：机关、区划、年度。"""
    import json

    from flows import whose as resolver

    if jsonl:
        answerer = resolver.Answerer.load()
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(resolver.answer_line(line, answerer), ensure_ascii=False), flush=True)
        return 0
    if not (url or title or text):
        complain("give --url, --title or --text, or --jsonl")
        return 2
    record = {"url": url, "title": title, "text": text}
    print(json.dumps(resolver.answer_record(record), ensure_ascii=False, indent=2))
    return 0


@app.command
def sql(
    query: str,
    home: HomeOption = DEFAULT_HOME,
    csv: Annotated[bool, Parameter(negative="", help="as CSV")] = False,
) -> int:
    """Ask the current release in SQL. 用 SQL 查询当前数据库。"""
    from flows import ask

    ask.answer(home, query, csv)
    return 0


@app.command
def export(
    name: str,
    out: Annotated[Path | None, Parameter(help="file to write, .csv or .xlsx")] = None,
    home: HomeOption = DEFAULT_HOME,
    province: Annotated[str | None, Parameter(help="only this province: name or code 省份")] = None,
    year: Annotated[int | None, Parameter(help="only this report year 年度")] = None,
    language: Annotated[Literal["zh", "en"], Parameter(help="of the headings 表头语言")] = "zh",
) -> int:
    """Write an export of the current release; `gongkai export list` names them. 导出 CSV 或 Excel。"""
    from flows import export as exports
    from flows.home import Home

    if name == "list":
        print("\n".join(exports.names()))
        return 0
    if name not in exports.names():
        complain(f"there is no export {name!r}; there are: {', '.join(exports.names())}")
        return 2
    if out is None:
        complain("--out FILE is needed")
        return 2
    rows = exports.write(Home.there(home), name, out, province, year, language)
    print(f"{rows} rows in {out}")
    return 0


@app.command
def status(home: HomeOption = DEFAULT_HOME) -> int:
    """The current release, the last nights and what waits for a person. 当前状态。"""
    from flows import ask

    show(ask.status(home))
    return 0


@app.command
def runs(home: HomeOption = DEFAULT_HOME, limit: int = 10) -> int:
    """The last runs, newest first: how long, what came. 最近的运行。"""
    from flows import ask

    show(ask.runs(home, limit))
    return 0


@app.command(name="releases")
def list_releases(home: HomeOption = DEFAULT_HOME) -> int:
    """The releases kept, newest first. 已发布的版本。"""
    from flows import ask

    show(ask.releases(home))
    return 0


@app.command
def rollback(to: str | None = None, home: HomeOption = DEFAULT_HOME) -> int:
    """Go back to the release before, or to the one of run TO. 退回到上一版。"""
    from flows import releases
    from flows.home import Home

    release = releases.rollback(Home.there(home), to)
    print(f"current release: {release.path.name}")
    return 0


@app.command
def docs(out: Path, home: HomeOption = DEFAULT_HOME) -> int:
    """Write the data dictionary with lineage as a page. 数据字典。"""
    from flows import docs_page
    from flows.home import Home

    docs_page.write(Home.there(home), out)
    print(f"written to {out}")
    return 0


@app.command
def serve(
    home: HomeOption = DEFAULT_HOME,
    cron: Annotated[str, Parameter(help="when, as a cron line 运行时间")] = "30 3 * * *",
    timezone: Annotated[str, Parameter(help="of the cron line 时区")] = "Asia/Shanghai",
    port: Annotated[int | None, Parameter(help="of the Prefect page, where no server is set")] = None,
    sources: Annotated[Path | None, Parameter(help="file of sources; default data/sources.csv")] = None,
    contact: Annotated[str | None, Parameter(help="address that sites are told; default GONGKAI_CONTACT")] = None,
    allow_host: Annotated[tuple[str, ...], Parameter(help="a host that may lie at a private address")] = (),
) -> int:
    """Run every night until stopped; needs no other service. 每夜定时运行。"""
    from flows import gather
    from flows import serve as serving
    from flows.home import Home

    usual = gather.Wishes()
    for problem in gather.lacking(gather.Wishes(sources=sources or usual.sources, contact=contact)):
        complain(problem)
    parameters = {"sources": str(sources.resolve()) if sources else None, "contact": contact,
                  "allowed_hosts": list(allow_host)}
    serving.serve(Home.at(home), serving.Schedule(cron, timezone, parameters), port)
    return 0


if __name__ == "__main__":
    main()
