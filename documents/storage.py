"""Bytes kept on disk so that a crash at any moment leaves the last good state.

Everything is an object named by its SHA-256, written beside, flushed and renamed. A manifest lists what the
library holds; its name carries its own hash, and a pointer file says which one is current. Nothing that a
reader may be using is ever changed in place.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from documents.errors import DocumentError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCK_SECONDS = 60


class StorageError(DocumentError):
    """The data folder cannot be read or written."""


def digest(data: bytes) -> str:
    """The name of an object: its SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, flushed to the disk, then renamed.

    Raises `StorageError` when the disk is full or the folder cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        _discard(beside)
        raise _explained(error, path) from error
    except BaseException:
        _discard(beside)
        raise


class Store:
    """The objects of a folder and the manifest of what is in use.

    A manifest is a JSON object; only `transaction` changes it. One writer at a time, any number of readers.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = folder / "objects"
        self._manifests = folder / "manifests"
        self._pointer = folder / "CURRENT"
        self._swept = False
        self._read: tuple[str, dict[str, Any]] = ("", {})

    def manifest(self) -> dict[str, Any]:
        """The current manifest, empty when nothing was ever kept; a damaged one gives way to the one before.

        It is shared: whoever changes it changes a copy.
        """
        for name in self._candidates():
            if name == self._read[0]:
                return self._read[1]
            try:
                data = (self._manifests / name).read_bytes()
            except OSError:
                continue
            if digest(data)[:16] == name.partition(".")[0].rpartition("-")[2]:
                self._read = name, json.loads(data)
                return self._read[1]
        return {}

    def names(self) -> frozenset[str]:
        """The objects that are there (what they hold is verified when they are read)."""
        return frozenset(path.name for path in self._objects.iterdir()) if self._objects.is_dir() else frozenset()

    def path(self, name: str) -> Path:
        """Where an object lies, for a process that reads it by itself."""
        return self._objects / name

    def get(self, name: str) -> bytes:
        """The bytes of an object, verified against its name."""
        try:
            data = (self._objects / name).read_bytes()
        except OSError as error:
            raise _explained(error, self._objects / name) from error
        if digest(data) != name:
            raise StorageError(
                f"Dữ liệu trong thư mục {self.folder} bị hỏng: hãy nạp lại văn bản bằng lệnh planbot ingest."
            )
        return data

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Change the manifest: the one that the block assigns becomes current at its end, all at once.

        An error in the block leaves everything as it was. Waits for another process that is writing.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=_LOCK_SECONDS)
            lock.acquire()
        except Timeout as error:
            raise StorageError(
                "Một chương trình khác đang cập nhật thư viện văn bản: hãy đợi nó xong rồi thử lại."
            ) from error
        except OSError as error:
            raise _explained(error, self.folder) from error
        try:
            transaction = Transaction(self, self.manifest())
            before = transaction.manifest
            if not self._swept:
                self.sweep(transaction.manifest)
            yield transaction
            if transaction.manifest is not before:
                self._make_current(transaction.manifest)
        finally:
            lock.release()

    def sweep(self, manifest: dict[str, Any]) -> None:
        """Delete the objects that the manifest does not name: left by a crash, or removed. For a writer alone."""
        used = json.dumps(manifest)
        try:
            for path in self._objects.iterdir() if self._objects.is_dir() else ():
                if path.name not in used:
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise _explained(error, self._objects) from error
        self._swept = True

    def _write(self, data: bytes) -> str:
        name = digest(data)
        path = self._objects / name
        if not (path.is_file() and digest(path.read_bytes()) == name):
            write_atomic(path, data)
        return name

    def _make_current(self, manifest: dict[str, Any]) -> None:
        data = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
        names = sorted(path.name for path in self._manifests.glob("*.json")) if self._manifests.is_dir() else []
        number = int(names[-1].partition("-")[0]) + 1 if names else 1
        name = f"{number:08d}-{digest(data)[:16]}.json"
        write_atomic(self._manifests / name, data)
        write_atomic(self._pointer, f"{name}\n".encode())
        self._read = name, manifest
        for old in names[:-1]:
            _discard(self._manifests / old)

    def _candidates(self) -> list[str]:
        try:
            current = [self._pointer.read_text(encoding="ascii").strip()]
        except (OSError, UnicodeDecodeError):
            current = []
        found = sorted((path.name for path in self._manifests.glob("*.json")), reverse=True)
        return [name for name in current if name and "/" not in name] + found


class Transaction:
    """What a writer may do: keep objects and assign another `manifest`."""

    def __init__(self, store: Store, manifest: dict[str, Any]) -> None:
        self._store = store
        self.manifest = manifest

    def put(self, data: bytes) -> str:
        """Keep an object and return its name; the same bytes are kept once."""
        return self._store._write(data)


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder, and makes a rename lasting by itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(error: OSError, path: Path) -> StorageError:
    if error.errno in _FULL:
        return StorageError("Ổ đĩa đã đầy: hãy giải phóng dung lượng rồi thử lại. Thư viện văn bản vẫn nguyên như cũ.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            f"Không có quyền ghi vào {path.parent}: hãy chọn thư mục khác bằng --data hoặc xin cấp quyền."
        )
    return StorageError(f"Không đọc hoặc ghi được {path}: hãy kiểm tra ổ đĩa rồi thử lại.")
