"""Computations written out as one would on paper: "2018 → 2019: 29,00 − 22,01 = 6,99 điểm < 7"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from criteria.exact import plain, terminates, vietnamese
from criteria.figures import Figure
from criteria.measures import MEASURE_NAMES
from criteria.model import Comparator
from criteria.outcome import Step
from prompts.texts import load

ASKED = {
    Comparator.AT_LEAST: "từ {} trở lên",
    Comparator.MORE: "trên {}",
    Comparator.AT_MOST: "không quá {}",
    Comparator.LESS: "dưới {}",
}
_SIGNS = {
    (Comparator.AT_LEAST, True): "≥",
    (Comparator.AT_LEAST, False): "<",
    (Comparator.MORE, True): ">",
    (Comparator.MORE, False): "≤",
    (Comparator.AT_MOST, True): "≤",
    (Comparator.AT_MOST, False): ">",
    (Comparator.LESS, True): "<",
    (Comparator.LESS, False): "≥",
}


def asked(step: Step) -> str:
    """What the value is held against, in words: "từ 7 trở lên"."""
    if step.comparator is None or step.threshold is None:
        return ""
    return ASKED[step.comparator].format(vietnamese(step.threshold))


def write_step(step: Step) -> str:
    """One step as a line, without a stop at its end; nothing for an answer, which is no computation."""
    line = _written(step).replace("= ≈", "≈")
    return line[:1].upper() + line[1:]


def _written(step: Step) -> str:
    if step.kind == "answer" or step.value is None:
        return ""
    tail = _held(step)
    operands = _aligned(step.operands)
    value = _result(step)
    year = step.years[1] if step.years else None
    if step.kind == "fall" and step.years:
        return f"{step.years[0]} → {step.years[1]}: {operands[0]} − {operands[1]} = {value} điểm{tail}"
    if step.kind == "given_fall":
        return f"{year}: giảm {value} điểm{tail}"
    if step.kind == "mean" and step.years:
        count = step.years[1] - step.years[0]
        return f"({operands[0]} − {operands[1]}) : {count} = {value} điểm/năm{tail}"
    if step.kind == "mean_given" and step.years:
        count = step.years[1] - step.years[0]
        return f"({' + '.join(operands)}) : {count} = {value} điểm/năm{tail}"
    if step.kind == "total":
        start, end = operands if len(operands) == 2 else ("", "")
        return f"{start} − {end} = {value} điểm{tail}" if start else f"giảm {value} điểm{tail}"
    if step.kind == "relative" and len(operands) == 2:
        return f"{_years(step)}({operands[0]} − {operands[1]}) : {operands[0]} = {value}%{tail}"
    if step.kind == "sum":
        return f"cuối {year}: {operands[0]} + {operands[1]} = {value}%{tail}"
    if step.kind == "level":
        unit = "" if step.operands[0].counts else "%"
        return f"{MEASURE_NAMES[step.measure]} cuối {year}: {operands[0]}{unit}{tail}"
    if step.kind == "count":
        when = f" cuối {year}" if year else ""
        if step.threshold == 0:
            return load("checks")["count_none_line"].format(what=MEASURE_NAMES[step.measure], when=when, value=value)
        return f"{MEASURE_NAMES[step.measure]}{when}: {value} hộ{tail}"
    return f"{MEASURE_NAMES[step.measure]}: {value}{tail}"


def write_values(steps: Sequence[Step]) -> str:
    """The values of several steps in a row: "7; 7,01; 7"."""
    return "; ".join(_result(step) for step in steps if step.value is not None)


def _years(step: Step) -> str:
    return f"{step.years[0]} → {step.years[1]}: " if step.years else ""


def _held(step: Step) -> str:
    if step.comparator is None or step.threshold is None or step.met is None:
        return ""
    return f" {_SIGNS[step.comparator, step.met]} {vietnamese(step.threshold)}"


def _digits(figure: Figure) -> int | None:
    """The digits after the comma of a figure as written; None where it was not written as a decimal."""
    if figure.counts or not terminates(figure.value):
        return None
    return len(figure.text.partition(",")[2])


def _aligned(figures: Sequence[Figure]) -> list[str]:
    """Figures with as many digits after the comma as the longest of them."""
    digits = [_digits(figure) for figure in figures]
    if any(count is None for count in digits):
        return [figure.text for figure in figures]
    longest = max((count for count in digits if count is not None), default=0)
    return [plain(figure.value, longest).replace("-", "−").replace(".", ",") for figure in figures]


def _result(step: Step) -> str:
    """The value, with the digits of its operands where it can be written in them."""
    value = step.value if step.value is not None else Fraction(0)
    digits = [_digits(figure) for figure in step.operands]
    if step.kind in {"fall", "given_fall", "sum", "total"} and digits and all(count is not None for count in digits):
        return vietnamese(value, max(count for count in digits if count is not None))
    return vietnamese(value)


def reading_name(name: str) -> str:
    """A reading in words: "bình quân", "từng năm"."""
    return load("checks")[f"reading_{name}"]
