"""A unit held against every rule of a plan that is for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from criteria.conditions import conditions_named
from criteria.evaluation import evaluate
from criteria.locality import find_rulebooks
from criteria.measures import ONCE, RATES, Fault, Key
from criteria.model import Criterion, Judged, Kind, Measure, OpenQuestion, Rulebook, Test, UnitKind, Zone, leaves
from criteria.need import Need
from criteria.needed import find_need
from criteria.observations import Observations, read_observations
from criteria.outcome import Outcome, Verdict
from criteria.units import Unit, parse_unit
from documents.plan import Citation
from documents.reading import Span


class Overall(StrEnum):
    """How a check ended."""

    MET = "dat_cac_tieu_chi_so"
    UNMET = "khong_dat"
    UNDECIDED = "chua_ket_luan"
    ELSEWHERE = "khong_kiem_tra_duoc"
    PEOPLE = "can_nguoi_xet"


@dataclass(frozen=True)
class Result:
    """How one rule turned out.

    `need` is what it would take where it is unmet or open; `unsure` what is not known of whether it applies at all:
    the unit's zone, or a condition on its figures; `spared` that another rule of which one is enough came out better.
    """

    criterion: Criterion
    outcome: Outcome
    need: Need | None = None
    unsure: Literal["zone", "condition"] | None = None
    spared: bool = False

    @property
    def zone_unknown(self) -> bool:
        """Whether only the unit's zone decides whether it applies."""
        return self.unsure == "zone"

    @property
    def verdict(self) -> Verdict:
        """The verdict, in the words of targets for a target."""
        if self.criterion.kind is Kind.TARGET:
            named = {Verdict.MET: Verdict.TARGET_MET, Verdict.UNMET: Verdict.TARGET_UNMET}
            return named.get(self.outcome.verdict, self.outcome.verdict)
        return self.outcome.verdict

    @property
    def decides(self) -> bool:
        """Whether figures and answers decide it, and it counts for the whole."""
        counts = self.criterion.kind is Kind.ELIGIBILITY and not self.spared
        return counts and self.verdict is not Verdict.NOT_APPLICABLE


@dataclass(frozen=True)
class CheckResult:
    """What came out of a check. `rulebook` None where no plan here is for the place.

    `questions` are what the text leaves open for this unit; `unstated` the measures that were given but that no
    rule for this kind of unit asks about.
    """

    unit: Unit
    observations: Observations
    rulebook: Rulebook | None
    overall: Overall
    results: tuple[Result, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    unstated: tuple[Measure, ...] = ()
    others: tuple[Rulebook, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[Result, ...]:
        """The results with one of some verdicts."""
        return tuple(result for result in self.results if result.verdict in verdicts)


def cite(rulebook: Rulebook, criterion: Criterion) -> Citation:
    """The citation of a rule."""
    source = criterion.source
    return Citation(rulebook.plan, rulebook.number, rulebook.issuer, source.path, source.quote, Span(*source.span))


def check(
    unit: Unit | Mapping[str, object], given: Observations | Mapping[str, object] | None, rulebooks: Iterable[Rulebook]
) -> CheckResult:
    """Hold a unit against the approved rules of the plan its place falls under.

    Takes the unit and what is known of it, parsed or as plain data, and the rulebooks there are. FigureError when
    they cannot be read at all; a single wrong figure is a fault of the rules that need it.
    """
    if not isinstance(unit, Unit):
        unit = parse_unit(unit)
    observations = given if isinstance(given, Observations) else read_observations(given)
    years = [key.year for key in observations.figures if key.year]
    found = find_rulebooks(unit.locality, rulebooks, years, unit.plan)
    if not found:
        return CheckResult(unit, observations, None, Overall.UNDECIDED)
    result = check_rules(unit, observations, found[0])
    return replace(result, others=found[1:])


def check_rules(unit: Unit, observations: Observations, rulebook: Rulebook) -> CheckResult:
    """Hold a unit against the approved rules of one plan."""
    unit, observations = _settle_district(unit, observations)
    results = tuple(
        result
        for rule in rulebook.criteria
        if rule.judges and (result := _result(rule, unit, observations)) is not None
    )
    results = tuple(sorted(_spared(results), key=_rank))
    unstated = _unstated(observations, results)
    questions = _open_questions(rulebook, results)
    overall = _overall(unit, observations, rulebook, results, unstated)
    return CheckResult(unit, observations, rulebook, overall, results, questions, unstated)


_BEST_FIRST = (Verdict.MET, Verdict.MISSING, Verdict.INVALID, Verdict.PEOPLE, Verdict.UNMET)


def _spared(results: Sequence[Result]) -> Iterator[Result]:
    """The results; where one of several rules is enough, only the best of them counts."""
    best: dict[str, int] = {}
    for result in results:
        if result.criterion.one_of and result.verdict in _BEST_FIRST:
            rank = _BEST_FIRST.index(result.verdict)
            best[result.criterion.one_of] = min(rank, best.get(result.criterion.one_of, rank))
    for result in results:
        top = best.get(result.criterion.one_of or "")
        worse = top is not None and result.verdict in _BEST_FIRST[top + 1 :]
        yield replace(result, spared=worse)


def _unstated(observations: Observations, results: Sequence[Result]) -> tuple[Measure, ...]:
    """What was given although no rule for this kind of unit asks about it."""
    asked = {measure for result in results if _in_play(result) for measure in _measures(result.criterion.test)}
    if asked.intersection(RATES):
        asked |= {*RATES, Measure.YEARLY_REDUCTION}
    if any(result.outcome.reason for result in results):
        asked |= set(ONCE)
    for result in results:
        if result.criterion.kind is Kind.QUALITATIVE:
            asked |= conditions_named(result.criterion.source.quote)
    given = {key.measure for key in observations.figures} | set(observations.answers)
    return tuple(
        measure for measure in Measure if measure in given - asked - {Measure.IS_POOR_DISTRICT, Measure.OWN_TARGET}
    )


def _settle_district(unit: Unit, observations: Observations) -> tuple[Unit, Observations]:
    """A district said to be poor is checked as one; a poor district said not to be is a contradiction."""
    poor = observations.answers.get(Measure.IS_POOR_DISTRICT)
    if unit.kind is UnitKind.DISTRICT and poor is True:
        return replace(unit, kind=UnitKind.POOR_DISTRICT), observations
    if unit.kind is UnitKind.POOR_DISTRICT and poor is False:
        fault = Fault(
            (Key(Measure.IS_POOR_DISTRICT),), "Đơn vị ghi là huyện nghèo nhưng lại trả lời không là huyện nghèo."
        )
        return unit, replace(observations, faults=(*observations.faults, fault))
    return unit, observations


def _in_play(result: Result) -> bool:
    return result.verdict is not Verdict.NOT_APPLICABLE and result.criterion.kind in {Kind.ELIGIBILITY, Kind.TARGET}


def _rank(result: Result) -> int:
    kinds = {Kind.DELEGATION: 0, Kind.ELIGIBILITY: 1, Kind.TARGET: 2, Kind.QUALITATIVE: 3}
    return kinds.get(result.criterion.kind, 4) + (10 if result.verdict is Verdict.NOT_APPLICABLE else 0)


def _measures(test: Test | None) -> set[Measure]:
    return {leaf.measure for leaf in leaves(test) if not isinstance(leaf, Judged)}


def _result(rule: Criterion, unit: Unit, observations: Observations) -> Result | None:
    """How a rule turns out for a unit; None where it says nothing to or about a unit like it."""
    if rule.kind in {Kind.QUOTA, Kind.DEADLINE}:
        return None
    if rule.handover:
        bound = unit.kind in rule.subject.units and rule.handover.covers == "criteria"
        return Result(rule, Outcome(Verdict.ELSEWHERE)) if bound else None
    if rule.test is None:
        return None
    if unit.kind not in rule.subject.units:
        near = _related(rule, unit) and any(observations.years(measure) for measure in _measures(rule.test))
        return Result(rule, Outcome(Verdict.NOT_APPLICABLE)) if near else None
    conflict = unit.kind is UnitKind.POOR_DISTRICT and observations.faults_of([Key(Measure.IS_POOR_DISTRICT)])
    if conflict and UnitKind.DISTRICT not in rule.subject.units:
        return Result(rule, Outcome(Verdict.INVALID, faults=tuple(conflict)))
    if rule.subject.zones and unit.zone and unit.zone not in rule.subject.zones:
        return Result(rule, Outcome(Verdict.NOT_APPLICABLE))
    if rule.subject.when is not None:
        condition = evaluate(rule.subject.when, observations)
        if condition.verdict is Verdict.UNMET:
            return Result(rule, Outcome(Verdict.NOT_APPLICABLE))
        if condition.verdict is not Verdict.MET:
            return Result(rule, replace(condition, values=(), steps=()), unsure="condition")
    outcome = evaluate(rule.test, observations)
    if rule.subject.zones and unit.zone is None:
        if rule.kind is Kind.TARGET:
            return None
        return Result(rule, replace(outcome, verdict=Verdict.MISSING), unsure="zone")
    return Result(rule, outcome, find_need(rule.test, observations, outcome))


_AREAS = frozenset({UnitKind.DISTRICT, UnitKind.POOR_DISTRICT, UnitKind.COMMUNE, UnitKind.VILLAGE})


def _related(rule: Criterion, unit: Unit) -> bool:
    """Whether a rule for others is near enough to a unit to be taken for its own."""
    return rule.kind is Kind.ELIGIBILITY and unit.kind in _AREAS and bool(_AREAS.intersection(rule.subject.units))


def _open_questions(rulebook: Rulebook, results: Sequence[Result]) -> tuple[OpenQuestion, ...]:
    """The open questions of the text that touch this unit: both a general and a special rule are in play."""
    there = {result.criterion.id for result in results if result.decides and not result.zone_unknown}
    return tuple(
        question
        for question in rulebook.open_questions
        if there.intersection(question.general) and there.intersection(question.special)
    )


def _overall(
    unit: Unit, observations: Observations, rulebook: Rulebook, results: Sequence[Result], unstated: Sequence[Measure]
) -> Overall:
    if any(result.zone_unknown for result in results):
        ends = {check_rules(replace(unit, zone=zone), observations, rulebook).overall for zone in Zone}
        return ends.pop() if len(ends) == 1 else Overall.UNDECIDED
    strict = _whole(results, unstated)
    questions = _open_questions(rulebook, results)
    if not questions:
        return strict
    waived = {name for question in questions for name in question.general}
    lenient = _whole([result for result in results if result.criterion.id not in waived], unstated)
    if strict is lenient:
        return strict
    return Overall.UNDECIDED if Overall.UNDECIDED in {strict, lenient} else Overall.PEOPLE


def _whole(results: Sequence[Result], unstated: Sequence[Measure]) -> Overall:
    """The whole of some results: one unmet rule decides, then what is not known, then what is for people."""
    deciding = [result for result in results if result.decides]
    verdicts = {result.verdict for result in deciding}
    if Verdict.UNMET in verdicts:
        return Overall.UNMET
    if any(result.verdict is Verdict.ELSEWHERE for result in results) and not any(map(_for_unit, results)):
        return Overall.ELSEWHERE
    if verdicts & {Verdict.MISSING, Verdict.INVALID}:
        return Overall.UNDECIDED
    if Verdict.PEOPLE in verdicts:
        return Overall.PEOPLE
    if {*RATES, Measure.YEARLY_REDUCTION}.intersection(unstated) or not any(_for_unit(result) for result in results):
        return Overall.UNDECIDED
    return Overall.MET if Verdict.MET in verdicts else Overall.PEOPLE


def _for_unit(result: Result) -> bool:
    return result.verdict is not Verdict.NOT_APPLICABLE and result.criterion.kind in {
        Kind.ELIGIBILITY,
        Kind.QUALITATIVE,
    }
