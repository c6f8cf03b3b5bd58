"""Units and households as people name them, beside the words that plans use: "nhà em mới hết nghèo", "làng tôi"."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.facts.quantities import find_quantities
from documents.facts.subjects import Condition, Subject, Trait, UnitKind, find_subjects
from documents.facts.units import HOUSEHOLDS, LOCALITIES
from documents.reading import Span
from documents.syllables import fold

_HOME = r"\b(?:nha|ho|gia dinh)\b"
_SELF = r"\b(?:toi|em|minh|chau|tui)\b"
_WHOSE = r"(?: (?:cua )?(?:chung )?(?:em|toi|minh|tui|con|chau|ta|no|ho))?"
_STILL = r"(?: (?:con|van|dang|thuoc|la|dien)){0,3}"
_ENDED = r"(?:het (?:dien )?(?:ho )?ngheo|(?:ra|thoat) khoi (?:dien |danh sach |so )*(?:ho )?(?:ngheo|kho khan))"
_NO_LONGER = r"khong con (?:la )?(?:thuoc )?(?:dien )?(?:ho )?ngheo"


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern over folded text, where names of places may be blanked between two words."""
    return re.compile(pattern.replace(" ", r"\s+"))


_HOUSES: tuple[tuple[UnitKind, re.Pattern[str]], ...] = (
    (
        UnitKind.ESCAPED_HOUSEHOLD,
        _words(
            rf"{_HOME}(?: (?!giup|kem|keo|dua|muon|dang|sap|bao|may|ngheo)\w+){{0,4}}? (?:{_ENDED}|{_NO_LONGER})\b"
            rf"|{_SELF}(?: (?:da|moi|vua|duoc|co|nhan|quyet|dinh|cong|xa)){{0,6}} {_ENDED}\b"
            rf"|{_HOME}{_WHOSE}(?: da)? (?:moi|vua)(?: moi)? thoat ngheo\b"
        ),
    ),
    (UnitKind.NEAR_POOR_HOUSEHOLD, _words(rf"{_HOME}{_WHOSE}{_STILL} (?:ho )?(?:can|gan|sat) ngheo\b")),
    (UnitKind.POOR_HOUSEHOLD, _words(rf"{_HOME}{_WHOSE}{_STILL} (?:ho )?ngheo\b")),
)
_VILLAGE = re.compile(r"(?<!già )(?<!trưởng )(?<!dân )\blàng\b(?! (?:nghề|văn (?:hóa|hoá)|xã))", re.IGNORECASE)
_JOB = _words(
    r"\b(?:ke toan|dia chinh|van thu|thu quy|giao vien|y si|ho tich)"
    r"(?: (?:xa|phuong|thi tran))?\b(?! (?:thi|xac nhan))"
)
"""Those who serve the state by what they do: "địa chính xã" is no commune."""
_WORKSHOP = re.compile(
    r"\b(?:xưởng|công ty|xí nghiệp|(?:cơ sở|điểm) (?:sản xuất|kinh doanh|thu mua|chế biến)|cửa hàng|đại lý|tiệm"
    r"|chủ trang trại)\b",
    re.IGNORECASE,
)
"""Those who do business, as they call themselves."""
_RATED = re.compile(
    r"\s+(?:(?:nào|mà|có|còn|nghèo)\s+)*(?:dưới|trên|từ|hơn|chưa (?:đến|tới)|không (?:quá|đến)) (?=\d)"
    r"|\s+(?:(?:mình|em|tôi|tui|này|ở)\s+)*"
    r"(?:hồi đầu|lúc đầu|ban đầu|đầu kỳ|đầu giai đoạn|(?:(?:hồi )?(?:đầu|cuối) )?năm \d{4})"
    r" (?:(?:thì|nghèo|có|còn|là|tới|đến|khoảng|tỷ lệ(?: hộ)? nghèo) )*(?=\d)",
    re.IGNORECASE,
)
"""What leads from a unit to the rate that says which are meant, or that it began with."""
_OWN = _words(
    r"\b(?:nha|ho|gia dinh)(?: cua)?(?: chung)? (?:em|toi|minh|tui|con|chau|ta|bac|co|anh|chi|ong|ba)\b"
    r"|\bgia dinh\b(?! (?:van hoa|chinh sach|nguoi|co cong|thuong binh|liet si))"
)
_COUNTED = re.compile(r"(?:\d|\b(?:giup|do dau|hai|ba|bon|may|bao nhieu|so))\s*$")


def find_units(text: str) -> tuple[Subject, ...]:
    """The units that a question names, in order, in the words of plans or of every day."""
    found = list(find_subjects(text))
    folded = fold(text)
    named = [
        Subject(kind, Span(*match.span()))
        for kind, words in _HOUSES
        for match in words.finditer(folded)
        if not _COUNTED.search(folded[: match.start()])
    ]
    named += [Subject(UnitKind.VILLAGE, Span(*match.span())) for match in _VILLAGE.finditer(text)]
    for one in named:
        met = [s for s in found if s.span.start < one.span.end and one.span.start < s.span.end]
        within = all(one.span.start <= s.span.start and s.span.end <= one.span.end for s in met)
        # what says more of a household stands for it: "không còn là hộ nghèo", of which plans' words are "hộ nghèo"
        if within and all(s.kind in HOUSEHOLDS and s.span != one.span for s in met):
            found = [s for s in found if s not in met] + [one]
    for shop in _WORKSHOP.finditer(text):
        if not any(s.span.start < shop.end() and shop.start() < s.span.end for s in found):
            found.append(Subject(UnitKind.BUSINESS, Span(*shop.span())))
    for job in _JOB.finditer(folded):
        found = [s for s in found if s.zone or s.traits or not job.start() <= s.span.start < job.end()]
        found.append(Subject(UnitKind.OFFICER, Span(*job.span())))
    return tuple(sorted((_rated(subject, text) for subject in found), key=lambda subject: subject.span))


def _rated(subject: Subject, text: str) -> Subject:
    """A unit with the rate that follows it at once and says which are meant: "còn thôn dưới 50% thì sao"."""
    lead = _RATED.match(text, subject.span.end)
    rate = next(iter(find_quantities(text[lead.start() :])), None) if lead else None
    if subject.kind not in LOCALITIES or subject.conditions or not lead or rate is None or rate.unit != "%":
        return subject
    end = lead.start() + rate.span.end
    words = " ".join(text[subject.span.end : end].split())
    return replace(
        subject, span=Span(subject.span.start, end), conditions=(Condition(Trait.POVERTY_RATE, words, rate),)
    )


def own_household(text: str) -> Subject | None:
    """The asker's household, of whatever kind: "nhà tôi", "gia đình em"; None where a kind of household is named."""
    match = _OWN.search(fold(text))
    if match is None or any(subject.kind in HOUSEHOLDS for subject in find_units(text)):
        return None
    return Subject(UnitKind.HOUSEHOLD, Span(*match.span()))
