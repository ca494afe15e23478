import pytest

from extract import fold


@pytest.mark.parametrize("printed, plain", [
    ("⾏政许可", "行政许可"),  # Kangxi radicals, as Chrome prints them
    ("⼀⼆⼗⼈⼤⽆⽌⾃⾦⽅", "一二十人大无止自金方"),
    ("规\u200b章\ufeff", "规章"),
    ("規範性文件", "规范性文件"),
    ("規(guī)范性", "规范性"),
    ("鄉(xiāng)鎮(zhèn)", "乡镇"),
    ("行政處(c hù)罰", "行政处罚"),
    ("規(g u ī) 章", "规 章"),
    ("（一）", "(一)"),
    ("㈠予以公开", "(一)予以公开"),
    ("１２．５", "12.5"),
    ("1 2\n3", "1 2\n3"),
    (r"1\. 属于国家秘密", "1. 属于国家秘密"),  # the mark with which Markdown keeps the next one
    ("（二\\", "(二"),  # the mark with which Markdown goes on in the next line
    ("属于\\\n国家\\秘密\\ ", "属于\n国家\\秘密 "),
])
def test_plain_folds_what_carries_no_meaning(printed, plain):
    assert fold.plain(printed) == plain


@pytest.mark.parametrize("spelling", [
    "2.其他法律行政法规禁止公开", "2、其他法律行政法规禁止公开", "（2）其他法律行政法规禁止公开",
    "2．其他法律\n行政法规 禁止公开",
    "其他法律、行政法规禁止公开", "2 . 其他法律行政法规禁止公开。",
])
def test_one_skeleton_for_one_label(spelling):
    assert fold.skeleton(spelling) == "其他法律行政法规禁止公开"


def test_skeletons_keep_words_apart():
    assert len({fold.skeleton(text) for text in ("其他", "其他处理", "其他结果", "总计", "（七）总计")}) == 4
    assert fold.skeleton("0") == fold.skeleton(" - ") == ""


@pytest.mark.parametrize("label, number", [
    ("3.其他", "3"), ("（七）总计", "七"), ("(七) 总计", "七"), ("㈦总计", "七"), ("３、 其他", "3"),
    ("四、结转下年度", "四"),
    ("其他", ""), ("2023年其他", ""), ("12", ""),
])
def test_number_before_a_label(label, number):
    assert fold.number(label) == number


def test_a_null_character_is_no_letter():
    assert fold.folded("政\x00府") == "政府"
