import hashlib
import os
import pickle
import resource
import signal

import pytest

from flows import raw
from tests.site.bucket import Bucket


def test_put_gives_the_hash_and_get_gives_the_bytes_back(tmp_path):
    store = raw.Store(tmp_path / "raw")
    name = store.put(b"report")
    assert name == hashlib.sha256(b"report").hexdigest()
    assert store.get(name) == b"report"
    assert store.has(name) and not store.has("0" * 64)


def test_what_is_stored_cannot_be_written_over_by_mistake(tmp_path):
    store = raw.Store(tmp_path)
    path = tmp_path / store.put(b"report")[:2] / hashlib.sha256(b"report").hexdigest()
    before = path.stat()
    assert before.st_mode & 0o777 == 0o444
    store.put(b"report")
    assert path.stat().st_mtime_ns == before.st_mtime_ns and path.stat().st_ino == before.st_ino


def test_bytes_that_changed_on_disk_are_refused_and_mended_by_the_next_put(tmp_path):
    store = raw.Store(tmp_path)
    name = store.put(b"report")
    path = tmp_path / name[:2] / name
    os.chmod(path, 0o644)
    path.write_bytes(b"")
    with pytest.raises(raw.Damaged, match=name):
        store.get(name)
    store.put(b"report")
    assert store.get(name) == b"report"


def test_a_store_can_be_handed_to_another_process(tmp_path):
    store = raw.Store(tmp_path)
    name = store.put("年度报告".encode())
    assert pickle.loads(pickle.dumps(store)).get(name) == "年度报告".encode()


def test_an_absent_name_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        raw.Store(tmp_path).get("0" * 64)


def test_a_bucket_is_written_by_the_same_code(monkeypatch):
    with Bucket() as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        store = raw.Store("s3://bucket/raw")
        name = store.put(b"report")
        assert bucket.objects == {f"raw/{name[:2]}/{name}": b"report"}
        assert store.get(name) == b"report" and store.has(name) and not store.has("0" * 64)
        bucket.objects[f"raw/{name[:2]}/{name}"] = b"other"
        with pytest.raises(raw.Damaged):
            store.get(name)
        assert store.put(b"report") == name and store.get(name) == b"report"
        with pytest.raises(FileNotFoundError):
            store.get("0" * 64)


def test_a_disk_that_takes_nothing_in_is_an_error_of_the_system(tmp_path):
    (tmp_path / "raw").write_text("a file where a folder should be")
    with pytest.raises(OSError):
        raw.Store(tmp_path / "raw").put(b"x")
    store = raw.Store(tmp_path / "other")
    with FullDisk(), pytest.raises(OSError, match="takes nothing in"):
        store.put(b"x" * 100_000)
    assert store.get(store.put(b"x" * 100_000))


class FullDisk:
    """No file may grow beyond a thousand bytes meanwhile."""

    def __enter__(self):
        self.before = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, self.before[1]))

    def __exit__(self, *_):
        resource.setrlimit(resource.RLIMIT_FSIZE, self.before)
        signal.signal(signal.SIGXFSZ, self.handler)
