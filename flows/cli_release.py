"""Commands that ask or move the releases of a home. What is heavy is imported where it is used."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.terminal import CHINESE, DEFAULT_HOME, HomeOption, LanguageOption, complain, show


def sql(
    query: Annotated[str, Parameter(help="SQL, DuckDB's 查询语句")],
    *,
    home: HomeOption = DEFAULT_HOME,
    csv: Annotated[bool, Parameter(negative="", help="as CSV 输出 CSV")] = False,
) -> int:
    """Ask the current release in SQL. 用 SQL 查询当前数据库。"""
    from flows import ask

    ask.answer(home, query, csv)
    return 0


def export(
    name: Annotated[str, Parameter(help="which, or list 导出表名；list 列出全部")],
    out: Annotated[Path | None, Parameter(help="file to write, .csv or .xlsx 写到哪个文件")] = None,
    *,
    home: HomeOption = DEFAULT_HOME,
    region: Annotated[str | None, Parameter(
        name=("--region", "--province"), help="only this province, prefecture or county: name or code 区划")] = None,
    year: Annotated[int | None, Parameter(help="only this report year 年度")] = None,
    language: LanguageOption = CHINESE,
) -> int:
    """Write an export of the current release; `gongkai export list` says what there is. 导出 CSV 或 Excel。"""
    from flows import export as exports
    from flows import export_words, phrases
    from flows.home import Home

    if name == "list":
        print("\n".join(f"{name:20} {export_words.about(name)[language]}" for name in exports.names()))
        return 0
    if name not in exports.names():
        complain(f"there is no export {name!r}; there are: {', '.join(exports.names())}")
        return 2
    if out is None:
        complain("--out FILE is needed")
        return 2
    rows = exports.write(Home.there(home), name, out, region, year, language)
    print(phrases.words(language)["export_written"].format(rows=rows, out=out))
    return 0


def form(
    out: Annotated[Path, Parameter(help="file to write, .xlsx 写到哪个文件")],
    *,
    year: Annotated[int, Parameter(help="report year 年度")],
    home: HomeOption = DEFAULT_HOME,
    region: Annotated[str | None, Parameter(
        help="sum over this province, prefecture or county, and its own report: name or code 区划")] = None,
    agency: Annotated[str | None, Parameter(help="the report of this agency alone: name or key 机关")] = None,
    language: LanguageOption = CHINESE,
) -> int:
    """Fill in the statutory form for printing: a region's sums, or one agency's report. 按法定表式生成汇总表（Excel）。

    OUT is a workbook, .xlsx: one sheet for every level summed and edition of the form, the cells behind its marks,
    and who has reported or not. 每种口径、每版表式一张表，另附标记出处和报告名单（含未收到的）。
    """
    from flows import form as forms
    from flows import phrases
    from flows.home import Home

    if (region is None) == (agency is None):
        complain("give either --region or --agency")
        return 2
    written = forms.write(Home.there(home), out, year, region, agency, language)
    print(phrases.words(language)["form_written"].format(forms=written, out=out))
    return 0


def status(*, home: HomeOption = DEFAULT_HOME, language: LanguageOption = CHINESE) -> int:
    """The current release, the last nights and what waits for a person. 当前状态。"""
    from flows import ask

    show(ask.status(home, language))
    return 0


def runs(
    *,
    home: HomeOption = DEFAULT_HOME,
    limit: Annotated[int, Parameter(help="how many 几次")] = 10,
    language: LanguageOption = CHINESE,
) -> int:
    """The last runs, newest first: how long, what came. 最近的运行。"""
    from flows import ask

    show(ask.runs(home, limit, language))
    return 0


def releases(*, home: HomeOption = DEFAULT_HOME, language: LanguageOption = CHINESE) -> int:
    """The releases kept, newest first. 已发布的版本。"""
    from flows import ask

    show(ask.releases(home, language))
    return 0


def rollback(
    to: Annotated[str | None, Parameter(help="to the release of this run 退到这次运行的版本")] = None,
    *,
    home: HomeOption = DEFAULT_HOME,
    language: LanguageOption = CHINESE,
) -> int:
    """Go back to the release before, or to the one of run TO; the exports follow. 退回到上一版，导出表随之重写。"""
    from flows import nightly, phrases, releases
    from flows.home import Home

    place = Home.there(home)
    release = nightly.go_back(place, to)
    say = phrases.words(language)
    documents = (release.manifest.get("documents") or {}).get("loaded", 0)
    print(say["rolled_back"].format(release=release.path.name, documents=documents))
    newest = releases.listing(place)[0]
    if newest.run_id != release.run_id:
        print(say["forward"].format(run=newest.run_id))
    return 0


def docs(
    out: Annotated[Path, Parameter(help="page to write, .html 写到哪个文件")],
    *,
    home: HomeOption = DEFAULT_HOME,
) -> int:
    """Write the data dictionary with lineage as a page. 数据字典。"""
    from flows import docs_page
    from flows.home import Home

    docs_page.write(Home.there(home), out)
    print(f"written to {out}")
    return 0
