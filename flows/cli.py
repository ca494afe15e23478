"""The command line. Everything heavy is imported where it is used, so that ``--help`` answers at once."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from flows import cli_document, cli_release
from flows.terminal import CHINESE, DEFAULT_HOME, HomeOption, LanguageOption, complain, complaint, missing, show

HostsOption = Annotated[tuple[str, ...], Parameter(
    negative="", show_default=False, help="a host that may lie at a private address 可为内网地址的主机")]

app = App(
    name="gongkai",
    help="公开: China's disclosure reports as proven, comparable data. 政府信息公开年度报告 → 可核验、可比较的数据。",
    version="0.1.0",
    error_formatter=complaint,
)


def main() -> None:
    """Run the command line; exit 2 for wrong usage, 1 where the work could not be done."""
    try:
        sys.exit(app(sys.argv[1:], exit_on_error=True) or 0)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as problem:
        from flows import mistakes

        if mistakes.is_ours(problem):
            raise
        complain(str(problem))
        sys.exit(status_of(problem))


def status_of(problem: Exception) -> int:
    """How a command ends over a problem: a file of sources that cannot be used is wrong usage."""
    from flows.sources import Wrong

    return 2 if isinstance(problem, Wrong) else 1


@app.command
def run(
    *paths: Annotated[Path, Parameter(help="files or folders of reports 报告文件或文件夹")],
    home: HomeOption = DEFAULT_HOME,
    sources: Annotated[Path | None, Parameter(help="file of sources; default data/sources.csv 来源清单")] = None,
    only: Annotated[str | None, Parameter(help="collect this source alone 只采集这个来源")] = None,
    since: Annotated[datetime | None, Parameter(
        help="ask every page found since then again 此日以来发现的页面全部重访")] = None,
    allow_host: HostsOption = (),
    pace: Annotated[float, Parameter(help="seconds between two requests to one host 同一网站两次访问的间隔秒数")] = 3.0,
    dry_run: Annotated[bool, Parameter(
        negative="", help="say what would be collected, and stop 只列出将采集什么")] = False,
    language: LanguageOption = CHINESE,
) -> int:
    """Collect, read, build, check, publish and export. 采集、读取、建库、核验、发布、导出。

    Without paths the sources are asked. Exit 0 when a release stands at the end, 1 when none was published, 2 for
    wrong usage. 不给路径则访问来源。退出码：0 有可用版本，1 没有发布，2 用法有误。
    """
    if missing(*paths):
        return 2
    from flows import gather, nightly, report
    from flows.home import Home

    usual = gather.Wishes()
    wishes = gather.Wishes(paths=tuple(paths), sources=sources or usual.sources, only=only, since=since, pace=pace,
                           allowed_hosts=frozenset(allow_host))
    place, lines = Home.there(home), wishes.lines()  # a wrong line is wrong usage, before anything is begun
    if dry_run:
        with nightly.desk(place, looking=True) as desk:
            print("\n".join(gather.planned(wishes, desk)))
        return 0
    if not paths and not place.ledger.exists() and not lines:
        complain(gather.lacking(wishes)[0])
        return 2
    place = Home.at(home)
    outcome = nightly.run(place, wishes)
    show(report.night(place, outcome, language))
    return 0 if outcome.published else 1


@app.command
def serve(
    *,
    home: HomeOption = DEFAULT_HOME,
    cron: Annotated[str, Parameter(help="when, as a cron line 运行时间")] = "30 3 * * *",
    timezone: Annotated[str, Parameter(help="of the cron line 时区")] = "Asia/Shanghai",
    port: Annotated[int | None, Parameter(
        help="of the Prefect page, where no server is set Prefect 页面的端口")] = None,
    sources: Annotated[Path | None, Parameter(help="file of sources; default data/sources.csv 来源清单")] = None,
    contact: Annotated[str | None, Parameter(
        help="address that sites are told; default GONGKAI_CONTACT 告知网站的联系方式")] = None,
    allow_host: HostsOption = (),
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


for command in (cli_document.read, cli_document.check, cli_document.whose, cli_release.sql, cli_release.export,
                cli_release.form, cli_release.status, cli_release.runs, cli_release.releases, cli_release.rollback,
                cli_release.docs):
    app.command(command)


if __name__ == "__main__":
    main()
