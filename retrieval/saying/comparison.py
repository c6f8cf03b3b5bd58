"""What several plans say to the same, side by side: one row a measure, one column a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.facts.fact import Direction, Fact, Role
from documents.facts.measures import Measure
from documents.plan import Plan
from retrieval.answer import Answer, Outcome, Statement, Table
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import role_of
from retrieval.saying.gist import SHORT, gist, role_word
from retrieval.saying.notes import notes_on
from retrieval.saying.quotes import blocks_of
from retrieval.understanding.naming import lowered, place_of, places_apart
from retrieval.understanding.phrasing import amount, due, sentence, unit_name
from retrieval.understanding.question import Question

_SILENT = "không nêu"
_HANDED_ON = "giao cho văn bản khác"
_HEADS = {Role.TARGET: "Mục tiêu", Role.CRITERION: "Tiêu chuẩn", Role.QUOTA: "Số lượng khen thưởng"}
_WIDER = {Measure.MULTIDIMENSIONAL_RATE: " (nghèo đa chiều)"}
"""What stands in one row with the rate of poor households, and says so: plans of later periods count that way."""
_UPWARD = ("cao nhat", "nhieu nhat", "lon nhat", "nhanh nhat", "muon nhat")
_MANY = 12

Row = tuple[str, tuple[str, ...]]


def compare(question: Question, findings: Sequence[Finding]) -> Answer:
    """The same rows for every plan, "không nêu" where one is silent; the first line says the first row."""
    said = [finding for finding in findings if finding.said]
    rows = _rows(findings)
    places = tuple(places_apart([finding.holding.plan for finding in findings]))
    named = list(zip(places, findings, strict=True))
    short = "; ".join(f"{place}: {lowered(gist(f, question))}" for place, f in named if f.said)
    silent = [place for place, f in named if not f.said]
    if rows and len(short) > SHORT:
        name, cells = rows[0]
        short = f"{name}: {'; '.join(f'{place} {cell}' for place, cell in zip(places, cells, strict=True))}"
    elif silent:
        what = {finding.lacks for finding in findings if not finding.said}
        lacks = f" {next(iter(what))}" if len(what) == 1 and all(what) else ""
        short = f"{short}; {', '.join(silent)} {_SILENT}{lacks}"
    if len(short) > 2 * SHORT:
        short = f"Mỗi nơi quy định một khác: {', '.join(places)}"
    citations = tuple(item.passage.cite() for finding in said for item in finding.items[:1])
    roles = {item: role_word(item, finding) for finding in findings for item in finding.items}
    apart = roles if len(set(roles.values()) - {""}) > 1 else {}
    return Answer(
        Outcome.ANSWER,
        Statement(sentence(short), citations),
        tuple(block for f in findings if f.items for block in blocks_of(f, question, apart)),
        Table(("", *places), tuple((name, *cells) for name, cells in rows)) if rows else None,
        notes=tuple(notes_on(findings)),
    )


def extreme(question: Question, findings: Sequence[Finding]) -> Answer:
    """Which plan sets the lowest or the highest figure, with what the others set."""
    ranked = sorted(
        (
            (fact.values[0], finding, item, fact)
            for finding in findings
            for item in finding.items
            for fact in item.facts
            if fact.values and fact.unit == "%" and fact.per
        ),
        key=lambda found: found[0],
        reverse=any(word in question.folded for word in _UPWARD),
    )
    answer = compare(question, findings)
    if not ranked:
        return answer
    word = "Cao nhất" if ranked[0][0] > ranked[-1][0] else "Thấp nhất"
    _, finding, item, fact = ranked[0]
    told = gist(replace(finding, items=(replace(item, facts=(fact,)),)))
    said = f"{word} là {place_of(finding.holding.plan)}: {lowered(told)}; các nơi khác được nêu dưới đây để so sánh"
    return replace(answer, short=Statement(sentence(said), (item.passage.cite(),)))


def _rows(findings: Sequence[Finding]) -> list[Row]:
    """Reports by their steps, figures by measure; else one row of what each plan says."""
    told = [finding for finding in findings if finding.found is not Found.NOTHING]
    facts = [[fact for item in f.items for fact in item.facts] if f in told else [] for f in findings]
    if any(f.shape in {Shape.DATE, Shape.OFFICE} for f in findings) and any(
        fact.role is Role.REPORT for one in facts for fact in one
    ):
        return _reports(findings, facts)
    measured = _measures(findings)
    if measured:
        return measured
    return [("Nội dung", tuple(gist(f) if f.said else _silence(f) for f in findings))]


def _reports(findings: Sequence[Finding], facts: Sequence[Sequence[Fact]]) -> list[Row]:
    """When, to whom and through whom reports go."""
    telling = (
        ("Hạn báo cáo", _due),
        ("Gửi tới", lambda fact, _: fact.recipient or ""),
        ("Qua", lambda fact, _: fact.through or ""),
    )
    rows = []
    for name, tell in telling:
        cells = []
        for finding, one in zip(findings, facts, strict=True):
            reports = [fact for fact in one if fact.role is Role.REPORT]
            told = dict.fromkeys(filter(None, (tell(fact, finding.holding.plan) for fact in reports)))
            cells.append("; ".join(told) or _SILENT)
        if any(cell != _SILENT for cell in cells):
            rows.append((name, tuple(cells)))
    return rows


def _due(fact: Fact, plan: Plan) -> str:
    """How often and by which day; that no day is set."""
    dated = fact.time and (fact.time.month or fact.time.day or fact.time.quarter)
    return due(fact, plan) if dated else f"{due(fact, plan)} (không nêu ngày)".strip()


def _measures(findings: Sequence[Finding]) -> list[Row]:
    """A row for each measure of each kind of unit, targets and criteria apart; first those that every plan has."""
    rows: dict[str, list[dict[str, None]]] = {}
    for column, finding in enumerate(findings):
        for item in finding.items if finding.said else ():
            for fact in item.facts:
                if name := _row_name(fact, finding):
                    cells = rows.setdefault(name, [{} for _ in findings])
                    cells[column][_cell(fact, item)] = None
    ordered = sorted(rows.items(), key=lambda row: (not all(row[1]), *_rank(row[0])))
    return [
        (name, tuple("; ".join(cell) or _silence(f) for cell, f in zip(cells, findings, strict=True)))
        for name, cells in ordered[:_MANY]
    ]


def _cell(fact: Fact, item: Item) -> str:
    """A figure as its sentence says it, without a year that only a heading has."""
    year = fact.time.year if fact.time else None
    stated = fact if year is None or str(year) in item.passage.text else replace(fact, time=None)
    return f"{amount(stated)}{_WIDER.get(fact.measure, '')}"


def _row_name(fact: Fact, finding: Finding) -> str:
    """What a figure is of ("Tiêu chuẩn đối với xã – mức giảm tỷ lệ hộ nghèo"); "" for what no row is made of."""
    role = _HEADS.get(role_of(fact, finding.holding))
    told = fact.values or fact.own_target or fact.direction is Direction.NONE_LEFT
    if not role or not told or not amount(fact):
        return ""
    whom = ", ".join(dict.fromkeys(unit_name(subject) for subject in fact.subjects[:2]))
    if fact.measure is Measure.AWARDS:
        return f"{role}{f' đối với {whom}' if whom else ''}"
    measure = (Measure.POVERTY_RATE if fact.measure in _WIDER else fact.measure).value
    if fact.measure is Measure.OTHER:
        return ""
    if measure.startswith("tỷ lệ"):
        measure = f"mức giảm {measure}" if fact.direction is Direction.REDUCE else f"{measure} còn lại"
    return f"{role}{f' đối với {whom}' if whom else ''} – {measure}"


def _rank(name: str) -> tuple[bool, bool]:
    """Targets before criteria, whole localities first."""
    return (not name.startswith(_HEADS[Role.TARGET]), "toàn địa bàn" not in name)


def _silence(finding: Finding) -> str:
    return _HANDED_ON if finding.found is Found.DELEGATED else _SILENT
