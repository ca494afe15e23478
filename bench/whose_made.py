"""python -m bench.whose_made: pages composed from the register, in the forms seen in life, and what comes of them.

Each page is of a township, county or department drawn from the register, in a year it stood: with or without a title,
first sentence, contact line, publisher, host and path, its county given or left out, and with things beside them that
mislead (a cited upper government, a neighbour, next year's plan, last year's figures). A page's clue says what tells
its division apart: ``county`` (named), ``host`` (spelled in full), ``unique`` (only one of the name) or ``none``.
Prints verdicts by sort and clue; with ``--show N`` the first N wrong ones and those undecided with a clue. Ends with 1
where one is wrong.
"""

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass

import polars as pl

from flows import whose
from flows.home import project_data
from transform.place_divisions import OWN_KIND, Division

YEARS = range(2019, 2026)
OWN = {"town": "镇", "township": "乡", "ethnic_township": "乡", "sumu": "苏木", "street": "街道"}
OWN_ORGAN = {"局": "局", "委": "委", "会": "会", "心": "中心"}
LETTERS = {"县": "x", "区": "q", "市": "s", "旗": "q"}
DEPARTMENTS = """
市监局 住建局 人社局 发改委 发改局 卫健委 卫健局 教体局 文旅局 教育局 财政局 民政局 司法局 审计局 统计局
医保局 应急管理局 市场监督管理局 住房和城乡建设局 人力资源和社会保障局 发展和改革委员会 卫生健康委员会
文化和旅游局 自然资源局 自然资源和规划局 交通运输局 水利局 农业农村局 乡村振兴局 退役军人事务局 行政审批服务局
城市管理综合执法局 信访局 商务局 林业和草原局 政府办公室 机关事务服务中心 供销合作社联合社 残疾人联合会 公安局
生态环境分局 税务局 气象局 第一中学 人民医院 城市投资集团有限公司
"""
TITLES = """
{name}{year}年政府信息公开工作年度报告
{year}年{name}政府信息公开工作年度报告
{name}{year}年度信息公开年度报告
{name}{year}年度政府信息公开工作报告
{name}/{year}年政府信息公开/工作年度报告
{name}关于{year}年政府信息公开工作情况的报告
{year}年{name}信息公开工作年度报告
"""
FIRST = """
{year}年,{name}认真贯彻落实条例,持续推进政务公开。
{year}年以来,{name}坚持以公开为常态、不公开为例外。
根据《中华人民共和国政府信息公开条例》(国务院令第711号)要求,现公布{name}{year}年政府信息公开工作年度报告。
本年度报告由{name}根据条例规定编制。
{name}高度重视政府信息公开工作,{year}年各项工作有序开展。
"""
OWN_FIRST = """
{year}年,我{own}认真贯彻落实条例,持续推进政务公开。
{year}年以来,本{own}不断加强政府信息公开工作。
"""
PERIOD = """
统计期限自{year}年1月1日起至{year}年12月31日止。
所列数据的统计期限为{year}年1月1日至12月31日。
"""
CONTACT = """
如对本报告有疑问,请与{name}办公室联系(联系电话:6221018)。
联系人:{name}党政办,电话6221018。
如有疑问,请联系{name}(地址:{name}幸福路12号)。
"""
MISLEADING = """
按照《{upper}人民政府办公室关于做好{year}年政府信息公开工作年度报告编制工作的通知》要求开展工作。
贯彻落实{upper}人民政府有关部署。
组织人员赴{neighbour}学习交流政务公开经验。
{next}年,我单位将进一步加强政务公开工作。
与{last}年相比,主动公开信息增加12条,{last}年公开信息30条。
在{upper}政务服务和大数据管理局的指导下,进一步规范公开内容。
在{town}开展试点,取得良好成效。
{town}积极推进基层政务公开标准化规范化建设。
在{neighbour}、{town}等地{year}年政府信息公开工作年度报告基础上编制。
收到申请3件,其中1件结转{next}年办理。
本单位依托广东省政务服务网公开信息。
"""
PUBLISHER = "索引号: 0001-2023/发布机构: {name}/发布日期: {next}-01-17"
SITE = "本报告电子版可在{county}人民政府门户网站下载。"
CITED = "按照《{county}人民政府办公室关于做好{year}年度报告编制工作的通知》要求编制。"
PLACES = ("title", "first", "contact", "publisher", "site", "cited")


def lines(block: str) -> list[str]:
    return block.strip().split("\n")


@dataclass
class Page:
    """A made page: what a user would hand over, the codes that are right, the year, and what tells its division."""

    record: dict[str, str]
    codes: set[str]
    year: int
    sort: str
    clue: str


@dataclass
class Agency:
    """Who reports: its division, year, name alone and in full, what it calls itself, county and what is above that."""

    row: Division
    year: int
    sort: str
    name: str
    full: str
    own: str
    county: str
    upper: str


class Maker:
    """Makes pages from the register by chance, always the same ones from one seed."""

    def __init__(self, answerer: whose.Answerer, frame: pl.DataFrame, seed: int):
        self.register, self.spellings = answerer.resolver.register, answerer.resolver.spellings
        self.spellings.load()
        self.chance = random.Random(seed)
        known = pl.col("region_code").is_not_null() & ~pl.col("kind").is_in(OWN_KIND) & (pl.col("spellings") != "")
        known &= ~pl.col("name").str.starts_with("直辖")
        zone = pl.col("region_code").str.slice(6, 1).is_in(["4", "5"])  # bodies of zones, whatever they are called
        named = frame.filter(known & ~zone)
        levels = ("township", "county", "prefecture", "province")
        self.codes = {level: sorted(set(named.filter(pl.col("level") == level)["region_code"])) for level in levels}

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, block: str) -> str:
        return self.chance.choice(lines(block)).replace("/", "\n")

    def standing(self, level: str) -> tuple[Division, int]:
        """A row drawn with a year in which it surely stood."""
        while True:
            year = self.chance.choice(YEARS)
            row = self.register.at(self.chance.choice(self.codes[level]), year)
            if row.holds(year) and row.first < 2024:
                return row, year

    def township(self) -> Agency:
        row, year = self.standing("township")
        county = self.register.at(row.county or row.prefecture, year).name
        upper = self.register.at(row.prefecture or row.province, year).name
        name = self.name_of(row, year)
        full = self.chance.choice(("", upper)) + county + name
        if len(county) > 2 and self.some(0.15):  # 耿马大兴乡
            full = self.register.at(row.county or row.prefecture, year).short + name
        return Agency(row, year, "township", name, full, OWN.get(row.kind, "单位"), county, upper)

    def name_of(self, row: Division, year: int) -> str:
        """A township as it is written: bare, with its office, without its peoples, by a former name."""
        former = [one.name for one in self.rows_of(row.key) if year - 4 < one.last < row.first]
        bare = self.chance.choice(former) if former and self.some(0.3) else row.name
        if row.kind == "street":
            stem = bare.removesuffix("街道")
            return self.chance.choice((bare, bare + "办事处", stem + "街道办事处", stem + "街道办", stem + "办事处"))
        if row.kind == "ethnic_township" and len(row.short) > 1 and self.some(0.4):
            bare = row.short + "乡"
        return bare + self.chance.choice(("", "人民政府", "政府"))

    def organ(self) -> Agency:
        level = self.chance.choices(("county", "prefecture", "province"), (8, 2, 1))[0]
        row, year = self.standing(level)
        upper = self.register.at(row.prefecture or row.province, year).name
        upper = "" if upper == row.name else upper
        if self.some(0.25):
            name = row.name + self.chance.choice(("", "人民政府"))
            return Agency(row, year, "government", name, upper + name, row.name[-1], "", upper)
        organ = self.chance.choice(DEPARTMENTS.split())
        full = self.chance.choice(("", upper)) + row.name + organ
        name = self.chance.choice(("", "地区" if row.name.endswith("地区") else row.name[-1])) + organ
        return Agency(row, year, "department", name, full, OWN_ORGAN.get(organ[-1], "单位"), row.name, upper)

    def page(self) -> Page:
        agency = self.township() if self.some(0.6) else self.organ()
        place = self.chance.choice(PLACES) if agency.county and self.some(0.55) else ""
        title, text = self.said(agency, place)
        url, told = self.address(agency)
        clue = "county" if place or not agency.county else "host" if told else "none"
        if clue == "none" and self.is_unique(agency):
            clue = "unique"
        codes = {row.code for row in self.rows_of(agency.row.key) if row.holds(agency.year)}
        return Page({"url": url, "title": title, "text": text}, codes, agency.year, agency.sort, clue)

    def said(self, agency: Agency, place: str) -> tuple[str, str]:
        """Title and text; ``place`` is where the county is named, elsewhere the name stands alone."""
        words = {"year": agency.year, "next": agency.year + 1, "last": agency.year - 1, "own": agency.own}
        words |= {"county": agency.county, "upper": agency.upper, "neighbour": self.neighbour(agency)}
        words |= {"town": self.town_beside(agency)}
        told = {place, self.chance.choice(PLACES[:4])}

        def say(form: str, here: str) -> str:
            return form.replace("/", "\n").format(name=agency.full if place == here else agency.name, **words)

        title = say(self.pick(TITLES), "title") if "title" in told or self.some(0.5) else ""
        text = [say(PUBLISHER, "publisher")] if "publisher" in told or self.some(0.2) else []
        if title and self.some(0.3):
            text, title = [*text, title], ""
        first = "first" in told or self.some(0.4)
        text += ["一、总体情况", say(self.pick(FIRST if first else OWN_FIRST), "first"), say(self.pick(PERIOD), "")]
        if "contact" in told or self.some(0.4):
            text.append(say(self.pick(CONTACT), "contact"))
        text += [form.format(**words) for where, form in (("site", SITE), ("cited", CITED)) if where == place]
        beside = [form for form in lines(MISLEADING) if self.some(0.15) and (agency.upper or "{upper}" not in form)]
        return title, "\n".join([*text, *(form.format(**words) for form in beside)])

    def address(self, agency: Agency) -> tuple[str, bool]:
        """An address, and whether its host surely tells the county. On a city's site the path begins with the
        county's letters, and a county does not take its city's name for its host."""
        row, year = agency.row, agency.year
        home = row if agency.sort != "township" else self.register.at(row.county or row.prefecture, year)
        upper = self.register.at((home.level == "county" and home.prefecture) or home.province, year)
        kind = self.chance.choice(("full", "initials", "foreign", "none", "upper"))
        if kind == "none" or home.level == "province" or not home.readings or not upper.readings:
            return "", False
        end = f"zwgk/zfxxgk/{year + 1}01/t{year + 1}0113_5{self.chance.randrange(10**6)}.html"
        parts, city = home.readings[0].split(), "".join(upper.readings[0].split())
        if kind == "foreign":
            return f"http://www.{self.chance.choice('abcdefgh')}kqtz.com/{end}", False
        full, letter = "".join(parts), LETTERS.get(home.name[-1], "x")
        short = "".join(part[0] for part in parts) + letter
        if kind == "upper":
            return f"http://www.{city}.gov.cn/{self.chance.choice(('', 'xq/'))}{short}/{end}", False
        host = short if kind == "initials" else full + letter if full == city else full
        sure = host == full and len(parts) > 1 and len({one.key for one in self.spellings.full[full]}) == 1
        return f"http://www.{host}.gov.cn/{end}", sure

    def rows_of(self, key: str) -> list[Division]:
        self.register.in_year(key, None)
        return [self.register.rows[at] for at in self.register.by_key[key]]

    def is_unique(self, agency: Agency) -> bool:
        rows = (self.register.rows[at] for one in self.register.mentions(agency.name) for at in one.rows)
        return agency.sort == "township" and {row.key for row in rows if row.near(agency.year)} == {agency.row.key}

    def town_beside(self, agency: Agency) -> str:
        """Another township of the agency's county, prefecture or province."""
        code = agency.row.county or agency.row.code
        found = [one for one in self.codes["township"] if one.startswith(code[:6]) and one != agency.row.code]
        return self.register.at(self.chance.choice(found), agency.year).name if found else "部分乡镇"

    def neighbour(self, agency: Agency) -> str:
        code = agency.row.code[:6]
        rows = [row for row in self.register.within(code[:4]) if row.code != code and row.name != agency.county]
        return self.chance.choice(rows).name if rows else "兄弟单位"


def verdict(page: Page, answer: dict) -> str:
    code, year = answer["region_code"], answer["report_year"]
    if (code is not None and code not in page.codes) or (year is not None and year != page.year):
        return "wrong"
    return "undecided" if code is None or year is None else "right"


def made(count: int, seed: int) -> list[tuple[Page, dict, str]]:
    """Pages with their answers and verdicts."""
    answerer = whose.Answerer.load()
    maker = Maker(answerer, pl.read_parquet(project_data() / "places" / "divisions.parquet"), seed)
    pages = [maker.page() for _ in range(count)]
    answers = [whose.answer_record(page.record, answerer) for page in pages]
    return [(page, answer, verdict(page, answer)) for page, answer in zip(pages, answers, strict=True)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    found = made(given.count, given.seed)
    odd = [one for one in found if one[2] == "wrong" or (one[2] == "undecided" and one[0].clue != "none")]
    for page, answer, said in odd[: given.show]:
        print(said, page.sort, page.clue, page.codes, page.year, page.record)
        print("   ->", *(answer[name] for name in ("agency", "region_code", "report_year", "reason", "candidates")))
    counts = Counter((page.sort, page.clue, said) for page, _, said in found)
    for sort, clue in sorted({key[:2] for key in counts}):
        print(sort, clue, *(f"{counts[sort, clue, said]} {said}" for said in ("right", "undecided", "wrong")))
    return int(any(said == "wrong" for _, _, said in found))


if __name__ == "__main__":
    sys.exit(main())
