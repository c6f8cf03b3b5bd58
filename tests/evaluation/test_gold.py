"""The gold files are sound: every quote stands at its spans, and every expectation fits its question."""

from collections import Counter
from pathlib import Path

import pytest

import documents
from evaluation.checking import KEPT, OPEN
from evaluation.gold import GOLD, PLANS, cases, load, questions
from evaluation.metrics import ALLOWED
from evaluation.report import SETS

QUESTIONS = [gold.path for gold in SETS]
CHECKS = [GOLD / f"{name}.jsonl" for name in (*OPEN, *KEPT)]
FILES = [*QUESTIONS, *CHECKS]
STYLES = {"co_dau", "khong_dau", "teencode", "tron", "telex", "loi_go"}


def source(plan):
    folders = (Path(documents.__file__).parent / "plans", *PLANS.parent.glob("plans*"))
    path = next(folder / f"{plan}.txt" for folder in folders if (folder / f"{plan}.txt").exists())
    return path.read_bytes().decode()


def squeezed(text):
    return " ".join(text.split())


def passages(path):
    for item in load(path):
        for passage in item["expected" if path in CHECKS else "gold"]:
            yield item["id"], passage


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quotes_stand_at_their_spans(path):
    for name, passage in passages(path):
        text = source(passage["plan"])
        assert passage["spans"], name
        for start, end in passage["spans"]:
            assert 0 <= start < end <= len(text), name
        start, end = passage["spans"][0]
        assert squeezed(text[start:end]) == squeezed(passage["quote"]), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ids_are_used_once(path):
    assert max(Counter(item["id"] for item in load(path)).values()) == 1


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_expectations_fit_their_questions(path):
    for item in load(path):
        assert item["expect"] in ALLOWED, item["id"]
        assert item["style"] in STYLES, item["id"]
        assert item["user"] in {"can_bo_xa", "ho_dan", "tap_huan"}, item["id"]
        if item["expect"] == "say_delegated":
            assert item["gold"], item["id"]
        if item["type"] == "follow_up":
            assert item["history"], item["id"]
        said = {text for text in item["answer_contains"] for text in text.split("|")}
        assert said.isdisjoint(item["answer_must_not_contain"]), item["id"]


def test_no_question_is_asked_twice():
    asked = Counter((i["question"].casefold(), str(i["history"])) for path in QUESTIONS for i in load(path))
    assert [key for key, count in asked.items() if count > 1] == []


def test_a_question_without_accents_has_none():
    for path in QUESTIONS:
        for item in load(path):
            if item["style"] == "khong_dau":
                assert item["question"].isascii(), item["id"]


def test_every_file_loads():
    assert all(questions(path) for path in QUESTIONS)
    assert all(cases(path) for path in CHECKS)
