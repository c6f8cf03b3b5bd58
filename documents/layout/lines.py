"""The printed lines of a text, and where one paragraph ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from documents.reading import Span
from documents.syllables import fold

_NUMBERED = (
    r"[ \t\f]*(?:-{1,2}[ \t]*)?(?:Trang[ \t]+|Page[ \t]+)?\d{1,3}(?:[ \t]*/[ \t]*\d{1,3})?(?:[ \t]*-{1,2})?[ \t]*"
)
"""A line that numbers a page."""
_PAGE = re.compile(_NUMBERED)
_FILLED = re.compile(r"^.*\S.*$", re.MULTILINE)
_LEAST_HEAD = 20
"""The fewest characters of a line that is a page's head; cells of a table are shorter."""
_PAGED = re.compile(r".{10,}\s(?:Trang|Page)\s+(?P<page>\d{1,3})(?:\s*/\s*\d{1,3})?\s*", re.IGNORECASE)
"""A page's head or foot with its number at the end."""
_STRAY = re.compile(r"\|\s+(?=\S+\s+\S+\s+[^\W\d])")
"""A bar that OCR saw at the margin before words."""
_FURNITURE = re.compile(
    r"\[image:[^\]\n]*\]|<!--.*?-->"  # what a converter left of a picture
    rf"|^{_NUMBERED}$|(?<=\n\n)[ \t]*\d{{1,3}}[ \t]*[|._~][ \t]*(?=\n\n)"
    r"|^[ \t]*\[(?i:trang|page)[ \t]+\d{1,3}\][ \t]*$"
    r"|^[ \t|]*[-_=*.~–—]{3,}[ \t|]*$|^[ \t]*\+(?:[-=]{3,}\+)+[ \t]*$|^[ \t]*\|[ \t|]*$"  # rules and empty rows
    r"|\f|\ufeff|\u200b|\x0c",
    re.MULTILINE,
)
_MARKDOWN_START = re.compile(r"(?:>\s*)*(?:#{1,6}\s+)?(?:\*\*|__)?")
_MARKDOWN_END = re.compile(r"(?:\*\*|__)?\s*#*\s*$")
_ITALIC = re.compile(r"([*_])(?=[^\s*_])[^*_]+(?<=\S)\1")
_CELLS = re.compile(r"\||\S\t+(?=\S)")
_MARK = re.compile(r"(?:[^\w\s|]{1,3}|\(?[\w.]{1,6}[.)/:])\t+(?=\S)")
"""A mark and the tab that Word sets after it, which parts no cells."""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FIGURE = re.compile(r"(?<=  )[\d.,]+%?(?= {2}|$)")
_LEAST_GAPS, _LEAST_ROWS = 2, 3
"""How many gaps how many of its lines must have for a run of lines to be a table that only spaces make."""
_MOST_LINES = 0.8
"""Which share of a table's lines must make whole rows for some to be parts of one."""
_STOP = re.compile(r"[.;:!?…][\"”’')\]*_]*$")
_LEAST_SLACK = 3.0
_WIDE = 1.3  # a capital letter is this much wider than a small one


def shorten(text: str, room: int) -> str:
    """Text cut after a word where it has more characters than there is room for, with "…" where it was."""
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0] + "…"


def furniture(text: str) -> list[Span]:
    """What stands on a page and is no part of what it says, in order: page numbers and heads, rules, lost pictures."""
    return sorted([*(Span(*match.span()) for match in _FURNITURE.finditer(text)), *_running_heads(text)])


def _running_heads(text: str) -> Iterator[Span]:
    """The lines that stand beside page after page's number, whatever the figures in them."""
    lines = list(_FILLED.finditer(text))
    beside: dict[str, dict[Span, int]] = {}
    for above, below in pairwise(lines):
        for page, line in ((above, below), (below, above)):
            if _PAGE.fullmatch(page[0]) and len(line[0].strip()) >= _LEAST_HEAD:
                words = " ".join(re.sub(r"\d", "", line[0]).split())
                beside.setdefault(words, {})[Span(*line.span())] = int(re.findall(r"\d+", page[0])[0])
    beside[""] = {Span(*line.span()): int(paged["page"]) for line in lines if (paged := _PAGED.fullmatch(line[0]))}
    for pages in beside.values():
        if len(pages) > 1 and all(first < second for first, second in pairwise(pages.values())):
            yield from pages


@dataclass(frozen=True)
class Line:
    """One printed line without its margins and marks of emphasis: its place, its words, and what stands before it.

    `number` is its position among the lines that say something, `blanks` how many empty lines stand above it,
    `indent` how far it is set in, `heading` whether it is marked up as one, `turned` whether a page ends above it,
    `dressed` whether marks of emphasis stand before it and after it, `spaced` whether it is a row of a table that
    only spaces make.
    """

    number: int
    place: Span
    text: str
    blanks: int
    indent: int
    heading: bool
    turned: bool
    dressed: tuple[bool, bool]
    spaced: bool = False

    @cached_property
    def folded(self) -> str:
        """The words in lower case without accents."""
        return fold(self.text)

    @cached_property
    def row(self) -> bool:
        """Whether it is a row of a table: cells between bars, tabs or columns of spaces."""
        mark = _MARK.match(self.text)
        return self.spaced or bool(_CELLS.search(self.text, mark.end() - 1 if mark else 0))

    @property
    def gaps(self) -> int:
        """How many runs of spaces part what it says."""
        return len(_GAP.findall(self.text))

    @property
    def stops(self) -> bool:
        """Whether a sentence or clause ends with it."""
        return bool(_STOP.search(self.text))

    @cached_property
    def capitals(self) -> bool:
        """Whether it is set in capital letters."""
        letters = [letter for letter in self.text if letter.isalpha()]
        upper = sum(letter.isupper() for letter in letters)
        return len(letters) > 1 and upper >= 0.8 * len(letters)


def split_lines(text: str, turns: Sequence[int] = ()) -> list[Line]:
    """The lines of a text that say something, in order.

    `turns` are places where a page ends though nothing of it is left in the text, in order.
    """
    covered = sorted({*furniture(text), *(Span(place, place) for place in turns)})
    lines: list[Line] = []
    blanks = position = 0
    turned = False
    for raw in text.splitlines(keepends=True):
        start, end = position, position + len(raw)
        position = end
        while covered and covered[0].end < start:
            covered.pop(0)
        said = False
        turned = turned or any(start <= hole.start < end for hole in covered[:2])
        for piece in _outside(Span(start, end), covered):
            line = _line(text, piece, (len(lines), blanks), turned=turned)
            if line:
                lines.append(line)
                said, turned = True, False
        blanks = 0 if said else blanks + 1
    return list(_with_spaced_rows(lines))


def _with_spaced_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those marked that are rows of a table without bars or tabs: several in a row, with figures."""
    for gapped, run in groupby(lines, lambda line: line.gaps > 0):
        rows = list(run)
        wide = sum(row.gaps >= _LEAST_GAPS for row in rows)
        figures = sum(bool(_FIGURE.search(row.text)) for row in rows)
        spaced = gapped and wide >= _LEAST_ROWS and 3 * figures >= len(rows)
        yield from (replace(row, spaced=True) for row in rows) if spaced else rows


def find_broken_rows(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that hold the next cells of a table's row broken over lines.

    Rows of a table have as many bars: as many as makes rows of most lines, alone or with those right after them.
    """
    found: set[int] = set()
    for table in _tables(lines):
        ways = [_rows(table, bars) for bars in {line.text.count("|") for line in table}]
        rows = max(ways, key=lambda rows: (sum(map(len, rows)), -len(rows)))
        if sum(map(len, rows)) >= _MOST_LINES * len(table):
            found |= {line.number for row in rows for line in row[1:]}
    return found


def _rows(table: Sequence[Line], bars: int) -> list[list[Line]]:
    """The rows of as many bars that lines of a table make, each of one or of some that follow each other."""
    rows: list[list[Line]] = []
    row: list[Line] = []
    for line in table:
        row = [*row, line] if row and line.number == row[-1].number + 1 else [line]
        while row and sum(one.text.count("|") for one in row) > bars:
            row = row[1:]
        if row and sum(one.text.count("|") for one in row) == bars:
            rows.append(row)
            row = []
    return rows


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines with bars, at most one line without between two of them."""
    table: list[Line] = []
    for line in lines:
        if "|" in line.text:
            if table and line.number > table[-1].number + 2:
                yield table
                table = []
            table.append(line)
    if table:
        yield table


def _outside(span: Span, covered: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for hole in covered:
        if hole.start >= span.end:
            break
        if start < hole.start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def _line(text: str, span: Span, where: tuple[int, int], *, turned: bool) -> Line | None:
    raw = text[span.start : span.end]
    body = raw.strip()
    if not body:
        return None
    indent = len(raw) - len(raw.lstrip())
    if body.count("|") == 1 and (stray := _STRAY.match(body)):
        body, indent = body[stray.end() :], indent + stray.end()
    opening = _MARKDOWN_START.match(body)
    closing = _MARKDOWN_END.search(body)
    first = opening.end() if opening else 0
    last = closing.start() if closing and closing.start() > first else len(body)
    if _ITALIC.fullmatch(body):
        first, last = 1, len(body) - 1
    said = body[first:last].strip()
    if not said:
        return None
    start = span.start + indent + first
    while text[start].isspace():
        start += 1
    place = Span(start, start + len(said))
    dressed = (bool(body[:first].strip()), bool(body[last:].strip()))
    return Line(where[0], place, said, where[1], indent, body.startswith("#"), turned, dressed)


@dataclass(frozen=True)
class Layout:
    """How the lines of a text are set: broken at a margin or one a paragraph, with or without blank lines between.

    `width` is the length of a full line in characters, None where every line is a paragraph; `slack` what most full
    lines leave free of it beyond the word that did not fit. `blanks_part` says whether a blank line parts
    paragraphs; in some prints every line is followed by one.
    """

    width: int | None
    slack: float
    blanks_part: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Layout:
        """The layout most lines of a text agree on."""
        running = [line for line in lines if not line.row]
        going_on = [
            (line, after)
            for line, after in zip(running[1:], running, strict=False)
            if line.text[0].islower() and not after.stops and not after.capitals
        ]
        if not going_on:
            return cls(None, 0.0, blanks_part=True)
        blanks_part = sum(line.blanks > 0 for line, _ in going_on) < 0.5 * len(going_on)
        width = sorted(len(line.text) for line in running)[int(0.9 * (len(running) - 1))]
        free = sorted(width - len(after.text) - _first_word(line) for line, after in going_on)
        if len(going_on) < 0.12 * len(running) or free[len(free) // 2] > 0.2 * width:
            return cls(None, 0.0, blanks_part)
        slack = min(max(free[int(0.9 * (len(free) - 1))], _LEAST_SLACK), 0.15 * width)
        return cls(width, slack, blanks_part)

    def parts(self, line: Line, after: Line, mark: int = 0) -> float:
        """How much speaks for a new paragraph at `line`, which stands `after` another; below zero, one goes on.

        `mark` is how many characters at its beginning may be a mark.
        """
        score = 0.0
        score += 1.0 if after.stops else -1.0
        first = line.text[mark:].lstrip("\"“‘'(*_")[:1]
        score += -1.5 if first.islower() else 0.5
        if self.blanks_part and not line.turned:
            score += 1.0 if line.blanks else -1.0
        if self.width is None:
            return score + (0.0 if line.blanks else 2.0) + (0.0 if first.islower() and not after.stops else 1.0)
        room = self.width - (_WIDE if after.capitals else 1.0) * len(after.text) - _first_word(line)
        if room > 0.25 * self.width:
            score += 2.0
        elif room > self.slack:
            score += 0.75 if room > 0.15 * self.width else 0.4
        else:
            score -= 1.0 if self.blanks_part else 1.5
        if line.indent and not after.indent:
            score += 0.5
        if line.capitals != after.capitals and len(after.text) > 3:
            score += 1.0
        return score


def _first_word(line: Line) -> int:
    return len(line.text.split(maxsplit=1)[0])
