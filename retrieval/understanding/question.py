"""What a question asks: its words opened and folded, what it wants, of whom, where, and the figures it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from documents.facts.measures import Measure, find_measures
from documents.facts.quantities import Comparator, Quantity, find_quantities
from documents.facts.subjects import Condition, Subject, Trait, UnitKind
from documents.facts.times import Time, find_times
from documents.reading import Span
from documents.syllables import fold
from retrieval.understanding.asks import Ask, Topic, asked_unit, find_asks, find_topics
from retrieval.understanding.everyday import find_units, own_household

_DOCUMENT = re.compile(
    r"(?:\b(?P<kind>quyet dinh|nghi quyet|nghi dinh|ke hoach|huong dan|thong tu|chi thi|cong van|ket luan|luat)\s+(?:so\s+)?)?"
    r"(?P<number>\d{1,5})(?:\s*/\s*(?P<tail>[\w-]+(?:/[\w-]+)*)|\s*-\s*(?P<party>[a-zđ]{2}\s*/\s*[a-zđ]{2}))?",
)
_NO_NUMBER = re.compile(r"\d+\s*(?:nam|%|ngay)\b|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_YEAR = re.compile(r"(?<![\w/.-])20\d\d(?![\w/.]*\w)")
_LAST_YEAR = re.compile(r"(?<!may )(?<!bao nhieu )\bnam (?:ngoai|truoc|roi|vua roi)\b")
_IN_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_YEARS = re.compile(
    rf"\b(?:duoc|hon|da|moi|tron|co)(?: hon| gan)? (?P<years>{'|'.join(_IN_WORDS)}) nam\b(?! (?:lien|nay|\d))"
)
"""How long something has been, in words."""
_COPY = re.compile(r"\b(?:tren|theo|trong|cai|cuon) ban$")
"""A plan as a paper ("trên bản Tuyên Quang"), not a village."""
_UNIT = r"(?:xa|huyen|thon|ban|ap|buon|khom)"
_NOT_MEANT = re.compile(
    r"\bkhong (?:phai|thuoc|nam trong|o trong|o)"
    rf"(?: (?:la|vao|danh sach|dien|nhom|so|cac|nhung|vung|khu vuc|dia ban|hay|hoac|{_UNIT}(?= khu vuc\b)))*"
    rf" (?:{_UNIT} (?:ngheo|dao|bien gioi|dac biet kho khan)"
    r"|(?:khu vuc )?i{1,3}\b(?:\W+(?:(?:va|hay|hoac) )?(?:khu vuc )?i{1,3}\b)*(?: (?:va|hay|hoac) bai ngang)?"
    r"|bien gioi|dac biet kho khan|bai ngang|hai dao)\b"
    r"|\bthay vi [^,.?]*?(?=\s+thi\b|[,.?]|$)"
)
"""What is not meant: a sort that a unit is said not to be of, which what is set for the rest does not name."""
_DENIED_SORT = re.compile(
    r"\bkhong (?:phai|thuoc|la|nam trong|o trong)"
    rf"(?: (?:la|thuoc|vao|danh sach|dien|nhom|so|cac|nhung|vung|dia ban|ba|{_UNIT}))*"
    r" (?P<sort>ngheo|bien gioi|dac biet kho khan|bai ngang|hai dao|dao|khu vuc)\b"
)
_SAID_NOT = re.compile(r"\bkhong (?:phai|thuoc|nam trong)(?: (?:la|vao|dien|nhom|vung))*\s*$")
_SEVERAL_SORTS = 2
"""From as many sorts that are denied on, the rest is meant: "không phải xã biên giới, cũng không thuộc khu vực II"."""
_PLEA = re.compile(
    r"\b(?:tom tat|ke ra|liet ke|cho biet|tra)(?: nhanh| ngan gon)?(?: giup| ho| dum| gium)?(?: cho)? (?:toi|em|minh|anh|chi)\b"
)
_BESIDES = re.compile(r"\bngoai (?!ra\b)[^,.?]*?(?=\s+(?:thi|ra|con)\b|[,.?]|$)")
_ALREADY = re.compile(r"[^,.?]*(?=\broi,? (?:thi )?(?:co )?con (?:phai|can|thieu)\b)")
"""What is met already, where it is asked what more is needed: "thoát nghèo ba năm rồi còn phải giúp ai nữa không"."""
_CITED = re.compile(r"\b(?:dan chieu|vien dan|trich dan|nhac (?:den|toi))\b")
"""How a plan names other documents: what is asked, and not what they are about."""
_WORD = re.compile(r"[^\W_]+(?:[.,/]\d+)*%?")


@dataclass(frozen=True)
class Question:
    """One question, understood.

    `typed` is what stood there, `text` the same with abbreviations opened (and accents restored where none were
    typed), `masked` that with the names of places blanked: they say where and not what. `chosen` are the units one
    part of it is about, where it is taken part by part; `placed` whether it names a place or plan of the library;
    `places` the folded words that were blanked; `verbatim` whether the plan that is asked has a sort that it says is
    not meant ("không phải xã nghèo") in the same words.
    """

    typed: str
    text: str
    asks: frozenset[Ask]
    topics: frozenset[Topic]
    unit: str | None
    masked: str = field(repr=False)
    chosen: tuple[Subject, ...] | None = None
    placed: bool = False
    places: tuple[str, ...] = ()
    verbatim: bool = False

    @cached_property
    def folded(self) -> str:
        """The opened text without accents."""
        return fold(self.text)

    @cached_property
    def line(self) -> str:
        """The same with one space between two words."""
        return " ".join(self.folded.split())

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The kinds of unit it is about."""
        if self.chosen is not None:
            return self.chosen
        folded = fold(self.masked)
        named = [s for s in find_units(self.masked) if not _COPY.search(folded[: s.span.end])]
        denied = [s for s in named if (s.zone or s.sort) and _SAID_NOT.search(folded[: s.span.start])]
        if len(denied) < _SEVERAL_SORTS:
            return tuple(named)
        rest = (Condition(Trait.REMAINING, "còn lại"),)
        kinds = {s.kind for s in denied}
        left = [s for s in named if s not in denied]
        return tuple(replace(s, conditions=rest) if s.kind in kinds and not s.sort else s for s in left)

    @cached_property
    def household(self) -> Subject | None:
        """The asker's own household, where no kind of household is named."""
        return own_household(self.masked)

    @cached_property
    def measures(self) -> frozenset[Measure]:
        """The measures it names; how poverty falls, where aims or levels of that are named."""
        named = frozenset(mention.measure for mention in find_measures(self.masked))
        return named or (frozenset({Measure.POVERTY_RATE}) if _FALL_OF.search(self.folded) else named)

    @cached_property
    def besides(self) -> frozenset[Measure]:
        """The measures of what is known and not asked for: "ngoài tỷ lệ hộ nghèo thì cần thêm gì"."""
        return frozenset(
            mention.measure
            for words in (_BESIDES, _ALREADY)
            for match in words.finditer(self.folded)
            for mention in find_measures(match[0])
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures it names."""
        return find_quantities(self.masked)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The days and years it names."""
        return find_times(self.masked)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The numbers of documents it names, as typed without accents and spaces: "1258/qd-ttg", "666"."""
        found = []
        folded = fold(self.masked)
        for match in _DOCUMENT.finditer(folded):
            if match["tail"] and not re.fullmatch(r"[\d/]+", match["tail"]):
                found.append(f"{match['number']}/{match['tail']}")
            elif match["party"]:
                found.append(f"{match['number']}-{''.join(match['party'].split())}")
            elif match["kind"] and not _NO_NUMBER.match(folded, match.start("number")):
                found.append(match["number"])
        return tuple(dict.fromkeys(found))

    @property
    def words(self) -> list[str]:
        """Its folded words."""
        return words_of(self.masked)

    @cached_property
    def sought(self) -> str:
        """Its text without what tells nothing of where an answer stands: places, figures that it puts to the test."""
        framing = (_PLEA, *([] if self.verbatim else [_NOT_MEANT]), *([_CITED] if self.wants(Ask.DOCUMENT) else []))
        spans = [Span(*match.span()) for frame in framing for match in frame.finditer(fold(self.masked))]
        if not self.wants(Ask.CONFIRM):
            return without(self.masked, spans)
        spans += [quantity.span for quantity in self.quantities]
        spans += [Span(*match.span()) for match in _DAY.finditer(self.masked)]
        return without(self.masked, spans)

    @cached_property
    def matter(self) -> str:
        """What it is about besides the units it names and the figures in it."""
        spans = [subject.span for subject in self.subjects] + [quantity.span for quantity in self.quantities]
        spans += [self.household.span] if self.household else []
        return without(self.masked, spans)

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        """The days it names, as day and month."""
        return tuple((int(match[1]), int(match[2])) for match in _DAY.finditer(self.masked))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years it names, but for those in numbers of documents and in dates."""
        return frozenset(int(year) for year in _YEAR.findall(self.masked))

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures it names; "năm ngoái" says one year, "hơn hai năm" two."""
        match = _YEARS.search(self.folded) or _LAST_YEAR.search(self.folded)
        if self.quantities or not match:
            return self.quantities
        span = Span(*match.span())
        years = _IN_WORDS.index(match["years"]) + 1 if match.re is _YEARS else 1
        return (Quantity(Decimal(years), "năm", Comparator.EQUAL, span, span),)

    def wants(self, *asks: Ask) -> bool:
        """Whether any of these is asked for."""
        return not self.asks.isdisjoint(asks)

    def about(self, *topics: Topic) -> bool:
        """Whether it is about any of these."""
        return not self.topics.isdisjoint(topics)


def without(text: str, spans: Iterable[Span]) -> str:
    """A text with some stretches of it left out, which may lie within or over one another."""
    kept, at = [], 0
    for span in sorted(spans):
        kept.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    return " ".join([*kept, text[at:]])


def denied_sorts(folded: str) -> frozenset[str]:
    """The sorts of communes, districts or hamlets that a text says are not meant: "không thuộc diện xã nghèo"."""
    return frozenset(match["sort"] for match in _DENIED_SORT.finditer(folded))


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def understand(text: str, place_words: Iterable[str] = ()) -> Question:
    """A question from a readable text. `place_words` are folded names of places, which are no part of what is asked."""
    masked = _unframed(mask(text, place_words))
    folded = fold(masked)
    return Question(text, text, find_asks(folded), find_topics(folded), asked_unit(folded), masked)


def mask(text: str, place_words: Iterable[str]) -> str:
    """The text with the names of places blanked, every other word where it was."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for words in sorted(place_words, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(words)}\b", folded):
            text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text


_FALL_OF = re.compile(r"\b(?:chi tieu|muc tieu|dich|cach (?:tinh|do)|muc) giam (?:ho )?ngheo\b(?! ben vung)")
_MANNER = re.compile(
    r"[,;.]?\s*\b(?:moi|tung) (?:y|cai|muc|dieu|viec|don vi|co quan|hoi|phong|nganh|nguoi|loai|ben|noi) (?:(?:la|ghi|viet|mot|1) )*(?:dong|gach|gach dau dong|cau)\b"
    r"|[,;.]?\s*\b(?:ghi |viet |ke |theo |kieu |dang )*gach dau dong\b"
    r"|[,;.]?\s*\b(?:noi|viet|giai thich|trinh bay)(?: sao| the nao)? cho (?:\w+ ){0,3}(?:de|nghe|doc)(?: hieu| nho)?\b"
    r"|[,;.]?\s*\bde (?:em|toi|minh|con|chau) (?:con )?(?:phat|in|dan|doc|chieu|treo|soan|lam (?:slide|bai|to|giao an)|dua|gui)(?:(?! thi | de )\s\w+){0,4}"
    r"|[,;.]?\s*\bde (?:em|toi|minh|con|chau) (?:con )?(?:ghi|dien|chep|viet|trich)(?:(?! thi | de )\s\w+){0,8}"
    r"|[,;.]?\s*\b(?:kem|ghi)(?: (?:theo|ca|ro|du))* (?:con so|so lieu|muc so|so(?=\W*(?:$|(?:nhe|nha|a|luon)\b)))"
    r"|(?<!duoc )(?<!can )(?<!phai )(?<!nhan )\b(?:giup|gium|dum)(?: (?:em|toi|minh|con|chau|voi|nhe|nha|a))*(?=\s*[.?!]*$)"
    r"|\b(?:gom|gop|tong hop|soan|xep|tach|chep) (?:lai|giup|ho|gium|dum|thanh)(?: (?:lai|giup|ho|gium|dum|cho|em|toi|minh))*\b"
)
"""How the answer is to be told or what it is for, which is nothing that a plan says."""
_LED = re.compile(r"\b(?:cho|xin)(?: phep)?(?: (?:em|toi|minh|con|chau|tui|phep))? hoi\b[\s,:]*(?:la\b)?")
"""What leads from who asks, and why, to the question."""


def _unframed(text: str) -> str:
    """A text with how it is to be answered blanked, what is known besides, and what leads to a question that needs none."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    spans = [match.span() for match in _MANNER.finditer(folded)]
    spans += [match.span() for match in _BESIDES.finditer(folded) if find_measures(match[0])]
    for match in _LED.finditer(folded):
        led, rest = text[: match.start()], text[match.end() :]
        kinds = {subject.kind for subject in find_units(rest)}
        itself = find_asks(fold(rest)) != {Ask.TEXT} and (kinds or find_topics(fold(rest)))
        if itself and {subject.kind for subject in find_units(led)} <= kinds | {UnitKind.DISTRICT, UnitKind.PROVINCE}:
            spans.append((0, match.end()))
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


_OF_THE_PLAN = frozenset({Ask.SIGNER, Ask.VALIDITY, Ask.RECIPIENTS})
_MATTERS = frozenset({Topic.REPORT, Topic.DOSSIER, Topic.REVIEW})
_JOINT = re.compile(
    r"\s*,?\s+(?:và|rồi|với lại|ngoài ra|va|roi|voi lai|ngoai ra|còn(?= (?:phòng|sở|ban|ai|cơ quan|đơn vị|nơi)\b))\s+"
    r"|\s*,\s+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<=[?])\s+|\s*[;\n]\s*|(?<=[^\d][.!])\s+")
_ASKING = re.compile(
    r"\b(?:bao nhieu|may|nao|gi|ai|sao|(?<!do )dau(?! (?:nam|ky|moi|tu))|khac|so sanh|liet ke|tom tat|cho (?:toi|em|minh) (?:biet|hoi))\b"
    r"|\b(?:khong|chua|ko|k)\b(?:\s+(?:a|vay|the|nhi|ha|nhe|em|anh|chi|ad))*\s*[.!]*$|\?"
)

_AT_ONCE = 12
"""Within how many characters a question asks that begins with its asking: "phòng nào là thường trực"."""
_FEW = re.compile(r"\b(?:mấy|may) (?=nhà|hộ|người|anh|chị|em|cái|con|lần|nha|ho|nguoi)", re.IGNORECASE)
"""A few, where nothing is asked: "có cho mấy nhà mượn bò"."""
_INTERROGATIVE = re.compile(
    r"\b(?:bao nhiêu|bao lâu|bao giờ|khi nào|thế nào|ra sao|làm sao|mấy(?! móc)|nào|gì|ai|đâu|vì sao|tại sao"
    r"|(?:được|phải|đúng) không)\b"
    r"|\b(?:danh mục|liệt kê)\b|\b(?:trễ|muộn|quá hạn)\b[^,.;?]* không\b",
    re.IGNORECASE,
)


def split_questions(text: str) -> list[str]:
    """The questions of a message, each with the statements before it that set it up."""
    parts = [(half, len(halves) > 1) for halves in map(_halves, _SEVERAL.split(text.strip())) for half in halves]
    found: list[str] = []
    setting: list[str] = []
    for part, alone in parts:
        setting += [part] if part.strip() else []
        told = "?" in text and part.rstrip().endswith(".") and not _INTERROGATIVE.search(_FEW.sub(" ", part))
        if setting and (alone or (_ASKING.search(fold(part)) and not told)):
            found.append(" ".join(setting))
            setting = []
    if setting:
        if found:
            found[-1] = " ".join([found[-1], *setting])
        else:
            found = [" ".join(setting)]
    return found


def split_joint(text: str) -> list[str]:
    """The two questions that a sentence may join ("gồm giấy tờ gì và nộp mấy bộ"), the second a follow-up of the first.

    They part where the second begins to ask at once, if anywhere.
    Nothing where it asks one thing; whether both are of one matter, and one sentence answers both, is not told here.
    """
    found: list[tuple[bool, int, list[str]]] = []
    units = [unit.span for unit in find_units(text)]
    for match in _JOINT.finditer(text):
        first, second = text[: match.start()], text[match.end() :]
        if any(unit.start < match.start() < unit.end for unit in units):
            continue  # "xã, thị trấn"
        if " " in first.strip() and _INTERROGATIVE.search(first) and (asked := _INTERROGATIVE.search(second)):
            found.append((asked.start() > _AT_ONCE, match.start(), [first, second]))
    return min(found)[2] if found else []


_COMPARED = re.compile(
    r",?\s+(?:(?:thì )?(?:mỗi|từng) (?:bên|nơi|đằng|ông|cơ quan|đơn vị|cấp|loại|nhóm|đối tượng|phòng|sở|ngành|mức|cái|khoản)\b"
    r"|(?:thì |có )?khác (?:nhau|gì|chỗ nào|ra sao)\b(?: nhau)?(?: (?:như )?(?:thế nào|ra sao|chỗ nào|ở đâu|gì))?)",
    re.IGNORECASE,
)
"""What says that two things named before it are to be told apart."""
_APART = frozenset({Ask.DATE, Ask.OFFICE, Ask.TASKS, Ask.LISTING})
_LEVELS = frozenset({Topic.TARGET, Topic.CRITERION})
_SIDES = re.compile(r"\s+(?:và|với|so với)\s+", re.IGNORECASE)
_LINK = re.compile(r"(?:của|cho|ở|tại|do|đối với|từ|về|theo)\b", re.IGNORECASE)


def split_compared(text: str) -> list[str]:
    """The questions about each of two offices or papers that one asks to tell apart: "Sở A và Sở B mỗi bên lo gì".

    The two begin with the same word or preposition, or the first after a comma. Nothing where no two are named so, or
    others than days, offices and tasks are asked for: levels and lists of criteria are laid side by side as a whole.
    """
    compared = _COMPARED.search(text)
    sides = [match for match in _SIDES.finditer(text) if compared and match.end() < compared.start()]
    if not compared or not sides:
        return []
    first, second = text[: sides[-1].start()], text[sides[-1].end() : compared.start()]
    if "," in second or _INTERROGATIVE.search(second):
        return []
    begins = _LINK.match(second) or re.match(r"\w+", second)
    starts = [m.start() for m in re.finditer(rf"\b{re.escape(begins[0])}\b", first, re.IGNORECASE)] if begins else []
    start = starts[-1] if starts else first.rfind(",") + 1
    rest = text[compared.end() :].strip()
    asking = rest if _INTERROGATIVE.search(rest) else f"thế nào {rest}"
    parts = [f"{first[:start]}{side} {asking}".strip() for side in (f"{first[start:]}", second.strip())]
    apart = all((asks := find_asks(fold(part)) - {Ask.TEXT}) and asks <= _APART for part in parts)
    return parts if apart and not find_topics(fold(text)) & _LEVELS else []


def _halves(text: str) -> list[str]:
    """The two questions that a sentence joins by "và" or a comma, where each asks about a matter of its own."""
    for match in _JOINT.finditer(text):
        first, second = text[: match.start()], text[match.end() :]
        before, after = _matter(first), _matter(second)
        if before and after and before.isdisjoint(after):
            return [first, second]
    return [text]


def _matter(text: str) -> frozenset[Ask | Topic]:
    """The part of a plan that a text asks about, or what of the plan as a whole; nothing where it does not ask."""
    folded = fold(text)
    asks = find_asks(folded)
    if asks & {Ask.TEXT, Ask.DIFFERENCE, Ask.CONFIRM}:
        return frozenset()
    if whole := asks & _OF_THE_PLAN:
        return whole
    figure = {Topic.TARGET} if Ask.FIGURE in asks and asked_unit(folded) == "%" else set()
    return frozenset((find_topics(folded) & _MATTERS) or figure)
