"""The process that reads and draws foreign files for `documents.sandbox`: lines of JSON in and out."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from documents.errors import DocumentError

_LARGEST_FILE_WRITTEN = 1 << 30


def main(processor: int, memory: int) -> None:
    """Read the files named on standard input, one a line, or draw a page of one, until it ends.

    `processor` is in seconds a file and page, `memory` in bytes.
    """
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no part of the answer
        _limit_memory(memory)
        for line in sys.stdin.buffer:
            _limit_processor(processor)
            asked = json.loads(line)
            _say(out, _work(asked, out, processor))


def _work(asked: dict[str, Any], out: BinaryIO, processor: int) -> dict[str, Any]:
    """What came of a file, or why nothing did."""
    path = Path(asked["path"])

    def report(done: int, total: int) -> None:
        _limit_processor(processor)
        _say(out, {"done": done, "total": total})

    try:
        if "drawing" in asked:
            return _draw(path, asked["drawing"])
        return _read_tables(path, report) if "tables" in asked else _read(path, report)
    except DocumentError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"failure": "MemoryError"}
    except Exception as error:
        return {"failure": f"{type(error).__name__}: {error}"}


def _draw(path: Path, drawing: dict[str, Any]) -> dict[str, Any]:
    from documents.readers.drawing import Drawing, draw

    picture, marked = draw(path, Drawing.from_json(drawing))
    return {"picture": base64.b64encode(picture).decode(), "marked": marked}


def _read_tables(path: Path, report: Callable[[int, int], None]) -> dict[str, Any]:
    from documents.readers.grid import read

    return {"tables": [[grid.caption, grid.rows] for grid in read(path, report)]}


def _read(path: Path, report: Callable[[int, int], None]) -> dict[str, Any]:
    from documents.intake import read_file
    from documents.records import dump_plan

    extract, plan = read_file(path, lambda _, done, total: report(done, total))
    return {"source": extract.source, "layout": extract.layout(), "plan": dump_plan(plan).decode()}


def _say(out: BinaryIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()


def _limit_memory(memory: int) -> None:
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE_WRITTEN, _LARGEST_FILE_WRITTEN))


def _limit_processor(seconds: int) -> None:
    """Allow so many seconds from now on."""
    if os.name != "posix":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
