"""The metrics agree with the reference scorer on any reply, and mean what they say."""

import importlib.util
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.gold import GOLD, Case, Question, load
from evaluation.metrics import check_figures, figures, judge, judge_all, normalise, overlaps, says

spec = importlib.util.spec_from_file_location("score", Path(__file__).with_name("score.py"))
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)

ITEMS = load(GOLD / "shared.jsonl") + load(GOLD / "dev.jsonl")
CHECKS = load(GOLD / "checks.shared.jsonl")
OUTCOMES = ["answer", "clarify", "not_stated", "delegated", "not_in_corpus", "refused"]
PHRASES = sorted({p for i in ITEMS for p in i["answer_contains"] + i["answer_must_not_contain"]})
SPANS = sorted({(g["plan"], *span) for i in ITEMS for g in i["gold"] for span in map(tuple, g["spans"])})
VERDICTS = sorted({e["verdict"] for c in CHECKS for e in c["expected"]})


def same(one, other):
    return one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


@st.composite
def replies(draw):
    citations = [
        {"plan": plan, "span": [max(0, start + draw(st.integers(-40, 40))), end + draw(st.integers(-5, 40))]}
        for plan, start, end in draw(st.lists(st.sampled_from(SPANS), max_size=4))
    ]
    reply = {
        "outcome": draw(st.sampled_from(OUTCOMES)),
        "text": " … ".join(draw(st.lists(st.sampled_from(PHRASES), max_size=5))),
        "citations": citations,
    }
    if draw(st.booleans()):
        reply["ms"] = draw(st.floats(0.1, 900))
    return reply


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(ITEMS), st.none() | replies()), min_size=1, max_size=12))
def test_questions_score_as_the_reference_scores_them(drawn):
    items = [{**item, "id": f"q{n}"} for n, (item, _) in enumerate(drawn)]
    got = {f"q{n}": {"id": f"q{n}", **reply} for n, (_, reply) in enumerate(drawn) if reply}
    wanted = score.score_questions(items, got, show=False)
    found = figures(judge_all([Question.from_json(item) for item in items], got))
    assert found.keys() == wanted.keys()
    assert all(same(found[name], wanted[name]) for name in wanted), (found, wanted)


@st.composite
def check_replies(draw, case):
    results = []
    for expected in draw(st.lists(st.sampled_from(case["expected"]), max_size=3)):
        start, end = expected["spans"][0]
        results.append(
            {
                "citation": {"plan": expected["plan"], "span": [start + draw(st.integers(-30, 30)), end]},
                "verdict": draw(st.sampled_from([expected["verdict"], *VERDICTS])),
                "values": draw(st.sampled_from([expected.get("values"), None, ["7", None], [1, 2, 3, 4, 5]])),
                "alt": draw(st.sampled_from([expected.get("alt"), {}, {"average": "dat"}])) or {},
            }
        )
    text = " ".join(draw(st.lists(st.sampled_from([*case["must_mention"], "2018", "bình quân"]), max_size=3)))
    return {"results": results, "overall": draw(st.sampled_from([case["overall"], "khong_dat"])), "text": text}


@settings(max_examples=100)
@given(st.data())
def test_checks_score_as_the_reference_scores_them(data):
    picked = data.draw(st.lists(st.sampled_from(CHECKS), min_size=1, max_size=6, unique_by=lambda case: case["id"]))
    got = {case["id"]: data.draw(check_replies(case)) for case in picked if data.draw(st.booleans())}
    wanted = score.score_checks(picked, got, show=False)
    found, _ = check_figures([Case.from_json(case) for case in picked], got)
    assert found.keys() == wanted.keys()
    assert all(same(found[name], wanted[name]) for name in wanted), (found, wanted)


def question(**changes):
    passage = {"plan": "p", "section": "I", "quote": "", "spans": [[100, 200]]}
    item = {
        "id": "q",
        "question": "?",
        "history": [],
        "type": "lookup",
        "style": "co_dau",
        "user": "ho_dan",
        "expect": "answer",
        "answerable": True,
        "gold": [passage],
        "answer_contains": ["7%"],
        "answer_must_not_contain": ["5%"],
    }
    return Question.from_json({**item, **changes})


def reply(**changes):
    return {"outcome": "answer", "text": "Từ 7%/năm.", "citations": [{"plan": "p", "span": [90, 210]}], **changes}


def test_a_right_reply_passes():
    judged = judge(question(), reply())
    assert judged.passed
    assert (judged.recall, judged.precision) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"outcome": "not_stated"}, "outcome not_stated, wanted answer"),
        ({"text": "Không rõ."}, "lacks '7%'"),
        ({"text": "7%, không phải 5%."}, "says '5%'"),
        ({"citations": [{"plan": "p", "span": [300, 400]}]}, "cites none of the gold passages"),
        ({"citations": [{"plan": "other", "span": [100, 200]}]}, "cites none of the gold passages"),
    ],
)
def test_a_wrong_reply_says_what_is_wrong(changes, fault):
    assert judge(question(), reply(**changes)).faults == (fault,)


def test_a_reply_that_never_came_fails():
    assert not judge(question(), None).passed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tối đa 03 tập thể", "3 tập thể"),
        ("giai đoạn 2016 – 2020", "2016 - 2020"),
        ("giảm 1.5 %", "1,5%"),
        ("Lệ Thuỷ", "Lệ Thủy|Lệ Thuỷ"),
    ],
)
def test_figures_read_the_same_however_they_are_written(text, wanted):
    assert says(normalise(text), wanted)


def test_a_date_keeps_its_zeros():
    assert not says(normalise("ngày 15/02"), "15/2")


@pytest.mark.parametrize(
    ("span", "hit"), [((100, 150), True), ((0, 150), True), ((0, 149), False), ((120, 130), True), ((200, 300), False)]
)
def test_half_of_the_shorter_span_must_be_common(span, hit):
    assert overlaps(span, [(100, 200)]) is hit
