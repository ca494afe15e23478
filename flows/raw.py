"""The raw store: the bytes of documents, named by their SHA-256, never changed.

A local folder by default, an S3-compatible bucket where the address says so; the same code writes both.
"""

import hashlib
import os
from functools import cached_property
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from flows.home import Home

PLACE = "GONGKAI_RAW"  # the address of a bucket, where the bytes are not to lie in the home


class Damaged(Exception):
    """The bytes that lie in the store are not those their name promises."""


class Store:
    """Bytes by SHA-256, under ``ab/abcd…`` below ``where``.

    ``where`` is a folder, or the address of a bucket (``s3://bucket/prefix``) whose keys and endpoint the
    environment gives (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, AWS_REGION).
    A ``Store`` can be handed to another process: it opens its place when it is first asked for something.
    """

    def __init__(self, where: str | Path):
        self.where = str(where)

    def __getstate__(self) -> dict:
        return {"where": self.where}

    @property
    def folder(self) -> Path | None:
        """The local folder, or None for a bucket."""
        return None if "://" in self.where else Path(self.where)

    @cached_property
    def _objects(self) -> ObjectStore:
        return LocalStore(self.folder, mkdir=True) if self.folder else from_url(self.where)

    def put(self, data: bytes) -> str:
        """Store ``data`` whole or not at all and return its SHA-256; what lies there already is left alone."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.holds(sha256):
            try:
                obstore.put(self._objects, _key(sha256), data)
            except BaseError as problem:  # a full disk or a bucket out of reach: what can go on nowhere
                raise OSError(f"{self.where} takes nothing in: {problem}") from problem
            if self.folder:
                path = self.folder / _key(sha256)
                for place in (path, path.parent, self.folder):
                    synchronise(place)
                path.chmod(0o444)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that name. Raises FileNotFoundError where there are none, Damaged where they differ."""
        try:
            data = bytes(obstore.get(self._objects, _key(sha256)).bytes())
        except BaseError as problem:
            raise OSError(f"{self.where} gives nothing out: {problem}") from problem
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(f"{self.where}/{_key(sha256)} no longer holds the bytes it is named after; "
                          "restore it from a backup, or remove it and collect again")
        return data

    def has(self, sha256: str) -> bool:
        """Whether something lies under that name; ``holds`` reads it, too."""
        try:
            obstore.head(self._objects, _key(sha256))
        except FileNotFoundError:
            return False
        except BaseError as problem:
            raise OSError(f"{self.where} gives nothing out: {problem}") from problem
        return True

    def holds(self, sha256: str) -> bool:
        """Whether the bytes are there. A failing disk can leave a name without them: only what hashes right counts."""
        try:
            self.get(sha256)
        except (FileNotFoundError, Damaged):
            return False
        return True


def of(home: Home) -> Store:
    """The raw store of a home: its folder, or the bucket that GONGKAI_RAW names."""
    return Store(os.environ.get(PLACE) or home.raw)


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def synchronise(path: Path) -> None:
    """Have the disk hold a file or folder before what follows relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
