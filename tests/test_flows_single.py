import io
import zipfile
from pathlib import Path

from flows import single

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def packed(folder: Path, **members: bytes) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    (folder / "packed.zip").write_bytes(buffer.getvalue())
    return folder / "packed.zip"


def test_an_archive_stands_for_its_one_report(tmp_path):
    report = (SAMPLES / "baihua-2022.txt").read_bytes()
    found = single.read(packed(tmp_path, readme="请使用办公软件打开本压缩包。".encode(), report=report))
    assert found.loaded and found.name == "packed.zip!report.txt" and found.document["report_year"] == 2022
    assert single.read(packed(tmp_path, first=report, again=report.replace(b"\r\n", b"\n") + b"\n")).loaded


def test_an_archive_of_different_reports_is_none_of_them(tmp_path):
    first, second = ((SAMPLES / name).read_bytes() for name in ("baihua-2022.txt", "baikui-2021.txt"))
    found = single.read(packed(tmp_path, first=first, second=second))
    assert not found.loaded and "2 of them documents" in found.document["reason"]


def test_a_group_printed_as_one_row_is_shown_by_its_key():
    rows = ["（五）不予处理 2.重复申请", "（六）其他处理", "（七）总计", "四、结转下年度继续办理"]
    page = "松坪乡2022年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
    page += "行政规范性文件\t1\t0\t4\n"
    page += "三、收到和处理政府信息公开申请情况\n" + "\n".join(f"{label}\t" + "\t".join("0000000") for label in rows)
    found = single.read_bytes("page.txt", page.encode())
    assert "outcome.other |" in single.as_markdown(found, cells=True, language="zh")
