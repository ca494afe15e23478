"""Whose report: the labelled real pages, the five seeds' truth, odd records, and speed."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from bench import whose_made
from flows import whose

FOLDER = Path(__file__).parent / "whose"
REPORTS = ("report", "pre_2019_report")


@pytest.fixture(scope="module")
def answerer():
    return whose.Answerer.load()


def labelled() -> list[dict]:
    """The labelled pages, each with the file it stands in."""
    files = sorted(FOLDER.glob("*.jsonl"))
    lines = ((file.stem, line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) | {"file": stem} for stem, line in lines]


@pytest.fixture(scope="module")
def judged(answerer):
    return [(page, whose.answer_record(page, answerer)) for page in labelled()]


def verdict(page: dict, answer: dict) -> str:
    """A label may allow further values (``also_...``) where the page itself leaves it open."""
    allowed = {name: [page[name], *page.get(f"also_{name}", ())] for name in ("region_code", "report_year")}
    if any(answer[name] is not None and answer[name] not in values for name, values in allowed.items()):
        return "wrong"
    return "right" if all(answer[name] in values for name, values in allowed.items()) else "undecided"


def test_no_labelled_report_is_accepted_wrong(judged):
    reports = [(page, answer) for page, answer in judged if page["kind"] in REPORTS]
    counts = Counter((page["file"], verdict(page, answer)) for page, answer in reports)
    print(dict(counts))
    assert [page["url"] for page, answer in reports if verdict(page, answer) == "wrong"] == []
    right = sum(number for (_, found), number in counts.items() if found == "right")
    assert right >= 0.97 * len(reports)


@pytest.mark.parametrize(
    "record",
    [{}, {"url": None}, {"title": 3, "text": ["x"]}, {"text": ""}, [], "x", None, {"url": "::", "text": "\x00"}],
)
def test_odd_records_get_an_answer_that_decides_nothing(record, answerer):
    answer = whose.answer_record(record, answerer)
    assert answer["region_code"] is None and answer["report_year"] is None


def test_a_line_that_is_no_json_says_so(answerer):
    assert "not JSON" in whose.answer_line("{", answerer)["reason"]


def test_ten_thousand_resolutions_take_under_twenty_seconds(answerer):
    pages = labelled()
    started = time.process_time()
    for page in pages:
        whose.answer_record(page, answerer)
    assert (time.process_time() - started) / len(pages) * 10_000 < 20


def test_of_pages_made_from_the_register_none_is_wrong_and_few_with_a_clue_are_undecided():
    found = whose_made.made(400, seed=20)
    assert [(page.record, answer["region_code"]) for page, answer, said in found if said == "wrong"] == []
    told = [said for page, _, said in found if page.clue != "none"]
    assert told.count("right") >= 0.95 * len(told)


BARE = "教育局2021年政府信息公开工作年度报告"
PERIOD = "统计期限为2021年1月1日至2021年12月31日。"


@pytest.mark.parametrize(
    ("page", "code", "year"),
    [
        # A neighbour that was visited, or an upper government that is cited, is not a department's own division.
        ({"title": BARE, "text": "贯彻落实滁州市人民政府有关部署。"}, None, 2021),
        ({"title": BARE, "text": "组织人员赴英山县学习交流工作经验。"}, None, 2021),
        ({"title": BARE, "text": "按照《英山县人民政府办公室关于做好年报工作的通知》编制。"}, "421124", 2021),
        ({"title": "和平街道办事处2021年政府信息公开工作年度报告"}, None, 2021),
        ({"text": f"德安县河东乡高度重视公开工作。{PERIOD}\n2022年,我乡将进一步加强公开工作。"}, "360426201", 2021),
        ({"title": "库车县人民政府2019年政府信息公开工作年度报告"}, "652923", 2019),
        # A government's web site among the channels; a name that is longer than the one known; a farm whose name begins
        # like a county far away; a county whose name ends like another; a report that is only listed.
        ({"text": f"现公布兰西县兰亚街道办事处2021年度报告。\n{PERIOD}\n政府网站\n兰西县\n其他需要报告的事项"},
         "231222003", 2021),
        ({"title": "二道河镇人民政府2021年政府信息公开工作年度报告"}, None, 2021),
        ({"text": f"发布机构 | 温县\n现公布温泉街道办事处2021年度报告。{PERIOD}"}, "410825001", 2021),
        ({"title": "七星林场2021年政府信息公开工作年度报告"}, None, 2021),
        ({"title": "赵庄镇2021年政府信息公开工作年报", "text": "现公布宝丰县赵庄镇2021年度报告。"}, "410421108", 2021),
        ({"text": "2021年,吐鲁番市高昌区住建局以条例为遵循,公开信息16条,其中:公示表、高昌区住建局2020年政府信息公开工作"
                  "年度报告、办理结果。"}, "650402", 2021),
        # Links to other pages, a menu of townships, the site's name before or above a report of somebody in the county.
        ({"text": f"现公布德安县河东乡2021年政府信息公开工作年度报告。{PERIOD}\n相关链接\n聂桥镇2020年政府信息公开工作"
                  "年度报告"}, "360426201", 2021),
        ({"text": f"现公布德安县河东乡2021年政府信息公开工作年度报告。{PERIOD}\n上一篇:聂桥镇2022年政府信息公开工作"
                  "年度报告"}, "360426201", 2021),
        ({"text": f"聂桥镇\n丰林镇\n车桥镇\n县财政局\n请联系德安县河东乡人民政府。{PERIOD}"}, "360426201", 2021),
        ({"title": "德安县人民政府 - 2021年政府信息公开工作年度报告", "text": "德安县河东乡人民政府\n2021年政府信息公开"
                                                                              "工作年度报告"}, "360426201", 2021),
        ({"text": f"德安县人民政府\n来源:德安县人民政府办公室\n现公布2021年度报告。{PERIOD}"}, None, 2021),
        ({"text": f"来源:本站\n如有疑问请联系德安县河东乡人民政府综合督考办公室。{PERIOD}"}, "360426201", 2021),
        ({"text": f"如有疑问请与济南市历下区街道办事处联系。{PERIOD}"}, None, 2021),
        ({"text": f"现公布《德安县2021年政府信息公开工作年度报告》。{PERIOD}\n2021年我乡认真落实。"}, None, 2021),
        # A date before the title, a year that lost a digit, one year's mention left over, a list of years.
        ({"title": "2022-01-20 2021年德安县河东乡政府信息公开工作年度报告"}, "360426201", 2021),
        ({"title": "德安县河东乡221年政府信息公开工作年度报告"}, "360426201", None),
        ({"title": "德安县河东乡政府信息公开工作年度报告", "text": "完成2020年政府信息公开工作。"}, "360426201", None),
        ({"text": "2022年政府信息公开工作年度报告\n2021年政府信息公开工作年度报告\n请联系德安县河东乡人民政府。"},
         "360426201", None),
        # A county's stem in the name of what may be its department; the host tells.
        ({"title": "重庆市开州财政局2021年政府信息公开年报"}, None, 2021),
        ({"title": "重庆市开州财政局2021年政府信息公开年报", "url": "http://www.cqkz.gov.cn/1.html"}, "500154", 2021),
        # A text that says only the city, on the site of one of its counties; a path that writes the city there.
        ({"url": "http://qzfz.gov.cn/1.html", "title": "泉州市人民政府2021年政府信息公开年报"}, None, 2021),
        ({"url": "http://www.alszq.gov.cn/1.html", "title": "阿拉善盟政府办公室2021年政府信息公开年报"}, None, 2021),
        ({"url": "http://www.hgds.gov.cn/hegang/1.html", "title": "鹤岗市财政局2021年政府信息公开年报"}, "2304", 2021),
        ({"url": "http://czj.huangshi.gov.cn/1.html", "title": "黄石市财政局2021年政府信息公开年报"}, "4202", 2021),
        # A city's site or publisher alone; counties' departments stand there too.
        ({"url": "http://www.huangshi.gov.cn/1.html", "title": BARE}, None, 2021),
        ({"url": "http://www.huangshi.gov.cn/1.html", "title": BARE, "text": "在市委、市政府领导下。"}, "4202", 2021),
        ({"title": BARE, "text": f"来源:黄石市人民政府\n{PERIOD}"}, None, 2021),
        ({"url": "http://www.huangshi.gov.cn/1.html", "text": f"总体情况\n2021年,我局落实条例。{PERIOD}"}, None, 2021),
        # The address writes another township than a clause names.
        ({"url": "http://qionghai.hainan.gov.cn/xz/yjz/1.html",
          "text": f"一、总体情况\n2021年,我镇落实条例。{PERIOD}\n嘉积镇积极推进试点。"}, None, 2021),
        # Initials of a host that write a sound by two letters.
        ({"url": "http://www.bjtzh.gov.cn/1.html", "title": "新华街道办事处2021年政府信息公开年报"}, "110112002", 2021),
        # Two townships act in it, each once.
        ({"text": f"现汇总2021年河东乡工作。{PERIOD}\n聂桥镇积极推进试点。", "url": "http://www.dean.gov.cn/1.html"},
         None, 2021),
    ],
)
def test_what_only_stands_beside_decides_nothing(page, code, year, answerer):
    answer = whose.answer_record(page, answerer)
    assert (answer["region_code"], answer["report_year"]) == (code, year), answer["evidence"]


OWN = f"一、总体情况\n2021年,我{{}}认真落实条例。{PERIOD}"


@pytest.mark.parametrize(
    ("page", "code", "agency"),
    [
        # A commission is no zone's committee; a department may be named once, in the middle of a sentence.
        ({"title": "天津市城市管理委员会2021年政府信息公开工作年度报告"}, "12", "天津市城市管理委员会"),
        ({"title": "滁州市国有资产监督管理委员会2021年政府信息公开年报"}, "3411", "滁州市国有资产监督管理委员会"),
        ({"text": f"为做好京山市卫生健康局公开工作。{OWN.format('局')}"}, "420882", "京山市卫生健康局"),
        ({"text": f"在京山市财政局指导下开展工作。{OWN.format('局')}"}, None, None),
        # A township that only its own documents name; one that a department's text names in passing.
        ({"text": f"制定《安龙县龙山镇公开规定》和《龙山镇五年规划》。{OWN.format('镇')}"}, "522328107", None),
        ({"text": f"龙山镇试点顺利。{OWN.format('局')}"}, None, None),
        # A street's office in short, a county's stem before the name, a name that was given up some years ago.
        ({"title": "辽源市龙山区北寿街道办2021年政府信息公开年报"}, "220402003", "辽源市龙山区北寿街道办事处"),
        ({"title": "綦江隆盛镇政府2021年政府信息公开年报"}, "500110115", "重庆市綦江区隆盛镇人民政府"),
        ({"title": "洪洞县辛村乡2022年政府信息公开年报"}, "141024109", None),
        ({"title": "西乌旗自然资源局2021年政府信息公开年报"}, "152526", None),
        ({"title": "昌吉市阿什里乡2021年政府信息公开年报"}, "652301202", None),
        # The year before the agency; 政府 that belongs to its name; those it was compiled from.
        ({"url": "http://zrzy.huangshi.gov.cn/1.html",
          "text": f"现公布2021年阳新县自然资源和规划局政府信息公开工作情况。\n{OWN.format('局')}"}, "420222", None),
        ({"text": f"现公布2021年长春市二道区人民政府信息公开工作年度报告。\n{PERIOD}"}, "220105", None),
        ({"text": f"在2021年各市(含定州、辛集市)、省政府各部门年度报告基础上编制。\n{PERIOD}"}, None, None),
        ({"text": f"索引号: | 330726ZF2/2022-4 | 发布机构: | 县卫健局 |\n{OWN.format('局')}"}, "330726", None),
        ({"url": "http://hrss.henan.gov.cn/1.html", "text": OWN.format("厅")}, "41", None),
        # A clause about another township; a portal of another province in a copied sentence.
        ({"text": f"新碧街道积极推进。\n{OWN.format('街道')}\n联系人:缙云县五云街道办事处"}, "331122001", None),
        ({"text": f"{OWN.format('局')}\n红果子镇积极推进。\n联系人:惠农区统计局"}, "640205", "石嘴山市惠农区统计局"),
        ({"text": f"由兰陵县向城镇人民政府编制。\n{PERIOD}\n请联系向城镇人民政府(地址:1号)"}, "371324108", None),
        ({"url": "http://puyang.gov.cn/1.html", "title": "城关镇2021年政府信息公开年报"}, None, None),
        ({"text": f"部分乡镇积极推进。\n{OWN.format('县')}"}, None, None),
        # The branch of a city's office for a county, by the county's full name or its stem; of one far away.
        ({"title": "益阳市生态环境局安化分局2021年政府信息公开年报"}, "430923", "益阳市生态环境局安化分局"),
        ({"title": "广州市公安局花都区分局2021年政府信息公开年报"}, "440114", "广州市公安局花都区分局"),
        ({"title": "益阳市生态环境局丙丁分局2021年政府信息公开年报"}, "4309", None),
        ({"title": "益阳市生态环境局安化分局2021年政府信息公开年报", "url": "http://www.taojiang.gov.cn/1.html"},
         None, None),
        ({"title": "石家庄市生态环境局井陉分局2021年政府信息公开年报"}, None, None),
        # A county's name that a copy has lost behind its city's; an organ whose name only begins like a level.
        ({"title": "大同市区财政局2021年政府信息公开年报", "text": f"本报告由平城区财政局编制。{PERIOD}"}, "140213",
         "大同市平城区财政局"),
        ({"title": "大同市区财政局2021年政府信息公开年报", "text": PERIOD}, None, None),
        ({"title": "大同市区块链服务中心2021年政府信息公开年报"}, "1402", "大同市区块链服务中心"),
        # A name the register has not, which ends like a county's of one letter; a county's former name.
        ({"title": "丙宁县教育局2021年政府信息公开年报"}, None, None),
        ({"text": f"本报告由代县财政局编制。{PERIOD}"}, "140923", "忻州市代县财政局"),
        ({"title": "晋宁县教育局2014年政府信息公开年报"}, "530115", "昆明市晋宁区教育局"),
        # Its own office, its web site, what it was combined with; a commission that develops; labels before a title.
        ({"title": "桃江县财政局办公室2021年政府信息公开年报"}, "430922", "益阳市桃江县财政局"),
        ({"text": f"{OWN.format('单位')}\n本报告可在桃江县财政局门户网站下载。"}, "430922", "益阳市桃江县财政局"),
        ({"text": f"由桃江县财政局围绕2021年公开工作编制而成。{PERIOD}"}, "430922", "益阳市桃江县财政局"),
        ({"text": f"结合桃江县财政局政府信息公开工作实际,编制本报告。{PERIOD}"}, "430922", "益阳市桃江县财政局"),
        ({"text": f"由福州市大数据发展管理委员会编制。{PERIOD}"}, "3501", "福州市大数据发展管理委员会"),
        ({"url": "http://www.taojiang.gov.cn/1.html",
          "text": f"体裁分类\n服务对象\n财政局2021年政府信息公开年报\n{PERIOD}"}, "430922", "益阳市桃江县财政局"),
        ({"text": f"根据规定,桃江高新区管委会编制了桃江高新区2021年政府信息公开工作年度报告。{PERIOD}"}, "430922",
         "益阳市桃江高新区"),
        ({"text": "本报告由桃江县财政局根据《关于印发<甲办法>的通知》和《关于印发<乙办法>的通知》编制。\n" + PERIOD},
         "430922", "益阳市桃江县财政局"),
        ({"title": "朱村街道办2021年政府信息公开年报", "text": "依托广东省政务服务网公开信息。"}, None, None),
        ({"title": "五华科技产业园管委会2021年政府信息公开年报", "text": "昆明市五华区的园区。"}, "530102", None),
        # A county's stem at the head of another name is not that county (莲花县).
        ({"title": "莲花山度假区商务局2021年政府信息公开年报"}, None, None),
        ({"title": "莲花湖风景名胜区管委会2021年政府信息公开年报"}, None, None),
        ({"title": "五台山风景名胜区管委会2021年政府信息公开年报"}, "140971", None),
        ({"title": "太仓高新技术产业开发区2021年政府信息公开年报"}, "320585", None),
        # A school has its province before its county's or city's stem, whose school of that number it is, or nobody's.
        ({"title": "第三中学2021年政府信息公开年报",
          "text": f"现发布《安徽省涡阳第三中学2021年度报告》。{PERIOD}"}, None, None),
        ({"title": "安徽省蚌埠第二中学2021年政府信息公开年报"}, None, None),
        ({"title": "桃江县第三中学2021年政府信息公开年报"}, "430922", "益阳市桃江县第三中学"),
        # A township is not that of its name elsewhere; what a county publishes may be a township's report.
        ({"title": "息县白奎镇2021年政府信息公开年报"}, None, None),
        ({"text": f"发布机构:息县人民政府\n由关店乡人民政府编制。2021年,全县扎实推进。{PERIOD}"}, "411528211", None),
        # The folder of a county's site has its name, not that of a township called alike.
        ({"url": "http://www.zhongfang.gov.cn/zhongfang/c1.html", "text": OWN.format("镇")}, None, None),
        ({"url": "http://www.zhongfang.gov.cn/zhongfangzhen/c1.html", "text": OWN.format("镇")}, "431221100", None),
        ({"title": "上海市人民政府参事室2021年政府信息公开年报"}, "31", None),
    ],
)
def test_who_reports_is_found_where_it_is_named(page, code, agency, answerer):
    answer = whose.answer_record(page, answerer)
    assert answer["region_code"] == code, answer["evidence"]
    assert agency is None or answer["agency"] == agency


def test_where_two_townships_are_named_both_are_candidates_and_neither_is_the_agency(answerer):
    text = f"一、总体情况\n2021年,本镇认真落实条例。{PERIOD}\n请与斯家场镇人民政府联系。\n沙道观镇积极推进试点。"
    answer = whose.answer_record({"text": text}, answerer)
    assert (answer["region_code"], answer["agency"]) == (None, None)
    assert answer["candidates"] == ["421087107", "421087113"]
    text = f"本报告由市商务局编制。{PERIOD}\n虎庄镇积极推进试点。"
    assert whose.answer_record({"text": text}, answerer)["agency"] is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("收到申请8件,余8件转2023年度办理。", None),
        ("按照2019年新修订的条例开展公开工作。", None),
        ("2023年工作要点已制定。", None),  # the address is of January 2023
        ("2022年公开信息10条。", 2022),
        ("与2022年相比减少3件,比2022年少1条。", None),
        ("2022年,我乡将继续加强公开工作。2022年重点抓好培训。2022年全面推进。", None),  # a plan, in all its sentences
        ("数据统计期限自2022年1月1日起至2022年12月20日止。", 2022),
        ("现公布2022年河东乡政府信息公开年度报告。2018年以来,我乡各项制度健全。", 2022),
        ("2022年公开信息10条。2023年,我乡将继续加强公开工作。2023年重点抓好培训。", 2022),
    ],
)
def test_a_year_of_the_running_text_is_one_that_may_be_reported_on(text, year, answerer):
    url, said = "http://www.dean.gov.cn/202301/t20230113_1.html", f"一、总体情况\n德安县河东乡开展公开工作。{text}"
    page = {"url": url, "text": said}
    assert whose.answer_record(page, answerer)["report_year"] == year


@pytest.mark.parametrize(("year", "code"), [("2021年", "110105400"), ("2024年", "110105020"), ("", None)])
def test_a_code_that_changed_is_given_only_for_a_year_that_is_known(year, code, answerer):
    answer = whose.answer_record({"title": f"北京市朝阳区首都机场街道{year}政府信息公开年报"}, answerer)
    assert answer["region_code"] == code, answer["evidence"]
    assert code or answer["candidates"] == ["110105020", "110105400"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("标题: | 德安县河东乡2021年度政府信息公开年度报告 | 索引号: | 1 |\n发布机构: | 河东乡", "report"),
        ("根据省政府关于年度报告有关要求的通知》(1号),我乡编制了《2021年河东乡政府信息公开工作年度报告》。", "report"),
        ("河东乡2021年度法治建设情况报告\n2021年,我乡依法行政,行政复议为零。存在的主要问题是人手少。", "not_a_report"),
        ("我乡完善了信息公开目录。现公布2021年河东乡政府信息公开工作年度报告。统计期限自2021年1月1日起,至2021年12月31日止。",
         "report"),
        ("2021年,我乡报告如下。概述\n本报告可在县政府公开目录中查看和下载。", "report"),
        ("2021年,河东乡依法行政。现将2021年法治政府建设情况报告如下:\n一、主要举措", "not_a_report"),
        ("2021年,河东乡政府稳中求进。会议听取审议了政府工作报告。", "not_a_report"),
        ("根据年度政务公开工作要点,制作本报告。\n一、总体情况\n2021年,我局贯彻落实条例。", "report"),
        ("2021年,我局有序公开。主要通过区政府信息公开目录系统公开。概述\n2021年公开8条。", "report"),
        ("法定主动公开内容\n政府信息公开年报\n临夏县人民政府信息公开指南(2024年)\n为方便公众,编制本指南。", "guide"),
    ],
)
def test_kinds_by_a_label_a_cited_notice_and_a_menu(text, kind, answerer):
    assert whose.answer_record({"text": text}, answerer)["kind"] == kind


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("址山鎮信息公開指南", "為了方便公眾獲取政府信息,編制本指南。", "guide"),
        ("鄉鎮工作總結", "2021年,全鎮開展各項工作,經濟發展。2021年產業振興。", "not_a_report"),
        ("址山鎮2021年政府信息公開年報", "總體情況。2021年,我鎮開展各項工作,經濟發展,產業振興,穩中有進。", "mirror"),
    ],
)
def test_only_a_copy_of_a_report_is_a_mirror_and_has_a_year(title, text, kind, answerer):
    answer = whose.answer_record({"url": "http://a.com/1.html", "title": title, "text": text}, answerer)
    assert (answer["kind"], answer["report_year"]) == (kind, 2021 if kind == "mirror" else None)


@pytest.mark.parametrize(("short", "full"), [("住建局", "住房和城乡建设局"), ("卫生健康委", "卫生健康委员会")])
def test_a_department_is_the_same_agency_by_its_short_and_its_full_name(short, full, answerer):
    title = "开阳县{}2021年政府信息公开工作年度报告"
    keys = {whose.answer_record({"title": title.format(name)}, answerer)["agency_key"] for name in (short, full)}
    assert len(keys) == 1 and next(iter(keys)).endswith(full)


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (("文旅局", "文化和旅游局", "文化广电旅游局", "文体广电和旅游局", "文旅广电局"), 1),
        (("卫健局", "卫生健康局", "卫生健康委员会"), 1),
        (("发展和改革局", "发改委"), 1),
        (("自然资源局", "自然资源和规划局"), 1),
        (("教育局", "教育和体育局", "教体局"), 1),
        (("文化和旅游局", "体育局"), 2),  # a county may have both at once
        (("教育局", "文化体育和旅游局"), 2),
        (("水利局", "水务局"), 2),
    ],
)
def test_a_department_keeps_its_key_over_names_of_which_a_county_has_one(names, keys, answerer):
    title = "开阳县{}2021年政府信息公开工作年度报告"
    answers = [whose.answer_record({"title": title.format(name)}, answerer) for name in names]
    assert all(answer["agency"].endswith(name) for name, answer in zip(names, answers, strict=True))
    assert len({answer["agency_key"] for answer in answers}) == keys


def test_the_first_letter_of_a_department_is_not_taken_for_a_level(answerer):
    title = "开阳县市场监督管理局2021年政府信息公开工作年度报告"
    assert whose.answer_record({"title": title}, answerer)["agency"] == "贵阳市开阳县市场监督管理局"


TOWN = "桃江县灰山港镇人民政府"
TAOJIANG = "http://www.taojiang.gov.cn/1.html"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        # A township on a line of its own, as whom to ask or in a clause, while the sentences say whose report it is.
        ({"text": f"{TOWN}\n本报告由桃江县财政局编制。{PERIOD}"}, None),
        ({"text": f"{TOWN}2021年政府信息公开工作年度报告\n2021年,桃江县财政局认真落实条例。{PERIOD}"}, None),
        ({"text": f"本报告由桃江县财政局编制。{PERIOD}\n如有疑问,请与{TOWN}联系。"}, None),
        ({"text": f"{TOWN}\n2021年,我县认真落实条例。{PERIOD}"}, None),
        ({"text": f"桃江县灰山港镇2021年政府信息公开工作年度报告\n"
          f"现发布《桃江县马迹塘镇2021年信息公开年度报告》。{PERIOD}"}, None),
        # A township that its publisher names as the line above does, though the sentences name another in passing.
        ({"text": f"发布机构: 灰山港镇\n桃江县灰山港镇2021年政府信息公开年报\n在马迹塘镇开展试点,取得成效。{PERIOD}"},
         "430922113"),
        # A township's own office answers for it; a school in it is another agency.
        ({"text": f"{PERIOD}\n请与桃江县灰山港镇党政和人大办公室联系。"}, "430922113"),
        ({"title": "桃江县灰山港镇中心小学2021年政府信息公开年报"}, None),
        # Lines that are cut inside a sentence, as in a document's text.
        ({"text": "根据《中华人民共和国政府信息公开条例》等有关规定和要求,现将桃江县\n灰山港镇2021年政府信息公开工作"
          f"年度报告向社会公布。{PERIOD}"}, "430922113"),
        ({"text": f"{TOWN}\n2021年,灰山港镇认真落实条例,县财政局积极指导。{PERIOD}"}, "430922113"),
        # The government publishes what its township answers for, also where the text says 我县 once.
        ({"text": f"发布机构:桃江县人民政府办公室\n结合2021年我县工作编制。{PERIOD}\n请与灰山港镇人民政府办公室联系。"},
         "430922113"),
        # A county of the site's that is visited is not the department's; a word that joins makes no name (和县).
        ({"url": TAOJIANG, "title": BARE, "text": "赴安化县考察,与安化县政务公开办座谈。"}, "430922"),
        ({"url": "http://www.yj.gov.cn/1.html", "title": "县" + BARE, "text": "落实条例和县政府要求。"}, None),
        ({"title": "马鞍山市和县" + BARE}, "340523"),
        # Names of a menu right before a title that names no division.
        ({"text": f"安化县\n南县\n桃江县\n{BARE}\n{PERIOD}"}, None),
        ({"text": f"灰山港镇人民政府\n马迹塘镇人民政府\n桃江县{BARE}\n{PERIOD}"}, "430922"),
        ({"text": f"益阳市\n桃江县\n{BARE}\n{PERIOD}"}, "430922"),
        # An organ of a lower level than the government before it.
        ({"title": "湖南省人民政府市" + BARE}, None),
        ({"title": "益阳市人民政府县" + BARE}, None),
        ({"title": "湖南省人民政府" + BARE}, "43"),
    ],
)  # fmt: skip
def test_whoever_is_named_beside_the_one_that_reports_leaves_it_undecided(page, code, answerer):
    answer = whose.answer_record(page, answerer)
    assert (answer["region_code"], answer["report_year"]) == (code, 2021), answer["evidence"]


DINGAN = "http://dingan.hainan.gov.cn/a/1.html"
LINK = "定安县翰林镇人民政府2021年政府信息公开工作年度报告"
SENTENCE = "2021年,岭口镇认真落实政府信息公开工作,严格执行有关规定,全年未收到申请。"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        # Reports of neighbours beside, before or behind it; what its sentences name contradicts them.
        ({"url": DINGAN, "text": f"{LINK}\n{LINK.replace('翰林', '龙湖')}\n我镇有序公开。{PERIOD}"}, None),
        ({"url": DINGAN, "text": f"{LINK}\n{SENTENCE}\n{PERIOD}"}, None),
        ({"text": f"{PERIOD}本报告由德安县河东乡人民政府编制,全文包括总体情况等六个部分的内容\n"
          "德安县聂桥镇2021年政府信息公开工作年度报告"}, None),
        ({"url": DINGAN, "text": f"我局认真落实政府信息公开工作,严格执行有关规定。{PERIOD}\n{LINK}"}, "469021"),
        # A menu's names before the agency's; a breadcrumb over several lines; two departments of a menu.
        ({"text": f"新民镇人民政府\n木兰县人民政府办公室\n2021年政府信息公开工作年度报告\n{PERIOD}"}, "230127"),
        ({"text": "首页\n> 新乐市政府信息公开平台\n> 政府信息公开年报\n"
                  f"马头铺镇人民政府2021年度政府信息公开工作年度报告\n{PERIOD}"}, "130184108"),
        ({"text": f"部门\n县教育局\n县财政局\n本报告由汶上县次邱镇人民政府按照要求编制。{PERIOD}"}, "370830103"),
        # A place that the register has not: the county before it is not the agency's.
        ({"text": f"双塔区前甲乙街道2021年政府信息公开工作年度报告\n发布机构:双塔区人民政府\n{PERIOD}"}, None),
        ({"text": f"如有疑问,请与长乐区甲乙党政办联系。{PERIOD}"}, None),
        # Another county's office answers the telephone than the one that the address or the compiler tells.
        ({"url": "http://www.lianhu.gov.cn/a", "text": f"{PERIOD}如有疑问,请与雁塔区人民政府办公室联系。"}, None),
        ({"text": f"本报告由武鸣区教育局编制。{PERIOD}如有疑问,请与上林县人民政府办公室联系。"}, None),
        # A neighbour's line above sentences that say who wrote the report.
        ({"text": "聂桥镇2021年政府信息公开工作年度报告\n一、总体情况\n"
          f"按照要求,德安县教育局撰写了年度报告。{PERIOD}"}, None),
        # Two answer the telephone, a neighbour and the county's own office.
        ({"text": f"如有疑问,请与德安县聂桥镇人民政府联系。\n{PERIOD}如有疑问,请与德安县教育局办公室联系。"}, None),
        # An office for openness is no web site of its county; where the address is of another county, the office is a
        # neighbour's. Of two townships of one name it is the one whose county's site it is, whatever county it visits.
        ({"text": f"县卫健局高度重视公开工作。{PERIOD}\n到永修县政务公开办考察。"}, None),
        ({"url": "http://www.dean.gov.cn/a", "text": f"{PERIOD}\n2021年,我办到永修县政务公开办考察。"}, "360426"),
        ({"url": "http://www.dlweishan.gov.cn/a", "text": f"截至2021年12月31日,牛街乡人民政府公开信息3条。{PERIOD}\n"
          "组织人员到弥渡县政务公开办考察。"}, "532927205"),
        # A county's name of two letters.
        ({"text": f"现公布泸县2021年度报告。{PERIOD}"}, "510521"),
        # The text's own word after another letter is no name; a committee that builds is no zone's.
        ({"url": "http://xiping.gov.cn/a/1.html", "text": "嫘祖镇人民政府2021年政府信息公开工作年度报告\n"
          f"全年共公开政府信息89条,其中本镇政务公开工作按规定进行。{PERIOD}"}, "411721106"),
        ({"title": "上海市住房和城乡建设管理委员会2021年政府信息公开工作年度报告"}, "31"),
    ],
)  # fmt: skip
def test_links_menus_and_unknown_places_are_not_taken_for_the_agency(page, code, answerer):
    answer = whose.answer_record(page, answerer)
    assert (answer["region_code"], answer["report_year"]) == (code, 2021)


def test_a_title_of_a_year_that_the_text_never_names_is_in_doubt(answerer):
    said = "2021年公开89条。2021年共收到政府信息公开申请3件。"
    page = {"title": "西平县嫘祖镇2020年政府信息公开工作年度报告", "text": said}
    answer = whose.answer_record(page, answerer)
    assert (answer["region_code"], answer["report_year"]) == ("411721106", None)
