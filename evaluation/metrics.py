"""How good replies are: each judged against its gold question, then counted."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from evaluation.gold import Case, Expected, Passage, Question

Reply = Mapping[str, Any]
"""A line that `planbot ask --batch` or `planbot check --batch` prints."""

ALLOWED = {
    "answer": {"answer"},
    "clarify_or_per_document": {"clarify", "answer"},
    "say_not_stated": {"not_stated"},
    "say_not_in_corpus": {"not_in_corpus", "not_stated"},
    "say_delegated": {"delegated"},
    "refuse": {"refused"},
}
"""The outcomes that each expectation allows."""
ABSTAINED = {"not_stated", "not_in_corpus", "delegated", "refused"}
"""The outcomes that give no answer."""
OVERLAP = 0.5
"""The share of the shorter of two spans that must be common for one to count as the other."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reply is worth.

    `exact` where its outcome is an allowed one; `recall` and `precision` of its citations, None where they do not
    count; `faults` says in words what is wrong, and nothing is where it is empty.
    """

    question: Question
    exact: bool
    abstained: bool
    recall: float | None
    precision: float | None
    milliseconds: float | None
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many."""

    right: float
    of: int

    @property
    def percent(self) -> float:
        """The share in percent, one decimal; not a number where nothing was counted."""
        return round(100 * self.right / self.of, 1) if self.of else float("nan")


def normalise(text: str) -> str:
    """A text so that the same figure reads the same: NFC, lower case, plain dashes and quotes, "05" as "5"."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = text.replace("–", "-").replace("“", '"').replace("”", '"')
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<![\d.,/])0+(?=\d)", "", text)
    text = re.sub(r"(\d) %", r"\1%", text)
    return re.sub(r"(?<=\d)\.(?=\d{1,2}(?!\d))", ",", text)


def says(text: str, wanted: str) -> bool:
    """Whether a normalised text holds one of the alternatives that "|" parts."""
    return any(normalise(option) in text for option in wanted.split("|"))


def overlaps(span: Sequence[int], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a span has half of itself, or of one of the others, in common with that one."""
    for start, end in spans:
        common = min(end, span[1]) - max(start, span[0])
        if common > 0 and common >= OVERLAP * min(end - start, span[1] - span[0]):
            return True
    return False


def cites(citation: Mapping[str, Any], passage: Passage) -> bool:
    """Whether a citation is of a gold passage."""
    return citation.get("plan") == passage.plan and overlaps(citation["span"], passage.spans)


def judge(question: Question, reply: Reply | None) -> Judgement:
    """What a reply to a question is worth; None stands for a reply that never came."""
    if reply is None:
        return Judgement(question, False, False, None, None, None, ("no answer line",))
    text, outcome, citations = normalise(reply["text"]), reply["outcome"], reply.get("citations", [])
    exact = outcome in ALLOWED[question.expect]
    faults = [] if exact else [f"outcome {outcome}, wanted {question.expect}"]
    if outcome != "clarify":
        faults += [f"lacks {wanted!r}" for wanted in question.contains if not says(text, wanted)]
    faults += [f"says {banned!r}" for banned in question.lacks if says(text, banned)]
    recall = precision = None
    if question.passages and question.answerable and outcome == "answer":
        recall = sum(any(cites(c, p) for c in citations) for p in question.passages) / len(question.passages)
        right = sum(any(cites(c, p) for p in question.passages) for c in citations)
        precision = right / len(citations) if citations else 0.0
        if not recall:
            faults.append("cites none of the gold passages")
    elif question.passages and question.answerable and outcome in ABSTAINED:
        recall = 0.0
    return Judgement(question, exact, outcome in ABSTAINED, recall, precision, reply.get("ms"), tuple(faults))


def judge_all(questions: Iterable[Question], replies: Mapping[str, Reply]) -> list[Judgement]:
    """Every question judged by the reply of its id."""
    return [judge(question, replies.get(question.id)) for question in questions]


def figures(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """The figures over a set: percentages, times in milliseconds, and "right/all" by type, style and user."""
    answerable = [j for j in judgements if j.question.expect == "answer"]
    unanswerable = [j for j in judgements if ALLOWED[j.question.expect] <= ABSTAINED]
    recalls = [j.recall for j in judgements if j.recall is not None]
    precisions = [j.precision for j in judgements if j.precision is not None]
    times = sorted(j.milliseconds for j in judgements if j.milliseconds is not None)
    result: dict[str, Any] = {
        "questions": len(judgements),
        "passed_%": _share(j.passed for j in judgements),
        "outcome_exact_%": _share(j.exact for j in judgements),
        "refused_when_it_should_%": _share(j.abstained for j in unanswerable),
        "refused_when_it_should_not_%": _share(j.abstained for j in answerable),
        "citation_recall_%": Tally(sum(recalls), len(recalls)).percent,
        "citation_precision_%": Tally(sum(precisions), len(precisions)).percent,
        "says_what_it_must_not": sum(any(f.startswith("says") for f in j.faults) for j in judgements),
    }
    if times:
        result["ms_p50"] = round(statistics.median(times), 1)
        result["ms_p95"] = round(percentile(times, 0.95), 1)
    for key in ("type", "style", "user"):
        groups: dict[str, list[bool]] = {}
        for judgement in judgements:
            groups.setdefault(getattr(judgement.question, key), []).append(judgement.passed)
        result[f"passed_by_{key}"] = {name: f"{sum(v)}/{len(v)}" for name, v in sorted(groups.items())}
    return result


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that a share of ascending values lie under."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def check_figures(cases: Sequence[Case], replies: Mapping[str, Reply]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The figures over gold checks, and by case what is wrong with it."""
    right: dict[str, list[bool]] = {name: [] for name in ("verdicts", "alts", "values", "overall", "mentions")}
    faults: dict[str, list[str]] = {}
    for case in cases:
        reply = replies.get(case.id) or {"results": [], "overall": None, "text": ""}
        wrong: list[str] = []
        for expected in case.expected:
            wrong += _judge_criterion(expected, reply["results"], case.acceptable, right)
        right["overall"].append(reply.get("overall") in {case.overall, *case.acceptable})
        if not right["overall"][-1]:
            wrong.append(f"overall {reply.get('overall')}, wanted {case.overall}")
        text = normalise(reply.get("text", ""))
        for wanted in case.mentions:
            right["mentions"].append(says(text, wanted))
            if not right["mentions"][-1]:
                wrong.append(f"does not mention {wanted!r}")
        if wrong:
            faults[case.id] = wrong
    return {
        "cases": len(cases),
        "cases_all_right_%": Tally(len(cases) - len(faults), len(cases)).percent,
        "verdicts_right_%": _share(right["verdicts"]),
        "overall_right_%": _share(right["overall"]),
        "other_reading_right_%": _share(right["alts"]),
        "computed_values_right_%": _share(right["values"]),
        "mentions_%": _share(right["mentions"]),
    }, faults


def _judge_criterion(
    expected: Expected, results: Sequence[Reply], acceptable: frozenset[str], right: Mapping[str, list[bool]]
) -> list[str]:
    """What is wrong with the verdict on one criterion; what is counted goes into `right`."""
    name = f"{expected.passage.plan} {expected.passage.section}"
    match = [result for result in results if cites(result["citation"], expected.passage)]
    left_out = expected.verdict == "khong_ap_dung" and not match
    right["verdicts"].append(left_out or any(r["verdict"] in {expected.verdict, *acceptable} for r in match))
    if not right["verdicts"][-1]:
        return [f"{name}: {[result['verdict'] for result in match] or 'absent'}, wanted {expected.verdict}"]
    wrong = []
    for reading, verdict in expected.alt.items() if match else ():
        if verdict not in {"dat", "khong_dat"}:
            continue
        right["alts"].append(any(result.get("alt", {}).get(reading) == verdict for result in match))
        if not right["alts"][-1]:
            wrong.append(f"{name}: reading {reading} should be {verdict}")
    if match and expected.values:
        right["values"].append(any(_same_values(result.get("values") or [], expected.values) for result in match))
        if not right["values"][-1]:
            wrong.append(f"{name}: values {[result.get('values') for result in match]}, wanted {expected.values}")
    return wrong


def _same_values(got: Sequence[object], wanted: Sequence[object]) -> bool:
    return len(got) == len(wanted) and all(map(_same_number, got, wanted))


def _same_number(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return Tally(sum(counted), len(counted)).percent
