"""Outside programs, many files at a time, politely: LibreOffice, Chromium, pandoc, lynx, w3m, poppler."""

import shutil
import subprocess
import tempfile
from pathlib import Path

NEEDED = ("soffice", "chromium", "pandoc", "lynx", "w3m", "pdftotext", "pdftoppm")


def absent() -> list[str]:
    return [name for name in NEEDED if shutil.which(name) is None]


def run(*words, **more) -> subprocess.CompletedProcess:
    return subprocess.run(["nice", *map(str, words)], capture_output=True, check=True, timeout=600, **more)


def office(files: list[Path], kind: str, folder: Path, batch: int = 40) -> list[Path]:
    """Convert files with LibreOffice; ``kind`` as it names them, with a filter where one is needed."""
    folder.mkdir(parents=True, exist_ok=True)
    source = ["--infilter=HTML (StarWriter)"] if files[0].suffix == ".html" else []
    with tempfile.TemporaryDirectory() as profile:
        for at in range(0, len(files), batch):
            run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", *source, "--convert-to", kind,
                "--outdir", folder, *files[at : at + batch])
    return [folder / f"{file.stem}.{kind.split(':')[0]}" for file in files]


def chromium(page: Path, target: Path) -> Path:
    with tempfile.TemporaryDirectory() as profile:
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
            f"--print-to-pdf={target}", page.resolve().as_uri())
    return target


def layout_text(pdf: Path) -> bytes:
    return run("pdftotext", "-layout", pdf, "-").stdout


def lynx(page: Path, width: int) -> bytes:
    return run("lynx", "-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8", f"-width={width}",
               page.resolve()).stdout


def w3m(page: Path, width: int) -> bytes:
    return run("w3m", "-dump", "-I", "utf-8", "-O", "utf-8", "-cols", width, "-T", "text/html", page).stdout


def pandoc(source: Path, target: str, wrap: str = "none") -> bytes:
    return run("pandoc", source, "-t", target, f"--wrap={wrap}").stdout


def pictures(pdf: Path, folder: Path, dots: int = 70) -> list[Path]:
    run("pdftoppm", "-r", dots, "-png", pdf, folder / pdf.stem)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))
