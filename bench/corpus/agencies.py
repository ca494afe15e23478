"""Who reports: agencies of the statistical division codes, the ways they are named, and titles in the shapes met."""

import csv
import random
from pathlib import Path

AGENCIES = Path(__file__).with_name("agencies.csv")
WEIGHTS = {"township": 0.72, "county": 0.16, "prefecture": 0.08, "department": 0.03, "province": 0.01}
DEPARTMENTS = ("教育局", "卫生健康局", "自然资源局", "发展和改革局", "住房和城乡建设局", "审计局", "民政局")
TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{year}年度{agency}政府信息公开工作年度报告",
    "{agency}{year}年信息公开年度报告",
    "{agency}{year}年度政府信息公开工作报告",
    "{agency}关于{year}年政府信息公开工作年度报告",
    "{agency} {year} 年政府信息公开工作年度报告",
    "{agency}\n{year} 年政府信息公开工作\n年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作\n年度报告",
    "{agency}政府信息公开工作年度报告（{year}年度）",
    "{agency}{year}年度信息公开年度报告（{next}年1月）",
    "{agency}{chinese}年政府信息公开工作年度报告",
)
DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def load() -> dict[str, list[dict]]:
    """level → agencies of that level; departments are offices of a county."""
    levels: dict[str, list[dict]] = {}
    with open(AGENCIES, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            levels.setdefault(row["level"], []).append(row)
    levels["department"] = [row | {"level": "department"} for row in levels["county"]]
    return levels


def draw(rng: random.Random, levels: dict[str, list[dict]]) -> dict:
    level = rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    agency = dict(rng.choice(levels[level]))
    agency["office"] = rng.choice(DEPARTMENTS) if level == "department" else ""
    return agency


def official_name(agency: dict) -> str:
    """The full name, from prefecture down."""
    if agency["office"]:
        return agency["county"] + agency["office"]
    own = agency["township"] or agency["county"] or agency["prefecture"] or agency["province"]
    above = {"township": agency["prefecture"] + agency["county"], "county": agency["prefecture"]}
    return above.get(agency["level"], "") + own + seat(own)


def seat(name: str) -> str:
    return "办事处" if name.endswith("街道") else "人民政府"


def printed_name(rng: random.Random, agency: dict) -> tuple[str, bool]:
    """A name as a title has it, and whether that name alone leaves one agency only."""
    if agency["level"] != "township":
        own = agency["office"] and agency["county"] + agency["office"]
        own = own or agency["county"] or agency["prefecture"] or agency["province"]
        end = "" if agency["office"] else rng.choice(("人民政府", "人民政府", "", "政府"))
        above = agency["prefecture"] if agency["county"] and rng.random() < 0.4 else ""
        return above + own + end, agency["bearers_of_name"] == "1" or bool(above)
    town = agency["township"]
    end = rng.choice((seat(town), seat(town), seat(town), ""))
    if not town.endswith("街道") and rng.random() < 0.1:
        end = "政府"
    depth = rng.choices(("county", "prefecture", "province", "town"), weights=(6, 2, 1, 1))[0]
    above = {
        "county": agency["county"],
        "prefecture": agency["prefecture"] + agency["county"],
        "province": agency["province"] + agency["prefecture"] + agency["county"],
        "town": "",
    }[depth]
    alone = agency["bearers_of_name"] if depth == "town" else agency["bearers_with_county"]
    return above + town + end, alone == "1" or depth in ("prefecture", "province")


def title(rng: random.Random, name: str, year: int) -> str:
    chinese = "".join(DIGITS[digit] for digit in str(year))
    return rng.choice(TITLES).format(agency=name, year=year, next=year + 1, chinese=chinese)
