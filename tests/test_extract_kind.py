import gzip
import io
import zipfile

import pytest

from extract import kind

CHINESE = "政府信息公开工作年度报告，规章 0 件"


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + f"{stream}\0".encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\x00 ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (CHINESE.encode(), "text"),
        (CHINESE.encode("gb18030"), "text"),
        (CHINESE.encode("utf-16"), "text"),
        (("# 标题\n\n| 规章 | 0 |\n|---|---|\n" * 3).encode(), "text"),
        (b"a < b and c > d", "text"),
        (f"<!DOCTYPE html><html><body>{CHINESE}</body></html>".encode(), "html"),
        (f"\ufeff<html><p>{CHINESE}</html>".encode("utf-16-le"), "html"),
        (f"<div><p>{CHINESE}</p><table><tr><td>1</table>".encode("gbk"), "html"),
        (f"<!-- made by x --><p>{CHINESE}</p><p>b</p>".encode(), "html"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\r\n\x00junk before\n%PDF-1.4\n", "pdf"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (packed("report.pdf", "word/picture.png"), "zip"),
        (packed("mimetype", "content.xml"), "odt"),
        (packed("[Content_Types].xml", "word/document.xml")[:-40], "docx"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("EncryptedPackage"), "encrypted"),
        (ole("Nothing"), "unknown"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "mhtml"),
        (b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x", "mhtml"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "wordxml"),
        (bytes(range(256)) * 20, "unknown"),
    ],
)
def test_kind_is_told_from_the_bytes(data, expected):
    assert kind.detect(data) == expected
