"""Yes or no: a figure that a question asserts, or the asker's own, held against what the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from documents.facts.anchors import LENGTHS
from documents.facts.fact import Direction, Fact, Mode, Role
from documents.facts.measures import Measure
from documents.facts.quantities import Comparator
from documents.facts.subjects import UnitKind
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Item
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.naming import lowered, place_of
from retrieval.understanding.phrasing import decimal, result
from retrieval.understanding.question import Question, words_of
from retrieval.understanding.stated import MONTHS, Stated, find_stated, untold

_CLAIM = re.compile(r"\b(?:chi can|phai|can(?! ngheo)|la|quy dinh|muc|dung khong|phai khong|co phai)\b")
_RULE = re.compile(
    r"\bchi (?:can|phai)\b"
    r"|\b(?:phai|can|yeu cau|doi hoi|quy dinh|bat buoc|khong duoc)\b(?! (?:khong|chua|ngheo))[^.?!;]{0,50}?\d"
    r"|\bmoi (?:duoc |co )?(?:\w+ )?(?:khen|xet)\b"
)
"""A figure told as what a plan requires, not as what somebody has reached."""
_WHICH = re.compile(r"\bphai (?:la )?(?:dieu kien|tieu chuan|tieu chi|chi tieu|muc tieu)\b")
_CASE = re.compile(r"\b(?:dat|du|vuong|(?:duoc|co) (?:xet|khen)|xet khen)\b")
"""How it is asked whether somebody's figures are enough, whoever's they are."""
_NONE_BELOW = re.compile(r"\bkhong co nam nao\b")
_OWN = re.compile(r"\b(?:nha|ho|xa|huyen|thon|don vi|gia dinh)? ?(?:toi|minh|em|chung toi)\b")
_ADVERSE = re.compile(r"\bha (?:mot |hai )?bac\b|\btru \d|\bkhong (?:duoc )?xet\b|\bbi (?:loai|tru)\b")
_VOTED = re.compile(r"\b(?:dong y|nhat tri|tan thanh|bo phieu|bieu quyet|gio tay|dong tinh)\b")
_EVERY_YEAR = re.compile(
    r"\b(?:khong co nam nao|tung nam|moi nam|nam nao cung|lien tuc|ca (?:\d+|hai|ba|bon|nam) nam)\b"
)
_CONDITION = re.compile(r"[^.;:]*\bthi\b")
"""What follows a figure that only says for whom the rest of its sentence is."""
_BUT = re.compile(r"\bnhung\b(?![^,.;]{0,25}\d)|\blai (?:bi|roi|thanh|la)\b|\btai ngheo\b")
"""What may undo a figure that is enough: no yes is said then, the words of the plan speak."""
_OF_NUMBER = re.compile(r"\bso (?:luong )?ho\b|\bso voi\b|\btuong doi\b")
_LACKED = re.compile(
    r"\b(?:chua|khong)(?: he)?(?: (?:co|duoc|dat|phai|la|nhan|cong nhan|danh hieu|bang|giay))+"
    r" (?P<what>\w+(?: \w+){2,5})"
)
_NOT = re.compile(r"\b(?:khong|chua)(?: \w+){0,2} $")
_LEAST_WORDS = 3
_REST = 40
"""From so many letters on, what a sentence says beside the figures judged is a condition of its own."""
_RATES = frozenset(
    {Measure.POVERTY_RATE, Measure.NEAR_POOR_RATE, Measure.POOR_AND_NEAR_POOR_RATE, Measure.RELAPSE_RATE}
)
_BOTH = Measure.POOR_AND_NEAR_POOR_RATE
_PARTS = (Measure.POVERTY_RATE, Measure.NEAR_POOR_RATE)
_COMPARE = {
    Comparator.AT_LEAST: lambda own, limit: own >= limit,
    Comparator.MORE: lambda own, limit: own > limit,
    Comparator.LESS: lambda own, limit: own < limit,
    Comparator.AT_MOST: lambda own, limit: own <= limit,
    Comparator.EQUAL: lambda own, limit: own >= limit,  # only of times: "đã thoát nghèo đủ 24 tháng"
}


@dataclass(frozen=True, slots=True)
class Held:
    """A figure of the asker's held against what a plan requires: whether it is enough, and how it is named."""

    fact: Fact
    enough: bool
    words: str


def judge(question: Question, finding: Finding) -> str | None:
    """A sentence that says yes or no, with why; None where the words of the plan must speak for themselves."""
    if _WHICH.search(question.line):
        return None
    facts = list(_facts(question, finding))
    both = question.about(Topic.CRITERION, Topic.AWARD) and question.about(Topic.TARGET)
    if not both and (_is_claim(question) or any(fact.role is Role.QUOTA for fact in facts)):
        return _claimed(question, finding, facts)
    stated = find_stated(question)
    told = []
    for role in (Role.TARGET, Role.CRITERION) if both else (None,):
        held = [one for fact in facts if role in {None, fact.role} for one in _held(fact, stated, finding)]
        enough = all(one.enough for one in held)
        lacked = _lacked(question, finding) if enough else ""
        doubted = enough and not lacked and (untold(question, stated) or _BUT.search(question.line))
        if held and not doubted:
            told.append(_verdict(question, finding, held, lacked))
    return " ".join(told) or None


def _is_claim(question: Question) -> bool:
    """Whether it is asked if a plan says a figure, not if somebody's figure is enough."""
    own = _OWN.search(question.folded) or _CASE.search(question.folded)
    return bool(_RULE.search(question.line) or (_CLAIM.search(question.folded) and not own))


def _facts(question: Question, finding: Finding) -> Iterator[Fact]:
    """What the sentences found require of the units asked about, as far as a figure can meet it."""
    asked = (*asked_subjects(question), *question.subjects)
    zones, traits = {subject.zone for subject in asked}, {trait for subject in asked for trait in subject.traits}
    of = [s for s in asked if s.kind is UnitKind.ESCAPED_HOUSEHOLD][:1] or question.subjects[:1]
    level = finding.holding.plan.level
    for fact in dict.fromkeys(fact for item in finding.items for fact in _all_of(item, finding)):
        of_target = fact.role is Role.TARGET and question.about(Topic.CRITERION) and not question.about(Topic.TARGET)
        meant = all(s.zone in zones if s.zone else not s.traits or s.traits & traits for s in fact.subjects)
        fit = not fact.subjects or fits(of, fact.subjects, level)
        exact = fact.comparator is Comparator.EQUAL and fact.measure not in LENGTHS
        told = fact.values and fact.comparator in _COMPARE and not exact and not of_target and meant and fit
        if told and not _is_of_other_kind(question, finding, fact) and _is_of_matter(question, finding, fact):
            yield fact


def _all_of(item: Item, finding: Finding) -> Sequence[Fact]:
    """The facts of a sentence that answers: those found in it, and what else it requires."""
    return (*item.facts, *finding.holding.facts_in(item.passage))


def _is_of_other_kind(question: Question, finding: Finding, fact: Fact) -> bool:
    """Whether a figure is what is counted against one, or of votes where none are told, or says only for whom."""
    reading = finding.holding.plan.reading.text
    said = fold(reading[fact.sentence.start : fact.sentence.end])
    after = fold(reading[fact.place.end : fact.sentence.end])
    adverse = _ADVERSE.search(said) or _CONDITION.match(after)
    return bool(adverse) or bool(_VOTED.search(said)) is not bool(_VOTED.search(question.folded))


def _is_of_matter(question: Question, finding: Finding, fact: Fact) -> bool:
    """Whether a share of something that is no measure of its own is of what the question speaks of."""
    if fact.measure is Measure.POOR_HOUSEHOLDS and fact.unit == "%":
        return bool(_OF_NUMBER.search(question.folded))
    if fact.measure is not Measure.OTHER or fact.unit != "%" or _VOTED.search(question.folded):
        return True
    said, asked = words_of(_clause(fact, finding)), words_of(question.text)
    return not set(pairwise(said)).isdisjoint(pairwise(asked))


def _held(fact: Fact, stated: Sequence[Stated], finding: Finding) -> Iterator[Held]:
    """A requirement with the asker's figure for it, where there is one that decides."""
    own = [one for one in stated if _is_for(one, fact)]
    own = [one for one in own if one.measure is fact.measure] or own
    if not own and (sum_of := _sum(fact, stated)):
        own = [sum_of]
    if not own:
        return
    limit = fact.values[0] * MONTHS.get(fact.unit, 1)
    assert fact.comparator is not None  # noqa: S101 - held by the caller
    below = fact.comparator is Comparator.LESS and _NONE_BELOW.search(finding.holding.said(fact))
    comparator = Comparator.AT_LEAST if below else fact.comparator
    for one in _deciding(fact, own, comparator, finding):
        verdicts = {_COMPARE[comparator](value * MONTHS.get(one.unit, 1), limit) for value in _ends(one, fact)}
        if len(verdicts) == 1:
            yield Held(fact, verdicts.pop(), one.words)


def _ends(one: Stated, fact: Fact) -> Iterator[Decimal]:
    """What a figure may be, its open upper end not quite reached."""
    yield one.values[0]
    if len(one.values) > 1:
        least = Decimal(1) / MONTHS["năm"]
        yield one.values[1] - (least if one.unit == "năm" and fact.unit in MONTHS else 0)


def _is_for(one: Stated, fact: Fact) -> bool:
    """Whether a figure is of what a plan requires: its unit, its measure, its way."""
    timed = one.unit in MONTHS and fact.unit in MONTHS
    if not timed and one.unit.removeprefix("điểm ") != fact.unit.removeprefix("điểm "):
        return False
    if one.measure and fact.measure in _RATES | LENGTHS and one.measure is not fact.measure:
        return False
    ways = {Direction.REDUCE, Direction.REMAIN}
    return not (one.way and fact.direction in ways - {one.way})


def _sum(fact: Fact, stated: Sequence[Stated]) -> Stated | None:
    """The poor and near-poor rates of the asker together, where a plan counts both as one."""
    parts = [next((one for one in stated if one.measure is part and one.unit == "%"), None) for part in _PARTS]
    if fact.measure is not _BOTH or fact.unit != "%" or fact.direction is Direction.REDUCE or None in parts:
        return None
    poor, near = (part.values[0] for part in parts if part)
    words = f"{decimal(poor)} + {decimal(near)} = {decimal(poor + near)}%"
    return Stated((poor + near,), "%", _BOTH, None, average=False, words=words)


def _deciding(fact: Fact, own: Sequence[Stated], comparator: Comparator, finding: Finding) -> list[Stated]:
    """Of several figures the one that decides: the average or the worst year of falls, the last of what is left."""
    said = finding.holding.said(fact)
    every = bool(_EVERY_YEAR.search(said))
    averaged = fact.mode is Mode.AVERAGE and not _NONE_BELOW.search(said)
    yearly = [one for one in own if not one.average]
    average = [one for one in own if one.average]
    if averaged or not yearly:
        decided = average or ([_mean(yearly)] if len({one.values for one in yearly}) > 1 else yearly[:1])
        each = not averaged and (every or fact.mode is Mode.EACH_YEAR)
        # an average that is enough says nothing of each year
        return [one for one in decided if not each or one.values[0] < fact.values[0]]
    if fact.direction is Direction.REDUCE or fact.unit in MONTHS or every:
        most = comparator in {Comparator.LESS, Comparator.AT_MOST}
        return [(max if most else min)(yearly, key=lambda one: one.values[0])]
    return yearly[-1:] if fact.measure in _RATES else yearly[:1]


def _mean(yearly: Sequence[Stated]) -> Stated:
    """The average of several falls, with its working."""
    values = [one.values[0] for one in yearly]
    total, years = sum(values, Decimal(0)), Decimal(len(values))
    exact = total / years
    added = f"{' + '.join(map(decimal, values))} = {decimal(total)}"
    words = f"{added}, bình quân {decimal(total)} : {decimal(years)} {result(exact)}%"
    return Stated((exact,), yearly[0].unit, yearly[0].measure, yearly[0].way, average=True, words=words)


def _claimed(question: Question, finding: Finding, facts: Sequence[Fact]) -> str | None:
    """Whether a plan says the figure that a question holds it to say."""
    for one in find_stated(question):
        same = [fact for fact in facts if _is_for(one, fact)]
        for fact in sorted(same, key=lambda fact: one.values[0] not in fact.values):
            head = "Đúng" if one.values[0] in fact.values and one.unit in {fact.unit, "%"} else "Không đúng"
            return f"{head}: kế hoạch của {place_of(finding.holding.plan)} quy định {_clause(fact, finding)}."
    return None


def _verdict(question: Question, finding: Finding, held: Sequence[Held], lacked: str) -> str:
    """Whether the asker's figures are enough, those that are not first; one that is may not be all that is required.

    `lacked` is what the asker says to lack besides, "" for nothing.
    """
    place = place_of(finding.holding.plan)
    target = all(one.fact.role is Role.TARGET for one in held)
    required = "đặt mục tiêu" if target else "đòi hỏi"
    failing = [one for one in held if not one.enough]
    told = failing or held
    whose = " của bạn" if _OWN.search(question.folded) else ""
    said = "; ".join(
        f"{_clause(one.fact, finding)}; {one.words}{whose} {'đạt' if one.enough else 'chưa đạt'} mức đó" for one in told
    )
    if failing:
        head = "Chưa đạt mục tiêu này" if target else "Chưa đủ"
        return f"{head}: kế hoạch của {place} {required} {said}."
    if lacked:
        return f"Chưa đủ: kế hoạch của {place} {required} {said}, nhưng còn đòi hỏi {lacked}."
    head = "Đạt mục tiêu này" if target else "Đủ điều kiện này"
    more = " Điều khoản còn điều kiện khác, phải đủ cả." if not target and _has_more(held) else ""
    if target and question.about(Topic.CRITERION, Topic.AWARD):
        more = " Đạt mục tiêu chưa có nghĩa là đủ tiêu chuẩn khen thưởng."
    return f"{head}: kế hoạch của {place} {required} {said}.{more}"


def _lacked(question: Question, finding: Finding) -> str:
    """What the asker says to lack and a sentence found asks for, as it stands there."""
    for match in _LACKED.finditer(question.line):
        words = match["what"].split()
        for size in range(len(words), _LEAST_WORDS - 1, -1):
            what = " ".join(words[:size])
            for item in finding.items:
                at = item.passage.folded.find(what)
                if at >= 0 and not _NOT.search(item.passage.folded[:at]):
                    return f"“{item.passage.text[at : at + len(what)]}”"
    return ""


def _has_more(held: Sequence[Held]) -> bool:
    """Whether the sentence that a figure is held against says more than was judged."""
    sentence = held[0].fact.sentence
    judged = {(one.fact.place.start, one.fact.place.end) for one in held if one.fact.sentence == sentence}
    return (sentence.end - sentence.start) - sum(end - start for start, end in judged) > _REST


def _clause(fact: Fact, finding: Finding) -> str:
    reading = finding.holding.plan.reading.text
    return lowered(" ".join(reading[fact.place.start : fact.place.end].split()).strip(" .;,()"))
