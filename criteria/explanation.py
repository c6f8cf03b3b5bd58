"""A check put into plain Vietnamese: short for a phone, long for a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from criteria.arithmetic import asked, reading_name, write_step, write_values
from criteria.check import CheckResult, Overall, Result
from criteria.exact import vietnamese
from criteria.measures import MEASURE_NAMES, Key
from criteria.model import Change, Kind, Measure, OwnTarget, Reading, Rulebook, leaves
from criteria.outcome import Outcome, Verdict
from criteria.units import KIND_NAMES
from prompts.texts import load

_DECIDED = frozenset({Verdict.MET, Verdict.UNMET})


def say(name: str, **words: object) -> str:
    """A wording of `prompts/checks.toml`, filled in."""
    return load("checks")[name].format(**words)


def explain(result: CheckResult, places: Sequence[str] = (), *, long: bool = False) -> str:
    """The whole check as a person reads it, without markup.

    `places` are the places there are criteria for, named where none is for this one. The long form gives every
    line of arithmetic and every note; the short one what decides.
    """
    if result.rulebook is None:
        where = "; ".join(places)
        if not result.unit.locality:
            return say("no_locality", places=where)
        return say("no_plan", locality=result.unit.locality, places=where)
    parts = [_head(result), _lead(result), *_unstated(result)]
    parts += [explain_rule(result, one, long=long) for one in result.results if _told(one)]
    parts += _notes(result, long=long)
    return "\n".join(part for part in parts if part)


def explain_rule(result: CheckResult, one: Result, *, long: bool = False) -> str:
    """One rule: verdict, clause, arithmetic, and what it takes."""
    rule = one.criterion
    quote = rule.source.quote.removeprefix("- ").removeprefix("+ ")
    name = "target_rule" if rule.kind is Kind.TARGET else "rule"
    lines = [say(name, verdict=say(one.verdict), path=rule.source.path, quote=quote)]
    lines += [f"  {line}" for line in reasons(result, one, long=long)]
    return "\n".join(lines)


def reasons(result: CheckResult, one: Result, *, long: bool = False) -> list[str]:
    """The sentences that say why a rule turned out as it did and what it takes."""
    outcome, rule = one.outcome, one.criterion
    if rule.handover:
        handed = rule.handover
        issued = f" ngày {handed.issued.day}/{handed.issued.month}/{handed.issued.year}" if handed.issued else ""
        issuer = f" của {handed.issuer}" if handed.issuer else ""
        return [say("delegated", document=handed.document, issued=issued, issuer=issuer)]
    lines = [fault.text for fault in outcome.faults]
    if one.unsure:
        lines.append(say("because_zone" if one.zone_unknown else "because_condition", whom=rule.subject.label))
    lines += _steps(outcome, long=long)
    lines += _readings(outcome)
    lines += _own_target(result, one)
    if outcome.reason:
        lines.append(outcome.reason)
    if outcome.missing and one.verdict is Verdict.MISSING:
        lines.append(say("because_missing", keys=name_keys(outcome.missing)))
    elif outcome.missing and one.verdict is Verdict.UNMET:
        lines.append(say("no_rate", what=name_keys(outcome.missing)))
    if rule.one_of:
        lines.append(say("one_of", path=rule.one_of))
    if one.need and not one.spared:
        lines.append(one.need.text)
    if any(step.borderline for step in outcome.steps):
        lines.append(say("borderline"))
    if rule.kind is Kind.TARGET and one.verdict in {Verdict.TARGET_MET, Verdict.TARGET_UNMET}:
        lines.append(say("target_is_no_criterion"))
    if long or one.verdict is not Verdict.NOT_APPLICABLE:
        lines += [*rule.remarks, *(reading.note for reading in rule.other_readings if long)]
    return lines


def name_keys(keys: Sequence[Key]) -> str:
    """Missing figures in words, the years of one measure together: "tỷ lệ hộ nghèo các năm 2015, 2016"."""
    by_measure: dict[Measure, list[str]] = {}
    for key in keys:
        years = by_measure.setdefault(key.measure, [])
        if key.year:
            years.append(str(key.year))
    words = []
    for measure, years in by_measure.items():
        when = f" {'các năm' if len(years) > 1 else 'cuối năm'} {', '.join(years)}" if years else ""
        words.append(MEASURE_NAMES[measure] + when)
    return "; ".join(words)


def _head(result: CheckResult) -> str:
    book = result.rulebook
    if book is None:
        return ""
    unit = result.unit.title
    of = f" của {book.issuer}" if book.number else ""
    return say("head", unit=unit[:1].upper() + unit[1:], plan=book.name, of=of, period=_period(book))


def _period(book: Rulebook) -> str:
    if not book.period:
        return say("period_unknown")
    first, last = book.period
    return say("period_over" if date.today().year > last else "period_now", first=first, last=last)


def _lead(result: CheckResult) -> str:
    """The short answer, and what decided it."""
    said = [say(f"overall_{result.overall}")]
    deciding = [one for one in result.results if one.decides]
    if result.overall is Overall.UNMET:
        unmet = [one.criterion.title for one in deciding if one.verdict is Verdict.UNMET]
        said = [say("because_unmet", rules="; ".join(unmet))]
    elif result.overall is Overall.UNDECIDED:
        keys = tuple(
            dict.fromkeys(k for one in deciding if one.verdict is Verdict.MISSING for k in one.outcome.missing)
        )
        if keys:
            said.append(say("because_missing", keys=name_keys(keys)))
        if any(one.zone_unknown for one in deciding):
            said.append(say("because_zone"))
    return " ".join(said)


def _told(one: Result) -> bool:
    """Whether a rule gets lines of its own; what people judge and what does not apply is only listed."""
    if one.verdict is Verdict.NOT_APPLICABLE:
        return False
    return one.criterion.kind is not Kind.QUALITATIVE


def _unstated(result: CheckResult) -> list[str]:
    """A word for figures that no rule for this kind of unit asks about."""
    book = result.rulebook
    if book is None or not result.unstated or result.overall is Overall.ELSEWHERE:
        return []
    what = "; ".join(MEASURE_NAMES[measure] for measure in result.unstated)
    return [say("unstated", plan=book.name, what=what, kind=KIND_NAMES[result.unit.kind])]


def _notes(result: CheckResult, *, long: bool) -> list[str]:
    book = result.rulebook
    if book is None:
        return []
    kind = KIND_NAMES[result.unit.kind]
    notes = [say("open_question", question=question.question) for question in result.questions]
    people = [one.criterion.title for one in result.results if one.criterion.kind is Kind.QUALITATIVE]
    if people:
        notes.append(say("qualitative", rules="; ".join(people)))
    if not any(
        one.verdict is not Verdict.NOT_APPLICABLE and one.criterion.kind is not Kind.TARGET for one in result.results
    ):
        notes.append(say("no_rules", plan=book.name, kind=kind))
    aside = [one.criterion for one in result.of(Verdict.NOT_APPLICABLE)]
    near = [rule.title for rule in aside if long or result.unit.kind in rule.subject.units]
    if near:
        notes.append(say("not_applicable", rules="; ".join(dict.fromkeys(near))))
    notes += _counting(result)
    notes += _outside(result)
    if result.others and long:
        notes.append(say("other_plans", plans="; ".join(other.name for other in result.others)))
    return [*notes, *result.observations.notes]


def _counting(result: CheckResult) -> list[str]:
    """How yearly falls are counted, said once where any is."""
    for one in result.results:
        for leaf in leaves(one.criterion.test):
            if isinstance(leaf, Change) and one.outcome.values and leaf.years:
                return [say("points", base=leaf.years[0] - 1)]
    return []


def _outside(result: CheckResult) -> list[str]:
    """A word for figures of years that the plan does not cover."""
    period = result.rulebook.period if result.rulebook else None
    years = sorted({key.year for key in result.observations.figures if key.year})
    beyond = [str(year) for year in years if period and not period[0] - 1 <= year <= period[1]]
    return [say("outside_period", years=", ".join(beyond))] if beyond else []


def _steps(outcome: Outcome, *, long: bool) -> list[str]:
    lines = [line for step in outcome.steps if (line := write_step(step))]
    if outcome.reading is not Reading.EACH_YEAR:
        return [f"{line}." for line in lines]
    if long:
        return [f"{line}." for line in lines]
    unmet = [step for step in outcome.steps if step.met is False]
    met = [step for step in outcome.steps if step.met]
    if outcome.verdict is Verdict.MET:
        return [say("each_all_met", values=write_values(met), asked=asked(met[0]))]
    said = [f"{write_step(step)}." for step in unmet]
    if met:
        said.append(say("each_met_rest" if unmet else "each_met_so_far", values=write_values(met)))
    if outcome.gap and outcome.steps:
        start, end = outcome.gap
        said.append(say("gap_line", start=start, end=end, asked=asked(outcome.steps[0])))
    return said


def _readings(outcome: Outcome) -> list[str]:
    """The reading used beside one that decides otherwise."""
    said = []
    for name, verdict in outcome.alt.items():
        if verdict is outcome.verdict or verdict not in _DECIDED or outcome.verdict not in {*_DECIDED, Verdict.MISSING}:
            continue
        own, other = say(outcome.verdict).lower(), say(verdict).lower()
        if name == "relative":
            said.append(say("differs_relative", own=own, verdict=other))
            continue
        used = say("used_each_year" if outcome.reading is Reading.EACH_YEAR else "used_average")
        steps = outcome.alt_steps.get(name, ())
        telling = [step for step in steps if step.met is False] or list(steps)
        line = f": {_lower(write_step(telling[0]))}" if telling else ""
        said.append(say("differs", used=used, own=own, other=reading_name(name), verdict=other, line=line))
    return said


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _own_target(result: CheckResult, one: Result) -> list[str]:
    for leaf in leaves(one.criterion.test):
        if isinstance(leaf, Change) and leaf.threshold is OwnTarget.OWN:
            own = result.observations.figure(Measure.OWN_TARGET)
            return [say("own_target_basis", target=vietnamese(own.value))] if own else []
    return []
