"""The chat in a terminal, with what was said before kept in mind."""

# ruff: noqa: T201
from __future__ import annotations

import contextlib
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.saying.clause import Clause, clause
from retrieval.saying.rendering import plain_text

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.assistant import Assistant

REMEMBERED = 12
"""How many turns of a conversation are kept."""

WIDEST = 100
"""Columns a line has at the most: longer ones are hard to read."""

HELP = (
    "Gõ câu hỏi rồi Enter (có dấu hay không dấu đều được).\n"
    "  Gõ số của một gợi ý để hỏi tiếp; «nguồn 1» xem toàn văn điều khoản thứ nhất;\n"
    "  «mới» bắt đầu câu chuyện khác; «thoát» hoặc Ctrl-D để dừng."
)


class Conversation:
    """One person's talk: what was said, and the choices and sources of the last answer."""

    def __init__(self, assistant: Assistant, place: str | None = None, data: Path | None = None) -> None:
        self.assistant = assistant
        self.place = place
        self.data = data
        self.history: list[dict[str, str]] = []
        self.last: Answer | None = None

    def say(self, line: str) -> str:
        """What to show for one line typed."""
        word = line.strip().casefold()
        if word in {"mới", "moi", "/moi"}:
            self.history.clear()
            self.last = None
            return "Xin mời hỏi chuyện khác."
        if word in {"?", "trợ giúp", "tro giup", "/trogiup", "help"}:
            return HELP
        command, _, number = word.partition(" ")
        if command in {"nguồn", "nguon", "/nguon"} and number.isdigit():
            return self.source(int(number))
        if word.isdigit() and self.last and int(word) <= len(self.choices()):
            line = self.choices()[int(word) - 1][1]
        return self.ask(line)

    def ask(self, question: str) -> str:
        """The answer to a question, with its numbered choices."""
        answer = self.assistant.ask(question, self.history, place=self.place)
        shown = plain_text(answer)
        self.history += [{"role": "user", "text": question}, {"role": "assistant", "text": shown}]
        del self.history[:-REMEMBERED]
        self.last = answer
        choices = "\n".join(f"  {number}. {label}" for number, (label, _) in enumerate(self.choices(), 1))
        return f"{shown}\n\nHỏi tiếp:\n{choices}" if choices else shown

    def choices(self) -> list[tuple[str, str]]:
        """The label and question of each choice of the last answer."""
        if not self.last:
            return []
        return [(option.label, option.question) for option in (*self.last.options, *self.last.suggestions)]

    def source(self, number: int) -> str:
        """The clause behind a citation of the last answer, in full."""
        citations = self.last.citations if self.last else ()
        if not 1 <= number <= len(citations):
            return (
                f"Câu trả lời vừa rồi có {len(citations)} nguồn: gõ «nguồn 1» … «nguồn {len(citations)}»."
                if citations
                else "Chưa có nguồn nào để xem: hãy hỏi trước."
            )
        found = clause(self.assistant.plans, citations[number - 1])
        return f"{found.as_text()}{self._page(found)}"

    def _page(self, found: Clause) -> str:
        """Where in the plan's file a clause stands, where the file has pages."""
        from documents.library import Library

        library = Library.open(self.data) if self.data else None
        original = library.original(found.plan.id) if library and found.plan.id in library else None
        pages = original.pages(found.span) if original else ()
        return (
            f"\n(trang {'-'.join(map(str, sorted({pages[0], pages[-1]})))} của tệp {original.file})"
            if original and pages
            else ""
        )


def chat(assistant: Assistant, place: str | None = None, data: Path | None = None) -> int:
    """Talk with a person at a terminal until they leave."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - editing and history of the typed line, where the platform has it

    conversation = Conversation(assistant, place, data)
    print(f"planbot: hỏi đáp có trích dẫn trên {len(assistant.plans)} kế hoạch. {HELP}\n")
    while True:
        try:
            line = input("Bạn: ").strip()
        except (EOFError, KeyboardInterrupt):
            print("\nTạm biệt!")
            return 0
        if line.casefold() in {"thoát", "thoat", "/thoat", "exit", "quit"}:
            print("Tạm biệt!")
            return 0
        if line:
            print(f"\n{wrapped(conversation.say(line))}\n")


def wrapped(text: str) -> str:
    """The text with its lines broken between words, to the width of the terminal."""
    width = max(min(shutil.get_terminal_size().columns, WIDEST), 30)
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  " if line[:1] in "•-→ " else "", break_on_hyphens=False)
        for line in text.splitlines()
    )


def answer_lines(assistant: Assistant, lines: Iterable[str], place: str | None = None) -> int:
    """Answer each line as a question of its own: lines handed over in a pipe are no conversation."""
    for line in lines:
        print(f"Hỏi: {line}\n\n{plain_text(assistant.ask(line, (), place=place))}\n", flush=True)
    return 0
