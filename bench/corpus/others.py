"""Documents that are no report of the fixed form: to be set aside with a reason, never forced into the form."""

import random

from . import agencies, prose
from .model import Report

ENGLISH = "Annual Report of {year} on Government Information Disclosure\n\nIn {year} the office published {a} items.\n"
GUIDE = "{agency}政府信息公开指南\n\n为方便公众获取信息，编制本指南。\n一、公开范围\n规章、行政规范性文件、行政许可、" \
    "行政处罚。\n二、申请方式\n申请人可当面提交或邮寄。受理时间：工作日9:00—17:00。\n"
EXPLAINED = "解读《{agency}{year}年政府信息公开工作年度报告》\n\n报告共六部分。" \
    "全年收到申请{b}件，予以公开{c}件，行政许可{a}件。\n"
OLD = "{agency}{year}年政府信息公开工作年度报告\n\n一、概述\n{we}主动公开信息{a}条。\n二、主动公开情况\n全年{a}条。\n" \
    "三、依申请公开情况\n受理申请{b}件，答复{b}件，其中同意公开{c}件。\n四、收费情况\n未收费。\n五、复议诉讼情况\n无。\n"
NOTICE = "关于做好{year}年度政府信息公开工作年度报告编制工作的通知\n\n各乡镇、各部门：\n请于1月31日前报送年度报告。\n"
KINDS = {"english": ENGLISH, "guide": GUIDE, "interpretation": EXPLAINED, "old": OLD, "notice": NOTICE, "empty": ""}


def write(number: int, seed: int, levels: dict, kind: str) -> tuple[Report, random.Random, str]:
    """A report without a cell to read, and its text."""
    rng = random.Random(f"{seed}/{number}/{kind}")
    agency = agencies.draw(rng, levels)
    year = rng.randrange(2009, 2019) if kind == "old" else rng.randrange(2019, 2025)
    report = Report(number, agency, year, 0, {})
    name, report.agency_decidable = agencies.printed_name(rng, agency)
    facts = {"agency": name, "we": prose.we(rng, agency), "year": year}
    return report, rng, prose.words(rng, [KINDS[kind]], **facts)
