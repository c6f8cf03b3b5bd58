import json
import math
from pathlib import Path

import pytest

from evaluation import retrieval
from evaluation.retrieval import Question, bench, is_dev, read_questions, score_all, score_ranking
from index.errors import PassageError


@pytest.mark.parametrize(
    ("found", "relevant", "expected"),
    [
        (["a", "b"], {"a"}, (1, 1, 1)),
        (["b", "a"], {"a"}, (0, 1, 1 / math.log2(3))),
        (["b"], {"a"}, (0, 0, 0)),
        ([], {"a"}, (0, 0, 0)),
        (["a", "x", "b"], {"a", "b"}, (1, 1, (1 + 0.5) / (1 + 1 / math.log2(3)))),
        (["x"] * 10 + ["a"], {"a"}, (0, 0, 0)),
    ],
)
def test_a_ranking_is_scored(found: list[str], relevant: set[str], expected: tuple[float, ...]) -> None:
    assert score_ranking(found, frozenset(relevant)) == pytest.approx(expected)


def test_scores_are_means_in_percent() -> None:
    scores = score_all([(["a"], frozenset("a")), (["b", "a"], frozenset("a"))])
    assert (scores.first, scores.ten) == (50, 100)
    assert score_all([]).first == 0


def test_halves_are_about_halves_and_do_not_change() -> None:
    questions = [Question(f"q{number}", "", frozenset()) for number in range(1000)]
    assert 440 < sum(map(is_dev, questions)) < 560
    assert is_dev(Question("q1", "", frozenset())) == is_dev(Question("q1", "other", frozenset("a")))


def test_a_set_is_measured_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "Giảm tỷ lệ hộ nghèo từ 7%/năm.", "b": "Báo cáo trước ngày 15/11.", "c": "Kinh phí do tỉnh bảo đảm."}
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    (tmp_path / "tiny.passages.jsonl").write_text("\n".join(lines))
    question = {"id": "q", "question": "bao giờ báo cáo", "relevant": ["b"]}
    (tmp_path / "tiny.questions.jsonl").write_text(json.dumps(question))
    monkeypatch.setattr(retrieval, "measure_encoder", lambda texts: [f"{len(texts)} timed"])
    report = bench(tmp_path)
    assert "tiny: 1 questions" in report
    assert "both, all (1)" in report
    assert "100.0 100.0 100.0 | 100.0 100.0 100.0" in report
    assert report.endswith("1 timed")


def test_a_folder_without_sets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PassageError, match=r"questions\.jsonl"):
        bench(tmp_path)


def test_an_unreadable_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.questions.jsonl"
    path.write_text('{"id": 1}')
    with pytest.raises(PassageError, match="dòng 1"):
        read_questions(path)
