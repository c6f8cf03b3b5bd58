"""How fast and how small: start to first answer, time a question, memory, beside a computation that never changes.

`python -m evaluation.bench`. Timings differ from machine to machine and from hour to hour; the reference computation
is printed beside them, so that two runs can be compared.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.gold import GOLD, questions
from evaluation.metrics import percentile

FIRST = "Huyện nghèo phải giảm bao nhiêu %/năm?"
"""The question a fresh process is timed on."""
BENCHES = ("restoration", "retrieval")
"""Modules of this package that measure on data of their own: `bench(data: Path) -> str`."""
LONG = ("scale",)
"""Those that take many minutes, and run only where they are asked for."""
_LOOPS = 2_000_000


def reference_seconds() -> float:
    """The time of a fixed computation, the best of three: a Python loop and a sum of squares in arrays."""
    import numpy as np

    numbers = np.arange(4_000_000, dtype=np.float64)

    def compute() -> float:
        total = 0
        for number in range(_LOOPS):
            total += number & 7
        return total + float((numbers * numbers).sum())

    return min(_seconds(compute) for _ in range(3))


def measure(data: Path) -> dict[str, Any]:
    """Open the assistant over a data folder and ask every open gold question about the shipped plans.

    Gives `open_s`, `first_s` (opening and the first answer), `ms_p50`, `ms_p95`, `questions`, and `rss_mb`, the most
    memory this process has held.
    """
    started = time.perf_counter()
    from retrieval.assistant import Assistant
    from retrieval.saying.rendering import plain_text

    assistant = Assistant.open(data)
    opened = time.perf_counter()
    plain_text(assistant.ask(FIRST))
    answered = time.perf_counter()
    times = []
    for question in (question for name in ("shared", "dev") for question in questions(GOLD / f"{name}.jsonl")):
        asked = time.perf_counter()
        plain_text(assistant.ask(question.text, question.history))
        times.append(1000 * (time.perf_counter() - asked))
    times.sort()
    return {
        "open_s": round(opened - started, 2),
        "first_s": round(answered - started, 2),
        "ms_p50": round(statistics.median(times), 1),
        "ms_p95": round(percentile(times, 0.95), 1),
        "questions": len(times),
        "rss_mb": round(_peak_memory() / 2**20),
    }


def measure_apart(data: Path) -> dict[str, Any]:
    """The same in a fresh process: `start_s` is from its start to its first answer, Python and imports included."""
    code = "import sys, json; from evaluation.bench import *; print(json.dumps(measure(Path(sys.argv[1]))))"
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=True)  # noqa: S603
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def start_seconds(data: Path) -> float:
    """From the start of `planbot ask` to its end, with the index built; the best of three."""
    command = [sys.executable, "-m", "bot", "ask", "--data", str(data), FIRST]
    return min(_seconds(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(3))  # noqa: S603


def run(data: Path | None = None, *, long: bool = False) -> Iterator[str]:
    """Every figure, line by line as it is measured; `data` is the folder the other benches measure on."""
    with tempfile.TemporaryDirectory(prefix="planbot-bench-") as folder:
        home = Path(folder)
        building = _seconds(lambda: measure_apart(home))
        figures = measure_apart(home)
        start = start_seconds(home)
    yield f"Phép tính đối chiếu của máy này: {_comma(reference_seconds(), 3)} giây"
    yield f"Dựng chỉ mục lần đầu và hỏi cả bộ: {_comma(building, 1)} giây"
    yield f"planbot ask, từ lúc gọi đến lúc xong: {_comma(start, 2)} giây"
    first = _comma(figures["first_s"], 2)
    yield f"Mở trợ lý: {_comma(figures['open_s'], 2)} giây; đến câu trả lời đầu tiên: {first} giây"
    times = f"p50 {_comma(figures['ms_p50'], 1)} ms, p95 {_comma(figures['ms_p95'], 1)} ms"
    yield f"Mỗi câu hỏi ({figures['questions']} câu): {times}"
    yield f"Bộ nhớ nhiều nhất: {figures['rss_mb']} MB"
    if data is None:
        yield "Các phép đo khác cần dữ liệu: đặt PLANBOT_BENCH_DATA hoặc --data là thư mục dữ liệu đo."
        return
    for name in (*BENCHES, *(LONG if long else ())):
        yield f"\n== {name}\n{other(name, data)}"


def other(name: str, data: Path) -> str:
    """What another bench prints, or why it cannot."""
    try:
        bench = importlib.import_module(f"evaluation.{name}").bench
    except (ImportError, AttributeError):
        return "chưa có"
    try:
        return str(bench(data))
    except Exception as error:  # one bench that fails must not hide the others
        return f"không đo được: {type(error).__name__}: {error}"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_memory() -> int:
    """Bytes this process has held at the most.

    Where Linux tells it of this program alone, that: what getrusage tells began with the memory of the process that
    started this one.
    """
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        held = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if held:
            return int(held[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _comma(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def main(argv: Sequence[str] | None = None) -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="THƯ_MỤC", help="dữ liệu của các phép đo khác")
    parser.add_argument("--long", action="store_true", help="cả phép đo một triệu đoạn văn, mất nhiều phút")
    options = parser.parse_args(argv)
    given = os.environ.get("PLANBOT_BENCH_DATA")
    for line in run(options.data or (Path(given) if given else None), long=options.long):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
