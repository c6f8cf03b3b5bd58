"""Searching any passages with the project's own retrieval, for comparison with others on the same data."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from index.encoder import load_encoder
from index.errors import PassageError
from index.passage import Passage
from index.snapshot import Snapshot


def run(passages: Path, questions: Path, top: int, out: TextIO) -> None:
    """Index `passages` and print what is found for each of `questions`: one JSON line a line read, in order.

    A line of the questions that cannot be read gives an error line and does not stop the rest. Raises PassageError
    where the passages themselves cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="planbot-search-") as folder:
        snapshot = Snapshot.build(read_passages(passages), load_encoder(), Path(folder))
        answers = (answer_line(snapshot, line, top) for line in read_lines(questions))
        out.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)


def answer_line(snapshot: Snapshot, line: str, top: int) -> dict[str, object]:
    """What is found for one line of a questions file."""
    name = None
    try:
        item = json.loads(line)
        name = item["id"]
        question = item["question"]
        if not isinstance(question, str):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        return {"id": name, "error": 'Dòng không đọc được: cần một đối tượng JSON có "id" và "question".'}
    start = time.perf_counter()
    hits = snapshot.search(question, top)
    milliseconds = (time.perf_counter() - start) * 1000
    return {"id": name, "found": [hit.passage.id for hit in hits], "ms": round(milliseconds, 2)}


def read_passages(path: Path) -> Iterator[Passage]:
    """Passages of a JSON Lines file with "id", "text" and, where they have it, "context"."""
    for number, line in enumerate(read_lines(path), 1):
        try:
            item = json.loads(line)
            yield Passage(str(item["id"]), str(item["text"]), str(item.get("context", "")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f'{path}, dòng {number}: cần một đối tượng JSON có "id" và "text".'
            raise PassageError(message) from error


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a file that are not blank. Raises PassageError where the file cannot be read."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from (line for line in lines if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise PassageError(f"Không đọc được {path}: kiểm tra đường dẫn và bảng mã UTF-8.") from error
