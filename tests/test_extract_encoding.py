import random

import pytest

from extract import encoding
from extract.errors import Unreadable

SIMPLIFIED = "各级行政机关制发规范性文件情况：本年废止12件，现行有效37件。\n商业企业 0 法律服务机构 1\n" * 4
TRADITIONAL = "各級行政機關製發規範性文件情況：本年廢止12件，現行有效37件。\n商業企業 0 法律服務機構 1\n" * 4
DECLARED = [None, "utf-8", "gbk", "gb2312", "big5", "utf-16", "iso-8859-1", "no-such-thing", '"GB2312"']


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_reads_whatever_is_declared(codec, declared):
    assert encoding.decode(SIMPLIFIED.encode(codec), declared)[0] == SIMPLIFIED


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("codec", ["utf-8", "big5", "gbk", "utf-16-le"])
def test_traditional_text_reads_whatever_is_declared(codec, declared):
    assert encoding.decode(TRADITIONAL.encode(codec), declared)[0] == TRADITIONAL


@pytest.mark.parametrize(("codec", "width"), [("utf-8", 3), ("gb18030", 2)])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_cut_tail_loses_no_whole_letter(codec, width, cut):
    source = SIMPLIFIED + "法律服务机构"
    assert encoding.decode(source.encode(codec)[:-cut])[0] == source[: len(source) + (-cut // width)]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_flipped_bytes_do_not_change_the_encoding(codec):
    source = TRADITIONAL if codec == "big5" else SIMPLIFIED
    data = bytearray((source * 20).encode(codec))
    for place in random.Random(1).sample(range(len(data)), 12):
        data[place] ^= 0x55
    assert encoding.decode(bytes(data))[1] == codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_a_box_drawn_with_more_strokes_than_letters_hides_no_writing(codec):
    source = (TRADITIONAL if codec == "big5" else SIMPLIFIED) + "├────────┼────────┼────────┤\n" * 60
    assert encoding.decode(source.encode(codec)) == (source, codec)


@pytest.mark.parametrize("word", ["规章", "0件", "总计 12", "联通"])
@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_few_letters_suffice(word, codec):
    assert encoding.decode(word.encode(codec))[0] == word


def test_bytes_that_are_no_writing_are_refused():
    with pytest.raises(Unreadable):
        encoding.decode(random.Random(2).randbytes(4000))
