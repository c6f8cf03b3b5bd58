"""What is measured: the rates, counts and lengths of time that plans put figures on."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from documents.phrases import Phrase
from documents.reading import Span


class Measure(StrEnum):
    """A measure of plans for the poor. OTHER is whatever else a number counts, in the words of the text."""

    POVERTY_RATE = "tỷ lệ hộ nghèo"
    MINORITY_POVERTY_RATE = "tỷ lệ hộ nghèo dân tộc thiểu số"
    NEAR_POOR_RATE = "tỷ lệ hộ cận nghèo"
    POOR_AND_NEAR_POOR_RATE = "tỷ lệ hộ nghèo và cận nghèo"
    MULTIDIMENSIONAL_RATE = "tỷ lệ nghèo đa chiều"
    RELAPSE_RATE = "tỷ lệ tái nghèo"
    POOR_HOUSEHOLDS = "số hộ nghèo"
    POLICY_POOR_HOUSEHOLDS = "hộ chính sách, người có công là hộ nghèo"
    YEARS_SINCE_ESCAPE = "số năm đã thoát nghèo"
    YEARS_OF_WORK = "số năm làm công tác giảm nghèo"
    AWARDS = "số lượng khen thưởng"
    OTHER = "khác"


class Mention(NamedTuple):
    """A measure named in a text, and where."""

    measure: Measure
    span: Span


_LEVEL = r"(?:(?:chỉ )?(?:còn|chiếm) )?(?:dưới|không quá|tối đa|khoảng|trên) \d"
_RATE = r"\b(?:tỷ|tỉ) lệ"
_MEMBER = r"(?:hội viên|đoàn viên|thành viên)(?: (?:CCB|cựu chiến binh|phụ nữ|nông dân|cao tuổi))?"
_HOUSEHOLD = rf"(?: hộ(?: gia đình| dân(?: cư)?| {_MEMBER}| thanh niên| phụ nữ| nông dân| cựu chiến binh)?| {_MEMBER})?"
"""A household, also as a movement or a union counts its own."""
_PATTERNS: tuple[tuple[Measure, Phrase], ...] = (
    (
        Measure.POOR_AND_NEAR_POOR_RATE,
        Phrase(
            rf"{_RATE}(?: giảm)?(?: số)?{_HOUSEHOLD} nghèo(?: đa chiều)?(?: và|,| cộng|\s*\+)(?: (?:tỷ"
            rf"|tỉ) lệ)?(?: hộ)? cận nghèo"
            r"|\b(?:hộ )?nghèo(?: và| cộng|\s*\+)(?: hộ)? cận nghèo(?= (?:còn|dưới|không quá|chiếm|giảm|xuống))"
        ),
    ),
    (Measure.MULTIDIMENSIONAL_RATE, Phrase(rf"{_RATE}(?: hộ)? nghèo(?: tiếp cận)? đa chiều")),
    (
        Measure.RELAPSE_RATE,
        Phrase(
            rf"(?:{_RATE}|\b(?:số|mức)(?= (?:hộ )?tái))(?: hộ)? (?:tái nghèo|phát sinh nghèo)"
            r"|\btái nghèo(?= (?:dưới|không quá|quá|vượt(?: quá)?) \d)"
        ),
    ),
    (
        Measure.NEAR_POOR_RATE,
        Phrase(rf"{_RATE}(?: giảm)?(?: số)?{_HOUSEHOLD} cận nghèo|\b(?:hộ|{_MEMBER}) cận nghèo(?= {_LEVEL})"),
    ),
    (
        Measure.MINORITY_POVERTY_RATE,
        Phrase(
            rf"{_RATE}(?: giảm)?(?: số)?(?: hộ)? nghèo(?: là)?(?: trong)?(?: vùng)?(?: đồng bào)?(?: người)?"
            r" (?:dân tộc thiểu số|DTTS)"
        ),
    ),
    (
        Measure.POVERTY_RATE,
        Phrase(
            rf"{_RATE}(?: giảm)?(?: số)?{_HOUSEHOLD} nghèo|\b(?:hộ|{_MEMBER}) nghèo(?= {_LEVEL})"
            r"|\b(?:tốc độ|mức) giảm (?:hộ )?nghèo"
            r"|(?<!công\stác\s)\bgiảm (?:hộ )?nghèo(?= (?:bình quân|trung bình|từ|trên|ít nhất|mỗi năm|hằng năm"
            r"|hàng năm|bao nhiêu|mấy))"
        ),
    ),
    (
        Measure.POOR_HOUSEHOLDS,
        Phrase(
            r"\bsố(?: lượng)? hộ nghèo(?=\s*(?:[.,;)]|\Z)| (?:giảm|còn|dưới|không|bình quân|hằng|hàng|mỗi|so với"
            r"|cuối (?:kỳ|năm|giai đoạn)))"
            rf"|(?<=không\scòn\s)hộ(?: {_MEMBER}| thanh niên)? nghèo\b(?! (?:là|thuộc|có(?! khả năng)))"
        ),
    ),
    (
        Measure.POLICY_POOR_HOUSEHOLDS,
        Phrase(
            r"\b(?:hộ|gia đình)(?: gia đình)? (?:chính sách|người có công)[^.;:()]{0,60}?(?:là )?(?:hộ )?nghèo\b"
            r"|\bngười có công(?: với cách mạng)?(?: là| thuộc)(?: diện)? hộ nghèo"
            r"|\bhộ nghèo (?:là|thuộc|có)[^.;:()]{0,40}?(?:chính sách|người có công)(?: với cách mạng)?"
        ),
    ),
    (Measure.YEARS_SINCE_ESCAPE, Phrase(r"\bthoát nghèo(?: bền vững| ổn định| liên tục)*")),
    (
        Measure.YEARS_OF_WORK,
        Phrase(
            r"\b(?:chỉ đạo|tham mưu|công tác|phụ trách|thực hiện|làm công tác"
            r"|tham gia)[^.;:()]{0,80}?giảm nghèo(?: bền vững)?"
        ),
    ),
)


def find_measures(text: str) -> tuple[Mention, ...]:
    """The measures a text names, in order; none inside another."""
    found: list[Mention] = []
    for measure, phrase in _PATTERNS:
        for match in phrase.finditer(text):
            span = Span(*match.span())
            if not any(span.start < other.span.end and other.span.start < span.end for other in found):
                found.append(Mention(measure, span))
    return tuple(sorted(found, key=lambda mention: mention.span))
