"""What a table tells as a whole: its highest and lowest rows, sums, how far rows are apart, the rows of one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from documents.facts.cells import BARE
from documents.facts.quantities import parse_number
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage
from retrieval.understanding.naming import place_of
from retrieval.understanding.phrasing import decimal
from retrieval.understanding.question import Question

_BETWEEN = r"(?: (?!it |thap |nho |nhieu |cao |lon )\w+){0,7}? nhat\b"
_EXTREMES: tuple[tuple[str, re.Pattern[str], Callable[..., Decimal]], ...] = tuple(
    (words, re.compile(rf"\b{fold(words)}{_BETWEEN}"), pick)
    for words, pick in (("nhiều", max), ("cao", max), ("lớn", max), ("ít", min), ("thấp", min), ("nhỏ", min))
)
_SUM = re.compile(r"\b(?:tong(?: cong)?|cong (?:lai|ca|het|gop)|(?:ca|het|gop) (?:\w+ )?nam|tat ca)\b")
_APART = re.compile(
    r"\b(?:hon|kem|chenh|lech|cach)(?: nhau)?(?: \w+)? (?:may|bao nhieu)\b|\b(?:nhieu|it|cao|thap) hon\b"
)
_WHICH = re.compile(r"\b(?P<kind>xa|thon|ban|buon|xom|ap|lang|huyen|phuong|don vi|noi|ben|muc|tieu chi) nao\b")
_VALUE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|(?<=khu vuc )i{1,3}\b")
_TOTAL = re.compile(r"(?:tong|cong|toan)\b")
_YEAR = re.compile(r"\b20\d\d\b")
_SPAN = re.compile(r"\b(20\d\d)\s*(?:-|den|toi)\s*(?:nam )?(20\d\d)\b")
_EMPTY = frozenset(
    {"so", "ho", "cac", "cua", "nam", "ty", "le", "den", "khong", "qua", "duoc", "toi", "da", "cuoi", "o"}
)
"""Words of the heads of columns that tell no column from another."""
_FEW = 12


@dataclass(frozen=True, eq=False)
class _Row:
    """A row: its sentence, the name it opens with, and its figures by the heads of their columns."""

    passage: Passage
    name: str
    cells: dict[str, str]

    def figure(self, head: str) -> Decimal | None:
        """The figure in a column, None where it has none."""
        match = BARE.fullmatch(self.cells.get(head, ""))
        return parse_number(match[1]) if match else None


@dataclass(frozen=True)
class _Table:
    """A table whose rows each have a name; `total` is the row that sums the others."""

    rows: tuple[_Row, ...]
    total: _Row | None
    heads: tuple[str, ...]


def find_tabular(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """What the rows of a table that a question is about tell together; nothing where no table has what it asks for."""
    for table in _tables(holding):
        for tell in (_of_value, _extremes, _apart, _sum):
            if told := tell(question, table):
                words, rows = told
                items = tuple(Item(row.passage) for row in dict.fromkeys(rows))
                said = f"Theo bảng trong kế hoạch của {place_of(holding.plan)}: {words}"
                return Finding(holding, Found.SAID, Shape.SUMMARY, items, 1.0, sure=1.0, words=said)
    return Finding(holding, Found.NOTHING, Shape.SUMMARY)


@lru_cache(maxsize=64)
def _tables(holding: Holding) -> tuple[_Table, ...]:
    found: dict[int, list[_Row]] = {}
    for passage in holding.passages:
        cells = dict(_headed(passage.cells))
        name = next((cell for cell in cells.values() if not BARE.fullmatch(cell)), "")
        if len(cells) > 1 and any(character.isalpha() for character in name):
            found.setdefault(holding.plan.tables[passage.position], []).append(_Row(passage, name, cells))
    tables = []
    for rows in found.values():
        total = next((row for row in rows if _TOTAL.match(fold(row.name))), None)
        named = tuple(row for row in rows if row is not total)
        heads = [head for head in named[0].cells if sum(row.figure(head) is not None for row in named) > len(named) / 2]
        if len(named) > 1:
            tables.append(_Table(named, total, tuple(heads)))
    return tuple(tables)


def _headed(cells: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The cells with whole heads: one that is but a year goes on with that before it ("Thoát nghèo 2018", "2019")."""
    before = ""
    for head, cell in cells:
        name = " ".join(head.split())
        if _YEAR.fullmatch(name):
            name = f"{before} {name}"
        elif _YEAR.search(name):
            before = " ".join(_YEAR.sub(" ", name).split())
        yield name, " ".join(cell.split())


def _columns(question: Question, table: _Table) -> list[str]:
    """The columns of figures that a question is about: the years it names, and most of its words."""
    line = question.line
    years = set(_YEAR.findall(_SPAN.sub(" ", line)))
    if not years:
        years = {str(year) for span in _SPAN.finditer(line) for year in range(int(span[1]), int(span[2]) + 1)}
    asked = set(line.split())
    scored = []
    for head in table.heads:
        folded = fold(head)
        own = {word for word in re.findall(r"[a-z]+", folded) if word not in _EMPTY}
        named = set(_YEAR.findall(folded))
        if named and years and not named & years:
            continue
        scored.append((len(own & asked) + (bool(named & years)), head))
    best = max((score for score, _ in scored), default=0)
    if len(table.heads) == 1 and not best:
        return list(table.heads)
    return [head for score, head in scored if score == best] if best else []


def _extremes(question: Question, table: _Table) -> tuple[str, list[_Row]] | None:
    """The rows with the most, the least, or both."""
    wanted = [(f"{words} nhất", pick) for words, pattern, pick in _EXTREMES if pattern.search(question.line)]
    columns = _columns(question, table)
    if not wanted or len(columns) != 1 or not _is_of_rows(question, table):
        return None
    figures = {row: figure for row in table.rows if (figure := row.figure(columns[0])) is not None}
    parts, rows = [], []
    for words, pick in wanted:
        found = [row for row, figure in figures.items() if figure == pick(figures.values())]
        parts.append(f"{words} là {', '.join(f'{row.name} ({row.cells[columns[0]]})' for row in found)}")
        rows += found
    return (f"{columns[0]}: {'; '.join(parts)}", rows) if len(rows) <= _FEW else None


def _apart(question: Question, table: _Table) -> tuple[str, list[_Row]] | None:
    """How far two rows that a question names are apart."""
    columns, rows = _columns(question, table), _named(question, table)
    if not _APART.search(question.line) or len(rows) != 2 or len(columns) != 1:
        return None
    figures = [(figure, row) for row in rows if (figure := row.figure(columns[0])) is not None]
    if len(figures) != len(rows):
        return None
    (high, more), (low, less) = sorted(figures, key=lambda pair: pair[0], reverse=True)
    told = f"{more.name} {more.cells[columns[0]]}, {less.name} {less.cells[columns[0]]}"
    if high == low:
        return f"{columns[0]}: {told}, bằng nhau", rows
    return (
        f"{columns[0]}: {told}; {more.name} nhiều hơn ({decimal(high)} - {decimal(low)} = {decimal(high - low)})",
        rows,
    )


def _sum(question: Question, table: _Table) -> tuple[str, list[_Row]] | None:
    """The figures of a row over several years added up: of the row that is named, or of all of them together."""
    columns = [head for head in _columns(question, table) if _YEAR.search(head)]
    if not _SUM.search(question.line) or len(columns) < 2 or len({_YEAR.sub("", head) for head in columns}) > 1:
        return None
    named = _named(question, table)
    row = named[0] if len(named) == 1 else table.total if not named else None
    numbers = [figure for head in columns if row and (figure := row.figure(head)) is not None]
    if row is None or len(numbers) != len(columns):
        return None
    head = " ".join(_YEAR.sub("", columns[0]).split())
    years = ", ".join(year for column in columns for year in _YEAR.findall(column))
    added = f"{' + '.join(map(decimal, numbers))} = {decimal(sum(numbers, Decimal(0)))}"
    return f"{row.name}, {head} các năm {years}: {added}", [row]


def _of_value(question: Question, table: _Table) -> tuple[str, list[_Row]] | None:
    """The rows that have a day or a zone which a question names, with what it asks of each."""
    values = {match[0] for match in _VALUE.finditer(question.line)}
    if not values or not _is_of_rows(question, table) or _named(question, table):
        return None
    rows = [row for row in table.rows if any(fold(cell) in values for cell in row.cells.values())]
    if not rows or len(rows) == len(table.rows) or len(rows) > _FEW:
        return None
    columns = _columns(question, table)
    told = [f"{row.name} ({row.cells[columns[0]]})" if len(columns) == 1 else row.name for row in rows]
    return f"{f'{columns[0]}: ' if len(columns) == 1 else ''}{'; '.join(told)}", rows


def _is_of_rows(question: Question, table: _Table) -> bool:
    """Whether it is the rows of a table that are asked for: "xã nào", "mục nào"."""
    kinds = {match["kind"] for match in _WHICH.finditer(question.line)}
    first = table.rows[0]
    head = next((head for head, cell in first.cells.items() if cell == first.name), "")
    named = f"{fold(head)} {' '.join(fold(row.name) for row in table.rows[:2])}"
    return any(re.search(rf"\b{kind}\b", named) for kind in kinds) or bool(kinds & {"noi", "ben", "don vi"})


def _named(question: Question, table: _Table) -> list[_Row]:
    """The rows whose names a question has in it."""
    return [row for row in table.rows if re.search(rf"\b{re.escape(fold(row.name))}\b", question.line)]
