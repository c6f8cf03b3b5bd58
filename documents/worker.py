"""The process that reads foreign files for `documents.sandbox`: paths in, lines of JSON out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from documents.errors import DocumentError

_LARGEST_FILE_WRITTEN = 1 << 30


def main(processor: int, memory: int) -> None:
    """Read the files named on standard input, one a line, until it ends.

    `processor` is in seconds a file and page, `memory` in bytes.
    """
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no part of the answer
        _limit_memory(memory)
        for line in sys.stdin.buffer:
            _limit_processor(processor)
            _read(Path(json.loads(line)["path"]), out, processor)


def _read(path: Path, out: BinaryIO, processor: int) -> None:
    from documents.intake import read_file
    from documents.records import dump_plan

    def report(_: Path, done: int, total: int) -> None:
        _limit_processor(processor)
        _say(out, {"done": done, "total": total})

    try:
        extract, plan = read_file(path, report)
        message = {"source": extract.source, "layout": extract.layout(), "plan": dump_plan(plan).decode()}
    except DocumentError as error:
        message = {"error": str(error)}
    except MemoryError:
        message = {"failure": "MemoryError"}
    except Exception as error:
        message = {"failure": f"{type(error).__name__}: {error}"}
    _say(out, message)


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
