"""Dates, years and periods as Vietnamese plans write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from documents.phrases import Phrase
from documents.reading import Span


class When(StrEnum):
    """How a time is meant."""

    AT = "vào"
    BY = "đến"
    BEFORE = "trước"
    LATEST = "chậm nhất"
    AFTER = "sau"
    SINCE = "từ"


@dataclass(frozen=True, slots=True)
class Time:
    """A day, month, quarter, year or run of years as it stands in a text; what is not printed is None.

    `year` is the (first) year, `until` the last one of a period; `end` whether the end of it is meant
    ("hết năm 2019", "cuối năm 2020"); `span` takes in the words before it ("đến hết năm 2020").
    """

    span: Span
    when: When
    day: int | None = None
    month: int | None = None
    quarter: int | None = None
    year: int | None = None
    until: int | None = None
    end: bool = False


_YEAR = r"(?:19|20)\d\d"
_TIME = Phrase(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|những năm)\s*(?:từ )?"
    rf"(?:năm )?(?P<from1>{_YEAR})\s*(?:-|–|—|đến|tới)\s*(?:hết )?(?:năm )?(?P<to1>{_YEAR})"
    rf"|(?:từ )?\bnăm (?P<from2>{_YEAR})\s*(?:-|–|—|đến|tới)\s*(?:hết )?(?:năm )?(?P<to2>{_YEAR})"
    rf"|(?<![\w/.,-])(?P<from3>{_YEAR})\s*[-–—]\s*(?P<to3>{_YEAR})(?![\w/])"
    rf"|\bngày (?P<day1>\d{{1,2}}) tháng (?P<month1>\d{{1,2}})(?: năm (?P<year1>{_YEAR})| (?:hằng|hàng) năm)?"
    rf"|(?:\bngày )?(?<![\w/.,%-])(?P<day2>\d{{1,2}})(?P<sep>[/.])"
    rf"(?P<month2>\d{{1,2}})(?:(?P=sep)(?P<year2>{_YEAR}))?(?![\w%]|[/.,-]\w| (?:(?:tổng )?số|chỉ tiêu|tiêu chí)\b)"
    r"|\bngày (?P<day3>\d{1,2}) (?:của )?(?:tháng (?:cuối|đầu|sau|tiếp theo)|(?:hằng|hàng|mỗi) tháng)(?: quý)?"
    rf"|\btháng (?P<month3>\d{{1,2}})(?:(?:\s*/\s*| năm )(?P<year3>{_YEAR}))?(?!\d)"
    rf"|\bquý (?P<quarter>I{{1,3}}|IV|[1-4])\b(?:(?:\s*/\s*| năm | )(?P<year4>{_YEAR}))?"
    rf"|\bnăm (?P<year5>{_YEAR})(?!\d)"
)
_MEANING = Phrase(
    r"(?P<latest>chậm nhất|muộn nhất|trễ nhất|không muộn hơn|không quá|hạn (?:cuối|chót)?)?"
    r"(?: là)?\s*(?P<word>trước|sau|đến|tới|vào|trong|từ|kể từ|tính đến|phấn đấu đến)?"
    r"\s*(?P<end>hết|cuối)?\s*(?:ngày\s*)?\Z"
)
_WHEN = {
    "trước": When.BEFORE, "truoc": When.BEFORE, "sau": When.AFTER, "đến": When.BY, "den": When.BY, "tới": When.BY,
    "toi": When.BY, "tính đến": When.BY, "tinh den": When.BY, "phấn đấu đến": When.BY, "phan dau den": When.BY,
    "từ": When.SINCE, "tu": When.SINCE, "kể từ": When.SINCE, "ke tu": When.SINCE,
}  # fmt: skip
_LISTED = re.compile(r"\s*(?:,|;|và|va|hoặc|hoac)?\s*(?:và |va )?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REACH = 30


def find_times(text: str) -> tuple[Time, ...]:
    """The days, months, quarters, years and periods of a text, in order."""
    return tuple(_times(text))


def _times(text: str) -> Iterable[Time]:
    before: Time | None = None
    for match in _TIME.finditer(text):
        time = _time(match, text, before)
        if time:
            yield time
        before = time


def _time(match: re.Match[str], text: str, before: Time | None) -> Time | None:
    """The time of a match; a day listed after another ("trước 30/6 và 15/12") is meant like the one before it."""

    def number(*names: str) -> int | None:
        return next((int(match[name]) for name in names if match[name]), None)

    day, month = number("day1", "day2", "day3"), number("month1", "month2", "month3")
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    when, end, start = _meaning(text, match.start())
    printed = text[match.start() : match.end()].lower()
    listed = before is not None and before.day is not None and _LISTED.fullmatch(text, before.span.end, match.start())
    if listed and before and day is not None and when is When.AT:
        when = before.when
    bare = match["day2"] and not match["year2"] and not printed.startswith(("ngày", "ngay"))
    if bare and (when is When.AT or match["sep"] == "."):
        return None
    quarter = match["quarter"]
    return Time(
        span=Span(start, match.end()),
        when=When.SINCE if printed.startswith(("từ ", "tu ")) and not number("to2") else when,
        day=day,
        month=month,
        quarter=(_ROMAN.get(quarter.lower()) or int(quarter)) if quarter else None,
        year=number("from1", "from2", "from3", "year1", "year2", "year3", "year4", "year5"),
        until=number("to1", "to2", "to3"),
        end=end,
    )


def _meaning(text: str, start: int) -> tuple[When, bool, int]:
    """How the time that begins at `start` is meant, whether its end, and where the words before it begin."""
    match = _MEANING.search(text, max(0, start - _REACH), start)
    if not match or not match[0].strip():
        return When.AT, False, start
    words = text[match.start() : start]
    begin = match.start() + len(words) - len(words.lstrip())
    word = " ".join((match["word"] or "").lower().split())
    when = When.LATEST if match["latest"] else _WHEN.get(word, When.AT)
    end = match["end"] is not None
    return (When.BY if end and when is When.AT else when), end, begin
