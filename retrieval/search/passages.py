"""What a plan says, sentence by sentence, with the part of the plan it stands in and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from documents.facts.cells import cells_of, head_of
from documents.facts.clauses import body_start, find_documents, inside
from documents.facts.parts import RUN_IN, Part, part_of, titled, unmarked
from documents.facts.quantities import Quantity, find_quantities
from documents.facts.subjects import Subject, find_subjects
from documents.facts.times import Time, find_times
from documents.names.places import find_places
from documents.plan import Citation, Kind, Plan, Provision
from documents.reading import Span
from documents.syllables import fold

_PLACE = re.compile(r"\b(?:Huyện|Thành phố|Thị xã|Xã|Phường|Thị trấn|Thôn|Bản|Buôn|Ấp|Xóm|Làng) (?!Khu\b)[A-ZĐÀ-Ỹ]")
_ACTOR_ENDS = re.compile(r"\s*[:(]|\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì)\b|\s+-\s+[Cc]ơ quan")
_OFFICE = re.compile(
    r"(?:Hội đồng|Sở|Phòng|Ban|Ủy ban|Uỷ ban|UBND|Văn phòng|Công an|Đề nghị|Các (?:sở|phòng|ban|cơ quan|xã))\b"
    r".{2,150}?(?=,? (?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|căn cứ|tham mưu|là cơ quan)\b|:)"
)
_GIVEN = re.compile(r"^(?:Giao cho|Giao|Trách nhiệm (?:của|cửa))\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)*]*\s+(?=[\"“‘(*]*[^\W\d_])")
_RUN_IN_OFFICE = re.compile(
    r"(?:(?:Các )?[Ss]ở|Phòng|Ban|Ủy ban|Hội|Văn phòng|Công an|Đề nghị|Ngân hàng|Mặt trận|Liên đoàn|Đoàn|Công chức)\b"
    r"[^.:;]{2,100}\.(?=\s)"
)
"""The office that the sentences after it in one paragraph give tasks: "Sở Tài chính. Bố trí kinh phí …"."""
_OPENING = 10
"""Within how many characters a sentence names what it begins with: "Các huyện, …"."""
_JOINS = re.compile(r"\s*(?:,|và|hoặc|hay)\s+")
"""What joins units that one clause is for: "Hộ nghèo, hộ cận nghèo: …"."""
_FIGURES_OF = re.compile(r"[^:\d|]{3,50}:\s*\d[\d.,%/ –-]*")
"""A line of a list told as a table's row: "Thôn Ea Rớt: 25 / 01"."""
_COUNTING = re.compile(r"(?:S?TT|Số TT|Số thứ tự)?\W*", re.IGNORECASE)
"""The head of a column that numbers the rows."""
_NUMBERED = re.compile(r"^\(\d+\)\s*")
"""The number that a column has in its head."""
_ABBREVIATION = re.compile(r"(?:\b(?:T|TP|Tp|TX|Q|P|H|ThS|TS|KT|TM|TL|Th|Nxb|v\.v|[A-ZĐ])|\.\.)\.$")


@dataclass(frozen=True)
class Passage:
    """One sentence of a provision.

    `place` is where it stands in the plan's reading, without the mark of its provision; `heading` the headings over it.
    """

    plan: Plan = field(repr=False)
    position: int
    place: Span
    text: str
    role: Part
    first: bool
    last: bool

    @property
    def provision(self) -> Provision:
        """The provision it is a sentence of."""
        return self.plan.provisions[self.position]

    @cached_property
    def id(self) -> str:
        """A name no other passage of the library has."""
        return f"{self.plan.id}#{self.place.start}"

    @cached_property
    def heading(self) -> str:
        """The headings over it."""
        return self.provision.heading

    @cached_property
    def folded(self) -> str:
        """Its words without accents."""
        return fold(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures it states."""
        return find_quantities(self.text)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The days, years and periods it names."""
        return find_times(self.text)

    @cached_property
    def own_times(self) -> tuple[Time, ...]:
        """Those among them that are no dates of documents it names."""
        documents = find_documents(self.text)
        return tuple(time for time in self.times if not inside(time.span.end - 1, documents))

    @cached_property
    def own_subjects(self) -> tuple[Subject, ...]:
        """The units its own words name."""
        return find_subjects(self.text)

    @cached_property
    def opening(self) -> tuple[Subject, ...]:
        """The units that it begins with, and those joined to them: mostly those it is for."""
        found: list[Subject] = []
        for subject in self.own_subjects:
            joined = found and _JOINS.fullmatch(self.text[found[-1].span.end : subject.span.start])
            if subject.span.start < _OPENING or joined:
                found.append(subject)
        return tuple(found)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The units it is about: those its innermost heading that names any does, else those its own words do."""
        for heading in self.sections:
            found = find_subjects(heading)
            if found:
                return found
        lead = re.split(r"[:.;]", self.text, maxsplit=1)[0]
        return find_subjects(lead) or self.own_subjects

    @property
    def is_heading(self) -> bool:
        """Whether it is no more than the heading of what stands under it, or of the sentences after it."""
        alone = self.provision.kind is Kind.SECTION and self.first and self.last
        return alone or (self.first and not self.last and bool(RUN_IN.fullmatch(self.text)))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The headings over it without their marks, innermost first; the one it opens itself is none."""
        run_in = None if self.first else RUN_IN.match(unmarked(self.provision).lstrip())
        found = [run_in[0]] if run_in else []
        above = (self.plan.provisions[at] for at in self.plan.above(self.position))
        return (*found, *(titled(provision) for provision in above if provision.kind is Kind.SECTION))

    @cached_property
    def actor(self) -> str:
        """The office that the heading or the point right over it names as the one to act, "" where none does."""
        if self.role not in {Part.TASK, Part.MEASURE, Part.CONTENT}:
            return ""
        above = self.plan.provisions[self.provision.parent] if self.provision.parent is not None else None
        opening = ""
        if not self.first and (led := _RUN_IN_OFFICE.match(unmarked(self.provision).lstrip())):
            opening = led[0]
        elif above and above.kind is Kind.ITEM and (match := _OFFICE.match(unmarked(above))):
            opening = match[0]
        elif len(self.sections) > 1:
            opening = self.sections[0]
        name = _ACTOR_ENDS.split(opening, maxsplit=1)[0].strip(" .:;-,")
        return _GIVEN.sub("", name) if len(name) <= 160 else ""

    @cached_property
    def opener(self) -> str:
        """The office that its own words open with as the one to act ("Phòng Nội vụ: …"), "" where none do."""
        match = _OFFICE.match(self.text)
        return match[0] if match and self.text[match.end() :].startswith(":") else ""

    def is_of_other_place(self, asked: Iterable[str]) -> bool:
        """Whether it is a row of a table for a place and for none of those asked about, by their folded names."""
        if not self._is_row_of_place:
            return False
        folded, names = self.folded.replace("’", "'"), [name.replace("’", "'") for name in asked]
        return not any(re.search(rf"\b{re.escape(name)}\b", folded) for name in names)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, or a line of a list that has only a name and its figures."""
        return self.provision.kind is Kind.ROW or bool(_FIGURES_OF.fullmatch(self.text))

    @cached_property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The cells of a row that say something, each with its column's head; none where these do not go together."""
        head = head_of(self.plan, self.position)
        if head is None:
            return ()
        text, above, place = self.plan.reading.text, self.plan.provisions[head].place, self.provision.place
        names = [_NUMBERED.sub("", name) for _, name in cells_of(text[above.start : above.end])]
        cells = [cell for _, cell in cells_of(text[place.start : place.end])]
        if len(names) != len(cells):
            return ()
        pairs = zip(names, cells, strict=True)
        return tuple((name, cell) for name, cell in pairs if cell and not _COUNTING.fullmatch(name))

    @cached_property
    def _is_row_of_place(self) -> bool:
        return self.is_row and bool(_PLACE.search(self.text) or find_places(self.text))

    def part(self, place: Span) -> Passage:
        """A stretch of the reading within it, as a sentence of its own."""
        text = " ".join(self.plan.reading.text[place.start : place.end].split())
        return Passage(self.plan, self.position, place, text, self.role, first=False, last=False)

    def limb(self, text: str) -> Passage:
        """The stretch of it that reads as some of its words; itself where they stand nowhere in it."""
        words = re.compile(r"\s+".join(map(re.escape, text.split())))
        match = words.search(self.plan.reading.text, self.place.start, self.place.end)
        return self.part(Span(*match.span())) if match else self

    def cite(self) -> Citation:
        """Its citation."""
        return self.plan.cite(self.provision, self.place)


def whole(plan: Plan, position: int) -> Passage:
    """A provision as one passage, without its mark."""
    provision = plan.provisions[position]
    place = _trimmed(plan.reading.text, _start(plan, provision), provision.place.end)
    text = " ".join(plan.reading.text[place.start : place.end].split())
    return Passage(plan, position, place, text, part_of(plan, position), first=True, last=True)


def _start(plan: Plan, provision: Provision) -> int:
    """Where in the reading the words of a provision begin after its mark."""
    place = provision.place
    return place.start + body_start(plan.reading.text[place.start : place.end], provision.label)


def read_passages(plan: Plan) -> tuple[Passage, ...]:
    """The sentences of a plan in the order of the source."""
    return tuple(_passages(plan))


def _passages(plan: Plan) -> Iterator[Passage]:
    for position, provision in enumerate(plan.provisions):
        places = list(_sentences(plan.reading.text, Span(_start(plan, provision), provision.place.end)))
        for number, place in enumerate(places):
            text = " ".join(plan.reading.text[place.start : place.end].split())
            if text:
                role = part_of(plan, position, text)
                yield Passage(plan, position, place, text, role, number == 0, number == len(places) - 1)


def _sentences(text: str, place: Span) -> Iterator[Span]:
    """The sentences of what stands in a place."""
    start = place.start
    for end in _SENTENCE_END.finditer(text, start, place.end):
        goes_on = text[end.end()].islower()  # a stray stop of a scan: "thời gian từ 03. năm trở lên"
        if not goes_on and not _ABBREVIATION.search(text, max(start, end.start() - 6), end.start()):
            yield _trimmed(text, start, end.start() + len(end[0].rstrip()))
            start = end.end()
    if start < place.end:
        yield _trimmed(text, start, place.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
