"""Conditions a household or a hamlet answers yes or no to, known by their wording."""

from __future__ import annotations

from typing import NamedTuple

from criteria.model import Affirmed, Condition, Measure, UnitKind
from documents.phrases import Phrase
from documents.reading import Span

_HOUSEHOLDS = frozenset({UnitKind.POOR_HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD, UnitKind.ESCAPED_HOUSEHOLD})
_PATTERNS: tuple[tuple[Condition, frozenset[UnitKind], Phrase], ...] = (
    (
        Measure.CULTURAL_RESIDENTIAL_AREA,
        frozenset({UnitKind.VILLAGE}),
        Phrase(
            r"\bđạt (?:danh hiệu )?[“”\"']?(?:khu dân cư|thôn|bản|làng|buôn|ấp|khối phố|khu phố|tổ dân phố)"
            r"[^“”\".;]{0,30}? văn (?:hóa|hoá)[“”\"']?"
        ),
    ),
    (
        Measure.CULTURAL_FAMILY,
        _HOUSEHOLDS,
        Phrase(r"\bđạt (?:danh hiệu |tiêu chuẩn )?[“”\"']?gia đình văn (?:hóa|hoá)[“”\"']?"),
    ),
    (
        Measure.LOANS_ON_TIME,
        _HOUSEHOLDS,
        Phrase(
            r"\b(?:(?:sử dụng|dùng) [^.;]{0,40}?vốn[^.;]{0,60}?)?"
            r"(?:hoàn )?trả (?:nợ |cả )?(?:gốc|lãi|vốn|vay|nợ)[^.;|]{0,40}? đúng hạn"
        ),
    ),
    (
        Measure.COMMUNITY_AGREES,
        _HOUSEHOLDS,
        Phrase(
            r"\bđược (?:cộng đồng|nhân dân|họp (?:thôn|bản|buôn|tổ|dân)|tập thể)[^.;]{0,60}?"
            r"(?:nhất trí|đồng ý|thống nhất|bình xét|suy tôn)(?:(?: bình xét| đề nghị| khen thưởng|, nhất trí)*)"
        ),
    ),
    (
        Measure.HELPS_OTHER_POOR,
        _HOUSEHOLDS,
        Phrase(
            r"\b(?:(?:tạo điều kiện|giúp đỡ|hỗ trợ|giúp)(?:,\s+| và )?)+"
            r" (?:ít nhất \d+ |các |những )?hộ (?:nghèo )?khác[^.;]*"
        ),
    ),
    (
        Measure.REGISTERED_TO_EXIT,
        _HOUSEHOLDS,
        Phrase(
            r"\b(?:có )?(?:đơn )?tự nguyện (?:viết đơn )?(?:đăng ký|xin) (?:thoát nghèo|ra khỏi danh sách)[^.;,]*"
            r"(?:, hộ cận nghèo[^.;,]*)?|\b(?:viết đơn|có đơn|đăng ký) (?:xin |đăng ký )?thoát nghèo"
        ),
    ),
)


class Stated(NamedTuple):
    """A condition and where a text states it."""

    test: Affirmed
    span: Span


def conditions_named(text: str) -> frozenset[Condition]:
    """The conditions that a text words for whomever, with more to them than yes or no can answer or not."""
    return frozenset(measure for measure, _, phrase in _PATTERNS if phrase.search(text))


def find_conditions(text: str, span: Span, units: frozenset[UnitKind]) -> tuple[Stated, ...]:
    """The conditions that a stretch of text states for units of these kinds, in order."""
    found = []
    for measure, kinds, phrase in _PATTERNS:
        match = phrase.search(text, span.start, span.end) if units and units <= kinds else None
        if match:
            test = Affirmed(measure=measure, skip="khong_vay" if measure is Measure.LOANS_ON_TIME else None)
            found.append(Stated(test, Span(match.start(), match.start() + len(match[0].rstrip()))))
    return tuple(sorted(found, key=lambda stated: stated.span))
