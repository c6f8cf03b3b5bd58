"""From a topic to a briefing: which sections, and what stands in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from briefings.errors import BriefingError
from briefings.model import Audience, Briefing, Chart, Grid, Line, Piece, Points, Section, Source
from briefings.quiz import exercises
from briefings.rules import SILENT, citation, leaves, of_units, row_of, titled, worded
from briefings.topic import Aspect, Topic, parse_topic
from criteria.model import Change, Criterion, Handover, Kind, Rulebook, UnitKind
from criteria.units import KIND_NAMES
from documents.fact import Role
from documents.facts import extract_facts
from documents.plan import Kind as Part
from documents.plan import Plan
from retrieval.answer import Answer, Outcome, Statement

HOUSEHOLDS = (UnitKind.POOR_HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD, UnitKind.ESCAPED_HOUSEHOLD)
QUANTITATIVE = (Kind.ELIGIBILITY,)
JUDGED = (Kind.QUALITATIVE,)

Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Desk:
    """What a briefing is written from: the plans, their rules, and answers to questions."""

    plans: Mapping[str, Plan]
    books: Mapping[str, Rulebook]
    ask: Ask
    today: date

    def compose(self, words: str, audience: Audience, chosen: tuple[str, ...] = ()) -> Briefing:
        """The briefing on a topic. Raises BriefingError where the plans do not cover it."""
        topic = parse_topic(words, self.plans, chosen)
        if audience is Audience.HOUSEHOLDS and not topic.units:
            topic = Topic(topic.words, topic.plans, HOUSEHOLDS, topic.aspects, topic.comparison)
        sections = self._sections(topic, audience) if topic.covered else self._answered(topic)
        sections = tuple(section for section in sections if section.pieces)
        if not any(_says_something(section) for section in sections):
            raise BriefingError(
                f"Các kế hoạch không nói về «{topic.words}». Có thể soạn về: mục tiêu giảm nghèo, tiêu chuẩn "
                "khen thưởng của từng loại đơn vị hay hộ, hồ sơ và báo cáo, hoặc so sánh các kế hoạch."
            )
        return Briefing(
            title=f"{topic.words[:1].upper()}{topic.words[1:]}",
            topic=topic.words,
            audience=audience,
            sections=sections,
            notes=tuple(self._notes(topic)),
            sources=tuple(Source(p.id, p.version, p.name, p.issuer, p.issued, p.period) for p in topic.plans),
            made=self.today,
        )

    def _sections(self, topic: Topic, audience: Audience) -> tuple[Section, ...]:
        aspects = topic.aspects or ((Aspect.CRITERIA,) if topic.units else tuple(Aspect))
        parts: list[Section] = []
        if Aspect.TARGETS in aspects or topic.comparison:
            parts.append(Section("Mục tiêu giảm nghèo", self._targets(topic)))
        if Aspect.CRITERIA in aspects or topic.units:
            parts += self._criteria(topic, audience)
        if Aspect.DUTIES in aspects or not topic.units:
            parts.append(Section("Ai báo cáo, gửi ai, khi nào", self._duties(topic)))
        if audience is Audience.CLASS:
            made = exercises(topic.plans, self.books, topic.units)
            parts.append(Section("Bài tập trên lớp", tuple(made)))
        return tuple(parts)

    def _answered(self, topic: Topic) -> tuple[Section, ...]:
        """A topic in free words: what the plans answer to it."""
        answer = self.ask(topic.words)
        if answer.outcome not in {Outcome.ANSWER, Outcome.CLARIFY}:
            return ()
        said = tuple(s for s in answer.statements() if s.citations)
        return (Section("Nội dung các kế hoạch nêu", (Points(said),) if said else ()),)

    def _targets(self, topic: Topic) -> tuple[Piece, ...]:
        rows = []
        for plan in topic.plans:
            rules = of_units(self.books.get(plan.id), (), [Kind.TARGET])
            rows += [(Statement(plan.place or plan.issuer), titled(plan, rule)) for rule in rules]
        if not rows:
            return ()
        return (Grid("Mục tiêu của từng kế hoạch", ("Nơi", "Mục tiêu"), tuple(rows)), *self._chart(topic, Kind.TARGET))

    def _criteria(self, topic: Topic, audience: Audience) -> list[Section]:
        sections = []
        for unit in topic.units or (UnitKind.COMMUNE, UnitKind.VILLAGE, UnitKind.POOR_HOUSEHOLD):
            name = KIND_NAMES[unit]
            one = Topic(topic.words, topic.plans, (unit,), topic.aspects, topic.comparison)
            pieces: list[Piece] = []
            if len(topic.plans) > 1 and audience is not Audience.HOUSEHOLDS:
                pieces += [*self._side_by_side(one), *self._chart(one, Kind.ELIGIBILITY)]
            for plan in topic.plans:
                rules = of_units(self.books.get(plan.id), (unit,), (*QUANTITATIVE, *JUDGED, Kind.DELEGATION))
                if rules:
                    said = [self._handed(plan, r) if r.handover else worded(plan, r) for r in rules]
                    place = Statement(f"{plan.place or plan.issuer} ({plan.name}):")
                    pieces.append(Points((place, *said)))
            sections.append(Section(f"Tiêu chuẩn đối với {name[:1].lower()}{name[1:]}", tuple(pieces)))
        return sections

    def _side_by_side(self, topic: Topic) -> list[Piece]:
        """One table: a row for each thing asked, a column for each plan."""
        cells: dict[tuple[int, str], dict[str, list[Statement]]] = {}
        handed: dict[str, Statement] = {}
        for plan in topic.plans:
            for rule in of_units(self.books.get(plan.id), topic.units, (*QUANTITATIVE, Kind.TARGET, Kind.DELEGATION)):
                if rule.handover:
                    handed[plan.id] = self._handed(plan, rule)
                else:
                    cells.setdefault(row_of(rule), {}).setdefault(plan.id, []).append(titled(plan, rule))
        rows = []
        for key in sorted(cells):
            row = [Statement(key[1])]
            for plan in topic.plans:
                said = cells[key].get(plan.id)
                row.append(_joined(said) if said else handed.get(plan.id, SILENT))
            rows.append(tuple(row))
        if not rows:
            return []
        header = ("Nội dung", *(plan.place or plan.issuer for plan in topic.plans))
        return [Grid("So sánh các kế hoạch", header, tuple(rows))]

    def _handed(self, plan: Plan, rule: Criterion) -> Statement:
        handover = rule.handover or Handover(document="văn bản khác")
        return Statement(f"Thực hiện theo {handover.document} (không có trong thư viện)", (citation(plan, rule),))

    def _duties(self, topic: Topic) -> tuple[Piece, ...]:
        rows = []
        for plan in topic.plans:
            for fact in extract_facts(plan):
                if fact.role in {Role.REPORT, Role.DEADLINE, Role.QUOTA, Role.EVENT}:
                    provision = plan.provisions[fact.provision]
                    if provision.kind is Part.TITLE:
                        continue
                    cited = plan.cite(provision, fact.place)
                    to = " qua ".join(part for part in (fact.recipient, fact.through) if part)
                    rows.append(
                        (
                            Statement(plan.place or plan.issuer),
                            Statement(cited.quote.strip("+-*;,. "), (cited,)),
                            Statement(to or "–", (cited,) if to else ()),
                        )
                    )
        return (Grid("Việc phải làm và thời hạn", ("Nơi", "Việc, thời hạn", "Gửi ai"), tuple(rows)),) if rows else ()

    def _chart(self, topic: Topic, kind: Kind) -> tuple[Chart, ...]:
        """The yearly fall that each plan asks for, side by side; none where fewer than two plans give a figure."""
        bars = [
            (plan, rule, float(test.threshold))
            for plan in topic.plans
            for rule in of_units(self.books.get(plan.id), topic.units, [kind])
            for test in leaves(rule.test)
            if isinstance(test, Change) and not isinstance(test.threshold, str)
        ]
        if len({plan.id for plan, _, _ in bars}) < 2:
            return ()
        axis = tuple(f"{plan.place or plan.issuer}: {rule.subject.label}" for plan, rule, _ in bars)
        series = tuple(
            Line(axis[i], tuple(value if j == i else None for j in range(len(bars))), citation(plan, rule))
            for i, (plan, rule, value) in enumerate(bars)
        )
        said = "; ".join(f"{name} {value:g}".replace(".", ",") for name, (_, _, value) in zip(axis, bars, strict=True))
        title = "Mức giảm theo mục tiêu" if kind is Kind.TARGET else "Mức giảm để được khen"
        return (Chart(title, "bars", "điểm %/năm", axis, series, f"{title} (điểm %/năm): {said}."),)

    def _notes(self, topic: Topic) -> list[Statement]:
        notes = []
        for plan in topic.plans:
            name = f"{plan.name} ({plan.place or plan.issuer})"
            if plan.period and plan.period[1] < self.today.year:
                where = next((p for p in plan.provisions if str(plan.period[1]) in p.text), None)
                cited = (plan.cite(where),) if where else ()
                notes.append(Statement(f"{name}: giai đoạn {plan.period[0]}-{plan.period[1]} đã hết.", cited))
            if plan.damaged:
                notes.append(Statement(f"{name}: bản quét hỏng chữ, đã khôi phục; con số quan trọng xem lại bản gốc."))
            if plan.id not in self.books:
                notes.append(Statement(f"{name}: chưa có tiêu chí nào được duyệt."))
        if len(topic.plans) > 1:
            notes.append(
                Statement("Mức của nơi này không dùng cho nơi khác; các kế hoạch khác nhau được để cạnh nhau.")
            )
        return notes


def _joined(said: list[Statement]) -> Statement:
    if len(said) == 1:
        return said[0]
    return Statement("; ".join(s.text for s in said), tuple(c for s in said for c in s.citations))


def _says_something(section: Section) -> bool:
    return any(
        s.citations
        for piece in section.pieces
        for s in (
            piece.statements
            if isinstance(piece, Points)
            else [cell for row in piece.rows for cell in row]
            if isinstance(piece, Grid)
            else ()
        )
    )
