import gzip
import io
import zipfile

import pytest

from extract import archive
from extract.errors import Unreadable


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def test_members_in_order_and_archives_inside():
    inner = packed({"b.txt": b"2"})
    data = packed({"a.txt": b"1", "folder/": b"", "in.zip": inner, "c.docx": packed({"[Content_Types].xml": b""})})
    assert [name for name, _ in archive.members(data)] == ["a.txt", "in.zip/b.txt", "c.docx"]


def test_names_in_gbk():
    data = packed({"XXXX.txt": b"1"}).replace(b"XXXX", "年报".encode("gbk"))
    assert archive.members(data) == [("年报.txt", b"1")]


def test_gzip():
    assert archive.members(gzip.compress(b"text")) == [("content", b"text")]


@pytest.mark.parametrize(
    "data",
    [
        packed({"bomb": bytes(50_000_000)}),
        packed({str(number): b"" for number in range(501)}),
        packed({"a": b"text" * 50})[:60],
        packed({"a": b"text"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        gzip.compress(bytes(range(256)) * 9)[:150],
    ],
    ids=["bomb", "many", "cut", "locked", "cut gzip"],
)
def test_bombs_and_damage_are_refused(data):
    with pytest.raises(Unreadable) as refused:
        archive.members(data)
    assert refused.value.remedy
