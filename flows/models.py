"""The SQL files as models: one object a file, its head told in three lines, read from the package ``sql``."""

import re
from dataclasses import dataclass
from pathlib import Path

import sql

FOLDERS = ("staging", "core", "marts")
HEAD = re.compile(r"^-- (grain|key|caveat|as|each|fail|warn): (.*)$")

READ = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)\b(?!\()")
PARAGRAPH = re.compile(r"\b([a-z_][a-z0-9_]*) as \(")


@dataclass(frozen=True)
class Model:
    """One SQL file. ``head`` maps grain, key, caveat (and as, fail, warn) to their text; ``body`` is the query."""

    name: str
    folder: str
    head: dict[str, str]
    body: str

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns no two rows may share; empty where the head names none."""
        return tuple(part.strip() for part in self.head.get("key", "").split(",") if part.strip())

    @property
    def made_as(self) -> str:
        """table, view, scratch table, scratch view or macro: what the runner makes of the query."""
        word = self.head.get("as", "scratch table" if self.folder == "staging" else "table")
        return "macro" if word.startswith("macro") else word

    @property
    def reads(self) -> set[str]:
        """The objects and inputs the query reads: what follows from or join and is not a paragraph of its own."""
        part = {self.head["each"].split(" of ")[1]} if "each" in self.head else set()
        return set(READ.findall(self.body)) - set(PARAGRAPH.findall(self.body)) | part

    @property
    def in_release(self) -> bool:
        return not self.made_as.startswith("scratch")

    @property
    def statement(self) -> str:
        """The statement that makes the object."""
        if self.made_as == "macro":
            return f"create macro {self.head['as'].removeprefix('macro ')} as table\n{self.body}"
        return f"create {self.made_as.replace('scratch', 'temporary')} {self.name} as\n{self.body}"


def read(path: Path) -> Model:
    """The model in one file; its name is the file's."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head: dict[str, str] = {}
    for line in lines:
        found = HEAD.match(line)
        if not found:
            break
        head[found[1]] = found[2].strip()
    return Model(path.stem, path.parent.name, head, "\n".join(lines[len(head):]).strip())


def folder(name: str) -> list[Model]:
    """All models of one folder of ``sql``, in build order, which is the order of their names."""
    return [read(path) for path in sorted((root() / name).glob("*.sql"))]


def all_models() -> list[Model]:
    """Everything the build makes, in build order: staging, core, marts."""
    return [model for name in FOLDERS for model in folder(name)]


def root() -> Path:
    return Path(sql.__file__).parent
