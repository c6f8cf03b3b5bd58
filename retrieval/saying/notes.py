"""What to watch in an answer: period over, each year or average, points, near-poor counted, doubtful reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from documents.facts.clauses import offers_choice
from documents.facts.fact import Fact, Mode
from documents.facts.measures import Measure
from documents.facts.parts import unmarked
from prompts.texts import load
from retrieval.finding.evidence import Finding, Found, Shape
from retrieval.finding.figures import role_of
from retrieval.saying.quotes import titled
from retrieval.understanding.naming import place_of


def this_year() -> int:
    """The year it is."""
    return datetime.now(UTC).year


def notes_on(findings: Sequence[Finding]) -> Iterator[str]:
    """The notes that go with what was found, most important first, each once."""
    texts = load("answers")
    told = [finding for finding in findings if finding.found is not Found.NOTHING]
    yield from dict.fromkeys(_period([finding for finding in told if _runs_out(finding)]))
    facts = [(fact, found.holding) for found in findings if found.said for item in found.items for fact in item.facts]
    if len({role_of(fact, holding) for fact, holding in facts if fact.values}) > 1:
        yield texts["target_not_criterion"]
    yield from dict.fromkeys(_choices([finding for finding in findings if finding.said]))
    yield from dict.fromkeys(_reading([fact for fact, _ in facts]))
    doubtful = [w for f in told for item in f.items for w in item.passage.cite().doubtful]
    if doubtful:
        yield texts["doubtful"].format(words=", ".join(dict.fromkeys(doubtful)))


def _runs_out(finding: Finding) -> bool:
    """Whether that a plan's period is over matters to what was found: not to who signed it or what it rests on."""
    timeless = finding.shape is Shape.DOCUMENTS or (finding.shape is Shape.ABOUT_PLAN and finding.said)
    return not timeless or "giai đoạn" in finding.words


def _period(findings: Sequence[Finding]) -> Iterator[str]:
    over: dict[tuple[int, int], list[str]] = {}
    for plan in (finding.holding.plan for finding in findings):
        if plan.period and plan.period[1] < this_year():
            over.setdefault(plan.period, []).append(place_of(plan))
    for period, names in over.items():
        places = ", ".join(dict.fromkeys(names))
        said = f"{places[:1].upper()}{places[1:]}"
        yield load("answers")["period_over"].format(plan=said, period=f"{period[0]}-{period[1]}")


def _choices(findings: Sequence[Finding]) -> Iterator[str]:
    """The sentences over what was found that let one of several be enough."""
    for finding in findings:
        provisions = finding.holding.plan.provisions
        for item in finding.items:
            above = item.passage.provision
            while above.parent is not None:
                above = provisions[above.parent]
                if offers_choice(above.text):
                    yield load("answers")["one_of"].format(lead=titled(unmarked(above)))


def _reading(facts: Sequence[Fact]) -> Iterator[str]:
    texts = load("answers")
    if any(fact.own_target for fact in facts):
        yield texts["own_target"]
    if any(fact.mode is Mode.EACH_YEAR and fact.values and fact.consecutive for fact in facts):
        yield texts["each_year"].format(words="liên tục")
    elif any(fact.mode is Mode.AVERAGE and fact.values for fact in facts):
        yield texts["average"]
    if any(fact.measure is Measure.POOR_AND_NEAR_POOR_RATE for fact in facts):
        yield texts["near_poor"]
