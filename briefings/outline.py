"""From a request to a briefing: which sections, and what stands in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.compare import duty_table, paths_chart, side_by_side, targets, timeline, zones_chart
from briefings.duties import dossier_steps, duties
from briefings.errors import BriefingError
from briefings.handout import handout
from briefings.model import Audience, Briefing, Grid, Level, Piece, Point, Points, Request, Section, Source
from briefings.notes import notes_on
from briefings.opening import gist
from briefings.quiz import exercises
from briefings.rules import (
    ASIDE,
    JUDGING,
    brief,
    capital,
    citation,
    full_name,
    name_of,
    needed,
    of_units,
    point,
    row_of,
    shown,
    small,
)
from briefings.topic import Aspect, Topic, covering, parse_topic
from criteria.model import Criterion, Kind, Rulebook, UnitKind
from criteria.units import KIND_NAMES
from documents.plan import Citation, Plan
from documents.plan import Kind as Part
from documents.syllables import fold
from retrieval.answer import Answer, Outcome, Statement
from retrieval.wording.verification import numbers_in

HOUSEHOLDS = (UnitKind.POOR_HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD, UnitKind.ESCAPED_HOUSEHOLD)
EVERY = (Aspect.PURPOSE, Aspect.TARGETS, Aspect.CRITERIA, Aspect.AWARDS, Aspect.DOSSIER)
"""What a briefing on a whole plan treats; on several, their aims in full would bury what differs."""


MOST = 6
"""Statements of the opening, at the most."""

REMEMBER = "Những điều cần nhớ"
BOX = Statement("☐")

Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Desk:
    """What a briefing is written from: the plans, their rules, and answers to questions."""

    plans: Mapping[str, Plan]
    books: Mapping[str, Rulebook]
    ask: Ask
    today: date

    def compose(
        self, words: str, audience: Audience, chosen: tuple[str, ...] = (), level: Level | None = None
    ) -> Briefing:
        """The briefing on a topic. Raises BriefingError where the plans do not cover it."""
        topic = parse_topic(words, self.plans, chosen)
        if audience is Audience.HOUSEHOLDS and not set(topic.units) & set(HOUSEHOLDS):
            topic = replace(topic, units=HOUSEHOLDS)
        sections = self._sections(topic, audience, level)
        sections = tuple(section for section in sections if section.pieces)
        plans = [p for p in topic.plans if p.id in _cited(sections)] if not topic.named else topic.plans
        if not _cited(sections):
            raise BriefingError(f"Các kế hoạch không nói về «{topic.words}». {covering(self.plans.values())}")
        return Briefing(
            title=capital(topic.words.rstrip("?. ")),
            request=Request(topic.words, audience, chosen, level),
            sections=sections,
            notes=notes_on(topic, plans, self.books, self.today, _citations(sections)),
            sources=tuple(Source(p.id, p.version, p.name, p.issuer, p.issued, p.period) for p in plans),
            made=self.today,
        )

    def _sections(self, topic: Topic, audience: Audience, level: Level | None) -> tuple[Section, ...]:
        if topic.strange:
            return ()
        if not topic.covered:
            said = self._answered(topic)
            made = exercises(topic.plans, self.books, topic.units, level) if topic.units and _cited(said) else ()
            return (*said, Section("Bài tập trên lớp", made)) if audience is Audience.CLASS else said
        if audience is Audience.HOUSEHOLDS:
            return tuple(handout(plan, self.books.get(plan.id), topic.units) for plan in topic.plans)
        aspects = _aspects(topic)
        parts = [section for aspect in aspects for section in self._about(aspect, topic, audience)]
        if audience is Audience.CLASS or Aspect.EXERCISES in aspects:
            made = exercises(topic.plans, self.books, topic.units, level)
            parts.append(Section("Bài tập trên lớp", made))
        return (Section(REMEMBER, tuple(self._opening(topic, aspects))), *parts)

    def _about(self, aspect: Aspect, topic: Topic, audience: Audience) -> Iterator[Section]:
        match aspect:
            case Aspect.PURPOSE:
                yield Section("Mục đích, yêu cầu, nội dung", tuple(_passages(topic.plans)))
            case Aspect.TARGETS:
                table = targets(topic.plans, self.books, topic.units)
                yield Section("Mục tiêu giảm nghèo", (table,) if table else ())
            case Aspect.CRITERIA:
                yield from self._criteria(topic, audience)
            case Aspect.AWARDS:
                yield Section("Hình thức và số lượng khen thưởng", tuple(self._awards(topic.plans)))
            case Aspect.DOSSIER:
                steps = [step for plan in topic.plans for step in dossier_steps(plan)]
                table = duty_table(steps, "Ai đề nghị, ai nhận, ai xét, ai khen")
                yield Section("Hồ sơ đi theo đường nào", (table,) if table else ())
                yield from self._about(Aspect.DUTIES, topic, audience)
            case Aspect.DUTIES:
                found = [duty for plan in topic.plans for duty in duties(plan)]
                pieces = (duty_table(found, "Việc báo cáo, sơ kết, tổng kết"), timeline(found))
                yield Section("Ai báo cáo, gửi ai, khi nào", tuple(piece for piece in pieces if piece))
            case Aspect.CHANGES:
                yield Section("Giai đoạn trước và giai đoạn sau", tuple(self._changes(topic)))
            case Aspect.EXERCISES:
                return

    def _opening(self, topic: Topic, aspects: Sequence[Aspect]) -> Iterator[Piece]:
        """The few things to keep in mind, the plans taking turns."""
        said = list(_taking_turns([list(gist(plan, self.books.get(plan.id), topic, aspects)) for plan in topic.plans]))
        found = list({point.statement.text: point for point in said}.values())[:MOST]
        if found:
            yield Points(tuple(found))

    def _answered(self, topic: Topic) -> tuple[Section, ...]:
        """A topic in free words: what the plans answer to it."""
        answer = self.ask(topic.words)
        if answer.outcome in {Outcome.REFUSED, Outcome.NOT_IN_CORPUS}:
            return ()
        plans = {plan.id for plan in topic.plans}
        first, pieces = [], []
        short = _founded(answer)
        if short and plans.issuperset(c.plan for c in short.citations):
            first.append(Points((Point(short),)))
        for block in answer.blocks:
            said = [s for s in block.statements if s.citations and plans.issuperset(c.plan for c in s.citations)]
            if said:
                points = tuple(Point(Statement(shown(s.text), s.citations)) for s in said)
                pieces.append(Points(points, block.heading.rstrip(":")))
        return Section(REMEMBER, tuple(first)), Section("Nội dung các kế hoạch nêu", tuple(pieces))

    def _criteria(self, topic: Topic, audience: Audience) -> Iterator[Section]:
        shared: list[Criterion] = []
        for unit in topic.units or self._kinds(topic.plans):
            rules = [r for plan in topic.plans for r in of_units(self.books.get(plan.id), (unit,), JUDGING)]
            if not rules or rules == shared:
                continue
            shared = rules
            pieces: list[Piece] = []
            if len(topic.plans) > 1:
                pieces += side_by_side(topic.plans, self.books, (unit,))
                charts = (paths_chart(topic.plans, self.books, unit), _zones(topic, self.books, unit))
                pieces += [chart for chart in charts if chart]
            for plan in topic.plans:
                own = of_units(self.books.get(plan.id), (unit,), JUDGING)
                if any(not rule.handover for rule in own):
                    pieces.append(_form(plan, own) if audience is Audience.OFFICERS else _clauses(plan, own))
                elif own and len(topic.plans) == 1:
                    pieces.append(_clauses(plan, own))
            yield Section(f"Tiêu chuẩn đối với {self._whose(unit, topic)}", tuple(pieces))
        if topic.comparison and Aspect.TARGETS not in _aspects(topic):
            table = targets(topic.plans, self.books, topic.units)
            if table:
                yield Section("Mục tiêu: không phải tiêu chuẩn khen thưởng", (table,))

    def _kinds(self, plans: Sequence[Plan]) -> list[UnitKind]:
        """The kinds of unit that plans have criteria of their own for; without any, communes stand for all."""
        books = [self.books.get(plan.id) for plan in plans]
        found = [
            u for u in UnitKind if any(of_units(book, (u,), [Kind.ELIGIBILITY, Kind.QUALITATIVE]) for book in books)
        ]
        return found or [UnitKind.COMMUNE]

    def _whose(self, unit: UnitKind, topic: Topic) -> str:
        """The kinds of unit, of those asked about, that the same rules are for."""
        alike = [
            KIND_NAMES[other]
            for other in (topic.units or tuple(UnitKind))
            if other is unit
            or all(
                of_units(self.books.get(p.id), (other,), JUDGING) == of_units(self.books.get(p.id), (unit,), JUDGING)
                for p in topic.plans
            )
        ]
        if len(alike) > MOST:
            return "mọi đối tượng"
        return small(", ".join(alike))

    def _awards(self, plans: Sequence[Plan]) -> Iterator[Piece]:
        for plan in plans:
            rules = of_units(self.books.get(plan.id), (), [Kind.QUOTA, Kind.DELEGATION])
            if rules:
                yield Points(tuple(_whole(plan, rule) for rule in rules), full_name(plan))

    def _changes(self, topic: Topic) -> Iterator[Piece]:
        """What plans of different periods say of the same things, the older first."""
        plans = sorted((plan for plan in topic.plans if plan.period), key=lambda plan: plan.period or (0, 0))
        if len({plan.period for plan in plans}) < 2:
            return
        rows = []
        for plan in plans:
            book = self.books.get(plan.id)
            units = topic.units or (UnitKind.COMMUNE,)
            judged = [r for r in of_units(book, units, [Kind.ELIGIBILITY]) if row_of(r)[0] < ASIDE]
            away = [r for r in of_units(book, units, [Kind.DELEGATION]) if r.handover]
            away = [r for r in away if r.handover and r.handover.covers == "criteria"]
            period = f"{plan.period[0]}-{plan.period[1]}" if plan.period else ""
            rows.append(
                (
                    Statement(f"{period}: {name_of(plan)}"),
                    _cell([brief(plan, rule) for rule in of_units(book, (), [Kind.TARGET])]),
                    _cell([brief(plan, rule) for rule in away or judged]),
                    _cell(
                        [
                            Statement(duty.what, duty.citations[:1])
                            for duty in sorted(duties(plan), key=lambda duty: not duty.to)[:1]
                        ]
                    ),
                )
            )
        whose = small(", ".join(KIND_NAMES[unit] for unit in topic.units or (UnitKind.COMMUNE,)))
        header = ("Giai đoạn, nơi", "Mục tiêu", f"Tiêu chuẩn khen thưởng của {whose}", "Báo cáo")
        for start in range(0, len(rows), MOST):
            yield Grid("Các kế hoạch theo giai đoạn", header, tuple(rows[start : start + MOST]))


def _aspects(topic: Topic) -> tuple[Aspect, ...]:
    asked = tuple(aspect for aspect in topic.aspects if aspect is not Aspect.EXERCISES)
    if topic.units and Aspect.DOSSIER in asked and Aspect.CRITERIA not in asked:
        asked = (Aspect.CRITERIA, *asked)
    if Aspect.DOSSIER in asked and Aspect.DUTIES in asked:
        asked = tuple(aspect for aspect in asked if aspect is not Aspect.DUTIES)
    if asked:
        return asked
    if topic.units:
        return (Aspect.CRITERIA,)
    return EVERY if len(topic.plans) == 1 else tuple(aspect for aspect in EVERY if aspect is not Aspect.PURPOSE)


def _zones(topic: Topic, books: Mapping[str, Rulebook], unit: UnitKind) -> Piece | None:
    return zones_chart(topic.plans, books) if unit is UnitKind.COMMUNE else None


def _whole(plan: Plan, rule: Criterion) -> Point:
    if rule.handover:
        return Point(Statement(shown(citation(plan, rule).quote), (citation(plan, rule),)), "")
    return point(plan, rule)


def _clauses(plan: Plan, rules: Sequence[Criterion]) -> Points:
    return Points(tuple(point(plan, rule) for rule in rules), full_name(plan))


def _form(plan: Plan, rules: Sequence[Criterion]) -> Grid:
    """A form to tick: each rule, the figures it takes, a box."""
    rows = tuple(
        (point(plan, rule).statement, Statement("Xem văn bản được dẫn" if rule.handover else needed(rule)), BOX)
        for rule in rules
    )
    header = ("Tiêu chuẩn", "Số liệu, giấy tờ cần có", "Đạt")
    caption = f"Phiếu tự kiểm tra theo {plan.name} ({name_of(plan)})"
    return Grid(caption, header, rows, tuple(point(plan, rule).short for rule in rules))


def _founded(answer: Answer) -> Statement | None:
    """The short answer with citations that hold its every number; None where not even all of the answer's do."""
    for cited in (answer.short.citations, answer.citations):
        known = {n for c in cited for n in numbers_in(f"{c.quote} {c.number or ''} {c.path}")}
        if cited and numbers_in(answer.short.text) <= known:
            return Statement(answer.short.text, tuple(cited))
    return None


def _cell(said: Sequence[Statement]) -> Statement:
    if not said:
        return Statement("văn bản không nêu")
    return Statement("; ".join(s.text for s in said), tuple(c for s in said for c in s.citations))


def _passages(plans: Sequence[Plan]) -> Iterator[Piece]:
    """The aims, requirements and contents of plans in their own words."""
    for plan in plans:
        groups: dict[str, list[Point]] = {}
        for provision in plan.provisions:
            top, _, rest = provision.heading.partition(" › ")
            if provision.kind in {Part.ITEM, Part.PARAGRAPH} and any(w in fold(top) for w in ("muc dich", "noi dung")):
                label = shown(rest.split(" › ")[0]) if rest else capital(shown(top).lower())
                groups.setdefault(label, []).append(Point(Statement(shown(provision.text), (plan.cite(provision),))))
        for label, said in groups.items():
            yield Points(tuple(said), label if len(plans) == 1 else f"{name_of(plan)}: {small(label)}")


def _taking_turns(queues: Sequence[list[Point]]) -> Iterator[Point]:
    while any(queues):
        for queue in queues:
            if queue:
                yield queue.pop(0)


def _cited(sections: Sequence[Section]) -> set[str]:
    """The plans that sections cite."""
    return {citation.plan for citation in _citations(sections)}


def _citations(sections: Sequence[Section]) -> set[Citation]:
    """What the statements and tables of sections cite."""
    found: set[Citation] = set()
    for section in sections:
        for piece in section.pieces:
            match piece:
                case Points(points):
                    found.update(c for point in points for c in point.statement.citations)
                case Grid(rows=rows):
                    found.update(c for row in rows for cell in row for c in cell.citations)
                case _:
                    pass
    return found
