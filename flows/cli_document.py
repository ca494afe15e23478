"""Commands that ask one document or text; they touch no warehouse. What is heavy is imported where it is used."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.terminal import CHINESE, LanguageOption, complain, missing, show

FileArgument = Annotated[Path, Parameter(help="report, or draft of one 报告或草稿")]


def read(
    file: FileArgument,
    *,
    cells: Annotated[bool, Parameter(negative="", help="list every cell 列出每个单元格")] = False,
    json: Annotated[bool, Parameter(negative="", help="as JSON 输出 JSON")] = False,
    language: LanguageOption = CHINESE,
) -> int:
    """Print what one document says, with status and proof; touches no warehouse. 读一份文件，不入库。"""
    if missing(file):
        return 2
    from flows import single

    found = single.read(file)
    print(single.as_json(found)) if json else show(single.as_markdown(found, cells, language))
    return 0 if found.loaded else 1


def check(file: FileArgument, *, language: LanguageOption = CHINESE) -> int:
    """Check a report, or a draft of one, by the form's own arithmetic. 发布前自查：勾稽关系是否成立。

    Exit 0 when no sum of the form fails and every cell is read or left blank (those are listed), 1 when not or when the
    file is no report, 2 when there is no such file. 退出码：0 无误（留空只作提示），1 有误或不是报告，2 无此文件。
    """
    if missing(file):
        return 2
    from flows import single

    found = single.read(file)
    show(single.check(found, language))
    return 0 if found.sound else 1


def whose(
    *,
    url: Annotated[str | None, Parameter(help="address of the page 网址")] = None,
    title: Annotated[str | None, Parameter(help="title of the page 标题")] = None,
    text: Annotated[str | None, Parameter(help="text of the report 正文")] = None,
    jsonl: Annotated[bool, Parameter(
        negative="", help="objects on standard input, one answer a line 从标准输入逐行读取")] = False,
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
