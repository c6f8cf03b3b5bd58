"""What it takes: the smallest change that meets an unmet or open rule, or why none does."""

from __future__ import annotations

from fractions import Fraction

from criteria.evaluation import evaluate
from criteria.falls import need_of_change
from criteria.figures import Figure, share
from criteria.measures import MEASURE_NAMES, Key
from criteria.need import Need, beyond, most_of, say, show, show_rate
from criteria.observations import Observations
from criteria.outcome import Outcome, Verdict
from criteria.predicates import (
    Affirmed,
    All,
    AnyOf,
    AtDate,
    Count,
    EachYear,
    Elapsed,
    Judged,
    MeanChange,
    Run,
    Test,
    TotalChange,
)
from criteria.series import HUNDRED, rate_of
from criteria.terms import Comparator, Measure


def find_need(test: Test, observations: Observations, outcome: Outcome | None = None) -> Need | None:
    """What a test that is unmet or open takes; None where it is met, for people, or its figures are wrong.

    `outcome` is that of the test where it is known already.
    """
    outcome = outcome or evaluate(test, observations)
    if outcome.verdict not in {Verdict.UNMET, Verdict.MISSING} or isinstance(test, Judged):
        return None
    if isinstance(test, All | AnyOf):
        return _joined(test, observations)
    if isinstance(test, EachYear | MeanChange | TotalChange):
        return need_of_change(test, outcome, observations)
    if isinstance(test, AtDate):
        return _level(test, observations)
    if isinstance(test, Affirmed):
        said = say("need_yes", what=MEASURE_NAMES[test.measure])
        return Need(said, answers={test.measure: True})
    return _number(test, observations)


def _joined(test: All | AnyOf, observations: Observations) -> Need | None:
    needs = [need for part in test.tests if (need := find_need(part, observations))]
    if not needs:
        return None
    if isinstance(test, AnyOf):
        return next((need for need in needs if need.possible), needs[0])
    figures = {key: figure for need in needs for key, figure in need.figures.items()}
    answers = {measure: answer for need in needs for measure, answer in need.answers.items()}
    return Need(" ".join(need.text for need in needs), figures, answers, all(need.possible for need in needs))


def _level(test: AtDate, observations: Observations) -> Need:
    known = observations.years(test.measure, Measure.POVERTY_RATE)
    year = test.year or (known[-1] if known else None)
    if year is None:
        return Need(say("need_series", what=MEASURE_NAMES[test.measure]))
    limit, key = Fraction(test.threshold), Key(test.measure, year)
    figure = rate_of(observations, test.measure, year)
    upper = test.comparator in {Comparator.LESS, Comparator.AT_MOST}
    if upper and figure and figure.counts:
        part, whole = figure.counts
        most = most_of(whole, limit, inclusive=test.comparator is Comparator.AT_MOST)
        said = say("need_households", what=key.label, most=most, whole=whole, less=part - most)
        return Need(said, {key: share(most, whole)}, possible=most >= 0)
    wanted = limit - beyond(test.comparator) if upper else limit + beyond(test.comparator)
    words = {
        Comparator.LESS: "need_below",
        Comparator.AT_MOST: "need_at_most",
        Comparator.MORE: "need_above",
        Comparator.AT_LEAST: "need_at_least",
    }
    now = say("need_now", rate=show_rate(figure)) if figure else ""
    said = say(words[test.comparator], what=key.label, limit=show(limit), now=now)
    return Need(said, {key: Figure.of(wanted)}, possible=0 <= wanted <= HUNDRED)


def _number(test: Count | Elapsed | Run, observations: Observations) -> Need:
    known = observations.years(test.measure) if isinstance(test, Count) else ()
    year = (test.year or (known[-1] if known else None)) if isinstance(test, Count) else None
    key, limit = Key(test.measure, year), Fraction(test.threshold)
    figure = observations.figure(*key)
    if isinstance(test, Count):
        name = "need_none_left" if limit == 0 else "need_at_most"
        now = say("need_now", rate=show_rate(figure)) if figure else ""
        return Need(say(name, what=key.label, limit=show(limit), now=now, year=year or ""), {key: Figure.of(limit)})
    short = limit - figure.value if figure else None
    if short is None:
        said = say("need_number", what=key.label, limit=show(limit))
    elif isinstance(test, Elapsed):
        reset = say("need_no_reset", event=test.reset_by) if test.reset_by else ""
        said = say("need_more_years", short=show(short), limit=show(limit), reset=reset)
    else:
        said = say("need_more", what=key.label, short=show(short), limit=show(limit))
    return Need(said, {key: Figure.of(limit + beyond(test.comparator))})
