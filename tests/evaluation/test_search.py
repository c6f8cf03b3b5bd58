import io
import json
from pathlib import Path

import pytest

from evaluation.search import run
from index.errors import PassageError

PASSAGES = [
    {"id": "a", "text": "Giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục."},
    {"id": "b", "text": "Báo cáo kết quả trước ngày 15/11 hằng năm.", "context": "Lệ Thủy"},
    {"id": "c", "text": "Kinh phí do ngân sách tỉnh bảo đảm."},
]


def write(path: Path, lines: list[object]) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return path


def search(tmp_path: Path, questions: list[object], top: int = 2) -> list[dict[str, object]]:
    out = io.StringIO()
    passages = write(tmp_path / "p.jsonl", list(PASSAGES))
    run(passages, write(tmp_path / "q.jsonl", questions), top, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_a_question_in_order(tmp_path: Path) -> None:
    lines = search(tmp_path, [{"id": "q1", "question": "báo cáo khi nào?"}, {"id": "q2", "question": "ho ngheo giam"}])
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert [line["found"][0] for line in lines] == ["b", "a"]
    assert all(len(line["found"]) == 2 and line["ms"] > 0 for line in lines)


@pytest.mark.parametrize(
    ("line", "name"), [("{", None), ("[]", None), ('{"id": "x"}', "x"), ('{"id": "x", "question": 3}', "x")]
)
def test_an_unreadable_line_does_not_stop_the_rest(tmp_path: Path, line: str, name: str | None) -> None:
    broken, good = search(tmp_path, [line, {"id": "q", "question": "kinh phí"}])
    assert broken["id"] == name
    assert "JSON" in broken["error"]
    assert good["found"][0] == "c"


def test_an_empty_question_finds_nothing(tmp_path: Path) -> None:
    assert search(tmp_path, [{"id": "q", "question": ""}])[0]["found"] == []


@pytest.mark.parametrize("line", ["{", '{"id": "a"}', "3"])
def test_unreadable_passages_are_an_error_with_their_line(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "p.jsonl", [PASSAGES[0], line])
    with pytest.raises(PassageError, match="dòng 2"):
        run(path, path, 3, io.StringIO())


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PassageError, match=r"nowhere\.jsonl"):
        run(tmp_path / "nowhere.jsonl", tmp_path / "nowhere.jsonl", 3, io.StringIO())
