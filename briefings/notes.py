"""What to watch when using a briefing: periods over, damaged scans, rules elsewhere, open or not yet reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from briefings.rules import citation, full_name, handed, name_of, of_units
from briefings.topic import Topic
from criteria.model import Kind, Rulebook, State
from documents.plan import Citation, Plan
from retrieval.answer import Statement


def notes_on(
    topic: Topic, plans: Sequence[Plan], books: Mapping[str, Rulebook], today: date, cited: Set[Citation]
) -> tuple[Statement, ...]:
    """The notes on the plans of a topic, each plan's together, and what holds between them last.

    `cited` is what the briefing shows: a question that the text leaves open is noted where its rules are shown.
    """
    notes = [Statement(reason) for reason in topic.reasons]
    if topic.absent:
        notes.append(Statement(f"Không có kế hoạch nào của {', '.join(topic.absent)} trong thư viện."))
    notes += _state(plans, today)
    for plan in plans:
        notes += _of_plan(plan, books.get(plan.id), topic, cited)
    periods = dict.fromkeys(plan.period for plan in plans if plan.period)
    if len(periods) > 1:
        said = "; ".join(f"{name_of(plan)} {_period(plan)}" for plan in plans if plan.period)
        where = tuple(c for plan in plans for c in _where(plan))
        notes.append(
            Statement(f"Các kế hoạch thuộc giai đoạn khác nhau ({said}): không lấy mức này so với mức kia.", where)
        )
    if len(plans) > 1:
        notes.append(Statement("Mức của nơi này không dùng cho nơi khác; chỗ khác nhau được để cạnh nhau."))
    return tuple(notes)


def _state(plans: Sequence[Plan], today: date) -> Iterator[Statement]:
    """Which plans are over, and which were read from damaged scans."""
    over = [plan for plan in plans if plan.period and plan.period[1] < today.year]
    if over:
        said = ", ".join(f"{name_of(plan)} {_period(plan)}" for plan in over)
        where = tuple(c for plan in over for c in _where(plan))
        yield Statement(f"Giai đoạn đã hết ({said}): kiểm tra văn bản thay thế trước khi dùng.", where)
    damaged = ", ".join(name_of(plan) for plan in plans if plan.damaged)
    if damaged:
        yield Statement(f"Bản quét hỏng chữ, đã khôi phục ({damaged}): con số quan trọng cần xem lại bản gốc.")


def _of_plan(plan: Plan, book: Rulebook | None, topic: Topic, cited: Set[Citation]) -> Iterator[Statement]:
    name = full_name(plan)
    if book is None or not book.criteria:
        yield Statement(f"{name}: chưa đọc được tiêu chí nào; chỉ có câu chữ của văn bản.")
        return
    drafts = sum(rule.review.state is State.DRAFT for rule in book.criteria)
    if drafts:
        yield Statement(f"{name}: còn {drafts} tiêu chí đọc tự động, chưa ai duyệt.")
    own = of_units(book, topic.units, [Kind.ELIGIBILITY, Kind.QUALITATIVE])
    away = [r for r in of_units(book, topic.units, [Kind.DELEGATION]) if r.handover and r.handover.covers == "criteria"]
    if away and not own:
        handing = tuple(citation(plan, rule) for rule in away)
        yield Statement(
            f"{name} không tự nêu tiêu chuẩn, mà {handed(away[0])}: phải có văn bản đó mới xét được.", handing
        )
    shown = {rule.id for rule in own if citation(plan, rule) in cited}
    for question in book.open_questions:
        if shown.intersection(question.general) and shown.intersection(question.special):
            rules = [rule for rule in own if rule.id in {*question.general, *question.special}]
            yield Statement(f"{name}: {_small(question.question)}", tuple(citation(plan, rule) for rule in rules))


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _period(plan: Plan) -> str:
    return f"{plan.period[0]}-{plan.period[1]}" if plan.period else ""


def _where(plan: Plan) -> tuple[Citation, ...]:
    """Where a plan says its period."""
    if not plan.period:
        return ()
    both = [p for p in plan.provisions if all(str(year) in p.text for year in plan.period)]
    return (plan.cite(both[0]),) if both else ()
