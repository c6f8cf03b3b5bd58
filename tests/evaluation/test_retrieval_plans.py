from pathlib import Path

import pytest

from evaluation import retrieval_plans
from evaluation.gold import GOLD, questions
from evaluation.metrics import normalise
from evaluation.retrieval import read_questions
from evaluation.search import read_passages


def test_gold_questions_become_a_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval_plans, "PLANS", None)
    monkeypatch.setattr(retrieval_plans, "FILES", ("shared",))
    retrieval_plans.write_set(tmp_path)
    passages = {passage.id: passage for passage in read_passages(tmp_path / "plans.passages.jsonl")}
    asked = read_questions(tmp_path / "plans.questions.jsonl")
    gold = {f"shared-{question.id}": question for question in questions(GOLD / "shared.jsonl")}
    assert len(asked) > 20
    for question in asked:
        assert question.relevant <= passages.keys()
        assert not gold[question.id].history
        said = " ".join(normalise(passages[name].text) for name in question.relevant)
        whole = " ".join(normalise(passage.quote) for passage in gold[question.id].passages)
        assert set(said.split()) & set(whole.split())
