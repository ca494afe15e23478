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
