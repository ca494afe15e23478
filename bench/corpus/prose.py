"""Running text for the made reports, in words of our own, with figures that must not be taken for the table's."""

import random

OVERALL = (
    "{year}年，{we}围绕群众关心的事项做好公开工作，全年在网站和公众号发布各类信息{a}条，其中政策文件{b}件。",
    "一年来，{we}按照条例规定及时更新公开目录，主动公开信息{a}条，比{last}年多{b}条，收到群众来电{c}次。",
    "{we}明确一名负责同志抓公开工作，落实先审后发，全年办理来信{b}件，公示事项{a}项，未发生泄密。",
    "（一）主动公开。{we}通过公示栏、村务群和网站公开信息{a}条。（二）依申请公开。按时答复，渠道畅通。",
    "（三）平台建设。{we}的栏目共{b}个，点击{a}次。（四）监督保障。组织培训{c}期，参训{b}人次。",
)
PROBLEMS = (
    "主要问题：一是更新不够及时；二是解读形式单一。{next}年将补齐短板，计划培训{c}期。",
    "存在公开内容不够全面、人员更换较多等不足。下一步打算充实力量，做好{next}年的工作。",
    "（一）问题：个别栏目内容偏少。（二）改进：建立台账，每季度自查一次，全年不少于{c}次。",
)
OTHER = ("无其他需要报告的事项。", "本年度未收取信息处理费。", "{year}年没有收费情况，无其他事项。", "无")
PREFACE = (
    "根据《中华人民共和国政府信息公开条例》要求，现公布{agency}{year}年度报告。所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "按照国办公开办函{order}要求，{agency}编制了本报告，统计期限为{year}年1月1日至{year}年12月31日。",
    "本报告由{agency}依据条例第五十条编制，全文在政府网站公布。数据截至{year}年12月31日。",
)
ORDERS = ("〔2021〕30号", "〔2019〕60号", "〔202130号")
FOOT = ("{agency}\n{next}年1月{day}日", "{next}年1月{day}日", "")
WE = {"township": ("我镇", "本机关", "我乡"), "street": ("街道", "本街道"), "other": ("我单位", "全市上下", "本机关")}


def words(rng: random.Random, choices, **facts) -> str:
    numbers = {"a": rng.randrange(20, 3000), "b": rng.randrange(2, 90), "c": rng.randrange(1, 12)}
    return rng.choice(choices).format(**numbers, **facts)


def preface(rng: random.Random, agency: str, year: int) -> str:
    return words(rng, PREFACE, agency=agency, year=year, order=rng.choice(ORDERS))


def we(rng: random.Random, agency: dict) -> str:
    town = agency["township"]
    kind = "other" if not town else "street" if town.endswith("街道") else "township"
    word = rng.choice(WE[kind])
    return f"我{town[-1]}" if kind == "township" and word != "本机关" else word


def overall(rng: random.Random, agency: dict, year: int) -> list[str]:
    name = we(rng, agency)
    return [words(rng, OVERALL, we=name, year=year, last=year - 1) for _ in range(rng.randrange(1, 4))]


def problems(rng: random.Random, year: int) -> list[str]:
    return [words(rng, PROBLEMS, next=year + 1)]


def other(rng: random.Random, year: int) -> list[str]:
    return [words(rng, OTHER, year=year)]


def foot(rng: random.Random, agency: str, year: int) -> str:
    return rng.choice(FOOT).format(agency=agency, next=year + 1, day=rng.randrange(3, 31))
