"""What code and data decide how a file is read: what is kept of a plan holds as long as they are the same."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_ROOM = Path(__file__).parent
_SHIPPED = _ROOM / "plans"
_READERS = _ROOM / "readers"


@lru_cache
def parser_version() -> str:
    """What decides how a source is parsed: the code of this room and the sizes of its data."""
    files = [path for path in _ROOM.rglob("*") if path.is_file() and path.parent not in (_SHIPPED, _READERS)]
    data = [path for path in files if path.suffix not in (".py", ".pyc")]
    return _fingerprint([path for path in files if path.suffix == ".py"], data)


@lru_cache
def reader_version() -> str:
    """What decides what is extracted from a file."""
    return _fingerprint([*_READERS.glob("*.py")], [])


def _fingerprint(code: list[Path], data: list[Path]) -> str:
    seen = hashlib.sha256()
    for path in sorted(code):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    for path in sorted(data):
        seen.update(f"{path.name}\0{path.stat().st_size}\0".encode())
    return seen.hexdigest()
