"""The review gate: a person approves, edits or rejects each rule, and only what is approved judges anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from criteria.arithmetic import ASKED
from criteria.errors import CriteriaError
from criteria.exact import vietnamese_decimal
from criteria.measures import MEASURE_NAMES
from criteria.model import (
    Affirmed,
    All,
    AnyOf,
    AtDate,
    Change,
    Count,
    Criterion,
    Due,
    EachYear,
    Elapsed,
    Judged,
    Kind,
    MeanChange,
    OwnTarget,
    Review,
    Rulebook,
    Run,
    Sense,
    State,
    Test,
    TotalChange,
    hash_of,
)
from criteria.units import KIND_NAMES, ZONE_NAMES

KIND_WORDS: Mapping[Kind, str] = {
    Kind.ELIGIBILITY: "tiêu chí",
    Kind.QUALITATIVE: "tiêu chí định tính",
    Kind.TARGET: "mục tiêu (không phải tiêu chí)",
    Kind.QUOTA: "số lượng khen thưởng",
    Kind.DEADLINE: "thời hạn",
    Kind.DELEGATION: "giao cho văn bản khác",
}
STATE_WORDS: Mapping[State, str] = {
    State.DRAFT: "bản nháp, chưa dùng để xét",
    State.APPROVED: "đã duyệt",
    State.REJECTED: "đã bác",
}


def drafts(rulebook: Rulebook) -> Iterator[Criterion]:
    """The rules that wait for review, in the order of the text."""
    waiting = [rule for rule in rulebook.criteria if rule.review.state is State.DRAFT]
    yield from sorted(waiting, key=lambda rule: rule.source.span)


def approve(rulebook: Rulebook, name: str, by: str, on: date, source: str | None = None) -> Rulebook:
    """The rulebook with a rule approved.

    `source` is the text of the plan: a rule whose words no longer stand there cannot be approved as it is.
    CriteriaError when there is no such rule, no reviewer, or the words have changed.
    """
    rule = _rule(rulebook, name)
    if source is not None and not rule.source.stands_in(source):
        raise CriteriaError("Câu gốc trong văn bản đã đổi; hãy sửa tiêu chí theo câu mới rồi duyệt.")
    return _with(rulebook, rule.model_copy(update={"review": _signed(State.APPROVED, by, on)}))


def reject(rulebook: Rulebook, name: str, by: str, on: date, reason: str | None = None) -> Rulebook:
    """The rulebook with a rule rejected; it stays as a record, and judges nobody."""
    rule = _rule(rulebook, name)
    return _with(rulebook, rule.model_copy(update={"review": _signed(State.REJECTED, by, on, reason)}))


def edit(rulebook: Rulebook, name: str, changes: Mapping[str, Any], source: str | None = None) -> Rulebook:
    """The rulebook with a rule changed and fallen back to draft, so that the change is looked at before it counts.

    `changes` are fields of the rule as plain data, as in its YAML; a changed span takes its quote and hash from
    `source`. CriteriaError names what is wrong.
    """
    rule = _rule(rulebook, name)
    data: dict[str, Any] = rule.model_dump(mode="json")
    fields = dict(changes)
    if "source" in fields:
        fields["source"] = {**data["source"], **fields["source"]}
        if source is not None:
            start, end = fields["source"]["span"]
            words = source[start:end]
            if not words.strip():
                raise CriteriaError("Đoạn đã chọn không có chữ nào trong văn bản.")
            fields["source"] |= {"hash": hash_of(words)}
            if "quote" not in changes["source"]:
                fields["source"] |= {"quote": " ".join(words.split())}
    data |= {**fields, "id": name, "review": {"state": State.DRAFT.value, "reason": "mới sửa, chờ duyệt lại"}}
    try:
        changed = Criterion.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise CriteriaError(f"Sửa chưa đúng ở {place}: {first['msg'].removeprefix('Value error, ')}.") from error
    return _with(rulebook, changed)


def merge_drafts(kept: Rulebook, drafted: Rulebook) -> Rulebook:
    """A rulebook of freshly extracted drafts that keeps what was reviewed before.

    A reviewed rule whose words are the same keeps its review; one whose words are gone is dropped; one on the same
    place whose words changed falls back to draft.
    """
    reviewed = {rule.source.hash: rule for rule in kept.criteria if rule.review.state is not State.DRAFT}
    taken: set[str] = set()
    rules = []
    for rule in drafted.criteria:
        known = reviewed.get(rule.source.hash)
        if known and known.id not in taken and known.subject.units == rule.subject.units:
            taken.add(known.id)
            moved = rule.source.model_copy(update={"quote": known.source.quote})
            rules.append(known.model_copy(update={"source": moved}))
        else:
            rules.append(rule)
    ids = [rule.id for rule in rules]
    if len(set(ids)) < len(ids):
        rules = [
            rule.model_copy(update={"id": f"{rule.id}-{place}"}) if rule.id in ids[:place] else rule
            for place, rule in enumerate(rules)
        ]
    known_ids = {rule.id for rule in rules}
    questions = tuple(q for q in drafted.open_questions if known_ids.issuperset({*q.general, *q.special}))
    return drafted.model_copy(update={"criteria": tuple(rules), "open_questions": questions})


def describe(rule: Criterion) -> str:
    """A rule as a reviewer reads it: quote, then how it is read, then its state."""
    zones = ", ".join(ZONE_NAMES[zone] for zone in rule.subject.zones)
    whom = ", ".join(KIND_NAMES[kind] for kind in rule.subject.units) or "không xét tự động"
    lines = [
        f"[{rule.id}] {rule.title}",
        f"Câu gốc (mục {rule.source.path}): “{rule.source.quote}”",
        f"Loại: {KIND_WORDS[rule.kind]}. Dành cho: {whom}{f' ({zones})' if zones else ''}.",
    ]
    if rule.subject.when is not None:
        lines.append(f"Điều kiện áp dụng: {describe_test(rule.subject.when)}.")
    if rule.test is not None:
        lines.append(f"Đọc là: {describe_test(rule.test)}.")
    if rule.one_of:
        lines.append(f"Chỉ cần đạt một trong các ý ở mục {rule.one_of}.")
    for limit in rule.limits:
        bound = f"tối đa {limit.at_most}" if limit.at_most is not None else f"ít nhất {limit.at_least}"
        lines.append(f"Đọc là: {bound} {limit.of} mỗi {'năm' if limit.per == 'nam' else 'giai đoạn'}.")
    if rule.due:
        lines.append(f"Đọc là: {rule.due.what} {_when(rule.due)}{' hằng năm' if rule.due.every_year else ''}.")
    if rule.handover:
        lines.append(f"Đọc là: theo {rule.handover.document}.")
    lines += [f"Lưu ý: {reading.note}" for reading in rule.other_readings]
    by = f" (bởi {rule.review.by}, {rule.review.on:%d/%m/%Y})" if rule.review.by and rule.review.on else ""
    lines.append(
        f"Tình trạng: {STATE_WORDS[rule.review.state]}{by}{f'; {rule.review.reason}' if rule.review.reason else ''}."
    )
    return "\n".join(lines)


def _when(due: Due) -> str:
    year = f"/{due.year}" if due.year else ""
    if due.before:
        return f"trước ngày {due.before}{year}"
    return f"năm {due.year}" if due.year else ""


def describe_test(test: Test) -> str:
    """A test in words, so that a reviewer can hold it against the quote."""
    if isinstance(test, All | AnyOf):
        joint = "; và " if isinstance(test, All) else "; hoặc "
        return joint.join(describe_test(part) for part in test.tests)
    if isinstance(test, Change):
        return _describe_change(test)
    if isinstance(test, Judged):
        return "do người xét" + (f" ({test.open})" if test.open else "")
    what = MEASURE_NAMES[test.measure]
    if isinstance(test, Affirmed):
        return f"trả lời “có” cho: {what}"
    bound = ASKED[test.comparator].format(vietnamese_decimal(test.threshold))
    if isinstance(test, AtDate | Count):
        unit = "%" if isinstance(test, AtDate) else " hộ"
        return f"{what} cuối năm {test.year or 'gần nhất'} {bound}{unit}"
    if isinstance(test, Elapsed):
        return f"{what} {bound} năm" + (f", tính lại khi {test.reset_by}" if test.reset_by else "")
    if isinstance(test, Run):
        within = f" trong {test.within[0]}-{test.within[1]}" if test.within else ""
        return f"{what} {bound}{within}"
    raise TypeError(test)


def _describe_change(test: Change) -> str:
    words = {EachYear: "giảm từng năm", MeanChange: "giảm bình quân mỗi năm", TotalChange: "giảm cả giai đoạn"}
    how = words[type(test)]
    bound = "đạt mục tiêu của chính đơn vị,"
    if not isinstance(test.threshold, OwnTarget):
        bound = ASKED[test.comparator].format(vietnamese_decimal(test.threshold))
    unit = "điểm phần trăm" if test.sense is Sense.POINTS else "% so với trước"
    years = f"{test.years[0]}-{test.years[1]}" if test.years else f"{test.length} năm liên tục gần nhất"
    run = f", {test.length} năm liên tục bất kỳ" if test.years and test.length else ""
    return f"{MEASURE_NAMES[test.measure]} {how} {bound} {unit} ({years}{run})"


def _signed(state: State, by: str, on: date, reason: str | None = None) -> Review:
    if not by.strip():
        raise CriteriaError("Hãy ghi tên người duyệt.")
    return Review(state=state, by=by.strip(), on=on, reason=reason)


def _rule(rulebook: Rulebook, name: str) -> Criterion:
    try:
        return rulebook.criterion(name)
    except KeyError:
        raise CriteriaError(f"Văn bản {rulebook.plan} không có tiêu chí “{name}”.") from None


def _with(rulebook: Rulebook, changed: Criterion) -> Rulebook:
    rules = tuple(changed if rule.id == changed.id else rule for rule in rulebook.criteria)
    return rulebook.model_copy(update={"criteria": rules})
