"""Foreign files are read in a process of their own, with limits on time and memory.

Whatever a file does to its parser, this process lives on and says in one sentence what happened. The two talk in
lines of JSON. Limits on memory and processor time need a POSIX system; the limit on time holds everywhere.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from documents.errors import DocumentError
from documents.extract import Extract
from documents.intake import Progress, shown_name
from documents.plan import Plan
from documents.records import load_plan

if TYPE_CHECKING:
    from documents.readers.drawing import Drawing

_LOG = logging.getLogger(__name__)
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TESSDATA_PREFIX", "PLANBOT_OCR")
_FILES_A_PROCESS = 100


class SandboxError(DocumentError):
    """A file took too much time or memory, or broke the process that read it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: `seconds` without a page done, processor seconds a page, and bytes of memory."""

    seconds: float = 120
    processor: int = 90
    memory: int = 2 << 30


class Sandbox:
    """A context in which files are read; its process starts with the first file and ends with the context."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: _Process | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, path: Path, progress: Progress | None = None) -> tuple[Extract, Plan]:
        """What is in a file. Raises `DocumentError` with the reason where it cannot be read."""
        message = self._ask(path, {}, progress)
        extract = Extract.from_layout(message["source"], message["layout"])
        return extract, load_plan(message["plan"].encode(), extract.source)

    def draw(self, path: Path, drawing: Drawing) -> tuple[bytes, bool]:
        """A page of a file as a JPEG, and whether its words could be marked. Raises `DocumentError` as `read` does."""
        message = self._ask(path, {"drawing": drawing.as_json()})
        return base64.b64decode(message["picture"]), bool(message["marked"])

    def read_tables(self, path: Path) -> list[list[Any]]:
        """The tables in a file, each as its caption and its rows of cells. Raises `DocumentError` as `read` does."""
        tables: list[list[Any]] = self._ask(path, {"tables": True})["tables"]
        return tables

    def _ask(self, path: Path, work: dict[str, Any], progress: Progress | None = None) -> dict[str, Any]:
        """What the process says of a file; what goes wrong with it costs that process."""
        if self._process is None or self._process.files >= _FILES_A_PROCESS:
            self._stop()
            self._process = _Process(self.limits)
        try:
            return self._hear(self._process, path, work, progress)
        except BaseException as error:
            if not isinstance(error, DocumentError) or isinstance(error, SandboxError):
                self._stop()
            raise

    def _hear(self, process: _Process, path: Path, work: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
        process.send({"path": str(path.absolute()), **work})
        while True:
            try:
                message = process.receive(self.limits.seconds)
            except TimeoutError as error:
                raise _too_long(path) from error
            except EOFError as error:
                raise _explained(process.end(), path) from error
            if "done" in message:
                if progress:
                    progress(path, message["done"], message["total"])
            elif "error" in message:
                raise DocumentError(message["error"])
            elif "failure" in message:
                _LOG.warning("reading %s failed: %s", shown_name(path), message["failure"])
                raise _too_large(path) if message["failure"] == "MemoryError" else _damaged(path)
            else:
                return message

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()


class _Process:
    """The process that reads, and a folder for what it must write."""

    def __init__(self, limits: Limits) -> None:
        self.files = 0
        self._folder = tempfile.TemporaryDirectory(prefix="planbot-")
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        environment |= {
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "TMPDIR": self._folder.name,
            "OMP_NUM_THREADS": "1",  # each thread of a numeric library takes address space
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_THREAD_LIMIT": "1",
        }
        self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "documents.worker", str(limits.processor), str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._pump, daemon=True).start()

    def send(self, message: dict[str, Any]) -> None:
        self.files += 1
        if self._popen.stdin:
            try:
                self._popen.stdin.write(json.dumps(message).encode() + b"\n")
                self._popen.stdin.flush()
            except OSError:
                _LOG.debug("the reading process has ended")  # which `receive` finds out and explains

    def receive(self, seconds: float) -> dict[str, Any]:
        """Its next message. Raises `TimeoutError` when none comes in time and `EOFError` when it has ended."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty as error:
            raise TimeoutError from error
        if not line.endswith(b"\n"):
            raise EOFError
        message: dict[str, Any] = json.loads(line)
        return message

    def end(self) -> int:
        """Wait for the process, which has ended; its exit status, negative for a signal."""
        return self._popen.wait()

    def kill(self) -> None:
        """End it and what it started, such as an OCR engine, and delete its folder."""
        try:
            if os.name == "posix":
                os.killpg(self._popen.pid, signal.SIGKILL)
            else:
                self._popen.kill()
        except ProcessLookupError:
            _LOG.debug("the reading process had ended")
        self._popen.wait()
        if self._popen.stdin:
            try:
                self._popen.stdin.close()
            except OSError:
                _LOG.debug("the reading process left before its input was closed")
        self._folder.cleanup()

    def _pump(self) -> None:
        if self._popen.stdout:
            with self._popen.stdout as stream:
                for line in stream:
                    self._lines.put(line)
        self._lines.put(b"")


def _explained(status: int, path: Path) -> SandboxError:
    _LOG.warning("the process reading %s ended with status %s", shown_name(path), status)
    if os.name == "posix" and status == -signal.SIGXCPU:
        return _too_long(path)
    starved = os.name == "posix" and status in (-signal.SIGKILL, -signal.SIGABRT)  # as PDFium ends without memory
    return _too_large(path) if starved else _damaged(path)


def _too_long(path: Path) -> SandboxError:
    return SandboxError(f"Đọc {shown_name(path)} mất quá nhiều thời gian nên đã dừng: hãy tách tệp thành phần nhỏ hơn.")


def _too_large(path: Path) -> SandboxError:
    return SandboxError(f"{shown_name(path)} cần quá nhiều bộ nhớ khi mở nên đã dừng: hãy tách tệp thành phần nhỏ hơn.")


def _damaged(path: Path) -> SandboxError:
    return SandboxError(
        f"{shown_name(path)} bị hỏng hoặc không đúng định dạng: hãy mở bằng phần mềm gốc và lưu lại, rồi thử lại."
    )
