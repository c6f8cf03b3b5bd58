"""The places a text names, and what a place of today has to do with a plan made for one of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.names.gazetteer import Entry, Unit, bare_name, find_unit, look_up, province_today
from documents.plan import Level, Plan
from documents.reading import Span
from documents.syllables import fold, place_tone

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 5  # words in the longest name
_KINDS = {
    "tinh": ("tỉnh",),
    "thanh pho": ("thành phố",),
    "tp": ("thành phố",),
    "huyen": ("huyện",),
    "h": ("huyện",),
    "quan": ("quận",),
    "q": ("quận",),
    "thi xa": ("thị xã",),
    "tx": ("thị xã",),
    "xa": ("xã",),
    "x": ("xã",),
    "phuong": ("phường",),
    "p": ("phường",),
    "thi tran": ("thị trấn",),
    "tt": ("thị trấn",),
}
_LEADS = frozenset({"o", "tai"})
_OTHER_NAMES = {"sai gon": "ho chi minh", "tphcm": "ho chi minh", "hcm": "ho chi minh"}
_COMPOUNDS = frozenset(
    tuple(pair.split())
    for pair in (
        "bao cao", "phong trao", "thi dua", "khen thuong", "ho so", "ho ngheo", "can ngheo", "thoat ngheo",
        "giam ngheo", "can bo", "tap the", "ca nhan", "muc tieu", "tieu chuan", "tieu chi", "chi tieu", "ke hoach",
        "quy dinh", "huong dan", "so ket", "tong ket", "tham dinh", "binh quan", "giay khen", "bang khen", "to trinh",
        "bien ban", "thanh tich", "giai doan", "kinh phi", "don vi", "dia phuong", "hoi dong", "chu tich", "van phong",
    )
)  # fmt: skip
"""What is written all the time here: a name that ends in the middle of one is none ("bao cao phong trao")."""
_RANKS = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names: where, and the units it may be, the likeliest first."""

    span: Span
    text: str
    units: tuple[Unit, ...]

    @property
    def unit(self) -> Unit:
        """The likeliest unit."""
        return self.units[0]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    span: Span


def find_places(text: str) -> tuple[Place, ...]:
    """The provinces, districts and communes, of before or of today, that a text or question names.

    With or without accents and capitals, as far as the name is not also ordinary words: then it needs its kind before
    it or capitals. A commune needs its kind, or capitals and a name that no other province has.
    """
    words = [_Word(match[0], fold(match[0]), Span(*match.span())) for match in _WORD.finditer(text)]
    found: list[Place] = []
    position = 0
    while position < len(words):
        place, taken = _place_at(text, words, position)
        if place:
            found.append(place)
        position += taken
    return tuple(_settle(found))


def why_here(asked: Unit, plan: Plan) -> str | None:
    """What a place has to do with the place of a plan, in Vietnamese: None for nothing, "" where they are the same."""
    held = unit_of(plan)
    if held is None:
        return None
    if (asked.name, asked.level) == (held.name, held.level) and asked.province in {None, held.province}:
        return ""
    return _inside(asked, held) or _merged(asked, held)


def unit_of(plan: Plan) -> Unit | None:
    """The unit a plan is for, of the province that its references speak of where several have its name."""
    if not plan.place or plan.level is None:
        return None
    level = Level.PROVINCE if plan.level is Level.DEPARTMENT else plan.level
    unit = find_unit(plan.place, level)
    if unit:
        return unit
    issuers = " ".join(reference.issuer or "" for reference in plan.references)
    provinces = [place.unit.name for place in find_places(issuers) if place.unit.level is Level.PROVINCE]
    return next(filter(None, (find_unit(plan.place, level, province) for province in provinces)), None)


def _inside(asked: Unit, held: Unit) -> str | None:
    """A district or commune that lies in the unit of a plan, or lay there."""
    if held.level is Level.DISTRICT:
        if asked.level is Level.COMMUNE and not asked.current and bare_name(asked.district or "") == held.name:
            return f"{_start(asked)} trước thuộc {held.full_name}, tỉnh {held.province}."
        if asked.level is Level.COMMUNE and asked.current and asked.full_name in held.kin:
            return f"{_start(asked)} ngày nay gồm phần đất của {held.full_name} cũ, tỉnh {held.province}."
    if held.level is Level.PROVINCE and asked.level is not Level.PROVINCE and asked.province == held.name:
        return f"{_start(asked)} thuộc {held.full_name}."
    return None


def _merged(asked: Unit, held: Unit) -> str | None:
    """A province of today and one that went into it, or what lay in one."""
    province = held if held.level is Level.PROVINCE else find_unit(held.province or "", Level.PROVINCE)
    today = province_today(province.name) if province else None
    if not province or not today:
        return None
    asked_today = province_today(asked.name if asked.level is Level.PROVINCE else asked.province or "")
    if asked.level is Level.PROVINCE and asked_today == today:
        if held.level is Level.PROVINCE and set(today.kin) == {today.full_name}:
            return ""  # the same one under another name: Thừa Thiên Huế is Huế
        lies = f"{_start(held)} thuộc {province.full_name}" if held.level is Level.DISTRICT else _start(held)
        if province.name == today.name:
            if asked.name == province.name:
                return f"{lies}." if held.level is Level.DISTRICT else ""
            return f"{_start(asked)} nay đã nhập vào {today.full_name}."
        return f"{lies} cũ, nay nhập vào {today.full_name}."
    if held.level is Level.PROVINCE and asked_today == today and asked.province != held.name:
        return f"{_start(asked)} nay thuộc {today.full_name}, gồm cả {held.full_name} cũ."
    return None


def _start(unit: Unit) -> str:
    name = unit.full_name
    return name[0].upper() + name[1:]


def _place_at(text: str, words: Sequence[_Word], position: int) -> tuple[Place | None, int]:
    """The place whose name, or kind and name, begins at a word, and how many words it takes."""
    for size in (2, 1):
        kinds = _kinds(words[position : position + size])
        if kinds and position + size < len(words):
            place, taken = _named(text, words, position + size, kinds)
            if place:
                start = words[position].span.start
                return replace(place, span=Span(start, place.span.end), text=text[start : place.span.end]), size + taken
    place, taken = _named(text, words, position, ())
    return place, max(taken, 1)


def _kinds(words: Sequence[_Word]) -> tuple[str, ...]:
    """The kinds of unit that words stand for; accents they have must be the right ones."""
    kinds = _KINDS.get(" ".join(word.folded for word in words), ())
    written = " ".join(place_tone(word.text.lower()) for word in words)
    return tuple(kind for kind in kinds if written == fold(written) or written == kind)


def _named(text: str, words: Sequence[_Word], position: int, kinds: Sequence[str]) -> tuple[Place | None, int]:
    for size in range(min(_LONGEST, len(words) - position), 0, -1):
        run = words[position : position + size]
        key = " ".join(word.folded for word in run)
        entry = look_up(_OTHER_NAMES.get(key, key))
        if entry is None or not _together(text, run, entry):
            continue
        other_name = key in _OTHER_NAMES
        accented = any(word.text.lower() != word.folded for word in words)
        units = entry.units if other_name else _spelt(entry, run, accented=accented)
        units = tuple(_likely(units, entry, _Setting(words, position, size, accented), kinds))
        if units:
            span = Span(run[0].span.start, run[-1].span.end)
            return Place(span, text[span.start : span.end], units), size
    return None, 0


def _together(text: str, run: Sequence[_Word], entry: Entry) -> bool:
    """Whether only what a name has stands between its words: a space, or its own hyphen or apostrophe."""
    signs = {sign for unit in entry.units for sign in unit.name if sign in "-'"}
    for before, after in pairwise(run):
        between = text[before.span.end : after.span.start].replace("–", "-").replace("’", "'")
        if between != " " and not (between.strip() in signs or (between.isspace() and "\n\n" not in between)):
            return False
    return True


def _spelt(entry: Entry, run: Sequence[_Word], *, accented: bool) -> tuple[Unit, ...]:
    """The units whose name is written like this: letter for letter, or without accents.

    Where the rest of the text has accents, only a name that is no ordinary words may lack them.
    """
    written = " ".join(place_tone(word.text).lower() for word in run)
    exact = tuple(unit for unit in entry.units if _words(unit) == written)
    if exact or written != " ".join(word.folded for word in run) or (accented and entry.usual_bare):
        return exact
    return entry.units


def _words(unit: Unit) -> str:
    return " ".join(_WORD.findall(unit.name.lower()))


@dataclass(frozen=True, slots=True)
class _Setting:
    """A name among the words of a text."""

    words: Sequence[_Word]
    position: int
    size: int
    accented: bool

    @property
    def before(self) -> _Word | None:
        return self.words[self.position - 1] if self.position else None

    @property
    def capitals(self) -> bool:
        """Whether the name has capitals where a name has them; a text all in capitals shows nothing."""
        run = self.words[self.position : self.position + self.size]
        shouted = len(self.words) > self.size + 2 and all(word.text.isupper() for word in self.words)
        return all(word.text[0].isupper() for word in run) and not shouted

    @property
    def cut(self) -> bool:
        """Whether capitals say that the name does not begin or end here: "Việt Nam định hướng"."""
        run = self.words[self.position : self.position + self.size]
        mixed = len({word.text[0].isupper() for word in run}) > 1
        return mixed and (run[0].text[0].islower() or bool(self.before and self.before.text[0].isupper()))

    @property
    def astride(self) -> bool:
        """Whether its first word belongs to the word before, or its last to the one after."""
        around = self.words[max(self.position - 1, 0) : self.position + self.size + 1]
        pairs = list(pairwise(word.folded for word in around))
        return self.size > 1 and bool({*pairs[:1], *pairs[-1:]} & _COMPOUNDS)

    @property
    def led(self) -> bool:
        """Whether the word before asks for a place."""
        return bool(self.before and self.before.folded in _LEADS)


def _likely(units: Sequence[Unit], entry: Entry, setting: _Setting, kinds: Sequence[str]) -> Iterator[Unit]:
    """The units that a name in its surroundings may well be."""
    if (setting.cut or (setting.astride and not setting.capitals and not setting.led)) and not kinds:
        return
    usual = entry.usual or (entry.usual_bare and not setting.accented)
    for unit in sorted(units, key=lambda unit: _RANKS[unit.level]):
        if kinds:
            fits = unit.kind in kinds and (setting.capitals or not usual or unit.level is Level.PROVINCE)
        elif unit.level is Level.PROVINCE:
            fits = setting.capitals or setting.led or not entry.usual
        elif unit.level is Level.DISTRICT:
            fits = setting.size > 1 and (setting.capitals or setting.led or not usual)
        else:
            fits = setting.size > 1 and setting.capitals and _known_alone(entry)
        if fits:
            yield unit


def _known_alone(entry: Entry) -> bool:
    """Whether a commune of this name is known without its kind."""
    return not entry.usual and not entry.usual_bare and len({unit.province for unit in entry.units}) == 1


def _settle(found: Sequence[Place]) -> Iterator[Place]:
    """Of several units of one name, those of a province or district that the text names too."""
    named = {place.unit.name for place in found if place.unit.level is not Level.COMMUNE}
    for place in found:
        best = _RANKS[place.unit.level]
        units = tuple(unit for unit in place.units if _RANKS[unit.level] == best)
        near = tuple(unit for unit in units if {unit.province, bare_name(unit.district or "")} & (named - {unit.name}))
        yield replace(place, units=(near or units) + tuple(unit for unit in place.units if unit not in units))
