"""Word 97, WPS, RTF and their like turned into a kind that can be read, by the programs made for it.

antiword is asked first for Word 97: it answers in milliseconds. But rows of many cells it runs together, so that
where one row ends and a blank cell begins is lost, and raised, struck and white letters it gives as plain ones; its
answer is taken only where every table came out as a table and no letter is of that kind. LibreOffice does the rest,
in seconds.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extract import docbook
from extract.errors import Unreadable

EXTENSIONS = {"doc": ".doc", "rtf": ".rtf", "wordxml": ".xml", "odt": ".odt"}
TIMEOUT = 18.0
ANTIWORD_TIMEOUT = 5.0
# properties of letters in a Word 97 file: struck, struck twice, raised, lowered, white
DRESSED = (b"\x37\x08\x01", b"\x53\x2a\x01", b"\x48\x2a\x01", b"\x48\x2a\x02", b"\x42\x2a\x08",
           b"\x70\x68\xff\xff\xff\x00")  # fmt: skip
OFFICE = ("soffice", "libreoffice")
REMEDY = "open it in Word and save it as DOCX"


def conversions(data: bytes, kind: str, timeout: float = TIMEOUT) -> Iterator[tuple[bytes, str, str]]:
    """The document in kinds that ``extract.reading`` reads, the quickest first: bytes, kind, and the program used.

    ``kind`` is doc, rtf, wordxml or odt; ``timeout`` in seconds. antiword drops rows it cannot follow without a word,
    so where its answer lacks a part of the form the next one is wanted. Raises Unreadable where no program can, and
    says which one to install where it is missing.
    """
    if kind not in EXTENSIONS:
        raise Unreadable(f"{kind} documents cannot be converted", "save it as DOCX, PDF or HTML")
    with tempfile.TemporaryDirectory(prefix="gongkai-convert-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"document{EXTENSIONS[kind]}"
        source.write_bytes(data)
        is_plain = kind == "doc" and not any(mark in data for mark in DRESSED)
        if is_plain and (found := _antiword(source)):
            yield found, "docbook", "antiword"
        yield _office(source, timeout), "docx", "LibreOffice"


def _antiword(source: Path) -> bytes | None:
    """DocBook from antiword; None where it is absent, fails or loses the shape of a table."""
    program = shutil.which("antiword")
    if not program:
        return None
    with contextlib.suppress(subprocess.TimeoutExpired, Unreadable):
        status, output = _run([program, "-x", "db", str(source)], source.parent, ANTIWORD_TIMEOUT)
        if status == 0 and output and docbook.is_faithful(output):
            return output
    return None


def _office(source: Path, timeout: float) -> bytes:
    """DOCX from LibreOffice, run with a profile of its own so that runs beside it do not meet."""
    program = next(filter(None, map(shutil.which, OFFICE)), None)
    if not program:
        raise Unreadable(
            f"a {source.suffix} document that only LibreOffice reads, and it is not installed",
            "install LibreOffice Writer (the program soffice) and run again",
            passing=True,
        )
    out = source.parent / "out"
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
               f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source)]  # fmt: skip
    try:
        _run(command, source.parent, timeout)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"LibreOffice did not convert it within {timeout:.0f} seconds", REMEDY) from error
    made = out / f"{source.stem}.docx"
    if not made.is_file() or not made.stat().st_size:
        raise Unreadable("LibreOffice cannot open the document", REMEDY)
    return made.read_bytes()


def _run(command: list[str], folder: Path, timeout: float) -> tuple[int, bytes]:
    """Exit status and output; after ``timeout`` the program and all it started are ended."""
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
    return process.returncode, output
