"""Words that every format of a briefing shares."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Audience, Briefing, Exercise, Grid, Level, Source
from documents.plan import Citation

AUDIENCES = {
    Audience.OFFICERS: "cán bộ cơ sở",
    Audience.HOUSEHOLDS: "hộ dân",
    Audience.CLASS: "lớp tập huấn",
}
LEVELS = {Level.EASY: "dễ", Level.MEDIUM: "vừa", Level.HARD: "khó"}
NOTES, ANSWERS, SOURCES, CLAUSES = "Lưu ý khi sử dụng", "Đáp án", "Các kế hoạch đã dùng", "Điều khoản trích dẫn"


def letter(place: int) -> str:
    """The letter of a choice."""
    return "ABCDEFGH"[place]


def roman(number: int) -> str:
    """A number below 40 in Roman numerals, as parts of a document are counted."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def source_line(source: Source) -> str:
    """A plan in one line."""
    issued = f", ngày {source.issued:%d/%m/%Y}" if source.issued else ""
    period = f", giai đoạn {source.period[0]}-{source.period[1]}" if source.period else ""
    issuer = "" if source.issuer in source.name else f", {source.issuer}"
    return f"{source.name}{issued}{issuer}{period if period[-9:] not in source.name else ''} (bản {source.version})"


def note(citation: Citation) -> str:
    """A clause as a note: the document, where in it, the quote, and the words to check against the original."""
    doubt = f" (chữ cần đối chiếu bản gốc: {', '.join(citation.doubtful)})" if citation.doubtful else ""
    return f"{citation.number or citation.issuer}, mục {citation.path}: “{citation.quote}”{doubt}"


def byline(briefing: Briefing) -> str:
    """Whom it is for and when it was made."""
    return f"Dành cho {AUDIENCES[briefing.request.audience]} · Soạn ngày {briefing.made:%d/%m/%Y}"


def task(exercise: Exercise, number: int) -> str:
    """The head of an exercise: its number and how hard it is."""
    return f"Câu {number} ({LEVELS[exercise.level]})."


def key(exercise: Exercise, number: int) -> str:
    """The right choice of an exercise."""
    return f"Câu {number}: {letter(exercise.right)}. {exercise.choices[exercise.right]}."


def widths(grid: Grid, least: float = 0.11) -> list[float]:
    """The share of a table's width that each column takes, by what its cells hold."""
    weights = []
    for column, head in enumerate(grid.header):
        texts = [head, *(row[column].text for row in grid.rows)]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        mean = sum(len(text) for text in texts) / len(texts)
        weights.append(max(mean**0.55, word * 0.6))
    whole = sum(weights)
    return _settled([max(weight / whole, least) for weight in weights])


def _settled(shares: Sequence[float]) -> list[float]:
    whole = sum(shares)
    return [share / whole for share in shares]
