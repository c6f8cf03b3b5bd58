"""Questions and passages to train on, made from plain texts: no one has to write them.

A question is a heading (the passage is what stands under it) or a clause of a passage with words left out, a number
asked for instead of given, an ending as people ask. Then it is typed as people type: whole, in small letters, with
office abbreviations and phone spelling, without accents, or with accents put back by the project's own restoration,
mistakes and all. Beside them stand questions written to clauses of such plans, real and invented, in other words than
theirs (`questions.jsonl`).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.repair.accents import restore_accents
from documents.syllables import fold, is_syllable
from index.windows import LENGTH

HEADING = re.compile(
    r"\s*(?:(?:Điều|Chương|Mục|Phần|Phụ lục|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+(?:\d+|[IVXL]+|[A-Z])\b"
    r"|[IVX]+(?=[./)])|\d+(?:\.\d+)*(?=[./)]))[.:/)\s-]*(.*)"
)
CLAUSE = re.compile(r"(?<=[.;:])\s+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
ENDINGS = (
    "", "", "", "?", ", đúng hay sai?", " là bao nhiêu?", " như thế nào?", " có đúng không?", " được không?",
    " là gì?", " gồm những gì?", " do ai thực hiện?", " trong trường hợp nào?", " khi nào?",
)  # fmt: skip
ABOUT = (
    "{}",
    "{} là gì?",
    "{} được quy định như thế nào?",
    "quy định về {}",
    "{} gồm những gì?",
    "{} ra sao",
    "nêu {}",
)
SHORT = {
    "ủy ban nhân dân": ("UBND", "ubnd"),
    "hội đồng nhân dân": ("HĐND", "hđnd"),
    "mặt trận tổ quốc": ("MTTQ",),
    "lao động - thương binh và xã hội": ("LĐTBXH", "LĐ-TB&XH"),
    "thi đua, khen thưởng": ("TĐKT", "tđkt"),
    "ban chỉ đạo": ("BCĐ",),
    "mục tiêu quốc gia": ("MTQG",),
    "nông thôn mới": ("NTM", "ntm"),
    "đặc biệt khó khăn": ("ĐBKK",),
    "dân tộc thiểu số": ("DTTS",),
    "hộ cận nghèo": ("HCN", "hcn"),
    "hộ nghèo": ("HN", "hn"),
    "khu vực": ("KV", "kv"),
    "kế hoạch": ("KH", "kh"),
    "quyết định": ("QĐ", "qđ"),
    "hướng dẫn": ("HD",),
    "báo cáo": ("bc",),
    "tiêu chuẩn": ("tc",),
    "không": ("ko", "k", "hok"),
    "được": ("dc", "đc"),
    "bao nhiêu": ("bn",),
    "như thế nào": ("ntn",),
    "với": ("vs",),
    "gì": ("j",),
}
"""How office words are written short, and how people type on a phone."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of a text."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that answers it. `section` is the number of the section both come from."""

    question: str
    passage: str
    section: int


def split_sections(text: str) -> Iterator[Section]:
    """The sections of a text whose body is Vietnamese in Unicode."""
    heading, lines = "", list[str]()
    for line in [*text.splitlines(), "Điều 0."]:
        words = " ".join(re.sub(r"[|_*#\uf000-\uf0ff]+|-{2,}|\.{3,}", " ", line).split())
        found = HEADING.match(words)
        if found and len(words.split()) <= 25 and not words.endswith((";", ",")):
            body = " ".join(lines)
            if reads_well(body):
                yield Section(heading, body)
            heading, lines = found[1].rstrip(" .:"), []
        elif words:
            lines.append(words)


def reads_well(text: str) -> bool:
    """Whether a text is long enough and mostly of Vietnamese syllables with their accents."""
    words = re.findall(r"[^\W\d_]+", text)
    if len(NUMBER.findall(text)) > 0.2 * len(words):  # a table
        return False
    marked = sum(fold(word) != word.lower() for word in words)
    return len(words) > 15 and sum(map(is_syllable, words)) > 0.85 * len(words) and 0.4 < marked / len(words) < 0.95


def make_pairs(texts: Iterable[str], each: int, chance: random.Random) -> list[Pair]:
    """Pairs from every window of every section: `each` questions a window, one more where it has a heading."""
    pairs: list[Pair] = []
    seen: set[str] = set()
    number = 0
    for text in texts:
        for section in split_sections(text):
            words = section.body.split()
            for start in range(0, len(words), LENGTH):
                window = " ".join(words[start : start + LENGTH])
                if window in seen or len(window.split()) < 12 or not reads_well(window):
                    continue
                seen.add(window)
                pairs += [Pair(*pair, number) for pair in ask_window(section.heading, window, each, chance)]
            number += 1
    return pairs


def read_asked(path: Path, chance: random.Random) -> list[Pair]:
    """Questions written to clauses, typed as people type them; the clause stands under its last headings."""
    pairs: list[Pair] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        heading = " › ".join(item["heading"].split(" › ")[-2:])
        passage = f"{heading}. {item['clause']}" if heading else item["clause"]
        for question in item["questions"]:
            typed = question if chance.random() < 0.55 else type_question(question, chance)
            pairs.append(Pair(typed, passage, number))
    return pairs


def ask_window(heading: str, window: str, each: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Questions to one window, each with the passage as it would be indexed."""
    if len(heading.split()) > 2:
        about = chance.choice(ABOUT).format(heading[0].lower() + heading[1:])
        yield type_question(about, chance), window
    clauses = [clause for clause in CLAUSE.split(window) if 5 <= len(clause.split()) <= 40] or [window]
    lead = f"{heading}. " if heading else ""
    for _ in range(each):
        clause = chance.choice(clauses)
        rest = window.replace(clause, "", 1)
        passage = rest if chance.random() < 0.4 and len(rest.split()) > 25 else window
        yield type_question(ask_clause(clause, chance), chance), lead + " ".join(passage.split())


def ask_clause(clause: str, chance: random.Random) -> str:
    """A clause as a question: a stretch of it, words left out, a number asked for."""
    words = clause.rstrip(" .;:,").split()
    if len(words) > 12 and chance.random() < 0.6:
        length = chance.randint(8, len(words))
        start = chance.randint(0, len(words) - length)
        words = words[start : start + length]
    left_out = chance.choice((0, 0.1, 0.2, 0.35))
    kept = " ".join(word for word in words if chance.random() >= left_out) or " ".join(words)
    if chance.random() < 0.5:
        kept = NUMBER.sub("bao nhiêu", kept, count=1)
    return re.sub(r"^[-+•\s]+", "", kept) + chance.choice(ENDINGS)


def type_question(question: str, chance: random.Random) -> str:
    """A question as people type it."""
    way = chance.random()
    if way < 0.45:
        return question
    if way < 0.6:
        return question.lower().rstrip(" ?.")
    if way < 0.75:
        return restore_accents(fold(question))
    if way < 0.9:
        question = shorten(question.lower(), chance)
        return question if chance.random() < 0.6 else fold(question)
    return fold(question).rstrip(" ?.")


def shorten(question: str, chance: random.Random) -> str:
    """A question in small letters with some of its words written short."""
    for whole, ways in SHORT.items():
        if chance.random() < 0.7:
            question = re.sub(rf"\b{whole}\b", chance.choice(ways), question)
    return question
