"""The quantitative statements of the plans, each held against a table written by hand from the text."""

from pathlib import Path

import pytest

from documents.fact import Fact, Role
from documents.facts import extract_facts
from documents.plan import Plan
from documents.quantities import find_quantities
from documents.read import read_text
from documents.reviewed import load_reviewed

PLANS = Path(__file__).parents[2] / "documents" / "plans"
TABLES = Path(__file__).parent / "facts"
NAMES = sorted(path.stem for path in TABLES.glob("*.txt"))


def shipped(name: str) -> Plan:
    source = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    reviewed = PLANS / f"{name}.reading.txt"
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def figure(fact: Fact) -> str:
    """How much: "≥ 7 %/năm", "< 41 % từ 55.6 năm 2015", "mục tiêu riêng"."""
    if fact.own_target:
        return "mục tiêu riêng"
    unit = (
        fact.unit + (f"/{fact.per}" if fact.per else "") + (" liên tục" if fact.consecutive and not fact.years else "")
    )
    parts = [fact.comparator or "", " - ".join(map(str, fact.values)), unit]
    if fact.base:
        parts.append(f"từ {fact.base.value} năm {fact.base.year}" if fact.base.value else fact.base.words)
    return " ".join(filter(None, parts))


def when(fact: Fact) -> str:
    """By when, how long, how often: "5 năm liên tục", "đến 2020", "trước 15/11", "hằng năm"."""
    parts = [fact.cycle or ""]
    if fact.years:
        parts.append(f"{fact.years} năm{' liên tục' if fact.consecutive else ''}")
    if time := fact.time:
        day = f"{time.day}/{time.month}" if time.day else str(time.year or "")
        parts.append(f"{time.when} {'hết ' if time.end else ''}{day}{f'-{time.until}' if time.until else ''}")
    return ", ".join(filter(None, parts))


def who(fact: Fact) -> str:
    """Whom it is set for: kind, zone, traits; "<" before those whose measure it is."""

    def one(subject):
        traits = "".join(
            f" [{condition.trait}{f' {condition.limit.value}' if condition.limit else ''}]"
            for condition in subject.conditions
        )
        return subject.kind + (f" {subject.zone}" if subject.zone else "") + (" (cả)" if subject.whole else "") + traits

    return ", ".join(map(one, fact.subjects)) + (" < " + ", ".join(map(one, fact.of)) if fact.of else "")


def described(fact: Fact, plan: Plan) -> str:
    """A fact as a line of the table."""
    what = fact.event or (
        f"về {fact.recipient or '?'}{f' qua {fact.through}' if fact.through else ''}"
        if fact.role is Role.REPORT
        else fact.measure
    )
    cells = [
        fact.role,
        who(fact),
        " ".join(filter(None, [fact.direction, what])),
        figure(fact),
        fact.mode or "",
        when(fact),
        " ".join(filter(None, [fact.link, fact.award])),
        " ".join(plan.reading.text[fact.place.start : fact.place.end].split()),
    ]
    return " | ".join(cells)


def table(name: str) -> list[str]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_read_as_a_person_reads_it(name):
    plan = shipped(name)
    assert [described(fact, plan) for fact in extract_facts(plan)] == table(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_printed_in_its_clause(name):
    plan = shipped(name)
    for fact in extract_facts(plan):
        printed = {quantity.value for quantity in find_quantities(plan.reading.text[slice(*fact.place)])}
        printed |= {quantity.upper for quantity in find_quantities(plan.reading.text[slice(*fact.place)])}
        assert set(fact.values) <= printed
        assert fact.sentence.start <= fact.place.start < fact.place.end <= fact.sentence.end
