"""An answer worded by a language model, held to the same citations; without one, or when it fails, as it was."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from documents.plan import Plan
from prompts.texts import load
from retrieval.answer import Answer, Block, Outcome, Statement
from retrieval.errors import RetrievalError
from retrieval.wording.verification import numbers_in, verify

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

MOST = 6
"""Sentences a worded answer has at the most."""

LONGEST = 600
"""Characters a sentence has at the most; a longer line is nonsense."""

DONE = object()


def load_model(name: str, seconds: float) -> BaseChatModel:
    """A chat model by LangChain's name for it ("openai:gpt-4o-mini", "ollama:qwen3"). Raises RetrievalError."""
    try:
        from langchain.chat_models import init_chat_model

        return init_chat_model(name, temperature=0, timeout=seconds, max_retries=0)
    except (ImportError, ValueError) as error:
        raise RetrievalError(
            f"Không dùng được mô hình «{name}»: kiểm tra PLANBOT_LLM và cài gói LangChain của nhà cung cấp đó."
        ) from error
    except Exception as error:  # a provider's package raises what it likes, most often for a missing key
        raise RetrievalError(f"Không mở được mô hình «{name}»: kiểm tra khóa và địa chỉ của nhà cung cấp.") from error


@dataclass
class Wording:
    """Words answers with a language model within a time limit (seconds)."""

    model: BaseChatModel
    seconds: float = 12.0

    def word(
        self, question: str, answer: Answer, plans: Mapping[str, Plan], show: Callable[[str], None] | None = None
    ) -> Answer:
        """The answer in the model's words where they hold, else as it was.

        `show` is handed the text so far each time a sentence has been verified.
        """
        if answer.outcome is not Outcome.ANSWER or not answer.short.citations or answer.table:
            return answer
        kept: list[Statement] = []
        for sentence in self._sentences(self._prompt(question, answer)):
            statement, why = verify(sentence, answer.citations, plans)
            if statement is None:
                log.warning("dropped a worded sentence: %s", why)
                continue
            kept.append(statement)
            if show:
                show("\n".join(s.text for s in kept))
            if len(kept) == MOST:
                break
        if not kept or not _keeps_figures(answer, kept):
            log.warning("the built-in answer is given: %d sentences held", len(kept))
            return answer
        block = (Block("", tuple(kept[1:])),) if len(kept) > 1 else ()
        return replace(answer, short=kept[0], blocks=(*block, *_rest(answer, kept)))

    def rewrite(self, question: str, history: Sequence[Mapping[str, str]]) -> str:
        """A follow-up as a question that stands alone, or as it was where the model fails or adds a number."""
        if not history:
            return question
        said = "\n".join(f"- {turn['role']}: {turn['text'][:500]}" for turn in history[-6:])
        prompt = load("llm")["rewrite"].format(history=said, question=question)
        lines = list(self._sentences(prompt))
        known = numbers_in(said + question)
        if len(lines) != 1 or not 3 < len(lines[0]) < 300 or numbers_in(lines[0]) - known:
            return question
        return lines[0]

    def _prompt(self, question: str, answer: Answer) -> str:
        numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
        sources = "\n".join(
            f"[{number}] {c.number or c.issuer} ({c.issuer}), mục {c.path}: {c.quote}" for c, number in numbers.items()
        )
        said = "\n".join(
            f"{s.text} {''.join(f'[{numbers[c]}]' for c in s.citations)}".strip() for s in answer.statements()
        )
        return f"{load('llm')['word'].format(sources=sources, answer=said, most=MOST)}\nCâu hỏi: {question}"

    def _sentences(self, prompt: str) -> Iterator[str]:
        """The lines the model writes, as they are finished, until it is done, fails or the time is over."""
        chunks: queue.Queue[Any] = queue.Queue()
        stop = threading.Event()
        threading.Thread(target=self._listen, args=(prompt, chunks, stop), daemon=True).start()
        end, line = time.monotonic() + self.seconds, ""
        try:
            while True:
                try:
                    chunk = chunks.get(timeout=max(end - time.monotonic(), 0.001))
                except queue.Empty:
                    log.warning("the language model took longer than %s s", self.seconds)
                    return
                if chunk is DONE:
                    break
                line += chunk
                *finished, line = line.split("\n")
                yield from (text.strip() for text in finished if text.strip())
                if len(line) > LONGEST:
                    log.warning("the language model writes without end")
                    return
            if line.strip():
                yield line.strip()
        finally:
            stop.set()

    def _listen(self, prompt: str, chunks: queue.Queue[Any], stop: threading.Event) -> None:
        """Put what the model writes in the queue; a failure goes to the log and ends it."""
        try:
            for chunk in self.model.stream(prompt):
                if stop.is_set():
                    return
                if isinstance(chunk.content, str):
                    chunks.put(chunk.content)
        except Exception as error:  # whatever a provider raises, the built-in answer is given
            log.warning("the language model failed: %s", type(error).__name__)
        finally:
            chunks.put(DONE)


def _keeps_figures(answer: Answer, kept: Sequence[Statement]) -> bool:
    """Whether the figures of the short answer are still said."""
    said = set().union(*(numbers_in(statement.text) for statement in kept))
    printed = set().union(*(numbers_in(citation.quote) for citation in answer.short.citations))
    return numbers_in(answer.short.text) & printed <= said


def _rest(answer: Answer, kept: Sequence[Statement]) -> tuple[Block, ...]:
    """What the model left out, so that nothing the built-in answer cites is lost."""
    cited = {citation for statement in kept for citation in statement.citations}
    blocks = []
    for block in answer.blocks:
        left = tuple(s for s in block.statements if s.citations and not cited.intersection(s.citations))
        if left:
            blocks.append(Block(block.heading, left))
    return tuple(blocks)
