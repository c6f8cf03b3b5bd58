"""The report sets the figures side by side, and of the kept questions prints nothing but totals."""

import re

import pytest

from evaluation.errors import EvaluationError
from evaluation.gold import GOLD, load
from evaluation.report import run


def test_the_answers_stand_beside_the_baselines():
    text = run(sets=["shared"], show=True)
    rows = {line.split("  ")[0] for line in text.splitlines()}
    assert {"planbot", "planbot, không dấu", "BM25", "BM25, không dấu"} <= rows
    passed = {
        row: float(re.search(rf"^{row} +60 +([\d,]+)", text, re.MULTILINE)[1].replace(",", "."))
        for row in ("planbot", "BM25")
    }
    assert passed["planbot"] > passed["BM25"] + 30
    assert "Đạt theo cách viết: co_dau" in text


def test_of_kept_questions_only_totals_are_printed():
    text = run(sets=["kept", "kept.further"], show=True, baselines=False)
    assert re.search(r"Đạt theo loại câu hỏi: adversarial \d+/", text)
    for name in ("kept", "kept.further"):
        for item in load(GOLD / f"{name}.jsonl"):
            assert item["question"] not in text
            assert not re.search(rf"\b{item['id']}\b", text)


def test_a_set_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(EvaluationError, match="Không có bộ câu hỏi moon: chọn trong shared, dev"):
        run(sets=["moon"])


def test_a_broken_line_of_a_gold_file_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n\n{', encoding="utf-8")
    with pytest.raises(EvaluationError, match="Dòng 3"):
        load(path)
    with pytest.raises(EvaluationError, match="Không đọc được"):
        load(tmp_path / "absent.jsonl")
