"""What a language model looks up when the built-in understanding found no answer.

The model chooses which tool to use and what to ask; the answers are the assistant's and the criteria's own, cited as
ever. Nothing the model writes here is shown to anybody.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from criteria.batch import places
from criteria.check import CheckResult, check, cite
from criteria.errors import CriteriaError
from criteria.explanation import explain, explain_rule
from criteria.model import Rulebook
from criteria.tool import check_tool
from prompts.texts import load
from retrieval.answer import Answer, Block, Outcome, Statement

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

log = logging.getLogger(__name__)

ROUNDS = 2
"""How often the model may look things up for one question."""

CALLS = 3
"""How many things it may look up at a time."""


@dataclass
class Consultation:
    """One question taken to a model with tools; what it looked up collects in `found`."""

    model: BaseChatModel
    ask: Callable[[str], Answer]
    books: Sequence[Rulebook]
    found: list[Answer] = field(default_factory=list)

    def run(self, question: str, history: Sequence[Mapping[str, str]], seconds: float) -> Answer | None:
        """What was found, as one answer, or None where the model found nothing, failed or took too long."""
        worker = threading.Thread(target=self._converse, args=(question, history), daemon=True)
        worker.start()
        worker.join(seconds)
        return merged(list(self.found))

    def _converse(self, question: str, history: Sequence[Mapping[str, str]]) -> None:
        from langchain_core.messages import HumanMessage, SystemMessage

        said = "\n".join(f"- {turn.get('role')}: {str(turn.get('text'))[:500]}" for turn in history[-6:])
        messages: list[BaseMessage] = [
            SystemMessage(load("llm")["consult"]),
            HumanMessage(f"{said}\n\n{question}" if said else question),
        ]
        try:
            model = self.model.bind_tools([*self._tools()])
            for _ in range(ROUNDS):
                reply = model.invoke(messages)
                calls = list(getattr(reply, "tool_calls", ()))[:CALLS]
                if not calls:
                    return
                messages += [reply, *(self._use(call) for call in calls)]
        except Exception as error:  # whatever a provider raises, the built-in answer is given
            log.warning("the language model could not look things up: %s", type(error).__name__)

    def _tools(self) -> Iterable[Any]:
        from langchain_core.tools import StructuredTool

        def look_up(question: str) -> str:
            """Hỏi thư viện kế hoạch một câu đầy đủ bằng tiếng Việt, nêu rõ địa bàn, loại đơn vị và việc cần biết."""
            answer = self.ask(question)
            if answer.outcome is Outcome.ANSWER:
                self.found.append(answer)
            return answer.short.text

        yield StructuredTool.from_function(look_up)
        if self.books:
            yield check_tool(self.books)

    def _use(self, call: Mapping[str, Any]) -> BaseMessage:
        """The reply to one tool call; a check is worked here too, for its reasons and clauses."""
        from langchain_core.messages import ToolMessage

        if call["name"] == "check_criteria":
            said = self._check(call["args"])
        else:
            tool = next((tool for tool in self._tools() if tool.name == call["name"]), None)
            said = str(tool.invoke(call["args"])) if tool else "không có công cụ này"
        return ToolMessage(said, tool_call_id=str(call["id"]))

    def _check(self, given: Mapping[str, Any]) -> str:
        try:
            result = check(given.get("unit") or {}, given.get("given") or {}, self.books)
        except CriteriaError as error:
            return str(error)
        answer = checked(result, self.books)
        self.found.append(answer)
        return answer.short.text


def checked(result: CheckResult, books: Sequence[Rulebook]) -> Answer:
    """A check as an answer: the outcome first, then each rule that decides, with its clause and arithmetic."""
    lead = explain(result, places(books)).splitlines()
    statements = tuple(
        Statement(explain_rule(result, one), (cite(result.rulebook, one.criterion),))
        for one in result.results
        if one.decides and result.rulebook is not None
    )
    block = (Block("", statements),) if statements else ()
    return Answer(Outcome.ANSWER, Statement(" ".join(lead[:2])), block)


def merged(found: Sequence[Answer]) -> Answer | None:
    """Several answers as one: the first leads, the others follow as blocks of their own."""
    if not found:
        return None
    first, *others = found
    blocks = [*first.blocks]
    for answer in others:
        blocks += [Block(answer.short.text, ()), *answer.blocks]
    notes = tuple(dict.fromkeys(note for answer in found for note in answer.notes))
    return Answer(first.outcome, first.short, tuple(blocks), first.table, notes, first.options, first.suggestions)
