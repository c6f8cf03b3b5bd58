"""The guided check as a pure state machine: questions one at a time, in any order, with back, skip and edit.

Nothing here talks to anybody. A face shows `question`, passes on what was typed or tapped, and keeps `dump()`;
every step gives a new form, so a wrong answer changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from criteria.batch import places
from criteria.check import CheckResult, check
from criteria.conversation import Request, parse_line
from criteria.errors import FigureError
from criteria.explanation import say
from criteria.inputs import asked_keys, has_zones
from criteria.locality import find_rulebooks
from criteria.measures import ANSWERS, BY_YEAR, MEASURE_NAMES, WHOLE
from criteria.model import Measure, Rulebook, UnitKind, Zone
from criteria.observations import read_observations
from criteria.units import KIND_NAMES, ZONE_NAMES, parse_kind, parse_zone
from documents.syllables import fold

UNIT_KEYS = ("kind", "locality", "zone")
_BACK = frozenset({"quay lai", "lui", "back", "truoc", "tro lai"})
_SKIP = frozenset({"bo qua", "skip", "qua", "khong biet", "chua biet", "chua co", "khong ro", "chua ro", "?"})


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to tap: what is shown, and what is sent."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now: its key ("kind", "poverty_rate"), the question, answers to tap, and how to type one."""

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """What has been answered so far. `trail` are the questions answered or skipped, in that order; `at` one to edit."""

    rulebooks: tuple[Rulebook, ...] = field(repr=False)
    unit: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    at: str | None = None

    @classmethod
    def start(cls, rulebooks: Iterable[Rulebook], line: str = "") -> Form:
        """A new form, begun with what a line already says."""
        form = cls(tuple(rulebooks))
        return form._take(parse_line(line, form.rulebooks)) if line.strip() else form

    @classmethod
    def load(cls, data: Mapping[str, object], rulebooks: Iterable[Rulebook]) -> Form:
        """A form as `dump` left it; FigureError when that is not what it is given."""
        unit, given, trail, at = (data.get(name) for name in ("unit", "given", "trail", "at"))
        if not isinstance(unit, dict) or not isinstance(given, dict) or not isinstance(trail, list | tuple):
            raise FigureError("Bản khai đang dở không đọc được; hãy bắt đầu lại.")
        return cls(tuple(rulebooks), unit, given, tuple(map(str, trail)), str(at) if at else None)

    def dump(self) -> dict[str, object]:
        """Everything answered so far, as plain data for JSON."""
        return {"unit": dict(self.unit), "given": dict(self.given), "trail": list(self.trail), "at": self.at}

    @property
    def rulebook(self) -> Rulebook | None:
        """The rulebook of the place named, once one is."""
        locality = self.unit.get("locality", "")
        found = find_rulebooks(locality, self.rulebooks) if locality else ()
        return found[0] if found else None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every question there is for this unit, in the order they are asked."""
        kind = parse_kind(self.unit.get("kind", ""))
        book = self.rulebook
        if kind is None or book is None:
            return ("kind", "locality")
        zone = parse_zone(self.unit.get("zone")) if kind is UnitKind.COMMUNE else None
        asked = dict.fromkeys(key.measure.value for key in asked_keys(book, kind, zone))
        zoned = ("zone",) if kind is UnitKind.COMMUNE and has_zones(book, kind) else ()
        return ("kind", "locality", *zoned, *asked)

    @property
    def question(self) -> Question | None:
        """What to ask now; None when everything is answered or skipped."""
        key = self.at or next((key for key in self.keys if key not in self.trail and not self._known(key)), None)
        return self._ask(key) if key else None

    @property
    def done(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.question is None

    def check(self) -> CheckResult:
        """The check of what has been answered so far; FigureError where even the kind of unit is missing."""
        observations = read_observations(self.given, ask_thousands=True)
        return check(dict(self.unit), observations, self.rulebooks)

    def reply(self, text: str) -> Form:
        """The form after what a person typed: an answer, "bỏ qua", "quay lại", or several answers in one line."""
        plain = " ".join(fold(text).split())
        question = self.question
        if plain in _BACK:
            return self.back()
        if plain in _SKIP:
            return self.skip()
        if question is None or self._says_more(text, question.key):
            return self._take(parse_line(text, self.rulebooks), question.key if question else None)
        return self.answer(question.key, text)

    def answer(self, key: str, text: str) -> Form:
        """The form with one question answered. FigureError, with what to type, when the answer cannot be read."""
        if key == "kind":
            kind = parse_kind(text)
            if kind is None:
                raise FigureError(say("form_unread", text=text.strip(), hint=say("hint_kind")))
            return self._with_unit("kind", kind.value)
        if key == "locality":
            if not find_rulebooks(text, self.rulebooks):
                where = "; ".join(places(self.rulebooks))
                raise FigureError(say("form_no_place", text=text.strip(), places=where))
            return self._with_unit("locality", " ".join(text.split()))
        if key == "zone":
            zone = parse_zone(text)
            return self._with_unit("zone", zone.value) if zone else self.skip()
        if key not in self.keys:
            raise FigureError(say("form_no_key", key=key))
        return self._with_given(key, self._read(Measure(key), text))

    def fill(self, given: Mapping[str, object]) -> Form:
        """The form with figures by name and year that somebody has agreed to. FigureError when they cannot be."""
        merged = Request(self.unit, self.given).merged(Request({}, given))
        read = read_observations(merged.given, ask_thousands=True)
        if read.faults:
            raise FigureError(read.faults[0].text)
        trail = (*(name for name in self.trail if name not in given), *given)
        return replace(self, given=merged.given, trail=trail, at=None if self.at in given else self.at)

    def skip(self) -> Form:
        """The form with the question now asked left open; unknown stays unknown."""
        question = self.question
        if question is None or question.key in {"kind", "locality"}:
            return self
        return replace(self, trail=(*self.trail, question.key), at=None)

    def back(self) -> Form:
        """The form with the last question asked again. FigureError at the first."""
        if not self.trail:
            raise FigureError(say("form_nothing_back"))
        return self.edit(self.trail[-1])

    def edit(self, key: str) -> Form:
        """The form with one question asked again; what was answered stays until it is answered anew."""
        if key not in (*UNIT_KEYS, *self.keys):
            raise FigureError(say("form_no_key", key=key))
        return replace(self, trail=tuple(name for name in self.trail if name != key), at=key)

    def summary(self) -> list[tuple[str, str, str]]:
        """What has been answered: key, name and value of every question, "chưa có" where there is none."""
        return [(key, self._name(key), self._value(key) or say("summary_unknown")) for key in self.keys]

    def _known(self, key: str) -> bool:
        return bool(self.unit.get(key)) if key in UNIT_KEYS else key in self.given

    def _years(self, measure: Measure) -> list[int]:
        book, kind = self.rulebook, parse_kind(self.unit.get("kind", ""))
        if book is None or kind is None:
            return []
        return sorted({key.year for key in asked_keys(book, kind) if key.measure is measure and key.year})

    def _ask(self, key: str) -> Question:
        if key == "kind":
            kinds = tuple(Choice(KIND_NAMES[kind], kind.value) for kind in UnitKind)
            return Question(key, say("ask_kind"), kinds, say("hint_kind"))
        if key == "locality":
            where = tuple(Choice(name, name) for name in places(self.rulebooks))
            return Question(key, say("ask_locality"), where, say("hint_locality"))
        if key == "zone":
            zones = tuple(Choice(ZONE_NAMES[zone], zone.value) for zone in Zone)
            return Question(key, say("ask_zone"), zones, say("hint_zone"))
        measure = Measure(key)
        what = MEASURE_NAMES[measure][:1].upper() + MEASURE_NAMES[measure][1:]
        if measure in ANSWERS:
            options = ["có", "không"] + (["không vay"] if measure is Measure.LOANS_ON_TIME else [])
            hint = say("hint_loans" if measure is Measure.LOANS_ON_TIME else "hint_answer")
            return Question(key, say("ask_answer", what=what), tuple(Choice(o, o) for o in options), hint)
        years = self._years(measure)
        if measure not in BY_YEAR or not years:
            return Question(key, say("ask_number", what=what), (), say("hint_number"))
        listed = ", ".join(map(str, years))
        counted = measure in WHOLE
        if len(years) == 1:
            hint = say("hint_count" if counted else "hint_year")
            return Question(key, say("ask_year", what=what, years=listed), (), hint)
        example = " ".join(str(50 - 7 * place) for place in range(len(years)))
        hint = say("hint_counts" if counted else "hint_series", example=example, first=years[0], second=years[1])
        return Question(key, say("ask_series", what=what, years=listed), (), hint)

    def _read(self, measure: Measure, text: str) -> object:
        if measure not in BY_YEAR:
            value: object = text.strip()
        else:
            value = self._read_years(measure, text)
        read = read_observations({measure.value: value}, ask_thousands=True)
        if read.faults:
            raise FigureError(read.faults[0].text)
        return value

    def _read_years(self, measure: Measure, text: str) -> dict[str, object]:
        """Figures by year, from "2015 50 2016 43" or from as many figures as years are asked."""
        years = self._years(measure)
        dated = parse_line(f"{MEASURE_NAMES[measure]} {text}").given.get(measure.value)
        if isinstance(dated, dict):
            return dated
        values = re.findall(r"[-−–]?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?\s*%?|\?", text)
        if len(values) != len(years):
            listed = ", ".join(map(str, years))
            first = years[0] if years else ""
            raise FigureError(say("form_too_many", count=len(values), wanted=len(years), years=listed, first=first))
        pairs = zip(years, values, strict=True)
        return {str(year): value.strip().rstrip(".,") for year, value in pairs if value != "?"}

    def _says_more(self, text: str, key: str) -> bool:
        """Whether a line says more than an answer to the question asked."""
        if key not in {"kind", "locality"} and not re.search(r"[a-z]{2}", fold(text)):
            return False
        said = parse_line(text, self.rulebooks)
        names = {*said.unit, *said.given}
        return len(names) > 1 or (bool(said.given) and key in UNIT_KEYS)

    def _take(self, said: Request, key: str | None = None) -> Form:
        """The form with everything a line says."""
        if not said.unit and not said.given:
            raise FigureError(say("form_unread", text="…", hint=say("hint_kind")))
        read = read_observations(said.given, ask_thousands=True)
        if read.faults:
            raise FigureError(read.faults[0].text)
        merged = Request(self.unit, self.given).merged(said)
        named = [name for name in (*said.unit, *said.given) if name not in self.trail]
        at = self.at if self.at and self.at not in named and key != self.at else None
        return replace(self, unit=merged.unit, given=merged.given, trail=(*self.trail, *named), at=at)

    def _with_unit(self, key: str, value: str) -> Form:
        return replace(self, unit={**self.unit, key: value}, trail=self._passed(key), at=None)

    def _with_given(self, key: str, value: object) -> Form:
        return replace(self, given={**self.given, key: value}, trail=self._passed(key), at=None)

    def _passed(self, key: str) -> tuple[str, ...]:
        return (*(name for name in self.trail if name != key), key)

    def _name(self, key: str) -> str:
        names = {"kind": "Đơn vị", "locality": "Địa bàn", "zone": "Khu vực"}
        if key in names:
            return names[key]
        name = MEASURE_NAMES[Measure(key)]
        return name[:1].upper() + name[1:]

    def _value(self, key: str) -> str:
        if key == "kind":
            kind = parse_kind(self.unit.get("kind", ""))
            return KIND_NAMES[kind] if kind else ""
        if key == "zone":
            zone = parse_zone(self.unit.get("zone"))
            return ZONE_NAMES[zone] if zone else ""
        if key == "locality":
            return self.unit.get("locality", "")
        return _shown(self.given.get(key))


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {figure}" for year, figure in sorted(value.items()))
    if isinstance(value, bool):
        return "có" if value else "không"
    return {"khong_vay": "không vay"}.get(str(value), str(value)) if value is not None else ""
